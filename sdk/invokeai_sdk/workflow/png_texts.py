"""Texts that InvokeAI embeds in the PNGs it saves (`invokeai/app/services/image_files/image_files_disk.py`).

Only the chunks of a PNG are read, not its pixels, so that neither Pillow is needed nor a large image is decoded.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final

from attrs import frozen

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.regular_files import MAX_DOCUMENT_SIZE, open_regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
"""The first bytes of every PNG."""

_WORKFLOW: Final = "invokeai_workflow"
_GRAPH: Final = "invokeai_graph"
_METADATA: Final = "invokeai_metadata"
_TEXT_CHUNKS: Final = (b"tEXt", b"zTXt", b"iTXt")
_MAX_CHUNKS: Final = 1_000_000

_OTHER_PROGRAMS: Final[Mapping[str, str]] = {
    "prompt": "ComfyUI",
    "workflow": "ComfyUI",
    "parameters": "the Stable Diffusion web UI",
    "sd-metadata": "InvokeAI 2 or older, which had no workflows",
    "Dream": "InvokeAI 2 or older, which had no workflows",
}
"""Keywords of texts that other programs write, each with the program."""


@frozen
class PngTexts:
    """The JSON texts in a PNG's text chunks, each `None` if the PNG has no such chunk.

    Attributes:
        workflow: the workflow that was enqueued (`invokeai_workflow`).
        graph: the graph that ran (`invokeai_graph`).
        metadata: the generation metadata (`invokeai_metadata`).
        program: the program that wrote other texts into the PNG, as far as known.
    """

    workflow: str | None = None
    graph: str | None = None
    metadata: str | None = None
    program: str | None = None


def read_png_texts(image: str | Path | bytes) -> PngTexts:
    """Read the texts that InvokeAI embedded in an image. A PNG that ends early is read as far as possible.

    Args:
        image: a path, or the bytes of the file.

    Raises:
        WorkflowFormatError: the file cannot be read, is not a PNG, or is damaged.
    """
    if isinstance(image, bytes | bytearray | memoryview):
        return _read_texts(io.BytesIO(image), "image bytes")
    with open_regular_file(image) as file:
        return _read_texts(file, str(image))


def _read_texts(file: BinaryIO, name: str) -> PngTexts:
    if file.read(len(SIGNATURE)) != SIGNATURE:
        raise WorkflowFormatError(f"{name}: not a PNG; InvokeAI embeds workflows in PNGs only", code="not_a_png")
    texts: dict[str, str] = {}
    program: str | None = None
    for kind, data, is_intact in _iterate_text_chunks(file, name):
        keyword, _, rest = data.partition(b"\0")
        key = keyword.decode("latin-1")
        if key in (_WORKFLOW, _GRAPH, _METADATA):
            if not is_intact:
                raise _make_damage_error(name, f"the checksum of {key} is wrong")
            texts[key] = _decode_text(kind, rest, name, key)
        else:
            program = program or _OTHER_PROGRAMS.get(key)
    return PngTexts(texts.get(_WORKFLOW), texts.get(_GRAPH), texts.get(_METADATA), program)


def _iterate_text_chunks(file: BinaryIO, name: str) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yield the type and the data of each text chunk, and whether its checksum is right."""
    for _ in range(_MAX_CHUNKS):
        header = file.read(8)
        if len(header) < 8 or header[4:] == b"IEND":  # noqa: PLR2004 - four bytes of length, four of type
            return
        length, kind = int.from_bytes(header[:4], "big"), header[4:]
        if kind not in _TEXT_CHUNKS:
            file.seek(length + 4, io.SEEK_CUR)
            continue
        if length > MAX_DOCUMENT_SIZE:
            raise _make_damage_error(name, f"a text has {length} bytes")
        data, checksum = file.read(length), file.read(4)
        if len(checksum) < 4:  # noqa: PLR2004 - 32 bits
            return
        yield kind, data, zlib.crc32(kind + data) == int.from_bytes(checksum, "big")


def _decode_text(kind: bytes, data: bytes, name: str, key: str) -> str:
    """Decode the part of a text chunk that follows the keyword."""
    try:
        if kind == b"tEXt":
            return data.decode("latin-1")
        if kind == b"zTXt":
            return _decompress(data[1:], name, key).decode("latin-1")
        is_compressed, rest = data[:1] == b"\1", data[2:]
        text = rest.split(b"\0", 2)[2]  # after the language and the translated keyword
        return (_decompress(text, name, key) if is_compressed else text).decode()
    except (zlib.error, UnicodeDecodeError, IndexError) as error:
        raise _make_damage_error(name, f"{key} cannot be decoded: {error}") from error


def _decompress(data: bytes, name: str, key: str) -> bytes:
    decompressor = zlib.decompressobj()
    text = decompressor.decompress(data, MAX_DOCUMENT_SIZE + 1)
    if len(text) > MAX_DOCUMENT_SIZE:
        raise _make_damage_error(name, f"{key} has more than {MAX_DOCUMENT_SIZE // 2**20} MiB")
    return text


def _make_damage_error(name: str, reason: str) -> WorkflowFormatError:
    return WorkflowFormatError(f"{name}: the PNG is damaged: {reason}", code="damaged_png")
