"""Submission of batches: subscribes to the queue's events, then queues each batch exactly once."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import InvokeAIError
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.deadline import cancel_on_server
from invokeai_sdk.jobs.enqueue import enqueue
from invokeai_sdk.jobs.graph_nodes import GraphNodes
from invokeai_sdk.jobs.registry import JobRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import JobEvent, Progress
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch

_ANSWER_SECONDS: Final = 3.0
"""The time that a cancelled `run` waits for the answer to its submission before it cancels the batch."""


async def submit(
    core: Core,
    batch: CompiledBatch,
    *,
    queue_id: str | None = None,
    prepend: bool = False,
    batch_id: str | None = None,
    timeout: float | None = None,
) -> BatchHandle:
    """Queue a compiled batch exactly once, and return without waiting for its jobs.

    The id of the batch is generated here. If the answer is lost, cannot be read, or comes from a proxy, the batch is
    searched by this id; it is sent again only if the connection failed before anything was sent. Every error has the id
    in `batch_ids`. If this call is cancelled, the batch may or may not be queued: give a `batch_id` to be able to
    search for it with `client.batches.get(batch_id)`.

    Args:
        core: the client.
        batch: the compiled batch.
        queue_id: the id of the queue; None for the client's queue.
        prepend: whether to run the batch before everything that is pending in the queue.
        batch_id: the id for the batch; None for a new one. An id must not be used twice.
        timeout: seconds to keep trying: to connect, to receive the answer, and to search for the batch after a lost
            answer. None connects up to three times, waits for the answer as the client's options say, and searches for
            20 seconds.

    Raises:
        QueueFull: the queue accepted fewer items than requested; the error names the accepted items, which will run.
        SubmissionLost: it is not known whether the batch is queued.
        ValidationError: the server rejects the graph or the batch data; nothing was queued.
        APIError: the server refused the batch and does not have it, or the batch was not sent; nothing was queued.
        EventsRejectedError: the server rejects the client's token; nothing was queued.
    """
    registry = core.shared(JobRegistry)
    queue = queue_id or core.options.queue_id
    batch_id = batch_id or str(uuid.uuid4())
    # Items can run before the answer to their submission arrives: the tracker collects all items with this batch id.
    tracker = registry.open_batch(batch_id, queue, graph=GraphNodes.from_graph(batch.graph))
    with _batch_id_in_errors(batch_id), registry.submission_of(tracker):
        await core.events.try_subscribe(queue)
        item_ids = await enqueue(
            core,
            registry.reader,
            queue_id=queue,
            batch_id=batch_id,
            requested=batch.expansion,
            body=batch.body(batch_id, prepend=prepend),
            timeout=timeout,
        )
        if item_ids is not None:
            registry.seal(tracker, item_ids)
    return BatchHandle(core, batch_id, queue_id=queue, tracker=tracker)


async def run(
    core: Core,
    batch: CompiledBatch,
    *,
    queue_id: str | None = None,
    prepend: bool = False,
    timeout: float | None = None,
    return_exceptions: bool = False,
    cancel_on_exit: bool = False,
    on_event: Callable[[JobEvent], object] | None = None,
    on_progress: Callable[[Progress], object] | None = None,
) -> BatchResult:
    """Queue a compiled batch exactly once, and wait for its results: `submit` followed by `BatchHandle.result`.

    Args:
        core: the client.
        batch: the compiled batch.
        queue_id: the id of the queue; None for the client's queue.
        prepend: whether to run the batch before everything that is pending in the queue.
        timeout: seconds to wait for the jobs; None for no limit.
        return_exceptions: put the errors of jobs that did not complete into `failures`, instead of raising the first.
        cancel_on_exit: cancel the batch on the server if the call ends early: by the timeout, or by a cancellation of
            this call, also during the submission.
        on_event: called with every event of every job; if it returns an awaitable, the awaitable is awaited.
        on_progress: called with every progress report, likewise.

    Raises:
        InvokeAIError: what `submit` and `BatchHandle.result` raise, with the id of the batch in `batch_ids`.
    """
    send = _submit_or_cancel if cancel_on_exit else submit
    handle = await send(core, batch, queue_id=queue_id, prepend=prepend)
    with _batch_id_in_errors(handle.batch_id):
        return await handle.result(
            timeout,
            return_exceptions=return_exceptions,
            cancel_on_exit=cancel_on_exit,
            on_event=on_event,
            on_progress=on_progress,
        )


async def _submit_or_cancel(core: Core, batch: CompiledBatch, *, queue_id: str | None, prepend: bool) -> BatchHandle:
    """Submit a batch; if this call is cancelled, cancel the batch on the server on a best-effort basis."""
    batch_id = str(uuid.uuid4())
    submission = asyncio.create_task(submit(core, batch, queue_id=queue_id, prepend=prepend, batch_id=batch_id))

    async def cancel() -> None:
        # The server may queue the batch even if the request is aborted, but only a queued batch can be cancelled.
        await asyncio.wait([submission], timeout=_ANSWER_SECONDS)
        submission.cancel()
        await asyncio.wait([submission])
        await BatchHandle(core, batch_id, queue_id=queue_id).cancel()

    try:
        return await asyncio.shield(submission)
    except asyncio.CancelledError:
        await cancel_on_server(cancel)
        if submission.done() and not submission.cancelled():
            submission.exception()  # retrieve the exception, so that asyncio does not report it
        raise


async def submit_all(
    core: Core,
    batches: Sequence[CompiledBatch],
    *,
    queue_id: str | None = None,
    prepend: bool = False,
    timeout: float | None = None,
) -> list[BatchHandle]:
    """Queue several batches so that they run in the order given, and return their handles in that order.

    Args:
        core: the client.
        batches: the compiled batches.
        queue_id: the id of the queue; None for the client's queue.
        prepend: whether to run all batches before everything that is pending in the queue.
        timeout: seconds to keep trying to submit each batch, as for `submit`.

    Raises:
        InvokeAIError: what `submit` raises. The batches sent before are queued; their ids are in `batch_ids`, before
            the id of the batch that failed.
    """
    handles: list[BatchHandle] = []
    # A batch at the front of the queue precedes those that were put there earlier: the last one is sent first.
    for batch in reversed(batches) if prepend else batches:
        with _batch_id_in_errors(*(handle.batch_id for handle in handles)):
            handles.append(await submit(core, batch, queue_id=queue_id, prepend=prepend, timeout=timeout))
    return list(reversed(handles)) if prepend else handles


@contextmanager
def _batch_id_in_errors(*batch_ids: str) -> Iterator[None]:
    """Add the ids of batches that may be queued to every exception."""
    try:
        yield
    except InvokeAIError as error:
        error.batch_ids = (*batch_ids, *(each for each in error.batch_ids if each not in batch_ids))
        raise
    except BaseException as error:
        error.add_note(f"the server may have queued the batch {' and '.join(batch_ids)}")
        raise
