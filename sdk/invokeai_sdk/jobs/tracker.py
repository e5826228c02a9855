"""What the SDK knows of one job that somebody holds."""

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
from invokeai_sdk.jobs.audience import Audience
from invokeai_sdk.jobs.events import Canceled, ChildChanged, Completed, Failed, Lost, StatusChanged
from invokeai_sdk.jobs.state import CANCELED, COMPLETED, FAILED, LOST, PENDING, JobState
from invokeai_sdk.jobs.translation import failure_of, node_output, told

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.events.types import QueueItemEvent
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.events import JobEvent, Terminal
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.results import JobResult

DRAIN_SECONDS: Final = 0.5
"""How long a failed job waits for the event that names the node: it comes after the status."""


class JobTracker(Audience):
    """One job: its state, and those who follow it.

    Attributes:
        item_id: the queue item.
        queue_id: its queue.
        batch_id: its batch, once known.
        state: what is known of its status.
        terminal: its end, once it has come.
        outputs: what its nodes put out so far, by prepared id, as far as events told.
        nodes_total: nodes of its graph, if known.
        nodes_done: nodes of its graph that have completed.
        missing: looks over REST in a row that did not find it.
        cleared: whether its queue was cleared since it was last seen.
        since: the generation of the socket when it was first followed.
        overdue_at: when not to wait for its events any more, once a look over REST has found it ended; loop time.
        result: its result, once somebody asked.
    """

    __slots__ = (
        "_batch",
        "_caller",
        "_children",
        "_core",
        "_drain",
        "batch_id",
        "cleared",
        "item_id",
        "missing",
        "nodes_done",
        "nodes_total",
        "outputs",
        "overdue_at",
        "queue_id",
        "result",
        "since",
        "state",
        "terminal",
    )

    def __init__(self, core: Core, item_id: int, queue_id: str) -> None:
        super().__init__()
        self._core = core
        self._batch: weakref.ref[BatchTracker] | None = None
        self._caller: weakref.ref[JobTracker] | None = None
        self._children: list[JobTracker] | None = None
        self._drain: asyncio.TimerHandle | None = None
        self.item_id = item_id
        self.queue_id = queue_id
        self.batch_id = ""
        self.state = JobState()
        self.terminal: Terminal | None = None
        self.outputs: dict[str, NodeOutput] | None = None
        self.nodes_total: int | None = None
        self.nodes_done: set[str] | None = None
        self.missing = 0
        self.cleared = False
        self.since = core.events.generation
        self.overdue_at: float | None = None
        self.result: JobResult | None = None

    # --- To whom it belongs ---

    @property
    def batch(self) -> BatchTracker | None:
        """Its batch, if that is followed."""
        return None if self._batch is None else self._batch()

    def belong_to(self, batch: BatchTracker) -> None:
        """Tell the batch of everything from now on."""
        self._batch = weakref.ref(batch)
        self.batch_id = batch.batch_id
        self.nodes_total = batch.nodes_total

    def adopt(self, child: JobTracker) -> None:
        """Take in a job that this one's workflow call made, and tell of it from now on."""
        child._caller = weakref.ref(self)
        self._children = self._children or []
        self._children.append(child)
        if child.state.status not in {"", PENDING}:
            self._tell_of(child)

    # --- News ---

    def on_queued(self) -> None:
        """Take note that the server has it in its queue, unless more is known already."""
        if not self.state.status:
            self.state = JobState(PENDING)

    def on_event(self, event: QueueItemEvent) -> None:
        """Take an event of this item."""
        if self.terminal is not None:
            return
        self.missing = 0
        self.batch_id = self.batch_id or event.batch_id
        if isinstance(event, QueueItemStatusChangedEvent):
            self._on_status(event)
        elif isinstance(event, InvocationEvent):
            self._adopt_state(self.state.running())
            self._on_node(event)

    def on_snapshot(
        self, status: str, sequence: int | None, *, asked_at: int, batch_id: str = "", failure: Failed | None = None
    ) -> None:
        """Take a look over REST.

        Args:
            status: the status found.
            sequence: its `status_sequence`, if the answer has one.
            asked_at: the state's `version` when the question was sent.
            batch_id: the batch found.
            failure: for a failed item, why.
        """
        if self.terminal is not None:
            return
        self.missing = 0
        self.batch_id = self.batch_id or batch_id
        self._adopt_state(self.state.after_snapshot(status, sequence, asked_at=asked_at), failure)

    def on_missing(self) -> None:
        """Take note that the server does not know the item, for good."""
        if self.terminal is None:
            self._adopt_state(self.state.after_event(CANCELED) if self.cleared else self.state.lost())

    def join(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream, first with what is known, then with what comes."""
        batch = self.batch
        known = [] if batch is None or batch.backlog is None else batch.backlog.items()
        mine = [event for event in known if getattr(event, "item_id", None) == self.item_id]
        for event in mine or self.known():
            stream.put(event)
        if self.terminal is not None:
            stream.end()
        else:
            self.add_stream(stream)

    def known(self) -> tuple[JobEvent, ...]:
        """Return what tells where the job stands; nothing before it has begun."""
        if self.terminal is not None:
            return (self.terminal,)
        if self.state.status in {"", PENDING, FAILED}:
            return ()
        return (StatusChanged(item_id=self.item_id, batch_id=self.batch_id, status=self.state.status),)

    def overall(self, percentage: float | None = None) -> float | None:
        """Return how far the graph is, from 0 to 1, with a node at `percentage`; None if the graph is not known."""
        if self.terminal is not None:
            return 1.0
        if not self.nodes_total:
            return None
        return min(1.0, (len(self.nodes_done or ()) + (percentage or 0.0)) / self.nodes_total)

    async def ended(self) -> Terminal:
        """Wait for the job's end and return it."""
        while self.terminal is None:
            await self.ending()
        return self.terminal

    # --- What follows from it ---

    def _on_status(self, event: QueueItemStatusChangedEvent) -> None:
        state = self.state.after_event(event.status, event.status_sequence)
        if state.status != FAILED:
            self._adopt_state(state)
        elif not self.state.is_terminal:
            self.state = state
            failure = failure_of(event, self.batch_id)
            self._drain = asyncio.get_running_loop().call_later(DRAIN_SECONDS, self._finish, failure)

    def _adopt_state(self, state: JobState, failure: Failed | None = None) -> None:
        old, self.state = self.state, state
        if state.status == old.status:
            return
        if not state.is_terminal:
            self.tell(StatusChanged(item_id=self.item_id, batch_id=self.batch_id, status=state.status))
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
            output = node_output(event)
            if self.outputs is None:
                self.outputs = {}
            self.outputs[output.prepared_id] = output
            if self.nodes_done is None:
                self.nodes_done = set()
            self.nodes_done.add(output.node_id)
        percentage = event.percentage if isinstance(event, InvocationProgressEvent) else None
        overall = self.overall(percentage)
        for news in told(event, self._core, batch_id=self.batch_id, overall=overall, output=output):
            self.tell(news)
        if isinstance(event, InvocationErrorEvent):
            # The item's own failure comes before this event or just after it; either way it is certain now.
            self.state = self.state.after_event(FAILED)
            self._finish(failure_of(event, self.batch_id))

    def tell(self, event: JobEvent) -> None:
        """Hand an event to the job's streams and to its batch's, and a change of status to the job that called it."""
        self.notify(event)
        batch = self.batch
        if batch is not None:
            batch.tell(event)
        if self._caller is not None and (event.lasting or isinstance(event, StatusChanged)):
            caller = self._caller()
            if caller is not None:
                caller._tell_of(self)  # noqa: SLF001 - another of this class

    def _tell_of(self, child: JobTracker) -> None:
        if self.terminal is None:
            news = ChildChanged(
                item_id=self.item_id, batch_id=self.batch_id, child_id=child.item_id, status=child.state.status
            )
            self.tell(news)

    def _finish(self, terminal: Terminal) -> None:
        if self.terminal is not None:
            return
        if self._drain is not None:
            self._drain.cancel()
            self._drain = None
        self.terminal = terminal
        self.tell(terminal)
        self.end()
        batch = self.batch
        if batch is not None:
            batch.on_terminal()
