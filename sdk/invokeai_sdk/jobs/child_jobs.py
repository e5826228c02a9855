"""`ChildJobs`: finds the children of jobs that call saved workflows.

A job whose graph calls a saved workflow creates other items of its own batch, and is `waiting` until these have ended.
The events of the children name the batch, but not the parent
(`invokeai/app/services/session_processor/workflow_call_runtime.py`), and so do the events of retries: only REST names
the parent of an item.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from invokeai_sdk.jobs.tracker import MISSES_BEFORE_LOSS, JobTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.types import QueueItemEvent
    from invokeai_sdk.jobs.queue_item import Snapshot


class ChildJobs:
    """Tracks candidates, which are items that may be children, until a REST snapshot names their parent.

    Args:
        core: the client.
        find_job: returns the tracker of a job by queue id, item id and batch id; None if the job is not tracked.
    """

    def __init__(self, core: Core, find_job: Callable[[str, int, str], JobTracker | None]) -> None:
        self._core = core
        self._find_job = find_job
        self._parents: weakref.WeakSet[JobTracker] = weakref.WeakSet()
        self._candidates: dict[int, JobTracker] = {}
        self._rejected: set[tuple[str, int]] = set()

    def note(self, tracker: JobTracker) -> None:
        """Register a job that has waited for children as a parent, until the job has ended."""
        if not tracker.was_waiting:
            return
        if tracker.terminal is None:
            self._parents.add(tracker)
        else:
            self._forget_ended_parents()

    def track_candidate(self, event: QueueItemEvent) -> JobTracker | None:
        """Return a new tracker for an untracked item that may be a child; None if the item cannot be a child."""
        if (event.batch_id, event.item_id) in self._rejected or not self._find_parents(event.batch_id, event.item_id):
            return None
        tracker = JobTracker(self._core, event.item_id, event.queue_id, event.batch_id)
        tracker.history = []
        self.add_candidates([tracker])
        return tracker

    def add_candidates(self, trackers: Iterable[JobTracker]) -> None:
        """Register tracked items as candidates, so that the possible parents do not end before their children."""
        for tracker in trackers:
            self._candidates[tracker.item_id] = tracker
            for parent in self._find_parents(tracker.batch_id, tracker.item_id):
                parent.add_candidate(tracker.item_id)

    def list_ended_candidates(self) -> list[JobTracker]:
        """Return the candidates that have ended and whose parents are not known yet."""
        return [tracker for tracker in self._candidates.values() if tracker.terminal is not None]

    def resolve(self, tracker: JobTracker, snapshot: Snapshot | None) -> None:
        """Assign a candidate to its parent, or forget a candidate that is no child.

        Args:
            tracker: any job that was polled.
            snapshot: the answer; None if the server did not find the job.
        """
        item_id = tracker.item_id
        if self._candidates.get(item_id) is not tracker or (snapshot is None and tracker.misses < MISSES_BEFORE_LOSS):
            return
        candidate = self._candidates.pop(item_id)
        parent_id = None if snapshot is None else snapshot.parent_item_id
        parent = None if parent_id is None else self._find_job(candidate.queue_id, parent_id, candidate.batch_id)
        if parent is not None and parent.terminal is None:
            parent.adopt(candidate)
        else:
            self._rejected.add((candidate.batch_id, item_id))
        candidate.history = None
        for possible_parent in sorted(self._parents, key=lambda job: job.item_id):
            possible_parent.remove_candidate(item_id)
        self._forget_ended_parents()

    def _find_parents(self, batch_id: str, item_id: int) -> list[JobTracker]:
        """Return the possible parents of an item: the older ones of its batch."""
        self._forget_ended_parents()
        return [parent for parent in self._parents if parent.batch_id == batch_id and parent.item_id < item_id]

    def _forget_ended_parents(self) -> None:
        for parent in [parent for parent in self._parents if parent.terminal is not None]:
            self._parents.discard(parent)
        if not self._parents:
            self._rejected.clear()
