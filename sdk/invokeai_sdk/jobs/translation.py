"""From an event of the server about a running node to what a job's stream yields of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationProgressEvent,
    InvocationStartedEvent,
)
from invokeai_sdk.jobs.events import Failed, NodeCompleted, NodeFailed, NodeStarted, OutputReady, Progress
from invokeai_sdk.jobs.outputs import PASSING_NODES, NodeOutput, found
from invokeai_sdk.media.handle import OutputSource
from invokeai_sdk.media.image import ImageHandle

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.events.types import InvocationEvent, QueueItemStatusChangedEvent
    from invokeai_sdk.jobs.events import JobEvent


def node_output(event: InvocationCompleteEvent) -> NodeOutput:
    """Return what the node put out."""
    return NodeOutput(
        node_id=event.invocation_source_id,
        node_type=event.node_type,
        prepared_id=event.prepared_id,
        is_intermediate=bool(event.invocation.get("is_intermediate", False)),
        data=event.result,
    )


def told(
    event: InvocationEvent, core: Core, *, batch_id: str, overall: float | None, output: NodeOutput | None
) -> tuple[JobEvent, ...]:
    """Return what to tell of an event.

    Args:
        event: the event.
        core: the client, for the images in it.
        batch_id: the job's batch.
        overall: how far the job's graph is after it.
        output: what the node put out, if it is done.
    """
    node: JSONObject = {
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
    return () if output is None else _done(node, output, core, overall)


def _done(node: JSONObject, output: NodeOutput, core: Core, overall: float | None) -> tuple[JobEvent, ...]:
    done = NodeCompleted(**node, output=output, overall=overall)
    if output.is_intermediate or output.node_type in PASSING_NODES:
        return (done,)
    images = _images(core, node["item_id"], output)
    if not images and not output.video_names:
        return (done,)
    return (done, OutputReady(**node, output=output, images=images))


def failure_of(event: InvocationErrorEvent | QueueItemStatusChangedEvent, batch_id: str) -> Failed:
    """Return the end of a job of which an event says that it failed; only a node's own error names the node."""
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


def _images(core: Core, item_id: int, output: NodeOutput) -> tuple[ImageHandle, ...]:
    source = {"item_id": item_id, "node_id": output.node_id, "node_type": output.node_type}
    return tuple(
        ImageHandle(core, name, source=OutputSource(**source, field_name=field_name))  # type: ignore[arg-type] # of its own types
        for field_name, name in found(output.data, "image_name")
    )
