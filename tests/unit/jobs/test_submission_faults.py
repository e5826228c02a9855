"""Submissions to servers and proxies that fail or lie: every outcome tells the truth and the id of the batch."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invokeai_sdk.errors import (
    APIConnectionError,
    AuthenticationError,
    InvokeAIError,
    NotFoundError,
    NotSupportedError,
    QueueFull,
    ServerError,
    SubmissionLost,
    ValidationError,
)
from invokeai_sdk.jobs.submission import run, submit, submit_all
from tests.unit.jobs.queue_server import ENQUEUE, LOOK_UP, QueueServer, on, refuse, reset, trivial

GATEWAY = (502, 503, 504)


def html(status):
    return lambda _: httpx.Response(status, html="<html><title>Bad gateway</title></html>")


async def submit_and_check(server, runs=1, **arguments):
    """Submit a batch; return the handle or the error, after checking that nobody is told less than the truth."""
    async with aclosing(server.connect()) as core, asyncio.timeout(20):
        try:
            outcome = await submit(core, trivial(runs), batch_id="mine", **arguments)
        except InvokeAIError as error:
            outcome = error
        if isinstance(outcome, InvokeAIError):
            assert outcome.batch_ids == ("mine",)
        if isinstance(outcome, (SubmissionLost, QueueFull)):
            assert outcome.batch_id == "mine"
        elif isinstance(outcome, InvokeAIError):
            assert "mine" not in server.batch_ids()
        else:
            assert [*outcome.item_ids] == [i for i, item in server.items.items() if item["batch_id"] == "mine"]
        return outcome


def after_storing(answer):
    """Return a fault that stores the batch and then gives another answer."""

    def store(server):
        def fault(request):
            server.answer(request)
            return answer(request)

        return on(ENQUEUE, fault)

    return store


@pytest.mark.parametrize("status", [*GATEWAY, 408, 429, 500, 400, 403, 404, 413, 422, 520])
@pytest.mark.parametrize("look_ups_fail", [False, True])
async def test_a_gateway_answers_in_place_of_the_server_that_stored_the_batch(server, status, look_ups_fail):
    server.faults.append(after_storing(html(status))(server))
    if look_ups_fail:
        server.faults.append(on(LOOK_UP, html(status)))
    outcome = await submit_and_check(server, 2, timeout=0.3)
    assert isinstance(outcome, SubmissionLost) == look_ups_fail
    if look_ups_fail:
        assert not outcome.is_absent
        assert isinstance(outcome.__cause__, InvokeAIError)


@pytest.mark.parametrize("status", [*GATEWAY, 403, 413])
async def test_a_gateway_never_says_that_nothing_was_queued(server, status):
    server.faults.append(on(ENQUEUE, html(status)))
    outcome = await submit_and_check(server, timeout=0.3)
    assert isinstance(outcome, SubmissionLost)
    assert outcome.is_absent


@pytest.mark.parametrize("route", ["item_ids", "item_summaries_by_ids"])
@pytest.mark.parametrize("answer", [reset, html(502), html(200), lambda _: httpx.Response(200, json=None)])
async def test_the_ids_cannot_be_read_after_a_lost_answer(server, route, answer):
    server.faults.append(after_storing(reset)(server))
    server.faults.append(on(route, answer))
    async with aclosing(server.connect()) as core, asyncio.timeout(20):
        batch = await submit(core, trivial(2), batch_id="mine", timeout=0.3)
        assert batch.item_ids == ()
        del server.faults[:]
        for item_id in [*server.items]:
            server.complete(item_id)
        assert [job.item_id for job in await batch.result(10)] == [*server.items]
        assert batch.item_ids == tuple(server.items)


async def test_the_ids_are_read_when_the_server_is_back(server):
    server.faults += [after_storing(reset)(server), on("item_ids", reset, times=3)]
    outcome = await submit_and_check(server, 3)
    assert len(outcome.item_ids) == 3


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (422, {"detail": [{"loc": ["body"], "msg": "bad", "type": "x"}]}, ValidationError),
        (500, {"detail": "Unexpected error while enqueuing batch"}, ServerError),
        (404, {"detail": "No such queue"}, NotFoundError),
    ],
)
async def test_the_servers_own_refusal_is_raised_at_once(server, status, body, kind):
    server.faults.append(on(ENQUEUE, lambda _: httpx.Response(status, json=body)))
    assert isinstance(await submit_and_check(server), kind)
    assert server.requests == [ENQUEUE, LOOK_UP]


async def test_the_servers_own_refusal_is_confirmed_before_it_is_raised(server):
    refusal = httpx.Response(422, json={"detail": "bad"})
    server.faults += [on(ENQUEUE, lambda _: refusal), on(LOOK_UP, reset, times=3)]
    assert isinstance(await submit_and_check(server), ValidationError)
    server.faults += [on(LOOK_UP, reset)]
    assert isinstance(await submit_and_check(server, timeout=0.3), SubmissionLost)


async def test_an_unhandled_exception_after_the_batch_was_stored(server):
    server.faults.append(after_storing(lambda _: httpx.Response(500, text="Internal Server Error"))(server))
    assert len((await submit_and_check(server, 2)).item_ids) == 2


async def test_an_invalid_token_is_told_at_once(server):
    refusal = httpx.Response(401, json={"detail": "Invalid or expired token"})
    server.faults.append(lambda _: refusal)
    assert isinstance(await submit_and_check(server), AuthenticationError)


async def test_a_missing_route_is_told(server):
    server.faults.append(on(ENQUEUE, lambda _: httpx.Response(405, json={"detail": "Method Not Allowed"})))
    server.faults.append(on("version", lambda _: httpx.Response(200, json={"version": "6.14.2"})))
    assert isinstance(await submit_and_check(server), NotSupportedError)


@pytest.mark.parametrize("limit", [0, 1])
async def test_a_full_queue(server, limit):
    server.limit = limit
    outcome = await submit_and_check(server, 2)
    assert isinstance(outcome, QueueFull)
    assert outcome.accepted == tuple(server.items)


async def test_a_server_that_calls_its_queue_full_after_storing_everything(server):
    full = {"queue_id": "default", "requested": 2, "enqueued": 0, "batch": {"batch_id": "mine"}, "item_ids": []}
    server.faults.append(after_storing(lambda _: httpx.Response(200, json=full))(server))
    assert len((await submit_and_check(server, 2)).item_ids) == 2


async def test_a_connection_that_is_refused_is_retried_for_the_timeout(server):
    server.faults.append(on(ENQUEUE, refuse))
    begun = asyncio.get_running_loop().time()
    outcome = await submit_and_check(server, timeout=1.5)
    assert isinstance(outcome, APIConnectionError)
    assert not outcome.sent
    assert server.requests.count(ENQUEUE) >= 2
    assert asyncio.get_running_loop().time() - begun < 10
    server.faults[:] = [on(ENQUEUE, refuse, times=2)]
    assert len((await submit_and_check(server, timeout=20)).item_ids) == 1


async def test_an_answer_that_does_not_come_within_the_timeout(server):
    async def stall(request):
        server._answer(request)
        await asyncio.sleep(60)

    core = server.connect()
    async with aclosing(core), httpx.AsyncClient(transport=httpx.MockTransport(stall)) as http:
        core.transport._http._client, client = http, core.transport._http._client
        await client.aclose()
        with pytest.raises(SubmissionLost):
            async with asyncio.timeout(20):
                await submit(core, trivial(), batch_id="mine", timeout=0.2)


async def test_the_ids_of_earlier_batches_are_in_the_error(server):
    async with aclosing(server.connect()) as core:
        first, *_ = await submit_all(core, [trivial()])
        server.faults.append(
            on(ENQUEUE, lambda _: httpx.Response(422, json={"detail": "bad"}) if len(server.items) == 2 else None)
        )
        with pytest.raises(ValidationError) as caught:
            await submit_all(core, [trivial(), trivial()])
        assert server.batch_ids() == {first.batch_id, caught.value.batch_ids[0]}
        assert len(caught.value.batch_ids) == 2


async def test_errors_of_run_have_the_id_of_the_batch(server):
    def fail(request):
        for item_id in [*server.items]:
            server.complete(item_id)
        return httpx.Response(200, json=[{"item_id": 1}])

    server.faults.append(on(r"i/1", fail))
    server.faults.append(on("item_summaries_by_ids", lambda _: [server.complete(i) for i in server.items] and None))
    async with aclosing(server.connect()) as core, asyncio.timeout(20):
        with pytest.raises(InvokeAIError) as caught:
            await run(core, trivial(), timeout=15)
        assert caught.value.batch_ids == tuple(server.batch_ids())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["requested", "enqueued", "item_ids", "batch", None]),
    json_values | st.just(...),
    st.booleans(),
    st.integers(0, 3),
)
def test_a_malformed_answer_is_never_believed(key, value, is_stored, runs):
    """Whatever the answer says, the outcome is success, or an error that has the id of the batch."""
    server = QueueServer(limit=10 if is_stored else 0)

    def corrupt(request):
        answer = json.loads(server.answer(request).content)
        if key is None:
            answer = None if value is ... else value
        elif value is ...:
            answer.pop(key)
        else:
            answer[key] = value
        return httpx.Response(200, content=json.dumps(answer), headers={"content-type": "application/json"})

    server.faults.append(on(ENQUEUE, corrupt))
    outcome = asyncio.run(submit_and_check(server, runs + 1, timeout=0.05))
    if is_stored:
        assert not isinstance(outcome, InvokeAIError)
    else:
        assert isinstance(outcome, (QueueFull, SubmissionLost))


@pytest.mark.parametrize(
    "change",
    [
        {"requested": None},
        {"item_ids": None},
        {"item_ids": {"a": 1}},
        {"item_ids": ["1"]},
        {"item_ids": [True]},
        {"item_ids": [1, 1]},
        {"item_ids": [1, 2]},
        {"batch": {"batch_id": "another"}},
        {"enqueued": "1"},
    ],
)
async def test_what_was_answered_wrongly_is_read_back(server, change):
    server.faults.append(
        on(ENQUEUE, lambda request: httpx.Response(200, json=json.loads(server.answer(request).content) | change))
    )
    assert (await submit_and_check(server)).item_ids == (1,)


async def test_a_batch_id_that_was_used_before(server):
    server.add("mine")
    assert isinstance(await submit_and_check(server, timeout=0.2), SubmissionLost)
