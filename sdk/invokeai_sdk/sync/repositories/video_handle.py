"""The blocking counterpart of `invokeai_sdk.repositories.video_handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    import os
    from pathlib import Path

    from invokeai_api.models.video_dto import VideoDTO
    from invokeai_api.models.video_urls_dto import VideoUrlsDTO

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.repositories.video_handle import VideoHandle


class SyncVideoHandle(Mirror):
    """A video: its name, the client it lives in, and its record if it was fetched.

    Attributes:
        name: the server's name of it, which ends in `.mp4`.
        record: what the server said of the video when it was last asked, or `None`.
    """

    _async: VideoHandle

    @property
    def name(self) -> str:
        """The server's name of it, which ends in `.mp4`."""
        return self._async.name

    @property
    def record(self) -> VideoDTO | None:
        """What the server said of the video when it was last asked, or `None`."""
        return self._async.record

    @property
    def video_name(self) -> str:
        """The same as `name`, as the server calls it."""
        return self._async.video_name

    def refresh(self) -> SyncVideoHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the video is gone; so with all that follows.
        """
        return self._wrapped(self._call(self._async.refresh))

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
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
        return self._call(self._async.save, path, overwrite=overwrite)

    def bytes(self) -> builtins.bytes:
        """Return the whole video."""
        return self._call(self._async.bytes)

    def exists(self) -> bool:
        """Tell whether the server has the video's file; nothing of it is downloaded."""
        return self._call(self._async.exists)

    def thumbnail(self) -> builtins.bytes:
        """Return its first frame, made small, as WebP."""
        return self._call(self._async.thumbnail)

    def urls(self) -> VideoUrlsDTO:
        """Return the URLs of the video and its thumbnail, relative to the server's."""
        return self._call(self._async.urls)

    def metadata(self) -> JSONObject | None:
        """Return the InvokeAI metadata stored with it, if there is any."""
        return self._call(self._async.metadata)

    def workflow(self) -> JSONObject | None:
        """Return the workflow that made it, if one is stored with it."""
        return self._call(self._async.workflow)

    def graph(self) -> JSONObject | None:
        """Return the graph that made it, if one is stored with it."""
        return self._call(self._async.graph)

    def update(
        self,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> SyncVideoHandle:
        """Change what the server has noted of the video, and return this handle; what is left out stays."""
        return self._wrapped(
            self._call(
                self._async.update, category=category, intermediate=intermediate, starred=starred, session_id=session_id
            )
        )

    def delete(self) -> None:
        """Delete the video for good."""
        self._call(self._async.delete)


SyncVideoRef: TypeAlias = "SyncVideoHandle | str"
"""A video as users name one: a handle, or its name on the server."""
