"""Events of a batch that come before the response to its submission: none of them is lost."""

import asyncio
from contextlib import aclosing

import pytest
from invokeai_api import api

from invokeai_sdk.errors import JobCanceled
from invokeai_sdk.events.types import QueueClearedEvent, QueueItemsCanceledEvent, QueueItemStatusChangedEvent
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Completed, NodeCompleted, NodeStarted
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import FaultProxy, Stall, request

ENQUEUE = request("POST", "*/enqueue_batch")


@pytest.fixture
async def late(server, connect):
    """Submit a batch and hold the response back: (the submission, the batch in another client, the fault rule)."""
    async with (
        FaultProxy(server.url) as proxy,
        aclosing(connect(proxy.url)) as core,
        aclosing(connect(server.url)) as other,
    ):
        await core.events.wait_connected(30)

        async def begin(batch, batch_id):
            rule = proxy.add(Stall(match=ENQUEUE, direction="down"))
            submitting = asyncio.create_task(submit(core, batch, batch_id=batch_id))
            seen = BatchHandle(other, batch_id)
            async with asyncio.timeout(30):
                while not (await seen.status()).total:  # noqa: ASYNC110 - there is nothing to wait on
                    await asyncio.sleep(0.01)
            return submitting, seen, rule

        begin.core = core
        begin.other = other
        yield begin


async def test_jobs_that_end_before_the_response_comes(server, late, trivial):
    stream = late.core.events.subscribe(QueueItemStatusChangedEvent)
    submitting, seen, rule = await late(trivial(5), f"late-{server.port}")
    async with asyncio.timeout(60):
        await seen.wait()
        ended = set()
        while len(ended) < 5:
            event = await anext(stream)
            if event.status == "completed":
                ended.add(event.item_id)
        assert not submitting.done()
        rule.remove()
        batch = await submitting
        events = [event async for event in batch.events()]
    for kind in (NodeStarted, NodeCompleted, Completed):
        assert sorted(event.item_id for event in events if isinstance(event, kind)) == list(batch.item_ids)
    assert len((await batch.result(10)).jobs) == 5


async def test_jobs_canceled_before_the_response_comes(server, late, trivial):
    """The event of a bulk cancel names items that are not known yet; they are polled as soon as they are known."""
    stream = late.core.events.subscribe(QueueItemsCanceledEvent)
    await late.other.transport.send(api.queue.pause(queue_id="default"))
    try:
        submitting, seen, rule = await late(trivial(5), f"late-canceled-{server.port}")
        async with asyncio.timeout(30):
            await seen.cancel()
            await anext(stream)
            rule.remove()
            batch = await submitting
            with pytest.raises(JobCanceled):
                await batch.result(5)
    finally:
        await late.other.transport.send(api.queue.resume(queue_id="default"))


async def test_jobs_cleared_before_the_response_comes(server, late, trivial):
    stream = late.core.events.subscribe(QueueClearedEvent)
    await late.other.transport.send(api.queue.pause(queue_id="default"))
    try:
        submitting, _, rule = await late(trivial(2), f"late-cleared-{server.port}")
        async with asyncio.timeout(30):
            await late.other.transport.send(api.queue.clear(queue_id="default"))
            await anext(stream)
            rule.remove()
            batch = await submitting
            with pytest.raises(JobCanceled):
                await batch.result(5)
    finally:
        await late.other.transport.send(api.queue.resume(queue_id="default"))
