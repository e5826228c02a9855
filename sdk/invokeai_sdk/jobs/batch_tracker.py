"""What the SDK knows of one batch that somebody holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.events.buffer import Buffer
from invokeai_sdk.jobs.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.jobs.events import JobEvent
    from invokeai_sdk.jobs.tracker import JobTracker

BACKLOG: Final = 256
"""Events kept for a batch's first reader, who may come after them."""


class BatchTracker(Audience):
    """One batch: its jobs, and those who follow all of them.

    Attributes:
        batch_id: the batch.
        queue_id: its queue.
        jobs: its jobs by item id, in the order they were queued.
        sealed: whether `jobs` is complete; before, every item of the batch that shows up is taken in.
        shaken: whether items of the queue were canceled, or all of them cleared, before `jobs` was complete.
        cleared: whether they were cleared.
        nodes_total: nodes of its graph, if known.
        backlog: what happened so far, for the first reader; None once it was taken.
    """

    __slots__ = ("_remaining", "backlog", "batch_id", "cleared", "jobs", "nodes_total", "queue_id", "sealed", "shaken")

    def __init__(self, batch_id: str, queue_id: str, *, nodes_total: int | None = None) -> None:
        super().__init__()
        self._remaining = 0
        self.batch_id = batch_id
        self.queue_id = queue_id
        self.nodes_total = nodes_total
        self.jobs: dict[int, JobTracker] = {}
        self.sealed = False
        self.shaken = False
        self.cleared = False
        self.backlog: Buffer[JobEvent] | None = Buffer(BACKLOG)

    def take(self, job: JobTracker) -> None:
        """Take a job in; it may have been followed for itself before."""
        if job.item_id not in self.jobs:
            self.jobs[job.item_id] = job
            job.belong_to(self)
            for event in job.known():
                self.tell(event)

    def seal(self, jobs: Sequence[JobTracker]) -> None:
        """Say which jobs the batch has; others that showed up (children of workflow calls) are let go."""
        for job in jobs:
            self.take(job)
        self.jobs = {job.item_id: job for job in jobs}
        self.sealed = True
        self._remaining = sum(job.terminal is None for job in jobs)
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
                for event in job.known():
                    stream.put(event)
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
            await self.ending()
