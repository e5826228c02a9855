"""A server that is killed while it runs jobs: every job ends as the server's records say."""

import asyncio
from collections import Counter
from contextlib import aclosing

from invokeai_sdk.jobs.events import Canceled, Completed, Lost
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import LocalServerError


async def start_again(server):
    """Start a killed server again; some starts fail while the server vacuums the database of the killed process."""
    while True:
        try:
            return await server.arestart()
        except LocalServerError as error:
            if "VACUUM" not in str(error):
                raise


async def test_kill_and_restart(fresh_server, connect, trivial, slow):
    async with fresh_server(tiny_models=False) as server, aclosing(connect(server.url)) as core:
        running = await submit(core, slow())
        waiting = await submit(core, trivial(10))
        ends = []

        async def follow(batch):
            ends.extend([e async for e in batch.events() if isinstance(e, (Completed, Canceled, Lost))])

        tasks = [asyncio.create_task(follow(batch)) for batch in (running, waiting)]
        await anext(running.events())  # it is in progress
        await server.akill()
        await start_again(server)
        async with asyncio.timeout(60):
            await asyncio.gather(*tasks)
        assert Counter(event.item_id for event in ends) == Counter([*running.item_ids, *waiting.item_ids])
        assert {type(event) for event in ends if event.item_id in running.item_ids} == {Canceled}
        assert {type(event) for event in ends if event.item_id in waiting.item_ids} == {Completed}
        found = await core.shared(ItemReader).read_snapshots("default", [*running.item_ids, *waiting.item_ids])
        assert Counter(snapshot.status for snapshot in found.values()) == {"canceled": 1, "completed": 10}
