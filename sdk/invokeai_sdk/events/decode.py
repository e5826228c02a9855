"""From a payload of the socket to an event: tolerant of what is missing, and fast.

The few events that come with every node are decoded by hand, positionally; the rest by their attributes' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

import invokeai_sdk.events.library_types
import invokeai_sdk.events.resource_types  # noqa: F401 - they enter their classes
from invokeai_sdk.events.base import EVENT_CLASSES, Event, UnknownEvent
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

    from invokeai_sdk._types import JSONObject

    Decoder = Callable[[JSONObject], Event]


def decode(name: str, payload: Any) -> Event:
    """Return the event that a payload describes.

    Args:
        name: the event's name on the wire.
        payload: what the server sent with it.

    Returns:
        The event; an `UnknownEvent` for a name without a class, or a payload that is not an object.
    """
    decoder = _DECODERS.get(name)
    if decoder is None or type(payload) is not dict:
        return UnknownEvent(payload if type(payload) is dict else {}, name, payload)
    return decoder(payload)


def _started(d: JSONObject) -> Event:
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


def _progress(d: JSONObject) -> Event:
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


def _complete(d: JSONObject) -> Event:
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


def _error(d: JSONObject) -> Event:
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


def _status(d: JSONObject) -> Event:
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


def _by_names(cls: type[Event]) -> Decoder:
    """Make a decoder from a class's attributes; a null counts as absent."""
    names = [a.name for a in fields(cls) if a.name != "raw"]

    def by_names(d: JSONObject) -> Event:
        return cls(d, **{name: d[name] for name in names if d.get(name) is not None})

    return by_names


_DECODERS: dict[str, Decoder] = {
    **{name: _by_names(cls) for name, cls in EVENT_CLASSES.items()},
    InvocationStartedEvent.wire_name: _started,
    InvocationProgressEvent.wire_name: _progress,
    InvocationCompleteEvent.wire_name: _complete,
    InvocationErrorEvent.wire_name: _error,
    QueueItemStatusChangedEvent.wire_name: _status,
}
