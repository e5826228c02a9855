"""Cancellation at every point: nothing hangs, nothing leaks, and the queue is as documented."""

import asyncio
import contextlib
from contextlib import aclosing

import pytest

from invokeai_sdk import SyncInvokeAIClient
from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import ClientClosedError, InvokeAIError, JobCanceled, WaitTimeout
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Cut, FaultProxy, request, websocket
from tests.cancellation import run_alone_cancelled_at


async def everything(core, batch_id, batch):
    async with aclosing(core):
        sent = await submit(core, batch, batch_id=batch_id)
        async with sent.events() as stream:
            async for _ in stream:
                pass
        await sent.result(30)
        async for job in sent.as_completed(30):
            await job.result()


async def test_at_every_await(server, connect, trivial):
    """Submit, stream, wait for the result and close, cancelled at the first await, the second, and so on to the last.

    The autouse fixtures check that no task and no socket is left.
    """
    batch_ids = []
    number, cancelled = 0, True
    while cancelled:
        number += 1
        batch_ids.append(f"await-{server.port}-{number}")
        cancelled = await run_alone_cancelled_at(number, everything(connect(server.url), batch_ids[-1], trivial(2)))
    assert number > 15
    await assert_queued_completely_or_not_at_all(connect(server.url), batch_ids)


async def assert_queued_completely_or_not_at_all(core, batch_ids):
    """Check that each cancelled submission is in the queue completely, or not at all, and that queued jobs complete."""
    async with aclosing(core), asyncio.timeout(60):
        totals = []
        for batch_id in batch_ids:
            batch = BatchHandle(core, batch_id)
            totals.append((await batch.status()).total)
            if totals[-1]:
                assert len((await batch.result()).jobs) == totals[-1]
        assert set(totals) == {0, 2}


async def test_at_every_await_with_a_bad_network(server, connect, trivial):
    """The same, while the socket cannot connect and the response to the submission is lost."""
    number, cancelled = 0, True
    async with FaultProxy(server.url) as proxy:
        batch_ids = []
        while cancelled:
            number += 1
            batch_ids.append(f"bad-{server.port}-{number}")
            rules = [Cut(match=websocket), Cut(match=request("POST", "*/enqueue_batch"), direction="down", times=1)]
            with contextlib.ExitStack() as stack:
                for rule in rules:
                    stack.enter_context(proxy.add(rule))
                cancelled = await run_alone_cancelled_at(
                    number, everything(connect(proxy.url), batch_ids[-1], trivial(2))
                )
        assert number > 15
        await assert_queued_completely_or_not_at_all(connect(server.url), batch_ids)


@pytest.mark.parametrize("milliseconds", [1, 5, 20, 60, 150, 400])
async def test_at_different_times(server, connect, trivial, milliseconds):
    async def everything():
        async with aclosing(connect(server.url)) as core:
            batch = await submit(core, trivial(3))
            async for _ in batch.events():
                pass
            await batch.result(30)

    task = asyncio.create_task(everything())
    await asyncio.wait({task}, timeout=milliseconds / 1000)
    task.cancel()
    async with asyncio.timeout(60):
        await asyncio.wait({task})


async def test_a_timed_out_wait_cancels_the_job_only_if_asked(server, connect, slow):
    async with aclosing(connect(server.url)) as core:
        batch = await submit(core, slow())
        with pytest.raises(WaitTimeout):
            await batch.result(0.2)
        assert (await batch.status()).unfinished == 1
        with pytest.raises(WaitTimeout):
            await batch.result(0.2, cancel_on_exit=True)
        with pytest.raises(JobCanceled):
            await batch.result(20)


@pytest.mark.parametrize("fails", [False, True])
async def test_leaving_a_blocking_stream_early_cancels_if_asked(server, connect, slow, fails):
    async with aclosing(connect(server.url)) as core:
        batch = await submit(core, slow())

        def read():
            with SyncInvokeAIClient.from_url(server.url) as client:
                handle = client.batches.handle(batch.batch_id)
                with pytest.raises(RuntimeError, match="with"):
                    next(handle.events(cancel_on_exit=True))
                with handle.events(cancel_on_exit=True) as stream:
                    for _ in stream:
                        if fails:
                            raise LookupError
                        break

        with pytest.raises(LookupError) if fails else contextlib.nullcontext():
            await run_in_thread(read)
        with pytest.raises(JobCanceled):
            await batch.result(20)


async def test_leaving_a_stream_early_cancels_if_asked(server, connect, slow):
    async with aclosing(connect(server.url)) as core:
        batch = await submit(core, slow())
        async with batch.events(cancel_on_exit=True) as stream:
            await anext(stream)
        with pytest.raises(JobCanceled):
            await batch.result(20)


async def test_closing_the_client_ends_every_wait(server, connect, slow):
    core = connect(server.url)
    batch = await submit(core, slow())
    job = (await batch.jobs())[0]
    waits = [
        asyncio.create_task(batch.result()),
        asyncio.create_task(job.result()),
        asyncio.create_task(job.wait()),
        asyncio.create_task(_read(batch.events())),
        asyncio.create_task(_read(job.events())),
    ]
    await anext(batch.events())  # the waits began before this one
    await core.aclose()
    async with asyncio.timeout(30):
        ends = await asyncio.gather(*waits, return_exceptions=True)
    assert {type(end) for end in ends} == {ClientClosedError}
    with pytest.raises(InvokeAIError):
        await batch.result(1)
    async with aclosing(connect(server.url)) as other:
        await BatchHandle(other, batch.batch_id).cancel()


async def _read(stream):
    async for _ in stream:
        pass


async def test_closing_at_any_moment_of_the_handshake(server, connect):
    """python-socketio suppresses a cancellation in its connect handler; closing must work nevertheless."""
    for step in range(60):
        core = connect(server.url)
        core.events.start()
        await asyncio.sleep(step * 0.001)
        async with asyncio.timeout(30):
            await core.aclose()
