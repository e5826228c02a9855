"""`run(cancel_on_exit=True)` leaves no job running on the server, whenever the call is cancelled."""

import asyncio

import pytest

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.testing import Delay, FaultProxy, request
from tests.cancellation import run_alone_cancelled_at


def slow_workflow(count=600):
    """Return the JSON of a workflow that runs for some seconds and can be canceled between its nodes."""
    values = {"r": ("range", {"start": 0, "stop": count}), "i": ("iterate", {}), "a": ("add", {"b": 1})}
    nodes = []
    for node_id, (node_type, inputs) in values.items():
        data = {"id": node_id, "type": node_type, "version": Catalogue.load_bundled()[node_type].version}
        data |= {"label": "", "notes": "", "nodePack": "invokeai", "isOpen": True, "isIntermediate": True}
        data |= {"useCache": False, "inputs": {n: {"name": n, "label": "", "value": v} for n, v in inputs.items()}}
        nodes.append({"id": node_id, "type": "invocation", "position": {"x": 0, "y": 0}, "data": data})
    edges = [("r", "collection", "i", "collection"), ("i", "item", "a", "a")]
    drawn = [
        {"id": source, "type": "default", "source": source, "sourceHandle": out, "target": target, "targetHandle": into}
        for source, out, target, into in edges
    ]
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    meta = {"category": "user", "version": "4.0.0"}
    return {**texts, "nodes": nodes, "edges": drawn, "exposedFields": [], "meta": meta}


@pytest.fixture
async def client(server):
    async with InvokeAIClient.from_url(server.url) as client:
        yield client


async def newest_item(client):
    return (await client.queue().items())[0]


async def cancel_task(task):
    task.cancel()
    async with asyncio.timeout(30):
        await asyncio.wait({task})
    assert task.cancelled()


async def wait_for_new_item(client, known):
    for _ in range(1000):
        item = await newest_item(client)
        if item.item_id != known:
            return item
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was queued")


async def submit_nothing_important(client, trivial):
    """Queue an item, so that the queue has one, and return the item's id."""
    batch = await submit(client._core, trivial())
    await batch.result(30)
    return batch.item_ids[0]


@pytest.mark.parametrize("cancel_on_exit", [True, False])
async def test_while_the_job_runs(client, trivial, cancel_on_exit):
    known = await submit_nothing_important(client, trivial)
    workflow = await client.workflows.load(slow_workflow())
    task = asyncio.create_task(workflow.run(cancel_on_exit=cancel_on_exit))
    item = await wait_for_new_item(client, known)
    await cancel_task(task)
    status = (await client.queue().get(item.item_id)).status
    assert status == "canceled" if cancel_on_exit else status in {"pending", "in_progress"}
    await client.queue().cancel(item.item_id)


async def test_while_the_answer_to_the_submission_is_awaited(server, client, trivial):
    """The server has queued the batch, and the client does not know it yet."""
    known = await submit_nothing_important(client, trivial)
    async with FaultProxy(server.url) as proxy, InvokeAIClient.from_url(proxy.url) as remote:
        workflow = await remote.workflows.load(slow_workflow())
        await client.queue().pause()  # the job cannot end before it is canceled
        try:
            with proxy.add(Delay(seconds=1.0, match=request("POST", "*/enqueue_batch"), direction="down")):
                task = asyncio.create_task(workflow.run(cancel_on_exit=True))
                item = await wait_for_new_item(client, known)
                await cancel_task(task)
            assert (await client.queue().get(item.item_id)).status == "canceled"
        finally:
            await client.queue().resume()


async def test_before_the_server_has_read_the_submission(server, client, trivial):
    """The request is on its way; the server may or may not receive it."""
    known = await submit_nothing_important(client, trivial)
    async with FaultProxy(server.url) as proxy, InvokeAIClient.from_url(proxy.url) as remote:
        workflow = await remote.workflows.load(slow_workflow())
        rule = Delay(seconds=0.5, match=request("POST", "*/enqueue_batch"), direction="up")
        with proxy.add(rule):
            task = asyncio.create_task(workflow.run(cancel_on_exit=True))
            for _ in range(5000):
                if any(each.request and "enqueue" in each.request.path for each in proxy.exchanges):
                    break
                await asyncio.sleep(0.002)
            await cancel_task(task)
    item = await newest_item(client)
    assert item.item_id == known or item.status == "canceled"


async def test_at_every_await(server, client):
    """Cancelled at the first await, the second, and so on, from the loading to the closing of the client."""
    known = max((item.item_id for item in await client.queue().items()), default=0)

    async def load_and_run(client):
        async with client:
            workflow = await client.workflows.load(slow_workflow())
            await workflow.run(cancel_on_exit=True)

    number, cancelled = 0, True
    while cancelled:
        number += 1
        cancelled = await run_alone_cancelled_at(number, load_and_run(InvokeAIClient.from_url(server.url)))
    await client.queue().wait_until_idle(timeout=60)
    statuses = [item.status for item in await client.queue().items() if item.item_id > known]
    # Newest first: runs whose job had ended before they were cancelled, then those that had to cancel their job.
    assert {*statuses} == {"completed", "canceled"}
    assert statuses == sorted(statuses, key=["completed", "canceled"].index)
