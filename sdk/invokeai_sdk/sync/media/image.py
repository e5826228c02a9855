"""The blocking counterpart of `invokeai_sdk.media.image`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk.sync.media.handle import SyncMediaHandle

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.image_dto import ImageDTO
    from invokeai_api.models.image_urls_dto import ImageUrlsDTO
    from PIL.Image import Image

    from invokeai_sdk.media.image import ImageHandle


class SyncImageHandle(SyncMediaHandle["ImageDTO", "ImageUrlsDTO"]):
    """An image on the server, by name. Creating a handle sends no request.

    Every method that sends a request raises `NotFoundError` if the server does not have the image, and another
    `APIError` if the request fails.

    Attributes:
        name: the server's name of the image, such as `….png`.
        record: the record that the server sent last; None before the first.
        source: the queue item and node that produced the image, if it is a result of a job.
    """

    _async: ImageHandle

    @property
    def image_name(self) -> str:
        """The same as `name`; the server's image fields have an `image_name`."""
        return self._async.image_name

    def bytes(self) -> builtins.bytes:
        """Return the whole file, and keep it in this handle for later calls and for display in a notebook."""
        return self._call(self._async.bytes)

    def pil(self) -> Image:
        """Return the image as a Pillow image.

        Raises:
            MissingExtraError: Pillow is not installed.
            NotFoundError: the server does not have the image.
        """
        return self._call(self._async.pil)

    def _repr_png_(self) -> builtins.bytes | None:
        return self._call(self._async._repr_png_)


SyncImageRef: TypeAlias = "SyncImageHandle | str"
"""A reference to an image: a handle, or the server's name of the image."""
