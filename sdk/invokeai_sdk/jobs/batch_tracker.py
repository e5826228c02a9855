"""`BatchTracker`: the known state of one batch that is referenced by a handle or stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.events.buffer import Buffer
from invokeai_sdk.jobs.followers import Followers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.jobs.events import JobEvent
    from invokeai_sdk.jobs.tracker import JobTracker

BACKLOG: Final = 256
"""The number of events to keep for the first stream of a batch, which may be opened after them."""


class BatchTracker(Followers):
    """One batch: its jobs, and the followers of all of them.

    Attributes:
        batch_id: the id of the batch.
        queue_id: the id of its queue.
        jobs: the jobs by item id, in the order they were queued.
        sealed: whether `jobs` is complete; before that, every item with this batch id is added.
        had_cancellations: whether items of the queue were canceled, or the queue was cleared, before `jobs` was
            complete.
        cleared: whether the queue was cleared before `jobs` was complete.
        nodes_total: the number of nodes in the graph; None if not known.
        backlog: the events so far, for the first stream; None after the first stream was fed.
    """

    __slots__ = (
        "_remaining",
        "backlog",
        "batch_id",
        "cleared",
        "had_cancellations",
        "jobs",
        "nodes_total",
        "queue_id",
        "sealed",
    )

    def __init__(self, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> None:
        super().__init__()
        self._remaining = 0
        self.batch_id: str = batch_id
        self.queue_id: str = queue_id
        self.nodes_total: int | None = nodes_total
        self.jobs: dict[int, JobTracker] = {}
        self.sealed: bool = False
        self.had_cancellations: bool = False
        self.cleared: bool = False
        self.backlog: Buffer[JobEvent] | None = Buffer(BACKLOG)

    def add(self, job: JobTracker) -> None:
        """Add a job, which may already have been tracked on its own."""
        if job.item_id not in self.jobs:
            self.jobs[job.item_id] = job
            job.set_batch(self)
            for event in job.describe_status():
                self.emit(event)

    def seal(self, jobs: Sequence[JobTracker]) -> list[JobTracker]:
        """Set the complete list of jobs.

        Returns:
            The other items of the batch, which are removed: children of workflow calls, and retries.
        """
        for job in jobs:
            self.add(job)
            job.history = None
        collected, self.jobs = self.jobs, {job.item_id: job for job in jobs}
        others = [job for item_id, job in collected.items() if item_id not in self.jobs]
        for job in others:
            job.leave_batch()
        self.sealed = True
        self._remaining = sum(job.terminal is None for job in jobs)
        if self.backlog is not None:
            events, self.backlog = self.backlog.items(), Buffer(BACKLOG)
            for event in events:
                if getattr(event, "item_id", None) in self.jobs:
                    self.backlog.put(event)
        if not self._remaining:
            self.end()
        return others

    def feed(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream: the first stream with all events so far, others with the current statuses; then new events."""
        backlog, self.backlog = self.backlog, None
        if backlog is not None:
            while (event := backlog.pop()) is not None:
                stream.put(event)  # type: ignore[arg-type] # a Lagged is valid in every stream
        else:
            for job in self.jobs.values():
                for event in job.describe_status():
                    stream.put(event)
        if self.done:
            stream.end()
        else:
            self.add_stream(stream)

    @property
    def done(self) -> bool:
        """Whether all jobs have ended."""
        return self.sealed and not self._remaining

    def emit(self, event: JobEvent) -> None:
        """Put an event into the streams of the batch, or keep the event for the first stream."""
        if self.backlog is not None:
            self.backlog.put(event)
        self.notify(event)

    def on_terminal(self) -> None:
        """Count a job that has ended."""
        if self.sealed:
            self._remaining -= 1
            if not self._remaining:
                self.end()

    async def wait(self) -> None:
        """Wait until all jobs have ended."""
        while not self.done:
            await self.create_end_future()
