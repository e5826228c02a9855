"""Sources of uploads: every form becomes a file for a request, is hashed once, and is not read into memory."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import tempfile
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from invokeai_sdk.errors import NotRegularFileError
from invokeai_sdk.media.source import open_source, to_file
from tests.cancellation import run_cancelled_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(1000)
DIGEST = hashlib.sha256(PNG).hexdigest()


async def chunks(content: bytes, size: int = 7) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


class Pipe(io.RawIOBase):
    """A file that can be read only once."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def read(self, size: int = -1) -> bytes:
        end = len(self._rest) if size < 0 else size
        read, self._rest = self._rest[:end], self._rest[end:]
        return read

    def seekable(self) -> bool:
        return False


def sources(tmp_path: Path) -> dict[str, object]:
    path = tmp_path / "fox.png"
    path.write_bytes(PNG)
    after_header = io.BytesIO(b"header" + PNG)
    after_header.seek(6)
    return {
        "path": path,
        "text": str(path),
        "bytes": PNG,
        "bytearray": bytearray(PNG),
        "memoryview": memoryview(PNG),
        "file in memory": io.BytesIO(PNG),
        "file from its position": after_header,
        "pipe": Pipe(PNG),
        "async iterator": chunks(PNG),
    }


async def test_every_form_has_the_same_content_type_and_digest(tmp_path):
    for form, source in sources(tmp_path).items():
        async with open_source(source) as hashed:
            assert hashed.digest == DIGEST, form
            assert hashed.file.content_type == "image/png", form
            content = hashed.file.content
            for _ in range(2):  # a request may be sent again
                if hasattr(content, "read"):
                    content.seek(0)
                    read = content.read()
                else:
                    read = content if isinstance(content, bytes) else content.read_bytes()
                assert read == PNG, form


async def test_an_open_file_stays_open_and_a_copy_does_not(tmp_path):
    with (tmp_path / "fox.png").open("wb+") as file:
        file.write(PNG)
        file.seek(0)
        async with open_source(file) as hashed:
            assert hashed.file.content is file
            assert hashed.file.filename == "fox.png"
        assert not file.closed
    async with open_source(chunks(PNG)) as hashed:
        spool = hashed.file.content
    assert spool.closed


async def test_a_pillow_image_is_encoded_as_png():
    file = await to_file(Image.new("RGB", (3, 2), "red"))
    assert file.content_type == "image/png"
    assert Image.open(io.BytesIO(file.content)).size == (3, 2)


async def test_a_copy_is_closed_when_cancelled_at_any_await(monkeypatch):
    copies = []

    def make_copy():
        copies.append(temporary_file())
        return copies[-1]

    temporary_file = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", make_copy)

    async def read() -> None:
        async with open_source(chunks(PNG, 300)):
            pass

    number, cancelled = 0, True
    while cancelled:
        number += 1
        cancelled = await run_cancelled_at(number, read())
        assert all(copy.closed for copy in copies), f"cancelled at await {number}"
    assert number > 4


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"\xff\xd8\xff\xe0", "x", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "x.png", "image/webp"),
        (b"GIF89a", None, "image/gif"),
        (b"unknown", "x.avif", "image/avif"),
        (b"unknown", "x.txt", "image/png"),
        (b"", None, "image/png"),
    ],
)
async def test_the_media_type_follows_from_the_content_then_from_the_name(head, name, media_type):
    assert (await to_file(head, name)).content_type == media_type
    assert (await to_file(io.BytesIO(head), name)).content_type == media_type
    file = await to_file(chunks(head, 2), name)
    assert file.content_type == media_type
    assert b"".join([chunk async for chunk in file.content]) == head


async def test_what_is_no_binary_content_is_refused(tmp_path):
    with pytest.raises(TypeError, match="cannot upload int: give a path"):
        await to_file(5)
    with pytest.raises(TypeError, match="opened as text"):
        await to_file(io.StringIO("text"))
    with pytest.raises(FileNotFoundError):
        await to_file(tmp_path / "none.png")


async def test_only_regular_files_are_read_by_path(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    sockets = socket.socket(socket.AF_UNIX)
    sockets.bind(str(tmp_path / "socket"))
    sockets.close()
    for name, kind in {"pipe": "a named pipe", "link": "a device", "socket": "a socket", ".": "a folder"}.items():
        for source in (tmp_path / name, str(tmp_path / name)):
            with pytest.raises(NotRegularFileError, match=f"is {kind}, not a regular file") as caught:
                await to_file(source)
            assert caught.value.path == tmp_path / name
            assert isinstance(caught.value, IsADirectoryError) == (name == ".")
            with pytest.raises(NotRegularFileError):
                async with open_source(source):
                    pass
    (tmp_path / "file").write_bytes(PNG)
    (tmp_path / "link to file").symlink_to(tmp_path / "file")
    async with open_source(tmp_path / "link to file") as hashed:
        assert hashed.digest == DIGEST


async def test_an_open_pipe_is_read(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, PNG)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        async with open_source(file) as hashed:
            assert hashed.digest == DIGEST


async def test_a_large_source_is_not_read_into_memory(tmp_path):
    size, chunk = 64 << 20, bytes(1 << 20)

    async def large() -> AsyncIterator[bytes]:
        for _ in range(size // len(chunk)):
            yield chunk

    path = tmp_path / "large.mp4"
    with path.open("wb") as file:
        file.truncate(size)
    tracemalloc.start()
    try:
        for source in (large(), path):
            async with open_source(source) as hashed:
                content = hashed.file.content
                length = content.stat().st_size if source is path else os.fstat(content.fileno()).st_size
                assert length == size
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()
