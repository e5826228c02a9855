"""Tokens and passwords are in no traceback, not even with local variables, as error trackers show them."""

from __future__ import annotations

import asyncio
import io
import logging
import traceback

import pytest
import rich.console
import rich.traceback
from invokeai_api import api

from invokeai_sdk import InvokeAIClient
from invokeai_sdk._types import Secret
from invokeai_sdk.errors import InvokeAIError, OptionsError
from invokeai_sdk.options import ClientOptions

TOKEN = "eyJs3cret-token"
WORD = "s3cret"
HEADERS = {"X-Api-Key": "s3cret-key"}


def shown(error: BaseException) -> str:
    """Return an error with its traceback and all local variables, as the standard library shows it."""
    without_this_file(error)
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()) + as_rich(error)


def as_rich(error: BaseException) -> str:
    """Return the same as rich shows it, which also gets along with half-made objects."""
    without_this_file(error)
    console = rich.console.Console(file=io.StringIO(), width=400)
    console.print(rich.traceback.Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True))
    return console.file.getvalue()


def without_this_file(error: BaseException | None) -> None:
    """Leave out the frames of this file, whose variables are the user's own."""
    while error is not None:
        while error.__traceback__ is not None and error.__traceback__.tb_frame.f_code.co_filename == __file__:
            error.__traceback__ = error.__traceback__.tb_next
        error = error.__cause__ or error.__context__


CALLS = {
    "token": lambda c: c.models.get("k"),
    "login": lambda c: c.users.login("a@b.c", TOKEN),
    "setup": lambda c: c.users.setup("a@b.c", TOKEN),
    "create": lambda c: c.users.create("a@b.c", TOKEN),
    "update": lambda c: c.users.update("u", password=TOKEN),
    "update_me": lambda c: c.users.update_me(current_password=TOKEN, new_password=TOKEN),
    "huggingface": lambda c: c.models.huggingface.login(TOKEN),
    "install": lambda c: c.models.install("a/b", access_token=TOKEN),
    "provider": lambda c: c.app.providers.configure("openai", api_key=TOKEN),
    "upload": lambda c: c.images.upload(b"\x89PNG"),
}
FAILURES = {
    "refused": {"status": 409, "body": b'{"detail": "no"}'},
    "unauthorized": {"status": 401, "body": b'{"detail": "no"}'},
    "cut": {"hang_up": True},
    "garbled": {"body": b"{"},
    "redirected": {"status": 307, "body": b"", "headers": {"Location": "http://elsewhere.invalid/?token=s3cret"}},
    "late": {"delay": 30},
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", CALLS)
async def test_no_traceback_shows_a_secret(loopback, answer, caplog, call, failure):
    caplog.set_level(logging.DEBUG)
    options = ClientOptions(url=loopback.url, token=TOKEN, headers=HEADERS, retries=0)

    async def send(client: InvokeAIClient) -> None:
        async with asyncio.timeout(60) as limit:

            def fail(_: object) -> object:
                if failure == "late":  # the request has arrived: the caller gives up
                    limit.reschedule(asyncio.get_running_loop().time())
                return answer(**FAILURES[failure])

            loopback.answer = fail
            await CALLS[call](client)

    async with InvokeAIClient(options) as client:
        with pytest.raises((InvokeAIError, TimeoutError)) as caught:
            await send(client)
    assert f"Bearer {TOKEN}" in {request.headers["authorization"] for request in loopback.requests}
    assert WORD not in shown(caught.value)
    assert WORD not in repr(caught.value) + caplog.text


async def test_a_relogin_that_fails_shows_no_password(loopback, answer):
    logins = iter([answer.of({"token": TOKEN, "expires_in": 1, "user": USER}), answer.of({"detail": "no"}, 401)])
    loopback.answer = lambda r: next(logins) if r.path.endswith("login") else answer.of({"detail": "no"}, 401)
    async with InvokeAIClient(ClientOptions(url=loopback.url, retries=0)) as client:
        await client.users.login("a@b.c", TOKEN)
        with pytest.raises(InvokeAIError) as caught:
            await client.users.me()
    assert WORD not in shown(caught.value)


async def test_a_listener_that_fails_with_the_token_does_not_log_it(loopback, answer, caplog):
    loopback.answer = lambda _: answer.of({"version": "1"}, X_Refreshed_Token=TOKEN)
    async with InvokeAIClient(ClientOptions(url=loopback.url, token="old")) as client:
        client.raw.credentials.on_token = {}.__getitem__
        await client.raw.send(api.app.app_version().as_json())
        assert client.raw.token == TOKEN
    assert "on_token failed" in caplog.text
    assert WORD not in caplog.text


def test_a_token_that_cannot_be_is_not_shown(monkeypatch):
    with pytest.raises(OptionsError) as caught:
        ClientOptions.from_env("http://h", token=BAD)
    assert WORD not in as_rich(caught.value)
    monkeypatch.setenv("INVOKEAI_TOKEN", BAD)
    with pytest.raises(OptionsError) as caught:
        InvokeAIClient.from_url()
    assert WORD not in as_rich(caught.value)


def test_a_secret_is_a_text_that_only_its_repr_hides():
    secret = Secret(TOKEN)
    assert secret == TOKEN
    assert f"{secret}" == str(secret) == TOKEN
    assert WORD not in f"{secret!r} {secret[3:]!r} {[secret]}"
    assert Secret.of(None) is None
    assert Secret.of(TOKEN) == TOKEN


BAD = "two s3cret words"
USER = {
    "user_id": "u",
    "email": "a@b.c",
    "display_name": None,
    "is_admin": False,
    "is_active": True,
    "created_at": "2026-01-01 00:00:00.000",
    "updated_at": "2026-01-01 00:00:00.000",
    "last_login_at": None,
}
