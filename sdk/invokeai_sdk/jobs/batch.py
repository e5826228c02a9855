"""`BatchHandle`: the jobs of one submission, by the id of the batch."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import JobError, JobLost, QueueFull
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.as_completed import as_completed, collect
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.callbacks import Callbacks, dispatch
from invokeai_sdk.jobs.deadline import Wait, enforce_deadline
from invokeai_sdk.jobs.item_retry import retry_items
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.results import BatchResult, JobResult
from invokeai_sdk.jobs.streams import JobStream

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.as_completed import AsCompleted
    from invokeai_sdk.jobs.batch_status import BatchCounts
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.events import JobEvent, Progress


class BatchHandle:
    """The jobs of one submission, by the id of the batch. Creating a handle sends no request.

    Two handles of the same batch on the same server are equal.

    Attributes:
        batch_id: the id of the batch.
        queue_id: the id of its queue.
    """

    def __init__(
        self, core: Core, batch_id: str, *, queue_id: str | None = None, tracker: BatchTracker | None = None
    ) -> None:
        self._core = core
        self._tracker = tracker
        self.batch_id: str = batch_id
        self.queue_id: str = queue_id or core.options.queue_id

    def __repr__(self) -> str:
        jobs = "" if self._tracker is None else f" of {len(self._tracker.jobs)}"
        return f"<BatchHandle {self.batch_id}{jobs}>"

    def __eq__(self, other: object) -> bool:
        return self._identity == other._identity if isinstance(other, BatchHandle) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, str, str]:
        return (self._core.options.url, self.queue_id, self.batch_id)

    @property
    def item_ids(self) -> tuple[int, ...]:
        """The ids of the queue items in order; empty for a handle by id until `jobs()` or a wait has requested them."""
        return () if self._tracker is None else tuple(self._tracker.jobs)

    @property
    def progress(self) -> float | None:
        """The mean progress of the jobs as a fraction from 0 to 1; None while this client does not follow it."""
        if self._tracker is None or not self._tracker.jobs:
            return None
        known = [progress for job in self._tracker.jobs.values() if (progress := job.compute_progress()) is not None]
        return sum(known) / len(self._tracker.jobs) if known else None

    async def jobs(self) -> list[JobHandle]:
        """Return the jobs in the order they were queued; a request is sent only if they are not known.

        `BatchResult.jobs` has their results in the same order, and `BatchResult.outcomes` also their errors.

        Raises:
            JobLost: the server does not have the batch.
            APIError: a request failed.
        """
        return self._make_handles(await self._attach(is_patient=False))

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return a stream of the events of all jobs, which ends after the end of the last job.

        The first stream of a submission contains all events since the submission.

        Args:
            maxsize: the number of unread events to keep; the ends of the jobs are kept in addition.
            cancel_on_exit: cancel the batch on the server if the stream is left before the end of the last job. Such a
                stream must be used as a context manager: `async with batch.events(cancel_on_exit=True) as events:`.
        """
        known = self._tracker if self._tracker is not None and self._tracker.sealed else None
        attach = partial(self._attach, with_graph=True)
        return JobStream(known, attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> None:
        """Wait for the end of all jobs, without raising an error for failed jobs.

        The wait outlasts outages of the server.

        Args:
            timeout: seconds to wait; None for no limit.

        Raises:
            JobLost: the server does not have the batch.
            WaitTimeout: the time ran out; the jobs continue.
            APIError: the jobs are not known, and the server answered the request for them with an error.
        """
        async with enforce_deadline(timeout, self._describe_wait):
            await (await self._attach()).wait()

    async def result(
        self,
        timeout: float | None = None,
        *,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> BatchResult:
        """Wait for the end of all jobs and return their results. Works without an event socket, and outlasts outages.

        Args:
            timeout: seconds to wait; None for no limit.
            return_exceptions: put the errors of jobs that did not complete into `failures`. Otherwise the first such
                error is raised immediately, and the other jobs continue.
            cancel_on_exit: cancel the batch on the server if the wait ends early: by the timeout or by a cancellation
                of this call.
            on_event: called with every event of every job; if it returns an awaitable, the awaitable is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: a job failed.
            JobCanceled: a job was canceled.
            JobLost: the server does not have the batch, or a job any more.
            JobHidden: a job belongs to another user.
            WaitTimeout: the time ran out; the jobs continue unless `cancel_on_exit` is set.
            APIError: the server answered a request with an error.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with enforce_deadline(timeout, self._describe_wait, cancel=cancel):
            callbacks = Callbacks(on_event, on_progress)
            if callbacks:
                await dispatch(self.events(), callbacks)
            outcomes = await collect([self], keep=JobError if return_exceptions else ())
            return BatchResult(
                batch_id=self.batch_id,
                jobs=tuple(outcome for outcome in outcomes if isinstance(outcome, JobResult)),
                failures=tuple(outcome for outcome in outcomes if isinstance(outcome, JobError)),
            )

    def as_completed(self, timeout: float | None = None) -> AsCompleted:
        """Iterate over the jobs in the order they end; see `client.jobs.as_completed`.

        Args:
            timeout: seconds for all jobs together; None for no limit.
        """
        return as_completed([self], timeout=timeout)

    async def status(self) -> BatchCounts:
        """Request the number of the batch's items in each status, with the children of workflow calls.

        All numbers are 0 for a batch that the server does not have.

        Raises:
            APIError: the request failed.
        """
        return await fetch_batch_counts(self._core.transport, self.queue_id, self.batch_id)

    async def cancel(self) -> None:
        """Cancel all jobs on the server. Does nothing to jobs that have ended.

        Raises:
            APIError: the request failed.
        """
        await self._core.transport.send(
            api.queue.cancel_by_batch_ids(queue_id=self.queue_id, body={"batch_ids": [self.batch_id]})
        )

    async def retry(self) -> list[JobHandle]:
        """Run the failed and canceled jobs again.

        Returns:
            The new jobs, which are other items of the same batch, in the order of the old jobs.

        Raises:
            QueueFull: the queue is full; `accepted` has the ids of the new jobs.
            JobLost: a job was retried, but the new job was deleted before its id could be read.
            APIError: a request failed.
        """
        item_ids = [job.item_id for job in await self.jobs()]
        report = await retry_items(self._core, self.queue_id, item_ids, batch_id=self.batch_id)
        if report.refused:
            accepted, requested = [*report.new_ids.values()], len(item_ids) - len(report.skipped)
            raise QueueFull(
                f"the queue is full: {len(accepted)} of {requested} jobs were retried",
                batch_id=self.batch_id,
                accepted=accepted,
                requested=requested,
            )
        if report.vanished:
            raise JobLost(
                f"job {report.vanished[0]} was retried, but the new job was deleted before its id could be read",
                item_id=report.vanished[0],
                batch_id=self.batch_id,
            )
        return [
            JobHandle(self._core, new_id, queue_id=self.queue_id, batch_id=self.batch_id)
            for new_id in report.new_ids.values()
        ]

    def _make_handles(self, tracker: BatchTracker) -> list[JobHandle]:
        return [
            JobHandle(self._core, item_id, queue_id=self.queue_id, batch_id=self.batch_id, tracker=job)
            for item_id, job in tracker.jobs.items()
        ]

    def _describe_wait(self) -> Wait:
        jobs = {} if self._tracker is None else self._tracker.jobs
        return Wait.for_jobs(self._core, self.queue_id, {**jobs}, handle=self, batch_id=self.batch_id)

    async def _attach(self, *, is_patient: bool = True, with_graph: bool = False) -> BatchTracker:
        registry = self._core.shared(JobRegistry)
        if self._tracker is None or not self._tracker.sealed:
            self._tracker = await registry.watch_batch(
                self.batch_id, self.queue_id, is_patient=is_patient, with_graph=with_graph
            )
        elif not self._tracker.done:
            registry.keep_watching()
        return self._tracker
