"""The blocking counterpart of `invokeai_sdk.repositories.board_handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._types import UNSET
from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_api.models.board_dto import BoardDTO

    from invokeai_sdk._types import JSONValue, Unset
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.downloads import Downloads
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.board_handle import BoardHandle
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.sync.media.image import SyncImageHandle, SyncImageRef
    from invokeai_sdk.sync.repositories.paging import SyncListing


class SyncBoardHandle(Mirror):
    """A board on the server, by id. Creating a handle sends no request.

    Attributes:
        board_id: the server's id of the board; `"none"` for the uncategorized board.
        record: the record that the server sent last; None before the first, and for the uncategorized board.
    """

    _async: BoardHandle

    @property
    def board_id(self) -> str:
        """The server's id of the board; `"none"` for the uncategorized board."""
        return self._async.board_id

    @property
    def record(self) -> BoardDTO | None:
        """The record that the server sent last; None before the first, and for the uncategorized board."""
        return self._async.record

    @property
    def is_uncategorized(self) -> bool:
        """Whether this is the uncategorized board: the images that are on no board."""
        return self._async.is_uncategorized

    @property
    def name(self) -> str:
        """The name of the board in the record; the id without a record."""
        return self._async.name

    def refresh(self) -> SyncBoardHandle:
        """Retrieve the record from the server, and return this handle. The uncategorized board has no record.

        Raises:
            NotFoundError: the server does not have the board.
        """
        return self._wrapped(self._call(self._async.refresh))

    def update(
        self,
        *,
        name: str | Unset = UNSET,
        archived: bool | Unset = UNSET,
        cover_image: str | Unset | None = UNSET,
        visibility: str | Unset = UNSET,
    ) -> SyncBoardHandle:
        """Change the board on the server, and return this handle with the new record.

        Args:
            name: the new name; `UNSET` keeps it, as for the other arguments.
            archived: whether the web UI hides the board among the archived boards.
            cover_image: the name of the cover image; None removes the cover image.
            visibility: `private`, `shared` or `public`; for servers with several users.

        Raises:
            NotFoundError: the server does not have the board.
        """
        return self._wrapped(
            self._call(self._async.update, name=name, archived=archived, cover_image=cover_image, visibility=visibility)
        )

    def delete(self, *, include_images: bool = False) -> None:
        """Delete the board.

        Args:
            include_images: whether to delete the board's images and videos permanently; otherwise they become
                uncategorized.

        Raises:
            NotFoundError: the server does not have the board; the uncategorized board cannot be deleted.
            BulkError: the board was deleted, but some of its images or videos could not be deleted and became
                uncategorized; the error has their names.
        """
        self._call(self._async.delete, include_images=include_images)

    def images(
        self,
        *,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> SyncListing[SyncImageHandle]:
        """List the images on the board. The filters are those of `client.images.list`."""
        return self._wrapped(
            self._call(
                self._async.images,
                categories=categories,
                origin=origin,
                intermediate=intermediate,
                search=search,
                starred_first=starred_first,
                descending=descending,
                page_size=page_size,
            )
        )

    def image_names(
        self, *, categories: Sequence[str] | None = None, intermediate: bool | None = None
    ) -> builtins.list[str]:
        """Return the names of all images on the board, in one request.

        Args:
            categories: only these of `general`, `mask`, `control`, `user` and `other`.
            intermediate: True for only intermediate images, False for only others, None for both.

        Raises:
            NotFoundError: the server does not have the board.
        """
        return self._call(self._async.image_names, categories=categories, intermediate=intermediate)

    def count(self, *, categories: Sequence[str] | None = None, intermediate: bool | None = None) -> int:
        """Return the current number of images on the board."""
        return self._call(self._async.count, categories=categories, intermediate=intermediate)

    def upload(
        self,
        source: MediaSource,
        *,
        filename: str | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        resize: tuple[int, int] | None = None,
        crop_visible: bool = False,
    ) -> SyncImageHandle:
        """Upload an image to the board. Arguments, result and errors are those of `client.images.upload`."""
        return self._wrapped(
            self._call(
                self._async.upload,
                source,
                filename=filename,
                category=category,
                intermediate=intermediate,
                metadata=metadata,
                resize=resize,
                crop_visible=crop_visible,
            )
        )

    def add(self, images: Iterable[SyncImageRef]) -> BulkResult:
        """Move images to this board. The uncategorized board removes the images from their boards."""
        return self._call(self._async.add, listed(images))

    def move(self, to: BoardRef, images: Iterable[SyncImageRef] | None = None) -> BulkResult:
        """Move images of this board to another board.

        Args:
            to: the other board: a handle, id or name.
            images: the images; None moves all images of this board.
        """
        return self._call(self._async.move, to, listed(images))

    def remove(self, images: Iterable[SyncImageRef] | None = None) -> BulkResult:
        """Remove images from the board, or without an argument all images; they become uncategorized."""
        return self._call(self._async.remove, listed(images))

    def star(self, images: Iterable[SyncImageRef] | None = None) -> BulkResult:
        """Star images of the board, or without an argument all images."""
        return self._call(self._async.star, listed(images))

    def unstar(self, images: Iterable[SyncImageRef] | None = None) -> BulkResult:
        """Remove the star from images of the board, or without an argument from all images."""
        return self._call(self._async.unstar, listed(images))

    def delete_images(self, images: Iterable[SyncImageRef] | None = None) -> BulkResult:
        """Delete images of the board permanently, or without an argument all images. The board remains."""
        return self._call(self._async.delete_images, listed(images))

    def download(self, folder: str | os.PathLike[str], *, overwrite: bool = True, concurrency: int = 8) -> Downloads:
        """Download every image of the board except intermediate images, as `client.images.download` does."""
        return self._call(self._async.download, folder, overwrite=overwrite, concurrency=concurrency)
