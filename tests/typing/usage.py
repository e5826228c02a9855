"""Programs that use the SDK, for type checkers to read; never run.

A line with `type: ignore` is a mistake that a user may make: a checker that does not see it reports the comment as
unnecessary.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never, assert_type

from invokeai_api import api
from invokeai_api.models import BoardDTO, ImageDTO, OffsetPaginatedResultsBoardDTO

from invokeai_sdk import (
    UNSET,
    BatchHandle,
    BatchResult,
    Canceled,
    Catalogue,
    ChildChanged,
    CompiledBatch,
    Completed,
    Failed,
    File,
    Finding,
    ImageHandle,
    InvokeAIClient,
    InvokeAIError,
    IvkField,
    IvkWorkflowInput,
    JobEvent,
    JobFailed,
    JobHandle,
    JobResult,
    JSONObject,
    JSONValue,
    Lagged,
    Lost,
    NodeCompleted,
    NodeFailed,
    NodeStarted,
    OutputReady,
    Progress,
    Reconnected,
    Request,
    StatusChanged,
    SyncInvokeAIClient,
    Terminal,
    VideoHandle,
    Workflow,
    WorkflowDefinition,
    WorkflowError,
    WorkflowHandle,
)
from invokeai_sdk.fields import IvkIntegerField, IvkStringField
from invokeai_sdk.sync import (
    SyncBatchHandle,
    SyncBatchResult,
    SyncImageHandle,
    SyncJobEvent,
    SyncJobResult,
    SyncVideoHandle,
    SyncWorkflowHandle,
    call_async,
)
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_api.bodies import BoardChanges


async def lifecycle() -> None:
    async with InvokeAIClient.from_url("http://gpu:9090", token="t", read_timeout=30.0) as client:
        assert_type(client, InvokeAIClient)
    InvokeAIClient.from_url(verify="ca.pem")
    InvokeAIClient.from_url(no_such_option=1)  # type: ignore[call-arg]  # no such option
    InvokeAIClient.from_url(retries="two")  # type: ignore[arg-type]  # a number


async def inputs(client: InvokeAIClient) -> None:
    workflow = await client.workflows.load("portrait.json")
    assert_type(workflow, WorkflowHandle)
    await client.workflows.load(Path("portrait.json"))
    await client.workflows.load({"nodes": []})
    await client.workflows.load(7)  # type: ignore[arg-type]  # neither path, JSON nor id

    for entry in workflow.inputs:
        assert_type(entry, IvkWorkflowInput)
        assert_type(entry.field, IvkField[Any])
        assert_type(entry.label, str)

    workflow.inputs["Positive Prompt"] = "a watercolor fox"
    workflow.inputs[5] = 30
    workflow.inputs["denoise", "steps"] = 8
    workflow.inputs["Image"] = Path("photo.png")
    workflow.inputs["Steps"] = IvkIntegerField(30)
    workflow.inputs[1.5] = 3  # type: ignore[index]  # not a key
    workflow.inputs.update({"Prompt": "a fox", 0: 7})
    sizes: dict[str, int] = {"Width": 64, "Height": 64}
    workflow.inputs.update(sizes)
    workflow.inputs.update({1.5: 3})  # type: ignore[dict-item]  # not a key
    workflow.patch({"denoise_latents.*.steps": 8})
    workflow.patch(sizes)
    workflow.patch("denoise_latents.*.steps", 8)
    workflow.batch(product={"Seed": range(8)}, zip={"Prompt": ["a", "b"]})
    seeds: dict[str, list[int]] = {"Seed": [1, 2, 3]}
    workflow.batch(product=seeds)
    await client.workflows.run("portrait.json", sizes)
    assert_type(workflow.copy(), WorkflowHandle)


def offline(catalogue: Catalogue) -> None:
    definition = WorkflowDefinition.from_file("portrait.json")
    assert_type(definition, WorkflowDefinition)
    assert_type(definition.raw, JSONObject)
    workflow = Workflow(definition, catalogue=catalogue)
    compiled = workflow.compile(unknown_nodes="keep")
    assert_type(compiled, CompiledBatch)
    assert_type(compiled.expansion, int)
    assert_type(workflow.warnings, tuple[Finding, ...])
    workflow.compile(unknown_nodes="ignore")  # type: ignore[arg-type]  # no such choice


def fields() -> None:
    assert_type(IvkIntegerField(3), IvkIntegerField)
    number = IvkIntegerField.coerce(3)
    assert_type(number, IvkIntegerField)
    if number.value is not UNSET:
        assert_type(number.value, int)
    text = IvkStringField.from_api("x")
    if text.value is not UNSET:
        assert_type(text.value, str)


def blocking() -> None:
    with SyncInvokeAIClient.from_url("http://gpu:9090", token="t", read_timeout=30.0) as client:
        assert_type(client, SyncInvokeAIClient)
        workflow = client.workflows.load("portrait.json")
        assert_type(workflow, SyncWorkflowHandle)
        workflow.inputs["Image"] = client.images.upload(Path("photo.png"))
        batch = workflow.submit(board=client.boards.get_or_create("Foxes"))
        assert_type(batch, SyncBatchHandle)
        for event in batch.events():
            match event:
                case OutputReady(images=images, videos=videos):
                    assert_type(images, tuple[SyncImageHandle, ...])
                    assert_type(videos, tuple[SyncVideoHandle, ...])
                case Progress(percentage=part):
                    assert_type(part, float | None)
        batch.result(on_event=show)
        result = batch.result(timeout=300, on_progress=lambda progress: print(progress.percentage))
        for image in result.images:
            assert_type(image, SyncImageHandle)
            assert_type(image.save("out/"), Path)
        for video in result.videos:
            assert_type(video, SyncVideoHandle)
        assert_type(client.jobs.gather([batch]), list[SyncJobResult])
        for image in client.images.list(board="Foxes"):
            assert_type(image.bytes(), bytes)
        workflow.run(run=2)  # type: ignore[call-arg]  # misspelt
        client.boards.get(7)  # type: ignore[arg-type]  # not a board


def show(event: SyncJobEvent) -> None:
    match event:
        case OutputReady(images=images):
            assert_type(images, tuple[SyncImageHandle, ...])
        case _:
            print(event)


class GeneratedJobHandle(Mirror):
    """A blocking class as `make mirror` writes it: each call is checked against the asynchronous method."""

    _async: JobHandle

    def result(self) -> JobResult:
        self._call(self._async.result, timeuot=1.0)  # type: ignore[call-arg]  # misspelt
        self._call(self._async.result, timeout="1")  # type: ignore[arg-type]  # a number
        return assert_type(self._call(self._async.result, timeout=1.0), JobResult)


async def awaiting(batch: SyncBatchHandle) -> None:
    assert_type(await call_async(batch.result, timeout=60), SyncBatchResult)
    await call_async(batch.result, timeout="long")  # type: ignore[arg-type]  # a number


async def running(workflow: WorkflowHandle) -> None:
    result = await workflow.run(runs=2, timeout=300)
    assert_type(result, BatchResult)
    for job in result.jobs:
        assert_type(job, JobResult)
    for image in result.images:
        assert_type(image, ImageHandle)
        assert_type(await image.save("out/"), Path)
        assert_type(await image.bytes(), bytes)

    batch = await workflow.submit(board="Foxes")
    assert_type(batch, BatchHandle)
    assert_type(await batch.result(), BatchResult)
    for handle in await batch.jobs():
        assert_type(handle, JobHandle)
        assert_type(await handle.result(), JobResult)
        assert_type(await handle.wait(), Terminal)
    await workflow.run(run=2)  # type: ignore[call-arg]  # misspelt


def describe(event: JobEvent | Lagged) -> str:
    """Match every event, so that a new one without a case is a type error here."""
    match event:
        case Progress(percentage=part, image=frame):
            assert_type(part, float | None)
            text = ""
            if frame is not None:
                print(frame.dataURL)  # type: ignore[attr-defined]  # no such attribute
        case NodeStarted(node_id=node) | NodeFailed(node_id=node):
            text = assert_type(node, str)
        case NodeCompleted(output=output) | OutputReady(output=output):
            text = assert_type(output.node_id, str)
        case StatusChanged(status=status) | ChildChanged(status=status):
            text = assert_type(status, str)
        case Lagged(missed=missed):
            text = str(assert_type(missed, int))
        case Failed(error_message=message):
            text = assert_type(message, str | None) or ""
        case Completed() | Canceled() | Lost() | Reconnected():
            text = ""
        case _:
            assert_never(event)
    return text


async def streaming(batch: BatchHandle) -> None:
    async for event in batch.events():
        assert_type(event, JobEvent | Lagged)
        match event:
            case OutputReady(images=images, videos=videos):
                assert_type(images, tuple[ImageHandle, ...])
                assert_type(videos, tuple[VideoHandle, ...])


async def finding(client: InvokeAIClient) -> None:
    job, batch = client.jobs.handle(7), client.batches.handle("b")
    assert_type(await client.jobs.get(7), JobHandle)
    assert_type(await client.batches.get("b"), BatchHandle)
    assert_type(await client.jobs.gather([job, batch]), list[JobResult])
    assert_type(await client.jobs.gather([job, batch], return_exceptions=True), list[JobResult | InvokeAIError])


async def errors(workflow: WorkflowHandle) -> None:
    try:
        await workflow.run()
    except JobFailed as failed:
        assert_type(failed.node_id, str | None)
    except WorkflowError as refused:
        assert_type(refused.message, str)
    except InvokeAIError:
        raise


async def requests(client: InvokeAIClient, blocking_client: SyncInvokeAIClient) -> None:
    request = api.boards.get_board(board_id="b")
    assert_type(request, Request[BoardDTO])
    board = await client.raw.send(request)
    assert_type(board, BoardDTO)
    assert_type(board.board_name, str)
    print(board.board_nmae)  # type: ignore[attr-defined]  # misspelt
    assert_type(blocking_client.raw.send(request), BoardDTO)
    assert_type(await client.raw.send(request.as_json()), JSONValue)
    assert_type(
        await client.raw.send(api.boards.list_boards(limit=10)), list[BoardDTO] | OffsetPaginatedResultsBoardDTO
    )
    api.boards.get_board(board="b")  # type: ignore[call-arg]  # no such parameter
    api.boards.get_board(board_id=7)  # type: ignore[arg-type]  # a text
    api.boards.get_baord(board_id="b")  # type: ignore[attr-defined]  # no such operation
    api.bords.get_board(board_id="b")  # type: ignore[attr-defined]  # no such tag

    changes: BoardChanges = {"board_name": "Foxes", "archived": UNSET}
    assert_type(api.boards.update_board(board_id="b", body=changes), Request[BoardDTO])
    api.boards.update_board(board_id="b", body={"board_nmae": "Foxes"})  # type: ignore[typeddict-unknown-key]  # misspelt
    api.boards.update_board(board_id="b", body={"archived": "yes"})  # type: ignore[typeddict-item]  # true or false

    picture = File(Path("fox.png"), "fox.png", "image/png")
    upload = api.images.upload_image(body={"file": picture}, image_category="user", is_intermediate=False)
    assert_type(await client.raw.send(upload), ImageDTO)
    api.images.upload_image(body={"file": "fox.png"}, image_category="user", is_intermediate=False)  # type: ignore[typeddict-item]  # a File
