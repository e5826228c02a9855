"""`client.with_options(...)`: a copy with other timeouts, retries or queue, over the same connections."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import APITimeoutError, ClientClosedError, OptionsError, ServerError, WrongLoopError
from invokeai_sdk.options import ClientOptions

VERSION = {"version": "6.14.2"}


@pytest.fixture
async def client(loopback):
    """A client of the loopback server."""
    options = ClientOptions(url=f"{loopback.url}/sub", token="first", retries=0, headers={"X-One": "1"})
    async with InvokeAIClient(options) as client:
        yield client


async def test_a_copy_has_its_own_options_and_shares_everything_else(loopback, client, answer):
    loopback.answer = lambda _: answer.of(VERSION)
    copy = client.with_options(read_timeout=7, queue_id="another")
    assert (copy.options.read_timeout, copy.options.queue_id, copy.options.retries) == (7, "another", 0)
    assert (client.options.read_timeout, client.options.queue_id) == (60, "default")
    assert type(copy) is InvokeAIClient
    assert copy.events is client.events
    assert copy.raw.credentials is client.raw.credentials
    await client.app.version()
    await copy.app.version()
    copy.raw.credentials.token = "second"
    await client.app.version()
    assert loopback.connections == 1
    assert [request.headers["authorization"] for request in loopback.requests] == [
        "Bearer first",
        "Bearer first",
        "Bearer second",
    ]
    assert {request.path for request in loopback.requests} == {"/sub/api/v1/app/version"}


async def test_its_timeouts_and_retries_hold_for_its_calls_only(loopback, client, answer, no_waiting):
    loopback.answer = lambda _: answer(503, b"")
    with pytest.raises(ServerError):
        await client.with_options(retries=3).app.version()
    assert len(loopback.requests) == 4
    with pytest.raises(ServerError):
        await client.app.version()
    assert len(loopback.requests) == 5
    loopback.answer = lambda _: answer(delay=30)
    with pytest.raises(APITimeoutError, match=r"nothing for 0\.1 s"):
        await client.with_options(retries=3).with_options(read_timeout=0.1, retries=0).app.version()


async def test_its_queue_is_the_one_it_submits_to_and_asks(loopback, client, answer):
    loopback.answer = lambda _: answer(500, b"{}")
    copy = client.with_options(queue_id="another")
    assert copy.queue().queue_id == "another"
    assert copy.jobs.handle(4711).queue_id == "another"
    assert copy.batches.handle("b").queue_id == "another"
    with pytest.raises(ServerError):
        await copy.client_state.get("k")
    assert "/another/" in loopback.requests[0].path
    assert client.queue().queue_id == "default"


async def test_with_a_client_of_ones_own_only_what_is_changed_is_imposed(loopback, answer):
    loopback.answer = lambda _: answer(delay=30)
    async with httpx.AsyncClient(timeout=0.1) as mine:
        client = InvokeAIClient(ClientOptions(url=loopback.url, retries=0), http=mine)
        with pytest.raises(APITimeoutError, match=r"nothing for 0\.1 s"):
            await client.with_options(retries=0).app.version()
        with pytest.raises(APITimeoutError, match=r"nothing for 0\.2 s"):
            await client.with_options(read_timeout=0.2).app.version()
        await client.aclose()


async def test_closing_a_copy_closes_nothing_and_closing_the_client_closes_it(loopback, answer):
    loopback.answer = lambda _: answer.of(VERSION)
    client = InvokeAIClient(ClientOptions(url=loopback.url))
    async with client.with_options(retries=1) as copy:
        await copy.app.version()
    assert await copy.app.version() == await client.app.version()
    assert loopback.connections == 1
    await client.aclose()
    for closed in (client, copy):
        with pytest.raises(ClientClosedError):
            await closed.app.version()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"url": "http://elsewhere:9090"}, "url"),
        ({"token": "another"}, "token"),
        ({"token": None}, "token"),
        ({"headers": {"X-Two": "2"}}, "headers"),
        ({"verify": False}, "verify"),
        ({"url": "http://elsewhere:9090", "token": "another"}, "url and token"),
    ],
)
async def test_who_is_talked_to_and_as_whom_cannot_change(client, change, named):
    with pytest.raises(OptionsError, match=rf"cannot change {named}; make another client"):
        client.with_options(**change)


async def test_what_stays_the_same_may_be_named_and_what_cannot_be_is_refused(client):
    same = client.with_options(url=f" {client.options.url}/", token="first", headers={"X-One": "1"}, verify=True)
    assert same.options == client.options
    with pytest.raises(OptionsError, match="read_timeout must be"):
        client.with_options(read_timeout=-1)
    with pytest.raises(TypeError, match="timeout"):
        client.with_options(timeout=5)


async def test_a_closed_client_has_no_event_socket(loopback):
    client = InvokeAIClient(ClientOptions(url=loopback.url))
    copy = client.with_options(retries=1)
    await client.aclose()
    for closed in (client, copy):
        with pytest.raises(ClientClosedError):
            closed.events  # noqa: B018
        with pytest.raises(ClientClosedError):
            await closed.jobs.handle(1).result()


def test_the_event_socket_belongs_to_the_loop_of_the_client(loopback_url_of_nothing):
    client = InvokeAIClient(ClientOptions(url=loopback_url_of_nothing, retries=0))
    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(client.raw.open())
        with pytest.raises(WrongLoopError):
            second.run(client.events.wait_connected(5))
        first.run(client.aclose())


@pytest.fixture
def loopback_url_of_nothing(unused_tcp_port):
    return f"http://127.0.0.1:{unused_tcp_port}"
