"""The queue repository: items, retry, waiting and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from invokeai_api import api

from invokeai_sdk.errors import NotFoundError, WaitTimeout
from invokeai_sdk.events.types import BatchEnqueuedEvent, QueueItemStatusChangedEvent

if TYPE_CHECKING:
    from invokeai_api.bodies import EnqueueBatchBody

    from invokeai_sdk import InvokeAIClient


def body(count: int = 1, fail: bool = False) -> EnqueueBatchBody:
    node = {"id": "a", "type": "add", "a": 1, "b": 2, "use_cache": False}
    if fail:
        node = {"id": "a", "type": "img_blur", "image": {"image_name": "no-such.png"}}
    graph = {"id": "g", "nodes": {"a": node}, "edges": []}
    return {"prepend": False, "batch": {"graph": graph, "runs": count, "destination": "here"}}


@pytest.fixture
async def queue(client: InvokeAIClient):
    """An empty queue, whose worker runs again afterwards."""
    queue = client.queue()
    await queue.clear()
    yield queue
    await queue.clear()
    await queue.resume()


async def enqueue(client: InvokeAIClient, queue, **what) -> list[int]:
    answer = await client.raw.send(api.queue.enqueue_batch(queue_id=queue.queue_id, body=body(**what)))
    return sorted(answer.item_ids)


async def test_items_come_in_the_order_asked_and_gone_ones_are_left_out(client, queue):
    await queue.pause()
    ids = await enqueue(client, queue, count=45)
    assert [item.item_id async for item in queue.items()] == ids[::-1]
    assert [item.item_id async for item in queue.items(descending=False)] == ids
    asked = [ids[3], 999_999_999, ids[1]]
    assert [item.item_id async for item in queue.items(asked)] == [ids[3], ids[1]]
    assert [item.item_id async for item in queue.full_items(asked)] == [ids[3], ids[1]]
    assert [item.item_id for item in await queue.items(asked)] == [ids[3], ids[1]]
    assert len([item async for item in queue.full_items()]) == 45
    assert len(await queue.all_items(destination="here")) == 45
    assert await queue.all_items(destination="elsewhere") == []
    assert (await queue.counts("here")).pending == 45
    assert await queue.cancel_destination("here") == 45
    assert await queue.delete_destination("here") == 45
    assert await queue.item_ids() == []


async def test_an_unknown_item(client, queue):
    for act in (queue.get, queue.cancel, queue.delete):
        with pytest.raises(NotFoundError):
            await act(999_999_999)


async def test_failed_items_are_retried_as_new_ones(client, queue):
    failed = await enqueue(client, queue, count=2, fail=True)
    fine = await enqueue(client, queue)
    await queue.wait_until_idle(timeout=60)
    again = await queue.retry([*failed, *fine, 999_999_999])
    assert again.keys() == set(failed)
    assert not set(again.values()) & {*failed, *fine}
    await queue.wait_until_idle(timeout=60)
    assert (await queue.get(again[failed[0]])).status == "failed"
    assert await queue.retry([]) == {}


async def test_waiting_for_an_idle_queue_can_run_out(client, queue):
    await queue.pause()
    await enqueue(client, queue)
    assert not await queue.is_idle()
    with pytest.raises(WaitTimeout, match="was not idle after"):
        await queue.wait_until_idle(timeout=0.2)
    await queue.resume()
    await queue.wait_until_idle(timeout=30)


async def test_everything_in_a_queue_is_watched(client, queue):
    states = []
    enqueued = 0
    async with queue.watch() as events:
        ids = await enqueue(client, queue)
        async for event in events:
            enqueued += isinstance(event, BatchEnqueuedEvent)
            if isinstance(event, QueueItemStatusChangedEvent) and event.item_id == ids[0]:
                states.append(event.status)
                if event.status == "completed":
                    break
    assert client.events.stats().subscriptions == 0
    assert states == ["in_progress", "completed"]
    assert enqueued == 1


async def test_queues_are_told_apart(client, queue):
    other = client.queue("another")
    assert other.queue_id == "another"
    assert await other.item_ids() == []
    assert "another" in repr(other)
