"""Who follows a job or a batch: streams that are fed, and tasks that wait for its end."""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.jobs.events import JobEvent


class Audience:
    """Streams and waiting tasks; both are held by their users alone."""

    __slots__ = ("__weakref__", "_streams", "_waiters")

    def __init__(self) -> None:
        self._streams: tuple[weakref.ref[Subscription[JobEvent]], ...] = ()
        self._waiters: set[asyncio.Future[None]] | None = None

    def add_stream(self, stream: Subscription[JobEvent]) -> None:
        """Feed a stream, as long as anybody holds it."""
        kept = tuple(reference for reference in self._streams if reference() is not None)
        self._streams = (*kept, weakref.ref(stream))

    def notify(self, event: JobEvent) -> None:
        """Hand an event to the streams here, and to nobody else."""
        for reference in self._streams:
            stream = reference()
            if stream is not None:
                stream.put(event)

    def end(self, error: BaseException | None = None) -> None:
        """End the streams and wake who waits."""
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

    def ending(self) -> asyncio.Future[None]:
        """Return a future of the end: done at the end, failed if there will be no news of it; cancel it to let go."""
        waiter = asyncio.get_running_loop().create_future()
        if self._waiters is None:
            self._waiters = set()
        self._waiters.add(waiter)
        waiter.add_done_callback(self._waiters.discard)
        return waiter
