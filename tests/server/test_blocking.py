"""Features of the blocking client alone: its thread, interruption, callbacks, use beside a running loop."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from invokeai_api import api

from invokeai_sdk import Completed, OutputReady, Progress
from invokeai_sdk.errors import ClientClosedError, JobCanceled, NotFoundError, OptionsError, WaitTimeout
from invokeai_sdk.sync import SyncInvokeAIClient, call_async
from invokeai_sdk.sync.media.image import SyncImageHandle

WORKFLOWS = Path(__file__).parents[2] / "examples" / "workflows"


@pytest.fixture
def client(server_url):
    with SyncInvokeAIClient.from_url(server_url) as client:
        yield client


@pytest.fixture
def workflow(client):
    workflow = client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")
    workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2})
    return workflow


def test_submit_and_wait(workflow, tmp_path):
    result = workflow.run(runs=2, timeout=120)
    assert len(result.images) == 2
    (first, *_) = result.save(tmp_path)
    assert first.read_bytes().startswith(b"\x89PNG")
    assert [image.name for job in result for image in job.images] == [image.name for image in result.images]


def test_events_come_from_an_iterator_that_ends(workflow):
    workflow.inputs["Seed"] = 1234567
    batch = workflow.submit()
    seen = list(batch.events())
    assert isinstance(seen[-1], Completed)
    ready = [event for event in seen if isinstance(event, OutputReady)]
    assert all(isinstance(image, SyncImageHandle) for event in ready for image in event.images)
    assert ready[0].images[0].bytes().startswith(b"\x89PNG")


def test_callbacks_may_block_and_use_the_client(client, workflow):
    received: list[object] = []

    def called(event: object) -> None:
        received.append((type(event), threading.current_thread(), client.app.version()))

    workflow.inputs["Seed"] = 7654321
    workflow.submit().result(timeout=120, on_event=called, on_progress=called)
    assert {Progress, Completed} <= {kind for kind, *_ in received}
    assert threading.main_thread() not in {thread for _, thread, _ in received}


def test_a_callback_that_fails_ends_the_wait_with_its_error(workflow):
    def called(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        workflow.submit().result(timeout=120, on_event=called)


async def test_an_event_loop_that_runs_is_no_hindrance(workflow):
    batch = workflow.submit(runs=2)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    ends = [event async for event in batch.events() if isinstance(event, Completed)]
    ticking.cancel()
    assert len(ends) == 2
    assert ticks > 2
    assert len(batch.result(timeout=60).images) == 2


async def test_a_call_can_be_awaited_in_another_loop(client, workflow):
    batch = workflow.submit()
    result = await call_async(batch.result, timeout=60)
    assert isinstance(result.images[0], SyncImageHandle)
    board = await call_async(client.boards.create, "Awaited")
    assert await call_async(board.add, result.images)
    await call_async(board.delete)
    with pytest.raises(NotFoundError):
        await call_async(board.refresh)


async def test_only_a_blocking_method_can_be_awaited():
    with pytest.raises(TypeError, match="needs a method of a blocking object"):
        await call_async(print, "no")


async def test_an_awaited_call_can_be_cancelled(client, workflow):
    workflow.inputs["Steps"] = 500
    batch = workflow.submit()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await call_async(batch.result, cancel_on_exit=True)
    with pytest.raises(JobCanceled):
        await call_async(batch.result, timeout=60)


def test_several_threads_may_share_a_client(workflow):
    results: list[int] = []

    def run() -> None:
        results.append(len(workflow.run(timeout=120).images))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1] * 4


def test_a_timeout_is_the_same_error(workflow):
    workflow.inputs["Steps"] = 500
    batch = workflow.submit()
    with pytest.raises(WaitTimeout):
        batch.result(timeout=0.2, cancel_on_exit=True)
    with pytest.raises(JobCanceled):
        batch.result(timeout=60)


def test_a_stream_can_be_left(workflow):
    with workflow.submit().events() as stream:
        next(stream)
    assert stream.ended


def test_what_a_call_takes_may_come_from_another_call(client, workflow, tmp_path):
    images = workflow.run(timeout=120).images
    board = client.boards.create("Blocking")
    assert board.add(image for image in images).ok
    done = client.images.download(client.images.list(board=board), tmp_path)
    assert list(done.paths) == [image.name for image in images]
    assert client.images.delete(client.images.list(board=board)).ok
    board.delete()


def test_an_answer_can_be_read_piece_by_piece(client, workflow):
    (image,) = workflow.run(timeout=120).images
    with client.raw.stream(api.images.get_image_full(image_name=image.name)) as answer:
        assert answer.content_type == "image/png"
        assert b"".join(answer).startswith(b"\x89PNG")


def test_a_thing_and_its_counterpart_are_received_by_what_they_stand_for(client):
    board = client.boards.create("Equal")
    assert client.boards.get("Equal") == board
    assert len({client.boards.get("Equal"), board}) == 1
    assert repr(board).startswith("SyncBoardHandle(")
    assert board.refresh().name == "Equal"
    board.delete()
    with pytest.raises(NotFoundError):
        board.refresh()


def test_a_closed_client_says_so(server_url):
    with SyncInvokeAIClient.from_url(server_url) as client:
        client.app.version()
    with pytest.raises(ClientClosedError):
        client.app.version()
    client.close()


def test_a_client_that_never_called_closes_without_a_thread():
    before = threading.active_count()
    client = SyncInvokeAIClient.from_url("http://127.0.0.1:9")
    assert threading.active_count() == before
    client.close()
    with pytest.raises(ClientClosedError):
        next(client.boards.list())


def test_bad_options_are_refused_before_a_thread_starts():
    with pytest.raises(OptionsError):
        SyncInvokeAIClient.from_url("ftp://nowhere")


def test_what_came_from_a_client_keeps_it_open(server_url):
    board = SyncInvokeAIClient.from_url(server_url).boards.get_or_create("Kept")
    gc.collect()
    assert board.count() == 0
    board.delete()
    (thread,) = [each for each in threading.enumerate() if each.name == "invokeai-sdk"]
    del board
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


def test_a_forgotten_client_is_closed(server_url):
    client = SyncInvokeAIClient.from_url(server_url)
    client.app.version()
    (thread,) = [each for each in threading.enumerate() if each.name == "invokeai-sdk"]
    del client
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


def run_program(text: str, server_url: str, *, interrupt: bool = False) -> subprocess.CompletedProcess[str]:
    program = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", text],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "INVOKEAI_URL": server_url, "WORKFLOW": str(WORKFLOWS / "sd15-text-to-image.json")},
    )
    if interrupt:
        assert program.stdout is not None
        assert program.stdout.readline() == "waiting\n"
        time.sleep(0.2)
        program.send_signal(signal.SIGINT)
    out, error = program.communicate(timeout=60)
    return subprocess.CompletedProcess(program.args, program.returncode, out, error)


def test_a_program_that_forgets_to_close_its_client_ends_without_a_word(server_url):
    done = run_program(
        "from invokeai_sdk import SyncInvokeAIClient\n"
        "client = SyncInvokeAIClient.from_url()\n"
        "client.events.wait_connected()\n"
        "print(client.app.version())\n",
        server_url,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("6.")


@pytest.mark.parametrize("cancel", [True, False])
def test_ctrl_c_ends_a_wait_and_cancels_the_job_if_asked(server_url, client, cancel):
    done = run_program(
        "import os, signal\n"
        "from invokeai_sdk import SyncInvokeAIClient\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a program that a shell starts in the background ignores it
        "with SyncInvokeAIClient.from_url() as client:\n"
        "    workflow = client.workflows.load(os.environ['WORKFLOW'])\n"
        "    workflow.inputs.update({'Model': 'tiny-sd15', 'Width': 64, 'Height': 64, 'Steps': 400})\n"
        "    batch = workflow.submit()\n"
        "    print('waiting', flush=True)\n"
        "    try:\n"
        f"        batch.result(cancel_on_exit={cancel})\n"
        "    except KeyboardInterrupt:\n"
        "        print(batch.batch_id)\n",
        server_url,
        interrupt=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    batch = client.batches.handle(done.stdout.strip())
    counts = batch.status()
    if cancel:
        assert counts.canceled == 1
    else:
        assert counts.canceled == 0
        batch.cancel()
        batch.wait(timeout=60)
