"""What jobs and batches gave."""

from __future__ import annotations

from os import fspath
from typing import TYPE_CHECKING, overload

import anyio
from attrs import field, frozen

from invokeai_sdk.errors import APIStatusError, JobCanceled, JobError, JobFailed, JobLost, UnexpectedResponseError
from invokeai_sdk.jobs.events import Canceled, Completed, Failed
from invokeai_sdk.jobs.images import ImageHandle, ImageSource, fetch_records
from invokeai_sdk.jobs.outputs import PASSING_NODES, NodeOutput, found, recorded_outputs, session_outputs
from invokeai_sdk.jobs.pictures import contact_sheet

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from invokeai_api.models.image_dto import ImageDTO
    from PIL.Image import Image

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import Terminal
    from invokeai_sdk.jobs.lookup import Lookup
    from invokeai_sdk.jobs.tracker import JobTracker

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
        """Return one picture of all images; see `contact_sheet` in `invokeai_sdk.jobs.pictures`."""
        return await contact_sheet(self.images, columns=columns, size=size)

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
        """Return one picture of all images; see `contact_sheet` in `invokeai_sdk.jobs.pictures`."""
        return await contact_sheet(self.images, columns=columns, size=size)

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
    paths: dict[int, Path] = {}
    limiter = anyio.CapacityLimiter(_AT_ONCE)
    problems: list[Exception] = []

    async def save(index: int, image: ImageHandle) -> None:
        async with limiter:
            try:
                paths[index] = await image.save(f"{fspath(folder)}/", overwrite=overwrite)
            except Exception as error:  # noqa: BLE001 - raised below, without the task group's wrapping
                problems.append(error)
                group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index, image in enumerate(wanted):
            group.start_soon(save, index, image)
    if problems:
        raise problems[0]
    return [paths[index] for index in range(len(wanted))]


async def job_result(core: Core, lookup: Lookup, tracker: JobTracker, terminal: Terminal) -> JobResult:
    """Return what an ended job gave.

    Raises:
        JobFailed: it failed.
        JobCanceled: it was canceled.
        JobLost: the server does not know it any more, and nobody listened while it ran.
        APIError: the server could not be asked.
    """
    if not isinstance(terminal, Completed):
        raise await job_error(lookup, tracker, terminal)
    if tracker.result is None:
        item = await lookup.item(tracker.queue_id, tracker.item_id)
        recorded = tracker.outputs or {}
        if item is None and not recorded:
            raise JobLost(
                f"job {tracker.item_id} completed, but was deleted before its result could be read",
                item_id=tracker.item_id,
                batch_id=tracker.batch_id,
            )
        session: JSONObject = (item or {}).get("session") or {}
        outputs = recorded_outputs(recorded) if item is None else session_outputs(session)
        images = await _images(core, tracker.item_id, outputs, (item or {}).get("session_id") or "")
        tracker.result = JobResult(
            item_id=tracker.item_id,
            batch_id=tracker.batch_id,
            session_id=(item or {}).get("session_id") or "",
            outputs=outputs,
            images=tuple(image for image, shown in images if shown),
            intermediates=tuple(image for image, shown in images if not shown),
            video_names=tuple(
                dict.fromkeys(
                    name
                    for output in outputs
                    if not output.is_intermediate and output.node_type not in PASSING_NODES
                    for name in output.video_names
                )
            ),
            whole=item is not None,
        )
        tracker.outputs = None
    return tracker.result


async def job_error(lookup: Lookup, tracker: JobTracker, terminal: Terminal) -> JobError:
    """Return the error for a job that ended without a result."""
    job = f"job {tracker.item_id}"
    ids = (tracker.item_id, tracker.batch_id)
    if isinstance(terminal, Canceled):
        return JobCanceled(f"{job} was canceled", item_id=ids[0], batch_id=ids[1])
    if isinstance(terminal, Failed):
        if terminal.node_id is None:
            # The event that names the node did not come; the session may still tell.
            terminal = _merged(terminal, await lookup.failure(tracker.queue_id, *ids))
        where = f" at node {terminal.node_id!r} ({terminal.node_type})" if terminal.node_id else ""
        why = ": ".join(part for part in (terminal.error_type, terminal.error_message) if part) or "no reason given"
        return JobFailed(
            f"{job} failed{where}: {why}",
            item_id=ids[0],
            batch_id=ids[1],
            node_id=terminal.node_id,
            node_type=terminal.node_type,
            error_type=terminal.error_type,
            error_message=terminal.error_message,
            traceback=terminal.traceback,
        )
    return JobLost(
        f"{job} is not in the server's queue {tracker.queue_id!r}: it was deleted or pruned before its end was seen, "
        "or never existed",
        item_id=ids[0],
        batch_id=ids[1],
    )


def _merged(first: Failed, second: Failed) -> Failed:
    return Failed(
        item_id=first.item_id,
        batch_id=first.batch_id,
        node_id=second.node_id,
        node_type=second.node_type,
        error_type=first.error_type or second.error_type,
        error_message=first.error_message or second.error_message,
        traceback=first.traceback or second.traceback,
    )


async def _images(
    core: Core, item_id: int, outputs: tuple[NodeOutput, ...], session_id: str
) -> list[tuple[ImageHandle, bool]]:
    """Return the images that were made, each once, with whether they are for the gallery."""
    first_seen: dict[str, tuple[NodeOutput, str]] = {}
    for output in outputs:
        if output.node_type not in PASSING_NODES:
            for field_name, name in found(output.data, "image_name"):
                first_seen.setdefault(name, (output, field_name))
    if not first_seen:
        return []
    by_prepared = {output.prepared_id: output for output in outputs}
    try:
        records = await fetch_records(core, list(first_seen))
    except (APIStatusError, UnexpectedResponseError):
        # Older servers cannot be asked for many images at once; the graph tells nearly as much.
        records = {}
    images: list[tuple[ImageHandle, bool]] = []
    for name, (seen_at, field_name) in first_seen.items():
        record = records.get(name)
        made_in = _text(record, "session_id")
        if record is not None and made_in is None:
            continue  # uploaded, and only passed through
        fresh = None if made_in is None or not session_id else made_in == session_id
        # The image's own record names the node that made it, where a later node only handed it on.
        maker = by_prepared.get(_text(record, "node_id") or "", seen_at) if fresh else seen_at
        source = ImageSource(
            item_id=item_id,
            node_id=maker.node_id,
            node_type=maker.node_type,
            field_name=field_name,
            index=maker.index,
            cached=None if fresh is None else not fresh,
        )
        intermediate = maker.is_intermediate if record is None else record.is_intermediate
        images.append((ImageHandle(core, name, record=record, source=source), not intermediate))
    return images


def _text(record: ImageDTO | None, name: str) -> str | None:
    value = getattr(record, name, None)
    return value if isinstance(value, str) else None
