"""Checks of the socket's events: an event with an attribute of the wrong type is not about any job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationEvent,
    InvocationProgressEvent,
    QueueItemStatusChangedEvent,
)

if TYPE_CHECKING:
    from invokeai_sdk.events.types import QueueItemEvent


def is_readable(event: QueueItemEvent) -> bool:
    """Return whether the attributes of an event that the job trackers use have the declared types."""
    texts: list[object] = [event.queue_id, event.batch_id]
    optional_texts: list[object] = []
    objects: list[object] = []
    integers: list[object] = [event.item_id]
    numbers: list[object] = []
    if isinstance(event, InvocationEvent):
        texts += [event.session_id, event.invocation_source_id]
        objects.append(event.invocation)
    if isinstance(event, InvocationProgressEvent):
        texts.append(event.message)
        numbers.append(event.percentage)
    if isinstance(event, InvocationCompleteEvent):
        objects.append(event.result)
    if isinstance(event, QueueItemStatusChangedEvent):
        texts += [event.status, event.session_id]
        integers.append(0 if event.status_sequence is None else event.status_sequence)
    if isinstance(event, (QueueItemStatusChangedEvent, InvocationErrorEvent)):
        optional_texts += [event.error_type, event.error_message, event.error_traceback]
    return (
        all(isinstance(value, str) for value in texts)
        and all(value is None or isinstance(value, str) for value in optional_texts)
        and all(isinstance(value, dict) for value in objects)
        and all(map(_is_integer, integers))
        and all(value is None or isinstance(value, (int, float)) for value in numbers)
    )


def read_item_ids(value: object) -> set[int]:
    """Return the item ids in a list; entries that are no integers are ignored."""
    return {entry for entry in value if _is_integer(entry)} if isinstance(value, list) else set()


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
