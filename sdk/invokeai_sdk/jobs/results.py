"""`JobResult` and `BatchResult`: the outputs, images and videos of completed jobs."""

from __future__ import annotations

from os import fspath
from typing import TYPE_CHECKING, Final, overload

from attrs import field, frozen

from invokeai_sdk._concurrency import map_concurrently
from invokeai_sdk.media.handle import render_media
from invokeai_sdk.media.pillow import make_contact_sheet

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL.Image import Image

    from invokeai_sdk.errors import JobError
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.media.video import VideoHandle

_CONCURRENT_DOWNLOADS: Final = 4


@frozen(kw_only=True)
class JobResult:
    """The result of one completed job.

    Attributes:
        item_id: the id of the queue item.
        batch_id: the id of its batch.
        session_id: the id of the execution of the graph.
        outputs: the outputs of all nodes in the order they were made; the rounds of an iteration are in order.
        images: the images made for the gallery, each once; `image.source` names the node that made the image.
        intermediates: the images made by intermediate nodes, each once.
        videos: the videos made for the gallery, each once; `video.source` names the node that made the video.
        whole: False if the queue item was deleted early: `outputs` then has only what events reported.
    """

    item_id: int
    batch_id: str
    session_id: str
    outputs: tuple[NodeOutput, ...] = field(repr=False)
    images: tuple[ImageHandle, ...] = ()
    intermediates: tuple[ImageHandle, ...] = ()
    videos: tuple[VideoHandle, ...] = ()
    whole: bool = True

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return the outputs of a node of the workflow: one per round, none if the node did not run."""
        return tuple(output for output in self.outputs if output.node_id == node_id)

    def images_of(self, node_id: str) -> tuple[ImageHandle, ...]:
        """Return the images that a node of the workflow made, with intermediate images."""
        return tuple(image for image in (*self.images, *self.intermediates) if image.node_id == node_id)

    async def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the gallery images to a folder under the server's names, several at a time.

        An interrupted call can be repeated: complete files are not downloaded again.

        Args:
            folder: the folder, which is created if it is missing.
            overwrite: download an image again if its file exists.

        Returns:
            The paths of the files, in the order of `images`.

        Raises:
            DownloadError: a file cannot be written.
            APIError: an image cannot be downloaded.
        """
        return await _save_images(self.images, folder, overwrite=overwrite)

    async def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one Pillow image of all gallery images: the server's thumbnails in a grid, row by row.

        Args:
            columns: the number of columns; None makes the grid about square.
            size: the side of a grid cell in pixels.

        Raises:
            ValueError: there are no images, or `columns` is less than 1.
            MissingExtraError: Pillow is not installed.
            MediaError: a thumbnail is damaged.
            APIError: a thumbnail cannot be downloaded.
        """
        return await make_contact_sheet(self.images, columns=columns, size=size)

    def _repr_html_(self) -> str | None:
        media: list[ImageHandle | VideoHandle] = [*self.images, *self.videos]
        return render_media(media) if media else None


@frozen(kw_only=True)
class BatchResult:
    """The results of the jobs of a batch; a sequence of `JobResult`.

    Attributes:
        batch_id: the id of the batch.
        jobs: the results, in the order of `BatchHandle.jobs()`.
        failures: with `return_exceptions`, the errors of the jobs that did not complete, in the same order.
    """

    batch_id: str
    jobs: tuple[JobResult, ...]
    failures: tuple[JobError, ...] = ()

    @property
    def outcomes(self) -> tuple[JobResult | JobError, ...]:
        """The result or error of each job of `BatchHandle.jobs()`, in the same order."""
        return tuple(sorted((*self.jobs, *self.failures), key=lambda outcome: outcome.item_id or 0))

    @property
    def images(self) -> tuple[ImageHandle, ...]:
        """The images made for the gallery, in the order of the jobs."""
        return tuple(image for job in self.jobs for image in job.images)

    @property
    def intermediates(self) -> tuple[ImageHandle, ...]:
        """The images made by intermediate nodes, in the order of the jobs."""
        return tuple(image for job in self.jobs for image in job.intermediates)

    @property
    def videos(self) -> tuple[VideoHandle, ...]:
        """The videos made for the gallery, in the order of the jobs."""
        return tuple(video for job in self.jobs for video in job.videos)

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return the outputs of a node of the workflow in all jobs."""
        return tuple(output for job in self.jobs for output in job.of_node(node_id))

    def images_of(self, node_id: str) -> tuple[ImageHandle, ...]:
        """Return the images that a node of the workflow made in all jobs, with intermediate images."""
        return tuple(image for job in self.jobs for image in job.images_of(node_id))

    async def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the gallery images to a folder under the server's names, several at a time.

        An interrupted call can be repeated: complete files are not downloaded again.

        Args:
            folder: the folder, which is created if it is missing.
            overwrite: download an image again if its file exists.

        Returns:
            The paths of the files, in the order of `images`.

        Raises:
            DownloadError: a file cannot be written.
            APIError: an image cannot be downloaded.
        """
        return await _save_images(self.images, folder, overwrite=overwrite)

    async def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one Pillow image of all gallery images: the server's thumbnails in a grid, row by row.

        Args:
            columns: the number of columns; None makes the grid about square.
            size: the side of a grid cell in pixels.

        Raises:
            ValueError: there are no images, or `columns` is less than 1.
            MissingExtraError: Pillow is not installed.
            MediaError: a thumbnail is damaged.
            APIError: a thumbnail cannot be downloaded.
        """
        return await make_contact_sheet(self.images, columns=columns, size=size)

    def _repr_html_(self) -> str | None:
        media: list[ImageHandle | VideoHandle] = []
        for job in self.jobs:
            media += job.images
            media += job.videos
        return render_media(media) if media else None

    @overload
    def __getitem__(self, index: int) -> JobResult: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[JobResult, ...]: ...
    def __getitem__(self, index: int | slice) -> JobResult | tuple[JobResult, ...]:
        return self.jobs[index]

    def __iter__(self) -> Iterator[JobResult]:
        return iter(self.jobs)

    def __len__(self) -> int:
        return len(self.jobs)


async def _save_images(images: Iterable[ImageHandle], folder: str | os.PathLike[str], *, overwrite: bool) -> list[Path]:
    wanted = list(images)

    async def save(image: ImageHandle) -> Path:
        return await image.save(f"{fspath(folder)}/", overwrite=overwrite)

    unique = list(dict.fromkeys(wanted))  # the server's cache gives several jobs the same image
    paths = dict(zip(unique, await map_concurrently(save, unique, limit=_CONCURRENT_DOWNLOADS), strict=True))
    return [paths[image] for image in wanted]
