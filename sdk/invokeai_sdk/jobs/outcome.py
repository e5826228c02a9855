"""From an ended job to its result, or to the error that says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.errors import APIStatusError, JobCanceled, JobError, JobFailed, JobLost, UnexpectedResponseError
from invokeai_sdk.jobs.events import Canceled, Completed, Failed
from invokeai_sdk.jobs.lookup import failure_of
from invokeai_sdk.jobs.outputs import CALLING_NODE, PASSING_NODES, found, recorded_outputs, session_outputs
from invokeai_sdk.jobs.results import JobResult
from invokeai_sdk.media.handle import OutputSource
from invokeai_sdk.media.image import ImageHandle, fetch_image_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from invokeai_api.models.image_dto import ImageDTO

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.lookup import Lookup
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.tracker import JobTracker


async def outcomes(core: Core, lookup: Lookup, queue_id: str, jobs: Sequence[JobTracker]) -> list[JobResult | JobError]:
    """Return what ended jobs of a queue gave, in their order, with two requests for many of them.

    Returns:
        For each a result, or a `JobFailed`, `JobCanceled` or `JobLost`.

    Raises:
        APIError: the server could not be asked.
    """
    unread = [job.item_id for job in jobs if _needs_its_item(job)]
    items = await lookup.items(queue_id, unread) if unread else {}
    outputs = {job.item_id: _outputs(job, items.get(job.item_id)) for job in jobs if job.item_id in unread}
    records = await _records(core, [output for some in outputs.values() for output in some])
    return [_outcome(core, job, items.get(job.item_id), outputs.get(job.item_id, ()), records) for job in jobs]


def _needs_its_item(job: JobTracker) -> bool:
    """Tell whether the item must be asked for: for a result, or for the node that failed, if no event named it."""
    if isinstance(job.terminal, Completed):
        return job.result is None
    return isinstance(job.terminal, Failed) and job.terminal.node_id is None


def _outputs(job: JobTracker, item: JSONObject | None) -> tuple[NodeOutput, ...]:
    return recorded_outputs(job.outputs or {}) if item is None else session_outputs(item.get("session") or {})


def _outcome(
    core: Core,
    job: JobTracker,
    item: JSONObject | None,
    outputs: tuple[NodeOutput, ...],
    records: Mapping[str, ImageDTO],
) -> JobResult | JobError:
    if not isinstance(job.terminal, Completed):
        return _error(job, item)
    if job.result is not None:
        return job.result
    if item is None and not outputs:
        return JobLost(
            f"job {job.item_id} completed, but was deleted before its result could be read",
            item_id=job.item_id,
            batch_id=job.batch_id,
        )
    session_id = (item or {}).get("session_id") or ""
    images = _images(core, job.item_id, outputs, session_id, records)
    videos = (
        name
        for output in outputs
        if not output.is_intermediate and output.node_type not in PASSING_NODES
        for name in output.video_names
    )
    job.result = JobResult(
        item_id=job.item_id,
        batch_id=job.batch_id,
        session_id=session_id,
        outputs=outputs,
        images=tuple(image for image, shown in images if shown),
        intermediates=tuple(image for image, shown in images if not shown),
        video_names=tuple(dict.fromkeys(videos)),
        whole=item is not None,
    )
    job.outputs = None
    return job.result


def _error(job: JobTracker, item: JSONObject | None) -> JobError:
    """Return the error for a job that ended without a result."""
    name = f"job {job.item_id}"
    terminal = job.terminal
    if isinstance(terminal, Canceled):
        return JobCanceled(f"{name} was canceled", item_id=job.item_id, batch_id=job.batch_id)
    if isinstance(terminal, Failed):
        if terminal.node_id is None and item is not None:
            # The event that names the node did not come; the session still tells.
            terminal = _merged(terminal, failure_of(item))
        where = f" at node {terminal.node_id!r} ({terminal.node_type})" if terminal.node_id else ""
        why = ": ".join(part for part in (terminal.error_type, terminal.error_message) if part) or "no reason given"
        return JobFailed(
            f"{name} failed{where}: {why}",
            item_id=job.item_id,
            batch_id=job.batch_id,
            node_id=terminal.node_id,
            node_type=terminal.node_type,
            error_type=terminal.error_type,
            error_message=terminal.error_message,
            traceback=terminal.traceback,
        )
    return JobLost(
        f"{name} is not in the server's queue {job.queue_id!r}: it was deleted or pruned before its end was seen, "
        "or never existed",
        item_id=job.item_id,
        batch_id=job.batch_id,
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


async def _records(core: Core, outputs: Iterable[NodeOutput]) -> Mapping[str, ImageDTO]:
    """Return what the server knows of the images in outputs, by name."""
    names = [name for output in outputs if output.node_type not in PASSING_NODES for name in output.image_names]
    if not names:
        return {}
    try:
        return await fetch_image_records(core, names)
    except (APIStatusError, UnexpectedResponseError):
        # Older servers cannot be asked for many images at once; the graph tells nearly as much.
        return {}


def _images(
    core: Core,
    item_id: int,
    outputs: tuple[NodeOutput, ...],
    session_id: str,
    records: Mapping[str, ImageDTO],
) -> list[tuple[ImageHandle, bool]]:
    """Return the images that were made, each once, with whether they are for the gallery."""
    first_seen: dict[str, tuple[NodeOutput, str]] = {}
    for output in outputs:
        if output.node_type not in PASSING_NODES:
            for field_name, name in found(output.data, "image_name"):
                first_seen.setdefault(name, (output, field_name))
    by_prepared = {output.prepared_id: output for output in outputs}
    images: list[tuple[ImageHandle, bool]] = []
    for name, (seen_at, field_name) in first_seen.items():
        record = records.get(name)
        made_in = _text(record, "session_id")
        if record is not None and made_in is None:
            continue  # uploaded, and only passed through
        known = made_in is not None and session_id and seen_at.node_type != CALLING_NODE
        fresh = made_in == session_id if known else None
        # The image's own record names the node that made it, where a later node only handed it on.
        maker = by_prepared.get(_text(record, "node_id") or "", seen_at) if fresh else seen_at
        source = OutputSource(
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
