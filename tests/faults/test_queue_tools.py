"""Changes of the queue by others while jobs are followed: every job gets the right terminal state."""

import asyncio
from contextlib import aclosing

import pytest
from invokeai_api import api

from invokeai_sdk.errors import JobCanceled, JobFailed, JobLost, QueueFull
from invokeai_sdk.jobs.as_completed import as_completed
from invokeai_sdk.jobs.events import Canceled, Completed, Failed
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit, submit_all


async def wait_until_running(batch):
    jobs = await batch.jobs()
    async with asyncio.timeout(60):
        while await jobs[0].status() != "in_progress":  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.05)


async def read_terminal_types(stream):
    return {event.item_id: type(event) for event in [e async for e in stream] if event.lasting}


@pytest.mark.parametrize("tool", ["cancel_batch", "cancel_all_except_current", "clear", "delete_items"])
async def test_terminal_states(fresh_server, connect, tool, slow):
    async with fresh_server(tiny_models=False) as server, aclosing(connect(server.url)) as core, asyncio.timeout(90):
        batch = await submit(core, slow(runs=4))
        await wait_until_running(batch)
        following = asyncio.create_task(read_terminal_types(batch.events()))
        await asyncio.sleep(0)
        if tool == "cancel_batch":
            await batch.cancel()
        elif tool == "delete_items":
            for item_id in batch.item_ids:
                await core.transport.send(api.queue.delete_queue_item(queue_id="default", item_id=item_id))
        else:
            await core.transport.send(getattr(api.queue, tool)(queue_id="default"))
        if tool == "cancel_all_except_current":
            await (await batch.jobs())[0].cancel()
        assert await following == dict.fromkeys(batch.item_ids, Canceled)
        with pytest.raises(JobCanceled):
            await batch.result(10)


async def test_prune_while_streaming_keeps_the_results(server, connect, trivial):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(90):
        batch = await submit(core, trivial(5))
        following = asyncio.create_task(read_terminal_types(batch.events()))
        while not following.done():
            await core.transport.send(api.queue.prune(queue_id="default"))
            await asyncio.sleep(0.02)
        assert await following == dict.fromkeys(batch.item_ids, Completed)
        result = await batch.result(10)
        assert [job.of_node("n")[0].value for job in result] == [1] * 5


async def test_a_job_pruned_before_it_was_followed_is_lost(server, connect, trivial):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        batch = await submit(core, trivial())
        await batch.wait(30)
        await core.transport.send(api.queue.prune(queue_id="default"))
        async with aclosing(connect(server.url)) as other:
            with pytest.raises(JobLost, match="not in the server's queue"):
                await JobHandle(other, batch.item_ids[0]).result(20)


async def test_retry_creates_a_new_job_in_the_batch(server, connect, failing):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        batch = await submit(core, failing(2))
        await batch.wait(30)
        with pytest.raises(JobFailed) as failed:
            await batch.result(30)
        assert failed.value.node_id == "b"
        assert failed.value.node_type == "img_blur"
        assert "Traceback" in failed.value.traceback
        new = await batch.retry()
        assert len(new) == 2
        assert not {job.item_id for job in new} & set(batch.item_ids)
        for job in new:
            assert isinstance(await job.wait(30), Failed)


async def test_a_full_queue_names_the_accepted_items(fresh_server, connect, trivial):
    async with (
        fresh_server(tiny_models=False, settings={"max_queue_size": 3}) as server,
        aclosing(connect(server.url)) as core,
    ):
        await core.transport.send(api.queue.pause(queue_id="default"))
        with pytest.raises(QueueFull) as full:
            await submit(core, trivial(5))
        assert len(full.value.accepted) == 3
        assert full.value.requested == 5
        with pytest.raises(QueueFull) as full:
            await submit(core, trivial())
        assert full.value.accepted == ()


async def test_batches_run_in_the_order_given(server, connect, trivial, slow):
    async with aclosing(connect(server.url)) as core, asyncio.timeout(60):
        first = await submit(core, slow(count=200))
        await wait_until_running(first)
        behind = await submit(core, trivial())
        front = await submit_all(core, [trivial(value=i) for i in range(3)], prepend=True)
        ended = [job.item_id async for job in as_completed([first, behind, *front])]
        items = [await core.transport.send(api.queue.get_queue_item(queue_id="default", item_id=id_)) for id_ in ended]
        order = [item.item_id for item in sorted(items, key=lambda item: str(item.started_at))]
        expected = [*first.item_ids, *(item for batch in front for item in batch.item_ids), *behind.item_ids]
        assert order == expected
