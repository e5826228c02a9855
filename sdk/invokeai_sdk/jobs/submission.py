"""Submitting a batch: exactly once, and with the socket listening before."""

from __future__ import annotations

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
from invokeai_sdk.jobs.registry import JobRegistry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.lookup import Lookup
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch

_log = logging.getLogger("invokeai_sdk.jobs")

_SEARCH_SECONDS: Final = 20.0
"""How long a batch whose answer was lost is looked for: the server may still be working on it."""

_UNSENT_TRIES: Final = 3


async def submit(
    core: Core,
    batch: CompiledBatch,
    *,
    queue_id: str | None = None,
    prepend: bool = False,
    batch_id: str | None = None,
) -> BatchHandle:
    """Queue a compiled batch, exactly once, and return without waiting for it.

    The batch's id is made here. If the server's answer is lost, the batch is looked up by that id; it is sent again
    only if the connection failed before anything could be sent. Cancelling this call leaves open whether the batch
    was queued: give a `batch_id` of your own to look it up with `client.batches.get(batch_id)`.

    Args:
        core: the client.
        batch: what to run.
        queue_id: the queue, instead of the client's.
        prepend: run before everything that waits in the queue.
        batch_id: an id of your own, instead of a new one. Never use one twice.

    Raises:
        QueueFull: the queue took fewer items than asked; the error names those it took, which will run.
        ValidationError: the server refuses the graph or the batch data.
        SubmissionLost: no answer came, and the batch could not be found.
        APIError: the server could not be asked; nothing was queued.
        EventsRejectedError: the server rejects the client's token.
    """
    registry = core.shared(JobRegistry)
    queue = queue_id or core.options.queue_id
    batch_id = batch_id or str(uuid.uuid4())
    # Items can run before the answer to their submission is here: whatever comes with this id is collected.
    tracker = registry.open_batch(batch_id, queue, nodes_total=len(batch.graph["nodes"]))
    await core.events.attempted(queue)
    answer = await _enqueue(core, registry.lookup, queue, batch_id, batch.body(batch_id, prepend=prepend))
    requested = batch.expansion if answer is None else int(answer.get("requested", batch.expansion))
    item_ids = sorted((answer or {}).get("item_ids") or ())
    if not item_ids and (answer is None or answer.get("enqueued")):
        item_ids = [snapshot.item_id for snapshot in await registry.lookup.batch_items(queue, batch_id)]
    if len(item_ids) < requested:
        raise QueueFull(
            f"the queue is full: it took {len(item_ids)} of {requested} items"
            + (", which will run; cancel the batch if they should not" if item_ids else ""),
            batch_id=batch_id,
            accepted=item_ids,
            requested=requested,
        )
    registry.seal(tracker, item_ids)
    return BatchHandle(core, batch_id, queue_id=queue, tracker=tracker)


async def submit_all(
    core: Core, batches: Sequence[CompiledBatch], *, queue_id: str | None = None, prepend: bool = False
) -> list[BatchHandle]:
    """Queue several batches so that they run in the order given, and return their handles in that order.

    Args:
        core: the client.
        batches: what to run.
        queue_id: the queue, instead of the client's.
        prepend: run all of them before everything that waits in the queue.

    Raises:
        InvokeAIError: whatever `submit` raises; batches sent before are queued.
    """
    # What is prepended later goes before what was prepended earlier, so the last one is sent first.
    in_order = list(reversed(batches)) if prepend else list(batches)
    handles = [await submit(core, batch, queue_id=queue_id, prepend=prepend) for batch in in_order]
    return list(reversed(handles)) if prepend else handles


async def _enqueue(core: Core, lookup: Lookup, queue_id: str, batch_id: str, body: JSONObject) -> JSONObject | None:
    """Send a batch; return the server's answer, or None if it was lost and the batch is in the queue."""
    for attempt in range(1, _UNSENT_TRIES + 1):
        try:
            answer = await core.transport.send(api.queue.enqueue_batch(queue_id=queue_id, body=body).as_json())
        except APIConnectionError as error:
            if not error.sent:
                if attempt == _UNSENT_TRIES or core.options.retries == 0:
                    raise
                await anyio.sleep(0.5 * attempt)
                continue
            problem: APIError = error
        except (ServerError, UnexpectedResponseError) as error:
            # The server, or a proxy before it, may have failed after the batch was stored.
            problem = error
        else:
            return answer if isinstance(answer, dict) else {}
        _log.warning("the answer to the submission of batch %s was lost (%s); looking it up", batch_id, problem)
        if await _arrived(lookup, queue_id, batch_id, problem):
            return None
        if isinstance(problem, ServerError):
            raise problem
        raise SubmissionLost(
            f"no answer came to the submission of batch {batch_id}, and the server does not have it after "
            f"{_SEARCH_SECONDS:g} s. It was not sent again, because it may still be under way: ask "
            f"client.batches.get({batch_id!r}).status() before you do",
            batch_id=batch_id,
        ) from problem
    raise AssertionError  # pragma: no cover - the last try returns or raises


async def _arrived(lookup: Lookup, queue_id: str, batch_id: str, problem: APIError) -> bool:
    """Look a batch up until it is there, or the server has had more than enough time for it."""
    # An answer of the server's own means it is done with the request: one look tells.
    patience = 0.0 if isinstance(problem, ServerError) and problem.status_code == _OWN_ERROR else _SEARCH_SECONDS
    deadline = anyio.current_time() + patience
    pause = 0.05
    while True:
        try:
            if await lookup.batch_total(queue_id, batch_id):
                return True
        except APIError as error:
            _log.info("batch %s cannot be looked up now: %s", batch_id, error)
        if anyio.current_time() >= deadline:
            return False
        await anyio.sleep(pause)
        pause = min(2.0, pause * 2)


_OWN_ERROR: Final = 500
