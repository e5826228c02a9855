"""Children of workflow calls: all are reported to their parents, even if REST names the parents late."""

import asyncio

import pytest

from invokeai_sdk.core import Core
from invokeai_sdk.jobs.events import Canceled, ChildChanged, Completed, Failed, StatusChanged
from invokeai_sdk.jobs.queue_item import Snapshot
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.options import ClientOptions

CALL = ["in_progress", "waiting"]
RETURN = ["pending", "in_progress", "completed"]


@pytest.fixture
async def core():
    """A client that is never connected: the tests dispatch the events and snapshots."""
    core = Core(ClientOptions(url="http://127.0.0.1:9", retries=0))
    yield core
    await core.aclose()


@pytest.fixture
def registry(core):
    return core.shared(JobRegistry)


def batch_of(registry, item_ids):
    batch = registry.open_batch("b", "default")
    registry.seal(batch, item_ids)
    return batch


async def _never():
    raise AssertionError


def stream_of(tracker):
    return JobStream(tracker, _never)


class Server:
    """Sends the events of items with their sequences."""

    def __init__(self, core):
        self._router = core.events.router
        self._sequences = {}

    def send(self, item_id, *statuses, **more):
        for status in statuses:
            sequence = self._sequences[item_id] = self._sequences.get(item_id, 0) + 1
            ids = {"queue_id": "default", "item_id": item_id, "batch_id": "b", "status_sequence": sequence}
            self._router.dispatch("queue_item_status_changed", {**ids, "status": status, **more})


@pytest.fixture
def server(core):
    return Server(core)


def answer(registry, item_id, *, parent, status="completed"):
    """Give the registry the answer of a poll."""
    tracker = registry._find_job("default", item_id)
    snapshot = Snapshot(item_id, status, None, "b", parent, None, None, None)
    tracker.on_snapshot(status, None, asked_at=tracker.state.version)
    registry._on_polled(tracker, snapshot)


def miss(registry, item_id):
    """Give the registry the answer of a poll that did not find the item."""
    tracker = registry._find_job("default", item_id)
    tracker.on_missing()
    registry._on_polled(tracker, None)


def children(events):
    return [(event.item_id, event.child_id, event.status) for event in events if isinstance(event, ChildChanged)]


async def pending(stream):
    return [await anext(stream) for _ in range(stream.pending)]


async def test_a_child_is_reported_while_it_runs(registry, server):
    stream = stream_of(batch_of(registry, [1]))
    server.send(1, *CALL)
    server.send(2, "in_progress")
    answer(registry, 2, parent=1, status="in_progress")
    server.send(2, "completed")
    server.send(1, *RETURN)
    assert [event async for event in stream] == [
        StatusChanged(item_id=1, batch_id="b", status="in_progress"),
        StatusChanged(item_id=1, batch_id="b", status="waiting"),
        ChildChanged(item_id=1, batch_id="b", child_id=2, status="in_progress"),
        ChildChanged(item_id=1, batch_id="b", child_id=2, status="completed"),
        StatusChanged(item_id=1, batch_id="b", status="pending"),
        StatusChanged(item_id=1, batch_id="b", status="in_progress"),
        Completed(item_id=1, batch_id="b"),
    ]


async def test_a_child_that_has_ended_is_reported(registry, server):
    stream = stream_of(batch_of(registry, [1]))
    server.send(1, *CALL)
    server.send(2, "in_progress", "completed")
    answer(registry, 2, parent=1)
    assert children(await pending(stream)) == [(1, 2, "in_progress"), (1, 2, "completed")]


async def test_a_parent_does_not_end_before_its_child_is_known(registry, server):
    batch = batch_of(registry, [1])
    stream = stream_of(batch)
    server.send(1, *CALL)
    server.send(2, "in_progress", "completed")
    server.send(1, *RETURN)
    assert not batch.done
    assert not any(event.lasting for event in await pending(stream))
    answer(registry, 2, parent=1)
    assert [event async for event in stream] == [
        ChildChanged(item_id=1, batch_id="b", child_id=2, status="in_progress"),
        ChildChanged(item_id=1, batch_id="b", child_id=2, status="completed"),
        Completed(item_id=1, batch_id="b"),
    ]
    assert batch.done


@pytest.mark.parametrize("order", [(3, 4), (4, 3)])
async def test_two_parents_have_each_its_own_child(registry, server, order):
    stream = stream_of(batch_of(registry, [1, 2]))
    for parent in (1, 2):
        server.send(parent, *CALL)
    for child in (3, 4):
        server.send(child, "in_progress", "completed")
    for parent in (1, 2):
        server.send(parent, *RETURN)
    for child in order:
        answer(registry, child, parent=child - 2)
    events = [event async for event in stream]
    assert sorted(children(events)) == [
        (parent, parent + 2, status) for parent in (1, 2) for status in ("completed", "in_progress")
    ]
    assert [event.item_id for event in events if event.lasting] == [1, 2]


async def test_a_retry_is_no_child_and_does_not_hold_the_parent_back(registry, server):
    stream = stream_of(batch_of(registry, [1]))
    server.send(1, *CALL)
    server.send(5, "in_progress")
    server.send(1, *RETURN)
    answer(registry, 5, parent=None, status="in_progress")
    events = [event async for event in stream]
    assert children(events) == []
    assert events[-1] == Completed(item_id=1, batch_id="b")


async def test_a_candidate_that_is_gone_does_not_hold_the_parent_back(registry, server):
    batch = batch_of(registry, [1])
    server.send(1, *CALL)
    server.send(2, "in_progress", "completed")
    server.send(1, *RETURN)
    miss(registry, 2)
    assert not batch.done
    miss(registry, 2)
    assert batch.done


async def test_a_parent_ends_even_if_no_answer_comes(registry, server, monkeypatch):
    monkeypatch.setattr("invokeai_sdk.jobs.tracker.CHILD_SECONDS", 0.01)
    stream = stream_of(batch_of(registry, [1]))
    server.send(1, *CALL)
    server.send(2, "in_progress", "completed")
    server.send(1, *RETURN)
    async with asyncio.timeout(5):
        events = [event async for event in stream]
    assert events[-1] == Completed(item_id=1, batch_id="b")
    assert children(events) == []


async def test_a_child_that_fails_is_reported_once(registry, server):
    batch = batch_of(registry, [1])
    stream = stream_of(batch)
    server.send(1, *CALL)
    server.send(2, "in_progress", "failed", error_type="E")
    answer(registry, 2, parent=1, status="failed")
    server.send(1, "failed", error_type="E")
    async with asyncio.timeout(5):
        events = [event async for event in stream]
    assert children(events) == [(1, 2, "in_progress"), (1, 2, "failed")]
    assert isinstance(events[-1], Failed)


async def test_a_parent_canceled_with_its_child_reports_the_child_first(core, registry, server):
    stream = stream_of(batch_of(registry, [1]))
    server.send(1, *CALL)
    server.send(2, "in_progress")
    answer(registry, 2, parent=1, status="in_progress")
    core.events.router.dispatch("queue_items_canceled", {"queue_id": "default", "canceled_item_ids": [1, 2]})
    answer(registry, 1, parent=None, status="canceled")
    answer(registry, 2, parent=1, status="canceled")
    events = [event async for event in stream]
    assert children(events) == [(1, 2, "in_progress"), (1, 2, "canceled")]
    assert events[-1] == Canceled(item_id=1, batch_id="b")


async def test_a_child_and_a_grandchild_that_end_before_any_answer(registry, server):
    batch = batch_of(registry, [1])
    stream = stream_of(batch)
    server.send(1, *CALL)
    server.send(2, *CALL)
    server.send(3, "in_progress", "completed")
    server.send(2, *RETURN)
    child = registry._find_job("default", 2)
    child_stream = stream_of(child)
    server.send(1, *RETURN)
    answer(registry, 2, parent=1)
    assert not batch.done
    answer(registry, 3, parent=2)
    assert children([event async for event in child_stream]) == [(2, 3, "in_progress"), (2, 3, "completed")]
    events = [event async for event in stream]
    statuses = [*CALL, *RETURN]
    assert children(events) == [(1, 2, status) for status in statuses]
    assert events[-1] == Completed(item_id=1, batch_id="b")


async def test_a_child_that_ends_before_the_submission_is_answered(registry, server):
    batch = registry.open_batch("b", "default")
    server.send(1, *CALL)
    server.send(2, "in_progress", "completed")
    server.send(1, *RETURN)
    registry.seal(batch, [1])
    stream = stream_of(batch)
    assert not batch.done
    answer(registry, 2, parent=1)
    events = [event async for event in stream]
    assert {event.item_id for event in events} == {1}
    assert children(events) == [(1, 2, "in_progress"), (1, 2, "completed")]
    assert events[-1] == Completed(item_id=1, batch_id="b")


async def test_a_batch_of_parents_ends_when_the_submission_is_answered_if_it_had_no_children(registry, server):
    batch = registry.open_batch("b", "default")
    server.send(1, *CALL, *RETURN)
    registry.seal(batch, [1])
    assert batch.done


async def test_candidates_are_forgotten(registry, server):
    batch = batch_of(registry, [1])
    server.send(1, *CALL)
    for child in range(2, 50):
        server.send(child, "in_progress", "completed")
        answer(registry, child, parent=1 if child % 2 else None)
    server.send(1, *RETURN)
    assert batch.done
    assert registry._children._candidates == {}
    assert registry._children._rejected == set()
