"""`BoardHandle`: a board on the server, by id, and operations on its images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import BulkError
from invokeai_sdk.media.board_names import UNCATEGORIZED, UNCATEGORIZED_NAME
from invokeai_sdk.repositories.bulk import FAILED
from invokeai_sdk.repositories.images import ImageRepository
from invokeai_sdk.repositories.paging import PAGE_SIZE

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_api.models.board_dto import BoardDTO

    from invokeai_sdk._types import JSONValue, Unset
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.downloads import Downloads
    from invokeai_sdk.media.image import ImageHandle, ImageRef
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.paging import Listing


class BoardHandle:
    """A board on the server, by id. Creating a handle sends no request.

    Attributes:
        board_id: the server's id of the board; `"none"` for the uncategorized board.
        record: the record that the server sent last; None before the first, and for the uncategorized board.
    """

    def __init__(self, core: Core, board_id: str, *, record: BoardDTO | None = None) -> None:
        self._core = core
        self._transport = core.transport
        self._images = core.shared(ImageRepository)
        self.board_id = board_id
        self.record = record

    @property
    def is_uncategorized(self) -> bool:
        """Whether this is the uncategorized board: the images that are on no board."""
        return self.board_id == UNCATEGORIZED

    @property
    def name(self) -> str:
        """The name of the board in the record; the id without a record."""
        if self.is_uncategorized:
            return UNCATEGORIZED_NAME
        return self.record.board_name if self.record is not None else self.board_id

    def __repr__(self) -> str:
        return f"BoardHandle({self.board_id!r}, name={self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BoardHandle) and other.board_id == self.board_id

    def __hash__(self) -> int:
        return hash(self.board_id)

    async def refresh(self) -> BoardHandle:
        """Retrieve the record from the server, and return this handle. The uncategorized board has no record.

        Raises:
            NotFoundError: the server does not have the board.
        """
        if not self.is_uncategorized:
            self.record = await self._transport.send(api.boards.get_board(board_id=self.board_id))
        return self

    async def update(
        self,
        *,
        name: str | Unset = UNSET,
        archived: bool | Unset = UNSET,
        cover_image: str | Unset | None = UNSET,
        visibility: str | Unset = UNSET,
    ) -> BoardHandle:
        """Change the board on the server, and return this handle with the new record.

        Args:
            name: the new name; `UNSET` keeps it, as for the other arguments.
            archived: whether the web UI hides the board among the archived boards.
            cover_image: the name of the cover image; None removes the cover image.
            visibility: `private`, `shared` or `public`; for servers with several users.

        Raises:
            NotFoundError: the server does not have the board.
        """
        self.record = await self._transport.send(
            api.boards.update_board(
                board_id=self.board_id,
                body={
                    "board_name": name,
                    "archived": archived,
                    "cover_image_name": cover_image,
                    "board_visibility": visibility,
                },
            )
        )
        return self

    async def delete(self, *, include_images: bool = False) -> None:
        """Delete the board.

        Args:
            include_images: whether to delete the board's images and videos permanently; otherwise they become
                uncategorized.

        Raises:
            NotFoundError: the server does not have the board; the uncategorized board cannot be deleted.
            BulkError: the board was deleted, but some of its images or videos could not be deleted and became
                uncategorized; the error has their names.
        """
        result = await self._transport.send(
            api.boards.delete_board(board_id=self.board_id, include_images=include_images)
        )
        failed = [*(result.failed_images or ()), *(result.failed_videos or ())]
        if failed:
            raise BulkError(
                f"the board {self.name!r} was deleted, but {len(failed)} of its images and videos were not, and became "
                f"uncategorized: {', '.join(failed)}",
                failed=dict.fromkeys(failed, FAILED),
            )

    def images(
        self,
        *,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = False,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> Listing[ImageHandle]:
        """List the images on the board, like the gallery without intermediate images.

        Args:
            categories: as for `client.images.list`, like the other filters.
            origin: the origin to list.
            intermediate: False for all images except intermediate images, True for only these, None for both.
            search: the text to search for.
            starred_first: whether starred images come first.
            descending: whether the newest image comes first.
            page_size: the number of images per request.

        Raises:
            BoardNotFoundError: the server does not have the board.
        """
        return self._images.list(
            board=self,
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
            page_size=page_size,
        )

    async def image_names(
        self, *, categories: Sequence[str] | None = None, intermediate: bool | None = False
    ) -> builtins.list[str]:
        """Return the names of the images on the board in one request, like the gallery without intermediate images.

        Args:
            categories: only these of `general`, `mask`, `control`, `user` and `other`.
            intermediate: False for all images except intermediate images, True for only these, None for both.

        Raises:
            NotFoundError: the server does not have the board.
        """
        return await self._transport.send(
            api.boards.list_all_board_image_names(
                board_id=self.board_id,
                categories=None if categories is None else [*categories],
                is_intermediate=intermediate,
            )
        )

    async def count(self, *, categories: Sequence[str] | None = None, intermediate: bool | None = False) -> int:
        """Return the current number of images on the board, like the gallery without intermediate images.

        Args:
            categories: only these of `general`, `mask`, `control`, `user` and `other`.
            intermediate: False for all images except intermediate images, True for only these, None for both.

        Raises:
            BoardNotFoundError: the server does not have the board.
        """
        return await self._images.count(board=self, categories=categories, intermediate=intermediate)

    async def upload(
        self,
        source: MediaSource,
        *,
        filename: str | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        resize: tuple[int, int] | None = None,
        crop_visible: bool = False,
    ) -> ImageHandle:
        """Upload an image to the board. Arguments, result and errors are those of `client.images.upload`."""
        return await self._images.upload(
            source,
            filename=filename,
            board=self,
            category=category,
            intermediate=intermediate,
            metadata=metadata,
            resize=resize,
            crop_visible=crop_visible,
        )

    async def add(self, images: Iterable[ImageRef]) -> BulkResult:
        """Move images to this board. The uncategorized board removes the images from their boards."""
        return await self._images.move(images, self)

    async def move(self, to: BoardRef, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Move images of this board to another board.

        Args:
            to: the other board: a handle, id or name.
            images: the images; None moves all images of this board, with intermediate images.
        """
        return await self._images.move(await self._select(images), to)

    async def remove(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Remove images from the board; they become uncategorized.

        Args:
            images: the images; None removes all images, with intermediate images.
        """
        return await self._images.move(await self._select(images), None)

    async def star(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Star images of the board, or without an argument all images, with intermediate images."""
        return await self._images.star(await self._select(images))

    async def unstar(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Remove the star from images of the board, or without an argument from all, with intermediate images."""
        return await self._images.unstar(await self._select(images))

    async def delete_images(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Delete images of the board permanently. The board remains.

        Args:
            images: the images; None deletes all images, with intermediate images.
        """
        return await self._images.delete(await self._select(images))

    async def download(
        self,
        folder: str | os.PathLike[str],
        *,
        categories: Sequence[str] | None = None,
        intermediate: bool | None = False,
        overwrite: bool = True,
        concurrency: int = 8,
    ) -> Downloads:
        """Download the images that `images` lists, as `client.images.download` does.

        Args:
            folder: the folder, created if missing.
            categories: only these of `general`, `mask`, `control`, `user` and `other`.
            intermediate: False for all images except intermediate images, True for only these, None for both.
            overwrite: whether to replace existing files; otherwise an existing file counts as downloaded.
            concurrency: the maximum number of downloads at a time.

        Raises:
            BoardNotFoundError: the server does not have the board.
            ValueError: `concurrency` is less than 1.
            OSError: the folder cannot be created.
        """
        images = self.images(categories=categories, intermediate=intermediate)
        return await self._images.download(images, folder, overwrite=overwrite, concurrency=concurrency)

    async def _select(self, images: Iterable[ImageRef] | None) -> Iterable[ImageRef]:
        return await self.image_names(intermediate=None) if images is None else images
