"""`JobHandle`: one job, by id."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import JobError, JobLost, JobNotFound, NotFoundError, QueueFull
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.callbacks import Callbacks, dispatch
from invokeai_sdk.jobs.deadline import Wait, enforce_deadline
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
    from invokeai_sdk.jobs.queue_item import Snapshot
    from invokeai_sdk.jobs.results import JobResult
    from invokeai_sdk.jobs.tracker import JobTracker


class JobHandle:
    """A job, which is a queue item of the server, by id. Creating a handle sends no request.

    The batch id belongs to the identity of a job, because a server that has lost its database uses the item ids again.
    A handle that was created from an item id alone takes the batch that it sees first. If the server has an item of
    another batch instead, the job is lost.

    Two handles of the same job on the same server are equal.

    Attributes:
        item_id: the id of the queue item.
        queue_id: the id of its queue.
    """

    __slots__ = ("__weakref__", "_batch_id", "_core", "_tracker", "item_id", "queue_id")

    def __init__(
        self,
        core: Core,
        item_id: int,
        *,
        queue_id: str | None = None,
        batch_id: str | None = None,
        tracker: JobTracker | None = None,
    ) -> None:
        self._core = core
        self._batch_id = batch_id
        self._tracker = tracker
        self.item_id: int = item_id
        self.queue_id: str = queue_id or core.options.queue_id

    def __repr__(self) -> str:
        status = "" if self._tracker is None or not self._tracker.state.status else f" {self._tracker.state.status}"
        return f"<JobHandle {self.item_id}{status}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, JobHandle):
            return NotImplemented
        batch_ids = {self.batch_id, other.batch_id} - {None}
        return self._identity == other._identity and len(batch_ids) < 2  # noqa: PLR2004 - the same, or one unknown

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, str, int]:
        return (self._core.options.url, self.queue_id, self.item_id)

    @property
    def batch_id(self) -> str | None:
        """The id of its batch; None if this client does not know the batch yet."""
        return self._batch_id or (None if self._tracker is None else self._tracker.batch_id or None)

    @property
    def progress(self) -> float | None:
        """The progress of the graph as a fraction from 0 to 1; None if this client does not follow the job yet."""
        return None if self._tracker is None else self._tracker.compute_progress()

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return a stream of the job's events, which ends after the end of the job.

        Args:
            maxsize: the number of unread events to keep; the end of the job is kept in addition.
            cancel_on_exit: cancel the job on the server if the stream is left before the end of the job. Such a stream
                must be used as a context manager: `async with job.events(cancel_on_exit=True) as events:`.
        """
        attach = partial(self._attach, with_graph=True)
        return JobStream(self._tracker, attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> Terminal:
        """Wait for the end of the job and return it, without raising an error for a failed job.

        The wait outlasts outages of the server.

        Args:
            timeout: seconds to wait; None for no limit.

        Raises:
            WaitTimeout: the time ran out; the job continues.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
        """
        async with enforce_deadline(timeout, self._describe_wait):
            return await (await self._attach()).wait()

    async def result(
        self,
        timeout: float | None = None,
        *,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> JobResult:
        """Wait for the end of the job and return its result. Works without an event socket, and outlasts outages.

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
            JobHidden: the job belongs to another user.
            WaitTimeout: the time ran out; the job continues unless `cancel_on_exit` is set.
            APIError: the server answered the request for the result with an error.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with enforce_deadline(timeout, self._describe_wait, cancel=cancel):
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
            JobNotFound: the server does not have the job.
            APIError: the request failed.
        """
        return (await self._read_snapshot()).status

    async def cancel(self) -> None:
        """Cancel the job on the server. Does nothing to a job that has ended.

        Raises:
            JobNotFound: the server does not have the job.
            APIError: the request failed.
        """
        if self.batch_id is not None:
            await self._read_snapshot()  # the item with this id may be another job
        request = api.queue.cancel_queue_item(queue_id=self.queue_id, item_id=self.item_id).as_json()
        try:
            await self._core.transport.send(request)
        except NotFoundError as error:
            raise self._make_not_found() from error

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
        report = await retry_items(self._core, self.queue_id, [self.item_id], batch_id=self.batch_id)
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
        new_id = report.new_ids[self.item_id]
        return JobHandle(self._core, new_id, queue_id=self.queue_id, batch_id=self.batch_id)

    async def _read_snapshot(self) -> Snapshot:
        """Request the state of the job.

        Raises:
            JobNotFound: the server does not have the job, or another one with its item id.
        """
        snapshot = (await self._core.shared(ItemReader).read_snapshots(self.queue_id, [self.item_id])).get(self.item_id)
        if snapshot is None or self.batch_id not in (None, snapshot.batch_id):
            raise self._make_not_found(is_replaced=snapshot is not None)
        if not snapshot.is_hidden:
            self._batch_id = snapshot.batch_id
        return snapshot

    def _make_not_found(self, *, is_replaced: bool = False) -> JobNotFound:
        request = api.queue.get_queue_item(queue_id=self.queue_id, item_id=self.item_id)
        reason = f"; item {self.item_id} is now that of another batch or user" if is_replaced else ""
        return JobNotFound(
            f"job {self.item_id} is not in the server's queue {self.queue_id!r}{reason}",
            item_id=self.item_id,
            batch_id=self.batch_id,
            method=request.method,
            url=self._core.transport.base_url + request.path,
        )

    def _describe_wait(self) -> Wait:
        return Wait.for_jobs(
            self._core, self.queue_id, {self.item_id: self._tracker}, handle=self, batch_id=self.batch_id
        )

    async def _create_end_future(self) -> asyncio.Future[None]:
        tracker = await self._attach()
        future = tracker.create_end_future()
        if tracker.terminal is not None:
            future.set_result(None)
        return future

    async def _attach(self, *, with_graph: bool = False) -> JobTracker:
        if self._tracker is None or self._tracker.terminal is None:
            registry = self._core.shared(JobRegistry)
            if self._tracker is None:
                self._tracker = registry.track_job(self.item_id, self.queue_id, self.batch_id or "")
            await registry.watch_job(self._tracker, with_graph=with_graph)
        return self._tracker
