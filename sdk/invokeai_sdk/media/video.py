"""`VideoHandle`: a video on the server, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_api import api

from invokeai_sdk._types import given
from invokeai_sdk.media.handle import MediaHandle

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.video_dto import VideoDTO
    from invokeai_api.models.video_urls_dto import VideoUrlsDTO

    from invokeai_sdk._request import Request


class VideoHandle(MediaHandle["VideoDTO", "VideoUrlsDTO"]):
    """A video on the server, by name. Creating a handle sends no request.

    Every method that sends a request raises `NotFoundError` if the server does not have the video, `NotSupportedError`
    if the server is older than 6.14, and another `APIError` if the request fails.

    Attributes:
        name: the server's name of the video, such as `….mp4`.
        record: the record that the server sent last; None before the first.
        source: the queue item and node that produced the video, if it is a result of a job.
    """

    @property
    def video_name(self) -> str:
        """The same as `name`; the server's video fields have a `video_name`."""
        return self.name

    def _file_request(self) -> Request[builtins.bytes]:
        return api.videos.get_video_full(video_name=self.name)

    def _head_request(self) -> Request[None]:
        return api.videos.get_video_full_head(video_name=self.name)

    def _thumbnail_request(self) -> Request[builtins.bytes]:
        return api.videos.get_video_thumbnail(video_name=self.name)

    def _metadata_request(self) -> Request[object]:
        return api.videos.get_video_metadata(video_name=self.name)

    def _workflow_request(self) -> Request[object]:
        return api.videos.get_video_workflow(video_name=self.name)

    def _urls_request(self) -> Request[VideoUrlsDTO]:
        return api.videos.get_video_urls(video_name=self.name)

    def _record_request(self) -> Request[VideoDTO]:
        return api.videos.get_video_dto(video_name=self.name)

    def _update_request(
        self, *, category: str | None, intermediate: bool | None, starred: bool | None, session_id: str | None
    ) -> Request[VideoDTO]:
        return api.videos.update_video(
            video_name=self.name,
            body={
                "video_category": given(category),
                "is_intermediate": given(intermediate),
                "starred": given(starred),
                "session_id": given(session_id),
            },
        )

    def _move_request(self, board_id: str | None) -> Request[object]:
        if board_id is None:
            return api.videos.remove_video_from_board(body={"video_name": self.name})
        return api.videos.add_video_to_board(body={"video_name": self.name, "board_id": board_id})

    def _delete_request(self) -> Request[object]:
        return api.videos.delete_video(video_name=self.name)


VideoRef: TypeAlias = VideoHandle | str
"""A reference to a video: a handle, or the server's name of the video."""


def video_name(video: VideoRef) -> str:
    """Return the name of a video that is given by handle or by name."""
    return video if isinstance(video, str) else video.name
