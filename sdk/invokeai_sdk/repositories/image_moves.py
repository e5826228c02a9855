"""Moving the image files on the server's disk to another folder layout: `client.image_moves`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invokeai_api.models.image_move_status_response import ImageMoveStatusResponse

    from invokeai_sdk.core import Core


class ImageMoveRepository:
    """Storage maintenance. While it runs, the server refuses what touches images (409), and the SDK waits and retries.

    The layout is `image_subfolder_strategy` of `client.app.update_runtime_config`. On a server with users: admins only.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> ImageMoveStatusResponse:
        """Return whether files are being moved, and how many lie elsewhere than the layout says."""
        return await self._ask("image_moves.get_image_move_status")

    async def start(self) -> ImageMoveStatusResponse:
        """Start moving every file to where the layout says.

        Raises:
            ConflictError: it is running already, or the queue is not empty.
        """
        return await self._ask("image_moves.start_image_move")

    async def recover(self) -> ImageMoveStatusResponse:
        """Finish or undo a move that was interrupted.

        Raises:
            ConflictError: one is running.
        """
        return await self._ask("image_moves.start_image_move_recovery")

    async def _ask(self, operation: str) -> ImageMoveStatusResponse:
        status: ImageMoveStatusResponse = await self._transport.call(operation)
        return status
