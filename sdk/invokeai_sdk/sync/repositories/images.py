"""The blocking counterpart of `invokeai_sdk.repositories.images`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.media.archives import MAX_BYTES
from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed, streamed, unwrapped

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.image_urls_dto import ImageUrlsDTO

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.downloads import Downloads
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.images import ImageRepository
    from invokeai_sdk.sync.media.image import SyncImageHandle, SyncImageRef
    from invokeai_sdk.sync.repositories.paging import SyncListing


class SyncImageRepository(Mirror):
    """The images on the server: list, upload, change, move, delete and download them."""

    _async: ImageRepository

    def handle(self, name: str) -> SyncImageHandle:
        """Return the handle of an image by name. No request is sent."""
        return self._wrapped(self._call(self._async.handle, name))

    def get(self, name: str) -> SyncImageHandle:
        """Retrieve an image's record, and return the image's handle with the record.

        Raises:
            NotFoundError: the server does not have the image.
        """
        return self._wrapped(self._call(self._async.get, name))

    def exists(self, image: SyncImageRef) -> bool:
        """Return whether the server has an image's record and file; the file is not downloaded."""
        return self._call(self._async.exists, unwrapped(image))

    def urls(self, image: SyncImageRef) -> ImageUrlsDTO:
        """Return the URLs of an image and its thumbnail, relative to the server's URL.

        Raises:
            NotFoundError: the server does not have the image. (Older servers return URLs for any name.)
        """
        return self._call(self._async.urls, unwrapped(image))

    def update(
        self,
        image: SyncImageRef,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> SyncImageHandle:
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
        return self._wrapped(
            self._call(
                self._async.update,
                unwrapped(image),
                category=category,
                intermediate=intermediate,
                starred=starred,
                session_id=session_id,
            )
        )

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
    ) -> SyncListing[SyncImageHandle]:
        """List images with their records: iterate with `for` in constant memory, or `await` a list.

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
        """Return the names of images in one request. Filters and errors are those of `list`."""
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

    def count(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
    ) -> int:
        """Return the current number of images. Filters and errors are those of `list`."""
        return self._call(
            self._async.count,
            board=board,
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
        )

    def get_many(self, names: Iterable[str]) -> builtins.list[SyncImageHandle]:
        """Return the images with these names and their records, in this order, without the unknown names."""
        return self._wrapped(self._call(self._async.get_many, listed(names)))

    def upload(
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
    ) -> SyncImageHandle:
        """Upload an image.

        The same content with the same arguments is uploaded once per client, as long as the server has the image.

        Args:
            source: a path, bytes, a file opened with `"rb"`, an iterator of bytes, or a Pillow image. The server
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
            OSError: the path or file cannot be read.
            TypeError: the source is none of the supported forms.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: the server cannot read the content as an image.
            BadRequestError: `resize` is too large or not positive.
        """
        return self._wrapped(
            self._call(
                self._async.upload,
                source,
                filename=filename,
                board=board,
                category=category,
                intermediate=intermediate,
                metadata=metadata,
                resize=resize,
                crop_visible=crop_visible,
                session_id=session_id,
                reuse=reuse,
            )
        )

    def star(self, images: Iterable[SyncImageRef]) -> BulkResult:
        """Star images."""
        return self._call(self._async.star, listed(images))

    def unstar(self, images: Iterable[SyncImageRef]) -> BulkResult:
        """Remove the star from images."""
        return self._call(self._async.unstar, listed(images))

    def delete(self, images: Iterable[SyncImageRef]) -> BulkResult:
        """Delete images permanently. An unknown name is reported as failed; no error is raised."""
        return self._call(self._async.delete, listed(images))

    def move(self, images: Iterable[SyncImageRef], to: BoardRef | None) -> BulkResult:
        """Move images to a board. An image is on at most one board.

        Args:
            images: handles or names.
            to: the handle, id or name of a board. None and the uncategorized board remove the images from their boards.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
            NotFoundError: no board has this id.
        """
        return self._call(self._async.move, listed(images), to)

    def delete_uncategorized(self) -> BulkResult:
        """Delete every image that is on no board, permanently."""
        return self._call(self._async.delete_uncategorized)

    def count_intermediates(self) -> int:
        """Return the number of intermediate images on the server."""
        return self._call(self._async.count_intermediates)

    def clear_intermediates(self) -> int:
        """Delete every intermediate image, and return the number of deleted images.

        Raises:
            PermissionDeniedError: the server has several users, and this user is not an administrator.
        """
        return self._call(self._async.clear_intermediates)

    def download(
        self,
        images: Iterable[SyncImageRef],
        folder: str | os.PathLike[str],
        *,
        overwrite: bool = True,
        concurrency: int = 8,
    ) -> Downloads:
        """Download images concurrently, each streamed to a file with its name that appears when it is complete.

        Args:
            images: handles or names; an iterator, such as `client.images.list()`, is read as needed.
            folder: the folder, created if missing. A name from the server cannot lead out of the folder.
            overwrite: whether to replace existing files; otherwise an existing file counts as downloaded.
            concurrency: the maximum number of downloads at a time.

        Returns:
            The paths of the files, and the errors of failed downloads by name; a failed download raises nothing.

        Raises:
            ValueError: `concurrency` is less than 1.
            OSError: the folder cannot be created.
        """
        return self._call(self._async.download, streamed(images), folder, overwrite=overwrite, concurrency=concurrency)

    def download_zip(
        self,
        path: str | os.PathLike[str],
        images: Iterable[SyncImageRef] | None = None,
        *,
        board: BoardRef | None = None,
        timeout: float | None = None,
    ) -> Path:
        """Have the server pack images into a zip archive, and download the archive; `unpack` unpacks it safely.

        For many images, `download` is faster: the server packs one image after the other, and needs disk space.

        Args:
            path: the file to write.
            images: handles or names, at most 1000.
            board: the board whose images to pack instead: a handle, id or name.
            timeout: seconds to wait for the server to finish packing; None waits without a limit.

        Raises:
            ValueError: neither images nor a board are given, or both.
            EventsError: the event socket, on which the server reports completion, cannot be connected.
            BulkDownloadError: the server could not make the archive, or the event that reports it may have been missed.
            WaitTimeout: packing took longer than `timeout`.
            DownloadError: the archive cannot be written.
        """
        return self._call(self._async.download_zip, path, listed(images), board=board, timeout=timeout)

    def unpack(
        self, archive: str | os.PathLike[str], folder: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES
    ) -> tuple[Path, ...]:
        """Unpack a zip archive of images into a folder, and return the paths of the files.

        No name in the archive can lead out of the folder. The server puts each image into a folder named by the image's
        category.

        Args:
            archive: the path of the archive, such as `download_zip` returns.
            folder: the folder, created if missing.
            max_bytes: the limit for the unpacked size in bytes.

        Raises:
            DownloadError: a name is not a safe file name, the unpacked size exceeds `max_bytes`, a file cannot be
                written, or the archive is broken, encrypted or not a zip file.
        """
        return self._call(self._async.unpack, archive, folder, max_bytes=max_bytes)
