"""`JobRegistry`: all tracked jobs and batches of a client, and the dispatch of socket events to them."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import anyio

from invokeai_sdk.errors import ClientClosedError, JobLost
from invokeai_sdk.events.stream_items import Reconnected
from invokeai_sdk.events.types import (
    InvocationEvent,
    QueueClearedEvent,
    QueueItemEvent,
    QueueItemsCanceledEvent,
    QueueItemStatusChangedEvent,
)
from invokeai_sdk.jobs.batch_tracker import BatchTracker
from invokeai_sdk.jobs.child_jobs import ChildJobs
from invokeai_sdk.jobs.event_checks import is_readable, read_item_ids
from invokeai_sdk.jobs.graph_nodes import UNKNOWN_GRAPH
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.outage import outlast
from invokeai_sdk.jobs.queue_item import REDACTED
from invokeai_sdk.jobs.reconciler import REPEAT_SECONDS, Reconciler
from invokeai_sdk.jobs.state import LOST, TERMINAL
from invokeai_sdk.jobs.tracker import MISSES_BEFORE_LOSS, JobTracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.stream_items import Event
    from invokeai_sdk.jobs.graph_nodes import GraphNodes
    from invokeai_sdk.jobs.queue_item import Snapshot

_GRAPH_SECONDS: Final = 2.0
"""The time for which a stream that was attached by id waits for the graph, from which it computes the progress."""

_POLL_SECONDS: Final = 20.0
"""The longest time to wait for the answer to a poll."""


class JobRegistry:
    """The jobs of a client; `core.shared(JobRegistry)` is the one instance of a client.

    The handles and streams own the trackers: a job that is not referenced any more is forgotten. A tracker is found by
    item id and batch id, because the item id alone does not identify a job; the batch of a job that is watched by its
    item id is not known before the first report.

    Attributes:
        core: the client.
        reader: reads the server's queue items.
    """

    def __init__(self, core: Core) -> None:
        self.core: Core = core
        self.reader: ItemReader = core.shared(ItemReader)
        self._jobs: WeakValueDictionary[tuple[str, int, str], JobTracker] = WeakValueDictionary()
        self._newest: WeakValueDictionary[tuple[str, int], JobTracker] = WeakValueDictionary()
        self._batches: WeakValueDictionary[tuple[str, str], BatchTracker] = WeakValueDictionary()
        self._children = ChildJobs(core, self._find_job)
        # The poller repeats failed requests itself.
        impatient = core.with_options(retries=0, read_timeout=min(_POLL_SECONDS, core.options.read_timeout))
        self._reconciler = Reconciler(
            core,
            ItemReader(impatient),
            list_jobs=self._list_jobs_to_poll,
            identify=self._identify,
            on_polled=self._on_polled,
            fail=self._fail,
        )
        self._generation = 0
        self._closed = False
        core.events.router.add_listener(self._on_event)
        core.events.add_state_listener(self._on_connection)

    # --- Tracked jobs and batches ---

    def track_job(self, item_id: int, queue_id: str, batch_id: str = "") -> JobTracker:
        """Return the tracker of an item.

        Args:
            item_id: the id of the item.
            queue_id: the id of its queue.
            batch_id: the id of its batch; empty if not known.
        """
        tracker = self._find_job(queue_id, item_id, batch_id)
        return self._store(JobTracker(self.core, item_id, queue_id, batch_id)) if tracker is None else tracker

    async def watch_job(self, tracker: JobTracker, *, with_graph: bool = False) -> None:
        """Keep the tracker of a job up to date from now on, until the job has ended.

        Args:
            tracker: the tracker.
            with_graph: wait, for a short time, until the graph of the job is known.

        Raises:
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        if tracker.terminal is not None:
            return
        # Subscribe first, so that no event is missed between the poll and the subscription.
        await self.core.events.try_subscribe(tracker.queue_id)
        tracker.needs_graph |= tracker.graph is UNKNOWN_GRAPH
        if not tracker.state.status or tracker.needs_graph:
            self._reconciler.poll_soon([tracker.item_id])
        self._start_polling()
        if with_graph:
            await self._wait_for_graphs([tracker])

    async def watch_batch(
        self, batch_id: str, queue_id: str, *, is_patient: bool = True, with_graph: bool = False
    ) -> BatchTracker:
        """Return the tracker of a batch that was submitted earlier, by this program or another.

        Args:
            batch_id: the id of the batch.
            queue_id: the id of its queue.
            is_patient: repeat requests until the server can be reached; otherwise their errors are raised.
            with_graph: wait, for a short time, until the graph of the jobs is known.

        Raises:
            JobLost: the server does not have the batch.
            APIError: a request failed.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        batch = self._batches.get((queue_id, batch_id)) or self.open_batch(batch_id, queue_id)
        misses = 0
        while not batch.sealed:
            if batch.submission is not None:
                await asyncio.wait({batch.submission})
                continue
            await self.core.events.try_subscribe(queue_id)
            read = partial(self.reader.read_batch_items, queue_id, batch_id)
            snapshots = await (outlast(self.core, read) if is_patient else read())
            if batch.sealed or batch.submission is not None:
                continue
            if snapshots:
                self._seal(batch, [snapshot.item_id for snapshot in snapshots])
                for snapshot in snapshots:
                    job = batch.jobs[snapshot.item_id]
                    job.needs_graph = job.graph is UNKNOWN_GRAPH and snapshot.status not in TERMINAL
                self._reconciler.poll_soon(batch.jobs)
                break
            misses += 1
            if misses >= MISSES_BEFORE_LOSS:
                raise JobLost(
                    f"the server's queue {queue_id!r} has no items of batch {batch_id!r}: they were deleted, cleared "
                    "or pruned, belong to another user, or never existed",
                    batch_id=batch_id,
                )
            await asyncio.sleep(REPEAT_SECONDS)
        self._start_polling()
        if with_graph and batch.graph is UNKNOWN_GRAPH:
            await self._wait_for_graphs(batch.jobs.values())
            batch.backlog = None  # the events before did not know the progress
        return batch

    def open_batch(self, batch_id: str, queue_id: str, *, graph: GraphNodes = UNKNOWN_GRAPH) -> BatchTracker:
        """Return the tracker of a batch whose items are not known yet; it collects all items with the batch's id.

        Args:
            batch_id: the id of the batch.
            queue_id: the id of its queue.
            graph: the nodes of its graph.
        """
        batch = self._batches.get((queue_id, batch_id))
        if batch is None or batch.sealed or batch.submission is not None:
            batch = self._batches[queue_id, batch_id] = BatchTracker(batch_id, queue_id)
        batch.set_graph(graph)
        return batch

    @contextmanager
    def submission_of(self, batch: BatchTracker) -> Iterator[None]:
        """Let those who watch a batch wait for the end of its submission, which is the block."""
        submission = batch.submission = asyncio.get_running_loop().create_future()
        try:
            yield
        finally:
            batch.submission = None
            if not submission.done():
                submission.set_result(None)

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
        jobs = [self.track_job(item_id, batch.queue_id, batch.batch_id) for item_id in item_ids]
        others = batch.seal(jobs)
        self._children.add_candidates(others)
        self._reconciler.poll_soon(tracker.item_id for tracker in others)
        for job in batch.jobs.values():
            job.release()

    async def _wait_for_graphs(self, jobs: Iterable[JobTracker]) -> None:
        with anyio.move_on_after(_GRAPH_SECONDS):
            for job in jobs:
                while job.needs_graph and job.terminal is None:
                    await self._reconciler.wait_for_poll()

    def _find_job(self, queue_id: str, item_id: int, batch_id: str = "") -> JobTracker | None:
        """Return the tracker of a job; without a batch id, the newest one with the item id that is not lost."""
        if not batch_id:
            newest = self._newest.get((queue_id, item_id))
            return None if newest is None or newest.state.status == LOST else newest
        tracker = self._jobs.get((queue_id, item_id, batch_id))
        if tracker is None:
            unknown = self._jobs.get((queue_id, item_id, ""))
            if unknown is not None and unknown.terminal is None and not unknown.is_hidden:
                self._set_batch_id(unknown, batch_id)
                return unknown
        return tracker

    def _store(self, tracker: JobTracker) -> JobTracker:
        self._jobs[tracker.queue_id, tracker.item_id, tracker.batch_id] = tracker
        self._newest[tracker.queue_id, tracker.item_id] = tracker
        return tracker

    def _set_batch_id(self, tracker: JobTracker, batch_id: str) -> None:
        """Set the batch of a job that was watched by its item id; it does not change afterwards."""
        self._jobs.pop((tracker.queue_id, tracker.item_id, ""), None)
        tracker.batch_id = batch_id
        self._store(tracker)

    def _identify(self, tracker: JobTracker, snapshot: Snapshot) -> bool:
        """Return whether a snapshot is one of a job, and remember the ids that were not known before."""
        if snapshot.is_hidden:
            tracker.is_hidden = not tracker.batch_id
            return tracker.is_hidden
        if not tracker.accepts(snapshot.batch_id, snapshot.session_id):
            return False
        tracker.is_hidden = False
        tracker.session_id = tracker.session_id or snapshot.session_id
        if not tracker.batch_id:
            self._set_batch_id(tracker, snapshot.batch_id)
        return True

    def _start_polling(self) -> None:
        if self._closed:
            raise ClientClosedError("this client is closed")
        self._reconciler.start()

    # --- Socket events ---

    def _on_event(self, event: Event) -> None:
        if isinstance(event, QueueItemEvent):
            if is_readable(event):
                self._on_item_event(event)
        elif isinstance(event, QueueItemsCanceledEvent):
            # The event names only item ids; the poll shows whether they are those of the tracked jobs.
            self._mark_open_batches(event.queue_id)
            canceled = read_item_ids(event.canceled_item_ids)
            self._mark_cleared(
                tracker
                for tracker in self._list_live_jobs()
                if tracker.item_id in canceled and tracker.queue_id == event.queue_id
            )
        elif isinstance(event, QueueClearedEvent):
            self._mark_open_batches(event.queue_id, cleared=True)
            self._mark_cleared(tracker for tracker in self._list_live_jobs() if tracker.queue_id == event.queue_id)

    def _on_item_event(self, event: QueueItemEvent) -> None:
        if REDACTED in (event.batch_id, event.user_id):
            # The copy of the event for other users; its item may be a job that this user watches without seeing it.
            tracker = self._find_job(event.queue_id, event.item_id)
            if tracker is not None and tracker.is_hidden:
                self._reconciler.poll_soon([event.item_id])
            return
        session_id = event.session_id if isinstance(event, (InvocationEvent, QueueItemStatusChangedEvent)) else ""
        tracker = self._find_job(event.queue_id, event.item_id, event.batch_id) or self._track_new_item(event)
        if tracker is not None and tracker.accepts(event.batch_id, session_id):
            tracker.on_event(event)
            self._children.note(tracker)

    def _track_new_item(self, event: QueueItemEvent) -> JobTracker | None:
        """Track an item of a batch whose submission has not been answered yet, or an item that may be a child."""
        batch = self._batches.get((event.queue_id, event.batch_id))
        if batch is not None and not batch.sealed:
            tracker = self.track_job(event.item_id, event.queue_id, event.batch_id)
            tracker.history = []
            batch.add(tracker)
            return tracker
        candidate = self._children.track_candidate(event)
        if candidate is not None:
            self._store(candidate)
            self._reconciler.poll_soon([event.item_id])
        return candidate

    def _mark_cleared(self, trackers: Iterable[JobTracker]) -> None:
        """Poll jobs that may have been canceled or deleted; those that are missing then count as canceled."""
        item_ids = set()
        for tracker in trackers:
            tracker.cleared = True
            item_ids.add(tracker.item_id)
        self._reconciler.poll_soon(item_ids)

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
