"""The public names of `invokeai_sdk.events`, declared; see also `tests/unit/test_exports.py`."""

import importlib

import pytest

from invokeai_sdk import events
from invokeai_sdk.events.decode import EVENT_CLASSES
from invokeai_sdk.events.stream_items import StreamItem

DECLARED = [
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


def test_the_public_names_are_the_declared_ones():
    assert sorted(events.__all__) == DECLARED
    assert dir(events) == DECLARED


@pytest.mark.parametrize("name", DECLARED)
def test_each_public_name_resolves(name):
    assert getattr(events, name) is not None
    assert name in vars(events), "a resolved name is stored in the package"


def list_subclasses(of):
    return {each for sub in of.__subclasses__() for each in (sub, *list_subclasses(sub))}


def test_every_event_class_of_the_sdk_is_public():
    importlib.import_module("invokeai_sdk.sync.jobs.events")
    assert EVENT_CLASSES
    classes = [cls for cls in list_subclasses(StreamItem) if cls.__module__.startswith("invokeai_sdk.")]
    assert {cls.__name__ for cls in classes if not cls.__name__.startswith("_")} <= set(DECLARED)
    for cls in EVENT_CLASSES.values():
        assert getattr(events, cls.__name__) is cls


def test_job_events_match_under_their_public_names():
    from invokeai_sdk.events import Completed, Progress

    match Progress(item_id=1, node_id="n", percentage=0.5):
        case Progress(percentage=percentage):
            assert percentage == 0.5
    assert Completed.__module__ == "invokeai_sdk.jobs.events"
