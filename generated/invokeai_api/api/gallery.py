"""Requests to the server's `gallery` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_empty
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..models.gallery_item_names import GalleryItemNames
    from ..models.gallery_item_names_result import GalleryItemNamesResult
    from ..models.offset_paginated_results_gallery_item import OffsetPaginatedResultsGalleryItem


def list_gallery_item_names(
    *,
    origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    created_date: None | str | Unset = UNSET,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[GalleryItemNames]:
    """List Gallery Item Names.

    Returns the ordered flat list of item names — used to drive virtualized gallery selection.

    Names are polymorphic: image and video names are interleaved by `created_at`. A name ending
    in `.mp4` is a video.

    Args:
        origin: The origin of items to list.
        categories: The categories to include. Shared between images and videos.
        is_intermediate: Whether to list intermediate items.
        board_id: The board id to filter by. Use 'none' to find items without a board.
        created_date: Restrict to items created on this ISO date, e.g. '2026-03-18'. Used by date-based virtual boards.
        order_dir: The order of sort
        starred_first: Whether to sort by starred items first
        search_term: The term to search for
    """

    def parse(data: Any) -> GalleryItemNames:
        from ..models.gallery_item_names import GalleryItemNames

        response_200 = GalleryItemNames.from_dict(data)

        return response_200

    return Request(
        "gallery.list_gallery_item_names",
        "GET",
        "/api/v1/gallery/item_names",
        params=drop_empty(
            {
                "origin": origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "created_date": created_date,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def list_gallery_items(
    *,
    origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[OffsetPaginatedResultsGalleryItem]:
    """List Gallery Items.

    Returns a paginated, time-sorted stream of polymorphic gallery items (images + videos).

    Args:
        origin: The origin of items to list.
        categories: The categories to include. Shared between images and videos.
        is_intermediate: Whether to list intermediate items.
        board_id: The board id to filter by. Use 'none' to find items without a board.
        offset: The page offset
        limit: The number of items per page
        order_dir: The order of sort
        starred_first: Whether to sort by starred items first
        search_term: The term to search for
    """

    def parse(data: Any) -> OffsetPaginatedResultsGalleryItem:
        from ..models.offset_paginated_results_gallery_item import OffsetPaginatedResultsGalleryItem

        response_200 = OffsetPaginatedResultsGalleryItem.from_dict(data)

        return response_200

    return Request(
        "gallery.list_gallery_items",
        "GET",
        "/api/v1/gallery/items/",
        params=drop_empty(
            {
                "origin": origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "offset": offset,
                "limit": limit,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def get_gallery_item_names(
    *,
    origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[GalleryItemNamesResult]:
    """Get Gallery Item Names.

    Returns an ordered (kind, name) list — used to drive virtualized gallery selection.

    Deprecated: use `GET /v1/gallery/item_names`, which returns the same order as a flat name
    list. The `kind` discriminator here costs a model per row — ~800ms on a 200k-item library —
    for a value callers already derive from the file extension.

    Args:
        origin: The origin of items to list.
        categories: The categories to include. Shared between images and videos.
        is_intermediate: Whether to list intermediate items.
        board_id: The board id to filter by. Use 'none' to find items without a board.
        order_dir: The order of sort
        starred_first: Whether to sort by starred items first
        search_term: The term to search for
    """

    def parse(data: Any) -> GalleryItemNamesResult:
        from ..models.gallery_item_names_result import GalleryItemNamesResult

        response_200 = GalleryItemNamesResult.from_dict(data)

        return response_200

    return Request(
        "gallery.get_gallery_item_names",
        "GET",
        "/api/v1/gallery/items/names",
        params=drop_empty(
            {
                "origin": origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )
