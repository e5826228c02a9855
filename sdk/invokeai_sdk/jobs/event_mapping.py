"""Conversion of the server's node events to the events of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationProgressEvent,
    InvocationStartedEvent,
)
from invokeai_sdk.jobs.events import Failed, NodeCompleted, NodeFailed, NodeStarted, OutputReady, Progress
from invokeai_sdk.jobs.outputs import PASSING_NODES, NodeOutput, find_names
from invokeai_sdk.media.handle import OutputSource
from invokeai_sdk.media.image import ImageHandle
from invokeai_sdk.media.video import VideoHandle

if TYPE_CHECKING:
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.types import InvocationEvent, QueueItemStatusChangedEvent
    from invokeai_sdk.jobs.events import JobEvent


class _Node(TypedDict):
    """The attributes that all events of a node share."""

    item_id: int
    batch_id: str
    node_id: str
    node_type: str
    prepared_id: str


def to_node_output(event: InvocationCompleteEvent) -> NodeOutput:
    """Return the output of the node that completed."""
    return NodeOutput(
        node_id=event.invocation_source_id,
        node_type=event.node_type,
        prepared_id=event.prepared_id,
        is_intermediate=bool(event.invocation.get("is_intermediate", False)),
        data=event.result,
    )


def to_job_events(
    event: InvocationEvent, core: Core, *, batch_id: str, overall: float | None, output: NodeOutput | None
) -> tuple[JobEvent, ...]:
    """Convert a node event of the server to the events that a job's stream yields.

    Args:
        event: the server's event.
        core: the client, for the image and video handles.
        batch_id: the job's batch.
        overall: the progress of the job's graph after the event, from 0 to 1; None if the graph is not known.
        output: the output of the node, if the node completed.
    """
    node: _Node = {
        "item_id": event.item_id,
        "batch_id": batch_id,
        "node_id": event.invocation_source_id,
        "node_type": event.node_type,
        "prepared_id": event.prepared_id,
    }
    if isinstance(event, InvocationProgressEvent):
        return (
            Progress(**node, message=event.message, percentage=event.percentage, image=event.image, overall=overall),
        )
    if isinstance(event, InvocationStartedEvent):
        return (NodeStarted(**node),)
    if isinstance(event, InvocationErrorEvent):
        return (
            NodeFailed(
                **node,
                error_type=event.error_type,
                error_message=event.error_message,
                traceback=event.error_traceback,
            ),
        )
    return () if output is None else _to_completion(node, output, core, overall)


def to_failed(event: InvocationErrorEvent | QueueItemStatusChangedEvent, batch_id: str) -> Failed:
    """Return the `Failed` for an event that reports a failure; only a node's own error names the node."""
    node = event if isinstance(event, InvocationErrorEvent) else None
    return Failed(
        item_id=event.item_id,
        batch_id=batch_id,
        node_id=node.invocation_source_id if node else None,
        node_type=node.node_type if node else None,
        error_type=event.error_type,
        error_message=event.error_message,
        traceback=event.error_traceback,
    )


def _to_completion(node: _Node, output: NodeOutput, core: Core, overall: float | None) -> tuple[JobEvent, ...]:
    completed = NodeCompleted(**node, output=output, overall=overall)
    if output.is_intermediate or output.node_type in PASSING_NODES:
        return (completed,)
    images = tuple(
        ImageHandle(core, name, source=_source(node, field_name))
        for field_name, name in find_names(output.data, "image_name")
    )
    videos = tuple(
        VideoHandle(core, name, source=_source(node, field_name))
        for field_name, name in find_names(output.data, "video_name")
    )
    if not images and not videos:
        return (completed,)
    return (completed, OutputReady(**node, output=output, images=images, videos=videos))


def _source(node: _Node, field_name: str) -> OutputSource:
    return OutputSource(
        item_id=node["item_id"], node_id=node["node_id"], node_type=node["node_type"], field_name=field_name
    )
