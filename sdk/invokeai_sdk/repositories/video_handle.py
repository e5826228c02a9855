"""One video of the server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import anyio
from invokeai_api import api

from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.transport.files import resolve_target

if TYPE_CHECKING:
    import builtins
    import os
    from pathlib import Path

    from invokeai_api.models.video_dto import VideoDTO
    from invokeai_api.models.video_urls_dto import VideoUrlsDTO

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core


class VideoHandle:
    """A video: its name, the client it lives in, and its record if it was fetched.

    Attributes:
        name: the server's name of it, which ends in `.mp4`.
        record: what the server said of the video when it was last asked, or `None`.
    """

    def __init__(self, core: Core, name: str, *, record: VideoDTO | None = None) -> None:
        self._transport = core.transport
        self.name = name
        self.record = record

    @property
    def video_name(self) -> str:
        """The same as `name`, as the server calls it."""
        return self.name

    def __repr__(self) -> str:
        return f"VideoHandle({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VideoHandle) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    async def refresh(self) -> VideoHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the video is gone; so with all that follows.
        """
        self.record = await self._transport.send(api.videos.get_video_dto(video_name=self.name))
        return self

    async def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
        """Stream the video to disk; the file appears when it is complete.

        Args:
            path: the file, or a folder to save under the server's name: one that exists, or whose name ends in a
                slash or has no suffix. Missing folders are made.
            overwrite: whether to replace a file that is there; if not, it is taken for this video and left.

        Returns:
            The file.

        Raises:
            DownloadError: it cannot be written; nothing is left of it.
            NotFoundError: the server has no such video.
        """
        target = await resolve_target(path, self.name)
        if not overwrite and await anyio.Path(target).is_file():
            return target
        return await self._transport.download(api.videos.get_video_full(video_name=self.name), Path(target))

    async def bytes(self) -> builtins.bytes:
        """Return the whole video."""
        async with self._transport.stream(api.videos.get_video_full(video_name=self.name)) as answer:
            return await answer.read()

    async def exists(self) -> bool:
        """Tell whether the server has the video's file; nothing of it is downloaded."""
        try:
            await self._transport.send(api.videos.get_video_full_head(video_name=self.name))
        except NotFoundError:
            return False
        return True

    async def thumbnail(self) -> builtins.bytes:
        """Return its first frame, made small, as WebP."""
        content: builtins.bytes = await self._transport.send(api.videos.get_video_thumbnail(video_name=self.name))
        return content

    async def urls(self) -> VideoUrlsDTO:
        """Return the URLs of the video and its thumbnail, relative to the server's."""
        urls: VideoUrlsDTO = await self._transport.send(api.videos.get_video_urls(video_name=self.name))
        return urls

    async def metadata(self) -> JSONObject | None:
        """Return the InvokeAI metadata stored with it, if there is any."""
        found = await self._transport.send(api.videos.get_video_metadata(video_name=self.name).as_json())
        return found if isinstance(found, dict) else None

    async def workflow(self) -> JSONObject | None:
        """Return the workflow that made it, if one is stored with it."""
        return await self._embedded("workflow")

    async def graph(self) -> JSONObject | None:
        """Return the graph that made it, if one is stored with it."""
        return await self._embedded("graph")

    async def update(
        self,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> VideoHandle:
        """Change what the server has noted of the video, and return this handle; what is left out stays."""
        changes = {
            "video_category": category,
            "is_intermediate": intermediate,
            "starred": starred,
            "session_id": session_id,
        }
        body = {key: value for key, value in changes.items() if value is not None}
        self.record = await self._transport.send(api.videos.update_video(video_name=self.name, body=body))
        return self

    async def delete(self) -> None:
        """Delete the video for good."""
        await self._transport.send(api.videos.delete_video(video_name=self.name))

    async def _embedded(self, what: str) -> JSONObject | None:
        answer = await self._transport.send(api.videos.get_video_workflow(video_name=self.name).as_json())
        text = answer.get(what) if isinstance(answer, dict) else None
        found = json.loads(text) if isinstance(text, str) else None
        return found if isinstance(found, dict) else None


VideoRef: TypeAlias = VideoHandle | str
"""A video as users name one: a handle, or its name on the server."""


def video_name(video: VideoRef) -> str:
    """Return the name of a video given by handle or by name."""
    return video if isinstance(video, str) else video.name
