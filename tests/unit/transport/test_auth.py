"""Tokens: sent, renewed, gone after a logout, and never shown."""

from __future__ import annotations

import asyncio
import logging

import pytest
from invokeai_api import api

from invokeai_sdk.errors import APIConnectionError, AuthenticationError

EXPIRED = {"detail": "Invalid or expired token"}


async def test_the_token_goes_with_every_call(loopback, connect):
    transport = connect(token="first")
    await transport.send(api.app.app_version().as_json())
    transport.credentials.token = "second"
    await transport.send(api.app.app_version().as_json())
    transport.credentials.token = None
    await transport.send(api.app.app_version().as_json())
    assert [r.headers.get("authorization") for r in loopback.requests] == ["Bearer first", "Bearer second", None]


async def test_a_renewed_token_is_taken(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(None, X_Refreshed_Token="renewed")
    tokens: list[str] = []
    transport = connect(token="first")
    transport.credentials.on_token = tokens.append
    await transport.send(api.queue.enqueue_batch(queue_id="default", body={}).as_json())
    assert transport.token == "renewed"
    assert tokens == ["renewed"]


async def test_a_late_answer_does_not_undo_a_logout(loopback, connect, answer):
    transport = connect(token="first")

    def log_out(_: object) -> object:
        transport.credentials.token = None
        return answer.of(None, X_Refreshed_Token="renewed")

    loopback.answer = log_out
    await transport.send(api.app.app_version().as_json())
    assert transport.token is None


async def test_a_client_without_a_token_takes_none(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(None, X_Refreshed_Token="another-user")
    transport = connect()
    await transport.send(api.app.app_version().as_json())
    assert transport.token is None


async def test_a_listener_that_fails_does_not_fail_the_call(loopback, connect, answer, caplog):
    loopback.answer = lambda _: answer.of({"version": "1"}, X_Refreshed_Token="renewed")
    transport = connect(token="first")
    transport.credentials.on_token = {}.__getitem__
    assert await transport.send(api.app.app_version().as_json()) == {"version": "1"}
    assert "on_token failed" in caplog.text


async def test_many_refused_calls_log_in_once(loopback, connect, answer):
    def guarded(request: object) -> object:
        good = request.headers.get("authorization") == "Bearer new"
        return answer.of({"ok": True}) if good else answer.of(EXPIRED, 401)

    async def log_in() -> str:
        logins.append(1)
        await asyncio.sleep(0.05)
        return "new"

    logins: list[int] = []
    loopback.answer = guarded
    transport = connect(token="old")
    transport.credentials.reauthenticate = log_in
    answers = await asyncio.gather(
        *(transport.send(api.queue.enqueue_batch(queue_id="default", body={}).as_json()) for _ in range(20))
    )
    assert answers == [{"ok": True}] * 20
    assert len(logins) == 1
    assert transport.token == "new"


async def test_a_new_token_that_is_refused_too_ends_it(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(EXPIRED, 401)

    async def log_in() -> str:
        return f"new-{len(loopback.requests)}"

    transport = connect(token="old")
    transport.credentials.reauthenticate = log_in
    with pytest.raises(AuthenticationError, match="expired token"):
        await transport.send(api.app.app_version().as_json())
    assert len(loopback.requests) == 2


async def test_a_login_that_is_refused_is_not_repeated_by_every_call(loopback, connect, answer):
    loopback.answer = lambda _: answer.of({"detail": "Incorrect email or password"}, 401)
    transport = connect(token="old")

    async def log_in() -> str:
        await transport.send(api.authentication.login(body={"email": "a@b.c", "password": "x"}).as_json())
        raise AssertionError

    transport.credentials.reauthenticate = log_in
    ends = await asyncio.gather(
        *(transport.send(api.app.app_version().as_json()) for _ in range(10)), return_exceptions=True
    )
    assert {type(end) for end in ends} == {AuthenticationError}
    assert sum(r.path.endswith("/login") for r in loopback.requests) == 1


async def test_a_login_that_cannot_be_reached_is_the_error(loopback, connect, answer):
    loopback.answer = lambda r: answer(hang_up=True) if r.path.endswith("login") else answer.of(EXPIRED, 401)
    transport = connect(token="old")

    async def log_in() -> str:
        return (await transport.send(api.authentication.login(body={}))).token

    transport.credentials.reauthenticate = log_in
    with pytest.raises(APIConnectionError):
        await transport.send(api.app.app_version().as_json())


async def test_secrets_are_in_no_log_error_or_repr(loopback, connect, answer, caplog):
    caplog.set_level(logging.DEBUG)
    loopback.answer = lambda _: answer.of({"detail": "no"}, 409, X_Refreshed_Token="s3cret-new", Set_Cookie="s3cret")
    transport = connect(token="s3cret-token", headers={"X-Api-Key": "s3cret-key"})
    with pytest.raises(Exception, match="409") as caught:
        await transport.send(api.model_manager.install_model(source="a/b", access_token="s3cret-hf", body={}))
    assert loopback.requests[0].query["access_token"] == ["s3cret-hf"]
    said = caplog.text + str(caught.value) + caught.value.url + repr((transport, transport.credentials))
    assert "/api/v2/models/install" in caplog.text
    assert "s3cret" not in said
