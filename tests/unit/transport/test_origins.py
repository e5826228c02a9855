"""Requests and tokens reach no other server: redirects are not followed, untrusted certificates not accepted."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from invokeai_api import api

from invokeai_sdk import InvokeAIClient
from invokeai_sdk._request import File, Request
from invokeai_sdk.errors import APIConnectionError, EventsConnectionError, OptionsError, UnexpectedResponseError
from invokeai_sdk.options import ClientOptions

from .conftest import Answer, Loopback

SELF_SIGNED = Path(__file__).parent / "data" / "self-signed.pem"
"""A self-signed certificate for 127.0.0.1, and its key."""


@pytest.fixture
async def elsewhere():
    """Another origin, to which nothing may go."""
    server = Loopback(lambda _: Answer(), tls=None)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def https():
    """A server with an untrusted certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SELF_SIGNED)
    server = Loopback(lambda _: Answer.of({"version": "6.14.2"}), tls=context)
    await server.start()
    yield server
    await server.stop()


async def download(transport, folder):
    await transport.download(api.images.get_image_full(image_name="n"), folder / "x.png")


async def stream(transport, folder):
    async with transport.stream(api.images.get_image_full(image_name="n")):
        pytest.fail("it was opened")


SENDS = {
    "get": lambda transport, _: transport.send(api.app.app_version()),
    "post": lambda transport, _: transport.send(api.queue.enqueue_batch(queue_id="default", body={"a": 1})),
    "put": lambda transport, _: transport.send(api.queue.pause(queue_id="default")),
    "delete": lambda transport, _: transport.send(api.images.delete_image(image_name="n")),
    "json": lambda transport, _: transport.send(Request("openapi", "GET", "/openapi.json")),
    "upload": lambda transport, _: transport.send(
        api.images.upload_image(image_category="user", is_intermediate=False, body={"file": File(b"private", "x.png")})
    ),
    "download": download,
    "stream": stream,
}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("send", SENDS)
async def test_no_redirect_is_followed(loopback, elsewhere, connect, answer, tmp_path, send, status):
    loopback.answer = lambda r: answer(status, b"", headers={"Location": f"{elsewhere.url}{r.path}"})
    with pytest.raises(UnexpectedResponseError, match=r"redirect to .*not followed"):
        await SENDS[send](connect(token="secret", headers={"X-Api-Key": "secret"}), tmp_path)
    assert len(loopback.requests) == 1
    assert elsewhere.connections == 0
    assert not list(tmp_path.iterdir())


async def test_a_client_of_ones_own_that_follows_redirects_does_not_here(loopback, elsewhere, connect, answer):
    import httpx

    loopback.answer = lambda r: answer(307, b"", headers={"Location": f"{elsewhere.url}{r.path}"})
    async with httpx.AsyncClient(follow_redirects=True) as mine:
        with pytest.raises(UnexpectedResponseError, match="redirect"):
            await connect(http=mine, token="secret").send(api.app.app_version())
    assert elsewhere.connections == 0


async def test_the_event_socket_follows_no_redirect(loopback, elsewhere, answer):
    loopback.answer = lambda r: answer(302, b"", headers={"Location": f"{elsewhere.url}{r.target}"})
    options = ClientOptions(url=loopback.url, token="secret", headers={"X-Api-Key": "secret"}, retries=0)
    async with InvokeAIClient(options) as client:
        assert not await client.events.try_subscribe("default")
        assert "redirected" in str(client.events.problem)
        assert "token=" not in str(client.events.problem)
    assert loopback.requests
    assert elsewhere.connections == 0


async def test_an_untrusted_certificate_is_refused_unless_told_otherwise(https):
    async with InvokeAIClient(ClientOptions(url=https.url, token="secret", retries=0)) as client:
        with pytest.raises(APIConnectionError, match=r"certificate is not trusted .*verify="):
            await client.app.version()
        with pytest.raises(EventsConnectionError):
            await client.events.wait_connected(0.5)
    assert not https.requests


@pytest.mark.parametrize(
    "verify", [SELF_SIGNED, str(SELF_SIGNED), ssl.create_default_context(cafile=SELF_SIGNED), False]
)
async def test_a_certificate_that_one_trusts_is_accepted(https, verify):
    async with InvokeAIClient(ClientOptions(url=https.url, verify=verify, retries=0)) as client:
        assert await client.app.version() == "6.14.2"
        with pytest.raises(EventsConnectionError):  # TLS is agreed on; this server has no event socket
            await client.events.wait_connected(0.5)
    assert [request.path for request in https.requests][:2] == ["/api/v1/app/version", "/ws/socket.io/"]


async def test_what_is_no_bundle_is_said(tmp_path):
    (tmp_path / "no.pem").write_text("no certificate")
    with pytest.raises(OptionsError, match="not a CA bundle"):
        InvokeAIClient(ClientOptions(url="https://h", verify=tmp_path / "no.pem"))
