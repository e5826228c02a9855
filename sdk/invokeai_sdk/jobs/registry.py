"""`JobRegistry`: every job that somebody holds, kept true by the socket and, without it, by asking."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from invokeai_sdk.errors import APIError, AuthenticationError, ClientClosedError
from invokeai_sdk.events.base import Reconnected
from invokeai_sdk.events.types import (
    REDACTED,
    QueueClearedEvent,
    QueueItemEvent,
    QueueItemsCanceledEvent,
)
from invokeai_sdk.jobs.lookup import Lookup
from invokeai_sdk.jobs.state import CANCELED, FAILED, TERMINAL
from invokeai_sdk.jobs.tracker import BatchTracker, JobTracker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.base import Event

_log = logging.getLogger("invokeai_sdk.jobs")

_SLOW: Final = 10.0
"""Seconds between looks while the socket is up: a safety net."""

_FAST: Final = 1.0
"""Seconds between looks while it is not."""

_SOON: Final = 0.5
"""Seconds before a second look: at an item that was not found, or that has ended while its events are on the way."""

_STRIKES: Final = 2
"""Looks in a row that must miss an item before it counts as gone."""


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
        self._jobs: WeakValueDictionary[int, JobTracker] = WeakValueDictionary()
        self._batches: WeakValueDictionary[str, BatchTracker] = WeakValueDictionary()
        self._task: asyncio.Task[None] | None = None
        self._kicked: asyncio.Event | None = None
        self._urgent: set[int] = set()
        self._all_urgent = False
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
        tracker = self._jobs.get(item_id)
        if tracker is None:
            tracker = self._jobs[item_id] = JobTracker(self.core, item_id, queue_id)
        if tracker.terminal is None:
            # Listening comes first, so that nothing falls between the question and the first event.
            await self.core.events.attempted(queue_id)
            if not tracker.state.status:
                self.look(item_id)
            self._ensure_task()
        return tracker

    async def watch_batch(self, batch_id: str, queue_id: str) -> BatchTracker:
        """Return the tracker of a batch that was submitted some time ago, by this program or another.

        Raises:
            APIError: the server could not be asked.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
        """
        batch = self._batches.get(batch_id)
        if batch is None or not batch.sealed:
            batch = batch or self.open_batch(batch_id, queue_id)
            await self.core.events.attempted(queue_id)
            snapshots = await self.lookup.batch_items(queue_id, batch_id)
            if not batch.sealed:
                self.seal(batch, [snapshot.item_id for snapshot in snapshots])
                for item_id in batch.jobs:
                    self.look(item_id)
        self._ensure_task()
        return batch

    def open_batch(self, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> BatchTracker:
        """Start to collect what belongs to a batch, before its items are known."""
        batch = BatchTracker(self.core, batch_id, queue_id, nodes_total=nodes_total)
        self._batches[batch_id] = batch
        return batch

    def seal(self, batch: BatchTracker, item_ids: Iterable[int]) -> None:
        """Say which items a batch has, and keep them true from now on."""
        batch.seal(item_ids)
        for item_id, job in batch.jobs.items():
            self._jobs[item_id] = job
        self._ensure_task()

    def keep_watching(self) -> None:
        """Go on keeping jobs true, should the looking have ended.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        self.core.events.start()
        self._ensure_task()

    def look(self, item_id: int) -> None:
        """Ask the server about an item soon."""
        self._urgent.add(item_id)
        if self._kicked is not None:
            self._kicked.set()

    # --- What comes from the socket ---

    def _on_event(self, event: Event) -> None:
        if isinstance(event, QueueItemEvent):
            # The companions that other users receive tell of the same items, with everything blanked out.
            if REDACTED not in (event.batch_id, event.user_id):
                tracker = self._jobs.get(event.item_id) or self._newcomer(event)
                if tracker is not None:
                    tracker.on_event(event)
        elif isinstance(event, QueueItemsCanceledEvent):
            for item_id in event.canceled_item_ids:
                tracker = self._jobs.get(item_id)
                if tracker is not None:
                    tracker.on_snapshot(CANCELED, None, asked_at=tracker.state.version)
        elif isinstance(event, QueueClearedEvent):
            for tracker in self._live():
                if tracker.queue_id == event.queue_id:
                    tracker.cleared = True
                    self.look(tracker.item_id)

    def _newcomer(self, event: QueueItemEvent) -> JobTracker | None:
        """Take in an item of a batch whose submission has not been answered yet."""
        batch = self._batches.get(event.batch_id)
        if batch is None or batch.sealed:
            return None
        tracker = self._jobs[event.item_id] = batch.take(event.item_id)
        return tracker

    def _on_connection(self) -> None:
        events = self.core.events
        if events.state == "connected" and events.generation != self._generation:
            again = self._generation > 0
            self._generation = events.generation
            self._all_urgent = True
            if again:
                notice = Reconnected(generation=events.generation)
                for batch in self._batches.values():
                    if not batch.done:
                        batch.notify(notice)
                for job in self._live():
                    job.notify(notice)
        elif events.state == "rejected" and events.problem is not None:
            self._fail(events.problem)
        if self._kicked is not None:
            self._kicked.set()

    # --- Asking ---

    def _live(self) -> list[JobTracker]:
        return [tracker for tracker in self._jobs.values() if tracker.terminal is None]

    def _ensure_task(self) -> None:
        if self._closed:
            raise ClientClosedError("this client is closed")
        if self._task is None or self._task.done():
            self._kicked = asyncio.Event()
            self._kicked.set()
            self._task = asyncio.get_running_loop().create_task(self._reconcile(self._kicked), name="invokeai-jobs")

    async def _reconcile(self, kicked: asyncio.Event) -> None:
        """Look at what is urgent at once, and at everything now and then, as long as there is anything."""
        loop = asyncio.get_running_loop()
        last_full = loop.time()
        while True:
            connected = self.core.events.state == "connected"
            live = self._live()
            pause = _SLOW if connected else max(_FAST, len(live) / 1000)
            if not live:
                # Nothing to look after: the task ends, and comes back with the next job.
                return
            if self._all_urgent or loop.time() - last_full >= pause:
                wanted = live
                self._all_urgent = False
                last_full = loop.time()
            else:
                wanted = [tracker for tracker in live if tracker.item_id in self._urgent]
            self._urgent.clear()
            kicked.clear()
            struck = await self._look_at(wanted) if wanted else False
            del live, wanted
            wait = _SOON if struck else max(0.05, pause - (loop.time() - last_full))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await kicked.wait()

    async def _look_at(self, trackers: list[JobTracker]) -> bool:
        """Look at jobs over REST; return whether some need a second look soon."""
        by_queue: dict[str, list[JobTracker]] = {}
        for tracker in trackers:
            by_queue.setdefault(tracker.queue_id, []).append(tracker)
        struck = False
        try:
            for queue_id, mine in by_queue.items():
                struck |= await self._look_at_queue(queue_id, mine)
        except AuthenticationError as error:
            self._fail(error)
        except APIError as error:
            _log.info("the jobs cannot be looked at now: %s", error)
            self._urgent.update(tracker.item_id for tracker in trackers if not tracker.state.status)
        except Exception:  # noqa: BLE001 - logged
            # An answer that makes no sense must not end the looking.
            _log.exception("the jobs could not be looked at")
        return struck

    async def _look_at_queue(self, queue_id: str, trackers: list[JobTracker]) -> bool:
        asked_at = {tracker.item_id: tracker.state.version for tracker in trackers}
        snapshots = await self.lookup.snapshots(queue_id, list(asked_at))
        struck = False
        for tracker in trackers:
            snapshot = snapshots.get(tracker.item_id)
            if snapshot is None:
                tracker.missing += 1
                if tracker.missing >= _STRIKES:
                    tracker.on_missing()
                else:
                    struck = True
                    self._urgent.add(tracker.item_id)
                continue
            if snapshot.status in TERMINAL and self._events_may_come(tracker):
                struck = True
                self._urgent.add(tracker.item_id)
                continue
            failure = None
            if snapshot.status == FAILED and not tracker.state.is_terminal:
                failure = await self.lookup.failure(queue_id, tracker.item_id, snapshot.batch_id)
            tracker.on_snapshot(
                snapshot.status,
                snapshot.sequence,
                asked_at=asked_at[tracker.item_id],
                batch_id=snapshot.batch_id,
                failure=failure,
            )
        return struck

    def _events_may_come(self, tracker: JobTracker) -> bool:
        """Tell whether the events of an ended job should be given time: REST is faster than the socket."""
        if tracker.overdue or not tracker.state.status or self.core.events.state != "connected":
            return False
        tracker.overdue = True
        return True

    # --- The end ---

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
        task, self._task = self._task, None
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task})
        self._fail(ClientClosedError("the client was closed before the job's end; the job itself goes on"))
