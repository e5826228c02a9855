"""Finding images and looking at them: the reading half of `client.images`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from invokeai_api import api

from invokeai_sdk.errors import BoardNotFoundError, NotFoundError
from invokeai_sdk.jobs.images import ImageHandle
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.bulk import split_into_batches
from invokeai_sdk.repositories.filters import gallery_filters
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncIterator, Iterable, Sequence

    from invokeai_api.models.image_dto import ImageDTO
    from invokeai_api.models.image_urls_dto import ImageUrlsDTO
    from invokeai_api.models.offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.boards import BoardRef

ImageRef: TypeAlias = ImageHandle | str
"""An image as users name one: a handle, or its name on the server."""


def image_name(image: ImageRef) -> str:
    """Return the name of an image given by handle or by name."""
    return image if isinstance(image, str) else image.image_name


class ImageListing:
    """Finding images and looking at them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport
        self._boards = core.shared(BoardRepository)

    def handle(self, name: str) -> ImageHandle:
        """Return the handle of an image by its name. Nothing is asked of the server."""
        return ImageHandle(self._core, name)

    async def get(self, name: str) -> ImageHandle:
        """Return an image with its record.

        Raises:
            NotFoundError: the server has no such image.
        """
        return self._handle(await self._transport.send(api.images.get_image_dto(image_name=name)))

    async def get_many(self, names: Iterable[str]) -> builtins.list[ImageHandle]:
        """Return the images of these names with their records, in this order; the server leaves out unknown ones."""
        found: builtins.list[ImageHandle] = []
        for piece in split_into_batches(tuple(names)):
            records = await self._transport.send(api.images.get_images_by_names(body={"image_names": [*piece]}))
            found.extend(self._handle(record) for record in records)
        return found

    def list(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> AsyncIterator[ImageHandle]:
        """Iterate over images with their records, in constant memory however many there are.

        Images may be deleted while the loop runs; none of the others is missed.

        Args:
            board: only those on this board: a handle, an id, or a name; `"none"` means on no board. Without, all.
            categories: only these of `general`, `mask`, `control`, `user`, `other`.
            origin: `internal` (made by the server) or `external` (uploaded).
            intermediate: only intermediate images, or only the others. Without, both.
            search: only those whose metadata or date contains this text.
            starred_first: the starred ones before all others.
            descending: the newest first.
            page_size: how many to ask for at once.

        Raises:
            BoardNotFoundError: there is no such board. (By itself, the server lists nothing of it.)
        """
        where: JSONObject = {}
        filters = gallery_filters("image_origin", categories, origin, intermediate, search, starred_first, descending)

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsImageDTO:
            if not where:
                where.update(await self._on_board(board), **filters)
            page: OffsetPaginatedResultsImageDTO = await self._transport.send(
                api.images.list_image_dtos(offset=offset, limit=limit, **where)
            )
            return page

        async def check_board() -> None:
            await self._check_board(where.get("board_id"))

        return Listing.paged(
            fetch,
            key=lambda record: record.image_name,
            make=self._handle,
            page_size=page_size,
            on_empty=check_board,
        )

    async def names(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of images in one request. The filters, and errors, are those of `list`."""
        filters = gallery_filters("image_origin", categories, origin, intermediate, search, starred_first, descending)
        where = await self._on_board(board)
        result = await self._transport.send(api.images.get_image_names(**where, **filters))
        if not result.image_names:
            await self._check_board(where.get("board_id"))
        names: builtins.list[str] = result.image_names
        return names

    async def count(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
    ) -> int:
        """Return how many images there are just now. The filters, and errors, are those of `list`."""
        where = await self._on_board(board)
        filters = gallery_filters("image_origin", categories, origin, intermediate, search, True, True)
        page = await self._transport.send(api.images.list_image_dtos(offset=0, limit=0, **where, **filters))
        if not page.total:
            await self._check_board(where.get("board_id"))
        return int(page.total)

    async def urls(self, image: ImageRef) -> ImageUrlsDTO:
        """Return the URLs of the image and its thumbnail, relative to the server's.

        Raises:
            NotFoundError: the server has no such image. (Older ones give URLs for any name.)
        """
        urls: ImageUrlsDTO = await self._transport.send(api.images.get_image_urls(image_name=image_name(image)))
        return urls

    async def exists(self, image: ImageRef) -> bool:
        """Tell whether the server has an image, and its file; nothing of it is downloaded."""
        try:
            await self._transport.send(api.images.get_image_full_head(image_name=image_name(image)))
        except NotFoundError:
            return False
        return True

    async def _on_board(self, board: BoardRef | None) -> dict[str, Any]:
        if board is None:
            return {}
        return {"board_id": await self._boards.resolve(board) or "none"}

    async def _check_board(self, board_id: str | None) -> None:
        if board_id is not None and board_id != "none":
            try:
                await self._boards.handle(board_id).refresh()
            except NotFoundError as error:
                raise BoardNotFoundError(f"no board has the id {board_id!r}") from error

    def _handle(self, record: ImageDTO) -> ImageHandle:
        return ImageHandle(self._core, record.image_name, record=record)
