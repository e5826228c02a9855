"""A reader's end of the event socket: an async iterator over a bounded buffer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from invokeai_sdk.events.base import Lagged, StreamItem
from invokeai_sdk.events.buffer import DEFAULT_SIZE, Buffer

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T", bound=StreamItem)


class Subscription(Generic[T]):
    """An event stream: iterate over it with `async for`, or call `next` with a timeout.

    It ends by itself when nothing more can come. Cancelling a wait loses no event, so each step may run in a task
    of its own. One task at a time may wait. Leaving it before its end needs no ceremony: a stream that nobody holds
    any more takes part in nothing; `aclose`, or the use as an async context manager, says so at once.

    Attributes:
        delivered: items handed to the reader so far.
    """

    __slots__ = ("__weakref__", "_buffer", "_ended", "_error", "_waiter", "delivered")

    def __init__(self, maxsize: int = DEFAULT_SIZE, buffer: Buffer[T] | None = None) -> None:
        """Make an open stream.

        Args:
            maxsize: how many items to keep for a slow reader.
            buffer: what came already, instead of an empty buffer.
        """
        self._buffer: Buffer[T] = Buffer(maxsize) if buffer is None else buffer
        self._waiter: asyncio.Future[None] | None = None
        self._ended = False
        self._error: BaseException | None = None
        self.delivered: int = 0

    @property
    def pending(self) -> int:
        """Items that wait for the reader."""
        return len(self._buffer)

    @property
    def dropped(self) -> int:
        """Items lost because the reader was too slow."""
        return self._buffer.dropped

    @property
    def coalesced(self) -> int:
        """Progress reports that a newer one replaced before they were read."""
        return self._buffer.coalesced

    @property
    def ended(self) -> bool:
        """Whether nothing more will be added; what is there can still be read."""
        return self._ended

    def put(self, item: T) -> None:
        """Add an item; called by what feeds the stream, in the client's event loop."""
        if not self._ended:
            self._buffer.put(item)
            self._wake()

    def end(self, error: BaseException | None = None) -> None:
        """End the stream after what is there already.

        Args:
            error: what the reader shall see instead of a normal end.
        """
        if not self._ended:
            self._ended = True
            self._error = error
            self._wake()

    def _wake(self) -> None:
        waiter = self._waiter
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T | Lagged:
        while True:
            item = self._buffer.pop()
            if item is not None:
                self.delivered += 1
                return item
            if self._ended:
                error, self._error = self._error, None
                raise error or StopAsyncIteration
            if self._waiter is not None:
                raise RuntimeError("another task is already waiting for this stream; open a second one for it")
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    async def next(self, timeout: float | None = None) -> T | Lagged:
        """Return the next item.

        Args:
            timeout: seconds to wait at most.

        Raises:
            TimeoutError: nothing came in time.
            StopAsyncIteration: the stream has ended.
        """
        async with asyncio.timeout(timeout):
            return await self.__anext__()

    async def aclose(self) -> None:
        """End the stream at once; what is pending stays readable."""
        self.end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        state = "ended" if self._ended else "open"
        return f"<{type(self).__name__} {state}, {self.pending} pending, {self.dropped} dropped>"
