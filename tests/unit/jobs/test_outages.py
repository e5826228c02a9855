"""Waits, streams and results during an outage: they last as long as their timeout, and say what is known at its end."""

import asyncio
import logging

import httpx
import pytest

from invokeai_sdk.errors import (
    APIConnectionError,
    AuthenticationError,
    ClientClosedError,
    JobHidden,
    JobLost,
    NotFoundError,
    PermissionDeniedError,
    UnexpectedResponseError,
    WaitTimeout,
)
from invokeai_sdk.jobs import outage, reconciler, registry
from invokeai_sdk.jobs.as_completed import as_completed, gather
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Completed
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.outage import Reachability
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.repository import BatchRepository, JobRepository
from invokeai_sdk.jobs.submission import submit
from tests.polling import wait_until
from tests.unit.jobs.queue_server import on, refuse, reset, trivial

ANY = r"\w+"


def bad_gateway(_):
    return httpx.Response(502, html="<h1>502 Bad Gateway</h1>")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Poll more often than usual."""
    monkeypatch.setattr(outage, "_FIRST_PAUSE", 0.02)
    monkeypatch.setattr(reconciler, "REPEAT_SECONDS", 0.05)
    monkeypatch.setattr(registry, "REPEAT_SECONDS", 0.05)
    monkeypatch.setattr(reconciler, "_DISCONNECTED_SECONDS", 0.1)


@pytest.mark.parametrize("fault", [refuse, reset, bad_gateway])
@pytest.mark.parametrize("wait", ["job", "batch", "stream", "gather", "as_completed", "attached"])
async def test_a_wait_outlasts_an_outage(server, core, fault, wait):
    batch = await submit(core, trivial())
    (job,) = await batch.jobs()
    server.faults.append(on(ANY, fault))
    waits = {
        "job": lambda: job.result(30),
        "batch": lambda: batch.result(30),
        "stream": lambda: anext(aiter(batch.events())),
        "gather": lambda: gather([batch], timeout=30),
        "as_completed": lambda: anext(as_completed([job])),
        "attached": lambda: BatchHandle(core, batch.batch_id).result(30),
    }
    waiting = asyncio.create_task(waits[wait]())
    async with asyncio.timeout(20):
        for _ in range(3):
            asked = len(server.requests)
            await wait_until(lambda asked=asked: len(server.requests) > asked)
        assert not waiting.done()
        server.faults.clear()
        server.complete(1)
        await waiting


@pytest.mark.parametrize("route", ["items_by_ids", "i/1"])
async def test_a_result_outlasts_an_outage_that_begins_at_the_end_of_the_job(server, core, route):
    batch = await submit(core, trivial(2 if route == "items_by_ids" else 1))
    for item_id in server.items:
        server.complete(item_id)
    server.faults.append(on(route, reset, times=4))
    result = await batch.result(20)
    assert [job.item_id for job in result] == [*server.items]


async def test_an_error_of_the_server_is_raised_at_once(server, core):
    batch = await submit(core, trivial())
    server.complete(1)
    server.faults.append(on("i/1", lambda _: httpx.Response(403, json={"detail": "no"})))
    with pytest.raises(PermissionDeniedError):
        await batch.result(20)
    server.faults[:] = [on("i/1", lambda _: httpx.Response(200, json=None))]
    with pytest.raises(UnexpectedResponseError):
        await batch.result(20)


async def test_requests_without_a_wait_raise_the_first_error(server, core):
    server.faults.append(on(ANY, reset))
    batch = BatchHandle(core, "b")
    for ask in (batch.jobs(), batch.status(), BatchRepository(core).get("b"), JobHandle(core, 1).status()):
        with pytest.raises(APIConnectionError):
            await ask


async def test_one_warning_when_the_server_is_lost_and_one_when_it_is_back(server, core, monkeypatch, caplog):
    monkeypatch.setattr(outage, "_WARN_SECONDS", 0.1)
    caplog.set_level(logging.INFO, "invokeai_sdk")
    batch = await submit(core, trivial())
    waiting = asyncio.create_task(batch.wait())
    server.faults.append(on(ANY, refuse))
    async with asyncio.timeout(20):
        await wait_until(lambda: server.requests.count("item_summaries_by_ids") >= 5)
        server.faults.clear()
        server.complete(1)
        await waiting
    lines = [record for record in caplog.records if record.name in {"invokeai_sdk.jobs", "invokeai_sdk.http"}]
    assert [record.levelname for record in lines] == ["WARNING", "WARNING"]
    assert "refused" in lines[0].getMessage()
    assert "answers again" in lines[1].getMessage()
    assert core.common(Reachability).problem is None


# --- What a timeout says ---


async def test_a_timeout_says_that_the_queue_is_paused(server, core):
    server.is_paused = True
    batch = await submit(core, trivial(3))
    jobs = await batch.jobs()
    with pytest.raises(WaitTimeout, match=r"^3 of 3 jobs of batch .* within 0.1 s: the queue is paused") as caught:
        await batch.result(0.1)
    error = caught.value
    assert (error.reason, error.handle, error.batch_id, error.item_ids) == ("paused", batch, batch.batch_id, (1, 2, 3))
    for wait in (jobs[1].result, jobs[1].wait):
        with pytest.raises(WaitTimeout, match=r"^job 2 did not end") as caught:
            await wait(0.1)
        assert (caught.value.reason, caught.value.handle, caught.value.item_ids) == ("paused", jobs[1], (2,))
        assert caught.value.batch_id == batch.batch_id
    with pytest.raises(WaitTimeout) as caught:
        await gather(jobs[:2], timeout=0.1)
    assert (caught.value.reason, caught.value.handle, caught.value.item_ids) == ("paused", None, (1, 2))
    with pytest.raises(WaitTimeout) as caught:
        await anext(as_completed([batch], timeout=0.1))
    assert (caught.value.handle, caught.value.item_ids) == (batch, (1, 2, 3))


async def test_a_timeout_says_that_the_jobs_go_on(server, core):
    batch = await submit(core, trivial())
    server.items[1]["status"] = "in_progress"
    with pytest.raises(WaitTimeout, match="the server continues to process it") as caught:
        await batch.wait(0.1)
    assert caught.value.reason == "running"
    # A running job ends although the queue is paused.
    server.is_paused = True
    core.events.router.dispatch("queue_item_status_changed", server.items[1])
    with pytest.raises(WaitTimeout) as caught:
        await batch.wait(0.1)
    assert caught.value.reason == "running"


@pytest.mark.parametrize("fault", [refuse, reset, bad_gateway])
async def test_a_timeout_says_that_the_server_does_not_answer(server, core, fault):
    batch = await submit(core, trivial())
    server.faults.append(on(ANY, fault))
    with pytest.raises(WaitTimeout, match=r"the server has not answered \(.{10}") as caught:
        await batch.result(0.1, cancel_on_exit=True)
    assert caught.value.reason == "unreachable"
    assert "could not be asked to cancel" in str(caught.value)
    assert ": ;" not in str(caught.value)
    with pytest.raises(WaitTimeout) as caught:
        await BatchHandle(core, "unknown").wait(0.1)
    assert (caught.value.reason, caught.value.batch_id, caught.value.item_ids) == ("unreachable", "unknown", ())


async def test_a_timeout_says_that_the_jobs_are_canceled(server, core):
    batch = await submit(core, trivial())
    with pytest.raises(WaitTimeout, match="was asked to cancel it"):
        await batch.result(0.1, cancel_on_exit=True)
    assert server.items[1]["status"] == "canceled"


# --- Batches that the server does not have ---


@pytest.mark.parametrize("how", ["unknown", "pruned"])
async def test_a_batch_that_the_server_does_not_have_is_lost(server, core, connect, how):
    batch_id = "nope"
    if how == "pruned":
        batch_id = (await submit(core, trivial())).batch_id
        server.items.clear()
    other = await connect()
    batch = BatchHandle(other, batch_id)
    async with asyncio.timeout(30):
        for ask in (batch.result(), batch.wait(), batch.jobs(), anext(aiter(batch.events()))):
            with pytest.raises(JobLost, match="no items of batch") as caught:
                await ask
            assert caught.value.batch_id == batch_id
        with pytest.raises(JobLost):
            await batch.result(return_exceptions=True)
        with pytest.raises(JobLost):
            await anext(batch.as_completed())
        with pytest.raises(JobLost) as caught:
            await BatchRepository(other).get(batch_id)
        assert isinstance(caught.value, NotFoundError)
        assert caught.value.batch_id == batch_id
        assert (await batch.status()).total == 0


async def test_unknown_jobs_and_batches_are_lost_alike(core):
    for ask in (JobRepository(core).get(77), BatchRepository(core).get("nope")):
        with pytest.raises(JobLost) as caught:
            await ask
        assert isinstance(caught.value, NotFoundError)
        assert caught.value.status_code == 404


async def test_a_batch_that_is_being_submitted_is_waited_for(server, core):
    early = [asyncio.create_task(BatchHandle(core, "early").result(20)) for _ in range(2)]
    await asyncio.sleep(0)
    batch = await submit(core, trivial(2), batch_id="early")
    late = asyncio.create_task(BatchHandle(core, "early").result(20))
    for item_id in batch.item_ids:
        server.complete(item_id)
    for result in await asyncio.gather(*early, late):
        assert len(result.jobs) == 2


async def test_a_batch_whose_submission_was_refused_is_lost(server, core):
    refusal = httpx.Response(422, json={"detail": "bad"})
    server.faults.append(on("enqueue_batch", lambda _: refusal))
    submitting = asyncio.create_task(submit(core, trivial(), batch_id="refused"))
    await asyncio.sleep(0)
    with pytest.raises(JobLost):
        await BatchHandle(core, "refused").result(20)
    with pytest.raises(Exception, match="422"):
        await submitting


async def test_closing_the_client_ends_a_wait_during_an_outage(server, core):
    server.faults.append(on(ANY, reset))
    waiting = asyncio.create_task(BatchHandle(core, "b").result())
    await asyncio.sleep(0.1)
    await core.aclose()
    with pytest.raises(ClientClosedError):
        await waiting


async def test_an_invalid_token_ends_every_wait(server, core):
    batch = await submit(core, trivial())
    server.faults.append(on(ANY, lambda _: httpx.Response(401, json={"detail": "Invalid or expired token"})))
    for ask in (batch.result(20), BatchHandle(core, "b").wait(20)):
        with pytest.raises(AuthenticationError):
            await ask


# --- Jobs of other users ---


async def test_the_job_of_another_user_has_no_result(server, core):
    server.add("redacted", user_id="redacted", session_id="redacted")
    server.items[1]["session"] = {"id": "redacted", "graph": {"nodes": {}, "edges": []}}
    job = await JobRepository(core).get(1)
    assert job.batch_id is None
    server.items[1]["status"] = "completed"
    async with asyncio.timeout(20):
        assert await job.wait() == Completed(item_id=1)
        with pytest.raises(JobHidden, match="another user"):
            await job.result()
        (outcome,) = await gather([job], return_exceptions=True)
    assert isinstance(outcome, JobHidden)
    assert job.batch_id is None


async def test_the_failed_job_of_another_user(server, core):
    server.add("redacted", user_id="redacted", session_id="redacted", status="failed")
    with pytest.raises(Exception, match="does not show the reason"):
        await JobHandle(core, 1).result(20)


async def test_a_hidden_event_makes_a_watched_job_be_polled(server, core):
    server.add("redacted", user_id="redacted", session_id="redacted")
    waiting = asyncio.create_task(JobHandle(core, 1).wait(20))
    async with asyncio.timeout(20):
        registry = core.shared(JobRegistry)
        await wait_until(lambda: any(tracker.is_hidden for tracker in registry._jobs.values()))
        server.items[1]["status"] = "completed"
        core.events.router.dispatch("queue_item_status_changed", server.items[1])
        assert await waiting == Completed(item_id=1)
