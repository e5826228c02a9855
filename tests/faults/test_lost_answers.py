"""Lost responses to submissions: each batch is in the queue exactly once."""

import asyncio
import logging
from contextlib import aclosing

import pytest

from invokeai_sdk.errors import APIConnectionError
from invokeai_sdk.jobs import submission
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Cut, FaultProxy, request
from tests.polling import wait_until

ENQUEUE = request("POST", "*/enqueue_batch")


async def test_20_lost_responses_make_20_batches(server, connect, trivial):
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        reader = core.shared(ItemReader)
        newest = max(await reader.read_item_ids("default"), default=0)
        batches = []
        for _ in range(20):
            with proxy.add(Cut(match=ENQUEUE, direction="down", times=1)):
                batches.append(await submit(core, trivial(2)))
        assert proxy.stats.cuts == 20
        mine = sorted(item_id for batch in batches for item_id in batch.item_ids)
        assert len(mine) == 40
        assert sorted(item_id for item_id in await reader.read_item_ids("default") if item_id > newest) == mine
        for batch in batches:
            assert (await batch.result(120)).failures == ()


async def test_a_submission_that_did_not_arrive_is_not_repeated(server, connect, monkeypatch, trivial):
    monkeypatch.setattr(submission, "_SEARCH_SECONDS", 1.0)
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        reader = core.shared(ItemReader)
        newest = max(await reader.read_item_ids("default"), default=0)
        with proxy.add(Cut(match=ENQUEUE, direction="up", times=1)), pytest.raises(submission.SubmissionLost) as lost:
            await submit(core, trivial(), batch_id="my-lost-batch")
        assert lost.value.batch_id == "my-lost-batch"
        assert isinstance(lost.value.__cause__, APIConnectionError)
        assert [item_id for item_id in await reader.read_item_ids("default") if item_id > newest] == []


async def test_a_refused_connection_is_retried(server, connect, trivial, caplog):
    caplog.set_level(logging.DEBUG, "httpcore.connection")
    async with FaultProxy(server.url) as proxy, aclosing(connect(proxy.url)) as core:
        await core.events.wait_connected(30)
        async with proxy.refusing():
            submitting = asyncio.create_task(submit(core, trivial()))
            await wait_until(lambda: "connect_tcp.failed" in caplog.text)
        batch = await submitting
        assert len((await batch.result(60)).jobs) == 1
