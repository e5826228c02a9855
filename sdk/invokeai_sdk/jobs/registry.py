"""`JobRegistry`: every job and batch that somebody holds, and the way of the socket's news to them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from invokeai_sdk.errors import ClientClosedError
from invokeai_sdk.events.base import Reconnected
from invokeai_sdk.events.types import (
    REDACTED,
    QueueClearedEvent,
    QueueItemEvent,
    QueueItemsCanceledEvent,
)
from invokeai_sdk.jobs.batch_tracker import BatchTracker
from invokeai_sdk.jobs.calls import WorkflowCalls
from invokeai_sdk.jobs.lookup import Lookup
from invokeai_sdk.jobs.reconciler import Reconciler
from invokeai_sdk.jobs.state import CANCELED
from invokeai_sdk.jobs.tracker import JobTracker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.base import Event
    from invokeai_sdk.jobs.lookup import Snapshot


class JobRegistry:
    """The jobs of a client; one instance a client, made by `core.shared(JobRegistry)`.

    Trackers belong to the handles and streams that hold them: a job nobody holds is forgotten.

    Attributes:
        core: the client.
        lookup: how to ask the server about items.
    """

    def __init__(self, core: Core) -> None:
        self.core = core
        self.lookup = Lookup(core)
        self._jobs: WeakValueDictionary[tuple[str, int], JobTracker] = WeakValueDictionary()
        self._batches: WeakValueDictionary[str, BatchTracker] = WeakValueDictionary()
        self._transport = WorkflowCalls(core)
        self._reconciler = Reconciler(core, self.lookup, wanted=self._unsure, seen=self._seen, fail=self._fail)
        self._generation = 0
        self._closed = False
        core.events.router.add_sink(self._on_event)
        core.events.on_change(self._on_connection)

    # --- Who is watched ---

    async def watch_job(self, item_id: int, queue_id: str) -> JobTracker:
        """Return the tracker of an item, and keep it true from now on.

        Raises:
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        tracker = self._job(item_id, queue_id)
        if tracker.terminal is None:
            # Listening comes first, so that nothing falls between the question and the first event.
            await self.core.events.attempted(queue_id)
            if not tracker.state.status:
                self._reconciler.look([item_id])
            self._keep_true()
        return tracker

    async def watch_batch(self, batch_id: str, queue_id: str) -> BatchTracker:
        """Return the tracker of a batch that was submitted some time ago, by this program or another.

        Raises:
            APIError: the server could not be asked.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        batch = self._batches.get(batch_id)
        if batch is None or not batch.sealed:
            submitting = batch is not None
            batch = batch or self.open_batch(batch_id, queue_id)
            await self.core.events.attempted(queue_id)
            item_ids = [snapshot.item_id for snapshot in await self.lookup.batch_items(queue_id, batch_id)]
            if not batch.sealed:
                if submitting and not item_ids:
                    # It is on its way to the server; what comes is for the one who submits it.
                    batch = BatchTracker(batch_id, queue_id)
                batch.seal([self._job(item_id, queue_id) for item_id in item_ids])
                self._reconciler.look(item_ids)
        self._keep_true()
        return batch

    def open_batch(self, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> BatchTracker:
        """Start to collect what belongs to a batch, before its items are known."""
        batch = self._batches[batch_id] = BatchTracker(batch_id, queue_id, nodes_total=nodes_total)
        return batch

    def seal(self, batch: BatchTracker, item_ids: Iterable[int]) -> None:
        """Say which items of a batch the server has just queued, and keep them true from now on."""
        if not batch.sealed:
            batch.seal([self._job(item_id, batch.queue_id) for item_id in item_ids])
        for job in batch.jobs.values():
            job.on_queued()
            job.cleared |= batch.cleared
        if batch.shaken:
            self._reconciler.look(batch.jobs)
        self._keep_true()

    def keep_watching(self) -> None:
        """Go on keeping jobs true, should the looking have ended.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        self.core.events.start()
        self._keep_true()

    def _job(self, item_id: int, queue_id: str) -> JobTracker:
        tracker = self._jobs.get((queue_id, item_id))
        if tracker is None:
            tracker = self._jobs[queue_id, item_id] = JobTracker(self.core, item_id, queue_id)
        return tracker

    def _keep_true(self) -> None:
        if self._closed:
            raise ClientClosedError("this client is closed")
        self._reconciler.start()

    # --- What comes from the socket ---

    def _on_event(self, event: Event) -> None:
        if isinstance(event, QueueItemEvent):
            # The companions that other users receive tell of the same items, with everything blanked out.
            if REDACTED not in (event.batch_id, event.user_id):
                tracker = self._jobs.get((event.queue_id, event.item_id)) or self._newcomer(event)
                if tracker is not None:
                    tracker.on_event(event)
                    self._transport.note(tracker)
        elif isinstance(event, QueueItemsCanceledEvent):
            self._shake(event.queue_id)
            for item_id in event.canceled_item_ids:
                tracker = self._jobs.get((event.queue_id, item_id))
                if tracker is not None:
                    tracker.on_snapshot(CANCELED, None, asked_at=tracker.state.version)
        elif isinstance(event, QueueClearedEvent):
            self._shake(event.queue_id, cleared=True)
            mine = [tracker for tracker in self._live() if tracker.queue_id == event.queue_id]
            for tracker in mine:
                tracker.cleared = True
            self._reconciler.look(tracker.item_id for tracker in mine)

    def _newcomer(self, event: QueueItemEvent) -> JobTracker | None:
        """Take in an item of a batch whose submission has not been answered yet, or perhaps a job's child."""
        batch = self._batches.get(event.batch_id)
        if batch is not None and not batch.sealed:
            tracker = self._job(event.item_id, event.queue_id)
            batch.take(tracker)
            return tracker
        suspect = self._transport.suspect(event)
        if suspect is not None:
            self._jobs[event.queue_id, event.item_id] = suspect
            self._reconciler.look([event.item_id])
        return suspect

    def _shake(self, queue_id: str, *, cleared: bool = False) -> None:
        """Take note that items were canceled whose submission may not have been answered yet."""
        for batch in self._batches.values():
            if batch.queue_id == queue_id and not batch.sealed:
                batch.shaken = True
                batch.cleared |= cleared

    def _on_connection(self) -> None:
        events = self.core.events
        if events.state == "connected" and events.generation != self._generation:
            again = self._generation > 0
            self._generation = events.generation
            self._reconciler.look_at_all()
            if again:
                notice = Reconnected(generation=events.generation)
                for batch in self._batches.values():
                    if not batch.done:
                        batch.notify(notice)
                for job in self._live():
                    job.notify(notice)
        elif events.state == "rejected" and events.problem is not None:
            self._fail(events.problem)
        self._reconciler.kick()

    # --- What the looks over REST are about ---

    def _live(self) -> list[JobTracker]:
        return [tracker for tracker in self._jobs.values() if tracker.terminal is None]

    def _unsure(self) -> list[JobTracker]:
        return [*self._live(), *self._transport.ended_suspects()]

    def _seen(self, tracker: JobTracker, snapshot: Snapshot | None) -> None:
        self._transport.solve(tracker, snapshot)
        if snapshot is not None:
            self._transport.note(tracker)

    def _fail(self, error: Exception) -> None:
        """Tell everybody who waits that there will be no news."""
        for batch in list(self._batches.values()):
            if not batch.done:
                batch.end(error)
        for tracker in self._live():
            tracker.end(error)

    async def aclose(self) -> None:
        """Stop looking, and tell everybody who still waits that the client is closed."""
        self._closed = True
        try:
            await self._reconciler.aclose()
        finally:
            self._fail(ClientClosedError("the client was closed before the job's end; the job itself goes on"))
