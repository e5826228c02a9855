"""Property test: whatever events and snapshots arrive, and in whatever order, each job ends once, with its true status."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invokeai_sdk.core import Core
from invokeai_sdk.jobs import tracker
from invokeai_sdk.jobs.events import Canceled, Completed, Failed, StatusChanged
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.options import ClientOptions

ENDS = {"completed": Completed, "failed": Failed, "canceled": Canceled}
CALL = ["waiting", "pending", "in_progress"]
"""The statuses that a workflow call adds to the history of a job."""

histories = st.builds(
    lambda calls, end, early: (["in_progress", *CALL * calls] if not early else []) + [end],
    st.integers(0, 2),
    st.sampled_from(sorted(ENDS)),
    st.booleans(),
)


@st.composite
def reports(draw):
    """Draw a history and reports of its moments in any order: events, and REST snapshots.

    A snapshot is requested at one time and answered at a later time.
    """
    history = draw(histories)
    moments = st.integers(0, len(history) - 1)
    news = draw(st.lists(st.tuples(st.sampled_from(["event", "ask", "answer"]), moments), max_size=14))
    return history, news, draw(st.booleans())


def make_event(history, moment, *, numbered):
    return {
        "queue_id": "default",
        "item_id": 7,
        "batch_id": "b",
        "status": history[moment],
        "status_sequence": moment + 1 if numbered else None,
    }


@pytest.fixture(scope="module", autouse=True)
def _no_pause():
    """Do not wait for the event that names the node of a failure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracker, "DRAIN_SECONDS", 0.0)
        yield


@settings(max_examples=400, deadline=None)
@given(reports(), st.booleans())
def test_each_job_ends_once_and_truly(drawn, by_event):
    asyncio.run(check(*drawn, by_event=by_event))


async def check(history, news, numbered, *, by_event):
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    try:
        registry = core.shared(JobRegistry)
        batch = registry.open_batch("b", "default")
        registry.seal(batch, [7])
        job = batch.jobs[7]
        streams = [JobStream(batch, never), JobStream(job, never)]
        asked = []
        for kind, moment in news:
            if kind == "event":
                core.events.router.dispatch("queue_item_status_changed", make_event(history, moment, numbered=numbered))
            elif kind == "ask":
                asked.append((job.state.version, history[moment]))
            elif asked:
                version, status = asked.pop(0)
                job.on_snapshot(status, None, asked_at=version)
        # The last report is true: an event or a snapshot.
        if by_event:
            last = make_event(history, len(history) - 1, numbered=numbered)
            core.events.router.dispatch("queue_item_status_changed", last)
        else:
            job.on_snapshot(history[-1], None, asked_at=job.state.version)
        async with asyncio.timeout(5):
            for stream in streams:
                events = [event async for event in stream]
                assert [type(event) for event in events if event.lasting] == [ENDS[history[-1]]]
                assert events[-1].lasting
                assert {event.status for event in events if isinstance(event, StatusChanged)} <= set(history)
    finally:
        await core.aclose()


async def never():
    raise AssertionError
