"""The blocking counterpart of `invokeai_sdk.jobs.results`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, overload

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from invokeai_sdk.errors import JobError
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.results import BatchResult, JobResult
    from invokeai_sdk.sync.media.image import SyncImageHandle


class SyncJobResult(Mirror):
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

    _async: JobResult

    @property
    def item_id(self) -> int:
        """The queue item."""
        return self._async.item_id

    @property
    def batch_id(self) -> str:
        """Its batch."""
        return self._async.batch_id

    @property
    def session_id(self) -> str:
        """Its run of the graph."""
        return self._async.session_id

    @property
    def outputs(self) -> tuple[NodeOutput, ...]:
        """What every node put out, in the order it was made, iterations in theirs."""
        return self._async.outputs

    @property
    def images(self) -> tuple[SyncImageHandle, ...]:
        """The images it made for the gallery, each once, mapped to the node that made it."""
        return self._wrapped(self._async.images)

    @property
    def intermediates(self) -> tuple[SyncImageHandle, ...]:
        """The images that its intermediate nodes made."""
        return self._wrapped(self._async.intermediates)

    @property
    def video_names(self) -> tuple[str, ...]:
        """The videos it made for the gallery."""
        return self._async.video_names

    @property
    def whole(self) -> bool:
        """False if the item was gone when asked for, and `outputs` is what the events told."""
        return self._async.whole

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return what a node of the workflow put out: one output a round, none if it did not run."""
        return self._async.of_node(node_id)

    def images_of(self, node_id: str) -> tuple[SyncImageHandle, ...]:
        """Return the images, intermediate ones included, that a node of the workflow made."""
        return self._wrapped(self._async.images_of(node_id))

    def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the images in a folder; see `save_images`."""
        return self._call(self._async.save, folder, overwrite=overwrite)

    def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one picture of all images; see `make_contact_sheet` in `invokeai_sdk.media.pillow`."""
        return self._call(self._async.contact_sheet, columns=columns, size=size)

    def _repr_html_(self) -> str:
        return self._async._repr_html_()


class SyncBatchResult(Mirror):
    """What the jobs of a batch gave.

    Attributes:
        batch_id: the batch.
        jobs: the results, in the order the jobs were queued.
        failures: the errors of the jobs that did not complete, where they were asked for.
    """

    _async: BatchResult

    @property
    def batch_id(self) -> str:
        """The batch."""
        return self._async.batch_id

    @property
    def jobs(self) -> tuple[SyncJobResult, ...]:
        """The results, in the order the jobs were queued."""
        return self._wrapped(self._async.jobs)

    @property
    def failures(self) -> tuple[JobError, ...]:
        """The errors of the jobs that did not complete, where they were asked for."""
        return self._async.failures

    @property
    def images(self) -> tuple[SyncImageHandle, ...]:
        """All images made for the gallery, in the order of the jobs."""
        return self._wrapped(self._async.images)

    @property
    def intermediates(self) -> tuple[SyncImageHandle, ...]:
        """All images that intermediate nodes made."""
        return self._wrapped(self._async.intermediates)

    def of_node(self, node_id: str) -> tuple[NodeOutput, ...]:
        """Return what a node of the workflow put out in all jobs."""
        return self._async.of_node(node_id)

    def images_of(self, node_id: str) -> tuple[SyncImageHandle, ...]:
        """Return the images, intermediate ones included, that a node of the workflow made in all jobs."""
        return self._wrapped(self._async.images_of(node_id))

    def save(self, folder: str | os.PathLike[str], *, overwrite: bool = False) -> list[Path]:
        """Save the images in a folder; see `save_images`."""
        return self._call(self._async.save, folder, overwrite=overwrite)

    def contact_sheet(self, *, columns: int | None = None, size: int = 256) -> Image:
        """Return one picture of all images; see `make_contact_sheet` in `invokeai_sdk.media.pillow`."""
        return self._call(self._async.contact_sheet, columns=columns, size=size)

    def _repr_html_(self) -> str:
        return self._async._repr_html_()

    @overload
    def __getitem__(self, index: int) -> SyncJobResult: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[SyncJobResult, ...]: ...
    def __getitem__(self, index: int | slice) -> SyncJobResult | tuple[SyncJobResult, ...]:
        return self._wrapped(self._async.__getitem__(index))

    def __iter__(self) -> Iterator[SyncJobResult]:
        return self._wrapped(self._async.__iter__())

    def __len__(self) -> int:
        return self._async.__len__()
