"""Boards: `client.boards`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import anyio
from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk.errors import BoardNotFoundError, NotFoundError
from invokeai_sdk.media.board_names import UNCATEGORIZED, fetch_board_records, find_board, resolve_board_id
from invokeai_sdk.repositories.board_handle import BoardHandle
from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.board_dto import BoardDTO

    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef

BoardOrder: TypeAlias = Literal["created_at", "board_name"]
"""The columns that the server sorts boards by."""


class BoardRepository:
    """The boards on the server."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport
        self._creation_lock = core.common(_make_creation_lock)

    def handle(self, board_id: str) -> BoardHandle:
        """Return the handle of a board by id. No request is sent."""
        return BoardHandle(self._core, board_id)

    def uncategorized(self) -> BoardHandle:
        """Return the handle of the uncategorized board: the images that are on no board. No request is sent."""
        return BoardHandle(self._core, UNCATEGORIZED)

    async def get(self, board: BoardRef) -> BoardHandle:
        """Retrieve a board's record, and return the board's handle with the record. Archived boards are found too.

        Args:
            board: a handle, an id, or the name of exactly one board. The uncategorized board (`"none"`, or
                `"Uncategorized"` unless a board has that name) has no record.

        Raises:
            BoardNotFoundError: no board has this id or name; the message suggests similar names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        if isinstance(board, str):
            handle, may_be_name = self.handle(board), True
        else:
            handle, may_be_name = board if isinstance(board, BoardHandle) else self.handle(board.board_id), False
        if handle.is_uncategorized:
            return handle
        if not may_be_name or looks_like_id(handle.board_id):
            try:
                return await handle.refresh()
            except NotFoundError as error:
                if not may_be_name:
                    raise BoardNotFoundError(f"no board has the id {handle.board_id!r}") from error
        return await self.get_by_name(handle.board_id)

    async def get_by_name(self, name: str) -> BoardHandle:
        """Retrieve the board that has a name. Archived boards are found too.

        Args:
            name: the exact name; `"Uncategorized"` is the uncategorized board unless a board has that name.

        Raises:
            BoardNotFoundError: no board has this name; the message suggests similar names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        record = await find_board(self._core, name)
        return self.uncategorized() if record is None else self._make_handle(record)

    def list(
        self,
        *,
        include_archived: bool = False,
        order_by: BoardOrder = "created_at",
        descending: bool = True,
    ) -> Listing[BoardHandle]:
        """List the boards that this user may see: iterate with `async for`, or `await` a list. One request is sent.

        The uncategorized board is not listed.

        Args:
            include_archived: whether to list archived boards too.
            order_by: the order: by creation, or by name regardless of case.
            descending: whether the newest board, or the last name, comes first.
        """

        async def fetch() -> builtins.list[BoardHandle]:
            records = await fetch_board_records(
                self._core, include_archived=include_archived, order_by=order_by, descending=descending
            )
            return [self._make_handle(record) for record in records]

        return Listing.unpaged(fetch)

    async def create(self, name: str) -> BoardHandle:
        """Create a board. The server allows several boards with the same name.

        Args:
            name: the name, at most 300 characters.

        Raises:
            ValidationError: the name is too long.
        """
        return self._make_handle(await self._transport.send(api.boards.create_board(board_name=name)))

    async def get_or_create(self, name: str) -> BoardHandle:
        """Return the board that has a name; without such a board, create it.

        Concurrent calls of one client and its copies wait for each other, so they create one board.

        Raises:
            AmbiguousBoardError: several boards have this name.
            ValidationError: the name is too long.
        """
        async with self._creation_lock:
            try:
                return await self.get_by_name(name)
            except BoardNotFoundError:
                return await self.create(name)

    async def resolve(self, board: BoardRef | None) -> str | None:
        """Return the id of a board.

        Args:
            board: the handle, id or name of a board. Only a name costs a request.

        Returns:
            The id; None for None and for the uncategorized board.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
        """
        return await resolve_board_id(self._core, board)

    def _make_handle(self, record: BoardDTO) -> BoardHandle:
        return BoardHandle(self._core, record.board_id, record=record)


def _make_creation_lock(_: Core) -> anyio.Lock:
    """Return the lock that a client and its copies hold while they look for a board and create it."""
    return anyio.Lock()
