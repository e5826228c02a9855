"""Progress of jobs that were attached by id: the graph is requested once for each job or batch."""

import asyncio

import pytest

from invokeai_sdk.jobs import reconciler
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import NodeCompleted, Progress
from invokeai_sdk.jobs.graph_nodes import GraphNodes
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit
from tests.polling import wait_until
from tests.unit.jobs.queue_server import on, reset, trivial

CHAIN = {
    "nodes": {name: {"id": name, "type": "add"} for name in "abcd"},
    "edges": [
        {"source": {"node_id": source, "field": "value"}, "destination": {"node_id": target, "field": "a"}}
        for source, target in ("ab", "bc", "cd")
    ],
}


def send(core, server, item_id, name, node_id, **more):
    ids = {key: server.items[item_id][key] for key in ("item_id", "queue_id", "batch_id", "session_id")}
    node = {"invocation": {"id": f"prepared {node_id}", "type": "add"}, "invocation_source_id": node_id}
    core.events.router.dispatch(name, {**ids, **node, **more})


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(reconciler, "REPEAT_SECONDS", 0.05)
    monkeypatch.setattr(reconciler, "_DISCONNECTED_SECONDS", 0.1)


@pytest.mark.parametrize("kind", ["job", "batch"])
async def test_each_progress_of_an_attached_stream_has_an_overall(server, core, kind):
    for _ in range(2):
        server.add("b", CHAIN, status="in_progress")
    handle = BatchHandle(core, "b") if kind == "batch" else JobHandle(core, 1)
    assert handle.progress is None
    stream = handle.events()
    async with asyncio.timeout(20):
        await anext(stream)  # the current status
        assert handle.progress == 0.0
        send(core, server, 1, "invocation_progress", "a", percentage=0.5)
        send(core, server, 1, "invocation_complete", "a", result={"type": "integer_output", "value": 1})
        send(core, server, 1, "invocation_progress", "d", percentage=0.5)
        fractions = []
        while len(fractions) < 3:
            event = await anext(stream)
            if isinstance(event, (Progress, NodeCompleted)):
                fractions.append(event.overall)
    # The nodes before a running node have completed, even if their events were missed.
    assert fractions == [0.125, 0.25, 0.875]
    assert handle.progress == (0.75 if kind == "job" else 0.375)
    whole_items = server.requests.count("items_by_ids") + server.requests.count("1") + server.requests.count("2")
    assert whole_items == 1


async def test_the_graph_is_requested_again_after_an_outage(server, core):
    server.add("b", CHAIN)
    server.faults.append(on("i/1", reset, times=2))
    job = JobHandle(core, 1)
    waiting = asyncio.create_task(job.wait())
    await wait_until(lambda: job.progress == 0.0)
    waiting.cancel()


async def test_a_graph_that_cannot_be_read_is_not_requested_again(server, core):
    server.add("b", {"nodes": [], "edges": None})
    job = JobHandle(core, 1)
    waiting = asyncio.create_task(job.wait())
    await wait_until(lambda: server.requests.count("item_summaries_by_ids") > 5)
    assert job.progress is None
    assert server.requests.count("1") == 1
    waiting.cancel()


async def test_no_graph_is_requested_for_jobs_that_have_ended_or_were_submitted_here(server, core):
    batch = await submit(core, trivial(2))
    server.complete(1)
    server.complete(2)
    await batch.wait(20)
    await BatchHandle(core, batch.batch_id).wait(20)
    assert {"1", "2", "items_by_ids"}.isdisjoint(server.requests)
    assert batch.progress == 1.0


async def test_an_iteration_does_not_count_twice(server, core):
    server.add("b", CHAIN, status="in_progress")
    job = JobHandle(core, 1)
    stream = job.events()
    await anext(stream)
    for _ in range(3):
        send(core, server, 1, "invocation_complete", "a", result={"type": "integer_output"})
        send(core, server, 1, "invocation_progress", "a", percentage=0.9)
    assert job.progress == 0.25
    stream.end()
    assert [event.overall async for event in stream if isinstance(event, Progress)][-1] == 0.25


def test_a_long_chain_is_read_once():
    length = 20_000
    edges = [{"source": {"node_id": str(n)}, "destination": {"node_id": str(n + 1)}} for n in range(length)]
    graph = GraphNodes.from_graph({"nodes": {str(n): {} for n in range(length + 1)}, "edges": edges})
    completed = set()
    for n in range(length + 1):
        graph.complete_before(str(n), completed)
        completed.add(str(n))
    assert len(completed) == graph.total


@pytest.mark.parametrize("graph", [{}, {"nodes": 3, "edges": 4}, {"edges": [None, {"source": 1}, {"destination": {}}]}])
def test_a_malformed_graph_is_unknown(graph):
    assert GraphNodes.from_graph(graph).total == 0
