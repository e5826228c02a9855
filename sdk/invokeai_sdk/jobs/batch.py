"""`BatchHandle`: the jobs of one submission, by the batch's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen
from invokeai_api import api

from invokeai_sdk.errors import JobError
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.callbacks import Callbacks, follow
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.results import BatchResult, JobResult
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.jobs.waiting import as_completed, settle
from invokeai_sdk.jobs.waits import limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.events import JobEvent, Progress
    from invokeai_sdk.jobs.waiting import AsCompleted


@frozen(kw_only=True)
class BatchCounts:
    """How many items of a batch are in which status."""

    pending: int = 0
    in_progress: int = 0
    waiting: int = 0
    completed: int = 0
    failed: int = 0
    canceled: int = 0
    total: int = 0

    @property
    def unfinished(self) -> int:
        """Items that have not ended."""
        return self.total - self.completed - self.failed - self.canceled


class BatchHandle:
    """The jobs of a submission: an id and a client. Making one does no I/O, so it can be made again any time.

    Attributes:
        batch_id: the batch.
        queue_id: its queue.
    """

    def __init__(
        self, core: Core, batch_id: str, *, queue_id: str | None = None, tracker: BatchTracker | None = None
    ) -> None:
        self._core = core
        self._tracker = tracker
        self.batch_id = batch_id
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
        """Its queue items in order; empty for a handle made from an id, until it has asked the server (`jobs`)."""
        return () if self._tracker is None else tuple(self._tracker.jobs)

    @property
    def progress(self) -> float | None:
        """How far all its jobs are, from 0 to 1, as far as this client followed them; None if that is not known."""
        if self._tracker is None or not self._tracker.jobs:
            return None
        jobs = self._tracker.jobs.values()
        return sum(job.overall() or 0.0 for job in jobs) / len(jobs)

    async def jobs(self) -> list[JobHandle]:
        """Return its jobs in the order they were queued; asks the server only if they are not known.

        Raises:
            APIError: the server could not be asked.
        """
        tracker = await self._attach()
        return [JobHandle(self._core, i, queue_id=self.queue_id, tracker=job) for i, job in tracker.jobs.items()]

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return the events of all its jobs; the stream ends by itself after the last job's end.

        The first stream of a submission starts with what happened since.

        Args:
            maxsize: how many events to keep for a slow reader; the jobs' ends are kept besides.
            cancel_on_exit: cancel the batch on the server if the stream is left (as a context manager) before its end.
        """
        return JobStream(self._tracker, self._attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> None:
        """Wait until all its jobs have ended, however.

        Raises:
            WaitTimeout: the wait ran out; the jobs go on.
            APIError: its jobs are not known, and the server could not be asked.
        """
        async with limited(timeout, f"batch {self.batch_id}"):
            await (await self._attach()).ended()

    async def result(
        self,
        timeout: float | None = None,
        *,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> BatchResult:
        """Wait for all jobs and return what they gave. Needs no event socket.

        Args:
            timeout: seconds to wait at most.
            return_exceptions: put the errors of jobs that did not complete into `failures`, and return what the
                others gave. If not, the first such error is raised as soon as it is known, and the other jobs go on.
            cancel_on_exit: cancel the batch on the server if the wait is given up: by the timeout or a cancellation.
            on_event: called with every event of every job; if it returns an awaitable, that is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: a job failed.
            JobCanceled: a job was canceled.
            JobLost: the server does not know a job any more.
            WaitTimeout: the wait ran out; the jobs go on.
            APIError: the server could not be asked.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with limited(timeout, f"batch {self.batch_id}", cancel=cancel):
            callbacks = Callbacks(on_event, on_progress)
            if callbacks:
                await follow(self.events(), callbacks)
            jobs = await self.jobs()
            settled = await settle(jobs, keep=(JobError,) if return_exceptions else ())
            in_order = [settled[job] for job in jobs]
            return BatchResult(
                batch_id=self.batch_id,
                jobs=tuple(one for one in in_order if isinstance(one, JobResult)),
                failures=tuple(one for one in in_order if isinstance(one, JobError)),
            )

    def as_completed(self, timeout: float | None = None) -> AsCompleted:
        """Iterate over its jobs as they end; see `client.jobs.as_completed`."""
        return as_completed([self], timeout=timeout)

    async def status(self) -> BatchCounts:
        """Ask the server how its items fare, those that workflow calls made included.

        All are zero for a batch the server does not know.

        Raises:
            APIError: the server could not be asked.
        """
        found = await self._core.transport.send(
            api.queue.get_batch_status(queue_id=self.queue_id, batch_id=self.batch_id).as_json()
        )
        counts = found if isinstance(found, dict) else {}
        names = ("pending", "in_progress", "waiting", "completed", "failed", "canceled", "total")
        return BatchCounts(**{name: counts.get(name, 0) for name in names})

    async def cancel(self) -> None:
        """Cancel all its jobs on the server. Those that have ended stay as they are.

        Raises:
            APIError: the server could not be asked.
        """
        await self._core.transport.send(
            api.queue.cancel_by_batch_ids(queue_id=self.queue_id, body={"batch_ids": [self.batch_id]}).as_json()
        )

    async def retry(self) -> list[JobHandle]:
        """Run its failed and canceled jobs again, and return the new jobs.

        Raises:
            QueueFull: the queue takes no more; jobs before that were retried.
            APIError: the server could not be asked.
        """
        jobs = await self.jobs()
        found = await self._core.shared(JobRegistry).lookup.snapshots(self.queue_id, [job.item_id for job in jobs])
        wanted = [job for job in jobs if job.item_id in found and found[job.item_id].status in {"failed", "canceled"}]
        return [await job.retry() for job in wanted]

    async def _attach(self) -> BatchTracker:
        registry = self._core.shared(JobRegistry)
        if self._tracker is None:
            self._tracker = await registry.watch_batch(self.batch_id, self.queue_id)
        elif not self._tracker.done:
            registry.keep_watching()
        return self._tracker
