"""The gallery of the web UI, which lists images and videos together: `client.gallery`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.repositories.filters import build_query, to_direction
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import builtins
    import datetime as dt
    from collections.abc import Sequence

    from invokeai_api.models.gallery_item import GalleryItem
    from invokeai_api.models.gallery_item_names_result import GalleryItemNamesResult
    from invokeai_api.models.image_names_result import ImageNamesResult
    from invokeai_api.models.offset_paginated_results_gallery_item import OffsetPaginatedResultsGalleryItem
    from invokeai_api.models.virtual_sub_board_dto import VirtualSubBoardDTO

    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.repositories.filters import ListingQuery


class GalleryRepository:
    """Images and videos in one order, and the virtual boards that the web UI shows for each day."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

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
    ) -> Listing[GalleryItem]:
        """List images and videos: iterate with `async for` in constant memory, or `await` a list.

        The filters are those of `client.images.list`.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        query: ListingQuery | None = None

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsGalleryItem:
            nonlocal query
            if query is None:
                query = await build_query(
                    self._core,
                    board=board,
                    categories=categories,
                    intermediate=intermediate,
                    search=search,
                    starred_first=starred_first,
                    descending=descending,
                )
            return await self._transport.send(
                api.gallery.list_gallery_items(origin=origin, offset=offset, limit=limit, **query)
            )

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
        """Return the names of images and videos in one request. Names that end in `.mp4` are videos.

        Args:
            board: as for `client.images.list`, like the other filters.
            categories: the categories to list.
            origin: the origin to list.
            intermediate: True for only intermediate files, False for only others, None for both.
            search: the text to search for.
            date: only files made on this day: a date, or text such as `"2026-03-18"`.
            starred_first: whether starred files come first.
            descending: whether the newest file comes first.
        """
        query = await build_query(
            self._core,
            board=board,
            categories=categories,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
        day = None if date is None else str(date)
        answer = await self._transport.send(
            api.gallery.list_gallery_item_names(origin=origin, created_date=day, **query)
        )
        return answer.item_names

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
        """Return names, each with `image` or `video`, from the server's older and slower listing. Prefer `names`."""
        query = await build_query(
            self._core,
            board=board,
            categories=categories,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
        return await self._transport.send(api.gallery.get_gallery_item_names(origin=origin, **query))

    async def dates(self) -> builtins.list[VirtualSubBoardDTO]:
        """Return a virtual board for each day on which files were made, with the counts and the cover image."""
        return await self._transport.send(api.virtual_boards.list_virtual_boards_by_date())

    async def image_names_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> ImageNamesResult:
        """Return the names of the images made on a day. On newer servers, `names(date=…)` includes videos."""
        return await self._transport.send(
            api.virtual_boards.list_virtual_board_image_names_by_date(
                date=str(date),
                categories=None if categories is None else [*categories],
                search_term=search,
                starred_first=starred_first,
                order_dir=to_direction(descending=descending),
            )
        )

    async def refs_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return the names of the files made on a day, each with `image` or `video`. Prefer `names(date=…)`."""
        return await self._transport.send(
            api.virtual_boards.list_virtual_board_item_names_by_date(
                date=str(date),
                categories=None if categories is None else [*categories],
                search_term=search,
                starred_first=starred_first,
                order_dir=to_direction(descending=descending),
            )
        )
