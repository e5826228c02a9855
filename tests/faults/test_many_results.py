"""Results of many jobs: few requests, in the order of the jobs, with the same errors as single results."""

import asyncio
import uuid
from collections import Counter
from contextlib import aclosing

import pytest

from invokeai_sdk.errors import JobCanceled, JobFailed
from invokeai_sdk.jobs.as_completed import gather
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.item_reader import ITEMS_PER_REQUEST
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.testing import Delay, FaultProxy
from invokeai_sdk.workflow.compiled_batch import CompiledBatch


@pytest.fixture
async def counting(server):
    """A proxy, and the number of requests through it by the last part of their path."""
    asked = Counter()

    def count(exchange):
        asked[exchange.request.path.rpartition("/")[2]] += 1
        return False

    async with FaultProxy(server.url) as proxy:
        proxy.add(Delay(match=count, direction="up"))
        yield proxy, asked


async def test_200_results_in_a_dozen_requests(server, connect, counting, trivial):
    proxy, asked = counting
    async with aclosing(connect(server.url)) as sender, aclosing(connect(proxy.url)) as core, asyncio.timeout(90):
        sent = await submit(sender, trivial(200))
        await sent.wait()
        result = await BatchHandle(core, sent.batch_id).result()
        assert [job.item_id for job in result] == list(sent.item_ids)
        assert [job.of_node("n")[0].value for job in result] == [1] * 200
        assert asked["items_by_ids"] == -(-200 // ITEMS_PER_REQUEST)
        assert asked.total() < 2 * 200 / ITEMS_PER_REQUEST + 10


def make_divisions(by):
    """Return a batch with one division for each number; divisions by 0 fail."""
    node = {"id": "d", "type": "div", "a": 12, "b": 1, "use_cache": False}
    data = [[{"node_path": "d", "field_name": "b", "items": list(by)}]]
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": {"d": node}, "edges": []}, data=data)


@pytest.mark.parametrize("attached_later", [False, True])
async def test_failures_are_separate_and_in_order(server, connect, counting, attached_later):
    proxy, asked = counting
    by = [1, 0, 2, 3, 0, 4, *[0] * 40]
    async with aclosing(connect(server.url)) as sender, aclosing(connect(proxy.url)) as core, asyncio.timeout(90):
        sent = await submit(sender if attached_later else core, make_divisions(by))
        ids = dict(zip(sent.item_ids, by, strict=True))
        if attached_later:
            await sent.wait()
        batch = BatchHandle(core, sent.batch_id) if attached_later else sent
        with pytest.raises(JobFailed, match="'d'"):
            await batch.result()
        await batch.wait()
        asked.clear()
        result = await batch.result(return_exceptions=True)
        assert {job.item_id: job.of_node("d")[0].value for job in result} == {i: 12 // b for i, b in ids.items() if b}
        assert [job.item_id for job in result] == [item_id for item_id, b in ids.items() if b]
        assert [error.item_id for error in result.failures] == [item_id for item_id, b in ids.items() if not b]
        assert [each.item_id for each in result.outcomes] == [job.item_id for job in await batch.jobs()]
        assert {error.node_id for error in result.failures} == {"d"}
        assert all("Traceback" in error.traceback for error in result.failures)
        assert asked.total() <= 2 + -(-len(by) // ITEMS_PER_REQUEST)


async def test_the_first_error_is_raised_before_the_other_jobs_end(server, connect, failing, slow):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(90):
        bad = await submit(core, failing())
        running = await submit(core, slow())
        jobs = [*await running.jobs(), *await bad.jobs()]
        with pytest.raises(JobFailed):
            await gather(jobs)
        assert (await running.status()).unfinished == 1
        await running.cancel()
        outcomes = await gather(jobs, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [JobCanceled, JobFailed]


async def test_jobs_of_two_clients_and_two_queues(server, connect, trivial):
    async with aclosing(connect(server.url)) as one, aclosing(connect(server.url)) as two, asyncio.timeout(90):
        batches = [
            await submit(one, trivial(value=1)),
            await submit(two, trivial(value=2)),
            await submit(two, trivial(value=3), queue_id="other"),
        ]
        jobs = [job for batch in batches for job in await batch.jobs()]
        assert [result.of_node("n")[0].value for result in await gather(jobs)] == [1, 2, 3]


async def test_each_image_belongs_to_its_job(server, connect, counting):
    proxy, asked = counting
    nodes = {"b": {"id": "b", "type": "blank_image", "width": 16, "height": 16, "use_cache": False}}
    widths = {"node_path": "b", "field_name": "width", "items": [8 * n for n in range(1, 41)]}
    batch = CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": nodes, "edges": []}, data=[[widths]])
    async with aclosing(connect(server.url)) as sender, aclosing(connect(proxy.url)) as core, asyncio.timeout(90):
        sent = await submit(sender, batch)
        await sent.wait()
        result = await BatchHandle(core, sent.batch_id).result()
        assert [image.record.width for image in result.images] == widths["items"]
        assert [image.source.item_id for image in result.images] == list(sent.item_ids)
        assert [image.source.cached for image in result.images] == [False] * 40
        assert asked["images_by_names"] == -(-40 // ITEMS_PER_REQUEST)
        assert not any(path.endswith(".png") for path in asked)


async def test_a_retry_can_be_retried(server, connect):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        batch = await submit(core, make_divisions([0, 0]))
        await batch.wait()
        job, other = await batch.jobs()
        seen = {job.item_id, other.item_id}
        for _ in range(3):
            job = await job.retry()
            assert job.item_id not in seen
            seen.add(job.item_id)
            with pytest.raises(JobFailed):
                await job.result()
            assert job.batch_id == batch.batch_id
        # The original jobs keep their terminal states, and can be retried again as well.
        assert {type(error) for error in (await batch.result(return_exceptions=True)).failures} == {JobFailed}
        again, other_again = await asyncio.gather(JobHandle(core, batch.item_ids[0]).retry(), other.retry())
        assert again.item_id != other_again.item_id
        assert not {again.item_id, other_again.item_id} & seen
        await again.wait()
        await other_again.wait()
