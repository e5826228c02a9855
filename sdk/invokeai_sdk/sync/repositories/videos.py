"""The blocking counterpart of `invokeai_sdk.repositories.videos`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed, streamed, unwrapped

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.media.video import VideoHandle, VideoRef
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.transfers import Downloads
    from invokeai_sdk.repositories.videos import VideoRepository
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef


class SyncVideoRepository(Mirror):
    """The videos of the server: finding, uploading, changing and downloading them."""

    _async: VideoRepository

    def upload(
        self,
        source: str | Path | bytes,
        *,
        filename: str | None = None,
        board: SyncBoardRef | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        session_id: str | None = None,
    ) -> VideoHandle:
        """Upload a video, streamed from its file.

        Args:
            source: the file's path, or its content.
            filename: what to call it on the way; the server gives it a name of its own.
            board: the board to put it on: a handle, an id, or a name.
            category: `user`, `general` or `other`.
            intermediate: keep it out of the gallery.
            metadata: InvokeAI metadata to store with it.
            session_id: a session to record it under.

        Raises:
            OSError: the file cannot be read.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: not an MP4 with H.264 video, or the server cannot decode it.
            NotSupportedError: the server is older than videos.
        """
        return self._call(
            self._async.upload,
            source,
            filename=filename,
            board=unwrapped(board),
            category=category,
            intermediate=intermediate,
            metadata=metadata,
            session_id=session_id,
        )

    def handle(self, name: str) -> VideoHandle:
        """Return the handle of a video by its name. Nothing is asked of the server."""
        return self._call(self._async.handle, name)

    def get(self, name: str) -> VideoHandle:
        """Return a video with its record.

        Raises:
            NotFoundError: the server has no such video.
        """
        return self._call(self._async.get, name)

    def list(
        self,
        *,
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> Iterator[VideoHandle]:
        """Iterate over videos with their records, in constant memory. The filters are those of `client.images.list`."""
        return self._wrapped(
            self._call(
                self._async.list,
                board=unwrapped(board),
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
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of videos in one request. The filters are those of `client.images.list`."""
        return self._call(
            self._async.names,
            board=unwrapped(board),
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def star(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Star videos, and report which were."""
        return self._call(self._async.star, listed(videos))

    def unstar(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Take the star off videos, and report off which."""
        return self._call(self._async.unstar, listed(videos))

    def delete(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Delete videos for good, and report which were. An unknown name is a failure here, not an error."""
        return self._call(self._async.delete, listed(videos))

    def move(self, videos: Iterable[VideoRef], to: SyncBoardRef | None) -> BulkResult:
        """Put videos on a board, one request each, and report which were.

        Args:
            videos: handles or names.
            to: a handle, an id, or a name; `None` or the uncategorized takes them off any board.

        Raises:
            BoardNotFoundError: there is no such board.
        """
        return self._call(self._async.move, listed(videos), unwrapped(to))

    def delete_uncategorized(self) -> BulkResult:
        """Delete every video that is on no board, for good."""
        return self._call(self._async.delete_uncategorized)

    def download(
        self, videos: Iterable[VideoRef], folder: str | Path, *, overwrite: bool = True, concurrency: int = 4
    ) -> Downloads:
        """Download videos in parallel. Arguments and result are those of `client.images.download`."""
        return self._call(self._async.download, streamed(videos), folder, overwrite=overwrite, concurrency=concurrency)
