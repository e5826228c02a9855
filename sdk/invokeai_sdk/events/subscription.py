"""Subscription: an async iterator over a bounded buffer of events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from invokeai_sdk.events.buffer import DEFAULT_SIZE, Buffer
from invokeai_sdk.events.stream_items import Lagged, StreamItem

if TYPE_CHECKING:
    from types import TracebackType

T = TypeVar("T", bound=StreamItem)


class Subscription(Generic[T]):
    """An event stream: iterate over it with `async for`, or call `next` with a timeout.

    The stream ends by itself when no more events can come. Cancelling a wait loses no event. Only one task at a time
    may wait for the next event. A stream that is no longer referenced receives no more events; to end a stream
    explicitly, call `aclose`, or use the stream as an async context manager.

    Attributes:
        delivered: the number of items that the reader has received so far.
    """

    __slots__ = ("__weakref__", "_buffer", "_ended", "_error", "_waiter", "delivered")

    def __init__(self, maxsize: int = DEFAULT_SIZE, buffer: Buffer[T] | None = None) -> None:
        """Create an open stream.

        Args:
            maxsize: the number of unread items to keep for a slow reader.
            buffer: a buffer that holds earlier items already; by default an empty one.
        """
        self._buffer: Buffer[T] = Buffer(maxsize) if buffer is None else buffer
        self._waiter: asyncio.Future[None] | None = None
        self._ended = False
        self._error: BaseException | None = None
        self.delivered: int = 0

    @property
    def pending(self) -> int:
        """The number of unread items."""
        return len(self._buffer)

    @property
    def dropped(self) -> int:
        """The number of items dropped because the reader was too slow."""
        return self._buffer.dropped

    @property
    def coalesced(self) -> int:
        """The number of progress reports that were replaced by newer ones before being read."""
        return self._buffer.coalesced

    @property
    def ended(self) -> bool:
        """Whether no more items will be added; the unread items can still be read."""
        return self._ended

    def put(self, item: T) -> None:
        """Add an item, unless the stream has ended. Call it in the client's event loop."""
        if not self._ended:
            self._buffer.put(item)
            self._wake()

    def end(self, error: BaseException | None = None) -> None:
        """End the stream after the unread items.

        Args:
            error: an error to raise in the reader instead of ending the iteration normally.
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
                raise RuntimeError("another task is already waiting for this stream's next event; open a second stream")
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    async def next(self, timeout: float | None = None) -> T | Lagged:
        """Return the next item.

        Args:
            timeout: the largest number of seconds to wait; None for no limit.

        Raises:
            TimeoutError: no item came in time.
            StopAsyncIteration: the stream has ended.
        """
        async with asyncio.timeout(timeout):
            return await self.__anext__()

    async def aclose(self) -> None:
        """End the stream now; the unread items can still be read."""
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
