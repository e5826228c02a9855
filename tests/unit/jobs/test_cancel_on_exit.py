"""`cancel_on_exit` of streams: leaving a stream cancels, and a stream that cannot notice that it is left is refused."""

import asyncio

import pytest

from invokeai_sdk.jobs.submission import submit
from tests.unit.jobs.queue_server import trivial


@pytest.fixture(params=["job", "batch"])
async def handle(request, core):
    batch = await submit(core, trivial())
    return batch if request.param == "batch" else (await batch.jobs())[0]


async def test_iterating_without_a_block_is_refused(server, handle):
    stream = handle.events(cancel_on_exit=True)
    for read in (stream.__anext__, stream.next):
        with pytest.raises(RuntimeError, match="async with"):
            await read()
    assert server.items[1]["status"] == "pending"


@pytest.mark.parametrize("how", ["break", "error", "cancellation", "unread"])
async def test_leaving_the_block_cancels(server, core, handle, how):
    async def read():
        async with handle.events(cancel_on_exit=True) as stream:
            if how == "unread":
                return
            async for _ in stream:
                if how == "break":
                    break
                if how == "error":
                    raise ValueError

    reading = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    event = {**server.items[1], "status": "in_progress"}
    core.events.router.dispatch("queue_item_status_changed", event)
    if how == "cancellation":
        reading.cancel()
    await asyncio.wait([reading], timeout=20)
    assert reading.done()
    assert server.items[1]["status"] == "canceled"
    if how == "error":
        with pytest.raises(ValueError, match=r"^$"):
            reading.result()


async def test_the_end_of_the_stream_cancels_nothing(server, core, handle):
    async with handle.events(cancel_on_exit=True) as stream:
        server.complete(1)
        core.events.router.dispatch("queue_item_status_changed", server.items[1])
        async for _ in stream:
            pass
    assert server.items[1]["status"] == "completed"
    assert not any(request.startswith("cancel") for request in server.requests)
