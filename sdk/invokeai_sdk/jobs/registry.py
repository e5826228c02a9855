"""`JobRegistry`: all tracked jobs and batches of a client, and the dispatch of socket events to them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from invokeai_sdk.errors import ClientClosedError
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.events.types import (
    REDACTED,
    QueueClearedEvent,
    QueueItemEvent,
    QueueItemsCanceledEvent,
)
from invokeai_sdk.jobs.batch_tracker import BatchTracker
from invokeai_sdk.jobs.child_jobs import ChildJobs
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.reconciler import Reconciler
from invokeai_sdk.jobs.state import CANCELED
from invokeai_sdk.jobs.tracker import JobTracker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.stream_items import Event
    from invokeai_sdk.jobs.item_reader import Snapshot


class JobRegistry:
    """The jobs of a client; `core.shared(JobRegistry)` is the one instance of a client.

    The handles and streams own the trackers: a job that is not referenced any more is forgotten.

    Attributes:
        core: the client.
        reader: reads the server's queue items.
    """

    def __init__(self, core: Core) -> None:
        self.core: Core = core
        self.reader: ItemReader = core.shared(ItemReader)
        self._jobs: WeakValueDictionary[tuple[str, int], JobTracker] = WeakValueDictionary()
        self._batches: WeakValueDictionary[str, BatchTracker] = WeakValueDictionary()
        self._children = ChildJobs(core, self._find_job)
        self._reconciler = Reconciler(
            core, self.reader, list_jobs=self._list_jobs_to_poll, on_polled=self._on_polled, fail=self._fail
        )
        self._generation = 0
        self._closed = False
        core.events.router.add_listener(self._on_event)
        core.events.add_state_listener(self._on_connection)

    # --- Tracked jobs and batches ---

    async def watch_job(self, item_id: int, queue_id: str) -> JobTracker:
        """Return the tracker of an item, and keep the tracker up to date from now on.

        Raises:
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        tracker = self._track_job(item_id, queue_id)
        if tracker.terminal is None:
            # Subscribe first, so that no event is missed between the poll and the subscription.
            await self.core.events.try_subscribe(queue_id)
            if not tracker.state.status:
                self._reconciler.poll_soon([item_id])
            self._start_polling()
        return tracker

    async def watch_batch(self, batch_id: str, queue_id: str) -> BatchTracker:
        """Return the tracker of a batch that was submitted earlier, by this program or another.

        Raises:
            APIError: a request failed.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        batch = self._batches.get(batch_id)
        if batch is None or not batch.sealed:
            is_submitting = batch is not None
            batch = batch or self.open_batch(batch_id, queue_id)
            await self.core.events.try_subscribe(queue_id)
            item_ids = [snapshot.item_id for snapshot in await self.reader.read_batch_items(queue_id, batch_id)]
            if not batch.sealed:
                if is_submitting and not item_ids:
                    # The submission has not reached the server yet; its own tracker collects the items.
                    batch = BatchTracker(batch_id, queue_id)
                self._seal(batch, item_ids)
                self._reconciler.poll_soon(item_ids)
        self._start_polling()
        return batch

    def open_batch(self, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> BatchTracker:
        """Create the tracker of a batch whose items are not known yet; it collects all items with the batch's id.

        Args:
            batch_id: the id of the batch.
            queue_id: the id of its queue.
            nodes_total: the number of nodes in the graph; None if not known.
        """
        batch = self._batches[batch_id] = BatchTracker(batch_id, queue_id, nodes_total=nodes_total)
        return batch

    def seal(self, batch: BatchTracker, item_ids: Iterable[int]) -> None:
        """Set the items of a batch that the server has just queued, and keep them up to date from now on."""
        if not batch.sealed:
            self._seal(batch, item_ids)
        for job in batch.jobs.values():
            job.on_queued()
            job.cleared |= batch.cleared
        if batch.had_cancellations:
            self._reconciler.poll_soon(batch.jobs)
        self._start_polling()

    def keep_watching(self) -> None:
        """Restart the socket and the polling task if they have stopped.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        self.core.events.start()
        self._start_polling()

    def _seal(self, batch: BatchTracker, item_ids: Iterable[int]) -> None:
        others = batch.seal([self._track_job(item_id, batch.queue_id) for item_id in item_ids])
        self._children.add_candidates(others)
        self._reconciler.poll_soon(tracker.item_id for tracker in others)
        for job in batch.jobs.values():
            job.release()

    def _find_job(self, queue_id: str, item_id: int) -> JobTracker | None:
        return self._jobs.get((queue_id, item_id))

    def _track_job(self, item_id: int, queue_id: str) -> JobTracker:
        tracker = self._find_job(queue_id, item_id)
        if tracker is None:
            tracker = self._jobs[queue_id, item_id] = JobTracker(self.core, item_id, queue_id)
        return tracker

    def _start_polling(self) -> None:
        if self._closed:
            raise ClientClosedError("this client is closed")
        self._reconciler.start()

    # --- Socket events ---

    def _on_event(self, event: Event) -> None:
        if isinstance(event, QueueItemEvent):
            # The server sends a second, redacted event of the same item to other users.
            if REDACTED not in (event.batch_id, event.user_id):
                tracker = self._find_job(event.queue_id, event.item_id) or self._track_new_item(event)
                if tracker is not None:
                    tracker.on_event(event)
                    self._children.note(tracker)
        elif isinstance(event, QueueItemsCanceledEvent):
            self._mark_open_batches(event.queue_id)
            for item_id in event.canceled_item_ids:
                tracker = self._find_job(event.queue_id, item_id)
                if tracker is not None:
                    tracker.on_snapshot(CANCELED, None, asked_at=tracker.state.version)
        elif isinstance(event, QueueClearedEvent):
            self._mark_open_batches(event.queue_id, cleared=True)
            jobs = [tracker for tracker in self._list_live_jobs() if tracker.queue_id == event.queue_id]
            for tracker in jobs:
                tracker.cleared = True
            self._reconciler.poll_soon(tracker.item_id for tracker in jobs)

    def _track_new_item(self, event: QueueItemEvent) -> JobTracker | None:
        """Track an item of a batch whose submission has not been answered yet, or an item that may be a child."""
        batch = self._batches.get(event.batch_id)
        if batch is not None and not batch.sealed:
            tracker = self._track_job(event.item_id, event.queue_id)
            tracker.history = []
            batch.add(tracker)
            return tracker
        candidate = self._children.track_candidate(event)
        if candidate is not None:
            self._jobs[event.queue_id, event.item_id] = candidate
            self._reconciler.poll_soon([event.item_id])
        return candidate

    def _mark_open_batches(self, queue_id: str, *, cleared: bool = False) -> None:
        """Record a cancellation that may concern items whose submission has not been answered yet."""
        for batch in self._batches.values():
            if batch.queue_id == queue_id and not batch.sealed:
                batch.had_cancellations = True
                batch.cleared |= cleared

    def _on_connection(self) -> None:
        events = self.core.events
        if events.state == "connected" and events.generation != self._generation:
            is_reconnect = self._generation > 0
            self._generation = events.generation
            self._reconciler.poll_all_soon()
            if is_reconnect:
                notice = Reconnected(generation=events.generation)
                for batch in self._batches.values():
                    if not batch.done:
                        batch.notify(notice)
                for job in self._list_live_jobs():
                    job.notify(notice)
        elif events.state == "rejected" and events.problem is not None:
            self._fail(events.problem)
        self._reconciler.wake()

    # --- Polling ---

    def _list_live_jobs(self) -> list[JobTracker]:
        return [tracker for tracker in self._jobs.values() if tracker.terminal is None]

    def _list_jobs_to_poll(self) -> list[JobTracker]:
        return [*self._list_live_jobs(), *self._children.list_ended_candidates()]

    def _on_polled(self, tracker: JobTracker, snapshot: Snapshot | None) -> None:
        self._children.resolve(tracker, snapshot)
        if snapshot is not None:
            self._children.note(tracker)

    def _fail(self, error: Exception) -> None:
        """End all streams and waits with an error, because tracking stops."""
        for batch in list(self._batches.values()):
            if not batch.done:
                batch.end(error)
        for tracker in self._list_live_jobs():
            tracker.end(error)

    async def aclose(self) -> None:
        """Stop polling, and end all streams and waits with `ClientClosedError`."""
        self._closed = True
        try:
            await self._reconciler.aclose()
        finally:
            self._fail(ClientClosedError("the client was closed before the end of the job; the server continues it"))
