"""`JobHandle`: one job, by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.errors import JobError, JobLost, QueueFull
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.jobs.callbacks import Callbacks, follow
from invokeai_sdk.jobs.outcome import outcomes
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.jobs.waits import limited

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import JobEvent, Progress, Terminal
    from invokeai_sdk.jobs.results import JobResult
    from invokeai_sdk.jobs.tracker import JobTracker


class JobHandle:
    """A queue item: an id and a client, nothing more. Making one does no I/O, so it can be made again any time.

    Attributes:
        item_id: the queue item.
        queue_id: its queue.
    """

    __slots__ = ("__weakref__", "_core", "_tracker", "item_id", "queue_id")

    def __init__(
        self, core: Core, item_id: int, *, queue_id: str | None = None, tracker: JobTracker | None = None
    ) -> None:
        self._core = core
        self._tracker = tracker
        self.item_id = item_id
        self.queue_id: str = queue_id or core.options.queue_id

    def __repr__(self) -> str:
        known = "" if self._tracker is None or not self._tracker.state.status else f" {self._tracker.state.status}"
        return f"<JobHandle {self.item_id}{known}>"

    def __eq__(self, other: object) -> bool:
        return self._identity == other._identity if isinstance(other, JobHandle) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, str, int]:
        return (self._core.options.url, self.queue_id, self.item_id)

    @property
    def batch_id(self) -> str | None:
        """Its batch, if that is known here yet."""
        return (self._tracker.batch_id or None) if self._tracker is not None else None

    @property
    def progress(self) -> float | None:
        """How far its graph is, from 0 to 1, as far as this client followed it; None if that is not known."""
        return None if self._tracker is None else self._tracker.overall()

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> JobStream:
        """Return the job's events; the stream ends by itself after the job's end.

        Args:
            maxsize: how many events to keep for a slow reader.
            cancel_on_exit: cancel the job on the server if the stream is left (as a context manager) before its end.
        """
        return JobStream(self._tracker, self._attach, cancel=self.cancel if cancel_on_exit else None, maxsize=maxsize)

    async def wait(self, timeout: float | None = None) -> Terminal:
        """Wait for the job's end, whatever it is, and return it.

        Args:
            timeout: seconds to wait at most.

        Raises:
            WaitTimeout: the wait ran out; the job goes on.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
        """
        async with limited(timeout, f"job {self.item_id}"):
            return await (await self._attach()).ended()

    async def result(
        self,
        timeout: float | None = None,
        *,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> JobResult:
        """Wait for the job's end and return what it gave. Needs no event socket.

        Args:
            timeout: seconds to wait at most.
            cancel_on_exit: cancel the job on the server if the wait is given up: by the timeout or a cancellation.
            on_event: called with every event; if it returns an awaitable, that is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: it failed.
            JobCanceled: it was canceled.
            JobLost: the server does not know it.
            WaitTimeout: the wait ran out; the job goes on.
            APIError: the server could not be asked for the result.
        """
        cancel = self.cancel if cancel_on_exit else None
        async with limited(timeout, f"job {self.item_id}", cancel=cancel):
            callbacks = Callbacks(on_event, on_progress)
            if callbacks:
                await follow(self.events(), callbacks)
            tracker = await self._attach()
            await tracker.ended()
            (outcome,) = await outcomes(self._core, self._registry.lookup, self.queue_id, [tracker])
            if isinstance(outcome, JobError):
                raise outcome
            return outcome

    async def status(self) -> str:
        """Ask the server for the job's status.

        Returns:
            `pending`, `in_progress`, `waiting`, `completed`, `failed`, `canceled`, or what a newer server calls it.

        Raises:
            JobLost: the server does not know it.
            APIError: the server could not be asked.
        """
        found = await self._registry.lookup.snapshots(self.queue_id, [self.item_id])
        if self.item_id not in found:
            raise JobLost(f"job {self.item_id} is not in the server's queue {self.queue_id!r}", item_id=self.item_id)
        return found[self.item_id].status

    async def cancel(self) -> None:
        """Cancel the job on the server. One that has ended stays as it is.

        Raises:
            NotFoundError: the server does not know it.
            APIError: the server could not be asked.
        """
        await self._core.transport.send(
            api.queue.cancel_queue_item(queue_id=self.queue_id, item_id=self.item_id).as_json()
        )

    async def retry(self) -> JobHandle:
        """Run a failed or canceled job again.

        Returns:
            The new job: the server makes another item of the same batch.

        Raises:
            JobLost: the server does not know the job, or it neither failed nor was canceled.
            QueueFull: the queue takes no more.
            APIError: the server could not be asked.
        """
        lookup = self._registry.lookup
        item = await lookup.item(self.queue_id, self.item_id)
        if item is None or item["status"] not in {"failed", "canceled"}:
            state = "is not in the queue" if item is None else f"is {item['status']}"
            raise JobLost(f"job {self.item_id} {state}: it cannot be retried", item_id=self.item_id)
        batch_id: str = item["batch_id"]
        root: int = item.get("root_item_id") or self.item_id
        origin: int = item.get("retried_from_item_id") or root
        newest = max(await lookup.item_ids(self.queue_id), default=0)
        answer = await self._core.transport.send(
            api.queue.retry_items_by_id(queue_id=self.queue_id, body=[self.item_id]).as_json()
        )
        if isinstance(answer, dict) and root not in answer.get("retried_item_ids", [root]):
            raise QueueFull(
                f"the queue is full: job {root} was not retried", batch_id=batch_id, accepted=(), requested=1
            )
        # The answer names the old item; the new one is the first of the batch that tells it comes from it.
        for snapshot in await lookup.batch_items(self.queue_id, batch_id, newer_than=newest):
            new = await lookup.item(self.queue_id, snapshot.item_id)
            if new is not None and new.get("retried_from_item_id") in {origin, root, self.item_id}:
                return JobHandle(self._core, snapshot.item_id, queue_id=self.queue_id)
        raise JobLost(f"the retry of job {self.item_id} is gone already", item_id=self.item_id, batch_id=batch_id)

    async def _ending(self) -> asyncio.Future[None]:
        tracker = await self._attach()
        ending = tracker.ending()
        if tracker.terminal is not None:
            ending.set_result(None)
        return ending

    @property
    def _registry(self) -> JobRegistry:
        return self._core.shared(JobRegistry)

    async def _attach(self) -> JobTracker:
        if self._tracker is None or self._tracker.terminal is None:
            self._tracker = await self._registry.watch_job(self.item_id, self.queue_id)
        return self._tracker
