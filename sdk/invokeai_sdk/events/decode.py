"""Decoding of event payloads into event objects.

Missing keys are tolerated: the attribute then has its default. The few events that every node causes are decoded by
hand-written functions that pass positional arguments, for speed; all others by the names of their attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import fields

import invokeai_sdk.events.library_types
import invokeai_sdk.events.resource_types  # noqa: F401 - importing them registers their classes
from invokeai_sdk.events.stream_items import EVENT_CLASSES, Event, UnknownEvent
from invokeai_sdk.events.types import (
    InvocationCompleteEvent,
    InvocationErrorEvent,
    InvocationProgressEvent,
    InvocationStartedEvent,
    ProgressImage,
    QueueItemStatusChangedEvent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONObject, JSONValue

    Decoder = Callable[[JSONObject], Event]


def decode(name: str, payload: JSONValue | bytes) -> Event:
    """Return the event object of a payload.

    Args:
        name: the event's name on the wire.
        payload: the event's payload, as received.

    Returns:
        The event; an `UnknownEvent` if no class is registered for the name, or if the payload is not an object.
    """
    decoder = _DECODERS.get(name)
    if decoder is None or type(payload) is not dict:
        return UnknownEvent(payload if type(payload) is dict else {}, name, payload)
    return decoder(payload)


def _decode_started(d: JSONObject) -> Event:
    get = d.get
    return InvocationStartedEvent(
        d,
        get("queue_id", ""),
        get("item_id", -1),
        get("batch_id", ""),
        get("origin"),
        get("destination"),
        get("user_id", "system"),
        get("session_id", ""),
        get("invocation") or {},
        get("invocation_source_id", ""),
    )


def _decode_progress(d: JSONObject) -> Event:
    get = d.get
    image = get("image")
    return InvocationProgressEvent(
        d,
        get("queue_id", ""),
        get("item_id", -1),
        get("batch_id", ""),
        get("origin"),
        get("destination"),
        get("user_id", "system"),
        get("session_id", ""),
        get("invocation") or {},
        get("invocation_source_id", ""),
        get("message", ""),
        get("percentage"),
        ProgressImage(image.get("width", 0), image.get("height", 0), image.get("dataURL", "")) if image else None,
        get("device"),
    )


def _decode_complete(d: JSONObject) -> Event:
    get = d.get
    return InvocationCompleteEvent(
        d,
        get("queue_id", ""),
        get("item_id", -1),
        get("batch_id", ""),
        get("origin"),
        get("destination"),
        get("user_id", "system"),
        get("session_id", ""),
        get("invocation") or {},
        get("invocation_source_id", ""),
        get("result") or {},
    )


def _decode_error(d: JSONObject) -> Event:
    get = d.get
    return InvocationErrorEvent(
        d,
        get("queue_id", ""),
        get("item_id", -1),
        get("batch_id", ""),
        get("origin"),
        get("destination"),
        get("user_id", "system"),
        get("session_id", ""),
        get("invocation") or {},
        get("invocation_source_id", ""),
        get("error_type", ""),
        get("error_message", ""),
        get("error_traceback", ""),
    )


def _decode_status(d: JSONObject) -> Event:
    get = d.get
    return QueueItemStatusChangedEvent(
        d,
        get("queue_id", ""),
        get("item_id", -1),
        get("batch_id", ""),
        get("origin"),
        get("destination"),
        get("user_id", "system"),
        get("status", ""),
        get("status_sequence"),
        get("error_type"),
        get("error_message"),
        get("error_traceback"),
        get("created_at"),
        get("updated_at"),
        get("started_at"),
        get("completed_at"),
        get("batch_status") or {},
        get("queue_status") or {},
        get("session_id", ""),
    )


def _make_decoder(cls: type[Event]) -> Decoder:
    """Return a decoder that reads the payload's values by the names of the class's attributes; it ignores nulls."""
    names = [a.name for a in fields(cls) if a.name != "raw"]

    def decode_by_names(d: JSONObject) -> Event:
        return cls(d, **{name: d[name] for name in names if d.get(name) is not None})

    return decode_by_names


_DECODERS: dict[str, Decoder] = {
    **{name: _make_decoder(cls) for name, cls in EVENT_CLASSES.items()},
    InvocationStartedEvent.wire_name: _decode_started,
    InvocationProgressEvent.wire_name: _decode_progress,
    InvocationCompleteEvent.wire_name: _decode_complete,
    InvocationErrorEvent.wire_name: _decode_error,
    QueueItemStatusChangedEvent.wire_name: _decode_status,
}
