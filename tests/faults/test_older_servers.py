"""Servers of older releases: the same terminal states and results, by the operations that they have."""

import asyncio
from collections import Counter
from contextlib import aclosing

import pytest
from invokeai_api import api

from codegen import compat
from invokeai_sdk.errors import JobCanceled, JobFailed, JobLost
from invokeai_sdk.events.types import QueueItemStatusChangedEvent
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Canceled, Completed, Failed, NodeCompleted
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.position import find_position
from invokeai_sdk.jobs.submission import submit
from tests.faults.older_server import OlderServer

VERSIONS = sorted(compat.older_specs())


@pytest.fixture(params=VERSIONS)
async def older(server, connect, request):
    """The session's server as an older release, with an empty queue: some releases can only list all items."""
    async with aclosing(connect(server.url)) as core:
        await core.transport.send(api.queue.prune(queue_id="default"))
    async with OlderServer(server.url, request.param) as older:
        older.version = request.param
        yield older


async def test_it_is_older(older, connect, trivial):
    """The proxy really hides the routes that the release lacks."""
    async with aclosing(connect(older.url)) as core, asyncio.timeout(60):
        stream = core.events.subscribe(QueueItemStatusChangedEvent)
        await core.events.wait_connected()
        batch = await submit(core, trivial(2))
        await batch.result()
        sequence = (await anext(stream)).status_sequence
        assert (sequence is not None) == (older.version == "6.13.8")
        await core.shared(ItemReader).read_snapshots("default", batch.item_ids)
        refused_operations = {path.rpartition("/")[2] for path in older.refused}
        assert ("items_by_ids" in refused_operations) == (older.version == "6.3")
        assert "item_summaries_by_ids" in refused_operations


async def test_jobs_and_their_terminal_states(older, connect, trivial, failing):
    async with aclosing(connect(older.url)) as core, asyncio.timeout(60):
        good, bad = await submit(core, trivial(20)), await submit(core, failing(3))
        events = [event async for event in good.events()] + [event async for event in bad.events()]
        ends = {event.item_id: type(event) for event in events if event.lasting}
        assert ends == dict.fromkeys(good.item_ids, Completed) | dict.fromkeys(bad.item_ids, Failed)
        assert sum(event.lasting for event in events) == 23
        assert sum(isinstance(event, NodeCompleted) for event in events) == 20
        assert [job.of_node("n")[0].value for job in await good.result()] == [1] * 20
        failures = (await bad.result(return_exceptions=True)).failures
        assert [(type(error), error.node_id) for error in failures] == [(JobFailed, "b")] * 3
        assert (await good.status()).completed == 20
        assert {await job.status() for job in await good.jobs()} == {"completed"}


async def test_a_bulk_cancel_without_events(older, connect, slow):
    """Servers before 6.14 send no events of the pending items; polling finds their status within ten seconds."""
    async with aclosing(connect(older.url)) as core, asyncio.timeout(60):
        batch = await submit(core, slow(5))
        stream = batch.events()
        await anext(stream)
        await batch.cancel()
        ends = [event async for event in stream if event.lasting]
        assert Counter(type(event) for event in ends) == {Canceled: 5}
        with pytest.raises(JobCanceled):
            await batch.result()


async def test_reattached_retried_and_lost_jobs(older, connect, trivial, failing):
    async with aclosing(connect(older.url)) as sender, aclosing(connect(older.url)) as core, asyncio.timeout(60):
        good, bad = await submit(sender, trivial(3)), await submit(sender, failing(2))
        await bad.wait()
        again = BatchHandle(core, good.batch_id)
        assert len((await again.result()).jobs) == 3
        assert again.item_ids == good.item_ids
        assert [type(await job.wait()) for job in await BatchHandle(core, bad.batch_id).jobs()] == [Failed] * 2
        new = await BatchHandle(core, bad.batch_id).retry()
        assert [type(await job.wait()) for job in new] == [Failed] * 2
        with pytest.raises(JobLost):
            await JobHandle(core, 2**31).result()


async def test_the_position_in_the_queue(older, connect, trivial):
    async with aclosing(connect(older.url)) as core, asyncio.timeout(60):
        await core.transport.send(api.queue.pause(queue_id="default"))
        try:
            first, second = await submit(core, trivial(3)), await submit(core, trivial())
            place = await find_position(core.shared(ItemReader), "default", second.item_ids[0])
            assert place.ahead == 3
        finally:
            await core.transport.send(api.queue.resume(queue_id="default"))
        await first.wait()
        await second.wait()


async def test_concurrent_lookups(older, connect, trivial):
    """Concurrent lookups find the missing operations of the server, and all of them use the existing ones."""
    async with aclosing(connect(older.url)) as sender, aclosing(connect(older.url)) as core, asyncio.timeout(60):
        batch = await submit(sender, trivial(4))
        await batch.wait()
        older.refused.clear()
        reader = core.shared(ItemReader)
        found = await asyncio.gather(*(reader.read_snapshots("default", batch.item_ids) for _ in range(5)))
        assert {frozenset(snapshots) for snapshots in found} == {frozenset(batch.item_ids)}
        asked = len(older.refused)
        await reader.read_snapshots("default", batch.item_ids)
        assert len(older.refused) == asked
