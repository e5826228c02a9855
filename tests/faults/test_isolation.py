"""Isolation of tasks, clients and users: every event reaches its own job and no other."""

import asyncio
from contextlib import aclosing

import pytest

from invokeai_sdk.errors import EventsRejectedError
from invokeai_sdk.jobs.events import Canceled, Completed, NodeCompleted
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.submission import submit


async def test_two_clients_ten_tasks_each(server, connect, trivial):
    async def one(core, value):
        batch = await submit(core, trivial(2, value=value))
        events = [event async for event in batch.events()]
        assert {event.item_id for event in events} == set(batch.item_ids)
        assert {event.batch_id for event in events} == {batch.batch_id}
        assert [e.output.value for e in events if isinstance(e, NodeCompleted)] == [value] * 2
        assert sum(isinstance(event, Completed) for event in events) == 2
        result = await batch.result(60)
        assert [job.of_node("n")[0].value for job in result] == [value] * 2

    async with aclosing(connect(server.url)) as first, aclosing(connect(server.url)) as second, asyncio.timeout(120):
        await asyncio.gather(*(one(core, start + n) for n in range(10) for core, start in ((first, 0), (second, 100))))


async def test_two_users_and_their_redacted_events(fresh_server, connect, slow, trivial):
    async with fresh_server(tiny_models=False, multiuser=True) as server:
        tokens = [server.create_user(f"{name}@example.com") for name in ("ann", "bob")]
        cores = [connect(server.url, token=token) for token in tokens]
        async with aclosing(cores[0]) as ann, aclosing(cores[1]) as bob, asyncio.timeout(120):
            hers = await submit(ann, slow())
            # Bob follows Ann's item: he receives its status, but not its content.
            watched = JobHandle(bob, hers.item_ids[0])
            seen = asyncio.create_task(_all(watched.events()))
            his = await submit(bob, trivial(3))
            stream = hers.events()
            while not isinstance(await anext(stream), NodeCompleted):
                pass
            await hers.cancel()
            assert [type(e) for e in await _all(stream) if e.lasting] == [Canceled]
            assert {type(e) for e in await _all(his.events()) if e.lasting} == {Completed}
            events = await seen
            assert type(events[-1]) is Canceled
            assert not [event for event in events if isinstance(event, NodeCompleted)]
            assert hers.batch_id not in {event.batch_id for event in events}


async def test_a_rejected_token_is_reported_everywhere(fresh_server, connect, trivial):
    async with (
        fresh_server(tiny_models=False, multiuser=True) as server,
        aclosing(connect(server.url, token="no.such.token")) as core,
        asyncio.timeout(60),
    ):
        stream = core.events.subscribe()
        with pytest.raises(EventsRejectedError):
            await core.events.wait_connected()
        with pytest.raises(EventsRejectedError):
            await anext(stream)
        with pytest.raises(EventsRejectedError):
            await submit(core, trivial())
        with pytest.raises(EventsRejectedError):
            await JobHandle(core, 1).result()
        # With another token the same client works.
        core.transport.credentials.token = server.token
        await core.events.wait_connected()


async def _all(stream):
    return [event async for event in stream]
