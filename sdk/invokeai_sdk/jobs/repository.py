"""`client.jobs` and `client.batches`: access to submitted jobs and batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from invokeai_api import api

from invokeai_sdk.errors import JobNotFound
from invokeai_sdk.jobs.as_completed import AsCompleted, as_completed, gather
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.position import QueuePosition, find_position
from invokeai_sdk.jobs.submission import submit_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from invokeai_sdk.core import Core
    from invokeai_sdk.errors import InvokeAIError
    from invokeai_sdk.jobs.results import JobResult
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch


class JobRepository:
    """Single jobs, which are the queue items of the server."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def handle(self, item_id: int, *, queue_id: str | None = None, batch_id: str | None = None) -> JobHandle:
        """Return a handle of a job by id; no request is sent.

        Args:
            item_id: the id of the queue item, which any program may have submitted.
            queue_id: the id of its queue; None for the client's queue.
            batch_id: the id of its batch, if known: a server that has lost its database uses the item ids again for
                other jobs. Without it, the handle takes the batch that it sees first.
        """
        return JobHandle(self._core, item_id, queue_id=queue_id, batch_id=batch_id)

    async def get(self, item_id: int, *, queue_id: str | None = None, batch_id: str | None = None) -> JobHandle:
        """Return a handle of a job by id, after checking that the server has the job.

        Args:
            item_id: the id of the queue item, which any program may have submitted.
            queue_id: the id of its queue; None for the client's queue.
            batch_id: the id of its batch, if known.

        Raises:
            JobNotFound: the queue does not have the job; also a `JobLost` and a `NotFoundError`.
            APIError: the request failed.
        """
        handle = self.handle(item_id, queue_id=queue_id, batch_id=batch_id)
        await handle.status()
        return handle

    def as_completed(self, handles: Iterable[JobHandle | BatchHandle], *, timeout: float | None = None) -> AsCompleted:
        """Iterate over jobs in the order they end.

        Args:
            handles: jobs, and batches for all of their jobs.
            timeout: seconds for all jobs together; None for no limit.
        """
        return as_completed(handles, timeout=timeout)

    @overload
    async def gather(
        self,
        handles: Iterable[JobHandle | BatchHandle],
        *,
        return_exceptions: Literal[False] = False,
        timeout: float | None = None,
    ) -> list[JobResult]: ...
    @overload
    async def gather(
        self,
        handles: Iterable[JobHandle | BatchHandle],
        *,
        return_exceptions: bool,
        timeout: float | None = None,
    ) -> list[JobResult | InvokeAIError]: ...
    async def gather(
        self,
        handles: Iterable[JobHandle | BatchHandle],
        *,
        return_exceptions: bool = False,
        timeout: float | None = None,
    ) -> list[JobResult] | list[JobResult | InvokeAIError]:
        """Wait for jobs and return their results in the order given.

        Args:
            handles: jobs, and batches for all of their jobs in the order they were queued.
            return_exceptions: return errors in the place of results; otherwise the first error is raised immediately.
            timeout: seconds for all jobs together; None for no limit.

        Raises:
            JobError: a job did not complete; the other jobs continue.
            WaitTimeout: the time ran out; the jobs continue.
            APIError: a request failed.
        """
        return await gather(handles, return_exceptions=return_exceptions, timeout=timeout)

    async def position(self, job: JobHandle) -> QueuePosition | None:
        """Return the number of items before a pending job, and an estimate of the time until the job starts.

        Returns:
            The position; None if the job is not pending.

        Raises:
            APIError: a request failed.
        """
        reader = self._core.shared(ItemReader)
        return await find_position(reader, job.queue_id, job.item_id, batch_id=job.batch_id)


class BatchRepository:
    """Batches: the jobs of one submission each."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def handle(self, batch_id: str, *, queue_id: str | None = None) -> BatchHandle:
        """Return a handle of a batch by id; no request is sent.

        Args:
            batch_id: the id of the batch, which any program may have submitted.
            queue_id: the id of its queue; None for the client's queue.
        """
        return BatchHandle(self._core, batch_id, queue_id=queue_id)

    async def get(self, batch_id: str, *, queue_id: str | None = None) -> BatchHandle:
        """Return a handle of a batch by id, after checking that the server has items of the batch.

        Args:
            batch_id: the id of the batch, which any program may have submitted.
            queue_id: the id of its queue; None for the client's queue.

        Raises:
            JobNotFound: the queue has no items of the batch; also a `JobLost` and a `NotFoundError`.
            APIError: the request failed.
        """
        handle = self.handle(batch_id, queue_id=queue_id)
        if not (await handle.status()).total:
            request = api.queue.get_batch_status(queue_id=handle.queue_id, batch_id=batch_id)
            raise JobNotFound(
                f"the server's queue {handle.queue_id!r} has no items of batch {batch_id!r}",
                batch_id=batch_id,
                method=request.method,
                url=self._core.transport.base_url + request.path,
            )
        return handle

    async def submit_all(
        self,
        batches: Sequence[CompiledBatch],
        *,
        queue_id: str | None = None,
        prepend: bool = False,
        timeout: float | None = None,
    ) -> list[BatchHandle]:
        """Queue several compiled batches so that they run in the order given.

        Args:
            batches: compiled batches, from `workflow.prepare()`.
            queue_id: the id of the queue; None for the client's queue.
            prepend: whether to run all batches before everything that is pending in the queue.
            timeout: seconds to keep trying to submit each batch: to connect, to receive the answer, and to search for
                the batch after a lost answer. None is about 20 seconds.

        Raises:
            InvokeAIError: a batch was not queued, or only in part: `QueueFull`, `SubmissionLost` or `APIError`. The
                batches before are queued; their ids are in `batch_ids`, before the id of the batch that failed.
        """
        return await submit_all(self._core, batches, queue_id=queue_id, prepend=prepend, timeout=timeout)
