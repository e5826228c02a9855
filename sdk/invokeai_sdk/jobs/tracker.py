"""`JobTracker`: the known state of one job that is referenced by a handle, stream, batch or parent."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Final

from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationEvent,
    InvocationProgressEvent,
    QueueItemStatusChangedEvent,
)
from invokeai_sdk.jobs.event_mapping import to_failed, to_job_events, to_node_output
from invokeai_sdk.jobs.events import Canceled, ChildChanged, Completed, Failed, Lost, StatusChanged
from invokeai_sdk.jobs.followers import Followers
from invokeai_sdk.jobs.state import CANCELED, COMPLETED, FAILED, LOST, PENDING, WAITING, JobState

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.events.types import QueueItemEvent
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.events import JobEvent, Terminal
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.results import JobResult

DRAIN_SECONDS: Final = 0.5
"""The time to wait for the event that names the node, which follows the status of a failed job."""

CHILD_SECONDS: Final = 10.0
"""The time that the end of a parent is held back until the ends of its children are known."""

MISSES_BEFORE_LOSS: Final = 2
"""Consecutive polls that must not find a job before the job counts as lost."""


class JobTracker(Followers):
    """One job: its state, its followers, and its children if it calls saved workflows.

    Attributes:
        item_id: the id of the queue item.
        queue_id: the id of its queue.
        batch_id: the id of its batch; empty if not known yet.
        state: the known status.
        terminal: the end of the job; None before the end was emitted.
        outputs: the outputs of its nodes that events reported, by prepared id.
        nodes_total: the number of nodes in its graph; None if not known.
        nodes_done: the ids of the nodes that have completed.
        misses: consecutive polls that did not find the job.
        cleared: whether the queue was cleared since the last poll that found the job.
        since: the generation of the socket connection when tracking started.
        overdue_at: the loop time until which the events of an ended job may still arrive; set when a poll finds the
            job ended.
        result: the result, after it was requested once.
        was_waiting: whether the job has waited for children, which makes it a parent.
        history: the statuses so far, for a job that may be a child of a parent not known yet; None for other jobs.
    """

    __slots__ = (
        "_batch",
        "_candidates",
        "_children",
        "_core",
        "_held",
        "_parent",
        "_timer",
        "batch_id",
        "cleared",
        "history",
        "item_id",
        "misses",
        "nodes_done",
        "nodes_total",
        "outputs",
        "overdue_at",
        "queue_id",
        "result",
        "since",
        "state",
        "terminal",
        "was_waiting",
    )

    def __init__(self, core: Core, item_id: int, queue_id: str) -> None:
        super().__init__()
        self._core = core
        self._batch: weakref.ref[BatchTracker] | None = None
        self._parent: weakref.ref[JobTracker] | None = None
        self._children: list[JobTracker] | None = None
        self._candidates: set[int] | None = None
        self._held: Terminal | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.item_id: int = item_id
        self.queue_id: str = queue_id
        self.batch_id: str = ""
        self.state: JobState = JobState()
        self.terminal: Terminal | None = None
        self.outputs: dict[str, NodeOutput] | None = None
        self.nodes_total: int | None = None
        self.nodes_done: set[str] | None = None
        self.misses: int = 0
        self.cleared: bool = False
        self.since: int = core.events.generation
        self.overdue_at: float | None = None
        self.result: JobResult | None = None
        self.was_waiting: bool = False
        self.history: list[str] | None = None

    # --- Batch, parent and children ---

    @property
    def batch(self) -> BatchTracker | None:
        """The batch, if it is tracked."""
        return None if self._batch is None else self._batch()

    @property
    def is_candidate(self) -> bool:
        """Whether the job may be a child of a parent that is not known yet."""
        return self.history is not None

    def set_batch(self, batch: BatchTracker) -> None:
        """Emit all further events to a batch as well."""
        self._batch = weakref.ref(batch)
        self.batch_id = batch.batch_id
        self.nodes_total = batch.nodes_total

    def leave_batch(self) -> None:
        """Stop emitting to the batch, because the job turned out not to be one of the submitted items."""
        self._batch = None
        self.nodes_total = None

    def add_candidate(self, item_id: int) -> None:
        """Register an item that may be a child; the end of this job is held back until the item's parent is known."""
        if self._candidates is None:
            self._candidates = set()
        self._candidates.add(item_id)

    def remove_candidate(self, item_id: int) -> None:
        """Remove a candidate whose parent is known now."""
        if self._candidates is not None:
            self._candidates.discard(item_id)
        self.release()

    def adopt(self, child: JobTracker) -> None:
        """Add a child: report the statuses the child has had, and all further ones."""
        child._parent = weakref.ref(self)
        if self._children is None:
            self._children = []
        self._children.append(child)
        history, child.history = child.history or (), None
        for status in history:
            self._report_child(child, status)
        self.release()

    def release(self) -> None:
        """Emit the end that was held back, if it is held back and the ends of all children are known."""
        if self._held is not None and not self._must_wait_for_children():
            self._end(self._held)

    # --- Reports from the server ---

    def on_queued(self) -> None:
        """Record that the server has queued the job, unless more is known already."""
        if not self.state.status:
            self.state = JobState(PENDING)

    def on_event(self, event: QueueItemEvent) -> None:
        """Process a socket event of this job."""
        if self.terminal is not None:
            return
        self.misses = 0
        self.batch_id = self.batch_id or event.batch_id
        if isinstance(event, QueueItemStatusChangedEvent):
            self._on_status(event)
        elif isinstance(event, InvocationEvent):
            self._set_state(self.state.after_node_event())
            self._on_node(event)

    def on_snapshot(
        self, status: str, sequence: int | None, *, asked_at: int, batch_id: str = "", failure: Failed | None = None
    ) -> None:
        """Process the answer of a poll.

        Args:
            status: the status in the answer.
            sequence: the `status_sequence` in the answer, if any.
            asked_at: the `version` of the state when the request was sent.
            batch_id: the id of the batch in the answer.
            failure: the details of a failed job.
        """
        if self.terminal is not None:
            return
        self.misses = 0
        self.batch_id = self.batch_id or batch_id
        self._set_state(self.state.after_snapshot(status, sequence, asked_at=asked_at), failure)

    def on_missing(self) -> None:
        """Count a poll that did not find the job; after the second one in a row, the job ends."""
        self.misses += 1
        if self.terminal is None and self.misses >= MISSES_BEFORE_LOSS:
            self._set_state(self.state.after_event(CANCELED) if self.cleared else self.state.after_loss())

    def on_child_status(self, child: JobTracker, status: str) -> None:
        """Report a new status of a child."""
        self._report_child(child, status)
        self.release()

    # --- Followers ---

    def feed(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream, first with the past events or the current status, then with new events."""
        batch = self.batch
        backlog = [] if batch is None or batch.backlog is None else batch.backlog.items()
        past = [event for event in backlog if getattr(event, "item_id", None) == self.item_id]
        for event in past or self.describe_status():
            stream.put(event)
        if self.terminal is not None:
            stream.end()
        else:
            self.add_stream(stream)

    def describe_status(self) -> tuple[JobEvent, ...]:
        """Return the event that describes the current status; none before the job has started."""
        if self.terminal is not None:
            return (self.terminal,)
        if self.state.is_terminal or self.state.status in {"", PENDING}:
            return ()
        return (StatusChanged(item_id=self.item_id, batch_id=self.batch_id, status=self.state.status),)

    def compute_progress(self, percentage: float | None = None) -> float | None:
        """Return the progress of the graph as a fraction from 0 to 1; None if the graph is not known.

        Args:
            percentage: the progress of the running node, as a fraction from 0 to 1.
        """
        if self.terminal is not None:
            return 1.0
        if not self.nodes_total:
            return None
        return min(1.0, (len(self.nodes_done or ()) + (percentage or 0.0)) / self.nodes_total)

    async def wait(self) -> Terminal:
        """Wait for the end of the job and return it."""
        while self.terminal is None:
            await self.create_end_future()
        return self.terminal

    def emit(self, event: JobEvent) -> None:
        """Put an event into the streams of the job and of its batch, and report a new status to the parent."""
        self.notify(event)
        batch = self.batch
        if batch is not None:
            batch.emit(event)
        if not event.lasting and not isinstance(event, StatusChanged):
            return
        parent = None if self._parent is None else self._parent()
        if parent is not None:
            parent.on_child_status(self, self.state.status)
        elif self.history is not None and (self.history or self.state.status != PENDING):
            self.history.append(self.state.status)

    # --- Changes of the state ---

    def _on_status(self, event: QueueItemStatusChangedEvent) -> None:
        state = self.state.after_event(event.status, event.status_sequence)
        if state.status != FAILED:
            self._set_state(state)
        elif not self.state.is_terminal:
            self.state = state
            failure = to_failed(event, self.batch_id)
            self._timer = asyncio.get_running_loop().call_later(DRAIN_SECONDS, self._finish, failure)

    def _set_state(self, state: JobState, failure: Failed | None = None) -> None:
        old, self.state = self.state, state
        if state.status == old.status:
            return
        if not state.is_terminal:
            self.was_waiting |= state.status == WAITING
            self.emit(StatusChanged(item_id=self.item_id, batch_id=self.batch_id, status=state.status))
            return
        ends: dict[str, Terminal] = {
            COMPLETED: Completed(item_id=self.item_id, batch_id=self.batch_id),
            CANCELED: Canceled(item_id=self.item_id, batch_id=self.batch_id),
            LOST: Lost(item_id=self.item_id, batch_id=self.batch_id),
            FAILED: failure or Failed(item_id=self.item_id, batch_id=self.batch_id),
        }
        self._finish(ends[state.status])

    def _on_node(self, event: InvocationEvent) -> None:
        output = None
        if isinstance(event, InvocationCompleteEvent):
            output = to_node_output(event)
            if self.outputs is None:
                self.outputs = {}
            self.outputs[output.prepared_id] = output
            if self.nodes_done is None:
                self.nodes_done = set()
            self.nodes_done.add(output.node_id)
        percentage = event.percentage if isinstance(event, InvocationProgressEvent) else None
        overall = self.compute_progress(percentage)
        for job_event in to_job_events(event, self._core, batch_id=self.batch_id, overall=overall, output=output):
            self.emit(job_event)
        if isinstance(event, InvocationErrorEvent):
            # The status event of the failure comes shortly before or after this event, which makes the failure certain.
            self.state = self.state.after_event(FAILED)
            self._finish(to_failed(event, self.batch_id))

    def _finish(self, terminal: Terminal) -> None:
        """End the job, now or when the ends of its children are known."""
        if self.terminal is not None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._must_wait_for_children():
            self._held = terminal
            self._timer = asyncio.get_running_loop().call_later(CHILD_SECONDS, self._end, terminal)
        else:
            self._end(terminal)

    def _end(self, terminal: Terminal) -> None:
        if self.terminal is not None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._held = None
        self.terminal = terminal
        self.emit(terminal)
        self.end()
        batch = self.batch
        if batch is not None:
            batch.on_terminal()

    def _must_wait_for_children(self) -> bool:
        """Return whether a child's end is not known. The server ends children before, or together with, the parent."""
        if not self.was_waiting:
            return False
        batch = self.batch
        return (
            bool(self._candidates)
            or any(child.terminal is None for child in self._children or ())
            or (batch is not None and not batch.sealed)
        )

    def _report_child(self, child: JobTracker, status: str) -> None:
        if self.terminal is None:
            self.emit(ChildChanged(item_id=self.item_id, batch_id=self.batch_id, child_id=child.item_id, status=status))
