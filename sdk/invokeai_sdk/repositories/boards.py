"""Boards: `client.boards`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import anyio
from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousBoardError, BoardNotFoundError, NotFoundError
from invokeai_sdk.repositories.board_handle import UNCATEGORIZED, BoardHandle

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.board_dto import BoardDTO

    from invokeai_sdk.core import Core

BoardRef: TypeAlias = BoardHandle | str
"""A board as users name one: a handle, an id, or a name that only one board has; `"none"` is the uncategorized."""

BoardOrder: TypeAlias = Literal["created_at", "board_name"]
"""What the server can sort boards by."""

_UNCATEGORIZED_NAME: Final = "Uncategorized"


class BoardRepository:
    """The boards of the server, and the way to their images."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport
        self._creating = core.common(_creating)

    async def list(
        self,
        *,
        include_archived: bool = False,
        order_by: BoardOrder = "created_at",
        descending: bool = True,
    ) -> builtins.list[BoardHandle]:
        """Return every board that this user may see, without the uncategorized.

        Args:
            include_archived: also the archived ones.
            order_by: what to sort by.
            descending: the newest, or the last of the alphabet, first.
        """
        records: builtins.list[BoardDTO] = await self._transport.send(
            api.boards.list_boards(
                all_=True,
                include_archived=include_archived,
                order_by=order_by,
                direction="DESC" if descending else "ASC",
            )
        )
        return [BoardHandle(self._core, record.board_id, record=record) for record in records]

    async def get(self, board: BoardRef) -> BoardHandle:
        """Return one board, with its record fresh from the server.

        Args:
            board: a handle, an id, or a name that only one board has. Archived boards are found too.

        Raises:
            BoardNotFoundError: no board has this id or name; the message offers close names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        handle = board if isinstance(board, BoardHandle) else self.handle(board)
        if handle.is_uncategorized:
            return handle
        if isinstance(board, BoardHandle) or looks_like_id(board):
            try:
                return await handle.refresh()
            except NotFoundError as error:
                if isinstance(board, BoardHandle):
                    raise BoardNotFoundError(f"no board has the id {handle.board_id!r}") from error
        return await self.get_by_name(handle.board_id)

    async def get_by_name(self, name: str) -> BoardHandle:
        """Return the one board of this name. Archived boards are found too.

        Args:
            name: the exact name; `"Uncategorized"` is the uncategorized unless a board is called so.

        Raises:
            BoardNotFoundError: no board has this name; the message offers close ones.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        boards = await self.list(include_archived=True)
        named = [board for board in boards if board.name == name]
        if len(named) > 1:
            raise AmbiguousBoardError(
                f"{len(named)} boards are named {name!r}; name one by its id",
                candidates=[board.board_id for board in named],
            )
        if named:
            return named[0]
        if name == _UNCATEGORIZED_NAME:
            return self.uncategorized()
        raise BoardNotFoundError(
            f"no board is named {name!r}", suggestions=find_close_matches(name, [board.name for board in boards])
        )

    async def create(self, name: str) -> BoardHandle:
        """Create a board. The server allows several of one name.

        Args:
            name: at most 300 characters.

        Raises:
            ValidationError: the name is too long.
        """
        record: BoardDTO = await self._transport.send(api.boards.create_board(board_name=name))
        return BoardHandle(self._core, record.board_id, record=record)

    async def get_or_create(self, name: str) -> BoardHandle:
        """Return the one board of this name, created if there is none.

        Calls through one client wait for each other, so they never create two of a name.

        Raises:
            AmbiguousBoardError: several boards have this name.
        """
        async with self._creating:
            try:
                return await self.get_by_name(name)
            except BoardNotFoundError:
                return await self.create(name)

    def uncategorized(self) -> BoardHandle:
        """Return the board of all images that are on no board. Nothing is asked of the server."""
        return BoardHandle(self._core, UNCATEGORIZED)

    def handle(self, board_id: str) -> BoardHandle:
        """Return the handle of a board by its id. Nothing is asked of the server."""
        return BoardHandle(self._core, board_id)

    async def resolve(self, board: BoardRef | None) -> str | None:
        """Return the id of a board named in any way that users name one.

        A handle, an id and `None` cost no request; a name costs one.

        Returns:
            The id; `None` for no board at all, which `None` and the uncategorized both are.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
        """
        if board is None:
            return None
        if isinstance(board, BoardHandle):
            return None if board.is_uncategorized else board.board_id
        if board == UNCATEGORIZED:
            return None
        if looks_like_id(board):
            return board
        found = await self.get_by_name(board)
        return None if found.is_uncategorized else found.board_id


def _creating(_: Core) -> anyio.Lock:
    """Make the lock under which a client and its copies look for a board before they create it."""
    return anyio.Lock()
