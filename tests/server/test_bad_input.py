"""Errors for mistakes of users: each error is typed, and names what failed, where, and what would be right."""

import json
import resource
import socket
from pathlib import Path

import pytest
from invokeai_api import api
from PIL import Image

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import (
    APIConnectionError,
    BoardNotFoundError,
    DownloadError,
    FieldValueError,
    MissingInputError,
    ModelNotFoundError,
    UnexpectedResponseError,
    UnknownInputError,
    UnknownNodeError,
    WorkflowFormatError,
    WorkflowVersionError,
)

WORKFLOWS = Path(__file__).parents[2] / "examples" / "workflows"


async def queued(client):
    """Return the number of items in the queue, including those that have ended."""
    status = await client.raw.send(api.queue.get_queue_status(queue_id="default"))
    return status.queue.total


@pytest.fixture
async def nothing_queued(client):
    """Fail if the test queued anything."""
    before = await queued(client)
    yield
    assert await queued(client) == before


async def test_no_server_there():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with InvokeAIClient.from_url(f"http://127.0.0.1:{port}", retries=0) as client:
        with pytest.raises(APIConnectionError, match=rf":{port}.*is InvokeAI running"):
            await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")


async def test_a_url_that_is_the_web_ui(server_url):
    async with InvokeAIClient.from_url(f"{server_url}/somewhere") as client:
        with pytest.raises(UnexpectedResponseError, match=r"a web page.*is the URL"):
            await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")


@pytest.mark.parametrize(
    ("text", "error", "what"),
    [
        ("{ this is not", WorkflowFormatError, "JSON"),
        ('{"some": "thing"}', WorkflowVersionError, "version"),
        ("[1, 2]", WorkflowFormatError, "object"),
    ],
)
async def test_a_file_that_is_no_workflow(client, tmp_path, text, error, what):
    (tmp_path / "w.json").write_text(text)
    with pytest.raises(error, match=what):
        await client.workflows.load(tmp_path / "w.json")


async def test_a_file_that_is_not_there(client, tmp_path):
    with pytest.raises(WorkflowFormatError, match=r"nothing\.json"):
        await client.workflows.load(tmp_path / "nothing.json")


async def test_a_workflow_from_the_future(client):
    raw = json.loads((WORKFLOWS / "sd15-text-to-image.json").read_text())
    raw["meta"]["version"] = "5.0.0"
    with pytest.raises(WorkflowVersionError, match=r"5\.0\.0"):
        await client.workflows.load(raw)


async def test_an_unknown_node_type(client, nothing_queued):
    raw = json.loads((WORKFLOWS / "sd15-text-to-image.json").read_text())
    raw["nodes"][3]["data"]["type"] = "noize"
    workflow = await client.workflows.load(raw)
    workflow.inputs["Model"] = "tiny-sd15"
    with pytest.raises(UnknownNodeError, match="noize") as caught:
        await workflow.submit()
    assert caught.value.node_id == "noise"


async def test_a_model_the_server_lacks(sd15, nothing_queued):
    sd15.inputs["Model"] = "tiny-sd16"
    with pytest.raises(ModelNotFoundError, match="tiny-sd15"):
        await sd15.submit()


async def test_a_model_of_the_wrong_kind(sd15, nothing_queued):
    sd15.inputs["Model"] = "tiny-sdxl"
    with pytest.raises(ModelNotFoundError, match="sdxl"):
        await sd15.submit()


async def test_a_model_key_the_server_does_not_know(sd15, nothing_queued):
    sd15.inputs["Model"] = {"key": "k", "hash": "h", "name": "tiny-sd15", "base": "sd-1", "type": "main"}
    with pytest.raises(ModelNotFoundError, match="no model 'tiny-sd15' with this key") as caught:
        await sd15.submit()
    assert (caught.value.node_id, caught.value.field_name) == ("model", "model")


async def test_a_required_input_without_a_value(client, nothing_queued):
    workflow = await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")
    with pytest.raises(MissingInputError, match="Model"):
        await workflow.submit()


async def test_an_unknown_label(sd15):
    with pytest.raises(UnknownInputError, match="Positive Prompt"):
        sd15.inputs["Positiv Prompt"] = "a fox"


@pytest.mark.parametrize(
    ("label", "value"),
    [("Steps", "many"), ("Steps", 0), ("Width", 65), ("Scheduler", "fastest"), ("Seed", 1.5), ("Seed", True)],
)
async def test_a_value_that_cannot_be(sd15, label, value):
    before = sd15.inputs[label].value
    with pytest.raises(FieldValueError, match=label):
        sd15.inputs[label] = value
    assert sd15.inputs[label].value == before


async def test_a_board_that_does_not_exist(sd15, nothing_queued):
    with pytest.raises(BoardNotFoundError, match="Foxes of yore"):
        await sd15.submit(board="Foxes of yore")


async def test_a_board_id_that_does_not_exist(sd15, nothing_queued):
    with pytest.raises(BoardNotFoundError):
        await sd15.submit(board="00000000-0000-4000-8000-000000000000")


async def test_an_image_that_does_not_exist(client, nothing_queued):
    workflow = await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")
    workflow.inputs["Model"] = "tiny-sd15"
    raw = workflow.definition.to_dict()
    node = next(node for node in raw["nodes"] if node["id"] == "image")
    node["data"]["type"] = "img_blur"
    node["data"]["version"] = "1.2.2"
    node["data"]["inputs"] = {
        "image": {"name": "image", "label": "", "description": "", "value": {"image_name": "gone.png"}}
    }
    broken = await client.workflows.load({**raw, "nodes": [node], "edges": [], "form": None})
    with pytest.raises(FieldValueError, match=r"no image 'gone\.png'"):
        await broken.submit()


async def test_a_disk_without_room(sd15, tmp_path):
    (image,) = (await sd15.run(timeout=120)).images
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # a quota has the effect of a full disk
    try:
        with pytest.raises(DownloadError, match="cannot write"):
            await image.save(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


async def test_no_file_goes_up_for_a_workflow_that_cannot_run(client, tmp_path, nothing_queued):
    Image.new("RGB", (8, 8), "blue").save(tmp_path / "photo.png")
    raw = json.loads((WORKFLOWS / "sd15-text-to-image.json").read_text())
    raw["nodes"].append(
        {
            "id": "blur",
            "type": "invocation",
            "position": {"x": 0, "y": 0},
            "data": {
                **raw["nodes"][0]["data"],
                "id": "blur",
                "type": "img_blur",
                "version": "1.2.2",
                "inputs": {"image": {"name": "image", "label": "", "description": ""}},
            },
        }
    )
    workflow = await client.workflows.load(raw)
    workflow.inputs["blur", "image"] = tmp_path / "photo.png"
    before = await client.raw.send(api.images.get_image_names().as_json())
    with pytest.raises(MissingInputError, match="Model"):
        await workflow.submit()
    assert await client.raw.send(api.images.get_image_names().as_json()) == before
