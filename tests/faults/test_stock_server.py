"""A server as people install it: half a second of silence before every item, and no false alarm for it."""

from collections import Counter
from contextlib import aclosing

from invokeai_sdk.jobs.events import Completed, Lagged, Reconnected
from invokeai_sdk.jobs.submission import submit


async def test_no_false_timeouts(fresh_server, connect, trivial):
    async with (
        fresh_server(tiny_models=False, gc_freeze=False) as server,
        aclosing(connect(server.url, read_timeout=20)) as core,
    ):
        batches = [await submit(core, trivial(5)) for _ in range(3)]
        events = [event for batch in batches for event in [e async for e in batch.events()]]
        kinds = Counter(type(event) for event in events)
        assert kinds[Completed] == 15
        assert not {Lagged, Reconnected} & set(kinds)
        assert core.events.generation == 1
