"""Videos: `client.videos`; servers have them since 6.14."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invokeai_api import api

from invokeai_sdk.errors import BoardNotFoundError, NotFoundError
from invokeai_sdk.media.video import VideoHandle, VideoRef, video_name
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.bulk import SKIPPED, BulkResult, send_in_batches, to_bulk_result
from invokeai_sdk.repositories.filters import gallery_filters
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing
from invokeai_sdk.repositories.transfers import Downloads, download_all

if TYPE_CHECKING:
    import builtins
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence

    from invokeai_api.models.offset_paginated_results_video_dto import OffsetPaginatedResultsVideoDTO
    from invokeai_api.models.video_dto import VideoDTO

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.boards import BoardRef


class VideoRepository:
    """The videos of the server: finding, uploading, changing and downloading them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport
        self._boards = core.shared(BoardRepository)

    async def upload(
        self,
        source: str | Path | bytes,
        *,
        filename: str | None = None,
        board: BoardRef | None = None,
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
        file = source if isinstance(source, bytes) else Path(source)
        query: JSONObject = {"video_category": category, "is_intermediate": intermediate}
        if (board_id := await self._boards.resolve(board)) is not None:
            query["board_id"] = board_id
        if session_id is not None:
            query["session_id"] = session_id
        record: VideoDTO = await self._transport.upload(
            "videos.upload_video",
            file=file,
            filename=filename or (file.name if isinstance(file, Path) else "video.mp4"),
            content_type="video/mp4",
            fields={} if metadata is None else {"metadata": json.dumps(metadata)},
            **query,
        )
        return self._handle(record)

    def handle(self, name: str) -> VideoHandle:
        """Return the handle of a video by its name. Nothing is asked of the server."""
        return VideoHandle(self._core, name)

    async def get(self, name: str) -> VideoHandle:
        """Return a video with its record.

        Raises:
            NotFoundError: the server has no such video.
        """
        return await self.handle(name).refresh()

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
    ) -> AsyncIterator[VideoHandle]:
        """Iterate over videos with their records, in constant memory. The filters are those of `client.images.list`."""
        where: JSONObject = {}
        filters = gallery_filters("video_origin", categories, origin, intermediate, search, starred_first, descending)

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsVideoDTO:
            if not where:
                where.update(await self._on_board(board), **filters)
            page: OffsetPaginatedResultsVideoDTO = await self._transport.send(
                api.videos.list_video_dtos(offset=offset, limit=limit, **where)
            )
            return page

        return Listing.paged(fetch, key=lambda record: str(record.video_name), make=self._handle, page_size=page_size)

    async def names(
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
        """Return the names of videos in one request. The filters are those of `client.images.list`."""
        filters = gallery_filters("video_origin", categories, origin, intermediate, search, starred_first, descending)
        answer = await self._transport.send(api.videos.get_video_names(**await self._on_board(board), **filters))
        names: builtins.list[str] = answer.video_names
        return names

    async def star(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Star videos, and report which were."""
        return await self._bulk("videos.star_videos_in_list", videos, "starred_videos")

    async def unstar(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Take the star off videos, and report off which."""
        return await self._bulk("videos.unstar_videos_in_list", videos, "unstarred_videos")

    async def delete(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Delete videos for good, and report which were. An unknown name is a failure here, not an error."""
        return await self._bulk("videos.delete_videos_from_list", videos, "deleted_videos")

    async def move(self, videos: Iterable[VideoRef], to: BoardRef | None) -> BulkResult:
        """Put videos on a board, one request each, and report which were.

        Args:
            videos: handles or names.
            to: a handle, an id, or a name; `None` or the uncategorized takes them off any board.

        Raises:
            BoardNotFoundError: there is no such board.
        """
        board_id = await self._boards.resolve(to)
        if board_id is not None:
            try:
                await self._boards.handle(board_id).refresh()
            except NotFoundError as error:
                raise BoardNotFoundError(f"no board has the id {board_id!r}") from error
        names = [*dict.fromkeys(video_name(video) for video in videos)]
        failed: dict[str, str] = {}
        for name in names:
            try:
                if board_id is None:
                    await self._transport.send(api.videos.remove_video_from_board(body={"video_name": name}))
                else:
                    body = {"video_name": name, "board_id": board_id}
                    await self._transport.send(api.videos.add_video_to_board(body=body))
            except NotFoundError:
                failed[name] = SKIPPED
        return to_bulk_result(names, [name for name in names if name not in failed], failed)

    async def delete_uncategorized(self) -> BulkResult:
        """Delete every video that is on no board, for good."""
        answer = await self._transport.send(api.videos.delete_uncategorized_videos())
        failed = answer.failed_videos or []
        return to_bulk_result([*answer.deleted_videos, *failed], answer.deleted_videos, failed)

    async def download(
        self,
        videos: Iterable[VideoRef] | AsyncIterable[VideoRef],
        folder: str | Path,
        *,
        overwrite: bool = True,
        concurrency: int = 4,
    ) -> Downloads:
        """Download videos in parallel. Arguments and result are those of `client.images.download`."""

        async def fetch(name: str, path: Path) -> None:
            await self._transport.download(api.videos.get_video_full(video_name=name), Path(path))

        return await download_all(
            videos, folder, name_of=video_name, fetch=fetch, overwrite=overwrite, concurrency=concurrency
        )

    async def _bulk(self, operation: str, videos: Iterable[VideoRef], done: str) -> BulkResult:
        async def send(names: Sequence[str]) -> BulkResult:
            answer = await self._transport.call(operation, body={"video_names": [*names]})
            return to_bulk_result(names, getattr(answer, done), getattr(answer, "failed_videos", None) or ())

        return await send_in_batches([video_name(video) for video in videos], send)

    async def _on_board(self, board: BoardRef | None) -> dict[str, Any]:
        return {} if board is None else {"board_id": await self._boards.resolve(board) or "none"}

    def _handle(self, record: VideoDTO) -> VideoHandle:
        return VideoHandle(self._core, str(record.video_name), record=record)
