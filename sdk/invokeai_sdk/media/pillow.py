"""Pillow images from image files; Pillow is an extra (`images`)."""

from __future__ import annotations

import io
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from invokeai_sdk._concurrency import map_concurrently, run_in_thread
from invokeai_sdk.errors import MediaError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from invokeai_sdk.media.image import ImageHandle

_CONCURRENT_THUMBNAILS: Final = 4

_MAX_THUMBNAIL_PIXELS: Final = 1 << 22
"""Far more than the 256 * 256 pixels of the server's thumbnails."""


def open_image(content: bytes, feature: str, *, max_pixels: int | None = None) -> Image:
    """Decode an image file, and return it as a Pillow image.

    Args:
        content: the file.
        feature: the feature that needs Pillow, for the error message.
        max_pixels: the limit for width times height; None for Pillow's own limit.

    Raises:
        MissingExtraError: Pillow is not installed.
        MediaError: the file is damaged, not an image, or too large to decode.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingExtraError(feature, extra="images") from error
    try:
        image = Image.open(io.BytesIO(content))
        if max_pixels is None or image.width * image.height <= max_pixels:
            image.load()
            return image
    except Exception as error:  # Pillow raises errors of many kinds for damaged files
        raise MediaError(f"the image cannot be decoded: {error}") from error
    raise MediaError(f"the image has {image.width} by {image.height} pixels, more than {max_pixels} in total")


def shrink_image(content: bytes, size: int = 512) -> bytes | None:
    """Return a smaller copy of an image as WebP; `None` without Pillow, or if the file cannot be decoded.

    Args:
        content: the file.
        size: the longest side of the copy in pixels.
    """
    try:
        image: Image = open_image(content, "a thumbnail")
        image.thumbnail((size, size))
        buffer = io.BytesIO()
        image.save(buffer, format="WEBP")
    except (MissingExtraError, MediaError):
        return None
    except (OSError, ValueError):  # a mode that cannot be WebP, or a Pillow without WebP
        return None
    return buffer.getvalue()


async def make_contact_sheet(images: Sequence[ImageHandle], *, columns: int | None = None, size: int = 256) -> Image:
    """Return one picture of many images: the server's thumbnails in a grid, in order, row by row.

    Args:
        images: the images; at least one.
        columns: the number of columns; None makes the grid about square.
        size: the side of a grid cell in pixels.

    Raises:
        ValueError: there are no images, or `columns` is less than 1.
        MissingExtraError: Pillow is not installed.
        MediaError: a thumbnail is damaged.
        APIError: a thumbnail cannot be downloaded.
    """
    if not images:
        raise ValueError("a contact sheet needs at least one image")
    width = ceil(sqrt(len(images))) if columns is None else columns
    if width < 1:
        raise ValueError(f"a contact sheet needs at least one column, not {columns}")
    contents = await map_concurrently(lambda image: image.thumbnail(), images, limit=_CONCURRENT_THUMBNAILS)
    return await run_in_thread(_draw_grid, contents, width, size)


def _draw_grid(contents: list[bytes], columns: int, size: int) -> Image:
    thumbnails = [open_image(content, "a contact sheet", max_pixels=_MAX_THUMBNAIL_PIXELS) for content in contents]
    from PIL import Image  # noqa: PLC0415 - an extra, which `open_image` has found

    sheet = Image.new("RGB", (columns * size, ceil(len(thumbnails) / columns) * size), "white")
    for index, thumbnail in enumerate(thumbnails):
        thumbnail.thumbnail((size, size))
        row, column = divmod(index, columns)
        left = column * size + (size - thumbnail.width) // 2
        sheet.paste(thumbnail.convert("RGB"), (left, row * size + (size - thumbnail.height) // 2))
    return sheet
