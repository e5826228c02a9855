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
    """Maintenance of the image storage; on a server with users, for administrators only.

    The layout is the setting `image_subfolder_strategy` of `client.app.update_runtime_config`. While files are moved,
    the server answers requests for images with 409, and the SDK repeats them.
    """

    _async: ImageMoveRepository

    def status(self) -> ImageMoveStatusResponse:
        """Return whether files are being moved, and how many files are not where the layout requires."""
        return self._call(self._async.status)

    def start(self) -> ImageMoveStatusResponse:
        """Start to move every file to the place that the layout requires.

        Raises:
            ConflictError: files are being moved already, or the queue is not empty.
        """
        return self._call(self._async.start)

    def recover(self) -> ImageMoveStatusResponse:
        """Finish or undo a move that was interrupted.

        Raises:
            ConflictError: files are being moved.
        """
        return self._call(self._async.recover)
