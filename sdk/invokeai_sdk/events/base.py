"""What every event has, and the notices that a stream gives of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import field, frozen

from invokeai_sdk._types import JSONObject  # noqa: TC001 - attrs.resolve_types and typing.get_type_hints need it

if TYPE_CHECKING:
    from collections.abc import Hashable


@frozen(kw_only=True)
class StreamItem:
    """Anything an event stream yields.

    A stream's buffer treats items by these marks, never by their class.
    """

    coalesces: ClassVar[bool] = False
    """A newer one of the same `coalesce_key` makes this one worthless."""
    lasting: ClassVar[bool] = False
    """Never dropped, however slow the reader."""

    @property
    def coalesce_key(self) -> Hashable:
        """What a newer item must share to replace this one; only asked if it `coalesces`."""
        return type(self).__qualname__


@frozen(kw_only=True)
class Lagged(StreamItem):
    """The reader was too slow, and events were dropped here.

    Attributes:
        missed: how many.
    """

    missed: int


@frozen(kw_only=True)
class Reconnected(StreamItem):
    """The socket was lost and is back; what happened meanwhile is caught up from the server's own records.

    Attributes:
        generation: counts the connections of this client, from 1.
    """

    coalesces: ClassVar[bool] = True

    generation: int


@frozen
class Event(StreamItem):
    """One event of the server.

    Attributes:
        raw: the payload as it came.
    """

    wire_name: ClassVar[str] = ""

    raw: JSONObject = field(factory=dict, repr=False)

    @property
    def timestamp(self) -> int | None:
        """When the server made the event, in whole seconds since the epoch."""
        value = self.raw.get("timestamp")
        return value if isinstance(value, int) else None


@frozen
class UnknownEvent(Event):
    """An event this SDK has no class for, or one whose payload is not an object.

    Attributes:
        name: the event's name on the wire.
        payload: what came with it.
    """

    name: str = ""
    payload: Any = field(default=None, repr=False)


EVENT_CLASSES: dict[str, type[Event]] = {}
"""Every known event class by its name on the wire."""

EventClass = TypeVar("EventClass", bound=type[Event])


def known(cls: EventClass) -> EventClass:
    """Enter an event class under its name on the wire."""
    EVENT_CLASSES[cls.wire_name] = cls
    return cls
