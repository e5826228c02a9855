"""The blocking counterpart of `invokeai_sdk.repositories.images`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.archives import MAX_BYTES
from invokeai_sdk.sync.mirror import listed, streamed, unwrapped
from invokeai_sdk.sync.repositories.image_uploads import SyncImageUploads

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from invokeai_sdk.jobs.images import ImageHandle

    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.image_listing import ImageRef
    from invokeai_sdk.repositories.images import ImageRepository
    from invokeai_sdk.repositories.transfers import Downloads
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle


class SyncImageRepository(SyncImageUploads):
    """The images of the server: finding, uploading, changing and downloading them."""

    _async: ImageRepository

    def update(
        self,
        image: ImageRef,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> ImageHandle:
        """Change what the server has noted of an image; what is left out stays.

        Raises:
            BadRequestError: the server has no such image.
        """
        return self._call(
            self._async.update,
            image,
            category=category,
            intermediate=intermediate,
            starred=starred,
            session_id=session_id,
        )

    def rerun(self, image: ImageRef) -> SyncWorkflowHandle:
        """Load the workflow that made an image, ready to be run again; of images made without one, their graph.

        Raises:
            WorkflowFormatError: neither is stored with the image.
            NotFoundError: the server has no such image.
        """
        return self._wrapped(self._call(self._async.rerun, image))

    def star(self, images: Iterable[ImageRef]) -> BulkResult:
        """Star images, and report which were."""
        return self._call(self._async.star, listed(images))

    def unstar(self, images: Iterable[ImageRef]) -> BulkResult:
        """Take the star off images, and report off which."""
        return self._call(self._async.unstar, listed(images))

    def delete(self, images: Iterable[ImageRef]) -> BulkResult:
        """Delete images for good, and report which were. An unknown name is a failure here, not an error."""
        return self._call(self._async.delete, listed(images))

    def move(self, images: Iterable[ImageRef], to: SyncBoardRef | None) -> BulkResult:
        """Put images on a board, and report which were.

        Args:
            images: handles or names.
            to: a handle, an id, or a name; `None` or the uncategorized takes them off any board.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        return self._call(self._async.move, listed(images), unwrapped(to))

    def delete_uncategorized(self) -> BulkResult:
        """Delete every image that is on no board, for good."""
        return self._call(self._async.delete_uncategorized)

    def count_intermediates(self) -> int:
        """Return how many intermediate images the server keeps."""
        return self._call(self._async.count_intermediates)

    def clear_intermediates(self) -> int:
        """Delete every intermediate image, and return how many there were. On a server with users: admins only."""
        return self._call(self._async.clear_intermediates)

    def download(
        self, images: Iterable[ImageRef], folder: str | Path, *, overwrite: bool = True, concurrency: int = 8
    ) -> Downloads:
        """Download images in parallel, each streamed to a file of its name that appears when it is complete.

        Args:
            images: handles or names; an iterator, such as `client.images.list()`, is read as needed.
            folder: where to; it is created if need be. No server-given name can lead out of it.
            overwrite: replace files that are there already; otherwise they count as downloaded.
            concurrency: how many are in flight at once.

        Returns:
            The files, and the errors of those that failed; nothing is raised for a single image.
        """
        return self._call(self._async.download, streamed(images), folder, overwrite=overwrite, concurrency=concurrency)

    def download_zip(
        self,
        path: str | Path,
        images: Iterable[ImageRef] | None = None,
        *,
        board: SyncBoardRef | None = None,
        timeout: float | None = None,
    ) -> Path:
        """Have the server pack images into a zip, and download that; `unpack` opens it safely.

        For many images, `download` is faster: the server packs one after the other, and needs the disk for it.

        Args:
            path: the file to write.
            images: handles or names, at most 1000.
            board: all images of this board instead: a handle, an id, or a name.
            timeout: how many seconds the server may take to pack.

        Raises:
            ValueError: neither images nor a board, or both.
            EventsError: the event socket, on which the server says when it is done, cannot be had.
            BulkDownloadError: the server could not pack, or its word that it has may have been lost.
            WaitTimeout: it took too long.
            DownloadError: the zip cannot be written.
        """
        return self._call(self._async.download_zip, path, listed(images), board=unwrapped(board), timeout=timeout)

    def unpack(self, archive: str | Path, folder: str | Path, *, max_bytes: int = MAX_BYTES) -> tuple[Path, ...]:
        """Unpack a zip of images into a folder, and return the files; no name in it can lead out of the folder.

        Args:
            archive: the zip, as `download_zip` wrote it.
            folder: where to; it is created if need be. The server puts each image into a folder of its category.
            max_bytes: how much it may come to, unpacked.

        Raises:
            DownloadError: a name is hostile, it comes to too much, it cannot be written, or this is no whole zip.
        """
        return self._call(self._async.unpack, archive, folder, max_bytes=max_bytes)
