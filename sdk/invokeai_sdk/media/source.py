"""Media sources: the forms in which a file to upload can be given, turned into a `File` for a request."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import os
import sys
import tempfile
from collections.abc import AsyncIterable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, TypeAlias, Union, cast

from attrs import evolve, frozen

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._files import open_regular
from invokeai_sdk._request import File

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from PIL.Image import Image

MediaSource: TypeAlias = Union[
    Path, str, os.PathLike[str], bytes, bytearray, memoryview, BinaryIO, AsyncIterable[bytes], "Image"
]
"""A file to upload: a path, bytes, a file opened in binary mode, an async iterator of bytes, or a Pillow image.

An open file is read from its current position, and stays open. A Pillow image is encoded as PNG.
"""

_CHUNK_SIZE: Final = 1 << 20
_SIGNATURE_SIZE: Final = 16
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_DEFAULT_NAME: Final = "image"
_DEFAULT_TYPE: Final = "image/png"


@frozen
class HashedFile:
    """A file for a request, and the hash of its content.

    Attributes:
        file: the file; its content can be read repeatedly.
        digest: the SHA-256 of the content, in hexadecimal.
    """

    file: File
    digest: str


async def to_file(source: MediaSource, filename: str | None = None) -> File:
    """Return a source as a file for the form of a request. At most the first bytes of a file are read.

    Args:
        source: the source. The file can be sent once if the source is an async iterator.
        filename: the file name to send, instead of the name of the source.

    Returns:
        The file. Its media type follows from the first bytes, otherwise from the name, and is an image type: the server
        checks the content itself.

    Raises:
        OSError: a path or open file cannot be read.
        NotRegularFileError: a path is that of a folder, a device, a named pipe or a socket; an open file may be any.
        TypeError: the source is none of the supported forms, or a file opened in text mode.
    """
    name = filename or find_name(source)
    content = await _to_content(source)
    if isinstance(content, bytes):
        head = content[:_SIGNATURE_SIZE]
    elif isinstance(content, Path):
        head = await run_in_thread(_read_head, content)
    elif isinstance(content, AsyncIterable):
        content = _Peeked(content)
        head = await content.peek(_SIGNATURE_SIZE)
    else:
        head = await run_in_thread(_peek, content)
    return File(content, name or _DEFAULT_NAME, _detect_type(head, name))


@asynccontextmanager
async def open_source(source: MediaSource, filename: str | None = None) -> AsyncIterator[HashedFile]:
    """Hash a source, and keep its content readable until the block ends.

    A path and an open file are hashed piece by piece, and read again when they are sent. Content that can be read only
    once is copied to a temporary file while it is hashed. Nothing is read into memory as a whole.

    Args:
        source: the source.
        filename: the file name to send, instead of the name of the source.

    Raises:
        OSError: a path or open file cannot be read.
        NotRegularFileError: a path is that of a folder, a device, a named pipe or a socket; an open file may be any.
        TypeError: the source is none of the supported forms, or a file opened in text mode.
    """
    file = await to_file(source, filename)
    content = file.content
    if isinstance(content, bytes):
        yield HashedFile(file, await run_in_thread(lambda: hashlib.sha256(content).hexdigest()))
    elif isinstance(content, Path):
        yield HashedFile(file, await run_in_thread(_hash_path, content))
    elif isinstance(content, AsyncIterable):
        with ExitStack() as stack:  # entered in the thread, so that a cancellation meanwhile leaves no open file
            spool = await run_in_thread(lambda: stack.enter_context(tempfile.TemporaryFile()))
            yield HashedFile(evolve(file, content=cast("BinaryIO", spool)), await _copy_and_hash(content, spool))
    else:
        yield HashedFile(file, await run_in_thread(_hash_file, content))


def find_name(source: MediaSource) -> str:
    """Return the file name of a path, open file or Pillow image; an empty string without a name."""
    if isinstance(source, (str, os.PathLike)):
        return Path(source).name
    name = getattr(source, "name", None) or getattr(source, "filename", None)
    return Path(name).name if isinstance(name, str) else ""


async def _to_content(source: MediaSource) -> bytes | Path | BinaryIO | AsyncIterable[bytes]:
    if isinstance(source, (str, os.PathLike)):
        return Path(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    pillow = sys.modules.get("PIL.Image")  # a caller with a Pillow image has imported Pillow; the SDK need not
    if pillow is not None and isinstance(source, pillow.Image):
        return await run_in_thread(_encode_png, source)
    if isinstance(source, AsyncIterable):
        return source
    if isinstance(source, io.TextIOBase):
        raise TypeError("cannot upload a file opened as text; open the file with 'rb'")
    if not callable(getattr(source, "read", None)):
        raise TypeError(
            f"cannot upload {type(source).__name__}: give a path, bytes, a file opened with 'rb', a Pillow image or an "
            "async iterator of bytes"
        )
    file = cast("BinaryIO", source)
    return file if await run_in_thread(_is_at_start, file) else _read_rest(file)


def _is_at_start(file: BinaryIO) -> bool:
    """Return whether an open file can be read repeatedly, as requests do: from its start."""
    seekable: Callable[[], bool] | None = getattr(file, "seekable", None)
    return seekable is not None and seekable() and file.tell() == 0


async def _read_rest(file: BinaryIO) -> AsyncIterator[bytes]:
    while chunk := await run_in_thread(file.read, _CHUNK_SIZE):
        yield chunk


class _Peeked:
    """An async iterator of bytes whose first bytes can be read in advance."""

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self._chunks = aiter(chunks)
        self._head = b""

    async def peek(self, size: int) -> bytes:
        """Return the first bytes: at least `size`, if there are as many."""
        while len(self._head) < size:
            try:
                self._head += bytes(await anext(self._chunks))
            except StopAsyncIteration:
                break
        return self._head

    def __aiter__(self) -> _Peeked:
        return self

    async def __anext__(self) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        return bytes(await anext(self._chunks))


def _read_head(path: Path) -> bytes:
    with open_regular(path) as file:
        return file.read(_SIGNATURE_SIZE)


def _peek(file: BinaryIO) -> bytes:
    head = file.read(_SIGNATURE_SIZE)
    if not isinstance(head, bytes):
        raise TypeError("cannot upload a file opened as text; open the file with 'rb'")
    file.seek(0)
    return head


def _hash_path(path: Path) -> str:
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_file(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK_SIZE):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


async def _copy_and_hash(chunks: AsyncIterable[bytes], spool: IO[bytes]) -> str:
    digest = hashlib.sha256()

    def copy(chunk: bytes) -> None:
        digest.update(chunk)
        spool.write(chunk)

    async for chunk in chunks:
        await run_in_thread(copy, chunk)
    await run_in_thread(lambda: (spool.flush(), spool.seek(0)))
    return digest.hexdigest()


def _encode_png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def _detect_type(head: bytes, filename: str) -> str:
    """Return the media type of an image by its first bytes, otherwise by its name, otherwise that of PNG."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    guessed = mimetypes.guess_type(filename)[0] or ""
    return guessed if guessed.startswith("image/") else _DEFAULT_TYPE
