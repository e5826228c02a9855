"""The events of one install, from now to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.events.base import Lagged, Reconnected
from invokeai_sdk.events.resource_types import (
    ModelInstallCancelledEvent,
    ModelInstallCompleteEvent,
    ModelInstallDownloadProgressEvent,
    ModelInstallDownloadsCompleteEvent,
    ModelInstallDownloadStartedEvent,
    ModelInstallErrorEvent,
    ModelInstallEvent,
    ModelInstallStartedEvent,
)

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.base import Event
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.repositories.model_install import InstallJob

_KINDS: Final = (
    ModelInstallDownloadStartedEvent,
    ModelInstallDownloadProgressEvent,
    ModelInstallDownloadsCompleteEvent,
    ModelInstallStartedEvent,
    ModelInstallCompleteEvent,
    ModelInstallCancelledEvent,
    ModelInstallErrorEvent,
)
_QUIET_SECONDS: Final = 2.0
"""After so long without an event the server is asked whether the job has ended."""

_LAST: Final = (ModelInstallCompleteEvent, ModelInstallCancelledEvent, ModelInstallErrorEvent)


class InstallEvents:
    """An async iterator over the events of one install job; it ends after the job's last.

    A job that has ended already, ends while the socket is away, or is cancelled while it downloads (the server says
    nothing then), ends it without a last event: the job's `result()` tells how it went.
    """

    def __init__(self, core: Core, job: InstallJob) -> None:
        self._core = core
        self._job = job
        self._stream: Subscription[Event] | None = None
        self._ended = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ModelInstallEvent:
        if self._stream is None:
            self._stream = self._core.events.subscribe(*_KINDS)
            await self._core.events.connected()
            self._ended = await self._over()
        while not self._ended:
            try:
                event = await self._stream.next(_QUIET_SECONDS)
            except TimeoutError:
                event = None
            if event is None or isinstance(event, (Reconnected, Lagged)):
                self._ended = await self._over()
            elif isinstance(event, ModelInstallEvent) and event.id == self._job.job_id:
                self._ended = isinstance(event, _LAST)
                return event
        await self._stream.aclose()
        raise StopAsyncIteration

    async def _over(self) -> bool:
        try:
            await self._job.refresh()
        except NotFoundError:
            return True
        return self._job.status is not None and self._job.status.is_final
