"""A relay that resets most of all connections again and again, judged by the server's own database.

`make storm` runs twenty seeds instead of two.
"""

import asyncio
import os
import random
import sqlite3
from collections import Counter, defaultdict
from contextlib import aclosing, closing

import pytest

from invokeai_sdk.errors import APIConnectionError, InvokeAIError, SubmissionLost
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Completed, Failed
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Delay, FaultProxy, plain_http

SEEDS = int(os.environ.get("INVOKEAI_SDK_STORM_SEEDS", "2"))
SUBMISSIONS = 25
JOBS = 20
RESETS = 120
SHARE = 0.8
LATENCY = 0.03
"""The seconds that the relay holds back each piece of a request or response, so that many are cut on their way."""


async def storm(proxy, rng):
    """Reset most of the open connections again and again."""
    for _ in range(RESETS):
        await asyncio.sleep(rng.uniform(0.02, 0.2))
        doomed = {exchange.connection for exchange in proxy.exchanges if rng.random() < SHARE}
        proxy.cut(lambda exchange, doomed=doomed: exchange.connection in doomed)


def read_database(server, newer_than):
    """Return the status of each item by batch and item id, from the server's database."""
    batches = defaultdict(dict)
    with closing(sqlite3.connect(server.root / "databases" / "invokeai.db")) as database:
        rows = database.execute("SELECT batch_id, item_id, status FROM session_queue WHERE item_id > ?", (newer_than,))
        for batch_id, item_id, status in rows:
            batches[batch_id][item_id] = status
    return batches


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_nothing_is_queued_that_the_caller_does_not_know(server, connect, trivial, failing, seed):
    rng = random.Random(seed)
    async with aclosing(connect(server.url)) as direct:
        newest = max(await direct.shared(ItemReader).read_item_ids("default"), default=0)
    known, lost, ends = set(), set(), {}

    async def follow(batch):
        async for event in batch.events():
            if isinstance(event, (Completed, Failed)):
                ends.setdefault(batch.batch_id, []).append((event.item_id, type(event).__name__.lower()))

    async def submit_and_follow(number, delay):
        await asyncio.sleep(delay)
        try:
            batch = await submit(core, failing(JOBS) if number % 5 == 0 else trivial(JOBS))
        except SubmissionLost as error:
            lost.add(error.batch_id)
            return
        except InvokeAIError as error:
            assert isinstance(error, APIConnectionError)  # noqa: PT017 - the other outcomes are compared below
            assert not error.sent  # noqa: PT017
            return
        known.add(batch.batch_id)
        attached = BatchHandle(core, batch.batch_id)
        result, again, *_ = await asyncio.gather(
            batch.result(300, return_exceptions=True),
            attached.result(300, return_exceptions=True),
            follow(batch),
            *(JobHandle(core, item_id).wait(300) for item_id in batch.item_ids[:1]),
        )
        for each in (result, again):
            assert [outcome.item_id for outcome in each.outcomes] == [*batch.item_ids]

    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core, asyncio.timeout(400):
        proxy.add(Delay(match=plain_http, seconds=LATENCY))
        delays = [0.0 if number % 2 else rng.uniform(0, 8) for number in range(SUBMISSIONS)]
        await asyncio.gather(
            storm(proxy, rng), *(submit_and_follow(number, delay) for number, delay in enumerate(delays))
        )
        assert proxy.stats.cuts > RESETS
    found = read_database(server, newest)
    assert found.keys() <= known | lost
    assert found.keys() >= known
    assert Counter(map(len, found.values())).keys() <= {JOBS}
    for batch_id in known:
        assert sorted(ends[batch_id]) == sorted(found[batch_id].items())
