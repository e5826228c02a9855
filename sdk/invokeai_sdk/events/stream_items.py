"""Base classes of the items that event streams yield, and the notices `Lagged` and `Reconnected`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import field, frozen

from invokeai_sdk._types import JSONObject, JSONValue  # noqa: TC001 - attrs.resolve_types needs them at run time

if TYPE_CHECKING:
    from collections.abc import Hashable


@frozen(kw_only=True)
class StreamItem:
    """Base of everything that an event stream yields.

    The two class attributes decide how a stream's bounded buffer treats an item.
    """

    coalesces: ClassVar[bool] = False
    """Whether a newer item with the same `coalesce_key` replaces this one while it is unread."""
    lasting: ClassVar[bool] = False
    """Whether the buffer never drops this item, however slow the reader is."""

    @property
    def coalesce_key(self) -> Hashable:
        """The key that a newer item must share to replace this one; used only if `coalesces` is true."""
        return type(self).__qualname__


@frozen(kw_only=True)
class Lagged(StreamItem):
    """Notice that events were dropped at this point of the stream, because the reader was too slow.

    Attributes:
        missed: the number of dropped events.
    """

    missed: int


@frozen(kw_only=True)
class Reconnected(StreamItem):
    """Notice that the event socket was disconnected and is connected again.

    Job streams continue correctly, because the SDK fetches the state of every job after a reconnection. In a stream of
    `client.events.subscribe` the events of the meantime are missing: the server does not repeat them.

    Attributes:
        generation: the number of this connection, counted from 1 for each client.
    """

    coalesces: ClassVar[bool] = True

    generation: int


@frozen
class Event(StreamItem):
    """Base of the events that the server sends over its socket.

    Attributes:
        raw: the event's payload, as received.
    """

    wire_name: ClassVar[str] = ""

    raw: JSONObject = field(factory=dict, repr=False)

    @property
    def timestamp(self) -> int | None:
        """The time at which the server created the event, in whole seconds since the epoch."""
        value = self.raw.get("timestamp")
        return value if isinstance(value, int) else None


@frozen
class UnknownEvent(Event):
    """An event whose name this SDK does not know, or whose payload is not an object.

    Attributes:
        name: the event's name on the wire.
        payload: the event's payload, as received.
    """

    name: str = ""
    payload: JSONValue | bytes = field(default=None, repr=False)


EVENT_CLASSES: dict[str, type[Event]] = {}
"""Every known event class by its name on the wire."""

EventClass = TypeVar("EventClass", bound=type[Event])


def register_event(cls: EventClass) -> EventClass:
    """Add an event class to `EVENT_CLASSES` under its name on the wire. A class decorator."""
    EVENT_CLASSES[cls.wire_name] = cls
    return cls
