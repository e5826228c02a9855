"""A server as installed, which pauses for half a second before every item: the SDK reports no false timeouts."""

import asyncio
import os
import sys
from collections import Counter
from contextlib import aclosing, asynccontextmanager

from invokeai_sdk.jobs.events import Completed, Lagged, Reconnected
from invokeai_sdk.jobs.submission import submit


@asynccontextmanager
async def keep_processors_busy():
    """Run two busy processes per processor within a block."""
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
        keep_processors_busy(),
    ):
        batches = [await submit(core, trivial(5)) for _ in range(3)]
        events = [event for batch in batches for event in [e async for e in batch.events()]]
        kinds = Counter(type(event) for event in events)
        assert kinds[Completed] == 15
        assert not {Lagged, Reconnected} & set(kinds)
        assert core.events.generation == 1
