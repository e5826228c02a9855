"""One board and what can be done with the images on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_api import api

from invokeai_sdk._types import UNSET, JSONObject, Unset
from invokeai_sdk.repositories.paging import PAGE_SIZE

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.board_dto import BoardDTO
    from invokeai_api.models.delete_board_result import DeleteBoardResult

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.images import ImageHandle
    from invokeai_sdk.repositories.boards import BoardRef
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.image_listing import ImageRef
    from invokeai_sdk.repositories.images import ImageRepository
    from invokeai_sdk.repositories.transfers import Downloads
    from invokeai_sdk.repositories.uploads import ImageSource

UNCATEGORIZED: Final = "none"
"""The id under which the server lists the images that are on no board."""


class BoardHandle:
    """A board: its id, the client it lives in, and its record if it was fetched.

    Attributes:
        board_id: the server's id; `"none"` for the uncategorized.
        record: what the server said of the board when it was last asked, or `None`.
    """

    def __init__(self, core: Core, board_id: str, *, record: BoardDTO | None = None) -> None:
        self._core = core
        self._transport = core.transport
        self.board_id = board_id
        self.record = record

    @property
    def is_uncategorized(self) -> bool:
        """Whether this stands for the images that are on no board."""
        return self.board_id == UNCATEGORIZED

    @property
    def name(self) -> str:
        """The board's name, as of the record; the id if the record was never fetched."""
        if self.is_uncategorized:
            return "Uncategorized"
        return self.record.board_name if self.record is not None else self.board_id

    def __repr__(self) -> str:
        return f"BoardHandle({self.board_id!r}, name={self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BoardHandle) and other.board_id == self.board_id

    def __hash__(self) -> int:
        return hash(self.board_id)

    @property
    def _images(self) -> ImageRepository:
        from invokeai_sdk.repositories.images import ImageRepository  # noqa: PLC0415 - images know boards, too

        return self._core.shared(ImageRepository)

    async def refresh(self) -> BoardHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the board is gone. The uncategorized has no record, and nothing is asked for it.
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
        """Change the board, and return this handle with its new record. What is left out stays.

        Args:
            name: its new name.
            archived: whether it is put away in the web UI.
            cover_image: the name of the image it shows.
            visibility: `private`, `shared` or `public`; only servers with several users have it.

        Raises:
            NotFoundError: the board is gone.
        """
        changes: JSONObject = {
            key: value
            for key, value in (
                ("board_name", name),
                ("archived", archived),
                ("cover_image_name", cover_image),
                ("board_visibility", visibility),
            )
            if value is not UNSET
        }
        self.record = await self._transport.send(api.boards.update_board(board_id=self.board_id, body=changes))
        return self

    async def delete(self, *, include_images: bool = False) -> DeleteBoardResult:
        """Delete the board.

        Args:
            include_images: also delete its images and videos for good; otherwise they become uncategorized.

        Returns:
            The server's account, with the names of what was deleted or taken off the board, and of what could not be.

        Raises:
            NotFoundError: the board is gone already, or is the uncategorized, which cannot be deleted.
        """
        result: DeleteBoardResult = await self._transport.send(
            api.boards.delete_board(board_id=self.board_id, include_images=include_images)
        )
        return result

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
    ) -> AsyncIterator[ImageHandle]:
        """Iterate over the images on the board, in constant memory. The filters are those of `client.images.list`."""
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
        self, *, categories: Sequence[str] | None = None, intermediate: bool | None = None
    ) -> builtins.list[str]:
        """Return the names of all images on the board, in one request.

        Args:
            categories: only these of `general`, `mask`, `control`, `user`, `other`.
            intermediate: only intermediate images, or only the others.

        Raises:
            NotFoundError: the board is gone.
        """
        names: builtins.list[str] = await self._transport.send(
            api.boards.list_all_board_image_names(
                board_id=self.board_id,
                **{} if categories is None else {"categories": list(categories)},
                **{} if intermediate is None else {"is_intermediate": intermediate},
            )
        )
        return names

    async def count(self, *, categories: Sequence[str] | None = None, intermediate: bool | None = None) -> int:
        """Return how many images are on the board just now."""
        return await self._images.count(board=self, categories=categories, intermediate=intermediate)

    async def upload(
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
        """Put images on the board, off whichever they were on; on the uncategorized, that is off any board."""
        return await self._images.move(images, self)

    async def move(self, to: BoardRef, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Put images of this board on another.

        Args:
            to: the other board: a handle, an id or a name.
            images: which; without, all that are on this board.
        """
        return await self._images.move(await self._chosen(images), to)

    async def remove(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Take images, or without a choice all, off the board; they become uncategorized."""
        return await self._images.move(await self._chosen(images), None)

    async def star(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Star images of the board, or without a choice all."""
        return await self._images.star(await self._chosen(images))

    async def unstar(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Take the star off images of the board, or without a choice off all."""
        return await self._images.unstar(await self._chosen(images))

    async def delete_images(self, images: Iterable[ImageRef] | None = None) -> BulkResult:
        """Delete images of the board for good, or without a choice all. The board stays."""
        return await self._images.delete(await self._chosen(images))

    async def download(self, folder: str | Path, *, overwrite: bool = True, concurrency: int = 8) -> Downloads:
        """Download every image on the board that is not intermediate. See `client.images.download`."""
        images = self.images(intermediate=False)
        return await self._images.download(images, folder, overwrite=overwrite, concurrency=concurrency)

    async def _chosen(self, images: Iterable[ImageRef] | None) -> Iterable[ImageRef]:
        return await self.image_names() if images is None else images
