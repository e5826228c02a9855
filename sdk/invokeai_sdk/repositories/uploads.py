"""What an image to upload can come as, and what it comes down to: bytes or a file, and a hash of its content."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import sys
from collections.abc import AsyncIterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, Union

import anyio.to_thread
from attrs import frozen

if TYPE_CHECKING:
    from PIL.Image import Image

ImageSource: TypeAlias = Union[Path, str, bytes, bytearray, memoryview, BinaryIO, AsyncIterable[bytes], "Image"]
"""A path (also as a string), bytes, an open binary file, a Pillow image, or an async iterator of bytes."""

_CHUNK: Final = 1 << 20
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)


@frozen
class Upload:
    """An image ready to be sent.

    Attributes:
        file: its bytes, or the file that holds them.
        digest: the SHA-256 of its content, in hexadecimal.
        filename: what to call it; the server keeps no name of ours.
        content_type: its media type. The server refuses what is not `image/…`, then looks at the content itself.
    """

    file: bytes | Path
    digest: str
    filename: str
    content_type: str


async def prepare(source: ImageSource, filename: str | None = None) -> Upload:
    """Read and hash an image, in a worker thread where that blocks.

    Args:
        source: where it comes from. A file or an iterator is read to its end; a path is only hashed, and read again
            when it is sent. A Pillow image is saved as PNG.
        filename: what to call it, instead of its own name.

    Raises:
        OSError: a path or file that cannot be read.
        TypeError: nothing that holds an image.
    """
    if isinstance(source, (str, Path)):
        path = Path(source)
        digest, head = await anyio.to_thread.run_sync(_hash_file, path)
        return Upload(path, digest, filename or path.name, _content_type(filename or path.name, head))
    data = await _read(source)
    digest = await anyio.to_thread.run_sync(lambda: hashlib.sha256(data).hexdigest())
    name = filename or _own_name(source)
    return Upload(data, digest, name or "image", _content_type(name, data))


async def _read(source: bytes | bytearray | memoryview | BinaryIO | AsyncIterable[bytes] | Image) -> bytes:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    pillow = sys.modules.get("PIL.Image")  # whoever has a Pillow image has imported Pillow; the SDK need not
    if pillow is not None and isinstance(source, pillow.Image):
        return await anyio.to_thread.run_sync(_as_png, source)
    if isinstance(source, AsyncIterable):
        return b"".join([bytes(chunk) async for chunk in source])
    read = getattr(source, "read", None)
    data = await anyio.to_thread.run_sync(read) if callable(read) else None
    if not isinstance(data, bytes):
        kind = "a file opened as text" if isinstance(data, str) else type(source).__name__
        raise TypeError(
            f"cannot upload {kind}: give a path, bytes, a file opened with 'rb', a Pillow image or an async iterator"
        )
    return data


def _hash_file(path: Path) -> tuple[str, bytes]:
    digest = hashlib.sha256()
    head = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            head = head or chunk[:16]
            digest.update(chunk)
    return digest.hexdigest(), head


def _as_png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def _own_name(source: object) -> str:
    name = getattr(source, "name", None) or getattr(source, "filename", None)
    return Path(name).name if isinstance(name, str) else ""


def _content_type(filename: str, content: bytes) -> str:
    """Return the media type by the content, else by the name, else PNG: the server has the last word anyway."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return f"image/{kind}"
    guessed = mimetypes.guess_type(filename)[0] or ""
    return guessed if guessed.startswith("image/") else "image/png"
