"""Requests to the server's `virtual_boards` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_empty, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..models.gallery_item_names_result import GalleryItemNamesResult
    from ..models.image_names_result import ImageNamesResult
    from ..models.virtual_sub_board_dto import VirtualSubBoardDTO


def list_virtual_boards_by_date() -> Request[list[VirtualSubBoardDTO]]:
    """List Virtual Boards By Date.

    Gets a list of virtual sub-boards grouped by date. Covers both images and videos.
    """

    def parse(data: Any) -> list[VirtualSubBoardDTO]:
        from ..models.virtual_sub_board_dto import VirtualSubBoardDTO

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = VirtualSubBoardDTO.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "virtual_boards.list_virtual_boards_by_date",
        "GET",
        "/api/v1/virtual_boards/by_date",
        parse=parse,
    )


def list_virtual_board_image_names_by_date(
    *,
    date: str,
    starred_first: bool | Unset = True,
    order_dir: str | Unset = "DESC",
    categories: list[str] | None | Unset = UNSET,
    search_term: None | str | Unset = UNSET,
) -> Request[ImageNamesResult]:
    """List Virtual Board Image Names By Date.

    Gets ordered image names for a specific date. Image-only.

    Deprecated: use `GET /v1/gallery/item_names?created_date=<date>`, which covers images and
    videos in one ordered list.

    Args:
        date: The ISO date string, e.g. '2026-03-18'
        starred_first: Whether to sort starred images first
        order_dir: The sort direction
        categories: The categories of images to include
        search_term: Search term to filter images
    """

    def parse(data: Any) -> ImageNamesResult:
        from ..models.image_names_result import ImageNamesResult

        response_200 = ImageNamesResult.from_dict(data)

        return response_200

    return Request(
        "virtual_boards.list_virtual_board_image_names_by_date",
        "GET",
        "/api/v1/virtual_boards/by_date/{date}/image_names".format(
            **quote_path("virtual_boards.list_virtual_board_image_names_by_date", date=date)
        ),
        params=drop_empty(
            {
                "starred_first": starred_first,
                "order_dir": order_dir,
                "categories": categories,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def list_virtual_board_item_names_by_date(
    *,
    date: str,
    starred_first: bool | Unset = True,
    order_dir: str | Unset = "DESC",
    categories: list[str] | None | Unset = UNSET,
    search_term: None | str | Unset = UNSET,
) -> Request[GalleryItemNamesResult]:
    """List Virtual Board Item Names By Date.

    Gets ordered polymorphic (image + video) item refs for a specific date.

    Deprecated: use `GET /v1/gallery/item_names?created_date=<date>`, which returns the same
    order as a flat name list instead of one model per item.

    Args:
        date: The ISO date string, e.g. '2026-03-18'
        starred_first: Whether to sort starred items first
        order_dir: The sort direction
        categories: The categories of items to include
        search_term: Search term to filter items
    """

    def parse(data: Any) -> GalleryItemNamesResult:
        from ..models.gallery_item_names_result import GalleryItemNamesResult

        response_200 = GalleryItemNamesResult.from_dict(data)

        return response_200

    return Request(
        "virtual_boards.list_virtual_board_item_names_by_date",
        "GET",
        "/api/v1/virtual_boards/by_date/{date}/item_names".format(
            **quote_path("virtual_boards.list_virtual_board_item_names_by_date", date=date)
        ),
        params=drop_empty(
            {
                "starred_first": starred_first,
                "order_dir": order_dir,
                "categories": categories,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )
