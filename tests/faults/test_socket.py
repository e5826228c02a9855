"""The event socket of a client: its rooms, messages and token, and closing it in every state."""

import asyncio
from contextlib import aclosing

import anyio
import pytest
from invokeai_api import api

from invokeai_sdk.core import Core
from invokeai_sdk.errors import (
    APIConnectionError,
    ClientClosedError,
    EventsConnectionError,
    EventsRejectedError,
    JobCanceled,
    WrongLoopError,
)
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.events.types import InvocationCompleteEvent, QueueClearedEvent
from invokeai_sdk.jobs.events import Completed
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.testing import Cut, Delay, FaultProxy, Stall, plain_http, websocket
from invokeai_sdk.workflow.compiled_batch import CompiledBatch
from tests.polling import wait_until


async def clear_and_receive(core, queue_id):
    """Clear a queue and return the queue id of the event, which only subscribers of that queue receive."""
    stream = core.events.subscribe(QueueClearedEvent)
    await core.transport.send(api.queue.clear(queue_id=queue_id))
    return (await stream.next(20)).queue_id


@pytest.mark.parametrize("delay", range(6))
async def test_a_queue_subscribed_during_the_handshake(server, connect, delay):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        with proxy.add(Delay(match=websocket, direction="down", seconds=0.1)):
            core.events.start()
            await wait_until(lambda: any(websocket(exchange) for exchange in proxy.exchanges))
            await asyncio.sleep(delay * 0.1)
            assert await core.events.try_subscribe("handshake-queue")
        assert await clear_and_receive(core, "handshake-queue") == "handshake-queue"


async def test_queues_are_subscribed_again_after_a_disconnection(server, connect):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        assert await core.events.try_subscribe("one-queue")
        assert await core.events.try_subscribe("another-queue")
        generation = core.events.generation
        stream = core.events.subscribe()
        proxy.cut(websocket)
        while not isinstance(await stream.next(20), Reconnected):
            pass
        assert core.events.generation > generation
        for queue_id in ("one-queue", "another-queue"):
            assert await clear_and_receive(core, queue_id) == queue_id


async def test_two_subscribe_to_a_queue_and_one_is_cancelled(server, connect):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        await core.events.wait_connected(20)
        with proxy.add(Delay(match=websocket, direction="down", seconds=0.2)):
            tasks = []
            for _ in range(2):
                sent = proxy.stats.bytes_up
                tasks.append(asyncio.create_task(core.events.try_subscribe("contested-queue")))
                await wait_until(lambda sent=sent: proxy.stats.bytes_up > sent)
            first, second = tasks
            first.cancel()
            assert await second
            await asyncio.wait({first})
        assert await clear_and_receive(core, "contested-queue") == "contested-queue"


async def test_messages_larger_than_the_library_allows(server, connect):
    text = "x" * (6 << 20)
    node = {"id": "n", "type": "string", "value": text, "use_cache": False}
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        stream = core.events.subscribe(InvocationCompleteEvent)
        await core.events.wait_connected()
        batch = await submit(core, CompiledBatch(graph={"id": "large", "nodes": {"n": node}, "edges": []}))
        event = await anext(stream)
        assert event.result["value"] == text
        assert isinstance([event async for event in batch.events()][-1], Completed)
        assert core.events.generation == 1


@pytest.mark.parametrize("state", ["connecting", "connected", "waiting", "stalled"])
async def test_closing_in_every_state(server, connect, state):
    """The autouse fixtures check that no task and no socket is left.

    REST answers are stalled, so that the job's end is still unknown when the client is closed, however late that is.
    """
    async with FaultProxy(server.url) as proxy:
        core = connect(proxy.url)
        proxy.add(Stall(match=plain_http, direction="down"))
        rules = {"connecting": Stall(match=websocket), "waiting": Cut(match=websocket)}
        armed = proxy.add(rules[state]) if state in rules else None
        core.events.start()
        stream = core.events.subscribe()
        wanted = "connected" if state == "stalled" else state
        await wait_until(lambda: core.events.state == wanted)
        if state == "stalled":
            armed = proxy.add(Stall(match=websocket))
        waits = [
            asyncio.create_task(one)
            for one in (core.events.wait_connected(), JobHandle(core, 1).result(), anext(stream))
        ]
        # While connecting, the job is not requested yet, so one pass of the event loop is enough to start every wait.
        await (asyncio.sleep(0) if state == "connecting" else wait_until(lambda: proxy.stats.stalls > 0))
        async with asyncio.timeout(30):
            await core.aclose()
            ends = await asyncio.gather(*waits, return_exceptions=True)
        if wanted != "connected":
            assert isinstance(ends[0], ClientClosedError)
        assert isinstance(ends[1], ClientClosedError | APIConnectionError)
        assert isinstance(ends[2], StopAsyncIteration)
        if armed is not None:
            armed.remove()
        with pytest.raises(ClientClosedError):
            core.events.subscribe()


async def test_closing_inside_a_cancelled_scope(server, connect, slow):
    core = connect(server.url)
    batch = await submit(core, slow())
    waiting = asyncio.create_task(batch.result())
    with anyio.CancelScope() as scope:
        scope.cancel()
        await core.aclose()
    with pytest.raises(ClientClosedError):
        await waiting
    await core.aclose()
    async with aclosing(connect(server.url)) as other:
        await other.transport.send(
            api.queue.cancel_by_batch_ids(queue_id="default", body={"batch_ids": [batch.batch_id]})
        )


@pytest.mark.parametrize("way", ["break", "error", "cancelled", "scope"])
async def test_leaving_a_stream_early_cancels_the_job(server, connect, slow, way):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        batch = await submit(core, slow())

        async def leave():
            async with batch.events(cancel_on_exit=True) as stream:
                await anext(stream)
                if way == "error":
                    raise LookupError
                if way != "break":
                    begun.set()
                    async for _ in stream:
                        pass

        begun = asyncio.Event()
        if way == "error":
            with pytest.raises(LookupError):
                await leave()
        elif way == "break":
            await leave()
        else:

            async def leave_in_scope():
                with scope:
                    await leave()

            scope = anyio.CancelScope()
            task = asyncio.create_task(leave_in_scope())
            await begun.wait()
            (scope if way == "scope" else task).cancel()
            await asyncio.wait({task})
        with pytest.raises(JobCanceled):
            await batch.result(20)


async def test_a_refused_connection_does_not_renew_the_token(server, connect):
    async with FaultProxy(server.url) as proxy:
        await proxy.refuse()
        async with aclosing(connect(proxy.url, token="some.token")) as core:
            core.transport.credentials.reauthenticate = pytest.fail
            with pytest.raises(EventsConnectionError):
                await core.events.wait_connected(1.0)
            await proxy.accept()
            await core.events.wait_connected(30)


async def test_a_rejected_token_is_renewed_once_and_then_reported(fresh_server, connect, trivial):
    async with fresh_server(tiny_models=False, multiuser=True) as server, asyncio.timeout(90):
        asked = []

        async def renew():
            asked.append(1)
            return server.token

        async with aclosing(connect(server.url, token="no.such.token")) as core:
            core.transport.credentials.reauthenticate = renew
            await core.events.wait_connected()
            assert len((await (await submit(core, trivial())).result()).jobs) == 1
            assert asked == [1]

        async def renew_in_vain():
            asked.append(2)
            return "still.no.token"

        async with aclosing(connect(server.url, token="no.such.token")) as core:
            core.transport.credentials.reauthenticate = renew_in_vain
            stream = core.events.subscribe()
            waits = [core.events.wait_connected(), anext(stream), JobHandle(core, 1).result(), submit(core, trivial())]
            ends = await asyncio.gather(*waits, return_exceptions=True)
            assert {type(end) for end in ends} == {EventsRejectedError}
            assert asked.count(2) <= 2


def test_a_client_works_in_one_event_loop_only(server):
    core = Core(ClientOptions(url=server.url))

    async def use():
        await core.events.wait_connected(20)

    async def misuse():
        with pytest.raises(WrongLoopError):
            await core.events.wait_connected(20)
        with pytest.raises(WrongLoopError):
            core.events.subscribe()
        with pytest.raises(WrongLoopError):
            await JobHandle(core, 1).wait(5)

    with asyncio.Runner() as runner:
        runner.run(use())
        loop = asyncio.new_event_loop()
        try:
            asyncio.set_event_loop(loop)
            loop.run_until_complete(misuse())
        finally:
            loop.close()
            asyncio.set_event_loop(runner.get_loop())
        runner.run(core.aclose())
