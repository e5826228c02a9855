"""`Followers`: the event streams and waiting tasks of one job or batch."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.jobs.events import JobEvent


class Followers:
    """Base of the trackers: streams to feed, and tasks that wait for the end.

    A stream without references is dropped.
    """

    __slots__ = ("__weakref__", "_streams", "_waiters")

    def __init__(self) -> None:
        self._streams: tuple[weakref.ref[Subscription[JobEvent]], ...] = ()
        self._waiters: set[asyncio.Future[None]] | None = None

    def add_stream(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream for as long as it is referenced elsewhere."""
        live = tuple(reference for reference in self._streams if reference() is not None)
        self._streams = (*live, weakref.ref(stream))

    def notify(self, event: JobEvent) -> None:
        """Put an event into these streams, and into no others."""
        for reference in self._streams:
            stream = reference()
            if stream is not None:
                stream.put(event)

    def end(self, error: BaseException | None = None) -> None:
        """End the streams and wake the waiting tasks.

        Args:
            error: raised in the streams and tasks if tracking stops before the end.
        """
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

    def create_end_future(self) -> asyncio.Future[None]:
        """Return a future that resolves when the job or batch ends, or fails if tracking stops.

        Cancel the future to stop waiting.
        """
        waiter = asyncio.get_running_loop().create_future()
        if self._waiters is None:
            self._waiters = set()
        self._waiters.add(waiter)
        waiter.add_done_callback(self._waiters.discard)
        return waiter
