"""Identity of jobs: an item id that a server uses again, after the loss of its database, is another job's."""

import asyncio

import pytest

from invokeai_sdk.errors import JobCanceled, JobLost, NotFoundError
from invokeai_sdk.jobs.as_completed import gather
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Canceled, Completed, Lost, StatusChanged
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.position import find_position
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.submission import submit
from tests.polling import wait_until
from tests.unit.jobs.queue_server import trivial

OTHER = "another client's batch"


def send(core, server, item_id, status, **more):
    """Dispatch the event of an item."""
    ids = {name: server.items[item_id][name] for name in ("item_id", "queue_id", "batch_id", "session_id")}
    core.events.router.dispatch("queue_item_status_changed", {**ids, "status": status, **more})


@pytest.fixture
async def lost(server, core):
    """Submit a batch to a server that then loses its database, and gives the item id to another client's job."""
    batch = await submit(core, trivial())
    (job,) = await batch.jobs()
    server.lose_database()
    assert server.add(OTHER) == job.item_id
    return batch, job


async def test_the_result_of_another_job_is_not_returned(server, lost):
    batch, job = lost
    server.complete(job.item_id, value=666)
    async with asyncio.timeout(20):
        for handle in (batch, job):
            with pytest.raises(JobLost, match="another batch"):
                await handle.result()
        assert await job.wait() == Lost(item_id=job.item_id, batch_id=batch.batch_id)


async def test_the_events_of_another_job_are_not_mine(server, core, lost):
    batch, job = lost
    for status in ("in_progress", "completed", "failed", "canceled"):
        send(core, server, job.item_id, status)
    assert batch._tracker.jobs[job.item_id].state.status == "pending"
    async with asyncio.timeout(20):
        assert [event async for event in job.events()] == [Lost(item_id=job.item_id, batch_id=batch.batch_id)]


async def test_an_event_of_another_session_is_not_mine(server, core):
    batch = await submit(core, trivial())
    (job,) = await batch.jobs()
    stream = job.events()
    send(core, server, job.item_id, "in_progress")
    send(core, server, job.item_id, "completed", session_id="another session")
    send(core, server, job.item_id, "canceled")
    async with asyncio.timeout(20):
        assert [event async for event in stream] == [
            StatusChanged(item_id=job.item_id, batch_id=batch.batch_id, status="in_progress"),
            Canceled(item_id=job.item_id, batch_id=batch.batch_id),
        ]


async def test_the_cancellation_of_another_job_does_not_cancel_mine(server, core, lost):
    batch, job = lost
    event = {"queue_id": "default", "canceled_item_ids": [job.item_id]}
    server.items[job.item_id]["status"] = "canceled"
    core.events.router.dispatch("queue_items_canceled", event)
    async with asyncio.timeout(20):
        with pytest.raises(JobLost):
            await batch.result()


async def test_a_bulk_cancellation_ends_the_jobs_that_were_canceled(server, core):
    batch = await submit(core, trivial(3))
    server.items[1]["status"] = "canceled"
    del server.items[2]  # deleted in bulk, which the server reports likewise
    server.complete(3)
    core.events.router.dispatch("queue_items_canceled", {"queue_id": "default", "canceled_item_ids": [1, 2, 3]})
    async with asyncio.timeout(20):
        result = await batch.result(return_exceptions=True)
    assert [type(error) for error in result.failures] == [JobCanceled] * 2
    assert [job.item_id for job in result.jobs] == [3]


async def test_the_other_job_is_not_canceled(server, lost):
    batch, job = lost
    with pytest.raises(JobLost):
        await job.cancel()
    await batch.cancel()
    async with job.events(cancel_on_exit=True):
        pass
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await job.result(cancel_on_exit=True)
    assert server.items[job.item_id]["status"] == "pending"
    assert "cancel" not in server.requests


async def test_the_other_job_has_neither_status_nor_position_nor_retry(server, core, lost):
    _, job = lost
    server.items[job.item_id]["status"] = "failed"
    with pytest.raises(JobLost):
        await job.status()
    with pytest.raises(JobLost):
        await job.retry()
    assert "retry_items_by_id" not in server.requests
    server.items[job.item_id]["status"] = "pending"
    assert await find_position(core.shared(JobRegistry).reader, "default", job.item_id, batch_id=job.batch_id) is None


async def test_a_new_submission_gets_the_old_id(server, core):
    old = await submit(core, trivial())
    server.lose_database()
    new = await submit(core, trivial())
    assert old.item_ids == new.item_ids
    server.complete(1, value=5)
    async with asyncio.timeout(20):
        (result,) = await new.result()
        assert result.of_node("n")[0].value == 5
        with pytest.raises(JobLost):
            await old.result()
    (old_job,), (new_job,) = await old.jobs(), await new.jobs()
    assert old_job != new_job
    outcomes = await gather([old_job, new_job], return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["JobLost", "JobResult"]


async def test_a_handle_by_item_id_takes_the_first_batch_and_keeps_it(server, core):
    server.add("first")
    job = JobHandle(core, 1)
    stream = job.events()
    following = asyncio.create_task(anext(stream))
    async with asyncio.timeout(20):
        await wait_until(lambda: job.batch_id is not None)
        server.lose_database()
        server.add("second")
        server.complete(1)
        assert await following == Lost(item_id=1, batch_id="first")
        # A new handle takes the batch that is there now.
        assert (await JobHandle(core, 1).result()).batch_id == "second"
        with pytest.raises(JobLost):
            await JobHandle(core, 1, batch_id="first").result()


async def test_get_and_status_teach_the_batch(server, core):
    server.add("first")
    job = JobHandle(core, 1)
    assert await job.status() == "pending"
    assert job.batch_id == "first"
    server.items[1]["batch_id"] = "second"
    with pytest.raises(NotFoundError):
        await job.status()


async def test_one_batch_id_in_two_queues(server, core):
    server.add("b")
    server.complete(1)
    here, there = BatchHandle(core, "b"), BatchHandle(core, "b", queue_id="other")
    async with asyncio.timeout(20):
        assert len((await here.result()).jobs) == 1
        with pytest.raises(JobLost):
            await there.result()


async def test_a_job_watched_before_its_batch(server, core):
    """Both handles follow one job, whichever came first."""
    server.add("b")
    job, batch = JobHandle(core, 1), BatchHandle(core, "b")
    waiting = [asyncio.create_task(handle.wait()) for handle in (job, batch)]
    async with asyncio.timeout(20):
        await wait_until(lambda: job.batch_id is not None and batch.item_ids)
        assert len(core.shared(JobRegistry)._jobs) == 1
        send(core, server, 1, "completed")
        assert await waiting[0] == Completed(item_id=1, batch_id="b")
        await waiting[1]


async def test_an_item_read_for_the_result_is_checked_too(server, core):
    batch = await submit(core, trivial())
    (job,) = await batch.jobs()
    send(core, server, 1, "completed")
    server.lose_database()
    server.add(OTHER)
    server.complete(1, value=666)
    with pytest.raises(JobLost):
        await job.result(20)


async def test_an_unknown_job_is_not_found(core):
    for ask in (JobHandle(core, 5).cancel(), JobHandle(core, 5).status()):
        with pytest.raises(JobLost) as caught:
            await ask
        assert isinstance(caught.value, NotFoundError)
