"""Looking at results: with Pillow, which is an extra (`images`)."""

from __future__ import annotations

import io
from math import ceil, sqrt
from typing import TYPE_CHECKING

import anyio.to_thread

from invokeai_sdk.errors import MissingExtraError
from invokeai_sdk.jobs.abreast import abreast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from invokeai_sdk.jobs.images import ImageHandle

_AT_ONCE = 4


def open_image(content: bytes, feature: str) -> Image:
    """Return an image file as Pillow's image, decoded.

    Args:
        content: the file.
        feature: what needs it, for the error.

    Raises:
        MissingExtraError: Pillow is not installed.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtraError(feature, extra="images") from error
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


async def contact_sheet(images: Sequence[ImageHandle], *, columns: int | None = None, size: int = 256) -> Image:
    """Return one picture of many: the server's thumbnails in a grid, in order, row by row.

    Args:
        images: which; at least one.
        columns: how many beside each other; left out, as many as make the sheet about square.
        size: pixels of a cell's side.

    Raises:
        ValueError: there are no images, or no columns.
        MissingExtraError: Pillow is not installed.
        APIError: an image cannot be fetched.
    """
    if not images:
        raise ValueError("a contact sheet needs at least one image")
    wide = ceil(sqrt(len(images))) if columns is None else columns
    if wide < 1:
        raise ValueError(f"a contact sheet needs at least one column, not {columns}")
    contents = await abreast(lambda image: image.thumbnail(), images, at_once=_AT_ONCE)
    return await anyio.to_thread.run_sync(_drawn, contents, wide, size)


def _drawn(contents: list[bytes], columns: int, size: int) -> Image:
    thumbnails = [open_image(content, "a contact sheet") for content in contents]
    from PIL import Image  # noqa: PLC0415 - an extra, which is there

    sheet = Image.new("RGB", (columns * size, ceil(len(thumbnails) / columns) * size), "white")
    for index, thumbnail in enumerate(thumbnails):
        thumbnail.thumbnail((size, size))
        row, column = divmod(index, columns)
        left = column * size + (size - thumbnail.width) // 2
        sheet.paste(thumbnail.convert("RGB"), (left, row * size + (size - thumbnail.height) // 2))
    return sheet
