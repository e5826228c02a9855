"""`Callbacks`: functions to call with the events of a job or batch, as an alternative to an event stream."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from attrs import frozen

from invokeai_sdk.jobs.events import Lagged, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.jobs.events import JobEvent
    from invokeai_sdk.jobs.streams import JobStream


@frozen
class Callbacks:
    """The functions to call. If a function returns an awaitable, the awaitable is awaited.

    Attributes:
        on_event: called with every event.
        on_progress: called with every `Progress`.
    """

    on_event: Callable[[JobEvent], object] | None = None
    on_progress: Callable[[Progress], object] | None = None

    def __bool__(self) -> bool:
        return self.on_event is not None or self.on_progress is not None


async def dispatch(stream: JobStream, callbacks: Callbacks) -> None:
    """Call the callbacks for every event until the stream ends. A slow callback delays only its own stream."""
    async with stream:
        async for event in stream:
            if isinstance(event, Lagged):
                continue
            if callbacks.on_event is not None:
                await _await_if_awaitable(callbacks.on_event(event))
            if callbacks.on_progress is not None and isinstance(event, Progress):
                await _await_if_awaitable(callbacks.on_progress(event))


async def _await_if_awaitable(value: object) -> None:
    if inspect.isawaitable(value):
        await value
