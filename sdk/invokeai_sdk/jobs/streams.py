"""`JobStream`: an event stream of one job, or of all jobs of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.events.subscription import Subscription
from invokeai_sdk.jobs.deadline import cancel_on_server
from invokeai_sdk.jobs.events import JobEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from invokeai_sdk.events.stream_items import Lagged
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.tracker import JobTracker


class JobStream(Subscription[JobEvent]):
    """An event stream that ends after the end of the last job.

    The stream of a new submission contains all events since the submission. A stream of a job or batch that was
    attached by id starts when it is first read, with the current status; the server does not repeat earlier events.

    Iteration raises `EventsRejectedError` if the server rejects the client's token, and `ClientClosedError` if the
    client is closed before the end.
    """

    __slots__ = ("_attach", "_cancel", "_followed")

    def __init__(
        self,
        followed: JobTracker | BatchTracker | None,
        attach: Callable[[], Coroutine[Any, Any, JobTracker | BatchTracker]],
        *,
        cancel: Callable[[], Coroutine[Any, Any, object]] | None = None,
        maxsize: int = DEFAULT_SIZE,
    ) -> None:
        """Create a stream; handles do this.

        Args:
            followed: the tracker of the job or batch, if known.
            attach: returns the tracker.
            cancel: cancels the job or batch on the server; called if the stream is left before its end.
            maxsize: the number of unread events to keep; terminal events are kept in addition.
        """
        super().__init__(maxsize)
        self._attach = attach
        self._cancel = cancel
        self._followed = followed
        if followed is not None:
            followed.feed(self)

    async def __anext__(self) -> JobEvent | Lagged:
        if self._followed is None:
            followed = await self._attach()
            if self._followed is None:
                self._followed = followed
                followed.feed(self)
        return await super().__anext__()

    async def aclose(self) -> None:
        """End the stream now; with `cancel_on_exit`, also cancel unfinished jobs on the server."""
        unfinished = not self.ended
        self.end()
        if unfinished:
            await cancel_on_server(self._cancel)
