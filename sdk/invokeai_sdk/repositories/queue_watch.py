"""Everything that happens in one queue, as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeAlias

from invokeai_sdk.events.base import Lagged, Reconnected
from invokeai_sdk.events.types import QueueEvent

if TYPE_CHECKING:
    from types import TracebackType

    from invokeai_sdk.core import Core
    from invokeai_sdk.events.base import Event
    from invokeai_sdk.events.subscription import Subscription

QueueStreamItem: TypeAlias = QueueEvent | Lagged | Reconnected
"""What watching a queue yields; `Reconnected` means that events may have been missed."""


class QueueWatch:
    """An endless async iterator over the events of a queue, whosever items they are about.

    Of items of other users, the server tells little more than the state. As an async context manager it listens from
    the beginning of the block to its end.
    """

    def __init__(self, core: Core, queue_id: str) -> None:
        self._core = core
        self._queue_id = queue_id
        self._stream: Subscription[Event] | None = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> QueueStreamItem:
        if self._stream is None:
            await self.start()
        while True:
            event = await anext(self._stream)  # type: ignore[arg-type]  # start has set it
            if isinstance(event, (Lagged, Reconnected)):
                return event
            if isinstance(event, QueueEvent) and event.queue_id == self._queue_id:
                return event

    async def start(self) -> Self:
        """Begin to listen; what happens from here on is kept until it is read. Iterating does it by itself."""
        if self._stream is None:
            self._stream = self._core.events.subscribe()
            await self._core.events.attempted(self._queue_id)
        return self

    async def aclose(self) -> None:
        """Stop listening."""
        if self._stream is not None:
            await self._stream.aclose()
