"""The users repository: login, renewal of tokens, and administration of accounts."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest
from invokeai_api import api

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import AuthenticationError, BadRequestError, EventsRejectedError, PermissionDeniedError
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.events.types import InvocationCompleteEvent
from invokeai_sdk.testing import FaultProxy, websocket
from invokeai_sdk.testing.server import ADMIN_EMAIL, PASSWORD

NODE = {"id": "a", "type": "add", "a": 1, "b": 2, "use_cache": False}
BATCH = {"prepend": False, "batch": {"graph": {"id": "g", "nodes": {"a": NODE}, "edges": []}, "runs": 1}}


async def test_a_server_with_users(fresh_server, caplog):
    caplog.set_level(logging.DEBUG)
    async with fresh_server(multiuser=True, tiny_models=False) as server:
        await nobody_gets_in_without_a_token(server.url)
        await logging_in_and_out(server.url)
        await a_refused_token_is_renewed_once(server.url)
        await a_new_password_keeps_this_session_only(server.url)
        await the_event_socket_goes_with_the_user(server.url)
        await the_event_socket_comes_back_with_the_renewed_token(server.url)
        await the_event_socket_is_that_of_the_newest_login(server.url)
        await an_admin_administers(server.url)
    assert PASSWORD not in caplog.text
    assert "eyJ" not in caplog.text  # how every one of the server's tokens begins


async def nobody_gets_in_without_a_token(url: str) -> None:
    async with InvokeAIClient.from_url(url) as client:
        status = await client.users.status()
        assert status.multiuser_enabled
        assert not status.setup_required
        with pytest.raises(AuthenticationError):
            await client.boards.list()
        wrong = PASSWORD.swapcase()
        with pytest.raises(AuthenticationError) as caught:
            await client.users.login(ADMIN_EMAIL, wrong)
        assert wrong not in "".join(traceback.format_exception(caught.value))
        with pytest.raises(AuthenticationError):
            await client.users.me()


async def logging_in_and_out(url: str) -> None:
    async with InvokeAIClient.from_url(url) as client:
        user = await client.users.login(ADMIN_EMAIL, PASSWORD, remember_me=True)
        assert user.is_admin
        assert (await client.users.me()).user_id == user.user_id
        token = client.raw.token
        assert token
        for shown in (
            repr(client),
            repr(client.users),
            repr(client.raw),
            repr(client.options),
            repr(client.raw.credentials),
        ):
            assert token not in shown
        await client.boards.create("Mine")  # a changing call; the server may renew the token with its answer
        assert await client.boards.get("Mine")
        await client.users.logout()
        assert client.raw.token is None
        with pytest.raises(AuthenticationError):
            await client.users.me()


async def a_refused_token_is_renewed_once(url: str) -> None:
    async with InvokeAIClient.from_url(url) as client:
        await client.users.login(ADMIN_EMAIL, PASSWORD)
        client.raw.credentials.token = "no.such.token"
        assert all(await asyncio.gather(*(client.users.me() for _ in range(5))))
        assert client.raw.token != "no.such.token"
        await client.users.login(ADMIN_EMAIL, PASSWORD, renew=False)
        client.raw.credentials.token = "no.such.token"
        with pytest.raises(AuthenticationError):
            await client.users.me()


async def a_new_password_keeps_this_session_only(url: str) -> None:
    async with (
        InvokeAIClient.from_url(url) as admin,
        InvokeAIClient.from_url(url) as one,
        InvokeAIClient.from_url(url) as two,
    ):
        await admin.users.login(ADMIN_EMAIL, PASSWORD)
        user = await admin.users.create("eve@example.com", "First-Password-1", display_name="Eve")
        await one.users.login("eve@example.com", "First-Password-1")
        await two.users.login("eve@example.com", "First-Password-1", renew=False)
        with pytest.raises(BadRequestError):
            await one.users.update_me(current_password="wrong", new_password="Second-Password-2")
        await one.users.update_me(current_password="First-Password-1", new_password="Second-Password-2")
        assert (await one.users.me()).display_name == "Eve"
        with pytest.raises(AuthenticationError):
            await two.users.me()
        one.raw.credentials.token = "no.such.token"  # the renewal logs in with the new password
        assert (await one.users.me()).display_name == "Eve"
        with pytest.raises(PermissionDeniedError):
            await one.users.list()
        await admin.users.delete(user.user_id)


async def the_event_socket_goes_with_the_user(url: str) -> None:
    async with InvokeAIClient.from_url(url) as client:
        with pytest.raises(EventsRejectedError):
            await client.events.wait_connected(10)
        await client.users.login(ADMIN_EMAIL, PASSWORD)
        await client.events.wait_connected(10)
        assert client.events.state == "connected"


async def the_event_socket_comes_back_with_the_renewed_token(url: str) -> None:
    async with FaultProxy(url) as proxy, InvokeAIClient.from_url(proxy.url) as client:
        await client.users.login(ADMIN_EMAIL, PASSWORD)
        user = await client.users.create("gus@example.com", "First-Password-1")
        async with InvokeAIClient.from_url(proxy.url) as theirs:
            await theirs.users.login("gus@example.com", "First-Password-1", renew=False)
            await theirs.events.wait_connected(20)
            before = theirs.raw.token
            await theirs.users.update_me(current_password="First-Password-1", new_password="Second-Password-2")
            assert theirs.raw.token != before  # which the server takes no more
            async with theirs.events.subscribe() as events:
                proxy.cut(websocket)
                async with asyncio.timeout(30):
                    while not isinstance(await anext(events), Reconnected):
                        pass
            assert theirs.events.state == "connected"
        await client.users.delete(user.user_id)


async def the_event_socket_is_that_of_the_newest_login(url: str) -> None:
    async with InvokeAIClient.from_url(url) as admin, InvokeAIClient.from_url(url) as client:
        await admin.users.login(ADMIN_EMAIL, PASSWORD)
        user = await admin.users.create("fay@example.com", "First-Password-1")
        await client.users.login(ADMIN_EMAIL, PASSWORD)
        await client.events.wait_connected(10)
        await client.users.login("fay@example.com", "First-Password-1")
        await client.events.wait_connected(10)
        async with asyncio.timeout(30), client.queue().watch() as events:
            await client.raw.send(api.queue.enqueue_batch(queue_id="default", body=BATCH))
            async for event in events:
                if isinstance(event, InvocationCompleteEvent):  # sent to the owner only
                    break
        await client.users.logout()
        with pytest.raises(EventsRejectedError):
            await read_events(client)
        await admin.users.delete(user.user_id)


async def read_events(client: InvokeAIClient) -> None:
    """Read events until the subscription ends; the socket may receive some before a logout takes effect."""
    async with asyncio.timeout(30), client.events.subscribe() as events:
        async for _ in events:
            pass


async def an_admin_administers(url: str) -> None:
    async with InvokeAIClient.from_url(url) as client:
        await client.users.login(ADMIN_EMAIL, PASSWORD)
        password = await client.users.generate_password()
        user = await client.users.create("dan@example.com", password)
        assert [each.email for each in await client.users.list()].count("dan@example.com") == 1
        assert (await client.users.update(user.user_id, display_name="Dan")).display_name == "Dan"
        async with InvokeAIClient.from_url(url) as theirs:
            await theirs.users.login("dan@example.com", password)
            assert not (await client.users.update(user.user_id, is_active=False)).is_active
            with pytest.raises((AuthenticationError, PermissionDeniedError)):
                await theirs.users.me()
        with pytest.raises(BadRequestError):
            await client.users.create("dan@example.com", password)
        admin = await client.users.me()
        with pytest.raises(BadRequestError):
            await client.users.delete(admin.user_id)
        await client.users.delete(user.user_id)


async def test_a_single_user_server_needs_no_login(client: InvokeAIClient):
    assert not (await client.users.status()).multiuser_enabled
    with pytest.raises(PermissionDeniedError):
        await client.users.login(ADMIN_EMAIL, PASSWORD)
    assert await client.boards.list() is not None
