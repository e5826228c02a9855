"""Forms as they arrive: exactly the given parts, and the boundary that httpx chooses."""

from __future__ import annotations

import asyncio
import io
import os
from email import message_from_bytes
from io import BytesIO
from pathlib import Path

import pytest
from invokeai_api import api

from invokeai_sdk._request import File
from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import UnsupportedMediaTypeError

DATA = os.urandom(300_000)
DTO = {"image_name": "n"}


def parts_of(request) -> dict[str, tuple[str | None, str, bytes]]:
    """Return each part's file name, media type and content."""
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    found = {}
    for part in message_from_bytes(head + request.body).get_payload():
        name = part.get_param("name", header="content-disposition")
        found[name] = (part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
    return found


async def pieces(data: bytes):
    for start in range(0, len(data), 70_000):
        await asyncio.sleep(0)
        yield data[start : start + 70_000]


@pytest.fixture(params=["bytes", "path", "file", "iterator", "pipe"])
def source(request, tmp_path):
    path = tmp_path / "x.png"
    path.write_bytes(DATA)
    if request.param == "file":
        with path.open("rb") as file:
            yield file
    elif request.param == "pipe":

        class Pipe(io.RawIOBase):
            def __init__(self):
                self.inner = BytesIO(DATA)

            def readable(self):
                return True

            def readinto(self, buffer):
                return self.inner.readinto(buffer)

        with io.BufferedReader(Pipe()) as file:
            yield file
    else:
        yield {"bytes": DATA, "path": path, "iterator": pieces(DATA)}[request.param]


async def upload(transport, source, filename="x.png", **texts):
    body = {"file": File(source, filename, "image/png"), **texts}
    request = api.images.upload_image(image_category="user", is_intermediate=True, body=body)
    return await transport.send(request.as_json())


async def test_whatever_can_be_read_can_be_sent(loopback, connect, answer, source):
    loopback.answer = lambda _: answer.of({"detail": "Not an image"}, 415)
    with pytest.raises(UnsupportedMediaTypeError, match="Not an image"):
        await upload(connect(), source, metadata='{"a": 1}', resize_to=UNSET)
    (request,) = loopback.requests
    assert "+++" not in request.headers["content-type"]
    assert request.query == {"image_category": ["user"], "is_intermediate": ["true"], "crop_visible": ["false"]}
    assert parts_of(request) == {"file": ("x.png", "image/png", DATA), "metadata": (None, "text/plain", b'{"a": 1}')}


async def test_a_form_that_must_be_sent_again_is_whole(loopback, connect, answer, in_turn, source, no_waiting):
    busy = answer.of({"detail": "Image storage maintenance is active"}, 409)
    loopback.answer = in_turn(busy, answer.of({"detail": "no"}, 415))
    with pytest.raises(UnsupportedMediaTypeError):
        await upload(connect(), source)
    assert [parts_of(r)["file"][2] == DATA for r in loopback.requests] == [True, True]


async def test_a_form_without_a_file(loopback, connect, answer):
    loopback.answer = lambda _: answer.of({"detail": "no"}, 415)
    with pytest.raises(UnsupportedMediaTypeError):
        await connect().send(api.style_presets.create_style_preset(body={"data": "{}"}))
    assert parts_of(loopback.requests[0]) == {"data": (None, "text/plain", b"{}")}


async def test_a_name_cannot_break_out_of_its_part(loopback, connect, answer):
    loopback.answer = lambda _: answer.of({"detail": "no"}, 415)
    with pytest.raises(UnsupportedMediaTypeError):
        await upload(connect(), b"x", filename='a"\r\nX-Injected: 1\r\n.png')
    assert b"\r\nX-Injected" not in loopback.requests[0].body


async def test_what_cannot_be_read_is_not_sent(loopback, connect, tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        await upload(connect(), tmp_path / "missing.png")
    with (tmp_path / "text").open("w") as file, pytest.raises(TypeError, match="binary"):
        await upload(connect(), file)
    assert not loopback.requests


async def test_reading_a_slow_file_does_not_hold_up_the_loop(loopback, connect, answer):
    loopback.answer = lambda _: answer.of({"detail": "no"}, 415)
    first, second = os.pipe()
    with os.fdopen(first, "rb") as file:
        sending = asyncio.create_task(upload(connect(), file))
        for _ in range(20):
            await asyncio.sleep(0.01)  # would never come back if the read were on the loop
        assert not sending.done()
        os.write(second, DATA[:1000])
        os.close(second)
        with pytest.raises(UnsupportedMediaTypeError):
            await sending
    assert parts_of(loopback.requests[0])["file"][2] == DATA[:1000]


@pytest.mark.parametrize("moment", range(0, 40, 2))
async def test_an_upload_canceled_at_any_moment_leaves_nothing_open(loopback, connect, answer, tmp_path, moment):
    loopback.answer = lambda _: answer.of(DTO, 201)
    path = tmp_path / "x.png"
    path.write_bytes(DATA)
    task = asyncio.create_task(upload(connect(), path))
    for _ in range(moment):
        await asyncio.sleep(0.0002 * (moment % 6))
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled() or task.exception() is None
    assert path not in [link.resolve() for link in Path("/proc/self/fd").iterdir()]  # noqa: ASYNC240
