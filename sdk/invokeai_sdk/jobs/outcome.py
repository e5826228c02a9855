"""Outcomes of ended jobs: results, and the errors of jobs without a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from invokeai_sdk.errors import (
    APIStatusError,
    JobCanceled,
    JobError,
    JobFailed,
    JobHidden,
    JobLost,
    NotSupportedError,
    UnexpectedResponseError,
)
from invokeai_sdk.jobs.events import Canceled, Completed, Failed
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.outage import is_outage, outlast
from invokeai_sdk.jobs.outputs import CALLING_NODE, PASSING_NODES, find_names, number_rounds
from invokeai_sdk.jobs.results import JobResult
from invokeai_sdk.media.handle import OutputSource
from invokeai_sdk.media.image import ImageHandle, fetch_image_records
from invokeai_sdk.media.video import VideoHandle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_api.models.image_dto import ImageDTO

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.queue_item import QueueItem
    from invokeai_sdk.jobs.tracker import JobTracker


async def read_outcomes(core: Core, queue_id: str, jobs: Sequence[JobTracker]) -> list[JobResult | JobError]:
    """Return the outcomes of ended jobs of a queue, in the same order, with two requests for many jobs.

    The requests are repeated for as long as the server cannot be reached.

    Returns:
        For each job a result, or a `JobFailed`, `JobCanceled`, `JobHidden` or `JobLost`.

    Raises:
        APIError: the server answered a request with an error.
    """
    reader = core.shared(ItemReader)
    unread = {job for job in jobs if _needs_item(job)}
    items: dict[int, QueueItem] = {}
    if unread:
        items = await outlast(core, lambda: reader.read_items(queue_id, [*{job.item_id: None for job in unread}]))
    own = {
        job: item
        for job in unread
        if (item := items.get(job.item_id)) is not None
        and (item.snapshot.is_hidden or job.accepts(item.batch_id, item.snapshot.session_id))
    }
    outputs = {job: own[job].outputs if job in own else number_rounds((job.outputs or {}).values()) for job in unread}
    names = [output for of_job in outputs.values() for output in of_job]
    records = await outlast(core, lambda: _fetch_records(core, names))
    return [_make_outcome(core, job, own.get(job), outputs.get(job, ()), records) for job in jobs]


def _needs_item(job: JobTracker) -> bool:
    """Return whether the item must be read: for a result, or for the failed node if no event named the node."""
    if isinstance(job.terminal, Completed):
        return job.result is None
    return isinstance(job.terminal, Failed) and job.terminal.node_id is None


def _make_outcome(
    core: Core,
    job: JobTracker,
    item: QueueItem | None,
    outputs: tuple[NodeOutput, ...],
    records: Mapping[str, ImageDTO],
) -> JobResult | JobError:
    if not isinstance(job.terminal, Completed):
        return _make_error(job, item)
    if job.result is not None:
        return job.result
    if item is not None and item.snapshot.is_hidden:
        return JobHidden(
            f"job {job.item_id} completed, but belongs to another user: the server does not show its result",
            item_id=job.item_id,
            batch_id=job.batch_id or None,
        )
    if item is None and not outputs:
        return JobLost(
            f"job {job.item_id} completed, but was deleted before its result could be read",
            item_id=job.item_id,
            batch_id=job.batch_id,
        )
    session_id = job.session_id if item is None else item.snapshot.session_id
    images = _make_images(core, job.item_id, outputs, session_id, records)
    job.result = JobResult(
        item_id=job.item_id,
        batch_id=job.batch_id,
        session_id=session_id,
        outputs=outputs,
        images=tuple(image for image, in_gallery in images if in_gallery),
        intermediates=tuple(image for image, in_gallery in images if not in_gallery),
        videos=_make_videos(core, job.item_id, outputs),
        whole=item is not None,
    )
    job.outputs = None
    return job.result


def _make_error(job: JobTracker, item: QueueItem | None) -> JobError:
    """Return the error for a job that ended without a result."""
    name = f"job {job.item_id}"
    batch_id = job.batch_id or None
    terminal = job.terminal
    if isinstance(terminal, Canceled):
        return JobCanceled(f"{name} was canceled", item_id=job.item_id, batch_id=batch_id)
    if isinstance(terminal, Failed):
        if terminal.node_id is None and item is not None:
            # No event named the node, but the session does.
            terminal = _merge_failures(terminal, item.read_failure())
        none_given = "no reason given"
        if item is not None and item.snapshot.is_hidden:
            none_given = "the server does not show the reason, because the job belongs to another user"
        where = f" at node {terminal.node_id!r} ({terminal.node_type})" if terminal.node_id else ""
        why = ": ".join(part for part in (terminal.error_type, terminal.error_message) if part) or none_given
        return JobFailed(
            f"{name} failed{where}: {why}",
            item_id=job.item_id,
            batch_id=batch_id,
            node_id=terminal.node_id,
            node_type=terminal.node_type,
            error_type=terminal.error_type,
            error_message=terminal.error_message,
            traceback=terminal.traceback,
        )
    reason = "it was deleted or pruned before its end was seen, or never existed"
    if job.is_replaced:
        reason = f"item {job.item_id} is now that of another batch or user; the server's database was lost or restored"
    return JobLost(
        f"{name} is not in the server's queue {job.queue_id!r}: {reason}", item_id=job.item_id, batch_id=batch_id
    )


def _merge_failures(event: Failed, item: Failed) -> Failed:
    """Return the failure in an event, completed from the failure in the item."""
    return evolve(
        event,
        node_id=item.node_id,
        node_type=item.node_type,
        error_type=event.error_type or item.error_type,
        error_message=event.error_message or item.error_message,
        traceback=event.traceback or item.traceback,
    )


async def _fetch_records(core: Core, outputs: Iterable[NodeOutput]) -> Mapping[str, ImageDTO]:
    """Return the server's records of the images in outputs, by name; none from servers that cannot list them."""
    names = [name for output in outputs if output.node_type not in PASSING_NODES for name in output.image_names]
    if not names:
        return {}
    try:
        return await fetch_image_records(core, names)
    except (APIStatusError, NotSupportedError, UnexpectedResponseError) as error:
        if is_outage(error):
            raise
        # Older servers do not have the request for many images; the graph gives nearly the same information.
        return {}


def _make_images(
    core: Core,
    item_id: int,
    outputs: tuple[NodeOutput, ...],
    session_id: str,
    records: Mapping[str, ImageDTO],
) -> list[tuple[ImageHandle, bool]]:
    """Return the images that the job made, each once, with whether the gallery shows the image."""
    by_prepared = {output.prepared_id: output for output in outputs}
    images: list[tuple[ImageHandle, bool]] = []
    for name, (output, field_name) in _find_first_outputs(outputs, "image_name").items():
        record = records.get(name)
        made_in = _text(record, "session_id")
        if record is not None and made_in is None:
            continue  # an uploaded image, which the job only passed through
        is_known = made_in is not None and session_id and output.node_type != CALLING_NODE
        is_new = made_in == session_id if is_known else None
        # The record names the node that made the image; a later node may have passed the image through.
        maker = by_prepared.get(_text(record, "node_id") or "", output) if is_new else output
        source = _make_source(item_id, maker, field_name, cached=None if is_new is None else not is_new)
        is_intermediate = maker.is_intermediate if record is None else record.is_intermediate
        images.append((ImageHandle(core, name, record=record, source=source), not is_intermediate))
    return images


def _make_videos(core: Core, item_id: int, outputs: tuple[NodeOutput, ...]) -> tuple[VideoHandle, ...]:
    """Return the videos that the job made for the gallery, each once."""
    final = tuple(output for output in outputs if not output.is_intermediate)
    return tuple(
        VideoHandle(core, name, source=_make_source(item_id, output, field_name))
        for name, (output, field_name) in _find_first_outputs(final, "video_name").items()
    )


def _find_first_outputs(outputs: Iterable[NodeOutput], key: str) -> dict[str, tuple[NodeOutput, str]]:
    """Return the first output and its field for each image or video name, in order."""
    first: dict[str, tuple[NodeOutput, str]] = {}
    for output in outputs:
        if output.node_type not in PASSING_NODES:
            for field_name, name in find_names(output.data, key):
                first.setdefault(name, (output, field_name))
    return first


def _make_source(item_id: int, output: NodeOutput, field_name: str, *, cached: bool | None = None) -> OutputSource:
    return OutputSource(
        item_id=item_id,
        node_id=output.node_id,
        node_type=output.node_type,
        field_name=field_name,
        index=output.index,
        cached=cached,
    )


def _text(record: ImageDTO | None, name: str) -> str | None:
    value = getattr(record, name, None)
    return value if isinstance(value, str) else None
