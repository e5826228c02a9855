"""Property test: whatever the server's answers and events contain, only errors of the SDK leave a call."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from contextlib import aclosing

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invokeai_sdk.errors import InvokeAIError, UnexpectedResponseError
from invokeai_sdk.jobs import reconciler, registry
from invokeai_sdk.jobs.as_completed import gather
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.repository import BatchRepository, JobRepository
from invokeai_sdk.jobs.submission import submit
from tests.unit.jobs.queue_server import QueueServer, on, trivial

NODES = {
    "r": {"id": "r", "type": "range", "is_intermediate": True},
    "i": {"id": "i", "type": "iterate"},
    "b": {"id": "b", "type": "blank_image", "is_intermediate": False},
}
EDGES = [{"source": {"node_id": "r", "field": "collection"}, "destination": {"node_id": "i", "field": "collection"}}]
RESULTS = {
    "p0": {"type": "integer_collection_output", "collection": [0, 1]},
    "p1": {"type": "image_output", "image": {"image_name": "1.png"}, "width": 8},
    "p2": {"type": "image_output", "image": {"image_name": "2.png"}, "width": 8},
}
SESSION = {
    "id": "s",
    "graph": {"id": "g", "nodes": NODES, "edges": EDGES},
    "results": RESULTS,
    "prepared_source_mapping": {"p0": "r", "p1": "b", "p2": "b"},
    "prepared_iteration_paths": {"p0": [], "p1": [1], "p2": [0]},
    "errors": {},
}
TIMES = {"created_at": "2026-11-23 19:11:23.295", "started_at": "2026-11-23 19:11:23.298"}
ENDED = {"session": SESSION, "status": "completed", "completed_at": "2026-11-23 19:11:24.000", **TIMES}
FAILED = {
    "status": "failed",
    "error_type": "E",
    "error_message": "m",
    "error_traceback": "t",
    "session": SESSION | {"errors": {"p1": "E"}},
    "retried_from_item_id": None,
    "root_item_id": 1,
}
EVENT = {
    "queue_id": "default",
    "item_id": 1,
    "batch_id": "b",
    "user_id": "system",
    "session_id": "s",
    "status": "in_progress",
    "status_sequence": 1,
    "invocation": {"id": "p1", "type": "blank_image"},
    "invocation_source_id": "b",
    "percentage": 0.5,
    "message": "m",
    "result": RESULTS["p1"],
    "error_type": "E",
    "error_message": "m",
    "error_traceback": "t",
    "canceled_item_ids": [1],
}
EVENTS = (
    "queue_item_status_changed",
    "invocation_started",
    "invocation_progress",
    "invocation_complete",
    "invocation_error",
    "queue_items_canceled",
    "queue_cleared",
)

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(["", "b", "redacted", "pending", "completed", "failed", "\ud800", "x" * 300, "2026-13-77"])
)
values = st.recursive(
    leaves, lambda kids: st.lists(kids, max_size=3) | st.dictionaries(st.text(max_size=3), kids, max_size=3)
) | st.just(...)


def mutate(data, choices, value):
    """Replace a part of some JSON by another value, or remove the part; `choices` leads to the part."""
    data = copy.deepcopy(data)
    parent, key, here = None, None, data
    for choice in choices:
        keys = [*here] if isinstance(here, dict) else [*range(len(here))] if isinstance(here, list) else []
        if not keys:
            break
        parent, key = here, keys[choice % len(keys)]
        here = here[key]
    if parent is None:
        return None if value is ... else value
    if value is ...:
        del parent[key]
    else:
        parent[key] = value
    return data


CALLS = {
    "job.result": lambda core: JobHandle(core, 1).result(0.3),
    "job.wait": lambda core: JobHandle(core, 1).wait(0.3),
    "job.status": lambda core: JobHandle(core, 1).status(),
    "job.cancel": lambda core: JobHandle(core, 1, batch_id="b").cancel(),
    "job.retry": lambda core: JobHandle(core, 2).retry(),
    "jobs.get": lambda core: JobRepository(core).get(1),
    "jobs.position": lambda core: JobRepository(core).position(JobHandle(core, 3)),
    "batch.result": lambda core: BatchHandle(core, "b").result(0.3, return_exceptions=True),
    "batch.jobs": lambda core: BatchHandle(core, "b").jobs(),
    "batch.status": lambda core: BatchHandle(core, "b").status(),
    "batch.retry": lambda core: BatchHandle(core, "b").retry(),
    "batches.get": lambda core: BatchRepository(core).get("b"),
    "gather": lambda core: gather([JobHandle(core, 1), JobHandle(core, 2)], timeout=0.3, return_exceptions=True),
    "events": lambda core: read(BatchHandle(core, "b").events()),
    "submit": lambda core: submit(core, trivial(), batch_id="mine", timeout=0.05),
}


async def read(stream):
    try:
        async with asyncio.timeout(0.3):
            async for _ in stream:
                pass
    except TimeoutError:
        pass


def make_server():
    server = QueueServer()
    server.add("b", **ENDED)
    server.add("b", **FAILED)
    server.add("b", status="pending", **TIMES)
    return server


@pytest.fixture(scope="module", autouse=True)
def _quick():
    """Poll often, and log nothing: thousands of faults are expected."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reconciler, "REPEAT_SECONDS", 0.01)
        patch.setattr(registry, "REPEAT_SECONDS", 0.01)
        patch.setattr(registry, "_GRAPH_SECONDS", 0.05)
        patch.setattr(reconciler, "_DISCONNECTED_SECONDS", 0.02)
        patch.setattr(logging.getLogger("invokeai_sdk.jobs"), "disabled", True)
        yield


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CALLS)), st.integers(0, 3), st.lists(st.integers(0, 20), max_size=8), values)
def test_a_mutated_answer_is_an_error_of_the_sdk(call, which, choices, value):
    asyncio.run(call_with_mutation(call, which, choices, value))


async def call_with_mutation(call, which, choices, value):
    server = make_server()
    answered = 0

    def corrupt(request):
        nonlocal answered
        answered += 1
        answer = server.answer(request)
        if answered <= which:
            return answer
        mutated = json.dumps(mutate(json.loads(answer.content), choices, value))
        return httpx.Response(answer.status_code, content=mutated, headers={"content-type": "application/json"})

    server.faults.append(corrupt)
    async with aclosing(server.connect(call_timeout=2.0)) as core, asyncio.timeout(20):
        try:
            await CALLS[call](core)
        except InvokeAIError as error:
            assert str(error)  # noqa: PT017 - any error of the SDK will do


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.lists(st.integers(0, 20), max_size=3), values), max_size=6))
def test_mutated_events_change_nothing_but_jobs(drawn):
    asyncio.run(dispatch_mutated(drawn))


async def dispatch_mutated(drawn):
    """Dispatch mutated events to a job that is followed: no listener fails, and the job still ends."""
    server = QueueServer()
    failures = []
    handler = logging.Handler()
    handler.emit = failures.append
    logger = logging.getLogger("invokeai_sdk.events")
    logger.addHandler(handler)
    try:
        async with aclosing(server.connect()) as core, asyncio.timeout(20):
            batch = await submit(core, trivial(), batch_id="b")
            (job,) = await batch.jobs()
            streams = [batch.events(), job.events()]
            for name, choices, value in drawn:
                payload = mutate(EVENT, choices, value)
                core.events.router.dispatch(name, payload)
            server.complete(1)
            for stream in streams:
                events = [event async for event in stream]
                assert sum(event.lasting for event in events) == 1
    finally:
        logger.removeHandler(handler)
    assert not [record for record in failures if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("depth", [100, 450, 5000])
def test_deeply_nested_outputs(depth):
    """A name at any depth is found, or the JSON is refused as a whole."""
    server = make_server()
    output = '{"a": [' * depth + '{"image_name": "x.png"}' + "]}" * depth

    def answer(request):
        content = json.dumps(server.items[1] | {"session": SESSION | {"results": {"p1": "deep"}}})
        content = content.replace('"deep"', output)
        return httpx.Response(200, content=content, headers={"content-type": "application/json"})

    server.faults.append(on("i/1", answer))

    async def check():
        async with aclosing(server.connect()) as core, asyncio.timeout(20):
            try:
                result = await JobHandle(core, 1).result(5)
            except UnexpectedResponseError:
                assert depth > 100
            else:
                assert [image.name for image in result.images] == ["x.png"]

    asyncio.run(check())
