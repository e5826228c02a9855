"""The blocking counterpart of `invokeai_sdk.repositories.image_moves`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_api.models.image_move_status_response import ImageMoveStatusResponse

    from invokeai_sdk.repositories.image_moves import ImageMoveRepository


class SyncImageMoveRepository(Mirror):
    """Storage maintenance. While it runs, the server refuses what touches images (409), and the SDK waits and retries.

    The layout is `image_subfolder_strategy` of `client.app.update_runtime_config`. On a server with users: admins only.
    """

    _async: ImageMoveRepository

    def status(self) -> ImageMoveStatusResponse:
        """Return whether files are being moved, and how many lie elsewhere than the layout says."""
        return self._call(self._async.status)

    def start(self) -> ImageMoveStatusResponse:
        """Start moving every file to where the layout says.

        Raises:
            ConflictError: it is running already, or the queue is not empty.
        """
        return self._call(self._async.start)

    def recover(self) -> ImageMoveStatusResponse:
        """Finish or undo a move that was interrupted.

        Raises:
            ConflictError: one is running.
        """
        return self._call(self._async.recover)
