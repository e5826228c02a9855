"""The workflow library, and workflows loaded from it, from images, and run in one call."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk import CompiledBatch, Completed, Failed, Progress
from invokeai_sdk.errors import (
    AmbiguousNameError,
    JobFailed,
    NotFoundError,
    UnknownInputError,
    WaitTimeout,
    WorkflowFormatError,
)

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient

SD15 = Path(__file__).parents[2] / "examples" / "workflows" / "sd15-text-to-image.json"
SMALL = {"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2}


def random_seed():
    """Return a seed, so that the server does not answer from its cache."""
    return secrets.randbelow(2**32)


@pytest.fixture
async def workflow(client: InvokeAIClient):
    """The SD1.5 example."""
    return await client.workflows.load(SD15)


def numbers(workflow) -> list[int]:
    return [index for index, entry in enumerate(workflow.inputs) if entry.field_type.name == "IntegerField"]


async def test_a_workflow_is_saved_with_its_values_and_replaced_by_itself(client: InvokeAIClient, workflow):
    index = numbers(workflow)[0]
    workflow.inputs[index] = 64
    saved = await client.workflows.save(workflow, name="Saved by a test")
    loaded = await client.workflows.load("Saved by a test")
    assert loaded.definition.id == saved.workflow_id
    assert loaded.inputs[index].value == 64
    loaded.inputs[index] = 128
    assert (await client.workflows.save(loaded)).workflow_id == saved.workflow_id
    assert (await client.workflows.load(saved.workflow_id)).inputs[index].value == 128
    await client.workflows.delete(saved.workflow_id)
    with pytest.raises(NotFoundError):
        await client.workflows.delete(saved.workflow_id)
    again = await client.workflows.save(loaded)  # it is gone, so this is a new one
    assert again.workflow_id != saved.workflow_id
    await client.workflows.delete(again.workflow_id)


async def test_a_saved_workflow_runs_by_name_in_one_call(client: InvokeAIClient, workflow):
    saved = await client.workflows.save(workflow, name="Runs by its name")
    board = await client.boards.create("Of one call")
    inputs = SMALL | {"Positive Prompt": "a fox"}
    result = await client.workflows.run("Runs by its name", inputs, board="Of one call", runs=2, timeout=120)
    assert {image.name for image in result.images} == {*await board.image_names()}
    assert len(result.images) == 2
    with pytest.raises(WorkflowFormatError, match="did you mean 'Runs by its name'"):
        await client.workflows.run("Runs by its names")
    with pytest.raises(UnknownInputError, match="Positive Prompt"):
        await client.workflows.run(saved.workflow_id, {"Positive Promt": "a fox"})
    await client.workflows.delete(saved.workflow_id)
    await board.delete(include_images=True)


async def test_the_workflow_of_an_image_runs_again(client: InvokeAIClient, workflow, png):
    workflow.inputs["Model"] = "tiny-sd15"
    result = await workflow.run(timeout=120)
    image = next(iter(result.images))
    again = await client.workflows.load(image)
    assert [node.type for node in again.nodes.values()] == [node.type for node in workflow.nodes.values()]
    assert [*(await again.run(timeout=120)).images]
    uploaded = await client.images.upload(png())
    with pytest.raises(WorkflowFormatError, match="neither a workflow nor a graph"):
        await client.workflows.load(uploaded)
    with pytest.raises(NotFoundError):
        await client.workflows.load(client.images.handle("no-such.png"))


async def test_the_graph_of_an_image_is_loaded_if_no_workflow_is_stored(client: InvokeAIClient, workflow):
    workflow.inputs.update(SMALL | {"Seed": random_seed()})
    compiled = await workflow.prepare()
    (batch,) = await client.batches.submit_all([CompiledBatch(graph=compiled.graph)])
    image = (await batch.result(timeout=120)).images[0]
    assert await image.workflow() is None
    again = await client.workflows.load(image)
    assert {node.type for node in again.nodes.values()} >= {node["type"] for node in compiled.graph["nodes"].values()}
    assert [*(await again.run(timeout=120)).images]


async def test_a_workflow_is_retrieved_by_id_or_name(client: InvokeAIClient, workflow):
    saved = await client.workflows.save(workflow, name="Retrieved by a test")
    for key in ("Retrieved by a test", saved.workflow_id):
        record = await client.workflows.get(key)
        assert record.workflow_id == saved.workflow_id
        assert record.workflow.to_dict()["name"] == "Retrieved by a test"
    with pytest.raises(NotFoundError, match="did you mean 'Retrieved by a test'"):
        await client.workflows.get("Retrieved by a text")
    with pytest.raises(NotFoundError):
        await client.workflows.get("00000000-0000-4000-8000-000000000000")
    second = await client.workflows.save(workflow, name="Retrieved by a test")
    for retrieve in (client.workflows.get, client.workflows.load):
        with pytest.raises(AmbiguousNameError) as caught:
            await retrieve("Retrieved by a test")
        assert {*caught.value.candidates} == {saved.workflow_id, second.workflow_id}
    for each in (saved, second):
        await client.workflows.delete(each.workflow_id)


async def test_a_workflow_that_came_with_the_server_is_loaded_by_its_id(client: InvokeAIClient):
    default = (await client.workflows.list(categories=["default"]))[0]
    assert default.workflow_id.startswith("default_")
    assert (await client.workflows.load(default.workflow_id)).definition.id == default.workflow_id
    assert (await client.workflows.get(default.workflow_id)).name == default.name


async def test_presets_and_prompts_are_retrieved_by_id_or_name(client: InvokeAIClient):
    presets, prompts = client.style_presets, client.system_prompts
    preset = await presets.create("Retrieved preset", positive_prompt="{prompt}")
    prompt = await prompts.create("Retrieved prompt", "Be brief.")
    for repository, record in ((presets, preset), (prompts, prompt)):
        for key in (record.id, record.name):
            assert (await repository.get(key)).id == record.id
        assert record.id in [each.id for each in await repository.list()]
        with pytest.raises(NotFoundError, match=f"did you mean '{record.name}'"):
            await repository.get(record.name + "s")
        with pytest.raises(NotFoundError):
            await repository.get("00000000-0000-4000-8000-000000000000")
    second = await prompts.create("Retrieved prompt", "Be briefer.")
    with pytest.raises(AmbiguousNameError):
        await prompts.get("Retrieved prompt")
    await presets.delete(preset.id)
    for each in (prompt, second):
        await prompts.delete(each.id)


async def test_a_run_reports_events_and_returns_failures(client: InvokeAIClient, workflow):
    workflow.inputs.update(SMALL | {"Seed": random_seed()})
    events, reports = [], []
    result = await workflow.run(timeout=120, on_event=events.append, on_progress=reports.append)
    assert result.images
    assert isinstance(events[-1], Completed)
    assert {type(report) for report in reports} == {Progress}
    failing = {"Model": "tiny-sd15", "Width": 2**20, "Height": 2**20}
    result = await client.workflows.run(SD15, failing, timeout=120, return_exceptions=True, on_event=events.append)
    assert not result.jobs
    assert [type(failure) for failure in result.failures] == [JobFailed]
    assert isinstance(events[-1], Failed)


async def test_a_run_that_times_out_cancels_its_job_if_asked(client: InvokeAIClient, workflow):
    workflow.inputs.update(SMALL | {"Steps": 500})
    with pytest.raises(WaitTimeout):
        await workflow.run(timeout=0.3, cancel_on_exit=True)
    newest = (await client.queue().items())[0]
    assert newest.status == "canceled"
