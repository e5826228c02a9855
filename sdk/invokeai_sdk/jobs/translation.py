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
from invokeai_sdk.jobs.images import ImageHandle, ImageSource
from invokeai_sdk.jobs.outputs import PASSING_NODES, NodeOutput, found

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def told(event: InvocationEvent, core: Core, *, batch_id: str, overall: float | None) -> Iterator[JobEvent]:
    """Yield what to tell of an event.

    Args:
        event: the event.
        core: the client, for the images in it.
        batch_id: the job's batch.
        overall: how far the job's graph is after it.
    """
    node: JSONObject = {
        "item_id": event.item_id,
        "batch_id": batch_id,
        "node_id": event.invocation_source_id,
        "node_type": event.node_type,
        "prepared_id": event.prepared_id,
    }
    if isinstance(event, InvocationProgressEvent):
        yield Progress(**node, message=event.message, percentage=event.percentage, image=event.image, overall=overall)
    elif isinstance(event, InvocationStartedEvent):
        yield NodeStarted(**node)
    elif isinstance(event, InvocationCompleteEvent):
        output = node_output(event)
        yield NodeCompleted(**node, output=output, overall=overall)
        if not output.is_intermediate and output.node_type not in PASSING_NODES:
            images = _images(core, event.item_id, output)
            if images or output.video_names:
                yield OutputReady(**node, output=output, images=images)
    elif isinstance(event, InvocationErrorEvent):
        yield NodeFailed(
            **node,
            error_type=event.error_type,
            error_message=event.error_message,
            traceback=event.error_traceback,
        )


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
        ImageHandle(core, name, source=ImageSource(**source, field_name=field_name))  # type: ignore[arg-type] # of its own types
        for field_name, name in found(output.data, "image_name")
    )
