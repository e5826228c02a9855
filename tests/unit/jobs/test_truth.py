"""Whatever of a job's history arrives, in whatever order and however often: one end, and the true one."""

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
"""What a workflow call adds to a job's history."""

histories = st.builds(
    lambda calls, end, early: (["in_progress", *CALL * calls] if not early else []) + [end],
    st.integers(0, 2),
    st.sampled_from(sorted(ENDS)),
    st.booleans(),
)


@st.composite
def tellings(draw):
    """A history, and the news of it: each is an event or a look over REST, of some moment, that arrives in some order.

    Looks are asked at one time and answered at a later one; nothing else is promised.
    """
    history = draw(histories)
    moments = st.integers(0, len(history) - 1)
    news = draw(st.lists(st.tuples(st.sampled_from(["event", "ask", "answer"]), moments), max_size=14))
    return history, news, draw(st.booleans())


def event(history, moment, *, numbered):
    return {
        "queue_id": "default",
        "item_id": 7,
        "batch_id": "b",
        "status": history[moment],
        "status_sequence": moment + 1 if numbered else None,
    }


@pytest.fixture(scope="module", autouse=True)
def _no_pause():
    """A failure waits for the event that names the node; not here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracker, "DRAIN_SECONDS", 0.0)
        yield


@settings(max_examples=400, deadline=None)
@given(tellings(), st.booleans())
def test_one_end_and_the_true_one(telling, by_event):
    asyncio.run(check(*telling, by_event=by_event))


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
                core.events.router.dispatch("queue_item_status_changed", event(history, moment, numbered=numbered))
            elif kind == "ask":
                asked.append((job.state.version, history[moment]))
            elif asked:
                version, status = asked.pop(0)
                job.on_snapshot(status, None, asked_at=version)
        # In the end the truth is told, by an event or by a look.
        if by_event:
            last = event(history, len(history) - 1, numbered=numbered)
            core.events.router.dispatch("queue_item_status_changed", last)
        else:
            job.on_snapshot(history[-1], None, asked_at=job.state.version)
        async with asyncio.timeout(5):
            for stream in streams:
                told = [one async for one in stream]
                assert [type(one) for one in told if one.lasting] == [ENDS[history[-1]]]
                assert told[-1].lasting
                assert {one.status for one in told if isinstance(one, StatusChanged)} <= set(history)
    finally:
        await core.aclose()


async def never():
    raise AssertionError
