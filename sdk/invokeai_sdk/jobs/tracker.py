"""What the SDK knows of each job and batch that somebody holds, and who is told about it."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Final

from invokeai_sdk.events.buffer import Buffer
from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationEvent,
    InvocationProgressEvent,
    InvocationStartedEvent,
    QueueItemStatusChangedEvent,
)
from invokeai_sdk.jobs.events import (
    Canceled,
    Completed,
    Failed,
    JobEvent,
    Lost,
    NodeCompleted,
    NodeFailed,
    NodeStarted,
    OutputReady,
    Progress,
    StatusChanged,
    Terminal,
)
from invokeai_sdk.jobs.images import ImageHandle, ImageSource
from invokeai_sdk.jobs.outputs import PASSING_NODES, NodeOutput, found
from invokeai_sdk.jobs.state import CANCELED, COMPLETED, FAILED, LOST, PENDING, JobState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.events.types import QueueItemEvent
    from invokeai_sdk.jobs.results import JobResult

BACKLOG: Final = 256
"""Events kept for a batch's first reader, who may come after them."""

DRAIN_SECONDS: Final = 0.5
"""How long a failed job waits for the event that names the node: it comes after the status."""


class _Audience:
    """Streams and waiting tasks; both are held by their users alone."""

    __slots__ = ("__weakref__", "_streams", "_waiters")

    def __init__(self) -> None:
        self._streams: tuple[weakref.ref[Subscription[JobEvent]], ...] = ()
        self._waiters: list[asyncio.Future[None]] | None = None

    def add_stream(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream, as long as anybody holds it."""
        kept = tuple(reference for reference in self._streams if reference() is not None)
        self._streams = (*kept, weakref.ref(stream))

    def notify(self, event: JobEvent) -> None:
        """Hand an event to the streams here, and to nobody else."""
        for reference in self._streams:
            stream = reference()
            if stream is not None:
                stream.put(event)

    def end(self, error: BaseException | None = None) -> None:
        """End the streams and wake who waits."""
        for reference in self._streams:
            stream = reference()
            if stream is not None:
                stream.end(error)
        self._streams = ()
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if waiter.done():
                continue
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(error)

    def ending(self) -> asyncio.Future[None]:
        """Return a future of the end: done at the end, failed if there will be no news of it."""
        waiter = asyncio.get_running_loop().create_future()
        if self._waiters is None:
            self._waiters = []
        self._waiters.append(waiter)
        return waiter

    async def _change(self) -> None:
        waiter = self.ending()
        try:
            await waiter
        finally:
            if self._waiters is not None and waiter in self._waiters:
                self._waiters.remove(waiter)


class JobTracker(_Audience):
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
        cleared: whether its queue was cleared while it was watched.
        overdue: whether a look over REST found it ended, while the socket had not told yet.
        result: its result, once somebody asked.
    """

    __slots__ = (
        "_batch",
        "_core",
        "_drain",
        "batch_id",
        "cleared",
        "item_id",
        "missing",
        "nodes_done",
        "nodes_total",
        "outputs",
        "overdue",
        "queue_id",
        "result",
        "state",
        "terminal",
    )

    def __init__(self, core: Core, item_id: int, queue_id: str, batch: BatchTracker | None = None) -> None:
        super().__init__()
        self._core = core
        self._batch = None if batch is None else weakref.ref(batch)
        self._drain: asyncio.TimerHandle | None = None
        self.item_id = item_id
        self.queue_id = queue_id
        self.batch_id = "" if batch is None else batch.batch_id
        self.state = JobState()
        self.terminal: Terminal | None = None
        self.outputs: dict[str, NodeOutput] | None = None
        self.nodes_total: int | None = None if batch is None else batch.nodes_total
        self.nodes_done: set[str] | None = None
        self.missing = 0
        self.cleared = False
        self.overdue = False
        self.result: JobResult | None = None

    # --- News ---

    def on_event(self, event: QueueItemEvent) -> None:
        """Take an event of this item."""
        if self.terminal is not None:
            return
        self.missing = 0
        self.batch_id = self.batch_id or event.batch_id
        if isinstance(event, QueueItemStatusChangedEvent):
            self._on_status(event)
        elif isinstance(event, InvocationEvent):
            self._adopt(self.state.running())
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
        self._adopt(self.state.after_snapshot(status, sequence, asked_at=asked_at), failure)

    def on_missing(self) -> None:
        """Take note that the server does not know the item, for good."""
        if self.terminal is None:
            self._adopt(self.state.after_event(CANCELED) if self.cleared else self.state.lost())

    def join(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream, first with what is known, then with what comes."""
        batch = None if self._batch is None else self._batch()
        known = [] if batch is None or batch.backlog is None else batch.backlog.items()
        mine = [event for event in known if getattr(event, "item_id", None) == self.item_id]
        for event in mine:
            stream.put(event)
        if self.terminal is not None:
            if self.terminal not in mine:
                stream.put(self.terminal)
            stream.end()
            return
        if not mine and self.state.status not in {"", PENDING, FAILED}:
            stream.put(StatusChanged(item_id=self.item_id, batch_id=self.batch_id, status=self.state.status))
        self.add_stream(stream)

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
            await self._change()
        return self.terminal

    # --- What follows from it ---

    def _on_status(self, event: QueueItemStatusChangedEvent) -> None:
        state = self.state.after_event(event.status, event.status_sequence)
        if state.status != FAILED:
            self._adopt(state)
        elif not self.state.is_terminal:
            self.state = state
            failure = Failed(
                item_id=self.item_id,
                batch_id=self.batch_id,
                error_type=event.error_type,
                error_message=event.error_message,
                traceback=event.error_traceback,
            )
            self._drain = asyncio.get_running_loop().call_later(DRAIN_SECONDS, self._finish, failure)

    def _adopt(self, state: JobState, failure: Failed | None = None) -> None:
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
        node: JSONObject = {
            "item_id": self.item_id,
            "batch_id": self.batch_id,
            "node_id": event.invocation_source_id,
            "node_type": event.node_type,
            "prepared_id": event.prepared_id,
        }
        if isinstance(event, InvocationProgressEvent):
            self.tell(
                Progress(
                    **node,
                    message=event.message,
                    percentage=event.percentage,
                    image=event.image,
                    overall=self.overall(event.percentage),
                )
            )
        elif isinstance(event, InvocationStartedEvent):
            self.tell(NodeStarted(**node))
        elif isinstance(event, InvocationCompleteEvent):
            self._on_output(event, node)
        elif isinstance(event, InvocationErrorEvent):
            self._on_error(event, node)

    def _on_output(self, event: InvocationCompleteEvent, node: JSONObject) -> None:
        output = NodeOutput(
            node_id=event.invocation_source_id,
            node_type=event.node_type,
            prepared_id=event.prepared_id,
            is_intermediate=bool(event.invocation.get("is_intermediate", False)),
            data=event.result,
        )
        if self.outputs is None:
            self.outputs = {}
        self.outputs[output.prepared_id] = output
        if self.nodes_done is None:
            self.nodes_done = set()
        self.nodes_done.add(output.node_id)
        self.tell(NodeCompleted(**node, output=output, overall=self.overall()))
        if output.is_intermediate or output.node_type in PASSING_NODES:
            return
        images = tuple(
            ImageHandle(
                self._core,
                name,
                source=ImageSource(
                    item_id=self.item_id, node_id=output.node_id, node_type=output.node_type, field_name=field_name
                ),
            )
            for field_name, name in found(output.data, "image_name")
        )
        if images or output.video_names:
            self.tell(OutputReady(**node, output=output, images=images))

    def _on_error(self, event: InvocationErrorEvent, node: JSONObject) -> None:
        self.tell(
            NodeFailed(
                **node,
                error_type=event.error_type,
                error_message=event.error_message,
                traceback=event.error_traceback,
            )
        )
        # The item's own failure comes before this event or just after it; either way it is certain now.
        self.state = self.state.after_event(FAILED)
        self._finish(
            Failed(
                item_id=self.item_id,
                batch_id=self.batch_id,
                node_id=event.invocation_source_id,
                node_type=event.node_type,
                error_type=event.error_type,
                error_message=event.error_message,
                traceback=event.error_traceback,
            )
        )

    def tell(self, event: JobEvent) -> None:
        """Hand an event to the job's streams and to its batch's."""
        self.notify(event)
        batch = None if self._batch is None else self._batch()
        if batch is not None:
            batch.tell(event)

    def _finish(self, terminal: Terminal) -> None:
        if self.terminal is not None:
            return
        if self._drain is not None:
            self._drain.cancel()
            self._drain = None
        self.terminal = terminal
        self.tell(terminal)
        self.end()
        batch = None if self._batch is None else self._batch()
        if batch is not None:
            batch.on_terminal()


class BatchTracker(_Audience):
    """One batch: its jobs, and those who follow all of them.

    Attributes:
        batch_id: the batch.
        queue_id: its queue.
        jobs: its jobs by item id, in the order they were queued.
        sealed: whether `jobs` is complete; before, every item of the batch that shows up is taken in.
        nodes_total: nodes of its graph, if known.
        backlog: what happened so far, for the first reader; None once it was taken.
    """

    __slots__ = ("_core", "_remaining", "backlog", "batch_id", "jobs", "nodes_total", "queue_id", "sealed")

    def __init__(self, core: Core, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> None:
        super().__init__()
        self._core = core
        self._remaining = 0
        self.batch_id = batch_id
        self.queue_id = queue_id
        self.nodes_total = nodes_total
        self.jobs: dict[int, JobTracker] = {}
        self.sealed = False
        self.backlog: Buffer[JobEvent] | None = Buffer(BACKLOG)

    def take(self, item_id: int) -> JobTracker:
        """Return the tracker of an item of this batch, made if it is new."""
        if item_id not in self.jobs:
            self.jobs[item_id] = JobTracker(self._core, item_id, self.queue_id, self)
        return self.jobs[item_id]

    def seal(self, item_ids: Iterable[int]) -> None:
        """Say which items the batch has; others that showed up (children of workflow calls) are let go."""
        self.jobs = {item_id: self.take(item_id) for item_id in item_ids}
        for job in self.jobs.values():
            if not job.state.status:
                job.state = JobState(PENDING)
        self.sealed = True
        self._remaining = sum(job.terminal is None for job in self.jobs.values())
        if self.backlog is not None:
            mine, self.backlog = self.backlog.items(), Buffer(BACKLOG)
            for event in mine:
                if getattr(event, "item_id", None) in self.jobs:
                    self.backlog.put(event)
        if not self._remaining:
            self.end()

    def join(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream: the first one with what happened so far, others with what is known; then with what comes."""
        backlog, self.backlog = self.backlog, None
        if backlog is not None:
            while (event := backlog.pop()) is not None:
                stream.put(event)  # type: ignore[arg-type] # a Lagged belongs in every stream
        else:
            for job in self.jobs.values():
                if job.terminal is not None:
                    stream.put(job.terminal)
        if self.done:
            stream.end()
        else:
            self.add_stream(stream)

    @property
    def done(self) -> bool:
        """Whether all jobs have ended."""
        return self.sealed and not self._remaining

    def tell(self, event: JobEvent) -> None:
        """Hand an event to the batch's streams, or keep it for the first one."""
        if self.backlog is not None:
            self.backlog.put(event)
        self.notify(event)

    def on_terminal(self) -> None:
        """Take note that one of the jobs has ended."""
        if self.sealed:
            self._remaining -= 1
            if not self._remaining:
                self.end()

    async def ended(self) -> None:
        """Wait until all jobs have ended."""
        while not self.done:
            await self._change()
