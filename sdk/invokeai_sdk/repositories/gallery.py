"""The gallery as the web UI shows it, images and videos together: `client.gallery`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_api import api

from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.filters import gallery_filters
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import builtins
    import datetime as dt
    from collections.abc import AsyncIterator, Sequence

    from invokeai_api.models.gallery_item import GalleryItem
    from invokeai_api.models.gallery_item_names_result import GalleryItemNamesResult
    from invokeai_api.models.image_names_result import ImageNamesResult
    from invokeai_api.models.offset_paginated_results_gallery_item import OffsetPaginatedResultsGalleryItem
    from invokeai_api.models.virtual_sub_board_dto import VirtualSubBoardDTO

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.boards import BoardRef


class GalleryRepository:
    """Images and videos in one order, and the boards that the web UI makes of their dates."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._boards = core.shared(BoardRepository)

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
    ) -> AsyncIterator[GalleryItem]:
        """Iterate over images and videos, in constant memory. The filters are those of `client.images.list`."""
        where: JSONObject = gallery_filters(
            "origin", categories, origin, intermediate, search, starred_first, descending
        )

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsGalleryItem:
            if board is not None and "board_id" not in where:
                where.update(await self._on_board(board))
            page: OffsetPaginatedResultsGalleryItem = await self._transport.send(
                api.gallery.list_gallery_items(offset=offset, limit=limit, **where)
            )
            return page

        return Listing.paged(fetch, key=lambda item: item.name, make=lambda item: item, page_size=page_size)

    async def names(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        date: dt.date | str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of images and videos in one request; those that end in `.mp4` are videos.

        Args:
            board: as for `client.images.list`, and so the other filters.
            categories: only these categories.
            origin: only this origin.
            intermediate: only intermediate ones, or only the others.
            search: only those with this text.
            date: only those made on this day, as a date or as `"2026-03-18"`.
            starred_first: the starred ones before all others.
            descending: the newest first.
        """
        where = await self._on_board(board)
        if date is not None:
            where["created_date"] = str(date)
        filters = gallery_filters("origin", categories, origin, intermediate, search, starred_first, descending)
        answer = await self._transport.send(api.gallery.list_gallery_item_names(**where, **filters))
        found: builtins.list[str] = answer.item_names
        return found

    async def refs(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return the names with the kind of each, as the server's older, slower listing does. Prefer `names`."""
        filters = gallery_filters("origin", categories, origin, intermediate, search, starred_first, descending)
        answer: GalleryItemNamesResult = await self._transport.send(
            api.gallery.get_gallery_item_names(**await self._on_board(board), **filters)
        )
        return answer

    async def dates(self) -> builtins.list[VirtualSubBoardDTO]:
        """Return the days on which something was made, each with its counts and cover, as boards of their own."""
        found: builtins.list[VirtualSubBoardDTO] = await self._transport.send(
            api.virtual_boards.list_virtual_boards_by_date()
        )
        return found

    async def image_names_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> ImageNamesResult:
        """Return the names of the images made on a day; on newer servers, `names(date=…)` has the videos, too."""
        filters = gallery_filters("", categories, None, None, search, starred_first, descending)
        names: ImageNamesResult = await self._transport.send(
            api.virtual_boards.list_virtual_board_image_names_by_date(date=str(date), **filters)
        )
        return names

    async def refs_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return the names with the kind of each that were made on a day; prefer `names(date=…)`."""
        filters = gallery_filters("", categories, None, None, search, starred_first, descending)
        answer: GalleryItemNamesResult = await self._transport.send(
            api.virtual_boards.list_virtual_board_item_names_by_date(date=str(date), **filters)
        )
        return answer

    async def _on_board(self, board: BoardRef | None) -> dict[str, Any]:
        return {} if board is None else {"board_id": await self._boards.resolve(board) or "none"}
