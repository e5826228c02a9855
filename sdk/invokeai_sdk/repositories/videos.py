"""Videos: `client.videos`. Servers have videos since 6.14; an older server raises `NotSupportedError`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import evolve
from invokeai_api import api

from invokeai_sdk._types import given
from invokeai_sdk.errors import BoardNotFoundError, NotFoundError
from invokeai_sdk.media.board_names import resolve_board_id
from invokeai_sdk.media.downloads import Downloads, download_all
from invokeai_sdk.media.source import find_name
from invokeai_sdk.media.upload import upload_once
from invokeai_sdk.media.video import VideoHandle, VideoRef, video_name
from invokeai_sdk.repositories.bulk import SKIPPED, BulkResult, send_in_batches, to_bulk_result
from invokeai_sdk.repositories.filters import build_query
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.offset_paginated_results_video_dto import OffsetPaginatedResultsVideoDTO
    from invokeai_api.models.video_dto import VideoDTO

    from invokeai_sdk._request import File
    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.filters import ListingQuery

_MEDIA_TYPE = "video/mp4"
_DEFAULT_NAME = "video.mp4"


class VideoRepository:
    """The videos on the server: list, upload, change, move, delete and download them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    def handle(self, name: str) -> VideoHandle:
        """Return the handle of a video by name. No request is sent."""
        return VideoHandle(self._core, name)

    async def get(self, name: str) -> VideoHandle:
        """Retrieve a video's record, and return the video's handle with the record.

        Raises:
            NotFoundError: the server does not have the video.
        """
        return await self.handle(name).refresh()

    # --- Listings ---

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
    ) -> Listing[VideoHandle]:
        """List videos with their records: iterate with `async for` in constant memory, or `await` a list.

        The filters are those of `client.images.list`.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        query: ListingQuery | None = None

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsVideoDTO:
            nonlocal query
            if query is None:
                query = await build_query(
                    self._core,
                    board=board,
                    categories=categories,
                    intermediate=intermediate,
                    search=search,
                    starred_first=starred_first,
                    descending=descending,
                )
            return await self._transport.send(
                api.videos.list_video_dtos(video_origin=origin, offset=offset, limit=limit, **query)
            )

        return Listing.paged(
            fetch, key=lambda record: str(record.video_name), make=self._make_handle, page_size=page_size
        )

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
        """Return the names of videos in one request. Filters and errors are those of `list`."""
        query = await build_query(
            self._core,
            board=board,
            categories=categories,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
        answer = await self._transport.send(api.videos.get_video_names(video_origin=origin, **query))
        return answer.video_names

    # --- Uploads ---

    async def upload(
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
            source: a path, bytes, a file opened with `"rb"`, or an async iterator of bytes; streamed, not read into
                memory.
            filename: the file name to send; the server assigns a name of its own.
            board: the board to put the video on: a handle, id or name.
            category: `user`, `general` or `other`.
            intermediate: whether the gallery hides the video.
            metadata: the InvokeAI metadata to store with the video.
            session_id: the session that the video is recorded under.
            reuse: whether to return an earlier upload of the same content with the same arguments.

        Raises:
            OSError: the path or file cannot be read; `NotRegularFileError` for a folder, a device or a named pipe.
            TypeError: the source is none of the supported forms.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: the content is not MP4 with H.264 video, or the server cannot decode it.
            NotSupportedError: the server is older than 6.14.
        """
        board_id = await resolve_board_id(self._core, board)
        metadata_json = None if metadata is None else json.dumps(metadata)

        async def send(file: File) -> VideoHandle:
            request = api.videos.upload_video(
                body={"file": evolve(file, content_type=_MEDIA_TYPE), "metadata": given(metadata_json)},
                video_category=category,
                is_intermediate=intermediate,
                board_id=board_id,
                session_id=session_id,
            )
            return self._make_handle(await self._transport.send(request))

        return await upload_once(
            self._core,
            source,
            filename=filename or find_name(source) or _DEFAULT_NAME,
            arguments=("video", board_id, category, intermediate, metadata_json, session_id),
            reuse=reuse,
            send=send,
            get=self.get,
        )

    # --- Many videos ---

    async def star(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Star videos."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.videos.star_videos_in_list(body={"video_names": names}))
            return to_bulk_result(names, answer.starred_videos, answer.failed_videos or ())

        return await send_in_batches(map(video_name, videos), send)

    async def unstar(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Remove the star from videos."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.videos.unstar_videos_in_list(body={"video_names": names}))
            return to_bulk_result(names, answer.unstarred_videos, answer.failed_videos or ())

        return await send_in_batches(map(video_name, videos), send)

    async def delete(self, videos: Iterable[VideoRef]) -> BulkResult:
        """Delete videos permanently. An unknown name is reported as failed; no error is raised."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.videos.delete_videos_from_list(body={"video_names": names}))
            return to_bulk_result(names, answer.deleted_videos, answer.failed_videos or ())

        return await send_in_batches(map(video_name, videos), send)

    async def move(self, videos: Iterable[VideoRef], to: BoardRef | None) -> BulkResult:
        """Move videos to a board, with one request per video. A video is on at most one board.

        Args:
            videos: handles or names.
            to: the handle, id or name of a board. None and the uncategorized board remove the videos from their boards.

        Raises:
            BoardNotFoundError: no board has this name or id.
            AmbiguousBoardError: several boards have this name.
        """
        board_id = await resolve_board_id(self._core, to)
        if board_id is not None:
            try:
                await self._transport.send(api.boards.get_board(board_id=board_id))
            except NotFoundError as error:
                raise BoardNotFoundError(f"no board has the id {board_id!r}") from error
        names = [*dict.fromkeys(map(video_name, videos))]
        failed: dict[str, str] = {}
        for name in names:
            try:
                if board_id is None:
                    await self._transport.send(api.videos.remove_video_from_board(body={"video_name": name}))
                else:
                    await self._transport.send(
                        api.videos.add_video_to_board(body={"video_name": name, "board_id": board_id})
                    )
            except NotFoundError:
                failed[name] = SKIPPED
        return to_bulk_result(names, [name for name in names if name not in failed], failed)

    async def delete_uncategorized(self) -> BulkResult:
        """Delete every video that is on no board, permanently."""
        answer = await self._transport.send(api.videos.delete_uncategorized_videos())
        failed = answer.failed_videos or []
        return to_bulk_result([*answer.deleted_videos, *failed], answer.deleted_videos, failed)

    async def download(
        self,
        videos: Iterable[VideoRef] | AsyncIterable[VideoRef],
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = True,
        concurrency: int = 4,
    ) -> Downloads:
        """Download videos concurrently. Arguments, result and errors are those of `client.images.download`."""

        async def download(name: str, path: Path) -> None:
            await self._transport.download(api.videos.get_video_full(video_name=name), path)

        return await download_all(
            videos, folder, name_of=video_name, download=download, overwrite=overwrite, concurrency=concurrency
        )

    def _make_handle(self, record: VideoDTO) -> VideoHandle:
        return VideoHandle(self._core, str(record.video_name), record=record)
