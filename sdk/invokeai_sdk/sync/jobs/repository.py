"""The blocking counterpart of `invokeai_sdk.jobs.repository`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror, listed, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from invokeai_sdk.errors import InvokeAIError
    from invokeai_sdk.jobs.position import QueuePosition
    from invokeai_sdk.jobs.repository import BatchRepository, JobRepository
    from invokeai_sdk.sync.jobs.batch import SyncBatchHandle
    from invokeai_sdk.sync.jobs.job import SyncJobHandle
    from invokeai_sdk.sync.jobs.results import SyncJobResult
    from invokeai_sdk.sync.jobs.waiting import SyncAsCompleted
    from invokeai_sdk.workflow.compiled import CompiledBatch


class SyncJobRepository(Mirror):
    """Single jobs, which are the server's queue items."""

    _async: JobRepository

    def get(self, item_id: int, *, queue_id: str | None = None) -> SyncJobHandle:
        """Return the job with this id, be it from this program or another. No I/O.

        Args:
            item_id: the queue item.
            queue_id: its queue, if it is not the client's.
        """
        return self._wrapped(self._call(self._async.get, item_id, queue_id=queue_id))

    def as_completed(
        self, handles: Iterable[SyncJobHandle | SyncBatchHandle], *, timeout: float | None = None
    ) -> SyncAsCompleted:
        """Iterate over jobs in the order they end.

        Args:
            handles: jobs, or batches for all of their jobs.
            timeout: seconds for all of them together.
        """
        return self._wrapped(self._call(self._async.as_completed, listed(handles), timeout=timeout))

    def gather(
        self, handles: Iterable[SyncJobHandle], *, return_exceptions: bool = False, timeout: float | None = None
    ) -> list[SyncJobResult | InvokeAIError]:
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
        return self._wrapped(
            self._call(self._async.gather, listed(handles), return_exceptions=return_exceptions, timeout=timeout)
        )

    def position(self, job: SyncJobHandle) -> QueuePosition | None:
        """Return how many items are before a job that waits, and how long they may take.

        Returns:
            The position; None if the job does not wait.

        Raises:
            APIError: the server could not be asked.
        """
        return self._call(self._async.position, unwrapped(job))


class SyncBatchRepository(Mirror):
    """Batches: what one submission queued."""

    _async: BatchRepository

    def get(self, batch_id: str, *, queue_id: str | None = None) -> SyncBatchHandle:
        """Return the batch with this id, be it from this program or another. No I/O.

        Args:
            batch_id: the batch.
            queue_id: its queue, if it is not the client's.
        """
        return self._wrapped(self._call(self._async.get, batch_id, queue_id=queue_id))

    def submit_all(
        self, batches: Sequence[CompiledBatch], *, queue_id: str | None = None, prepend: bool = False
    ) -> list[SyncBatchHandle]:
        """Queue several compiled batches so that they run in the order given.

        Args:
            batches: what to run, from `workflow.prepare()`.
            queue_id: the queue, instead of the client's.
            prepend: run all of them before everything that waits in the queue.

        Raises:
            QueueFull: the queue took fewer items than asked; batches before that are queued.
            APIError: the server could not be asked; batches before that are queued.
        """
        return self._wrapped(self._call(self._async.submit_all, batches, queue_id=queue_id, prepend=prepend))
