"""`Transport` against a real server on loopback: requests as they arrive, answers as they are taken."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import math

import anyio
import httpx
import pytest
from invokeai_api import api

from invokeai_sdk._request import Request
from invokeai_sdk.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ClientClosedError,
    ConflictError,
    NotFoundError,
    OptionsError,
    ServerError,
    UnexpectedResponseError,
    WrongLoopError,
)
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.transport import Transport
from invokeai_sdk.transport.http import connection_error

from .conftest import Answer

VERSION = {"version": "6.14.2", "made_up": [1]}
MAINTENANCE = {"detail": "Image storage maintenance is active"}


async def test_a_call_gives_the_generated_model_and_raw_the_json(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(VERSION)
    transport = connect()
    version = await transport.send(api.app.app_version())
    assert version.version == "6.14.2"
    assert version["made_up"] == [1]
    assert await transport.send(api.app.app_version().as_json()) == VERSION
    assert {(r.method, r.target) for r in loopback.requests} == {("GET", "/api/v1/app/version")}
    assert loopback.connections == 1


async def test_a_sub_path_comes_before_everything(loopback, connect):
    transport = connect("/invoke/")
    assert transport.base_url == f"{loopback.url}/invoke"
    await transport.send(api.app.app_version().as_json())
    await transport.send(Request("openapi", "GET", "/openapi.json"))
    assert [r.target for r in loopback.requests] == ["/invoke/api/v1/app/version", "/invoke/openapi.json"]


async def test_arguments_become_path_query_and_body(loopback, connect):
    transport = connect()
    await transport.send(
        api.images.list_image_dtos(categories=["user", "mask"], board_id=None, is_intermediate=False).as_json()
    )
    await transport.send(api.images.get_image_dto(image_name="a/b ü?.png").as_json())
    body = {"batch": {"graph": {"nodes": {"ü": {"seed": 2**53 + 1}}}}, "unknown": None}
    await transport.send(api.queue.enqueue_batch(queue_id="default", body=body).as_json())
    await transport.send(api.queue.retry_items_by_id(queue_id="default", body=[3, 4]).as_json())
    listed, named, enqueued, retried = loopback.requests
    assert listed.query["categories"] == ["user", "mask"]
    assert listed.query["is_intermediate"] == ["false"]
    assert "board_id" not in listed.query
    assert named.target == "/api/v1/images/i/a%2Fb%20%C3%BC%3F.png"
    assert json.loads(enqueued.body) == body
    assert json.loads(retried.body) == [3, 4]
    assert enqueued.headers["content-type"] == "application/json"


@pytest.mark.parametrize("name", ["", ".", ".."])
async def test_a_path_argument_cannot_make_another_call_of_it(loopback, connect, name):
    with pytest.raises(OptionsError, match="image_name cannot be"):
        await connect().send(api.images.delete_image(image_name=name))
    assert not loopback.requests


async def test_a_body_that_is_not_json_is_not_sent(loopback, connect):
    with pytest.raises(ValueError, match="not JSON compliant"):
        await connect().send(api.queue.enqueue_batch(queue_id="default", body={"seed": math.nan}))
    assert not loopback.requests


async def test_no_content_is_none(loopback, connect, answer):
    loopback.answer = lambda _: answer(204, b"", content_type="")
    transport = connect()
    assert await transport.send(api.model_manager.delete_model(key="k")) is None
    assert await transport.send(api.model_manager.delete_model(key="k").as_json()) is None
    assert loopback.requests[0].headers["accept-encoding"] == "identity"


async def test_head_tells_by_its_status(loopback, connect, answer, in_turn):
    loopback.answer = in_turn(answer(200, b"xyz", "image/png"), answer(404, b"{}"))
    transport = connect()
    assert await transport.send(api.images.get_image_full_head(image_name="n")) is None
    with pytest.raises(NotFoundError):
        await transport.send(api.images.get_image_full_head(image_name="n"))


@pytest.mark.parametrize(
    "request_",
    [
        api.app.app_version(),
        api.images.get_image_full(image_name="n"),
        api.images.get_image_full_head(image_name="n"),
    ],
    ids=lambda request: request.operation,
)
async def test_the_web_interface_is_not_an_answer(loopback, connect, answer, request_):
    loopback.answer = lambda _: answer(200, b"<!DOCTYPE html><title>Invoke</title>", "text/html; charset=utf-8")
    with pytest.raises(UnexpectedResponseError, match=r"web page.*is the URL") as caught:
        await connect().send(request_)
    assert caught.value.status_code == 200
    assert caught.value.content_type == "text/html"


async def test_the_web_interface_is_not_a_download(loopback, connect, answer, tmp_path):
    loopback.answer = lambda _: answer(200, b"<html>", "text/html")
    with pytest.raises(UnexpectedResponseError, match="web page"):
        await connect().download(api.images.get_image_full(image_name="n"), tmp_path / "a.png")
    assert not list(tmp_path.iterdir())


async def test_the_one_operation_that_answers_html_may(loopback, connect, answer):
    loopback.answer = lambda _: answer(201, b"<h1>ok</h1>", "text/html")
    assert await connect().send(api.model_manager.install_hugging_face_model(source="a/b")) == "<h1>ok</h1>"


@pytest.mark.parametrize(
    ("body", "part"),
    [
        (b"", "empty body"),
        (b"{", "not JSON"),
        (b"\xff\xfe{", "not JSON"),
        (b"[1]", "cannot read"),
        (b"{}", "version"),
    ],
)
async def test_an_answer_that_breaks_the_promise_says_how(loopback, connect, answer, body, part):
    loopback.answer = lambda _: answer(200, body)
    with pytest.raises(UnexpectedResponseError, match=part) as caught:
        await connect().send(api.app.app_version())
    assert "GET http://" in str(caught.value)


async def test_an_undeclared_status_of_success_is_an_error(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(VERSION, 299)
    with pytest.raises(UnexpectedResponseError, match="299"):
        await connect().send(api.app.app_version())


async def test_compressed_answers_are_read(loopback, connect, answer):
    body = gzip.compress(json.dumps(VERSION).encode())
    loopback.answer = lambda _: answer(200, body, headers={"Content-Encoding": "gzip"})
    assert await connect().send(api.app.app_version().as_json()) == VERSION
    assert "gzip" in loopback.requests[0].headers["accept-encoding"]


async def test_a_redirect_is_refused_and_no_token_travels(loopback, connect, answer):
    loopback.answer = lambda _: answer(307, b"", headers={"Location": "http://evil.example/?token=x"})
    with pytest.raises(UnexpectedResponseError, match=r"evil\.example") as caught:
        await connect(token="secret").send(api.app.app_version())
    assert len(loopback.requests) == 1
    assert "token=x" not in str(caught.value)


# --- Trying again ------------------------------------------------------------------------------------------------


async def test_a_read_is_tried_again(loopback, connect, answer, in_turn, no_waiting):
    loopback.answer = in_turn(answer(503, b""), answer(hang_up=True), answer.of(VERSION))
    assert await connect().send(api.app.app_version().as_json()) == VERSION
    assert len(loopback.requests) == 3
    assert len(no_waiting) == 2


async def test_it_gives_up_with_the_last_error(loopback, connect, answer, no_waiting):
    loopback.answer = lambda _: answer(502, b"<html><title>502 Bad Gateway</title></html>", "text/html")
    with pytest.raises(ServerError, match=r"502.*Bad Gateway.*proxy") as caught:
        await connect(retries=1).send(api.app.app_version())
    assert len(loopback.requests) == 2
    assert "\n" not in str(caught.value)


async def test_a_retry_after_is_waited_for(loopback, connect, answer, in_turn, no_waiting):
    loopback.answer = in_turn(answer(429, b"{}", headers={"Retry-After": "7"}), answer.of(VERSION))
    await connect().send(api.app.app_version().as_json())
    assert no_waiting == [7.0]


@pytest.mark.parametrize("failure", [{"hang_up": True}, {"status": 503, "body": b""}])
@pytest.mark.parametrize(
    "request_",
    [
        api.queue.enqueue_batch(queue_id="default", body={}),
        api.queue.retry_items_by_id(queue_id="default", body=[1]),
    ],
    ids=lambda request: request.operation,
)
async def test_what_is_not_repeatable_is_sent_once(loopback, connect, answer, failure, request_, no_waiting):
    loopback.answer = lambda _: answer(**failure)
    with pytest.raises((APIConnectionError, ServerError)) as caught:
        await connect().send(request_)
    assert len(loopback.requests) == 1
    assert getattr(caught.value, "sent", True)


async def test_maintenance_is_waited_out_even_by_an_enqueue(loopback, connect, answer, in_turn, no_waiting):
    loopback.answer = in_turn(answer.of(MAINTENANCE, 409), answer.of({"queue_id": "default"}))
    assert await connect().send(api.queue.enqueue_batch(queue_id="default", body={}).as_json()) == {
        "queue_id": "default"
    }
    loopback.answer = lambda _: answer.of({"detail": "already there"}, 409)
    with pytest.raises(ConflictError, match="already there"):
        await connect().send(api.queue.enqueue_batch(queue_id="default", body={}).as_json())
    assert len(loopback.requests) == 3


async def test_the_connection_of_an_internal_error_is_not_used_again(loopback, connect, answer, in_turn):
    loopback.answer = in_turn(answer(500, b"Internal Server Error", "text/plain", last=True), answer.of({"ok": True}))
    transport = connect()
    with pytest.raises(ServerError, match="Internal Server Error"):
        await transport.send(api.model_manager.get_model_image(key="k"))
    assert await transport.send(api.queue.enqueue_batch(queue_id="default", body={}).as_json()) == {"ok": True}
    assert loopback.connections == 2


# --- No answer ---------------------------------------------------------------------------------------------------


async def test_nothing_listening_is_said(unused_tcp_port, no_waiting):
    async with Transport(ClientOptions(url=f"http://127.0.0.1:{unused_tcp_port}")) as transport:
        with pytest.raises(APIConnectionError, match=rf"127.0.0.1:{unused_tcp_port}.*is InvokeAI running") as caught:
            await transport.send(api.app.app_version())
    assert caught.value.sent is False
    assert len(no_waiting) == 2


async def test_an_unknown_host_is_said():
    async with Transport(ClientOptions(url="http://no-such-host.invalid", retries=0)) as transport:
        with pytest.raises(APIConnectionError, match="no such host"):
            await transport.send(api.app.app_version())


@pytest.mark.parametrize("kind", [httpx.ReadError, httpx.ConnectError, httpx.RemoteProtocolError])
def test_a_lost_connection_always_has_a_reason(kind):
    error = connection_error(kind("", request=httpx.Request("GET", "http://h/")), method="GET", base_url="u", path="/p")
    assert kind.__name__ in str(error)


async def test_https_to_a_http_server_is_said(loopback):
    async with Transport(ClientOptions(url=loopback.url.replace("http", "https"), retries=0)) as transport:
        with pytest.raises(APIConnectionError, match=r"begin with http://"):
            await transport.send(api.app.app_version())


async def test_something_that_is_not_http_is_said(loopback):
    async def banner(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.0\r\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(banner, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Transport(ClientOptions(url=url, retries=0)) as transport:
            with pytest.raises(APIConnectionError, match="broke"):
                await transport.send(api.app.app_version())


async def test_a_slow_answer_ends_in_time(loopback, connect, answer):
    loopback.answer = lambda _: answer(delay=30)
    transport = connect(retries=0)
    with pytest.raises(APITimeoutError, match=r"nothing for 0.1 s") as caught:
        await transport.send(api.app.app_version(), timeout=0.1)
    assert isinstance(caught.value, TimeoutError)
    assert caught.value.sent is True
    with pytest.raises(APITimeoutError):
        await connect(retries=0, read_timeout=0.1).send(api.app.app_version())


async def test_a_body_cut_short_is_an_error(loopback, connect, answer):
    loopback.answer = lambda _: answer(200, b'{"ver', declared=100)
    with pytest.raises(APIConnectionError, match="broke"):
        await connect(retries=0).send(api.app.app_version())


# --- Lifecycle ---------------------------------------------------------------------------------------------------


async def test_a_closed_client_says_so(connect):
    transport = connect()
    await transport.aclose()
    await transport.aclose()
    with pytest.raises(ClientClosedError):
        await transport.send(api.app.app_version())
    with pytest.raises(ClientClosedError):
        await transport.__aenter__()


async def test_closing_ends_calls_on_their_way(loopback, connect, answer):
    arrived = asyncio.Event()

    def slow(_: object) -> object:
        arrived.set()
        return answer(delay=30)

    loopback.answer = slow
    transport = connect()
    call = asyncio.create_task(transport.send(api.app.app_version()))
    await arrived.wait()
    await transport.aclose()
    with pytest.raises(ClientClosedError):
        await asyncio.wait_for(call, 5)


def test_a_client_belongs_to_one_loop():
    transport = Transport(ClientOptions(url="http://127.0.0.1:9", retries=0))

    async def use() -> None:
        with pytest.raises(APIConnectionError):
            await transport.send(api.app.app_version())

    async def misuse() -> None:
        with pytest.raises(WrongLoopError, match="one client per loop"):
            await transport.send(api.app.app_version())
        with pytest.raises(WrongLoopError):
            await transport.aclose()

    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(use())
        second.run(misuse())
        first.run(transport.aclose())


async def test_a_client_of_ones_own_is_used_and_left_open(loopback, connect):
    async with httpx.AsyncClient(base_url="http://elsewhere.invalid", headers={"X-Mine": "1"}) as mine:
        transport = connect(http=mine, token="secret", headers={"X-Ours": "2"})
        await transport.send(api.app.app_version().as_json())
        await transport.aclose()
        assert not mine.is_closed
    headers = loopback.requests[0].headers
    assert (headers["x-mine"], headers["x-ours"], headers["authorization"]) == ("1", "2", "Bearer secret")


async def test_a_client_of_ones_own_that_was_closed_says_so(connect):
    mine = httpx.AsyncClient()
    await mine.aclose()
    with pytest.raises(ClientClosedError):
        await connect(http=mine).send(api.app.app_version().as_json())


async def test_many_calls_share_a_bounded_number_of_connections(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(VERSION)
    transport = connect()
    await asyncio.gather(*(transport.send(api.app.app_version().as_json()) for _ in range(300)))
    assert len(loopback.requests) == 300
    assert loopback.connections < 128  # 64 at a time, and some of them replaced


async def test_cookies_are_not_kept(loopback, connect, answer):
    loopback.answer = lambda _: answer.of(VERSION, Set_Cookie="who=alice; Path=/")
    transport = connect()
    await transport.send(api.app.app_version().as_json())
    await transport.send(api.app.app_version().as_json())
    assert "cookie" not in loopback.requests[1].headers


@pytest.mark.parametrize("native", [True, False])
async def test_a_call_canceled_at_any_moment_leaves_a_working_client(loopback, connect, answer, native):
    loopback.answer = lambda _: answer.of(VERSION)
    transport = connect()
    for moment in range(40):
        if native:
            call = asyncio.create_task(transport.send(api.app.app_version().as_json()))
            for _ in range(moment):
                await asyncio.sleep(0)
            call.cancel()
            await asyncio.wait([call])
        else:
            async with anyio.create_task_group() as group:
                group.start_soon(transport.send, api.app.app_version().as_json())
                for _ in range(moment):
                    await anyio.lowlevel.checkpoint()
                group.cancel_scope.cancel()
    assert await transport.send(api.app.app_version().as_json()) == VERSION


# --- Hostile answers ---------------------------------------------------------------------------------------------


async def test_a_body_that_decompresses_beyond_the_limit_is_refused(loopback, connect, answer):
    bomb = gzip.compress(b"[" + b" " * 5_000_000 + b"]")
    assert len(bomb) < 10_000
    loopback.answer = lambda _: answer(200, bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(UnexpectedResponseError, match=r"more than 1000000 bytes \(max_answer_bytes\)"):
        await connect(max_answer_bytes=1_000_000).send(api.app.app_version())
    assert (await connect().send(api.app.app_version().as_json())) == []


async def test_only_the_beginning_of_an_error_is_read(loopback, connect, answer):
    loopback.answer = lambda _: answer(404, b"x" * 5_000_000, "text/plain")
    with pytest.raises(NotFoundError) as caught:
        await connect().send(api.app.app_version())
    assert len(caught.value.body) == 65_536


async def test_a_file_beyond_the_limit_is_not_kept(loopback, connect, answer, tmp_path):
    loopback.answer = lambda _: answer(200, b"x" * 2_000, "image/png")
    with pytest.raises(UnexpectedResponseError, match="more than 1999 bytes"):
        await connect(max_download_bytes=1_999).download(api.images.get_image_full(image_name="n"), tmp_path / "a.png")
    assert not list(tmp_path.iterdir())


async def test_a_call_has_a_deadline_however_the_answer_drips(loopback, connect):
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.01)

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Transport(ClientOptions(url=url, call_timeout=0.3)) as transport:
            with pytest.raises(APITimeoutError, match=r"not completed within 0\.3 s") as caught:
                await transport.send(api.app.app_version())
    assert caught.value.sent


async def test_an_outer_timeout_stays_a_timeout_of_the_caller(loopback, connect, answer):
    loopback.answer = lambda _: answer(delay=30)
    with pytest.raises(TimeoutError) as caught:
        async with asyncio.timeout(0.05):
            await connect().send(api.app.app_version())
    assert not isinstance(caught.value, APITimeoutError)


@pytest.mark.parametrize(
    "reply",
    [
        Answer(body=b"null"),
        Answer(body=b'{"version": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Answer(body=b'{"version":' + b"1" * 5_000 + b"}"),
        Answer(500, b'{"detail": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Answer(404, b'{"detail": ' + b"9" * 5_000 + b"}"),
        Answer(400, b"\xff\xfe", "application/json; charset=utf-16"),
        Answer(500, b"x", "text/plain; charset=no-such-charset"),
        Answer(503, b"{}", headers={"Retry-After": "Fri, 31 Dec 99999999999 23:59:59 GMT"}),
        Answer(503, b"{}", headers={"Retry-After": "9" * 400}),
        Answer(204, b"", ""),
        Answer(body=b"[]", headers={"X-Refreshed-Token": "two words"}),
    ],
    ids=lambda reply: f"{reply.status}-{reply.body[:14]!r}",
)
async def test_whatever_a_server_answers_is_an_error_of_the_sdk(loopback, connect, reply):
    loopback.answer = lambda _: reply
    with pytest.raises(APIError):
        await connect(token="secret", retries=0).send(api.app.app_version())


async def test_a_text_in_an_unknown_charset_is_read_as_utf_8(loopback, connect, answer):
    loopback.answer = lambda _: answer(200, "ü,1".encode(), "text/csv; charset=no-such-charset")
    assert await connect().send(api.style_presets.export_style_presets()) == "ü,1"
