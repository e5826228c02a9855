"""What is known of a job's status, and which news to believe: a pure state machine.

The order of truth: a final status is final; then the server's own `status_sequence`; without it, the rank of the
status; and a look over REST counts unless an event was believed while it was under way.
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
"""The SDK's own: the server no longer knows the item, and nobody saw its end."""

TERMINAL: Final = frozenset({COMPLETED, FAILED, CANCELED, LOST})

_RANK: Final = {"": 0, PENDING: 1, WAITING: 2, IN_PROGRESS: 3}
_UNKNOWN_RANK: Final = 3


@frozen
class JobState:
    """What is known.

    Attributes:
        status: the server's word for it; empty if nothing is known yet.
        sequence: the server's count of the item's changes, as of the last event that had one.
        version: counts the changes made here, so that a look over REST can tell whether it is out of date.
    """

    status: str = ""
    sequence: int | None = None
    version: int = 0

    @property
    def is_terminal(self) -> bool:
        """Whether the job has ended."""
        return self.status in TERMINAL

    def after_event(self, status: str, sequence: int | None = None) -> JobState:
        """Return the state after a status event; this very state if the event is old news.

        Args:
            status: the event's status.
            sequence: its `status_sequence`; None from servers before 6.13.
        """
        if self.is_terminal:
            return self
        if status not in TERMINAL:
            if sequence is not None and self.sequence is not None:
                if sequence <= self.sequence:
                    return self
            elif _RANK.get(status, _UNKNOWN_RANK) <= _RANK.get(self.status, _UNKNOWN_RANK):
                return evolve(self, sequence=sequence) if sequence is not None and status == self.status else self
        return self._changed(status, sequence)

    def after_snapshot(self, status: str, sequence: int | None = None, *, asked_at: int) -> JobState:
        """Return the state after a look over REST; this very state if it is out of date or tells nothing new.

        Args:
            status: the status found.
            sequence: its `status_sequence`, where the answer has one.
            asked_at: the `version` when the question was sent.
        """
        if self.is_terminal:
            return self
        if status not in TERMINAL and (self.version != asked_at or status == self.status):
            return self
        return self._changed(status, sequence)

    def running(self) -> JobState:
        """Return the state after an event of one of the job's nodes: what runs is in progress."""
        return self._changed(IN_PROGRESS, None) if self.status in {"", PENDING} else self

    def lost(self) -> JobState:
        """Return the state of a job that the server no longer knows."""
        return self if self.is_terminal else self._changed(LOST, None)

    def _changed(self, status: str, sequence: int | None) -> JobState:
        return JobState(status, self.sequence if sequence is None else sequence, self.version + 1)
