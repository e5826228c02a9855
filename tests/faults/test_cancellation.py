"""Cancelled anywhere, nothing hangs, nothing leaks, and the queue is as documented."""

import asyncio
from contextlib import aclosing

import pytest

from invokeai_sdk.errors import ClientClosedError, InvokeAIError, JobCanceled, WaitTimeout
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.submission import submit

STEPS = 60
"""Rounds of the event loop after which to cancel; the whole takes more."""


async def cancelled_after(rounds, coroutine):
    """Run a coroutine for that many rounds of the loop, cancel it, and wait for it to end."""
    task = asyncio.create_task(coroutine)
    for _ in range(rounds):
        await asyncio.sleep(0)
    task.cancel()
    async with asyncio.timeout(20):
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()


@pytest.mark.parametrize("rounds", range(0, STEPS, 6))
async def test_at_every_step(server, connect, trivial, rounds):
    """The autouse fixtures see to it that no task and no socket is left."""

    async def everything():
        async with aclosing(connect(server.url)) as core:
            batch = await submit(core, trivial())
            async for _ in batch.events():
                pass
            await batch.result(30)

    await cancelled_after(rounds, everything())


@pytest.mark.parametrize("milliseconds", [1, 5, 20, 60, 150, 400])
async def test_at_every_time(server, connect, trivial, milliseconds):
    async def everything():
        async with aclosing(connect(server.url)) as core:
            batch = await submit(core, trivial(3))
            async for _ in batch.events():
                pass
            await batch.result(30)

    task = asyncio.create_task(everything())
    await asyncio.wait({task}, timeout=milliseconds / 1000)
    task.cancel()
    async with asyncio.timeout(20):
        await asyncio.wait({task})


async def test_a_cancelled_submission_is_found_by_its_id_or_not_there(server, connect, trivial):
    async with aclosing(connect(server.url)) as core:
        await core.events.connected(30)
        for rounds in range(0, 40, 8):
            batch_id = f"cancelled-{server.port}-{rounds}"
            await cancelled_after(rounds, submit(core, trivial(2), batch_id=batch_id))
            await asyncio.sleep(0.3)
            assert (await BatchHandle(core, batch_id).status()).total in {0, 2}


async def test_a_wait_given_up_leaves_the_job_unless_asked(server, connect, slow):
    async with aclosing(connect(server.url)) as core:
        batch = await submit(core, slow())
        with pytest.raises(WaitTimeout):
            await batch.result(0.2)
        assert (await batch.status()).unfinished == 1
        with pytest.raises(WaitTimeout):
            await batch.result(0.2, cancel_on_exit=True)
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
    await asyncio.sleep(0.3)
    await core.aclose()
    async with asyncio.timeout(5):
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
    """python-socketio swallows a cancellation that meets its connect handler; the client must end all the same."""
    for step in range(60):
        core = connect(server.url)
        core.events.start()
        await asyncio.sleep(step * 0.001)
        async with asyncio.timeout(10):
            await core.aclose()
