"""Board names: the id of a board that is given by handle, id or name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousBoardError, BoardNotFoundError

if TYPE_CHECKING:
    from invokeai_api.models.board_dto import BoardDTO

    from invokeai_sdk.core import Core

UNCATEGORIZED: Final = "none"
"""The id that the server uses for the images and videos that are on no board."""

UNCATEGORIZED_NAME: Final = "Uncategorized"
"""The name that the web UI shows for the images and videos that are on no board."""


class HasBoardId(Protocol):
    """Anything that has a board's id, such as a `BoardHandle`."""

    @property
    def board_id(self) -> str:
        """The id of the board."""


BoardRef: TypeAlias = HasBoardId | str
"""A reference to a board: a `BoardHandle`, an id, or the name of exactly one board; `"none"` is the
uncategorized board."""


async def resolve_board_id(core: Core, board: BoardRef | None) -> str | None:
    """Return the id of a board.

    Args:
        core: the client's core.
        board: the handle, id or name of a board. Only a name needs a request.

    Returns:
        The id; None for None and for the uncategorized board.

    Raises:
        BoardNotFoundError: no board has this name.
        AmbiguousBoardError: several boards have this name.
    """
    if board is None:
        return None
    text = board if isinstance(board, str) else board.board_id
    if text == UNCATEGORIZED:
        return None
    if not isinstance(board, str) or looks_like_id(text):
        return text
    record = await find_board(core, text)
    return None if record is None else record.board_id


async def find_board(core: Core, name: str) -> BoardDTO | None:
    """Return the record of the board that has a name. Archived boards are found too.

    Args:
        core: the client's core.
        name: the exact name.

    Returns:
        The record; None for the uncategorized board. `"Uncategorized"` means that board, unless another board has that
        name.

    Raises:
        BoardNotFoundError: no board has this name; the message suggests similar names.
        AmbiguousBoardError: several boards have this name; the candidates are their ids.
    """
    boards = await fetch_board_records(core, include_archived=True)
    named = [board for board in boards if board.board_name == name]
    if len(named) > 1:
        raise AmbiguousBoardError(
            f"{len(named)} boards are named {name!r}; give the id of one of them",
            candidates=[board.board_id for board in named],
        )
    if named:
        return named[0]
    if name == UNCATEGORIZED_NAME:
        return None
    raise BoardNotFoundError(
        f"no board is named {name!r}", suggestions=find_close_matches(name, [board.board_name for board in boards])
    )


async def fetch_board_records(
    core: Core, *, include_archived: bool, order_by: str = "created_at", descending: bool = True
) -> list[BoardDTO]:
    """Return the records of all boards that this user may see, without the uncategorized board, in one request.

    The server's paged listing of boards is not used, because the total in a page is the number of boards in that page.

    Args:
        core: the client's core.
        include_archived: whether to return archived boards too.
        order_by: `created_at` or `board_name`.
        descending: whether the newest board, or the last name, comes first.
    """
    answer = await core.transport.send(
        api.boards.list_boards(
            all_=True,
            include_archived=include_archived,
            order_by=order_by,
            direction="DESC" if descending else "ASC",
        )
    )
    return answer if isinstance(answer, list) else answer.items
