"""`JobStream`: the events of one job, or of all jobs of a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.events.subscription import Subscription
from invokeai_sdk.jobs.events import JobEvent
from invokeai_sdk.jobs.waits import give_up

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from invokeai_sdk.events.base import Lagged
    from invokeai_sdk.jobs.batch_tracker import BatchTracker
    from invokeai_sdk.jobs.tracker import JobTracker


class JobStream(Subscription[JobEvent]):
    """An event stream that ends by itself after the end of the last job.

    A stream of a submission listens from the submission on. One that was attached later starts with its first use:
    with what is known by then, for the server repeats nothing.

    It raises `EventsRejectedError` if the server rejects the client's token, and `ClientClosedError` if the client is
    closed before the end.
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
        """Make a stream; handles do.

        Args:
            followed: the job or batch, if it is known already.
            attach: how to get to know it.
            cancel: called when the stream is left before its end.
            maxsize: how many events to keep for a slow reader.
        """
        super().__init__(maxsize)
        self._attach = attach
        self._cancel = cancel
        self._followed = followed
        if followed is not None:
            followed.join(self)

    async def __anext__(self) -> JobEvent | Lagged:
        if self._followed is None:
            followed = await self._attach()
            if self._followed is None:
                self._followed = followed
                followed.join(self)
        return await super().__anext__()

    async def aclose(self) -> None:
        """End the stream at once, and cancel the jobs on the server if that was asked for, even when cancelled."""
        unfinished = not self.ended
        self.end()
        if unfinished:
            await give_up(self._cancel)
