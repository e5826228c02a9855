"""Jobs that call saved workflows: the parent waits for its children, and its stream reports them."""

import asyncio
import uuid

import pytest
from invokeai_api import api

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import JobCanceled, JobFailed
from invokeai_sdk.jobs.events import Canceled, ChildChanged, Completed, Failed, OutputReady, StatusChanged
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Cut, FaultProxy, websocket
from invokeai_sdk.workflow.compiled_batch import CompiledBatch

ROUNDS = 400
"""The number of nodes that a child executes before it returns: about a second."""


def invocation(node_id, kind, **values):
    inputs = {name: {"name": name, "label": "", "description": "", "value": value} for name, value in values.items()}
    data = {"id": node_id, "type": kind, "version": "1.0.0", "nodePack": "invokeai", "label": "", "notes": ""}
    data |= {"inputs": inputs, "isOpen": True, "isIntermediate": False, "useCache": False}
    return {"id": node_id, "type": "invocation", "position": {"x": 0, "y": 0}, "data": data}


def edge(source, output, target, field):
    ends = {"source": source, "target": target, "sourceHandle": output, "targetHandle": field}
    return {"id": str(uuid.uuid4()), "type": "default", **ends}


def callable_workflow(nodes=(), edges=(), rounds=ROUNDS):
    """Return a workflow to be called: it counts, executes the given nodes, and returns numbers."""
    texts = dict.fromkeys(("author", "description", "version", "contact", "tags", "notes"), "")
    return {
        **texts,
        "name": f"called {uuid.uuid4()}",
        "nodes": [
            invocation("r", "range", start=0, stop=rounds, step=1),
            invocation("i", "iterate"),
            invocation("a", "add", b=1),
            invocation("k", "collect"),
            invocation("v", "workflow_return_value", key="numbers"),
            invocation("ret", "workflow_return"),
            *nodes,
        ],
        "edges": [
            edge("r", "collection", "i", "collection"),
            edge("i", "item", "a", "a"),
            edge("a", "value", "k", "item"),
            edge("k", "collection", "v", "value"),
            edge("v", "value", "ret", "values"),
            *edges,
        ],
        "exposedFields": [],
        "meta": {"category": "user", "version": "4.0.0"},
        "form": None,
    }


def make_caller(workflow_id, runs=1):
    """Return a batch that calls a saved workflow and then executes another node."""
    nodes = {
        "call": {"id": "call", "type": "call_saved_workflow", "workflow_id": workflow_id, "use_cache": False},
        "get": {"id": "get", "type": "integer", "value": 3, "use_cache": False},
    }
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": nodes, "edges": []}, runs=runs)


@pytest.fixture
async def client(server_url):
    async with InvokeAIClient.from_url(server_url) as client:
        yield client


@pytest.fixture
async def save(client):
    """Save workflows until the end of the test."""
    saved = []

    async def save(definition):
        saved.append((await client.workflows.create(definition)).workflow_id)
        return saved[-1]

    yield save
    for workflow_id in saved:
        await client.workflows.delete(workflow_id)


async def wait_for_child(stream):
    """Read a stream until the job waits for a running child; return the id of the child."""
    async for event in stream:
        if isinstance(event, ChildChanged) and event.status == "in_progress":
            return event.child_id
    raise AssertionError("the job ended without a child")


async def test_a_parent_waits_and_its_stream_reports_the_child(client, save):
    batch = await submit(client._core, make_caller(await save(callable_workflow())))
    async with asyncio.timeout(60):
        events = [event async for event in batch.events()]
    (parent,) = batch.item_ids
    assert {event.item_id for event in events} == {parent}
    statuses = [event.status for event in events if isinstance(event, StatusChanged)]
    assert statuses == ["in_progress", "waiting", "pending", "in_progress"]
    children = [(event.child_id, event.status) for event in events if isinstance(event, ChildChanged)]
    child = children[0][0]
    assert children == [(child, "in_progress"), (child, "completed")]
    assert events[-1] == Completed(item_id=parent, batch_id=batch.batch_id)
    result = await batch.result(10)
    assert [job.item_id for job in result] == [parent]
    assert result[0].of_node("call")[0].data["values"]["numbers"][:3] == [1, 2, 3]
    # The child has events and a result of its own.
    assert len((await client.jobs.handle(child).result(10)).of_node("a")) == ROUNDS


async def test_two_parents_have_each_its_own_child(client, save):
    batch = await submit(client._core, make_caller(await save(callable_workflow()), runs=2))
    async with asyncio.timeout(60):
        events = [event async for event in batch.events()]
    children = {event.item_id: event.child_id for event in events if isinstance(event, ChildChanged)}
    assert sorted(children) == list(batch.item_ids)
    for parent, child in children.items():
        item = await client.raw.send(api.queue.get_queue_item(queue_id="default", item_id=child).as_json())
        assert item["parent_item_id"] == parent


async def test_a_child_reports_its_own_child(client, save):
    inner = await save(callable_workflow(rounds=1500))
    outer = await save(callable_workflow([invocation("call", "call_saved_workflow", workflow_id=inner)]))
    batch = await submit(client._core, make_caller(outer))
    async with asyncio.timeout(60):
        child = await wait_for_child(batch.events())
        events = [event async for event in client.jobs.handle(child).events()]
        assert [event.status for event in events if isinstance(event, ChildChanged)][-1] == "completed"
        assert isinstance(events[-1], Completed)
        assert len((await batch.result()).jobs) == 1


async def test_a_parent_attached_while_it_waits(server_url, client, save):
    batch = await submit(client._core, make_caller(await save(callable_workflow(rounds=1000))))
    async with InvokeAIClient.from_url(server_url) as other, asyncio.timeout(60):
        child = await wait_for_child(batch.events())
        events = [event async for event in other.jobs.handle(batch.item_ids[0]).events()]
        assert events[0] == StatusChanged(item_id=batch.item_ids[0], batch_id=batch.batch_id, status="waiting")
        assert {event.child_id for event in events if isinstance(event, ChildChanged)} == {child}
        assert isinstance(events[-1], Completed)


async def test_an_image_that_a_child_returns(client, save):
    picture = invocation("b", "blank_image", width=24, height=16)
    value = invocation("w", "workflow_return_value", key="picture")
    edges = [edge("b", "image", "w", "value"), edge("w", "value", "both", "item"), edge("v", "value", "both", "item")]
    definition = callable_workflow([picture, value, invocation("both", "collect")], edges)
    definition["edges"] = [one for one in definition["edges"] if one["target"] != "ret"]
    definition["edges"].append(edge("both", "collection", "ret", "values"))
    batch = await submit(client._core, make_caller(await save(definition)))
    async with asyncio.timeout(60):
        events = [event async for event in batch.events()]
        (ready,) = [event for event in events if isinstance(event, OutputReady)]
        (image,) = (await batch.result()).images
    assert ready.images == (image,)
    assert (image.node_id, image.record.width) == ("call", 24)
    # The image was made in the session of the child, so that nothing is known about the cache.
    assert image.source.cached is None


@pytest.mark.parametrize("how", ["job", "batch", "clear"])
async def test_a_waiting_parent_is_canceled_with_its_child(client, save, how):
    batch = await submit(client._core, make_caller(await save(callable_workflow(rounds=1000))))
    (job,) = await batch.jobs()
    async with asyncio.timeout(60):
        following = batch.events()
        child = client.jobs.handle(await wait_for_child(following))
        assert await job.status() == "waiting"
        if how == "job":
            await job.cancel()
        elif how == "batch":
            await batch.cancel()
        else:
            await client.raw.send(api.queue.clear(queue_id="default"))
        assert [type(event) for event in [e async for e in following] if event.lasting] == [Canceled]
        assert isinstance(await child.wait(), Canceled)
    with pytest.raises(JobCanceled):
        await batch.result(10)


async def test_the_failure_of_a_child_fails_its_parent(client, save):
    bad = invocation("bad", "img_blur", image={"image_name": "none.png"})
    batch = await submit(client._core, make_caller(await save(callable_workflow([bad]))))
    async with asyncio.timeout(60):
        events = [event async for event in batch.events()]
    assert isinstance(events[-1], Failed)
    assert sum(event.lasting for event in events) == 1
    assert events[-1].node_id == "call"
    with pytest.raises(JobFailed, match="call_saved_workflow"):
        await batch.result(10)


async def test_a_socket_lost_while_the_parent_waits(server, client, save):
    workflow_id = await save(callable_workflow(rounds=1500))
    async with (
        FaultProxy(server.url) as proxy,
        InvokeAIClient.from_url(proxy.url) as behind,
        asyncio.timeout(60),
    ):
        batch = await submit(behind._core, make_caller(workflow_id))
        stream = batch.events()
        child = await wait_for_child(stream)
        assert proxy.cut(websocket) == 1
        events = [event async for event in stream]
        assert [event for event in events if isinstance(event, ChildChanged)][-1].child_id == child
        assert isinstance(events[-1], Completed)


async def test_without_a_socket_the_parent_still_ends(server, client, save):
    workflow_id = await save(callable_workflow())
    async with FaultProxy(server.url) as proxy, InvokeAIClient.from_url(proxy.url) as behind, asyncio.timeout(60):
        with proxy.add(Cut(match=websocket)):
            batch = await submit(behind._core, make_caller(workflow_id))
            events = [event async for event in batch.events()]
            assert [type(event) for event in events if event.lasting] == [Completed]
            assert (await batch.result()).jobs[0].of_node("get")[0].value == 3


async def test_a_retry_while_a_parent_waits_is_no_child(client, save, failing):
    """Retries belong to the same batch, and their events look like those of a child."""
    graph = make_caller(await save(callable_workflow(rounds=1500))).graph
    batch = await submit(client._core, CompiledBatch(graph=graph, runs=2))
    first, second = await batch.jobs()
    async with asyncio.timeout(60):
        await second.cancel()
        stream = first.events()
        child = await wait_for_child(stream)
        new = await second.retry()
        events = [event async for event in stream]
        assert {event.child_id for event in events if isinstance(event, ChildChanged)} == {child}
        assert isinstance(await new.wait(), Completed)
