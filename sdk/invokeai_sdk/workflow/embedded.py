"""What InvokeAI writes into the PNGs it saves (`invokeai/app/services/image_files/image_files_disk.py`)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from attrs import frozen

from invokeai_sdk.errors import MissingExtraError, WorkflowFormatError

if TYPE_CHECKING:
    from pathlib import Path


@frozen
class EmbeddedTexts:
    """The JSON texts in a PNG's text chunks, each `None` if it is not there.

    Attributes:
        workflow: the workflow, as it was enqueued (`invokeai_workflow`).
        graph: the graph that ran (`invokeai_graph`).
        metadata: the generation metadata (`invokeai_metadata`).
    """

    workflow: str | None
    graph: str | None
    metadata: str | None


def read_embedded(image: str | Path | bytes) -> EmbeddedTexts:
    """Read the texts InvokeAI embedded in an image; the pixels are not decoded.

    Args:
        image: a path, or the bytes of the file.

    Raises:
        MissingExtraError: Pillow is not installed.
        WorkflowFormatError: the file cannot be read or is not an image.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - optional dependency, loaded when used
    except ImportError as error:
        raise MissingExtraError("reading a workflow out of an image", extra="images") from error
    source = io.BytesIO(image) if isinstance(image, (bytes, bytearray)) else image
    name = "the bytes" if isinstance(image, (bytes, bytearray)) else str(image)
    try:
        with Image.open(source) as opened:
            chunks = opened.info
    except (OSError, ValueError, SyntaxError) as error:
        raise WorkflowFormatError(f"{name}: not an image that can be read: {error}") from error

    def text(key: str) -> str | None:
        value = chunks.get(key)
        return value if isinstance(value, str) else None

    return EmbeddedTexts(text("invokeai_workflow"), text("invokeai_graph"), text("invokeai_metadata"))
