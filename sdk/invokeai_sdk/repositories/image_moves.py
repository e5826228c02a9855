"""Moves of the image files on the server's disk to another folder layout: `client.image_moves`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from invokeai_api.models.image_move_status_response import ImageMoveStatusResponse

    from invokeai_sdk.core import Core


class ImageMoveRepository:
    """Maintenance of the image storage; on a server with users, for administrators only.

    The layout is the setting `image_subfolder_strategy` of `client.app.update_runtime_config`. While files are moved,
    the server answers requests for images with 409, and the SDK repeats them.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> ImageMoveStatusResponse:
        """Return whether files are being moved, and how many files are not where the layout requires."""
        return await self._transport.send(api.image_moves.get_image_move_status())

    async def start(self) -> ImageMoveStatusResponse:
        """Start to move every file to the place that the layout requires.

        Raises:
            ConflictError: files are being moved already, or the queue is not empty.
        """
        return await self._transport.send(api.image_moves.start_image_move())

    async def recover(self) -> ImageMoveStatusResponse:
        """Finish or undo a move that was interrupted.

        Raises:
            ConflictError: files are being moved.
        """
        return await self._transport.send(api.image_moves.start_image_move_recovery())
