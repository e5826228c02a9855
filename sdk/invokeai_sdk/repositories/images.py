"""Images: `client.images`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.repositories.archives import MAX_BYTES, download_zip, unpack
from invokeai_sdk.repositories.bulk import BulkResult, send_in_batches, to_bulk_result
from invokeai_sdk.repositories.image_listing import ImageRef, image_name
from invokeai_sdk.repositories.image_uploads import ImageUploads
from invokeai_sdk.repositories.transfers import Downloads, download_all

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterable, Sequence

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.jobs.images import ImageHandle
    from invokeai_sdk.repositories.boards import BoardRef
    from invokeai_sdk.repositories.workflow_handle import WorkflowHandle


class ImageRepository(ImageUploads):
    """The images of the server: finding, uploading, changing and downloading them."""

    async def update(
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
        changes = {
            "image_category": category,
            "is_intermediate": intermediate,
            "starred": starred,
            "session_id": session_id,
        }
        body = {key: value for key, value in changes.items() if value is not None}
        return self._handle(
            await self._transport.send(api.images.update_image(image_name=image_name(image), body=body))
        )

    async def rerun(self, image: ImageRef) -> WorkflowHandle:
        """Load the workflow that made an image, ready to be run again; of images made without one, their graph.

        Raises:
            WorkflowFormatError: neither is stored with the image.
            NotFoundError: the server has no such image.
        """
        from invokeai_sdk.repositories.workflows import WorkflowRepository  # noqa: PLC0415 - workflows know images
        from invokeai_sdk.workflow.definition import WorkflowDefinition  # noqa: PLC0415

        handle = self.handle(image_name(image))
        if (workflow := await handle.workflow()) is not None:
            definition = WorkflowDefinition.from_dict(workflow)
        elif (graph := await handle.graph()) is not None:
            definition = WorkflowDefinition.from_graph(graph)
        else:
            raise WorkflowFormatError(f"neither a workflow nor a graph is stored with the image {handle.name!r}")
        return await self._core.shared(WorkflowRepository).load(definition)

    async def star(self, images: Iterable[ImageRef]) -> BulkResult:
        """Star images, and report which were."""
        return await self._bulk("images.star_images_in_list", images, "starred_images")

    async def unstar(self, images: Iterable[ImageRef]) -> BulkResult:
        """Take the star off images, and report off which."""
        return await self._bulk("images.unstar_images_in_list", images, "unstarred_images")

    async def delete(self, images: Iterable[ImageRef]) -> BulkResult:
        """Delete images for good, and report which were. An unknown name is a failure here, not an error."""
        return await self._bulk("images.delete_images_from_list", images, "deleted_images")

    async def move(self, images: Iterable[ImageRef], to: BoardRef | None) -> BulkResult:
        """Put images on a board, and report which were.

        Args:
            images: handles or names.
            to: a handle, an id, or a name; `None` or the uncategorized takes them off any board.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        board_id = await self._boards.resolve(to)
        if board_id is None:
            return await self._bulk("boards.remove_images_from_board", images, "removed_images")
        return await self._bulk("boards.add_images_to_board", images, "added_images", board_id=board_id)

    async def _bulk(self, operation: str, images: Iterable[ImageRef], done: str, **also: str) -> BulkResult:
        async def send(names: Sequence[str]) -> BulkResult:
            answer = await self._transport.call(operation, body={"image_names": [*names], **also})
            return to_bulk_result(names, getattr(answer, done), getattr(answer, "failed_images", None) or ())

        return await send_in_batches([image_name(image) for image in images], send)

    async def delete_uncategorized(self) -> BulkResult:
        """Delete every image that is on no board, for good."""
        answer = await self._transport.send(api.images.delete_uncategorized_images())
        return to_bulk_result(
            [*answer.deleted_images, *(failed := getattr(answer, "failed_images", None) or [])],
            answer.deleted_images,
            failed,
        )

    async def count_intermediates(self) -> int:
        """Return how many intermediate images the server keeps."""
        return int(await self._transport.send(api.images.get_intermediates_count()))

    async def clear_intermediates(self) -> int:
        """Delete every intermediate image, and return how many there were. On a server with users: admins only."""
        return int(await self._transport.send(api.images.clear_intermediates()))

    # --- Downloading -------------------------------------------------------------------------------------------------

    async def download(
        self,
        images: Iterable[ImageRef] | AsyncIterable[ImageRef],
        folder: str | Path,
        *,
        overwrite: bool = True,
        concurrency: int = 8,
    ) -> Downloads:
        """Download images in parallel, each streamed to a file of its name that appears when it is complete.

        Args:
            images: handles or names; an async iterator, such as `client.images.list()`, is read as needed.
            folder: where to; it is created if need be. No server-given name can lead out of it.
            overwrite: replace files that are there already; otherwise they count as downloaded.
            concurrency: how many are in flight at once.

        Returns:
            The files, and the errors of those that failed; nothing is raised for a single image.
        """

        async def fetch(name: str, path: Path) -> None:
            await self._transport.download(api.images.get_image_full(image_name=name), Path(path))

        return await download_all(
            images, folder, name_of=image_name, fetch=fetch, overwrite=overwrite, concurrency=concurrency
        )

    async def download_zip(
        self,
        path: str | Path,
        images: Iterable[ImageRef] | None = None,
        *,
        board: BoardRef | None = None,
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
        if (images is None) == (board is None):
            raise ValueError("give either images or a board")
        body: JSONObject = {"image_names": [image_name(image) for image in images or ()]}
        if board is not None:
            body = {"board_id": await self._boards.resolve(board) or "none"}
        return await download_zip(self._core, self._transport, body, Path(path), timeout)

    async def unpack(self, archive: str | Path, folder: str | Path, *, max_bytes: int = MAX_BYTES) -> tuple[Path, ...]:
        """Unpack a zip of images into a folder, and return the files; no name in it can lead out of the folder.

        Args:
            archive: the zip, as `download_zip` wrote it.
            folder: where to; it is created if need be. The server puts each image into a folder of its category.
            max_bytes: how much it may come to, unpacked.

        Raises:
            DownloadError: a name is hostile, it comes to too much, it cannot be written, or this is no whole zip.
        """
        return await unpack(archive, folder, max_bytes=max_bytes)
