"""Deadlines of local waits, and the cancellation of jobs after their wait has ended early."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

import anyio
from attrs import frozen
from invokeai_api import api

from invokeai_sdk.errors import InvokeAIError, WaitTimeout
from invokeai_sdk.jobs.json_checks import object_or_empty, with_parse
from invokeai_sdk.jobs.outage import Reachability, is_outage
from invokeai_sdk.jobs.state import IN_PROGRESS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.tracker import JobTracker

_log = logging.getLogger("invokeai_sdk.jobs")

_CANCEL_SECONDS: Final = 5.0

_DIAGNOSIS_SECONDS: Final = 1.0
"""The time to ask the server why jobs have not ended."""


@frozen
class Wait:
    """A wait for jobs, as its `WaitTimeout` describes it.

    Attributes:
        core: the client.
        queue_id: the id of the queue.
        subject: what did not end: `job 7`, or `2 of 3 jobs of batch …`.
        handle: the job or batch that was waited for; None if there were several.
        batch_id: the id of the batch, if there is one batch and its id is known.
        statuses: the last known status of each job that has not ended, by item id.
    """

    core: Core
    queue_id: str
    subject: str
    handle: object
    batch_id: str | None
    statuses: dict[int, str]

    @classmethod
    def for_jobs(
        cls,
        core: Core,
        queue_id: str,
        trackers: dict[int, JobTracker | None],
        *,
        handle: object = None,
        batch_id: str | None = None,
    ) -> Wait:
        """Return the description of a wait for jobs.

        Args:
            core: the client.
            queue_id: the id of the queue.
            trackers: the trackers of the jobs by item id; None for jobs that are not tracked yet.
            handle: the job or batch that was waited for; None if there were several.
            batch_id: the id of the batch, if there is one batch and its id is known.
        """
        statuses = {
            item_id: "" if tracker is None else tracker.state.status
            for item_id, tracker in trackers.items()
            if tracker is None or tracker.terminal is None
        }
        of_batch = "" if batch_id is None else f" of batch {batch_id}"
        if not trackers:
            subject = "the jobs" if batch_id is None else f"batch {batch_id}"
        elif len(trackers) == 1:
            subject = f"job {next(iter(trackers))}"
        else:
            subject = f"{len(statuses)} of {len(trackers)} jobs{of_batch}"
        return cls(core, queue_id, subject, handle, batch_id, statuses)


@asynccontextmanager
async def enforce_deadline(
    timeout: float | None,
    describe: Callable[[], Wait],
    *,
    cancel: Callable[[], Coroutine[Any, Any, object]] | None = None,
) -> AsyncIterator[None]:
    """Limit the time spent in a block.

    Args:
        timeout: seconds; None for no limit.
        describe: returns what is waited for; called after the time ran out.
        cancel: cancels the job or batch on the server; called after a timeout or a cancellation.

    Raises:
        WaitTimeout: the time ran out.
    """
    scope = asyncio.timeout(timeout)
    try:
        async with scope:
            yield
    except TimeoutError as error:
        if not scope.expired():
            raise
        raise await make_timeout(describe(), timeout or 0.0, cancel=cancel) from error
    except asyncio.CancelledError:
        await cancel_on_server(cancel)
        raise


async def make_timeout(
    wait: Wait, seconds: float, *, cancel: Callable[[], Coroutine[Any, Any, object]] | None = None
) -> WaitTimeout:
    """Return the error for a wait whose time ran out, after asking the server why the jobs have not ended.

    Args:
        wait: the wait.
        seconds: the time limit.
        cancel: cancels the job or batch on the server.
    """
    reason, text = await _diagnose(wait)
    if cancel is not None:
        canceled = await cancel_on_server(cancel)
        text += "; the server was asked to cancel it" if canceled else "; the server could not be asked to cancel it"
    return WaitTimeout(
        f"{wait.subject} did not end within {seconds:g} s: {text}",
        reason=reason,
        handle=wait.handle,
        batch_id=wait.batch_id,
        item_ids=tuple(wait.statuses),
    )


async def _diagnose(wait: Wait) -> tuple[Literal["paused", "unreachable", "running"], str]:
    """Return why jobs have not ended, and the text for the message."""
    reachability = wait.core.common(Reachability)
    impatient = wait.core.with_options(retries=0).transport
    request = api.queue.get_queue_status(queue_id=wait.queue_id)
    problem: str | None = None
    status = None
    try:
        async with asyncio.timeout(_DIAGNOSIS_SECONDS):
            status = await impatient.send(with_parse(request, object_or_empty))
    except InvokeAIError as error:
        if is_outage(error):
            problem = str(error)
    except TimeoutError:
        problem = f"no answer within {_DIAGNOSIS_SECONDS:g} s"
    if problem is not None:
        since = f" for {reachability.seconds:.0f} s" if reachability.seconds >= 1 else ""
        return "unreachable", f"the server has not answered{since} ({problem}); the jobs may continue there"
    known = sorted({known for known in wait.statuses.values() if known})
    is_paused = status is not None and object_or_empty(status.get("processor")).get("is_started") is False
    if is_paused and set(wait.statuses.values()) != {IN_PROGRESS}:
        return "paused", "the queue is paused; client.queue().resume() resumes it"
    return "running", f"the server continues to process it (status {' and '.join(known) or 'not known yet'})"


async def cancel_on_server(cancel: Callable[[], Coroutine[Any, Any, object]] | None) -> bool:
    """Cancel on the server on a best-effort basis, within a time limit, even while this task is being cancelled.

    Args:
        cancel: sends the request; None does nothing.

    Returns:
        Whether the server has answered the request.
    """
    if cancel is None:
        return False
    with anyio.move_on_after(_CANCEL_SECONDS, shield=True):
        try:
            await cancel()
        except InvokeAIError as error:
            _log.warning("could not cancel on the server: %s", error)
        else:
            return True
    return False
