"""`Reconciler`: keeps jobs true by asking the server, where the socket has not told or cannot tell."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import APIError, AuthenticationError
from invokeai_sdk.jobs.state import COMPLETED, FAILED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.lookup import Lookup, Snapshot
    from invokeai_sdk.jobs.tracker import JobTracker

_log = logging.getLogger("invokeai_sdk.jobs")

_SLOW: Final = 10.0
"""Seconds between looks while the socket is up: a safety net."""

_FAST: Final = 1.0
"""Seconds between looks while it is not."""

_SOON: Final = 0.5
"""Seconds before a second look: at an item that was not found, or that has ended while its events are on the way."""

_IN_FLIGHT: Final = 5.0
"""Seconds that events may be on the way while the socket is whole: a busy server answers REST sooner."""

_STRIKES: Final = 2
"""Looks in a row that must miss an item before it counts as gone."""

_TOLD: Final = frozenset({COMPLETED, FAILED})
"""Ends before which there is something to tell."""


class Reconciler:
    """Looks at jobs over REST: at some when told to, at all of them now and then. Its task ends when no job is left.

    Args:
        core: the client.
        lookup: how to ask the server about items.
        wanted: returns the jobs to look after.
        seen: called with each job looked at and what was found, None if it is missing.
        fail: called when the server will not answer this client any more.
    """

    def __init__(
        self,
        core: Core,
        lookup: Lookup,
        *,
        wanted: Callable[[], list[JobTracker]],
        seen: Callable[[JobTracker, Snapshot | None], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._core = core
        self._lookup = lookup
        self._wanted = wanted
        self._seen = seen
        self._fail = fail
        self._task: asyncio.Task[None] | None = None
        self._kicked: asyncio.Event | None = None
        self._urgent: set[int] = set()
        self._all_urgent = False
        self._heard = 0

    def start(self) -> None:
        """Look after the jobs from now on."""
        if self._task is None or self._task.done():
            self._kicked = asyncio.Event()
            self._kicked.set()
            self._task = asyncio.get_running_loop().create_task(self._run(self._kicked), name="invokeai-jobs")

    def look(self, item_ids: Iterable[int]) -> None:
        """Look at some items soon."""
        self._urgent.update(item_ids)
        self.kick()

    def look_at_all(self) -> None:
        """Look at everything soon."""
        self._all_urgent = True
        self.kick()

    def kick(self) -> None:
        """Think again about when to look."""
        if self._kicked is not None:
            self._kicked.set()

    async def aclose(self) -> None:
        """Stop looking."""
        task, self._task = self._task, None
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task})

    async def _run(self, kicked: asyncio.Event) -> None:
        """Look at what is urgent at once, and at everything now and then, as long as there is anything."""
        loop = asyncio.get_running_loop()
        last_full = loop.time()
        while True:
            connected = self._core.events.state == "connected"
            everything = self._wanted()
            pause = _SLOW if connected else max(_FAST, len(everything) / 1000)
            if not everything:
                # Nothing to look after: the task ends, and comes back with the next job.
                return
            if self._all_urgent or loop.time() - last_full >= pause:
                wanted = everything
                self._all_urgent = False
                last_full = loop.time()
            else:
                wanted = [tracker for tracker in everything if tracker.item_id in self._urgent]
            self._urgent.clear()
            kicked.clear()
            struck = await self._look_at(wanted) if wanted else False
            del everything, wanted
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
        asked = {tracker.item_id: tracker.state for tracker in trackers}
        cleared = {tracker.item_id for tracker in trackers if tracker.cleared}
        snapshots = await self._lookup.snapshots(queue_id, list(asked))
        heard, self._heard = self._heard, self._core.events.router.received
        early = {
            tracker.item_id
            for tracker in trackers
            if tracker.terminal is None
            and (snapshot := snapshots.get(tracker.item_id)) is not None
            and snapshot.status in _TOLD
            and self._events_may_come(tracker, delivering=heard != self._heard)
        }
        failed = [
            item_id
            for item_id, snapshot in snapshots.items()
            if snapshot.status == FAILED and item_id not in early and not asked[item_id].is_terminal
        ]
        failures = await self._lookup.failures(queue_id, failed) if failed else {}
        again = []
        for tracker in trackers:
            snapshot = snapshots.get(tracker.item_id)
            if snapshot is None:
                tracker.missing += 1
                if tracker.missing < _STRIKES:
                    again.append(tracker.item_id)
                else:
                    tracker.on_missing()
            elif tracker.item_id in early:
                again.append(tracker.item_id)
            else:
                if tracker.item_id in cleared:
                    tracker.cleared = False  # it was spared
                tracker.on_snapshot(
                    snapshot.status,
                    snapshot.sequence,
                    asked_at=asked[tracker.item_id].version,
                    batch_id=snapshot.batch_id,
                    failure=failures.get(tracker.item_id),
                )
            self._seen(tracker, snapshot)
        self._urgent.update(again)
        return bool(again)

    def _events_may_come(self, tracker: JobTracker, *, delivering: bool) -> bool:
        """Tell whether the events of an ended job should be given time: REST is faster than the socket.

        They are given a second look, and more while the socket delivers and was not lost since the job is followed.
        """
        events = self._core.events
        if not tracker.state.status or events.state != "connected":
            return False
        now = asyncio.get_running_loop().time()
        if tracker.overdue_at is None:
            tracker.overdue_at = now + (_IN_FLIGHT if tracker.since == events.generation else 0.0)
            return True
        return delivering and now < tracker.overdue_at
