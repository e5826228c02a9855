"""`Reconciler`: polls REST for jobs whose events may have been missed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import AuthenticationError, InvokeAIError, UnexpectedResponseError
from invokeai_sdk.jobs.graph_nodes import GraphNodes
from invokeai_sdk.jobs.outage import Reachability
from invokeai_sdk.jobs.state import COMPLETED, FAILED, TERMINAL
from invokeai_sdk.jobs.tracker import MISSES_BEFORE_LOSS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import Failed
    from invokeai_sdk.jobs.item_reader import ItemReader
    from invokeai_sdk.jobs.queue_item import Snapshot
    from invokeai_sdk.jobs.tracker import JobTracker

_log = logging.getLogger("invokeai_sdk.jobs")

_CONNECTED_SECONDS: Final = 10.0
"""The interval of polls while the socket is connected; they only guard against lost events."""

_DISCONNECTED_SECONDS: Final = 1.0
"""The interval of polls while the socket is not connected."""

REPEAT_SECONDS: Final = 0.5
"""The delay of the second poll of a job that was not found, or that has ended while its events are in transit."""

_LONGEST_REPEAT_SECONDS: Final = 2.0
"""The longest delay after a poll that the server did not answer."""

_TRANSIT_SECONDS: Final = 5.0
"""The longest time that events can be in transit on an intact socket: a busy server answers REST requests sooner."""

_SILENCE_SECONDS: Final = 2.0
"""The time without any event after which no events count as in transit; a busy server sends them in bursts."""

_PRECEDED_BY_EVENTS: Final = frozenset({COMPLETED, FAILED})
"""Final statuses that other events precede, such as the outputs of nodes."""


class Reconciler:
    """Polls urgent jobs immediately and all jobs periodically. Its task ends when no job is left.

    Args:
        core: the client.
        reader: reads the items.
        list_jobs: returns the jobs to poll.
        identify: returns whether a snapshot is one of a job; the server may have another item with the job's id.
        on_polled: called with each job that was polled, and its snapshot; None if the server did not find the job.
        fail: called when the server will not answer this client any more.
    """

    def __init__(
        self,
        core: Core,
        reader: ItemReader,
        *,
        list_jobs: Callable[[], list[JobTracker]],
        identify: Callable[[JobTracker, Snapshot], bool],
        on_polled: Callable[[JobTracker, Snapshot | None], None],
        fail: Callable[[Exception], None],
    ) -> None:
        self._core = core
        self._reader = reader
        self._list_jobs = list_jobs
        self._identify = identify
        self._on_polled = on_polled
        self._fail = fail
        self._task: asyncio.Task[None] | None = None
        self._woken: asyncio.Event | None = None
        self._urgent: set[int] = set()
        self._all_urgent = False
        self._events_received = 0
        self._last_event_at = float("-inf")
        self._reachability = core.common(Reachability)
        self._failures = 0
        self._poll_waiters: list[asyncio.Future[None]] = []

    def start(self) -> None:
        """Start the polling task if it is not running."""
        if self._task is None or self._task.done():
            self._woken = asyncio.Event()
            self._woken.set()
            self._task = asyncio.get_running_loop().create_task(self._run(self._woken), name="invokeai-jobs")

    def poll_soon(self, item_ids: Iterable[int]) -> None:
        """Poll some jobs as soon as possible."""
        self._urgent.update(item_ids)
        self.wake()

    def poll_all_soon(self) -> None:
        """Poll all jobs as soon as possible."""
        self._all_urgent = True
        self.wake()

    async def wait_for_poll(self) -> None:
        """Wait until the next poll has ended, with or without an answer."""
        waiter = asyncio.get_running_loop().create_future()
        self._poll_waiters.append(waiter)
        await waiter

    def wake(self) -> None:
        """Let the polling task decide again when to poll."""
        if self._woken is not None:
            self._woken.set()

    async def aclose(self) -> None:
        """Stop the polling task."""
        task, self._task = self._task, None
        if task is not None and not task.done():
            task.cancel()
            await asyncio.wait({task})

    async def _run(self, woken: asyncio.Event) -> None:
        """Poll urgent jobs immediately and all jobs periodically; return when no job is left."""
        loop = asyncio.get_running_loop()
        last_full = loop.time()
        while True:
            connected = self._core.events.state == "connected"
            jobs = self._list_jobs()
            if not jobs:
                return  # the next job starts the task again
            interval = _CONNECTED_SECONDS if connected else max(_DISCONNECTED_SECONDS, len(jobs) / 1000)
            if self._all_urgent or loop.time() - last_full >= interval:
                selected = jobs
                self._all_urgent = False
                last_full = loop.time()
            else:
                selected = [tracker for tracker in jobs if tracker.item_id in self._urgent]
            self._urgent.clear()
            woken.clear()
            repeat = await self._poll(selected) if selected else False
            waiters, self._poll_waiters = self._poll_waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
            del jobs, selected, waiters
            if self._failures:
                delay = min(REPEAT_SECONDS * self._failures, _LONGEST_REPEAT_SECONDS)
            else:
                delay = REPEAT_SECONDS if repeat else max(0.05, interval - (loop.time() - last_full))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay):
                    await woken.wait()

    async def _poll(self, trackers: list[JobTracker]) -> bool:
        """Poll jobs; return whether some jobs must be polled again soon."""
        by_queue: dict[str, list[JobTracker]] = {}
        for tracker in trackers:
            by_queue.setdefault(tracker.queue_id, []).append(tracker)
        repeat = False
        try:
            for queue_id, trackers_of_queue in by_queue.items():
                repeat |= await self._poll_queue(queue_id, trackers_of_queue)
        except AuthenticationError as error:
            self._fail(error)
        except InvokeAIError as error:
            self._reachability.on_failure(error)
            self._failures += 1
            self._urgent.update(tracker.item_id for tracker in trackers)
        except Exception:  # noqa: BLE001 - logged
            # An answer of an unknown form must not end the polling.
            _log.exception("could not poll the jobs")
        else:
            self._reachability.on_answer()
            self._failures = 0
        return repeat

    async def _poll_queue(self, queue_id: str, trackers: list[JobTracker]) -> bool:
        versions = [tracker.state.version for tracker in trackers]
        cleared = {tracker for tracker in trackers if tracker.cleared}
        snapshots = await self._reader.read_snapshots(queue_id, [*{tracker.item_id for tracker in trackers}])
        own = {
            tracker: snapshot
            for tracker in trackers
            if (snapshot := snapshots.get(tracker.item_id)) is not None and self._identify(tracker, snapshot)
        }
        is_delivering = self._is_delivering()
        early = {
            tracker
            for tracker, snapshot in own.items()
            if tracker.terminal is None
            and snapshot.status in _PRECEDED_BY_EVENTS
            and self._events_may_come(tracker, is_delivering=is_delivering)
        }
        failures = await self._read_failures(
            queue_id,
            [
                tracker.item_id
                for tracker, snapshot in own.items()
                if snapshot.status == FAILED and tracker not in early and not tracker.state.is_terminal
            ],
        )
        again = []
        for tracker, version in zip(trackers, versions, strict=True):
            snapshot = own.get(tracker)
            if snapshot is None:
                tracker.on_missing(is_replaced=tracker.item_id in snapshots)
                if tracker.misses < MISSES_BEFORE_LOSS:
                    again.append(tracker.item_id)
            elif tracker in early:
                again.append(tracker.item_id)
            else:
                if tracker in cleared:
                    tracker.cleared = False  # the job was not deleted
                    if snapshot.status not in TERMINAL:
                        again.append(tracker.item_id)  # the report may have overtaken the change
                failure = failures.get(tracker.item_id)
                if failure is not None and failure.batch_id != snapshot.batch_id:
                    failure = None
                tracker.on_snapshot(snapshot.status, snapshot.sequence, asked_at=version, failure=failure)
            self._on_polled(tracker, snapshot)
        self._urgent.update(again)
        await self._read_graphs(queue_id, own)
        return bool(again)

    async def _read_failures(self, queue_id: str, item_ids: list[int]) -> dict[int, Failed]:
        """Return the details of failures; none if the server's records of them cannot be read."""
        if not item_ids:
            return {}
        try:
            return await self._reader.read_failures(queue_id, item_ids)
        except UnexpectedResponseError as error:
            _log.warning("could not read why jobs failed: %s", error)
            return {}

    async def _read_graphs(self, queue_id: str, own: Mapping[JobTracker, Snapshot]) -> None:
        """Read the graphs of jobs that were attached by id: one for all jobs of a batch."""
        trackers: dict[object, JobTracker] = {}
        for tracker, snapshot in own.items():
            if not tracker.needs_graph:
                continue
            if snapshot.status in TERMINAL:
                tracker.needs_graph = False
            else:
                trackers.setdefault(tracker.batch or tracker, tracker)
        if not trackers:
            return
        try:
            items = await self._reader.read_items(queue_id, [tracker.item_id for tracker in trackers.values()])
        except UnexpectedResponseError as error:
            _log.warning("could not read the graphs of jobs, so that their progress is not known: %s", error)
            items = {}
        for tracker in trackers.values():
            item = items.get(tracker.item_id)
            graph = GraphNodes.from_graph({} if item is None or item.batch_id != tracker.batch_id else item.graph)
            followed = tracker.batch or tracker
            followed.set_graph(graph)

    def _is_delivering(self) -> bool:
        """Return whether the socket has delivered an event recently."""
        now = asyncio.get_running_loop().time()
        received = self._core.events.router.received
        if received != self._events_received:
            self._events_received = received
            self._last_event_at = now
        return now - self._last_event_at < _SILENCE_SECONDS

    def _events_may_come(self, tracker: JobTracker, *, is_delivering: bool) -> bool:
        """Return whether the events of an ended job may still arrive: REST answers overtake the socket.

        The job is polled a second time, and more often while the socket delivers events and has been connected since
        tracking started.
        """
        events = self._core.events
        if not tracker.state.status or events.state != "connected":
            return False
        now = asyncio.get_running_loop().time()
        if tracker.overdue_at is None:
            tracker.overdue_at = now + (_TRANSIT_SECONDS if tracker.since == events.generation else 0.0)
            return True
        return is_delivering and now < tracker.overdue_at
