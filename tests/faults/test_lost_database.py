"""A server that loses or restores its database: the item ids are used again, and no job is taken for another one."""

import asyncio
import shutil
import sqlite3
from contextlib import aclosing

import pytest
from invokeai_api import api

from invokeai_sdk.errors import JobLost
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.events import Lost
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit


@pytest.mark.parametrize("how", ["lost", "restored"])
async def test_the_job_of_another_client_has_the_item_id(fresh_server, connect, trivial, how):
    async with (
        fresh_server(tiny_models=False) as server,
        aclosing(connect(server.url)) as core,
        aclosing(connect(server.url)) as other,
        asyncio.timeout(300),
    ):
        folder, backup = server.root / "databases", server.root / "backup"
        if how == "restored":
            await server.astop()
            shutil.copytree(folder, backup)
            await server.arestart()
        await core.transport.send(api.queue.pause(queue_id="default"))
        mine = await submit(core, trivial(value=1))
        (job,) = await mine.jobs()
        following = asyncio.create_task(collect(mine.events()))
        await server.astop()
        shutil.rmtree(folder)
        if how == "restored":
            shutil.copytree(backup, folder)
        await server.arestart()
        theirs = await submit(other, trivial(value=666))
        assert theirs.item_ids == mine.item_ids
        assert (await theirs.result()).jobs[0].of_node("n")[0].value == 666
        for handle in (mine, job):
            with pytest.raises(JobLost):
                await handle.result()
        assert [event for event in await following if event.lasting] == [
            Lost(item_id=job.item_id, batch_id=mine.batch_id)
        ]
        with pytest.raises(JobLost):
            await job.cancel()
        # After a restart of the program, the ids that it stored tell the jobs apart as well.
        with pytest.raises(JobLost):
            await BatchHandle(other, mine.batch_id).result()
        with pytest.raises(JobLost):
            await JobHandle(other, job.item_id, batch_id=mine.batch_id).result()
        with sqlite3.connect(folder / "invokeai.db") as database:
            assert database.execute("SELECT batch_id, status FROM session_queue").fetchall() == [
                (theirs.batch_id, "completed")
            ]
        database.close()


async def collect(stream):
    return [event async for event in stream]
