"""The blocking counterpart of `invokeai_sdk.repositories.boards`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    import builtins

    from invokeai_sdk.repositories.boards import BoardOrder, BoardRepository
    from invokeai_sdk.sync.repositories.board_handle import SyncBoardHandle


class SyncBoardRepository(Mirror):
    """The boards of the server, and the way to their images."""

    _async: BoardRepository

    def list(
        self, *, include_archived: bool = False, order_by: BoardOrder = "created_at", descending: bool = True
    ) -> builtins.list[SyncBoardHandle]:
        """Return every board that this user may see, without the uncategorized.

        Args:
            include_archived: also the archived ones.
            order_by: what to sort by.
            descending: the newest, or the last of the alphabet, first.
        """
        return self._wrapped(
            self._call(self._async.list, include_archived=include_archived, order_by=order_by, descending=descending)
        )

    def get(self, board: SyncBoardRef) -> SyncBoardHandle:
        """Return one board, with its record fresh from the server.

        Args:
            board: a handle, an id, or a name that only one board has. Archived boards are found too.

        Raises:
            BoardNotFoundError: no board has this id or name; the message offers close names.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        return self._wrapped(self._call(self._async.get, unwrapped(board)))

    def get_by_name(self, name: str) -> SyncBoardHandle:
        """Return the one board of this name. Archived boards are found too.

        Args:
            name: the exact name; `"Uncategorized"` is the uncategorized unless a board is called so.

        Raises:
            BoardNotFoundError: no board has this name; the message offers close ones.
            AmbiguousBoardError: several boards have this name; the candidates are their ids.
        """
        return self._wrapped(self._call(self._async.get_by_name, name))

    def create(self, name: str) -> SyncBoardHandle:
        """Create a board. The server allows several of one name.

        Args:
            name: at most 300 characters.

        Raises:
            ValidationError: the name is too long.
        """
        return self._wrapped(self._call(self._async.create, name))

    def get_or_create(self, name: str) -> SyncBoardHandle:
        """Return the one board of this name, created if there is none.

        Calls through one client wait for each other, so they never create two of a name.

        Raises:
            AmbiguousBoardError: several boards have this name.
        """
        return self._wrapped(self._call(self._async.get_or_create, name))

    def uncategorized(self) -> SyncBoardHandle:
        """Return the board of all images that are on no board. Nothing is asked of the server."""
        return self._wrapped(self._call(self._async.uncategorized))

    def handle(self, board_id: str) -> SyncBoardHandle:
        """Return the handle of a board by its id. Nothing is asked of the server."""
        return self._wrapped(self._call(self._async.handle, board_id))

    def resolve(self, board: SyncBoardRef | None) -> str | None:
        """Return the id of a board named in any way that users name one.

        A handle, an id and `None` cost no request; a name costs one.

        Returns:
            The id; `None` for no board at all, which `None` and the uncategorized both are.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
        """
        return self._call(self._async.resolve, unwrapped(board))


SyncBoardRef: TypeAlias = "SyncBoardHandle | str"
"""A board as users name one: a handle, an id, or a name that only one board has; `"none"` is the uncategorized."""
