"""Requests to the server's `boards` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..bodies import (
        AddImagesToBoardBody,
        AddImageToBoardBody,
        BoardChanges,
        RemoveImageFromBoardBody,
        RemoveImagesFromBoardBody,
    )
    from ..models.add_images_to_board_result import AddImagesToBoardResult
    from ..models.board_dto import BoardDTO
    from ..models.delete_board_result import DeleteBoardResult
    from ..models.offset_paginated_results_board_dto import OffsetPaginatedResultsBoardDTO
    from ..models.remove_images_from_board_result import RemoveImagesFromBoardResult


def add_image_to_board(*, body: AddImageToBoardBody) -> Request[AddImagesToBoardResult]:
    """Add Image To Board.

    Creates a board_image
    """

    def parse(data: Any) -> AddImagesToBoardResult:
        from ..models.add_images_to_board_result import AddImagesToBoardResult

        response_201 = AddImagesToBoardResult.from_dict(data)

        return response_201

    return Request(
        "boards.add_image_to_board",
        "POST",
        "/api/v1/board_images/",
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def remove_image_from_board(*, body: RemoveImageFromBoardBody) -> Request[RemoveImagesFromBoardResult]:
    """Remove Image From Board.

    Removes an image from its board, if it had one
    """

    def parse(data: Any) -> RemoveImagesFromBoardResult:
        from ..models.remove_images_from_board_result import RemoveImagesFromBoardResult

        response_201 = RemoveImagesFromBoardResult.from_dict(data)

        return response_201

    return Request(
        "boards.remove_image_from_board",
        "DELETE",
        "/api/v1/board_images/",
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def add_images_to_board(*, body: AddImagesToBoardBody) -> Request[AddImagesToBoardResult]:
    """Add Images To Board.

    Adds a list of images to a board
    """

    def parse(data: Any) -> AddImagesToBoardResult:
        from ..models.add_images_to_board_result import AddImagesToBoardResult

        response_201 = AddImagesToBoardResult.from_dict(data)

        return response_201

    return Request(
        "boards.add_images_to_board",
        "POST",
        "/api/v1/board_images/batch",
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def remove_images_from_board(*, body: RemoveImagesFromBoardBody) -> Request[RemoveImagesFromBoardResult]:
    """Remove Images From Board.

    Removes a list of images from their board, if they had one
    """

    def parse(data: Any) -> RemoveImagesFromBoardResult:
        from ..models.remove_images_from_board_result import RemoveImagesFromBoardResult

        response_201 = RemoveImagesFromBoardResult.from_dict(data)

        return response_201

    return Request(
        "boards.remove_images_from_board",
        "POST",
        "/api/v1/board_images/batch/delete",
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def list_boards(
    *,
    order_by: str | Unset = "created_at",
    direction: str | Unset = "DESC",
    all_: bool | None | Unset = UNSET,
    offset: int | None | Unset = UNSET,
    limit: int | None | Unset = UNSET,
    include_archived: bool | Unset = False,
) -> Request[list[BoardDTO] | OffsetPaginatedResultsBoardDTO]:
    """List Boards.

    Gets a list of boards for the current user, including shared boards. Admin users see all boards.

    Args:
        order_by: The attribute to order by
        direction: The direction to order by
        all_: Whether to list all boards
        offset: The page offset
        limit: The number of boards per page
        include_archived: Whether or not to include archived boards in list
    """

    def parse(data: Any) -> list[BoardDTO] | OffsetPaginatedResultsBoardDTO:
        from ..models.board_dto import BoardDTO
        from ..models.offset_paginated_results_board_dto import OffsetPaginatedResultsBoardDTO

        def _parse_response_200(data: object) -> list[BoardDTO] | OffsetPaginatedResultsBoardDTO:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = OffsetPaginatedResultsBoardDTO.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_1 = []
            _response_200_type_1 = data
            for response_200_type_1_item_data in _response_200_type_1:
                response_200_type_1_item = BoardDTO.from_dict(response_200_type_1_item_data)

                response_200_type_1.append(response_200_type_1_item)

            return response_200_type_1

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "boards.list_boards",
        "GET",
        "/api/v1/boards/",
        params=drop_empty(
            {
                "order_by": order_by,
                "direction": direction,
                "all": all_,
                "offset": offset,
                "limit": limit,
                "include_archived": include_archived,
            }
        ),
        parse=parse,
    )


def create_board(*, board_name: str) -> Request[BoardDTO]:
    """Create Board.

    Creates a board for the current user

    Args:
        board_name: The name of the board to create
    """

    def parse(data: Any) -> BoardDTO:
        from ..models.board_dto import BoardDTO

        response_201 = BoardDTO.from_dict(data)

        return response_201

    return Request(
        "boards.create_board",
        "POST",
        "/api/v1/boards/",
        params=drop_empty({"board_name": board_name}),
        statuses=(201,),
        parse=parse,
    )


def get_board(*, board_id: str) -> Request[BoardDTO]:
    """Get Board.

    Gets a board (user must have access to it)

    Args:
        board_id: The id of board to get
    """

    def parse(data: Any) -> BoardDTO:
        from ..models.board_dto import BoardDTO

        response_200 = BoardDTO.from_dict(data)

        return response_200

    return Request(
        "boards.get_board",
        "GET",
        "/api/v1/boards/{board_id}".format(**quote_path("boards.get_board", board_id=board_id)),
        parse=parse,
    )


def delete_board(*, board_id: str, include_images: bool | None | Unset = False) -> Request[DeleteBoardResult]:
    """Delete Board.

    Deletes a board (user must have access to it)

    Args:
        board_id: The id of board to delete
        include_images: Permanently delete all images and videos on the board
    """

    def parse(data: Any) -> DeleteBoardResult:
        from ..models.delete_board_result import DeleteBoardResult

        response_200 = DeleteBoardResult.from_dict(data)

        return response_200

    return Request(
        "boards.delete_board",
        "DELETE",
        "/api/v1/boards/{board_id}".format(**quote_path("boards.delete_board", board_id=board_id)),
        params=drop_empty({"include_images": include_images}),
        parse=parse,
    )


def update_board(*, board_id: str, body: BoardChanges) -> Request[BoardDTO]:
    """Update Board.

    Updates a board (user must have access to it)

    Args:
        board_id: The id of board to update
    """

    def parse(data: Any) -> BoardDTO:
        from ..models.board_dto import BoardDTO

        response_201 = BoardDTO.from_dict(data)

        return response_201

    return Request(
        "boards.update_board",
        "PATCH",
        "/api/v1/boards/{board_id}".format(**quote_path("boards.update_board", board_id=board_id)),
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def list_all_board_image_names(
    *, board_id: str, categories: list[str] | None | Unset = UNSET, is_intermediate: bool | None | Unset = UNSET
) -> Request[list[str]]:
    """List All Board Image Names.

    Gets a list of images for a board

    Args:
        board_id: The id of the board or 'none' for uncategorized images
        categories: The categories of image to include.
        is_intermediate: Whether to list intermediate images.
    """

    def parse(data: Any) -> list[str]:

        response_200 = cast(list[str], data)

        return response_200

    return Request(
        "boards.list_all_board_image_names",
        "GET",
        "/api/v1/boards/{board_id}/image_names".format(
            **quote_path("boards.list_all_board_image_names", board_id=board_id)
        ),
        params=drop_empty({"categories": categories, "is_intermediate": is_intermediate}),
        parse=parse,
    )
