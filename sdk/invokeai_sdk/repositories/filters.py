"""Filters: the query parameters that the listings of images, videos and the gallery share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from invokeai_sdk.media.board_names import UNCATEGORIZED, resolve_board_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef


class ListingQuery(TypedDict):
    """Query parameters of a listing; None does not filter, and is not sent."""

    board_id: str | None
    categories: list[str] | None
    is_intermediate: bool | None
    search_term: str | None
    starred_first: bool
    order_dir: str


async def build_query(
    core: Core,
    *,
    board: BoardRef | None,
    categories: Sequence[str] | None,
    intermediate: bool | None,
    search: str | None,
    starred_first: bool = True,
    descending: bool = True,
) -> ListingQuery:
    """Return the query parameters for the filters of a listing. A board's name costs a request.

    Args:
        core: the client's core.
        board: the handle, id or name of a board; `"none"` is the uncategorized board.
        categories: the categories to list.
        intermediate: whether to list only intermediate files, or only others.
        search: the text to search for.
        starred_first: whether starred files come first.
        descending: whether the newest file comes first.

    Raises:
        BoardNotFoundError: no board has this name.
        AmbiguousBoardError: several boards have this name.
    """
    return {
        "board_id": None if board is None else await resolve_board_id(core, board) or UNCATEGORIZED,
        "categories": None if categories is None else [*categories],
        "is_intermediate": intermediate,
        "search_term": search,
        "starred_first": starred_first,
        "order_dir": to_direction(descending=descending),
    }


def to_direction(*, descending: bool) -> str:
    """Return the server's word for a sort direction."""
    return "DESC" if descending else "ASC"
