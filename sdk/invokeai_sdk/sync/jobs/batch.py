"""The blocking counterpart of `invokeai_sdk.jobs.batch`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.jobs.batch import BatchCounts, BatchHandle
    from invokeai_sdk.jobs.events import Progress
    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.job import SyncJobHandle
    from invokeai_sdk.sync.jobs.results import SyncBatchResult
    from invokeai_sdk.sync.jobs.streams import SyncJobStream
    from invokeai_sdk.sync.jobs.waiting import SyncAsCompleted


class SyncBatchHandle(Mirror):
    """The jobs of a submission: an id and a client. Making one does no I/O, so it can be made again any time.

    Attributes:
        batch_id: the batch.
        queue_id: its queue.
    """

    _async: BatchHandle

    @property
    def batch_id(self) -> str:
        """The batch."""
        return self._async.batch_id

    @property
    def queue_id(self) -> str:
        """Its queue."""
        return self._async.queue_id

    @property
    def item_ids(self) -> tuple[int, ...]:
        """Its queue items in order; empty for a handle made from an id, until it has asked the server (`jobs`)."""
        return self._async.item_ids

    @property
    def progress(self) -> float | None:
        """How far all its jobs are, from 0 to 1, as far as this client followed them; None if that is not known."""
        return self._async.progress

    def jobs(self) -> list[SyncJobHandle]:
        """Return its jobs in the order they were queued; asks the server only if they are not known.

        Raises:
            APIError: the server could not be asked.
        """
        return self._wrapped(self._call(self._async.jobs))

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> SyncJobStream:
        """Return the events of all its jobs; the stream ends by itself after the last job's end.

        The first stream of a submission starts with what happened since.

        Args:
            maxsize: how many events to keep for a slow reader; the jobs' ends are kept besides.
            cancel_on_exit: cancel the batch on the server if the stream is left (as a context manager) before its end.
        """
        return self._wrapped(self._call(self._async.events, maxsize=maxsize, cancel_on_exit=cancel_on_exit))

    def wait(self, timeout: float | None = None) -> None:
        """Wait until all its jobs have ended, however.

        Raises:
            WaitTimeout: the wait ran out; the jobs go on.
            APIError: its jobs are not known, and the server could not be asked.
        """
        self._call(self._async.wait, timeout)

    def result(
        self,
        timeout: float | None = None,
        *,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[SyncJobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> SyncBatchResult:
        """Wait for all jobs and return what they gave. Needs no event socket.

        Args:
            timeout: seconds to wait at most.
            return_exceptions: put the errors of jobs that did not complete into `failures`, and return what the
                others gave. If not, the first such error is raised as soon as it is known, and the other jobs go on.
            cancel_on_exit: cancel the batch on the server if the wait is given up: by the timeout or a cancellation.
            on_event: called with every event of every job; if it returns an awaitable, that is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: a job failed.
            JobCanceled: a job was canceled.
            JobLost: the server does not know a job any more.
            WaitTimeout: the wait ran out; the jobs go on.
            APIError: the server could not be asked.
        """
        return self._wrapped(
            self._call(
                self._async.result,
                timeout,
                return_exceptions=return_exceptions,
                cancel_on_exit=cancel_on_exit,
                on_event=self._callback(on_event),
                on_progress=self._callback(on_progress),
            )
        )

    def as_completed(self, timeout: float | None = None) -> SyncAsCompleted:
        """Iterate over its jobs as they end; see `client.jobs.as_completed`."""
        return self._wrapped(self._call(self._async.as_completed, timeout))

    def status(self) -> BatchCounts:
        """Ask the server how its items fare, those that workflow calls made included.

        All are zero for a batch the server does not know.

        Raises:
            APIError: the server could not be asked.
        """
        return self._call(self._async.status)

    def cancel(self) -> None:
        """Cancel all its jobs on the server. Those that have ended stay as they are.

        Raises:
            APIError: the server could not be asked.
        """
        self._call(self._async.cancel)

    def retry(self) -> list[SyncJobHandle]:
        """Run its failed and canceled jobs again, and return the new jobs.

        Raises:
            QueueFull: the queue takes no more; jobs before that were retried.
            APIError: the server could not be asked.
        """
        return self._wrapped(self._call(self._async.retry))
