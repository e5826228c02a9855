"""Callbacks, for those who prefer them to an event stream."""

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
    """What to call.

    Attributes:
        on_event: with every event.
        on_progress: with every progress report.
    """

    on_event: Callable[[JobEvent], object] | None = None
    on_progress: Callable[[Progress], object] | None = None

    def __bool__(self) -> bool:
        return self.on_event is not None or self.on_progress is not None


async def follow(stream: JobStream, callbacks: Callbacks) -> None:
    """Call back for every event until the stream ends; a slow callback only makes its own stream lag."""
    async with stream:
        async for event in stream:
            if isinstance(event, Lagged):
                continue
            if callbacks.on_event is not None:
                await _settled(callbacks.on_event(event))
            if callbacks.on_progress is not None and isinstance(event, Progress):
                await _settled(callbacks.on_progress(event))


async def _settled(answer: object) -> None:
    if inspect.isawaitable(answer):
        await answer
