"""The blocking counterpart of `invokeai_sdk.repositories.videos`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed, streamed

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.downloads import Downloads
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.media.video import VideoHandle, VideoRef
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.videos import VideoRepository
    from invokeai_sdk.sync.repositories.paging import SyncListing


class SyncVideoRepository(Mirror):
    """The videos on the server: list, upload, change, move, delete and download them."""

    _async: VideoRepository

    def handle(self, name: str) -> VideoHandle:
        """Return the handle of a video by name. No request is sent."""
        return self._call(self._async.handle, name)

    def get(self, name: str) -> VideoHandle:
        """Retrieve a video's record, and return the video's handle with the record.

        Raises:
            NotFoundError: the server does not have the video.
        """
        return self._call(self._async.get, name)

    def list(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> SyncListing[VideoHandle]:
        """List videos with their records: iterate with `for` in constant memory, or `await` a list.

        The filters are those of `client.images.list`.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        return self._wrapped(
            self._call(
                self._async.list,
                board=board,
                categories=categories,
                origin=origin,
                intermediate=intermediate,
                search=search,
                starred_first=starred_first,
                descending=descending,
                page_size=page_size,
            )
        )

    def names(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of videos in one request. Filters and errors are those of `list`."""
        return self._call(
            self._async.names,
            board=board,
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def upload(
        self,
        source: MediaSource,
        *,
        filename: str | None = None,
        board: BoardRef | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        session_id: str | None = None,
        reuse: bool = True,
    ) -> VideoHandle:
        """Upload a video.

        The same content with the same arguments is uploaded once per client, as long as the server has the video.

        Args:
            source: a path, bytes, a file opened with `"rb"`, or an iterator of bytes; streamed, not read into
                memory.
            filename: the file name to send; the server assigns a name of its own.
            board: the board to put the video on: a handle, id or name.
            category: `user`, `general` or `other`.
            intermediate: whether the gallery hides the video.
            metadata: the InvokeAI metadata to store with the video.
            session_id: the session that the video is recorded under.
            reuse: whether to return an earlier upload of the same content with the same arguments.

        Raises:
            OSError: the path or file cannot be read.
            TypeError: the source is none of the supported forms.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: the content is not MP4 with H.264 video, or the server cannot decode it.
            NotSupportedError: the server is older than 6.14.
        """
        return self._call(
            self._async.upload,
            source,
            filename=filename,
            board=board,
            category=category,
            intermediate=intermediate,
            metadata=metadata,
            session_id=session_id,
            reuse=reuse,
        )

    def star(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Star videos."""
        return self._call(self._async.star, listed(videos))

    def unstar(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Remove the star from videos."""
        return self._call(self._async.unstar, listed(videos))

    def delete(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Delete videos permanently. An unknown name is reported as failed; no error is raised."""
        return self._call(self._async.delete, listed(videos))

    def move(self, videos: Iterable[VideoRef], to: BoardRef | None) -> BulkResult:
        """Move videos to a board, with one request per video. A video is on at most one board.

        Args:
            videos: handles or names.
            to: the handle, id or name of a board. None and the uncategorized board remove the videos from their boards.

        Raises:
            BoardNotFoundError: no board has this name or id.
            AmbiguousBoardError: several boards have this name.
        """
        return self._call(self._async.move, listed(videos), to)

    def delete_uncategorized(self) -> BulkResult:
        """Delete every video that is on no board, permanently."""
        return self._call(self._async.delete_uncategorized)

    def download(
        self,
        videos: Iterable[VideoRef],
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = True,
        concurrency: int = 4,
    ) -> Downloads:
        """Download videos concurrently. Arguments, result and errors are those of `client.images.download`."""
        return self._call(self._async.download, streamed(videos), folder, overwrite=overwrite, concurrency=concurrency)
