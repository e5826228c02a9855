"""`JobHandle`: one job, by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import JobError, JobLost, QueueFull
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.callbacks import Callbacks, dispatch
from invokeai_sdk.jobs.deadline import enforce_deadline
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.item_retry import retry_items
from invokeai_sdk.jobs.outcome import read_outcomes
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import JobEvent, Progress, Terminal
    from invokeai_sdk.jobs.results import JobResult
    from invokeai_sdk.jobs.tracker import JobTracker


class JobHandle:
    """A job, which is a queue item of the server, by id. Creating a handle sends no request.

    Two handles of the same job on the same server are equal.

    Attributes:
        item_id: the id of the queue item.
        queue_id: the id of its queue.
    """

    __slots__ = ("__weakref__", "_core", "_tracker", "item_id", "queue_id")

    def __init__(
        self, core: Core, item_id: int, *, queue_id: str | None = None, tracker: JobTracker | None = None
    ) -> None:
        self._core = core
        self._tracker = tracker
        self.item_id: int = item_id
        self.queue_id: str = queue_id or core.options.queue_id

    def __repr__(self) -> str:
        status = "" if self._tracker is None or not self._tracker.state.status else f" {self._tracker.state.status}"
        return f"<JobHandle {self.item_id}{status}>"

    def __eq__(self, other: object) -> bool:
        return self._identity == other._identity if isinstance(other, JobHandle) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, str, int]:
        return (self._core.options.url, self.queue_id, self.item_id)

    @property
    def batch_id(self) -> str | None:
        """The id of its batch; None if this client does not know the batch yet."""
        return (self._tracker.batch_id or None) if self._tracker is not None else None

    @property
    def progress(self) -> float | None:
        """The progress of the graph as a fraction from 0 to 1; None if this client has not followed the job."""
        return None if self._tracker is None else self._tracker.compute_progress()

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return a stream of the job's events, which ends after the end of the job.

        Args:
            maxsize: the number of unread events to keep; the end of the job is kept in addition.
            cancel_on_exit: cancel the job on the server if the stream, used as a context manager, is left before the
                end of the job.
        """
        return JobStream(self._tracker, self._attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> Terminal:
        """Wait for the end of the job and return it, without raising an error for a failed job.

        Args:
            timeout: seconds to wait; None for no limit.

        Raises:
            WaitTimeout: the time ran out; the job continues.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
        """
        async with enforce_deadline(timeout, f"job {self.item_id}"):
            return await (await self._attach()).wait()

    async def result(
        self,
        timeout: float | None = None,
        *,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> JobResult:
        """Wait for the end of the job and return its result. Works without an event socket.

        Args:
            timeout: seconds to wait; None for no limit.
            cancel_on_exit: cancel the job on the server if the wait ends early: by the timeout or by a cancellation of
                this call.
            on_event: called with every event; if it returns an awaitable, the awaitable is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: the job failed.
            JobCanceled: the job was canceled.
            JobLost: the server does not have the job.
            WaitTimeout: the time ran out; the job continues unless `cancel_on_exit` is set.
            APIError: the result could not be requested.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with enforce_deadline(timeout, f"job {self.item_id}", cancel=cancel):
            callbacks = Callbacks(on_event, on_progress)
            if callbacks:
                await dispatch(self.events(), callbacks)
            tracker = await self._attach()
            await tracker.wait()
            (outcome,) = await read_outcomes(self._core, self.queue_id, [tracker])
            if isinstance(outcome, JobError):
                raise outcome
            return outcome

    async def status(self) -> str:
        """Request the status of the job.

        Returns:
            `pending`, `in_progress`, `waiting`, `completed`, `failed`, `canceled`, or another text from a newer server.

        Raises:
            JobLost: the server does not have the job.
            APIError: the request failed.
        """
        snapshots = await self._core.shared(ItemReader).read_snapshots(self.queue_id, [self.item_id])
        if self.item_id not in snapshots:
            raise JobLost(f"job {self.item_id} is not in the server's queue {self.queue_id!r}", item_id=self.item_id)
        return snapshots[self.item_id].status

    async def cancel(self) -> None:
        """Cancel the job on the server. Does nothing to a job that has ended.

        Raises:
            NotFoundError: the server does not have the job.
            APIError: the request failed.
        """
        await self._core.transport.send(
            api.queue.cancel_queue_item(queue_id=self.queue_id, item_id=self.item_id).as_json()
        )

    async def retry(self) -> JobHandle:
        """Run a failed or canceled job again.

        Returns:
            The new job, which is another item of the same batch. The child of a workflow call is retried with its whole
            chain: the new job is that of the topmost parent.

        Raises:
            JobLost: the server does not have the job, or the job neither failed nor was canceled.
            QueueFull: the queue is full.
            APIError: a request failed.
        """
        report = await retry_items(self._core, self.queue_id, [self.item_id])
        if self.item_id in report.skipped:
            status = report.skipped[self.item_id]
            reason = f"its status is {status}" if status else f"it is not in the queue {self.queue_id!r}"
            raise JobLost(
                f"job {self.item_id} cannot be retried: {reason}, and only failed and canceled jobs can be",
                item_id=self.item_id,
            )
        if self.item_id in report.refused:
            raise QueueFull(
                f"the queue is full: job {self.item_id} was not retried",
                batch_id=self.batch_id or "",
                accepted=(),
                requested=1,
            )
        if self.item_id in report.vanished:
            raise JobLost(
                f"job {self.item_id} was retried, but the new job was deleted before its id could be read",
                item_id=self.item_id,
                batch_id=self.batch_id,
            )
        return JobHandle(self._core, report.new_ids[self.item_id], queue_id=self.queue_id)

    async def _create_end_future(self) -> asyncio.Future[None]:
        tracker = await self._attach()
        future = tracker.create_end_future()
        if tracker.terminal is not None:
            future.set_result(None)
        return future

    async def _attach(self) -> JobTracker:
        if self._tracker is None or self._tracker.terminal is None:
            self._tracker = await self._core.shared(JobRegistry).watch_job(self.item_id, self.queue_id)
        return self._tracker
