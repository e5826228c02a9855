"""The blocking counterpart of `invokeai_sdk.repositories.board_handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed, unwrapped

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.board_dto import BoardDTO
    from invokeai_api.models.delete_board_result import DeleteBoardResult
    from invokeai_sdk.jobs.images import ImageHandle

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.repositories.board_handle import BoardHandle
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.image_listing import ImageRef
    from invokeai_sdk.repositories.transfers import Downloads
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef


class SyncBoardHandle(Mirror):
    """A board: its id, the client it lives in, and its record if it was fetched.

    Attributes:
        board_id: the server's id; `"none"` for the uncategorized.
        record: what the server said of the board when it was last asked, or `None`.
    """

    _async: BoardHandle

    @property
    def board_id(self) -> str:
        """The server's id; `"none"` for the uncategorized."""
        return self._async.board_id

    @property
    def record(self) -> BoardDTO | None:
        """What the server said of the board when it was last asked, or `None`."""
        return self._async.record

    @property
    def is_uncategorized(self) -> bool:
        """Whether this stands for the images that are on no board."""
        return self._async.is_uncategorized

    @property
    def name(self) -> str:
        """The board's name, as of the record; the id if the record was never fetched."""
        return self._async.name

    def refresh(self) -> SyncBoardHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the board is gone. The uncategorized has no record, and nothing is asked for it.
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
        """Change the board, and return this handle with its new record. What is left out stays.

        Args:
            name: its new name.
            archived: whether it is put away in the web UI.
            cover_image: the name of the image it shows.
            visibility: `private`, `shared` or `public`; only servers with several users have it.

        Raises:
            NotFoundError: the board is gone.
        """
        return self._wrapped(
            self._call(self._async.update, name=name, archived=archived, cover_image=cover_image, visibility=visibility)
        )

    def delete(self, *, include_images: bool = False) -> DeleteBoardResult:
        """Delete the board.

        Args:
            include_images: also delete its images and videos for good; otherwise they become uncategorized.

        Returns:
            The server's account, with the names of what was deleted or taken off the board, and of what could not be.

        Raises:
            NotFoundError: the board is gone already, or is the uncategorized, which cannot be deleted.
        """
        return self._call(self._async.delete, include_images=include_images)

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
    ) -> Iterator[ImageHandle]:
        """Iterate over the images on the board, in constant memory. The filters are those of `client.images.list`."""
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
            categories: only these of `general`, `mask`, `control`, `user`, `other`.
            intermediate: only intermediate images, or only the others.

        Raises:
            NotFoundError: the board is gone.
        """
        return self._call(self._async.image_names, categories=categories, intermediate=intermediate)

    def count(self, *, categories: Sequence[str] | None = None, intermediate: bool | None = None) -> int:
        """Return how many images are on the board just now."""
        return self._call(self._async.count, categories=categories, intermediate=intermediate)

    def upload(
        self,
        source: ImageSource,
        *,
        filename: str | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        resize: tuple[int, int] | None = None,
        crop_visible: bool = False,
    ) -> ImageHandle:
        """Upload an image onto the board. Arguments, result and errors are those of `client.images.upload`."""
        return self._call(
            self._async.upload,
            source,
            filename=filename,
            category=category,
            intermediate=intermediate,
            metadata=metadata,
            resize=resize,
            crop_visible=crop_visible,
        )

    def add(self, images: Iterable[ImageRef]) -> BulkResult:
        """Put images on the board, off whichever they were on; on the uncategorized, that is off any board."""
        return self._call(self._async.add, listed(images))

    def move(self, to: SyncBoardRef, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Put images of this board on another.

        Args:
            to: the other board: a handle, an id or a name.
            images: which; without, all that are on this board.
        """
        return self._call(self._async.move, unwrapped(to), listed(images))

    def remove(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Take images, or without a choice all, off the board; they become uncategorized."""
        return self._call(self._async.remove, listed(images))

    def star(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Star images of the board, or without a choice all."""
        return self._call(self._async.star, listed(images))

    def unstar(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Take the star off images of the board, or without a choice off all."""
        return self._call(self._async.unstar, listed(images))

    def delete_images(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Delete images of the board for good, or without a choice all. The board stays."""
        return self._call(self._async.delete_images, listed(images))

    def download(self, folder: str | Path, *, overwrite: bool = True, concurrency: int = 8) -> Downloads:
        """Download every image on the board that is not intermediate. See `client.images.download`."""
        return self._call(self._async.download, folder, overwrite=overwrite, concurrency=concurrency)
