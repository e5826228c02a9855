"""The blocking counterpart of `invokeai_sdk.repositories.boards`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.repositories.boards import BoardOrder, BoardRepository
    from invokeai_sdk.sync.repositories.board_handle import SyncBoardHandle
    from invokeai_sdk.sync.repositories.paging import SyncListing


class SyncBoardRepository(Mirror):
    """The boards on the server."""

    _async: BoardRepository

    def handle(self, board_id: str) -> SyncBoardHandle:
        """Return the handle of a board by id. No request is sent."""
        return self._wrapped(self._call(self._async.handle, board_id))

    def uncategorized(self) -> SyncBoardHandle:
        """Return the handle of the uncategorized board: the images that are on no board. No request is sent."""
        return self._wrapped(self._call(self._async.uncategorized))

    def get(self, board: BoardRef) -> SyncBoardHandle:
        """Retrieve a board's record, and return the board's handle with the record. Archived boards are found too.

        Args:
            board: a handle, an id, or the name of exactly one board. The uncategorized board (`"none"`, or
                `"Uncategorized"` unless a board has that name) has no record.

        Raises:
            BoardNotFoundError: no board has this id or name; the message suggests similar names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        return self._wrapped(self._call(self._async.get, board))

    def get_by_name(self, name: str) -> SyncBoardHandle:
        """Retrieve the board that has a name. Archived boards are found too.

        Args:
            name: the exact name; `"Uncategorized"` is the uncategorized board unless a board has that name.

        Raises:
            BoardNotFoundError: no board has this name; the message suggests similar names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        return self._wrapped(self._call(self._async.get_by_name, name))

    def list(
        self,
        *,
        include_archived: bool = False,
        order_by: BoardOrder = "created_at",
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> SyncListing[SyncBoardHandle]:
        """List the boards that this user may see: iterate with `for` in constant memory, or `await` a list.

        The uncategorized board is not listed.

        Args:
            include_archived: whether to list archived boards too.
            order_by: the order: by creation, or by name regardless of case. A listing by name needs one request.
            descending: whether the newest board, or the last name, comes first.
            page_size: the number of boards per request.
        """
        return self._wrapped(
            self._call(
                self._async.list,
                include_archived=include_archived,
                order_by=order_by,
                descending=descending,
                page_size=page_size,
            )
        )

    def create(self, name: str) -> SyncBoardHandle:
        """Create a board. The server allows several boards with the same name.

        Args:
            name: the name, at most 300 characters.

        Raises:
            ValidationError: the name is too long.
        """
        return self._wrapped(self._call(self._async.create, name))

    def get_or_create(self, name: str) -> SyncBoardHandle:
        """Return the board that has a name; without such a board, create it.

        Concurrent calls of one client and its copies wait for each other, so they create one board.

        Raises:
            AmbiguousBoardError: several boards have this name.
            ValidationError: the name is too long.
        """
        return self._wrapped(self._call(self._async.get_or_create, name))

    def resolve(self, board: BoardRef | None) -> str | None:
        """Return the id of a board.

        Args:
            board: the handle, id or name of a board. Only a name costs a request.

        Returns:
            The id; None for None and for the uncategorized board.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
        """
        return self._call(self._async.resolve, board)
