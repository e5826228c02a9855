"""`BatchHandle`: the jobs of one submission, by the id of the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import JobError, JobLost, QueueFull
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.as_completed import as_completed, collect
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.callbacks import Callbacks, dispatch
from invokeai_sdk.jobs.deadline import enforce_deadline
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
        """The ids of its queue items in order; empty for a handle by id until `jobs()` or a wait has requested them."""
        return () if self._tracker is None else tuple(self._tracker.jobs)

    @property
    def progress(self) -> float | None:
        """The mean progress of its jobs as a fraction from 0 to 1; None if this client has not followed the batch."""
        if self._tracker is None or not self._tracker.jobs:
            return None
        jobs = self._tracker.jobs.values()
        return sum(job.compute_progress() or 0.0 for job in jobs) / len(jobs)

    async def jobs(self) -> list[JobHandle]:
        """Return the jobs in the order they were queued; a request is sent only if they are not known.

        Raises:
            APIError: a request failed.
        """
        tracker = await self._attach()
        return [JobHandle(self._core, i, queue_id=self.queue_id, tracker=job) for i, job in tracker.jobs.items()]

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return a stream of the events of all jobs, which ends after the end of the last job.

        The first stream of a submission contains all events since the submission.

        Args:
            maxsize: the number of unread events to keep; the ends of the jobs are kept in addition.
            cancel_on_exit: cancel the batch on the server if the stream, used as a context manager, is left before the
                end of the last job.
        """
        return JobStream(self._tracker, self._attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> None:
        """Wait for the end of all jobs, without raising an error for failed jobs.

        Args:
            timeout: seconds to wait; None for no limit.

        Raises:
            WaitTimeout: the time ran out; the jobs continue.
            APIError: the jobs are not known and could not be requested.
        """
        async with enforce_deadline(timeout, f"batch {self.batch_id}"):
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
        """Wait for the end of all jobs and return their results. Works without an event socket.

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
            JobLost: the server does not have a job any more.
            WaitTimeout: the time ran out; the jobs continue unless `cancel_on_exit` is set.
            APIError: a request failed.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with enforce_deadline(timeout, f"batch {self.batch_id}", cancel=cancel):
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
        """Request the number of its items in each status, with the children of workflow calls.

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
        report = await retry_items(self._core, self.queue_id, item_ids)
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
        return [JobHandle(self._core, new_id, queue_id=self.queue_id) for new_id in report.new_ids.values()]

    async def _attach(self) -> BatchTracker:
        registry = self._core.shared(JobRegistry)
        if self._tracker is None:
            self._tracker = await registry.watch_batch(self.batch_id, self.queue_id)
        elif not self._tracker.done:
            registry.keep_watching()
        return self._tracker
