"""Trackers: the events that each stream receives, and the cost of a thousand streams."""

import asyncio
import gc
import tracemalloc

import pytest

from invokeai_sdk.core import Core
from invokeai_sdk.jobs.events import Canceled, Completed, Failed, NodeFailed, Progress, StatusChanged
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.options import ClientOptions


@pytest.fixture
async def core():
    """A client that is never connected: the tests dispatch the events."""
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    yield core
    await core.aclose()


@pytest.fixture
def registry(core):
    return core.shared(JobRegistry)


def batch_of(registry, item_ids, nodes_total=None):
    batch = registry.open_batch("b", "default", nodes_total=nodes_total)
    registry.seal(batch, item_ids)
    return batch


async def _never():
    raise AssertionError


def stream_of(tracker):
    return JobStream(tracker, _never)


def status(item_id, status, sequence=None, **more):
    ids = {"queue_id": "default", "item_id": item_id, "batch_id": "b"}
    return {**ids, "status": status, "status_sequence": sequence, **more}


def node(item_id, **more):
    return {
        "queue_id": "default",
        "item_id": item_id,
        "batch_id": "b",
        "invocation": {"id": "p", "type": "t"},
        "invocation_source_id": "n",
    } | more


async def drained(stream):
    return [await anext(stream) for _ in range(stream.pending)]


async def test_events_before_the_answer_reach_the_first_stream(core, registry):
    batch = registry.open_batch("b", "default")
    core.events.router.dispatch("queue_item_status_changed", status(7, "in_progress", 1))
    core.events.router.dispatch("queue_item_status_changed", status(8, "in_progress", 1))  # a workflow call's child
    registry.seal(batch, [7])
    core.events.router.dispatch("queue_item_status_changed", status(7, "completed", 2))
    events = [event async for event in stream_of(batch)]
    assert events == [
        StatusChanged(item_id=7, batch_id="b", status="in_progress"),
        Completed(item_id=7, batch_id="b"),
    ]
    # A later stream still gets the end, and ends.
    assert [event async for event in stream_of(batch)] == [Completed(item_id=7, batch_id="b")]


async def test_the_error_event_after_the_failure_names_the_node(core, registry):
    batch = batch_of(registry, [7])
    stream = stream_of(batch)
    core.events.router.dispatch("queue_item_status_changed", status(7, "failed", 2, error_type="E"))
    assert stream.pending == 0
    core.events.router.dispatch("invocation_error", node(7, error_type="E", error_message="m", error_traceback="t"))
    first, last = [event async for event in stream]
    assert isinstance(first, NodeFailed)
    assert isinstance(last, Failed)
    assert (last.node_id, last.node_type, last.error_message) == ("n", "t", "m")


async def test_a_failure_without_an_error_event_ends_the_job(core, registry, monkeypatch):
    monkeypatch.setattr("invokeai_sdk.jobs.tracker.DRAIN_SECONDS", 0.01)
    batch = batch_of(registry, [7])
    core.events.router.dispatch("queue_item_status_changed", status(7, "failed", 2, error_message="m"))
    async with asyncio.timeout(1):
        (last,) = [event async for event in stream_of(batch)]
    assert isinstance(last, Failed)
    assert (last.node_id, last.error_message) == (None, "m")


async def test_redacted_events_change_nothing(core, registry):
    batch = batch_of(registry, [7])
    stream = stream_of(batch)
    for hidden in ({"batch_id": "redacted"}, {"user_id": "redacted"}):
        core.events.router.dispatch("queue_item_status_changed", status(7, "completed", 5) | hidden)
    assert stream.pending == 0
    assert not batch.done


async def test_events_after_the_end_are_ignored(core, registry):
    batch = batch_of(registry, [7])
    stream = stream_of(batch)
    core.events.router.dispatch("queue_items_canceled", {"queue_id": "default", "canceled_item_ids": [7, 8]})
    core.events.router.dispatch("invocation_complete", node(7, result={"type": "x"}))
    core.events.router.dispatch("queue_item_status_changed", status(7, "completed", 9))
    assert [event async for event in stream] == [Canceled(item_id=7, batch_id="b")]


async def test_progress_of_the_graph(core, registry):
    batch = batch_of(registry, [7, 8], nodes_total=2)
    stream = stream_of(batch.jobs[7])
    core.events.router.dispatch("invocation_progress", node(7, percentage=0.5))
    core.events.router.dispatch("invocation_complete", node(7, result={"type": "x"}))
    core.events.router.dispatch("invocation_progress", node(7, invocation_source_id="m", percentage=None))
    fractions = [e.overall for e in await drained(stream) if isinstance(e, Progress)]
    assert fractions == [0.25, 0.5]
    assert batch.jobs[8].compute_progress() == 0.0


async def test_an_unreferenced_job_is_forgotten(core, registry):
    batch = batch_of(registry, range(10))
    stream = stream_of(batch)
    assert len(registry._jobs) == 10
    del batch, stream
    gc.collect()
    assert len(registry._jobs) == 0
    assert len(registry._batches) == 0


async def test_a_job_and_its_stream_cost_less_than_8_kb(core, registry):
    kept = []
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.take_snapshot()
    for item_id in range(1000):
        tracker = batch_of(registry, [item_id]).jobs[item_id]
        kept.append((JobHandle(core, item_id, tracker=tracker), stream_of(tracker)))
    gc.collect()
    after = tracemalloc.take_snapshot()
    tracemalloc.stop()
    used = sum(entry.size_diff for entry in after.compare_to(before, "filename"))
    assert used / 1000 < 8192


async def test_a_slow_reader_does_not_affect_the_others(core, registry):
    batch = batch_of(registry, [7])
    stalled, reader = stream_of(batch), stream_of(batch)
    core.events.router.dispatch("queue_item_status_changed", status(7, "in_progress", 1))
    assert [type(await anext(stream)) for stream in (stalled, reader)] == [StatusChanged] * 2
    for number in range(5000):
        core.events.router.dispatch("invocation_started", node(7, invocation_source_id=str(number)))
        assert (await anext(reader)).node_id == str(number)
    core.events.router.dispatch("queue_item_status_changed", status(7, "completed", 2))
    assert [event async for event in reader] == [Completed(item_id=7, batch_id="b")]
    left = [event async for event in stalled]
    assert left[0].missed == 5000 - 512 + 1
    assert left[-1] == Completed(item_id=7, batch_id="b")


async def test_a_thousand_streams_on_one_socket(core, registry):
    trackers = [batch_of(registry, [item_id]) for item_id in range(1000)]
    streams = [stream_of(tracker) for tracker in trackers]
    for item_id in range(1000):
        core.events.router.dispatch("queue_item_status_changed", status(item_id, "completed", 2))
    assert [[e.item_id async for e in stream] for stream in streams] == [[item_id] for item_id in range(1000)]
