"""The blocking counterpart of `invokeai_sdk.jobs.job`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.jobs.events import Progress, Terminal
    from invokeai_sdk.jobs.job import JobHandle
    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.results import SyncJobResult
    from invokeai_sdk.sync.jobs.streams import SyncJobStream


class SyncJobHandle(Mirror):
    """A queue item: an id and a client, nothing more. Making one does no I/O, so it can be made again any time.

    Attributes:
        item_id: the queue item.
        queue_id: its queue.
    """

    _async: JobHandle

    @property
    def item_id(self) -> int:
        """The queue item."""
        return self._async.item_id

    @property
    def queue_id(self) -> str:
        """Its queue."""
        return self._async.queue_id

    @property
    def batch_id(self) -> str | None:
        """Its batch, if that is known here yet."""
        return self._async.batch_id

    @property
    def progress(self) -> float | None:
        """How far its graph is, from 0 to 1, as far as this client followed it; None if that is not known."""
        return self._async.progress

    def events(self, *, maxsize: int = DEFAULT_SIZE, cancel_on_exit: bool = False) -> SyncJobStream:
        """Return the job's events; the stream ends by itself after the job's end.

        Args:
            maxsize: how many events to keep for a slow reader.
            cancel_on_exit: cancel the job on the server if the stream is left (as a context manager) before its end.
        """
        return self._wrapped(self._call(self._async.events, maxsize=maxsize, cancel_on_exit=cancel_on_exit))

    def wait(self, timeout: float | None = None) -> Terminal:
        """Wait for the job's end, whatever it is, and return it.

        Args:
            timeout: seconds to wait at most.

        Raises:
            WaitTimeout: the wait ran out; the job goes on.
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
        """
        return self._call(self._async.wait, timeout)

    def result(
        self,
        timeout: float | None = None,
        *,
        cancel_on_exit: bool = False,
        on_event: Callable[[SyncJobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> SyncJobResult:
        """Wait for the job's end and return what it gave. Needs no event socket.

        Args:
            timeout: seconds to wait at most.
            cancel_on_exit: cancel the job on the server if the wait is given up: by the timeout or a cancellation.
            on_event: called with every event; if it returns an awaitable, that is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            JobFailed: it failed.
            JobCanceled: it was canceled.
            JobLost: the server does not know it.
            WaitTimeout: the wait ran out; the job goes on.
            APIError: the server could not be asked for the result.
        """
        return self._wrapped(
            self._call(
                self._async.result,
                timeout,
                cancel_on_exit=cancel_on_exit,
                on_event=self._callback(on_event),
                on_progress=self._callback(on_progress),
            )
        )

    def status(self) -> str:
        """Ask the server for the job's status.

        Returns:
            `pending`, `in_progress`, `waiting`, `completed`, `failed`, `canceled`, or what a newer server calls it.

        Raises:
            JobLost: the server does not know it.
            APIError: the server could not be asked.
        """
        return self._call(self._async.status)

    def cancel(self) -> None:
        """Cancel the job on the server. One that has ended stays as it is.

        Raises:
            NotFoundError: the server does not know it.
            APIError: the server could not be asked.
        """
        self._call(self._async.cancel)

    def retry(self) -> SyncJobHandle:
        """Run a failed or canceled job again.

        Returns:
            The new job: the server makes another item of the same batch.

        Raises:
            JobLost: the server does not know the job, or it neither failed nor was canceled.
            QueueFull: the queue takes no more.
            APIError: the server could not be asked.
        """
        return self._wrapped(self._call(self._async.retry))
