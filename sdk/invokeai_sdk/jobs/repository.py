"""`client.jobs` and `client.batches`: getting hold of what was submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.position import QueuePosition, position
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.submission import submit_all
from invokeai_sdk.jobs.waiting import AsCompleted, as_completed, gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from invokeai_sdk.core import Core
    from invokeai_sdk.errors import InvokeAIError
    from invokeai_sdk.jobs.results import JobResult
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch


class JobRepository:
    """Single jobs, which are the server's queue items."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, item_id: int, *, queue_id: str | None = None) -> JobHandle:
        """Return the job with this id, be it from this program or another. No I/O.

        Args:
            item_id: the queue item.
            queue_id: its queue, if it is not the client's.
        """
        return JobHandle(self._core, item_id, queue_id=queue_id)

    def as_completed(self, handles: Iterable[JobHandle | BatchHandle], *, timeout: float | None = None) -> AsCompleted:
        """Iterate over jobs in the order they end.

        Args:
            handles: jobs, or batches for all of their jobs.
            timeout: seconds for all of them together.
        """
        return as_completed(handles, timeout=timeout)

    async def gather(
        self, handles: Iterable[JobHandle], *, return_exceptions: bool = False, timeout: float | None = None
    ) -> list[JobResult | InvokeAIError]:
        """Wait for jobs and return their results in the order given.

        Args:
            handles: the jobs.
            return_exceptions: put errors in their place in the list, instead of raising the first one.
            timeout: seconds for all of them together.

        Raises:
            JobError: a job did not complete; the other jobs go on.
            WaitTimeout: the wait ran out; the jobs go on.
            APIError: the server could not be asked.
        """
        return await gather(handles, return_exceptions=return_exceptions, timeout=timeout)

    async def position(self, job: JobHandle) -> QueuePosition | None:
        """Return how many items are before a job that waits, and how long they may take.

        Returns:
            The position; None if the job does not wait.

        Raises:
            APIError: the server could not be asked.
        """
        return await position(self._core.shared(JobRegistry).lookup, job.queue_id, job.item_id)


class BatchRepository:
    """Batches: what one submission queued."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def get(self, batch_id: str, *, queue_id: str | None = None) -> BatchHandle:
        """Return the batch with this id, be it from this program or another. No I/O.

        Args:
            batch_id: the batch.
            queue_id: its queue, if it is not the client's.
        """
        return BatchHandle(self._core, batch_id, queue_id=queue_id)

    async def submit_all(
        self, batches: Sequence[CompiledBatch], *, queue_id: str | None = None, prepend: bool = False
    ) -> list[BatchHandle]:
        """Queue several compiled batches so that they run in the order given.

        Args:
            batches: what to run, from `workflow.prepare()`.
            queue_id: the queue, instead of the client's.
            prepend: run all of them before everything that waits in the queue.

        Raises:
            QueueFull: the queue took fewer items than asked; batches before that are queued.
            APIError: the server could not be asked; batches before that are queued.
        """
        return await submit_all(self._core, batches, queue_id=queue_id, prepend=prepend)
