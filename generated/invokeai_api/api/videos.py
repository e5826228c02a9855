"""Requests to the server's `videos` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..bodies import RemoveVideoFromBoardBody, UploadVideoBody, VideoBoardArg, VideoNamesBatch, VideoRecordChanges
    from ..models.add_videos_to_board_result import AddVideosToBoardResult
    from ..models.delete_videos_result import DeleteVideosResult
    from ..models.metadata_field import MetadataField
    from ..models.offset_paginated_results_video_dto import OffsetPaginatedResultsVideoDTO
    from ..models.remove_videos_from_board_result import RemoveVideosFromBoardResult
    from ..models.starred_videos_result import StarredVideosResult
    from ..models.unstarred_videos_result import UnstarredVideosResult
    from ..models.video_dto import VideoDTO
    from ..models.video_names_result import VideoNamesResult
    from ..models.video_urls_dto import VideoUrlsDTO
    from ..models.workflow_and_graph_response import WorkflowAndGraphResponse


def list_video_dtos(
    *,
    video_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[OffsetPaginatedResultsVideoDTO]:
    """List Video Dtos.

    Gets a list of video DTOs for the current user.

    Args:
        video_origin: The origin of videos to list.
        categories: The categories of video to include.
        is_intermediate: Whether to list intermediate videos.
        board_id: The board id to filter by. Use 'none' to find videos without a board.
        offset: The page offset
        limit: The number of videos per page
        order_dir: The order of sort
        starred_first: Whether to sort by starred videos first
        search_term: The term to search for
    """

    def parse(data: Any) -> OffsetPaginatedResultsVideoDTO:
        from ..models.offset_paginated_results_video_dto import OffsetPaginatedResultsVideoDTO

        response_200 = OffsetPaginatedResultsVideoDTO.from_dict(data)

        return response_200

    return Request(
        "videos.list_video_dtos",
        "GET",
        "/api/v1/videos/",
        params=drop_empty(
            {
                "video_origin": video_origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "offset": offset,
                "limit": limit,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def add_video_to_board(*, body: VideoBoardArg) -> Request[AddVideosToBoardResult]:
    """Add Video To Board."""

    def parse(data: Any) -> AddVideosToBoardResult:
        from ..models.add_videos_to_board_result import AddVideosToBoardResult

        response_200 = AddVideosToBoardResult.from_dict(data)

        return response_200

    return Request(
        "videos.add_video_to_board",
        "POST",
        "/api/v1/videos/board",
        json=drop_unset(body),
        parse=parse,
    )


def remove_video_from_board(*, body: RemoveVideoFromBoardBody) -> Request[RemoveVideosFromBoardResult]:
    """Remove Video From Board."""

    def parse(data: Any) -> RemoveVideosFromBoardResult:
        from ..models.remove_videos_from_board_result import RemoveVideosFromBoardResult

        response_200 = RemoveVideosFromBoardResult.from_dict(data)

        return response_200

    return Request(
        "videos.remove_video_from_board",
        "DELETE",
        "/api/v1/videos/board",
        json=drop_unset(body),
        parse=parse,
    )


def delete_videos_from_list(*, body: VideoNamesBatch) -> Request[DeleteVideosResult]:
    """Delete Videos From List."""

    def parse(data: Any) -> DeleteVideosResult:
        from ..models.delete_videos_result import DeleteVideosResult

        response_200 = DeleteVideosResult.from_dict(data)

        return response_200

    return Request(
        "videos.delete_videos_from_list",
        "POST",
        "/api/v1/videos/delete",
        json=drop_unset(body),
        parse=parse,
    )


def get_video_dto(*, video_name: str) -> Request[VideoDTO]:
    """Get Video Dto.

    Args:
        video_name: The name of video to get
    """

    def parse(data: Any) -> VideoDTO:
        from ..models.video_dto import VideoDTO

        response_200 = VideoDTO.from_dict(data)

        return response_200

    return Request(
        "videos.get_video_dto",
        "GET",
        "/api/v1/videos/i/{video_name}".format(**quote_path("videos.get_video_dto", video_name=video_name)),
        parse=parse,
    )


def delete_video(*, video_name: str) -> Request[DeleteVideosResult]:
    """Delete Video.

    Args:
        video_name: The name of the video to delete
    """

    def parse(data: Any) -> DeleteVideosResult:
        from ..models.delete_videos_result import DeleteVideosResult

        response_200 = DeleteVideosResult.from_dict(data)

        return response_200

    return Request(
        "videos.delete_video",
        "DELETE",
        "/api/v1/videos/i/{video_name}".format(**quote_path("videos.delete_video", video_name=video_name)),
        parse=parse,
    )


def update_video(*, video_name: str, body: VideoRecordChanges) -> Request[VideoDTO]:
    """Update Video.

    Args:
        video_name: The name of the video to update
    """

    def parse(data: Any) -> VideoDTO:
        from ..models.video_dto import VideoDTO

        response_200 = VideoDTO.from_dict(data)

        return response_200

    return Request(
        "videos.update_video",
        "PATCH",
        "/api/v1/videos/i/{video_name}".format(**quote_path("videos.update_video", video_name=video_name)),
        json=drop_unset(body),
        parse=parse,
    )


def get_video_full(*, video_name: str) -> Request[bytes]:
    """Get Video Full.

    Serves the video file with HTTP Range support so HTML5 <video> seek/scrub works.

    Browser media requests authenticate with the path-scoped HttpOnly cookie set at login.

    Args:
        video_name: The name of video file to get
    """

    return Request(
        "videos.get_video_full",
        "GET",
        "/api/v1/videos/i/{video_name}/full".format(**quote_path("videos.get_video_full", video_name=video_name)),
        statuses=(
            200,
            206,
        ),
        answer="bytes",
    )


def get_video_full_head(*, video_name: str) -> Request[None]:
    """Get Video Full.

    Serves the video file with HTTP Range support so HTML5 <video> seek/scrub works.

    Browser media requests authenticate with the path-scoped HttpOnly cookie set at login.

    Args:
        video_name: The name of video file to get
    """

    return Request(
        "videos.get_video_full_head",
        "HEAD",
        "/api/v1/videos/i/{video_name}/full".format(**quote_path("videos.get_video_full_head", video_name=video_name)),
        answer="none",
    )


def get_video_metadata(*, video_name: str) -> Request[MetadataField | None]:
    """Get Video Metadata.

    Args:
        video_name: The name of video to get
    """

    def parse(data: Any) -> MetadataField | None:
        from ..models.metadata_field import MetadataField

        def _parse_response_200(data: object) -> MetadataField | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = MetadataField.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MetadataField | None, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "videos.get_video_metadata",
        "GET",
        "/api/v1/videos/i/{video_name}/metadata".format(
            **quote_path("videos.get_video_metadata", video_name=video_name)
        ),
        parse=parse,
    )


def get_video_thumbnail(*, video_name: str) -> Request[bytes]:
    """Get Video Thumbnail.

    Returns the first-frame WebP thumbnail of an authorized video.

    Args:
        video_name: The name of thumbnail file to get
    """

    return Request(
        "videos.get_video_thumbnail",
        "GET",
        "/api/v1/videos/i/{video_name}/thumbnail".format(
            **quote_path("videos.get_video_thumbnail", video_name=video_name)
        ),
        answer="bytes",
    )


def get_video_urls(*, video_name: str) -> Request[VideoUrlsDTO]:
    """Get Video Urls.

    Args:
        video_name: The name of the video whose URL to get
    """

    def parse(data: Any) -> VideoUrlsDTO:
        from ..models.video_urls_dto import VideoUrlsDTO

        response_200 = VideoUrlsDTO.from_dict(data)

        return response_200

    return Request(
        "videos.get_video_urls",
        "GET",
        "/api/v1/videos/i/{video_name}/urls".format(**quote_path("videos.get_video_urls", video_name=video_name)),
        parse=parse,
    )


def get_video_workflow(*, video_name: str) -> Request[WorkflowAndGraphResponse]:
    """Get Video Workflow.

    Gets the workflow and graph saved with a generated video (mirrors the image route).

    Args:
        video_name: The name of video whose workflow to get
    """

    def parse(data: Any) -> WorkflowAndGraphResponse:
        from ..models.workflow_and_graph_response import WorkflowAndGraphResponse

        response_200 = WorkflowAndGraphResponse.from_dict(data)

        return response_200

    return Request(
        "videos.get_video_workflow",
        "GET",
        "/api/v1/videos/i/{video_name}/workflow".format(
            **quote_path("videos.get_video_workflow", video_name=video_name)
        ),
        parse=parse,
    )


def get_video_names(
    *,
    video_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[VideoNamesResult]:
    """Get Video Names.

    Gets ordered list of video names with metadata for optimistic updates.

    Deprecated: use `GET /v1/gallery/item_names`, which returns images and videos interleaved
    in one ordered list. This video-only endpoint predates the polymorphic gallery.

    Args:
        video_origin: The origin of videos to list.
        categories: The categories of video to include.
        is_intermediate: Whether to list intermediate videos.
        board_id: The board id to filter by. Use 'none' to find videos without a board.
        order_dir: The order of sort
        starred_first: Whether to sort by starred videos first
        search_term: The term to search for
    """

    def parse(data: Any) -> VideoNamesResult:
        from ..models.video_names_result import VideoNamesResult

        response_200 = VideoNamesResult.from_dict(data)

        return response_200

    return Request(
        "videos.get_video_names",
        "GET",
        "/api/v1/videos/names",
        params=drop_empty(
            {
                "video_origin": video_origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def star_videos_in_list(*, body: VideoNamesBatch) -> Request[StarredVideosResult]:
    """Star Videos In List."""

    def parse(data: Any) -> StarredVideosResult:
        from ..models.starred_videos_result import StarredVideosResult

        response_200 = StarredVideosResult.from_dict(data)

        return response_200

    return Request(
        "videos.star_videos_in_list",
        "POST",
        "/api/v1/videos/star",
        json=drop_unset(body),
        parse=parse,
    )


def delete_uncategorized_videos() -> Request[DeleteVideosResult]:
    """Delete Uncategorized Videos.

    Deletes all uncategorized videos owned by the current user (or all if admin).

    Mirrors ``delete_uncategorized_images`` so the "Delete All Uncategorized
    Images/Videos" board action covers both media kinds.
    """

    def parse(data: Any) -> DeleteVideosResult:
        from ..models.delete_videos_result import DeleteVideosResult

        response_200 = DeleteVideosResult.from_dict(data)

        return response_200

    return Request(
        "videos.delete_uncategorized_videos",
        "DELETE",
        "/api/v1/videos/uncategorized",
        parse=parse,
    )


def unstar_videos_in_list(*, body: VideoNamesBatch) -> Request[UnstarredVideosResult]:
    """Unstar Videos In List."""

    def parse(data: Any) -> UnstarredVideosResult:
        from ..models.unstarred_videos_result import UnstarredVideosResult

        response_200 = UnstarredVideosResult.from_dict(data)

        return response_200

    return Request(
        "videos.unstar_videos_in_list",
        "POST",
        "/api/v1/videos/unstar",
        json=drop_unset(body),
        parse=parse,
    )


def upload_video(
    *,
    body: UploadVideoBody,
    video_category: str,
    is_intermediate: bool,
    board_id: None | str | Unset = UNSET,
    session_id: None | str | Unset = UNSET,
) -> Request[VideoDTO]:
    """Upload Video.

    Uploads a video for the current user.

    Args:
        video_category: The category of the video
        is_intermediate: Whether this is an intermediate video
        board_id: The board to add this video to, if any
        session_id: The session ID associated with this upload, if any
    """

    def parse(data: Any) -> VideoDTO:
        from ..models.video_dto import VideoDTO

        response_201 = VideoDTO.from_dict(data)

        return response_201

    return Request(
        "videos.upload_video",
        "POST",
        "/api/v1/videos/upload",
        params=drop_empty(
            {
                "video_category": video_category,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "session_id": session_id,
            }
        ),
        form=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )
