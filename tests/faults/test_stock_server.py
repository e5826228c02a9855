"""A server as people install it: half a second of silence before every item, and no false alarm for it."""

import asyncio
import os
import sys
from collections import Counter
from contextlib import aclosing, asynccontextmanager

from invokeai_sdk.jobs.events import Completed, Lagged, Reconnected
from invokeai_sdk.jobs.submission import submit


@asynccontextmanager
async def a_busy_machine():
    """Keep every processor busy, twice over."""
    busy = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", "while True: pass")
        for _ in range(2 * (os.cpu_count() or 1))
    ]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
        for process in busy:
            await process.wait()


async def test_no_false_timeouts(fresh_server, connect, trivial):
    async with (
        fresh_server(tiny_models=False, gc_freeze=False) as server,
        aclosing(connect(server.url)) as core,
        a_busy_machine(),
    ):
        batches = [await submit(core, trivial(5)) for _ in range(3)]
        events = [event for batch in batches for event in [e async for e in batch.events()]]
        kinds = Counter(type(event) for event in events)
        assert kinds[Completed] == 15
        assert not {Lagged, Reconnected} & set(kinds)
        assert core.events.generation == 1
