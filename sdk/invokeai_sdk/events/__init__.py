"""Events: what jobs and the server report while they run.

The streams `job.events()` and `batch.events()` yield job events: `Progress`, `Completed` and the other members of
`JobEvent`. A stream of `client.events.subscribe()` yields the server's own events, whose class names end in `Event`.
Both kinds of streams also yield the notices `Lagged` and `Reconnected`. For example::

    from invokeai_sdk.events import Completed, Failed, Progress

    async for event in batch.events():
        match event:
            case Progress(percentage=percentage):
                ...
            case Completed() | Failed():
                ...

Importing this package imports none of its modules: each name is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk.events.event_socket import Events
    from invokeai_sdk.events.library_types import (
        LLMTaskCompleteEvent,
        LLMTaskErrorEvent,
        LLMTaskEvent,
        LLMTaskProgressEvent,
        WorkflowAccessRevokedEvent,
        WorkflowCreatedEvent,
        WorkflowDeletedEvent,
        WorkflowEvent,
        WorkflowUpdatedEvent,
    )
    from invokeai_sdk.events.resource_types import (
        BulkDownloadCompleteEvent,
        BulkDownloadErrorEvent,
        BulkDownloadEvent,
        BulkDownloadStartedEvent,
        DownloadCancelledEvent,
        DownloadCompleteEvent,
        DownloadErrorEvent,
        DownloadEvent,
        DownloadPausedEvent,
        DownloadProgressEvent,
        DownloadStartedEvent,
        ModelInstallCancelledEvent,
        ModelInstallCompleteEvent,
        ModelInstallDownloadEvent,
        ModelInstallDownloadProgressEvent,
        ModelInstallDownloadsCompleteEvent,
        ModelInstallDownloadStartedEvent,
        ModelInstallErrorEvent,
        ModelInstallEvent,
        ModelInstallStartedEvent,
        ModelLoadCompleteEvent,
        ModelLoadEvent,
        ModelLoadStartedEvent,
    )
    from invokeai_sdk.events.socket_stats import EventsState, EventsStats
    from invokeai_sdk.events.stream_items import Event, Lagged, Reconnected, StreamItem, UnknownEvent
    from invokeai_sdk.events.subscription import Subscription
    from invokeai_sdk.events.types import (
        BatchEnqueuedEvent,
        InvocationCompleteEvent,
        InvocationErrorEvent,
        InvocationEvent,
        InvocationProgressEvent,
        InvocationStartedEvent,
        ProgressImage,
        QueueClearedEvent,
        QueueEvent,
        QueueItemEvent,
        QueueItemsCanceledEvent,
        QueueItemsRetriedEvent,
        QueueItemStatusChangedEvent,
        RecallParametersUpdatedEvent,
    )
    from invokeai_sdk.jobs.events import (
        Canceled,
        ChildChanged,
        Completed,
        Failed,
        JobEvent,
        Lost,
        NodeCompleted,
        NodeFailed,
        NodeStarted,
        OutputReady,
        Progress,
        StatusChanged,
        Terminal,
    )
    from invokeai_sdk.sync.jobs.events import SyncJobEvent, SyncOutputReady
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".event_socket": ["Events"],
            ".library_types": [
                "LLMTaskCompleteEvent",
                "LLMTaskErrorEvent",
                "LLMTaskEvent",
                "LLMTaskProgressEvent",
                "WorkflowAccessRevokedEvent",
                "WorkflowCreatedEvent",
                "WorkflowDeletedEvent",
                "WorkflowEvent",
                "WorkflowUpdatedEvent",
            ],
            ".resource_types": [
                "BulkDownloadCompleteEvent",
                "BulkDownloadErrorEvent",
                "BulkDownloadEvent",
                "BulkDownloadStartedEvent",
                "DownloadCancelledEvent",
                "DownloadCompleteEvent",
                "DownloadErrorEvent",
                "DownloadEvent",
                "DownloadPausedEvent",
                "DownloadProgressEvent",
                "DownloadStartedEvent",
                "ModelInstallCancelledEvent",
                "ModelInstallCompleteEvent",
                "ModelInstallDownloadEvent",
                "ModelInstallDownloadProgressEvent",
                "ModelInstallDownloadStartedEvent",
                "ModelInstallDownloadsCompleteEvent",
                "ModelInstallErrorEvent",
                "ModelInstallEvent",
                "ModelInstallStartedEvent",
                "ModelLoadCompleteEvent",
                "ModelLoadEvent",
                "ModelLoadStartedEvent",
            ],
            ".socket_stats": ["EventsState", "EventsStats"],
            ".stream_items": ["Event", "Lagged", "Reconnected", "StreamItem", "UnknownEvent"],
            ".subscription": ["Subscription"],
            ".types": [
                "BatchEnqueuedEvent",
                "InvocationCompleteEvent",
                "InvocationErrorEvent",
                "InvocationEvent",
                "InvocationProgressEvent",
                "InvocationStartedEvent",
                "ProgressImage",
                "QueueClearedEvent",
                "QueueEvent",
                "QueueItemEvent",
                "QueueItemStatusChangedEvent",
                "QueueItemsCanceledEvent",
                "QueueItemsRetriedEvent",
                "RecallParametersUpdatedEvent",
            ],
            "invokeai_sdk.jobs.events": [
                "Canceled",
                "ChildChanged",
                "Completed",
                "Failed",
                "JobEvent",
                "Lost",
                "NodeCompleted",
                "NodeFailed",
                "NodeStarted",
                "OutputReady",
                "Progress",
                "StatusChanged",
                "Terminal",
            ],
            "invokeai_sdk.sync.jobs.events": ["SyncJobEvent", "SyncOutputReady"],
        },
    )

__all__ = [
    "BatchEnqueuedEvent",
    "BulkDownloadCompleteEvent",
    "BulkDownloadErrorEvent",
    "BulkDownloadEvent",
    "BulkDownloadStartedEvent",
    "Canceled",
    "ChildChanged",
    "Completed",
    "DownloadCancelledEvent",
    "DownloadCompleteEvent",
    "DownloadErrorEvent",
    "DownloadEvent",
    "DownloadPausedEvent",
    "DownloadProgressEvent",
    "DownloadStartedEvent",
    "Event",
    "Events",
    "EventsState",
    "EventsStats",
    "Failed",
    "InvocationCompleteEvent",
    "InvocationErrorEvent",
    "InvocationEvent",
    "InvocationProgressEvent",
    "InvocationStartedEvent",
    "JobEvent",
    "LLMTaskCompleteEvent",
    "LLMTaskErrorEvent",
    "LLMTaskEvent",
    "LLMTaskProgressEvent",
    "Lagged",
    "Lost",
    "ModelInstallCancelledEvent",
    "ModelInstallCompleteEvent",
    "ModelInstallDownloadEvent",
    "ModelInstallDownloadProgressEvent",
    "ModelInstallDownloadStartedEvent",
    "ModelInstallDownloadsCompleteEvent",
    "ModelInstallErrorEvent",
    "ModelInstallEvent",
    "ModelInstallStartedEvent",
    "ModelLoadCompleteEvent",
    "ModelLoadEvent",
    "ModelLoadStartedEvent",
    "NodeCompleted",
    "NodeFailed",
    "NodeStarted",
    "OutputReady",
    "Progress",
    "ProgressImage",
    "QueueClearedEvent",
    "QueueEvent",
    "QueueItemEvent",
    "QueueItemStatusChangedEvent",
    "QueueItemsCanceledEvent",
    "QueueItemsRetriedEvent",
    "RecallParametersUpdatedEvent",
    "Reconnected",
    "StatusChanged",
    "StreamItem",
    "Subscription",
    "SyncJobEvent",
    "SyncOutputReady",
    "Terminal",
    "UnknownEvent",
    "WorkflowAccessRevokedEvent",
    "WorkflowCreatedEvent",
    "WorkflowDeletedEvent",
    "WorkflowEvent",
    "WorkflowUpdatedEvent",
]
