"""What jobs and batches gave."""

from __future__ import annotations

from os import fspath
from typing import TYPE_CHECKING, overload

from attrs import field, frozen

from invokeai_sdk.jobs.abreast import abreast
from invokeai_sdk.media.pillow import make_contact_sheet

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL.Image import Image

    from invokeai_sdk.errors import JobError
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.media.image import ImageHandle

_AT_ONCE = 4


@frozen(kw_only=True)
class JobResult:
    """What one job gave.

    Attributes:
        item_id: the queue item.
        batch_id: its batch.
        session_id: its run of the graph.
        outputs: what every node put out, in the order it was made, iterations in theirs.
        images: the images it made for the gallery, each once, mapped to the node that made it.
        intermediates: the images that its intermediate nodes made.
        video_names: the videos it made for the gallery.
        whole: False if the item was gone when asked for, and `outputs` is what the events told.
    """

    item_id: int
    batch_id: str
    session_id: str
    outputs: tuple[NodeOutput, ...] = field(repr=False)
    images: tuple[ImageHandle, ...] = ()
    intermediates: tuple[ImageHandle, ...] = ()
    video_names: tuple[str, ...] = ()
    whole: bool = True

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return what a node of the workflow put out: one output a round, none if it did not run."""
        return tuple(output for output in self.outputs if output.node_id == node_id)

    def images_of(self, node_id: str) -> tuple[ImageHandle, ...]:
        """Return the images, intermediate ones included, that a node of the workflow made."""
        return tuple(image for image in (*self.images, *self.intermediates) if image.node_id == node_id)

    async def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the images in a folder; see `save_images`."""
        return await save_images(self.images, folder, overwrite=overwrite)

    async def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one picture of all images; see `make_contact_sheet` in `invokeai_sdk.media.pillow`."""
        return await make_contact_sheet(self.images, columns=columns, size=size)

    def _repr_html_(self) -> str:
        return "".join(image._repr_html_() for image in self.images)


@frozen(kw_only=True)
class BatchResult:
    """What the jobs of a batch gave.

    Attributes:
        batch_id: the batch.
        jobs: the results, in the order the jobs were queued.
        failures: the errors of the jobs that did not complete, where they were asked for.
    """

    batch_id: str
    jobs: tuple[JobResult, ...]
    failures: tuple[JobError, ...] = ()

    @property
    def images(self) -> tuple[ImageHandle, ...]:
        """All images made for the gallery, in the order of the jobs."""
        return tuple(image for job in self.jobs for image in job.images)

    @property
    def intermediates(self) -> tuple[ImageHandle, ...]:
        """All images that intermediate nodes made."""
        return tuple(image for job in self.jobs for image in job.intermediates)

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return what a node of the workflow put out in all jobs."""
        return tuple(output for job in self.jobs for output in job.of_node(node_id))

    def images_of(self, node_id: str) -> tuple[ImageHandle, ...]:
        """Return the images, intermediate ones included, that a node of the workflow made in all jobs."""
        return tuple(image for job in self.jobs for image in job.images_of(node_id))

    async def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the images in a folder; see `save_images`."""
        return await save_images(self.images, folder, overwrite=overwrite)

    async def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one picture of all images; see `make_contact_sheet` in `invokeai_sdk.media.pillow`."""
        return await make_contact_sheet(self.images, columns=columns, size=size)

    def _repr_html_(self) -> str:
        return "".join(image._repr_html_() for image in self.images)

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


async def save_images(
    images: Iterable[ImageHandle], folder: str | os.PathLike[str], *, overwrite: bool = False
) -> list[Path]:
    """Save images in a folder under the server's names, a few at a time.

    An interrupted run can be repeated: what is complete is not fetched again.

    Args:
        images: which.
        folder: where; made if missing.
        overwrite: whether to fetch images that are there already.

    Returns:
        The files, in the order of the images.

    Raises:
        DownloadError: a file cannot be written.
        APIError: an image cannot be fetched.
    """
    wanted = list(images)

    async def save(image: ImageHandle) -> Path:
        return await image.save(f"{fspath(folder)}/", overwrite=overwrite)

    different = list(dict.fromkeys(wanted))  # the server's cache gives the same image to several jobs
    paths = dict(zip(different, await abreast(save, different, at_once=_AT_ONCE), strict=True))
    return [paths[image] for image in wanted]
