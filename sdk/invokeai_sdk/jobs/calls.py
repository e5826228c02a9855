"""Workflow calls: which jobs of the server's are children of which jobs that somebody follows.

A job whose graph calls a saved workflow makes other items of its own batch, and is `waiting` until they have ended.
Their events carry the batch and not the parent (`invokeai/app/services/session_processor/workflow_call_runtime.py`),
and so do those of retries: only REST tells them apart.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from invokeai_sdk.jobs.state import WAITING
from invokeai_sdk.jobs.tracker import JobTracker

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.types import QueueItemEvent
    from invokeai_sdk.jobs.lookup import Snapshot


class WorkflowCalls:
    """Finds the children of the jobs that are followed."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._callers: weakref.WeakSet[JobTracker] = weakref.WeakSet()
        self._suspects: dict[int, JobTracker] = {}
        self._others: set[int] = set()

    def note(self, tracker: JobTracker) -> None:
        """Take note of a job that has changed: while it waits, it is a caller."""
        if tracker.state.status == WAITING:
            self._callers.add(tracker)

    def suspect(self, event: QueueItemEvent) -> JobTracker | None:
        """Return a tracker for an unknown item that may be a child; None if it cannot be one."""
        if not self._callers:
            self._others.clear()
            return None
        if event.item_id in self._others or not any(event.batch_id == one.batch_id for one in self._waiting()):
            return None
        tracker = self._suspects[event.item_id] = JobTracker(self._core, event.item_id, event.queue_id)
        return tracker

    def ended_suspects(self) -> list[JobTracker]:
        """Return those that have ended before it is known whose they are."""
        return [tracker for tracker in self._suspects.values() if tracker.terminal is not None]

    def solve(self, tracker: JobTracker, snapshot: Snapshot | None) -> None:
        """Give a child to its parent, now that REST has told; one that is nobody's is forgotten."""
        suspect = self._suspects.pop(tracker.item_id, None)
        if suspect is None:
            return
        for caller in self._waiting():
            if snapshot is not None and caller.item_id == snapshot.parent_item_id:
                caller.adopt(suspect)
                return
        self._others.add(tracker.item_id)

    def _waiting(self) -> list[JobTracker]:
        for ended in [one for one in self._callers if one.terminal is not None]:
            self._callers.discard(ended)
        return list(self._callers)
