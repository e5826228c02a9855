"""Requests to the server's `image_moves` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request

if TYPE_CHECKING:
    from ..models.image_move_status_response import ImageMoveStatusResponse


def start_image_move_recovery() -> Request[ImageMoveStatusResponse]:
    """Start Image Move Recovery."""

    def parse(data: Any) -> ImageMoveStatusResponse:
        from ..models.image_move_status_response import ImageMoveStatusResponse

        response_202 = ImageMoveStatusResponse.from_dict(data)

        return response_202

    return Request(
        "image_moves.start_image_move_recovery",
        "POST",
        "/api/v1/image_moves/recover",
        statuses=(202,),
        parse=parse,
    )


def start_image_move() -> Request[ImageMoveStatusResponse]:
    """Start Image Move."""

    def parse(data: Any) -> ImageMoveStatusResponse:
        from ..models.image_move_status_response import ImageMoveStatusResponse

        response_202 = ImageMoveStatusResponse.from_dict(data)

        return response_202

    return Request(
        "image_moves.start_image_move",
        "POST",
        "/api/v1/image_moves/start",
        statuses=(202,),
        parse=parse,
    )


def get_image_move_status() -> Request[ImageMoveStatusResponse]:
    """Get Image Move Status."""

    def parse(data: Any) -> ImageMoveStatusResponse:
        from ..models.image_move_status_response import ImageMoveStatusResponse

        response_200 = ImageMoveStatusResponse.from_dict(data)

        return response_200

    return Request(
        "image_moves.get_image_move_status",
        "GET",
        "/api/v1/image_moves/status",
        parse=parse,
    )
