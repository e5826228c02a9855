"""Images: `client.images`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import UNSET, given
from invokeai_sdk.errors import BoardNotFoundError, NotFoundError
from invokeai_sdk.media.archives import MAX_BYTES, download_archive, unpack
from invokeai_sdk.media.board_names import UNCATEGORIZED, resolve_board_id
from invokeai_sdk.media.downloads import Downloads, download_all
from invokeai_sdk.media.image import ImageHandle, ImageRef, fetch_image_records, image_name
from invokeai_sdk.media.upload import upload_once
from invokeai_sdk.repositories.bulk import BulkResult, send_in_batches, to_bulk_result
from invokeai_sdk.repositories.filters import build_query
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import AsyncIterable, Iterable, Mapping, Sequence

    from invokeai_api.models.image_dto import ImageDTO
    from invokeai_api.models.image_urls_dto import ImageUrlsDTO
    from invokeai_api.models.offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO

    from invokeai_sdk._request import File
    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.filters import ListingQuery


class ImageRepository:
    """The images on the server: list, upload, change, move, delete and download them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    # --- One image ---

    def handle(self, name: str) -> ImageHandle:
        """Return the handle of an image by name. No request is sent."""
        return ImageHandle(self._core, name)

    async def get(self, name: str) -> ImageHandle:
        """Retrieve an image's record, and return the image's handle with the record.

        Raises:
            NotFoundError: the server does not have the image.
        """
        return await self.handle(name).refresh()

    async def exists(self, image: ImageRef) -> bool:
        """Return whether the server has an image's record and file; the file is not downloaded."""
        return await self.handle(image_name(image)).exists()

    async def urls(self, image: ImageRef) -> ImageUrlsDTO:
        """Return the URLs of an image and its thumbnail, relative to the server's URL.

        Raises:
            NotFoundError: the server does not have the image. (Older servers return URLs for any name.)
        """
        return await self.handle(image_name(image)).urls()

    async def update(
        self,
        image: ImageRef,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> ImageHandle:
        """Change an image's record on the server, and return the image's handle with the new record.

        Args:
            image: a handle or name.
            category: `general`, `mask`, `control`, `user` or `other`; None keeps it, as for the other arguments.
            intermediate: whether the gallery hides the image.
            starred: whether the image is starred.
            session_id: the session that the image is recorded under.

        Raises:
            BadRequestError: the server does not have the image.
            ValidationError: the category is unknown.
        """
        return await self.handle(image_name(image)).update(
            category=category, intermediate=intermediate, starred=starred, session_id=session_id
        )

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
    ) -> Listing[ImageHandle]:
        """List images with their records: iterate with `async for` in constant memory, or `await` a list.

        Images may be deleted while the loop runs; no other image is skipped.

        Args:
            board: only the images on this board: the handle, id or name of a board; `"none"` is the uncategorized
                board. None lists all images.
            categories: only these of `general`, `mask`, `control`, `user` and `other`.
            origin: only images with this origin: `internal` (made by the server) or `external` (uploaded).
            intermediate: True for only intermediate images, False for only others, None for both.
            search: only images whose metadata or date contains this text.
            starred_first: whether starred images come first.
            descending: whether the newest image comes first.
            page_size: the number of images per request.

        Raises:
            BoardNotFoundError: no board has this name or id. (The server itself returns an empty listing for an id.)
        """
        query: ListingQuery | None = None

        async def fetch(offset: int, limit: int) -> OffsetPaginatedResultsImageDTO:
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
                api.images.list_image_dtos(image_origin=origin, offset=offset, limit=limit, **query)
            )

        async def check_board() -> None:
            if query is not None:
                await self._check_board(query["board_id"])

        return Listing.paged(
            fetch,
            key=lambda record: record.image_name,
            make=self._make_handle,
            page_size=page_size,
            on_empty=check_board,
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
        """Return the names of images in one request. Filters and errors are those of `list`."""
        query = await build_query(
            self._core,
            board=board,
            categories=categories,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
        answer = await self._transport.send(api.images.get_image_names(image_origin=origin, **query))
        if not answer.image_names:
            await self._check_board(query["board_id"])
        return answer.image_names

    async def count(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
    ) -> int:
        """Return the current number of images. Filters and errors are those of `list`."""
        query = await build_query(
            self._core, board=board, categories=categories, intermediate=intermediate, search=search
        )
        page = await self._transport.send(api.images.list_image_dtos(image_origin=origin, offset=0, limit=0, **query))
        if not page.total:
            await self._check_board(query["board_id"])
        return page.total

    async def get_many(self, names: Iterable[str]) -> builtins.list[ImageHandle]:
        """Return the images with these names and their records, in this order, without the unknown names."""
        names = [*names]
        records = await fetch_image_records(self._core, names)
        return [self._make_handle(records[name]) for name in names if name in records]

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
        resize: tuple[int, int] | None = None,
        crop_visible: bool = False,
        session_id: str | None = None,
        reuse: bool = True,
    ) -> ImageHandle:
        """Upload an image.

        The same content with the same arguments is uploaded once per client, as long as the server has the image.

        Args:
            source: a path, bytes, a file opened with `"rb"`, an async iterator of bytes, or a Pillow image. The server
                accepts every format that its Pillow reads, and stores PNG.
            filename: the file name to send; the server assigns a name of its own.
            board: the board to put the image on: a handle, id or name.
            category: `user` (for uploads by the web UI), `general`, `control`, `mask` or `other`.
            intermediate: whether the gallery hides the image.
            metadata: the InvokeAI metadata to store with the image, instead of the metadata in the file.
            resize: the width and height in pixels to scale the image to, at most 4096 * 4096 in area.
            crop_visible: whether to crop the fully transparent border.
            session_id: the session that the image is recorded under.
            reuse: whether to return an earlier upload of the same content with the same arguments.

        Raises:
            OSError: the path or file cannot be read; `NotRegularFileError` for a folder, a device or a named pipe.
            TypeError: the source is none of the supported forms.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: the server cannot read the content as an image.
            BadRequestError: `resize` is too large or not positive.
        """
        board_id = await resolve_board_id(self._core, board)
        metadata_json = None if metadata is None else json.dumps(metadata)
        resize_json = None if resize is None else json.dumps({"width": resize[0], "height": resize[1]})

        async def send(file: File) -> ImageHandle:
            request = api.images.upload_image(
                body={"file": file, "metadata": given(metadata_json), "resize_to": given(resize_json)},
                image_category=category,
                is_intermediate=intermediate,
                board_id=board_id,
                session_id=session_id,
                crop_visible=crop_visible,
            )
            return self._make_handle(await self._transport.send(request))

        return await upload_once(
            self._core,
            source,
            filename=filename,
            arguments=(
                "image",
                board_id,
                category,
                intermediate,
                metadata_json,
                resize_json,
                crop_visible,
                session_id,
            ),
            reuse=reuse,
            send=send,
            get=self.get,
        )

    # --- Many images ---

    async def star(self, images: Iterable[ImageRef]) -> BulkResult:
        """Star images."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.images.star_images_in_list(body={"image_names": names}))
            return to_bulk_result(names, answer.starred_images, answer.failed_images or ())

        return await send_in_batches(map(image_name, images), send)

    async def unstar(self, images: Iterable[ImageRef]) -> BulkResult:
        """Remove the star from images."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.images.unstar_images_in_list(body={"image_names": names}))
            return to_bulk_result(names, answer.unstarred_images, answer.failed_images or ())

        return await send_in_batches(map(image_name, images), send)

    async def delete(self, images: Iterable[ImageRef]) -> BulkResult:
        """Delete images permanently. An unknown name is reported as failed; no error is raised."""

        async def send(names: builtins.list[str]) -> BulkResult:
            answer = await self._transport.send(api.images.delete_images_from_list(body={"image_names": names}))
            return to_bulk_result(names, answer.deleted_images, answer.failed_images or ())

        return await send_in_batches(map(image_name, images), send)

    async def move(self, images: Iterable[ImageRef], to: BoardRef | None) -> BulkResult:
        """Move images to a board. An image is on at most one board.

        Args:
            images: handles or names.
            to: the handle, id or name of a board. None and the uncategorized board remove the images from their boards.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
            NotFoundError: no board has this id.
        """
        board_id = await resolve_board_id(self._core, to)

        async def send(names: builtins.list[str]) -> BulkResult:
            if board_id is None:
                removed = await self._transport.send(api.boards.remove_images_from_board(body={"image_names": names}))
                return to_bulk_result(names, removed.removed_images, removed.failed_images or ())
            added = await self._transport.send(
                api.boards.add_images_to_board(body={"image_names": names, "board_id": board_id})
            )
            return to_bulk_result(names, added.added_images, added.failed_images or ())

        return await send_in_batches(map(image_name, images), send)

    async def delete_uncategorized(self) -> BulkResult:
        """Delete every image that is on no board, permanently."""
        answer = await self._transport.send(api.images.delete_uncategorized_images())
        failed = answer.failed_images or []
        return to_bulk_result([*answer.deleted_images, *failed], answer.deleted_images, failed)

    async def count_intermediates(self) -> int:
        """Return the number of intermediate images on the server."""
        return await self._transport.send(api.images.get_intermediates_count())

    async def clear_intermediates(self) -> int:
        """Delete every intermediate image, and return the number of deleted images.

        Raises:
            PermissionDeniedError: the server has several users, and this user is not an administrator.
        """
        return await self._transport.send(api.images.clear_intermediates())

    # --- Downloads ---

    async def download(
        self,
        images: Iterable[ImageRef] | AsyncIterable[ImageRef],
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = True,
        concurrency: int = 8,
    ) -> Downloads:
        """Download images concurrently, each streamed to a file with its name that appears when it is complete.

        Args:
            images: handles or names; an async iterator, such as `client.images.list()`, is read as needed.
            folder: the folder, created if missing. A name from the server cannot lead out of the folder.
            overwrite: whether to replace existing files; otherwise an existing file counts as downloaded.
            concurrency: the maximum number of downloads at a time.

        Returns:
            The paths of the files, and the errors of failed downloads by name; a failed download raises nothing.

        Raises:
            ValueError: `concurrency` is less than 1.
            OSError: the folder cannot be created.
        """

        async def download(name: str, path: Path) -> None:
            await self._transport.download(api.images.get_image_full(image_name=name), path)

        return await download_all(
            images, folder, name_of=image_name, download=download, overwrite=overwrite, concurrency=concurrency
        )

    async def download_zip(
        self,
        path: str | os.PathLike[str],
        images: Iterable[ImageRef] | None = None,
        *,
        board: BoardRef | None = None,
        timeout: float | None = None,
    ) -> Path:
        """Have the server pack images into a zip archive, and download the archive; `unpack` unpacks it safely.

        For many images, `download` is faster: the server packs one image after the other, and needs disk space.

        Args:
            path: the file to write.
            images: handles or names, at most 1000.
            board: the board whose images to pack instead, with intermediate images: a handle, id or name.
            timeout: seconds to wait for the server to finish packing; None waits without a limit.

        Raises:
            ValueError: neither images nor a board are given, or both.
            EventsError: the event socket, on which the server reports completion, cannot be connected.
            BulkDownloadError: the server could not make the archive, or the event that reports it may have been missed.
            WaitTimeout: packing took longer than `timeout`.
            DownloadError: the archive cannot be written.
        """
        if (images is None) == (board is None):
            raise ValueError("give either images or a board")
        names = [image_name(image) for image in images or ()]
        board_id = None if board is None else await resolve_board_id(self._core, board) or UNCATEGORIZED
        return await download_archive(
            self._core,
            {"image_names": names if board_id is None else UNSET, "board_id": given(board_id)},
            Path(path),
            timeout=timeout,
        )

    async def unpack(
        self, archive: str | os.PathLike[str], folder: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES
    ) -> tuple[Path, ...]:
        """Unpack a zip archive of images into a folder, and return the paths of the files.

        No name in the archive and no link below the folder can lead out of the folder. The server puts each image into
        a folder named by the image's category. Existing files are replaced. The files appear together: after an error,
        the folder is as it was before.

        Args:
            archive: the path of the archive, such as `download_zip` returns.
            folder: the folder, created if missing.
            max_bytes: the limit for the unpacked size in bytes.

        Raises:
            DownloadError: a name is not a safe file name or leads through a link in the folder, the unpacked size
                exceeds `max_bytes`, a file cannot be written, or the archive is broken, encrypted or not a zip file.
        """
        return await unpack(archive, folder, max_bytes=max_bytes)

    async def _check_board(self, board_id: str | None) -> None:
        """Raise `BoardNotFoundError` if a board that lists nothing does not exist."""
        if board_id is not None and board_id != UNCATEGORIZED:
            try:
                await self._transport.send(api.boards.get_board(board_id=board_id))
            except NotFoundError as error:
                raise BoardNotFoundError(f"no board has the id {board_id!r}") from error

    def _make_handle(self, record: ImageDTO) -> ImageHandle:
        return ImageHandle(self._core, record.image_name, record=record)
