"""The workflow library: saving with current values, running by name, running an image's workflow again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk.errors import NotFoundError, UnknownInputError, WorkflowFormatError

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient

SD15 = Path(__file__).parents[2] / "examples" / "workflows" / "sd15-text-to-image.json"


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
    inputs = {"Model": "tiny-sd15", "Positive Prompt": "a fox", "Width": 64, "Height": 64, "Steps": 2}
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
