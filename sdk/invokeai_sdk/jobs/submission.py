"""Submission of batches: each batch is queued exactly once, and the socket is subscribed before."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import TYPE_CHECKING, Final

import anyio
from invokeai_api import api

from invokeai_sdk.errors import (
    APIConnectionError,
    APIError,
    QueueFull,
    ServerError,
    SubmissionLost,
    UnexpectedResponseError,
)
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.deadline import cancel_on_server
from invokeai_sdk.jobs.registry import JobRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import JobEvent, Progress
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch

_log = logging.getLogger("invokeai_sdk.jobs")

_SEARCH_SECONDS: Final = 20.0
"""The time to search for a batch whose answer was lost: the server may still be processing the request."""

_ANSWER_SECONDS: Final = 3.0
"""The time that a cancelled `run` waits for the answer to its submission before it cancels the batch."""

_CONNECTION_ATTEMPTS: Final = 3
_INTERNAL_SERVER_ERROR: Final = 500


async def submit(
    core: Core,
    batch: CompiledBatch,
    *,
    queue_id: str | None = None,
    prepend: bool = False,
    batch_id: str | None = None,
) -> BatchHandle:
    """Queue a compiled batch exactly once, and return without waiting for its jobs.

    The id of the batch is generated here. If the server's answer is lost, the batch is searched by this id; it is sent
    again only if the connection failed before anything was sent. If this call is cancelled, the batch may or may not
    be queued: give a `batch_id` to be able to search for it with `client.batches.get(batch_id)`.

    Args:
        core: the client.
        batch: the compiled batch.
        queue_id: the id of the queue; None for the client's queue.
        prepend: whether to run the batch before everything that is pending in the queue.
        batch_id: the id for the batch; None for a new one. An id must not be used twice.

    Raises:
        QueueFull: the queue accepted fewer items than requested; the error names the accepted items, which will run.
        ValidationError: the server rejects the graph or the batch data.
        SubmissionLost: no answer came, and the batch was not found.
        APIError: the request failed; nothing was queued.
        EventsRejectedError: the server rejects the client's token.
    """
    registry = core.shared(JobRegistry)
    queue = queue_id or core.options.queue_id
    batch_id = batch_id or str(uuid.uuid4())
    # Items can run before the answer to their submission arrives: the tracker collects all items with this batch id.
    tracker = registry.open_batch(batch_id, queue, nodes_total=len(batch.graph["nodes"]))
    await core.events.try_subscribe(queue)
    answer = await _enqueue(core, queue, batch_id, batch.body(batch_id, prepend=prepend))
    requested = batch.expansion if answer is None else int(answer.get("requested", batch.expansion))
    item_ids = sorted((answer or {}).get("item_ids") or ())
    if not item_ids and (answer is None or answer.get("enqueued")):
        item_ids = [snapshot.item_id for snapshot in await registry.reader.read_batch_items(queue, batch_id)]
    if len(item_ids) < requested:
        raise QueueFull(
            f"the queue is full: it accepted {len(item_ids)} of {requested} items"
            + (", which will run; cancel the batch to prevent this" if item_ids else ""),
            batch_id=batch_id,
            accepted=item_ids,
            requested=requested,
        )
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
        InvokeAIError: what `submit` and `BatchHandle.result` raise.
    """
    send = _submit_or_cancel if cancel_on_exit else submit
    handle = await send(core, batch, queue_id=queue_id, prepend=prepend)
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
    core: Core, batches: Sequence[CompiledBatch], *, queue_id: str | None = None, prepend: bool = False
) -> list[BatchHandle]:
    """Queue several batches so that they run in the order given, and return their handles in that order.

    Args:
        core: the client.
        batches: the compiled batches.
        queue_id: the id of the queue; None for the client's queue.
        prepend: whether to run all batches before everything that is pending in the queue.

    Raises:
        InvokeAIError: what `submit` raises; the batches sent before are queued.
    """
    # A batch at the front of the queue precedes those that were put there earlier: the last one is sent first.
    in_order = list(reversed(batches)) if prepend else list(batches)
    handles = [await submit(core, batch, queue_id=queue_id, prepend=prepend) for batch in in_order]
    return list(reversed(handles)) if prepend else handles


async def _enqueue(core: Core, queue_id: str, batch_id: str, body: JSONObject) -> JSONObject | None:
    """Send a batch; return the server's answer, or None if the answer was lost and the batch is in the queue."""
    request = api.queue.enqueue_batch(
        queue_id=queue_id, body={"batch": body["batch"], "prepend": body["prepend"]}
    ).as_json()
    for attempt in range(1, _CONNECTION_ATTEMPTS + 1):
        try:
            answer = await core.transport.send(request)
        except APIConnectionError as error:
            if not error.sent:
                if attempt == _CONNECTION_ATTEMPTS or core.options.retries == 0:
                    raise
                await anyio.sleep(0.5 * attempt)
                continue
            problem: APIError = error
        except (ServerError, UnexpectedResponseError) as error:
            # The server, or a proxy in front of it, may have failed after the batch was stored.
            problem = error
        else:
            return answer if isinstance(answer, dict) else {}
        _log.warning("the answer to the submission of batch %s was lost (%s); searching for it", batch_id, problem)
        if await _search(core, queue_id, batch_id, problem):
            return None
        if isinstance(problem, ServerError):
            raise problem
        raise SubmissionLost(
            f"no answer came to the submission of batch {batch_id}, and the server does not have the batch after "
            f"{_SEARCH_SECONDS:g} s. The batch was not sent again, because the request may still arrive: check "
            f"client.batches.handle({batch_id!r}).status() before you submit again",
            batch_id=batch_id,
        ) from problem
    raise AssertionError  # pragma: no cover - the last attempt returns or raises


async def _search(core: Core, queue_id: str, batch_id: str, problem: APIError) -> bool:
    """Poll for a batch until the server has it, or return False after the time in which the request may arrive."""
    # After an error answer of the server itself, the request has been processed: one poll is enough.
    is_processed = isinstance(problem, ServerError) and problem.status_code == _INTERNAL_SERVER_ERROR
    deadline = anyio.current_time() + (0.0 if is_processed else _SEARCH_SECONDS)
    pause = 0.05
    while True:
        try:
            if (await fetch_batch_counts(core.transport, queue_id, batch_id)).total:
                return True
        except APIError as error:
            _log.info("could not search for batch %s: %s", batch_id, error)
        if anyio.current_time() >= deadline:
            return False
        await anyio.sleep(pause)
        pause = min(2.0, pause * 2)
