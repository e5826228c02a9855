"""Several handles of one job in one client: each of them reports the terminal state exactly once."""

import asyncio
import gc
from contextlib import aclosing

import pytest
from invokeai_api import api

from invokeai_sdk.errors import JobCanceled
from invokeai_sdk.jobs.as_completed import as_completed
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Canceled, Completed, NodeCompleted
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.submission import submit
from tests.polling import wait_until


async def follow_in_task(stream):
    """Read a stream in a task; return the task once it has received the first event."""
    begun = asyncio.Event()

    async def follow():
        seen = []
        async for event in stream:
            begun.set()
            seen.append(event)
        return seen

    task = asyncio.create_task(follow())
    await asyncio.wait({task, begun_task := asyncio.create_task(begun.wait())}, return_when=asyncio.FIRST_COMPLETED)
    begun_task.cancel()
    return task


async def test_a_job_attached_before_its_batch(server, connect, slow):
    async with aclosing(connect(server.url)) as sender, aclosing(connect(server.url)) as core, asyncio.timeout(60):
        sent = await submit(sender, slow())
        (item_id,) = sent.item_ids
        by_job = await follow_in_task(JobHandle(core, item_id).events())
        waiting = asyncio.create_task(JobHandle(core, item_id).wait())
        batch = BatchHandle(core, sent.batch_id)
        by_batch = await follow_in_task(batch.events())
        again = await follow_in_task(JobHandle(core, item_id).events())
        twice = await follow_in_task(BatchHandle(core, sent.batch_id).events())
        await sent.cancel()
        for task in (by_job, by_batch, again, twice):
            assert [event for event in await task if event.lasting] == [
                Canceled(item_id=item_id, batch_id=sent.batch_id)
            ]
        assert isinstance(await waiting, Canceled)
        assert batch.progress == 1.0


async def test_a_batch_looked_up_while_it_is_being_submitted(server, connect, trivial):
    """A lookup that comes too early finds no jobs, and does not disturb the submission."""
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        await core.events.wait_connected()
        for number in range(10):
            batch_id = f"early-{server.port}-{number}"
            submitting = asyncio.create_task(submit(core, trivial(3), batch_id=batch_id))
            early = [asyncio.create_task(BatchHandle(core, batch_id).result()) for _ in range(3)]
            batch = await submitting
            ends = [event async for event in batch.events() if isinstance(event, Completed)]
            assert sorted(event.item_id for event in ends) == list(batch.item_ids)
            assert {len(result.jobs) for result in await asyncio.gather(*early)} <= {0, 3}


async def test_two_queues_do_not_mix(server, connect, trivial):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        here, there = await asyncio.gather(
            *(submit(core, trivial(3, value=value), queue_id=queue) for value, queue in ((1, "default"), (2, "other")))
        )
        for batch, value in ((here, 1), (there, 2)):
            events = [event async for event in batch.events()]
            assert [event.output.value for event in events if isinstance(event, NodeCompleted)] == [value] * 3
            assert len((await batch.result()).jobs) == 3
        # The job is not found in the wrong queue, but in its own queue.
        wrong = JobHandle(core, there.item_ids[0])
        right = JobHandle(core, there.item_ids[0], queue_id="other")
        assert type(await wrong.wait(10)).__name__ == "Lost"
        assert isinstance(await right.wait(10), Completed)
        await core.transport.send(api.queue.clear(queue_id="other"))


async def test_handles_dropped_during_a_wait_are_released(server, connect, slow):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        registry = core.shared(JobRegistry)
        batch = await submit(core, slow())
        job = (await batch.jobs())[0]
        (tracker,) = batch._tracker.jobs.values()
        tasks = [asyncio.create_task(one) for one in (job.wait(), batch.result(), anext(as_completed([batch])))]
        await wait_until(lambda tracker=tracker: len(tracker._waiters or ()) == 3)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        canceled = JobHandle(core, job.item_id).cancel()
        del batch, job, tracker, tasks, task
        await wait_until(
            lambda: gc.collect() >= 0 and not registry._jobs
        )  # a poll in flight may hold it a little longer
        await canceled


async def test_repeatedly_timed_out_waits_leave_no_waiters(server, connect, slow):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        batch = await submit(core, slow())
        (tracker,) = batch._tracker.jobs.values()
        for _ in range(20):
            with pytest.raises(TimeoutError):
                await anext(as_completed([batch], timeout=0.01))
        await asyncio.sleep(0)
        assert not tracker._waiters
        await batch.cancel()
        with pytest.raises(JobCanceled):
            await batch.result(20)
