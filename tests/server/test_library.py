"""The workflow library, and workflows loaded from it, from images, and run in one call."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk import CompiledBatch, Completed, Failed, Progress
from invokeai_sdk.errors import (
    AmbiguousNameError,
    FieldValueError,
    JobFailed,
    ModelNotFoundError,
    NotFoundError,
    UnknownInputError,
    WaitTimeout,
    WorkflowFormatError,
)
from invokeai_sdk.schema.catalogue import Catalogue

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


def make_sum(node: str, value: int) -> dict[str, Any]:
    """Return the JSON of a workflow that can be called, with one input: a summand."""
    fields = {"a": value, "b": 1}
    nodes = [make_node(node, "add", fields), make_node("r", "workflow_return", {"collection": []})]
    element = {
        "id": "f",
        "type": "node-field",
        "parentId": "root",
        "data": {"fieldIdentifier": {"nodeId": node, "fieldName": "a"}, "showDescription": False, "settings": {}},
    }
    root = {"id": "root", "type": "container", "data": {"layout": "column", "children": ["f"]}}
    return make_json(nodes, form={"elements": {"root": root, "f": element}, "rootElementId": "root"})


def make_node(node: str, type_: str, values: dict[str, Any]) -> dict[str, Any]:
    inputs = {name: {"name": name, "label": "", "description": "", "value": value} for name, value in values.items()}
    version = Catalogue.load_bundled()[type_].version
    texts = {"nodePack": "invokeai", "label": "", "notes": ""}
    flags = {"isOpen": True, "isIntermediate": True, "useCache": False}
    data = {"id": node, "type": type_, "version": version, **texts, **flags, "inputs": inputs}
    return {"id": node, "type": "invocation", "position": {"x": 0, "y": 0}, "data": data}


def make_json(nodes: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    meta = {"category": "user", "version": "4.0.0"}
    return {**texts, "nodes": nodes, "edges": [], "exposedFields": [], "meta": meta, **changes}


@pytest.fixture
def call():
    """Return a function that makes the JSON of a workflow that calls a saved workflow by its id."""
    return lambda workflow_id: make_json([make_node("call", "call_saved_workflow", {"workflow_id": workflow_id})])


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


async def test_every_workflow_that_came_with_the_server_is_loaded_by_its_id_and_its_name(client: InvokeAIClient):
    defaults = await client.workflows.list(categories=["default"])
    assert len(defaults) > 20
    assert any("." in default.name for default in defaults)
    for default in defaults:
        assert default.workflow_id.startswith("default_")
        for key in (default.workflow_id, default.name):
            assert (await client.workflows.load(key)).definition.id == default.workflow_id
            assert (await client.workflows.get(key)).name == default.name


async def test_another_saved_workflow_that_is_picked_brings_its_inputs(client: InvokeAIClient, call):
    first, second = [await client.workflows.create(make_sum(node, value)) for node, value in (("a", 1), ("b", 20))]
    workflow = await client.workflows.load(call(first.workflow_id))
    workflow.inputs["call", "workflow_id"] = second
    await workflow.refresh()
    workflow.inputs["call", "saved_workflow_input::b::a"] = 30
    compiled = await workflow.prepare()
    assert compiled.graph["nodes"]["call"]["workflow_inputs"] == {"saved_workflow_input::b::a": 30}
    assert (await workflow.run(timeout=120)).jobs
    values = {("call", "workflow_id"): second.workflow_id, ("call", "saved_workflow_input::b::a"): 40}
    assert (await client.workflows.run(call(first.workflow_id), values, timeout=120)).jobs
    await client.workflows.delete(second.workflow_id)
    with pytest.raises(FieldValueError, match="no saved workflow"):
        await workflow.submit()
    await client.workflows.delete(first.workflow_id)


async def test_everything_that_is_a_workflow_can_be_created(client: InvokeAIClient, workflow):
    workflow.inputs["Model"] = "tiny-sd15"
    made = [await client.workflows.create(workflow)]
    record = await client.workflows.get(made[0].workflow_id)
    loaded = await client.workflows.load(record)
    assert loaded.inputs["Model"].value["name"] == "tiny-sd15"
    contents = (record, made[0], loaded, loaded.definition, record.workflow.to_dict())
    made += [await client.workflows.create(content) for content in contents]
    assert len({each.workflow_id for each in made}) == 6
    for each in made:
        await client.workflows.delete(each.workflow_id)


async def test_saving_looks_up_a_model_by_name(client: InvokeAIClient, workflow):
    workflow.inputs["Model"] = "tiny-sd15"
    saved = await client.workflows.save(workflow, name="With a model by name")
    assert (await client.workflows.load(saved.workflow_id)).inputs["Model"].value["name"] == "tiny-sd15"
    await client.workflows.delete(saved.workflow_id)
    workflow.inputs["Model"] = "tiny-sd16"
    with pytest.raises(ModelNotFoundError, match=r"'Model'.*did you mean 'tiny-sd15'") as caught:
        await client.workflows.save(workflow)
    assert caught.value.label == "Model"


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
