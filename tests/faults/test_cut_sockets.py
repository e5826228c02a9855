"""Disconnections of the event socket: every job reaches its true terminal state exactly once."""

import asyncio
from collections import Counter
from contextlib import aclosing

from invokeai_sdk.jobs.events import Completed, Failed, Lagged
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Cut, FaultProxy, Stall, websocket
from tests.polling import wait_until


async def test_500_jobs_survive_50_cuts(server, connect, trivial, failing):
    async with FaultProxy(server.url, seed=7) as proxy, aclosing(connect(proxy.url)) as core:
        ends = Counter()
        truth = {}

        async def follow(batch):
            async for event in batch.events():
                if isinstance(event, (Completed, Failed)):
                    ends[event.item_id] += 1
                    truth[event.item_id] = type(event).__name__.lower()

        async with proxy.cutting(every=0.15, match=websocket):
            batches = [await submit(core, trivial(50)) for _ in range(9)] + [await submit(core, failing(50))]
            async with asyncio.timeout(600):
                await asyncio.gather(*(follow(batch) for batch in batches))
                await wait_until(lambda: proxy.stats.cuts >= 50, timeout=600)
        ids = [item_id for batch in batches for item_id in batch.item_ids]
        assert len(ids) == 500
        assert ends == Counter(ids)
        snapshots = await core.shared(ItemReader).read_snapshots("default", ids)
        assert {item_id: snapshot.status for item_id, snapshot in snapshots.items()} == truth
        assert proxy.stats.cuts >= 50


async def test_missed_terminal_states_are_fetched_after_a_reconnection(server, connect, trivial):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        batch = await submit(core, trivial(1))
        await batch.wait(30)
        generation = core.events.generation
        async with proxy.refusing():
            proxy.cut(websocket)
            # REST requests are refused as well, so the client learns nothing meanwhile.
            await wait_until(lambda: core.events.state == "waiting")
        await core.events.wait_connected(30)
        assert core.events.generation > generation
        again = await submit(core, trivial(3))
        assert [type(await job.wait(30)) for job in await again.jobs()] == [Completed] * 3


async def test_a_stalled_socket_only_delays_events(server, connect, trivial):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        await core.events.wait_connected(30)
        with proxy.add(Stall(match=websocket)):
            batch = await submit(core, trivial(5))
            events = [event async for event in batch.events()]
            result = await batch.result(60)
        assert sum(isinstance(event, Completed) for event in events) == 5
        assert len(result.jobs) == 5


async def test_without_websockets_the_stream_comes_from_rest(server, connect, trivial):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        with proxy.add(Cut(match=websocket)):
            batch = await submit(core, trivial(5))
            async with asyncio.timeout(60):
                events = [event async for event in batch.events()]
            assert core.events.generation == 0
        ends = [event for event in events if isinstance(event, Completed)]
        assert sorted(event.item_id for event in ends) == sorted(batch.item_ids)
        assert not [event for event in events if isinstance(event, Lagged)]
