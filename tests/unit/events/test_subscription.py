"""Subscriptions and the router that dispatches events to them."""

import asyncio
import gc

import anyio
import anyio.lowlevel
import pytest

from invokeai_sdk.events.router import Router
from invokeai_sdk.events.stream_items import EVENT_CLASSES, Event, Lagged, UnknownEvent
from invokeai_sdk.events.subscription import Subscription
from invokeai_sdk.events.types import QueueClearedEvent


def item(n):
    return UnknownEvent({}, str(n))


async def test_items_come_in_order():
    stream = Subscription()
    stream.put(item(1))
    assert await anext(stream) == item(1)
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    stream.put(item(2))
    stream.put(item(3))
    assert await waiting == item(2)
    stream.end()
    assert [one async for one in stream] == [item(3)]
    assert stream.delivered == 3


async def test_a_cancelled_wait_loses_nothing():
    stream = Subscription()
    for _ in range(3):
        with anyio.move_on_after(0.01):
            await anext(stream)
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    stream.put(item(1))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await stream.next(1) == item(1)


async def test_next_raises_a_timeout_error():
    with pytest.raises(TimeoutError):
        await Subscription().next(0.01)


async def test_only_one_task_may_wait():
    stream = Subscription()
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="another task"):
        await anext(stream)
    stream.end()
    with pytest.raises(StopAsyncIteration):
        await waiting


async def test_an_error_is_raised_once_after_the_pending_items():
    stream = Subscription()
    stream.put(item(1))
    stream.end(ValueError("over"))
    stream.put(item(2))
    assert await anext(stream) == item(1)
    with pytest.raises(ValueError, match="over"):
        await anext(stream)
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


async def test_a_stream_works_in_a_task_group():
    stream = Subscription(2)
    got = []

    async def read():
        async with stream:
            got.extend([one async for one in stream])

    async with anyio.create_task_group() as group:
        group.start_soon(read)
        for n in range(4):
            stream.put(item(n))
        await anyio.lowlevel.checkpoint()
        await stream.aclose()
    assert got == [Lagged(missed=2), item(2), item(3)]


async def test_the_router_dispatches_by_name():
    router = Router()
    everything, cleared = Subscription(), Subscription()
    router.add_subscription(everything, frozenset())
    router.add_subscription(cleared, frozenset({QueueClearedEvent.wire_name}))
    router.dispatch("queue_cleared", {"queue_id": "q"})
    router.dispatch("new", {})
    assert everything.pending == 2
    assert [type(await anext(cleared))] == [QueueClearedEvent]
    assert cleared.pending == 0


async def test_the_router_forgets_an_unreferenced_stream():
    router = Router()
    stream = Subscription()
    router.add_subscription(stream, frozenset())
    del stream
    gc.collect()
    assert router.subscriptions() == []
    router.dispatch("queue_cleared", {})
    assert router._subscriptions == []


async def test_a_failing_listener_does_not_affect_the_others(caplog):
    router = Router()
    stream = Subscription()

    def fail(event: Event) -> None:
        raise ValueError(event)

    router.add_listener(fail)
    router.add_subscription(stream, frozenset())
    router.dispatch("queue_cleared", {})
    assert stream.pending == 1
    assert "failed to handle" in caplog.text
    assert EVENT_CLASSES["queue_cleared"] is QueueClearedEvent
