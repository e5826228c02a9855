"""Texts that InvokeAI embeds in the PNGs it saves (`invokeai/app/services/image_files/image_files_disk.py`)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from attrs import frozen

from invokeai_sdk._files import open_regular
from invokeai_sdk.errors import MissingExtraError, NotRegularFileError, WorkflowFormatError

if TYPE_CHECKING:
    from pathlib import Path


@frozen
class PngTexts:
    """The JSON texts in a PNG's text chunks, each `None` if the PNG has no such chunk.

    Attributes:
        workflow: the workflow that was enqueued (`invokeai_workflow`).
        graph: the graph that ran (`invokeai_graph`).
        metadata: the generation metadata (`invokeai_metadata`).
    """

    workflow: str | None
    graph: str | None
    metadata: str | None


def read_png_texts(image: str | Path | bytes) -> PngTexts:
    """Read the texts that InvokeAI embedded in an image, without decoding its pixels.

    Args:
        image: a path, or the bytes of the file.

    Raises:
        MissingExtraError: Pillow is not installed.
        WorkflowFormatError: the file cannot be read or is not an image.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("reading a workflow out of an image", extra="images") from error
    name = "image bytes" if isinstance(image, (bytes, bytearray)) else str(image)
    try:
        source = io.BytesIO(image) if isinstance(image, (bytes, bytearray)) else open_regular(image)
        with source, Image.open(source) as opened:
            chunks = opened.info
    except NotRegularFileError as error:
        raise WorkflowFormatError(str(error)) from error
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises many kinds of errors for damaged files
        raise WorkflowFormatError(f"{name}: cannot read the image: {error}") from error

    def get_text(key: str) -> str | None:
        value = chunks.get(key)
        return value if isinstance(value, str) else None

    return PngTexts(get_text("invokeai_workflow"), get_text("invokeai_graph"), get_text("invokeai_metadata"))
