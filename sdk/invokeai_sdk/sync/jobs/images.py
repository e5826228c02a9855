"""The blocking counterpart of `invokeai_sdk.jobs.images`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from invokeai_api.models.image_dto import ImageDTO
    from PIL.Image import Image

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.jobs.images import Content, HasBoardId, ImageHandle, ImageSource


class SyncImageHandle(Mirror):
    """An image on the server: its name, and what can be done with it. Making one does no I/O.

    Attributes:
        name: its name on the server, such as `….png`.
        record: what the server knows of it, if it was fetched.
        source: the job and node it came from, if it is a result.
    """

    _async: ImageHandle

    @property
    def name(self) -> str:
        """Its name on the server, such as `….png`."""
        return self._async.name

    @property
    def record(self) -> ImageDTO | None:
        """What the server knows of it, if it was fetched."""
        return self._async.record

    @property
    def source(self) -> ImageSource | None:
        """The job and node it came from, if it is a result."""
        return self._async.source

    @property
    def image_name(self) -> str:
        """The name, as the server's fields call it."""
        return self._async.image_name

    @property
    def node_id(self) -> str | None:
        """The node of the workflow that it came from, if it is a result."""
        return self._async.node_id

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
        """Stream the image to disk; the file appears when it is complete.

        Args:
            path: the file, or a folder to save under the server's name: one that exists, or whose name ends in a
                slash or has no suffix. Missing folders are made.
            overwrite: whether to replace a file that is there; if not, it is taken for this image and left.

        Returns:
            The file.

        Raises:
            DownloadError: it cannot be written; nothing is left of it.
            NotFoundError: the server has no such image.
            APIError: the server could not be asked.
        """
        return self._call(self._async.save, path, overwrite=overwrite)

    def bytes(self) -> bytes:
        """Return the image file, and keep it for display in a notebook. Raises what `save` does, but for the disk."""
        return self._call(self._async.bytes)

    def thumbnail(self) -> Content:
        """Return the server's small version of the image, a WebP file of at most 256 pixels a side."""
        return self._call(self._async.thumbnail)

    def pil(self) -> Image:
        """Return the image as Pillow's.

        Raises:
            MissingExtraError: Pillow is not installed.
            APIError: the image cannot be fetched.
        """
        return self._call(self._async.pil)

    def metadata(self) -> JSONObject | None:
        """Return the metadata saved with the image; None if there is none."""
        return self._call(self._async.metadata)

    def workflow(self) -> JSONObject | None:
        """Return the workflow embedded in the image; None if there is none."""
        return self._call(self._async.workflow)

    def graph(self) -> JSONObject | None:
        """Return the graph embedded in the image; None if there is none."""
        return self._call(self._async.graph)

    def refresh(self) -> SyncImageHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the image is gone.
        """
        return self._wrapped(self._call(self._async.refresh))

    def star(self) -> SyncImageHandle:
        """Star the image, and return this handle with its new record."""
        return self._wrapped(self._call(self._async.star))

    def unstar(self) -> SyncImageHandle:
        """Take the star off the image, and return this handle with its new record."""
        return self._wrapped(self._call(self._async.unstar))

    def move(self, board: HasBoardId | str | None) -> None:
        """Put the image on a board, off whichever it was on.

        Args:
            board: a board's handle or id; `None` takes the image off any board. `client.images.move` takes names, too.

        Raises:
            NotFoundError: there is no such board.
        """
        self._call(self._async.move, board)

    def delete(self) -> None:
        """Delete the image for good.

        Raises:
            NotFoundError: it is gone already.
        """
        self._call(self._async.delete)

    def _repr_png_(self) -> Content | None:
        return self._call(self._async._repr_png_)

    def _repr_html_(self) -> str:
        return self._call(self._async._repr_html_)
