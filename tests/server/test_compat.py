"""Scripts written for the older synchronous client run after a change of their imports."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from invokeai_sdk.compat import (
    BaseDnnModelType,
    DnnModelType,
    InvokeAIClient,
    SchedulerName,
    WorkflowDefinition,
    to_ivk_model_field,
)
from invokeai_sdk.fields.models import IvkModelIdentifierField
from invokeai_sdk.fields.scalars import IvkIntegerField, IvkStringField

WORKFLOW = Path(__file__).parents[2] / "examples" / "workflows" / "sdxl-text-to-image.json"
MODEL, POSITIVE, _, WIDTH, HEIGHT, STEPS, _, SCHEDULER, SEED, BOARD = range(10)


@pytest.fixture
def client(server_url):
    with InvokeAIClient.from_url(f"{server_url}/api/v1", max_retries=1) as client:
        yield client


@pytest.fixture
def workflow(client):
    workflow = client.workflow_repo.create_workflow(WorkflowDefinition.from_file(WORKFLOW))
    (model,) = [
        each
        for each in client.dnn_model_repo.list_models()
        if each.type == DnnModelType.Main and each.base == BaseDnnModelType.StableDiffusionXL
    ]
    workflow.set_input_value(MODEL, to_ivk_model_field(model))
    workflow.get_input_value(POSITIVE).value = "a lighthouse"
    workflow.get_input_value(SCHEDULER).value = SchedulerName.EULER.value
    for index, number in ((WIDTH, 64), (HEIGHT, 64), (STEPS, 2)):
        workflow.get_input_value(index).value = number
    return workflow


def test_inputs_are_listed_in_order_with_their_values(workflow):
    inputs = workflow.list_inputs()
    assert [found.input_index for found in inputs] == list(range(10))
    assert inputs[POSITIVE].label == "Positive Prompt"
    assert inputs[POSITIVE].field.value == "a lighthouse"
    assert workflow.get_input(STEPS).field_name == "steps"
    assert workflow.get_input(STEPS).node_name
    assert workflow.get_input_value(MODEL).name == "tiny-sdxl"
    assert workflow.validate_inputs() == {}


def test_an_index_out_of_range_is_an_index_error(workflow):
    for index in (-1, 10):
        with pytest.raises(IndexError, match="run from 0 to 9"):
            workflow.get_input(index)


def test_a_values_class_is_locked(workflow):
    value = workflow.get_input_value(STEPS)
    assert isinstance(value, IvkIntegerField)
    workflow.set_input_value(STEPS, type(value)(value=3))
    workflow.set_input_value(STEPS, IvkIntegerField(4))
    assert value.value == 4
    for wrong in (IvkStringField("4"), workflow.get_input_value(POSITIVE), 4):
        with pytest.raises(TypeError):
            workflow.set_input_value(STEPS, wrong)
    with pytest.raises(ValueError, match="Steps"):
        value.value = -3
    assert value.value == 4


def test_submit_wait_and_map_the_outputs(client, workflow):
    board = client.board_repo.create_board("Compat")
    workflow.get_input_value(BOARD).value = board.board_id
    submission = workflow.submit_sync()
    assert submission["batch_id"]
    assert submission["session_id"]
    assert submission["item_ids"] == [workflow.item_id]
    item = workflow.wait_for_completion_sync(timeout=120)
    assert item["status"] == "completed"
    (output,) = workflow.list_outputs()
    (mapped,) = workflow.map_outputs_to_images(item)
    assert mapped["node_id"] == output.node_id == "save"
    assert mapped["board_id"] == board.board_id
    assert mapped["input_index"] == BOARD
    assert mapped["tier"] == "results"
    assert board.list_images() == mapped["image_names"]
    assert len(mapped["image_names"]) == board.image_count == 1


def test_a_board_given_at_submission_goes_to_output_nodes_that_have_none(client, workflow):
    board = client.board_repo.create_board("Injected")
    workflow.submit_sync(board_id=board.board_id)
    item = workflow.wait_for_completion_sync(timeout=120)
    nodes = item["session"]["graph"]["nodes"]
    with_board = {node["type"]: node.get("board") for node in nodes.values() if "board" in node}
    assert with_board == {"save_image": {"board_id": board.board_id}, "l2i": {"board_id": board.board_id}}

    other = client.board_repo.create_board("Chosen")
    workflow.get_input_value(BOARD).value = other.board_id
    workflow.submit_sync(board_id=board.board_id)
    nodes = workflow.wait_for_completion_sync(timeout=120)["session"]["graph"]["nodes"]
    assert nodes["save"]["board"] == {"board_id": other.board_id}


def test_errors_are_those_that_scripts_catch(workflow):
    with pytest.raises(RuntimeError, match="nothing was submitted"):
        workflow.wait_for_completion_sync()
    workflow.get_input_value(MODEL).value = "no such model"
    with pytest.raises(ValueError, match="no such model"):
        workflow.submit_sync()


def test_a_long_wait_times_out_and_the_job_can_be_canceled(workflow):
    workflow.get_input_value(STEPS).value = 500
    workflow.submit_sync()
    with pytest.raises(TimeoutError):
        workflow.wait_for_completion_sync(timeout=0.2)
    assert workflow.cancel()
    with pytest.raises(RuntimeError, match="canceled"):
        workflow.wait_for_completion_sync(timeout=60)


async def test_submitting_with_callbacks(workflow):
    reported = []

    async def finished(event):
        reported.append(("complete", event["node_type"], sorted(event["outputs"])))

    workflow.get_input_value(SEED).value = 42
    await workflow.submit(
        subscribe_events=True,
        on_invocation_progress=lambda event: reported.append(("progress", event["progress"], event["session_id"])),
        on_invocation_complete=finished,
    )
    item = await workflow.wait_for_completion(timeout=120)
    assert item["status"] == "completed"
    assert ("progress", 1.0, workflow.session_id) in reported
    assert {node_type for kind, node_type, _ in reported if kind == "complete"} >= {"l2i", "save_image"}


async def test_a_wait_with_callbacks_times_out(workflow):
    workflow.get_input_value(STEPS).value = 500
    reported = []
    await workflow.submit(subscribe_events=True, on_invocation_progress=reported.append)
    with pytest.raises(TimeoutError):
        await workflow.wait_for_completion(timeout=0.5)
    assert await workflow.cancel_async()
    with pytest.raises(RuntimeError, match="canceled"):
        await workflow.wait_for_completion(timeout=60)
    assert reported


async def test_callbacks_continue_after_another_submission(workflow):
    reported = []
    for seed in (45, 46):
        workflow.get_input_value(SEED).value = seed
        await workflow.submit(subscribe_events=True, on_invocation_complete=reported.append)
    await workflow.wait_for_completion(timeout=120)
    if workflow._callback_tasks:
        await asyncio.wait(workflow._callback_tasks, timeout=60)
    assert len({event["item_id"] for event in reported if event["node_type"] == "save_image"}) == 2


def test_a_wait_reports_status_changes(workflow):
    workflow.get_input_value(SEED).value = 44
    reported = []
    workflow.submit_sync()
    workflow.wait_for_completion_sync(timeout=120, progress_callback=lambda item: reported.append(item["status"]))
    assert reported[-1] == "completed"


async def test_submitting_and_monitoring_a_stream(workflow):
    workflow.get_input_value(SEED).value = 43
    events = [event async for event in workflow.submit_sync_monitor_async()]
    assert events[0]["event_type"] == "submission"
    assert events[0]["item_ids"] == [workflow.item_id]
    assert {event["event_type"] for event in events} >= {"invocation_started", "invocation_complete"}
    assert events[-1]["event_type"] == "queue_item_status_changed"
    assert events[-1]["status"] == "completed"


async def test_a_node_that_fails_is_told(workflow):
    workflow.get_input_value(WIDTH).value = 2**20
    workflow.get_input_value(HEIGHT).value = 2**20
    failures = []
    await workflow.submit(subscribe_events=True, on_invocation_error=failures.append)
    with pytest.raises(RuntimeError, match="failed"):
        await workflow.wait_for_completion(timeout=120)
    assert failures[0]["error"]


def test_boards_and_models(client, png):
    board = client.board_repo.create_board("Uploads")
    assert board.board_id in {each.board_id for each in client.board_repo.list_boards()}
    image = board.upload_image_data(image_data=png(), filename="mine.png")
    assert board.list_images() == [image.image_name]
    assert client.board_repo.get_board_by_id(board.board_id).board_name == "Uploads"
    assert client.board_repo.get_board_by_id("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111") is None
    loose = client.board_repo.get_uncategorized_board().upload_image_data(image_data=png(), filename="loose.png")
    assert loose.image_name in client.board_repo.get_uncategorized_board().list_images()

    model = client.dnn_model_repo.list_models()[0]
    assert client.dnn_model_repo.get_model_by_key(model.key) == model
    assert client.dnn_model_repo.get_model_by_key("no such key") is None
    assert isinstance(to_ivk_model_field(model), IvkModelIdentifierField)


def test_the_switch_for_connected_fields_is_accepted_with_a_note(server_url, monkeypatch, caplog):
    monkeypatch.setenv("INVOKEAI_PRUNE_CONNECTED_FIELDS", "1")
    with caplog.at_level(logging.INFO, "invokeai_sdk.compat"), InvokeAIClient.from_url(server_url):
        assert "INVOKEAI_PRUNE_CONNECTED_FIELDS has no effect" in caplog.text
