"""`QueueWatch`: the stream of the events of one queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeAlias

from invokeai_sdk.events.stream_items import Lagged, Reconnected
from invokeai_sdk.events.types import QueueEvent

if TYPE_CHECKING:
    from types import TracebackType

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.stream_items import Event
    from invokeai_sdk.events.subscription import Subscription

QueueStreamItem: TypeAlias = QueueEvent | Lagged | Reconnected
"""An event of a queue. `Lagged` and `Reconnected` mean that events may have been missed."""


class QueueWatch:
    """An endless async iterator over the events of a queue, for the items of all users.

    The server reports little more than the status for items of other users. As an async context manager, the iterator
    is subscribed to events from the start to the end of the block.
    """

    def __init__(self, core: Core, queue_id: str) -> None:
        self._core = core
        self._queue_id = queue_id
        self._stream: Subscription[Event] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> QueueStreamItem:
        stream = self._stream or await self._subscribe()
        while True:
            event = await anext(stream)
            if isinstance(event, (Lagged, Reconnected)):
                return event
            if isinstance(event, QueueEvent) and event.queue_id == self._queue_id:
                return event

    async def start(self) -> Self:
        """Subscribe to the queue's events; they are kept until they are read. The first iteration does this, too."""
        if self._stream is None:
            await self._subscribe()
        return self

    async def aclose(self) -> None:
        """Unsubscribe."""
        if self._stream is not None:
            await self._stream.aclose()

    async def _subscribe(self) -> Subscription[Event]:
        self._stream = self._core.events.subscribe()
        await self._core.events.try_subscribe(self._queue_id)
        return self._stream
