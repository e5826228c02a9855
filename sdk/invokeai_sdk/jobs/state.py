"""`JobState`: a pure state machine that decides between contradictory reports of a job's status.

The order of truth: a final status stays; then the server's `status_sequence`; without one, the rank of the status; and
a REST snapshot counts unless an event was accepted while the request was in flight.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

PENDING: Final = "pending"
WAITING: Final = "waiting"
IN_PROGRESS: Final = "in_progress"
COMPLETED: Final = "completed"
FAILED: Final = "failed"
CANCELED: Final = "canceled"
LOST: Final = "lost"
"""A status of the SDK: the server no longer has the item, and its end was not seen."""

TERMINAL: Final = frozenset({COMPLETED, FAILED, CANCELED, LOST})

_RANK: Final = {"": 0, PENDING: 1, WAITING: 2, IN_PROGRESS: 3}
_UNKNOWN_RANK: Final = 3


@frozen
class JobState:
    """The known status of a job.

    Attributes:
        status: the status as the server spells it; empty if not known yet.
        sequence: the `status_sequence` of the last accepted event that had one.
        version: the number of changes of this state, to detect snapshots that are out of date.
    """

    status: str = ""
    sequence: int | None = None
    version: int = 0

    @property
    def is_terminal(self) -> bool:
        """Whether the job has ended."""
        return self.status in TERMINAL

    def after_event(self, status: str, sequence: int | None = None) -> JobState:
        """Return the state after a status event; this same object if the event is out of date.

        Args:
            status: the status in the event.
            sequence: the `status_sequence` in the event; None from servers before 6.13.
        """
        if self.is_terminal:
            return self
        if status not in TERMINAL:
            if sequence is not None and self.sequence is not None:
                if sequence <= self.sequence:
                    return self
            elif _RANK.get(status, _UNKNOWN_RANK) <= _RANK.get(self.status, _UNKNOWN_RANK):
                return evolve(self, sequence=sequence) if sequence is not None and status == self.status else self
        return self._change(status, sequence)

    def after_snapshot(self, status: str, sequence: int | None = None, *, asked_at: int) -> JobState:
        """Return the state after a REST snapshot; this same object if the snapshot is out of date or changes nothing.

        Args:
            status: the status in the snapshot.
            sequence: the `status_sequence` in the snapshot, if any.
            asked_at: the `version` when the request was sent.
        """
        if self.is_terminal:
            return self
        if status not in TERMINAL and (self.version != asked_at or status == self.status):
            return self
        return self._change(status, sequence)

    def after_node_event(self) -> JobState:
        """Return the state after an event of one of the job's nodes, which implies that the job is in progress."""
        return self._change(IN_PROGRESS, None) if self.status in {"", PENDING} else self

    def after_loss(self) -> JobState:
        """Return the state after the server has lost the job."""
        return self if self.is_terminal else self._change(LOST, None)

    def _change(self, status: str, sequence: int | None) -> JobState:
        return JobState(status, self.sequence if sequence is None else sequence, self.version + 1)
