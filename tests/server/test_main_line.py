"""The main use: load a workflow, set its inputs, submit it, follow its events, and save its images."""

import json
import uuid
from pathlib import Path

import pytest
from invokeai_api import api
from PIL import Image

from invokeai_sdk import Completed, InvokeAIClient, NodeCompleted, NodeStarted, OutputReady, Progress
from invokeai_sdk.workflow.definition import WorkflowDefinition

WORKFLOWS = Path(__file__).parents[2] / "examples" / "workflows"


async def test_form_inputs_are_listed_in_order(sdxl):
    assert [found.label for found in sdxl.inputs] == [
        "Model",
        "Positive Prompt",
        "Negative Prompt",
        "Width",
        "Height",
        "Steps",
        "CFG Scale",
        "Scheduler",
        "Seed",
        "Board",
    ]


@pytest.mark.parametrize(("width", "height"), [(64, 64), (128, 64)])
async def test_an_image_of_the_requested_size_is_saved(sd15, tmp_path, width, height):
    sd15.inputs.update({"Width": width, "Height": height})
    result = await sd15.run(timeout=120)
    (image,) = result.images
    path = await image.save(tmp_path)
    with Image.open(path) as opened:
        assert opened.size == (width, height)
        assert opened.format == "PNG"


async def test_an_image_names_its_workflow_node(sdxl):
    result = await sdxl.run(timeout=120)
    (image,) = result.images
    assert image.node_id == "save"
    assert [output.node_id for output in result.of_node("prompt")] == ["prompt"]


async def test_each_run_makes_an_image(sd15):
    batch = await sd15.submit(runs=3)
    result = await batch.result(timeout=120)
    assert len(result.jobs) == 3


async def test_events_stream_from_first_node_to_the_end(sd15):
    sd15.inputs["Seed"] = uuid.uuid4().int % 2**32
    batch = await sd15.submit()
    seen = [event async for event in batch.events()]
    kinds = [event.__class__ for event in seen]
    assert kinds[-1] is Completed
    assert kinds.count(Completed) == 1
    assert NodeStarted in kinds
    assert OutputReady in kinds
    done = [event.node_id for event in seen if isinstance(event, NodeCompleted)]
    assert set(done) == {"model", "positive", "negative", "noise", "denoise", "image"}
    steps = [event for event in seen if isinstance(event, Progress) and event.node_id == "denoise"]
    assert all(event.percentage is None or 0 <= event.percentage <= 1 for event in steps)


async def test_a_local_file_is_uploaded_once_and_used(client, tmp_path):
    Image.new("RGB", (48, 32), "red").save(tmp_path / "photo.png")
    workflow = await client.workflows.load(blur_workflow())
    workflow.inputs["Image"] = tmp_path / "photo.png"
    first = await workflow.run(timeout=120)
    assert (await first.images[0].pil()).size == (48, 32)
    before = len(await client.images.names(categories=["user"]))
    again = await client.workflows.load(blur_workflow())
    again.inputs["Image"] = tmp_path / "photo.png"
    await again.run(timeout=120)
    assert len(await client.images.names(categories=["user"])) == before


async def test_the_image_is_saved_to_the_board(client, sd15):
    board = await client.boards.create(f"Foxes {uuid.uuid4()}")
    sd15.inputs["Seed"] = uuid.uuid4().int % 2**32
    result = await sd15.run(board=board, timeout=120)
    assert result.images[0].record.board_id == board.board_id


async def test_the_submitted_graph_is_the_compiled_graph(client, sd15):
    compiled = await sd15.prepare()
    batch = await sd15.submit()
    await batch.result(timeout=120)
    item = await client.raw.send(api.queue.get_queue_item(queue_id="default", item_id=batch.item_ids[0]).as_json())
    sent = item["session"]["graph"]["nodes"]
    for node_id, node in compiled.graph["nodes"].items():
        for name, value in node.items():
            assert sent[node_id][name] == value
    assert len(item["session"]["graph"]["edges"]) == len(compiled.graph["edges"])


async def test_a_workflow_loads_from_its_image(client, sd15, tmp_path):
    sd15.inputs.update({"Positive Prompt": "from a picture", "Seed": uuid.uuid4().int % 2**32})
    (image,) = (await sd15.run(timeout=120)).images
    path = await image.save(tmp_path)
    again = await client.workflows.load(path)
    assert again.inputs["Positive Prompt"].value == "from a picture"


async def test_a_saved_workflow_runs_by_its_name(client):
    definition = json.loads((WORKFLOWS / "sd15-text-to-image.json").read_text())
    definition["name"] = f"saved {uuid.uuid4()}"
    record = await client.workflows.create(definition)
    try:
        result = await client.workflows.run(
            definition["name"], {"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2}, timeout=120
        )
        assert len(result.images) == 1
        by_id = await client.workflows.load(record.workflow_id)
        assert by_id.definition.name == definition["name"]
    finally:
        await client.workflows.delete(record.workflow_id)


async def test_the_environment_names_the_server(server_url, monkeypatch):
    monkeypatch.setenv("INVOKEAI_URL", server_url)
    async with InvokeAIClient.from_url() as client:
        assert (await client.raw.send(api.app.app_version().as_json()))["version"] == "6.14.2"


async def test_two_clients_share_a_server(server_url):
    async with InvokeAIClient.from_url(server_url) as one, InvokeAIClient.from_url(server_url) as two:
        for client in (one, two):
            workflow = await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")
            workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 1})
            assert len((await workflow.run(timeout=120)).images) == 1


def blur_workflow():
    """Return a workflow that blurs an image."""
    node = {
        "id": "blur",
        "type": "img_blur",
        "version": "1.2.2",
        "nodePack": "invokeai",
        "label": "",
        "notes": "",
        "inputs": {
            "image": {"name": "image", "label": "Image", "description": ""},
            "radius": {"name": "radius", "label": "", "description": "", "value": 2},
            "blur_type": {"name": "blur_type", "label": "", "description": "", "value": "gaussian"},
            "board": {"name": "board", "label": "", "description": "", "value": "auto"},
        },
        "isOpen": True,
        "isIntermediate": False,
        "useCache": False,
    }
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    return {
        **texts,
        "nodes": [{"id": "blur", "type": "invocation", "position": {"x": 0, "y": 0}, "data": node}],
        "edges": [],
        "exposedFields": [{"nodeId": "blur", "fieldName": "image"}],
        "meta": {"category": "user", "version": "3.0.0"},
    }


def test_the_blur_workflow_is_valid():
    assert WorkflowDefinition.from_dict(blur_workflow()).version == "3.0.0"
