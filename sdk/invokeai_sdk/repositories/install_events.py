"""Event stream of one install job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from invokeai_sdk.errors import NotFoundError
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
from invokeai_sdk.events.stream_items import Lagged, Reconnected

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.stream_items import Event
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.repositories.model_install import InstallJob

_EVENT_TYPES: Final = (
    ModelInstallDownloadStartedEvent,
    ModelInstallDownloadProgressEvent,
    ModelInstallDownloadsCompleteEvent,
    ModelInstallStartedEvent,
    ModelInstallCompleteEvent,
    ModelInstallCancelledEvent,
    ModelInstallErrorEvent,
)
_FINAL_EVENT_TYPES: Final = (ModelInstallCompleteEvent, ModelInstallCancelledEvent, ModelInstallErrorEvent)

_QUIET_SECONDS: Final = 2.0
"""The time without an event after which the job's status is requested."""


class InstallEvents:
    """An async iterator over the events of one install job that ends after the job's final event.

    The iterator ends without a final event if the job ended before the iterator started or while the event socket was
    disconnected, or was cancelled during its download: InvokeAI emits no event then. `InstallJob.result` returns or
    raises the outcome in every case.
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
            self._stream = self._core.events.subscribe(*_EVENT_TYPES)
            await self._core.events.wait_connected()
            self._ended = await self._has_job_ended()
        while not self._ended:
            try:
                event = await self._stream.next(_QUIET_SECONDS)
            except TimeoutError:
                event = None
            if event is None or isinstance(event, (Reconnected, Lagged)):
                self._ended = await self._has_job_ended()
            elif isinstance(event, ModelInstallEvent) and event.id == self._job.job_id:
                self._ended = isinstance(event, _FINAL_EVENT_TYPES)
                return event
        await self._stream.aclose()
        raise StopAsyncIteration

    async def _has_job_ended(self) -> bool:
        try:
            await self._job.refresh()
        except NotFoundError:
            return True
        return self._job.status is not None and self._job.status.is_final
