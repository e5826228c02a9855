"""Router: decodes each socket event once and dispatches it to listeners and subscriptions."""

from __future__ import annotations

import logging
import weakref
from typing import TYPE_CHECKING

from invokeai_sdk.events.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.events.stream_items import Event
    from invokeai_sdk.events.subscription import Subscription

_log = logging.getLogger("invokeai_sdk.events")


class Router:
    """Dispatches each event to every listener, and to the subscriptions to its name.

    An exception in one listener does not affect the others.

    Attributes:
        received: the number of events received from the socket so far.
    """

    def __init__(self) -> None:
        self.received: int = 0
        self._listeners: list[Callable[[Event], None]] = []
        self._subscriptions: list[tuple[weakref.ref[Subscription[Event]], frozenset[str]]] = []

    def add_listener(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event, in order, until the client is closed."""
        self._listeners.append(listener)

    def add_subscription(self, subscription: Subscription[Event], names: frozenset[str]) -> None:
        """Dispatch events to a subscription, until it has ended or nothing refers to it.

        Args:
            subscription: the stream to put events into; only a weak reference to it is kept.
            names: the names of the events on the wire; empty for all events.
        """
        self._subscriptions.append((weakref.ref(subscription), names))

    def dispatch(self, name: str, payload: JSONValue | bytes) -> None:
        """Decode an event and dispatch it.

        Args:
            name: the event's name on the wire.
            payload: the event's payload, as received.
        """
        self.received += 1
        event = decode(name, payload)
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - the other listeners must still receive the event
                _log.exception("a listener failed to handle the event %s", name)
        if not self._subscriptions:
            return
        any_ended = False
        for reference, names in self._subscriptions:
            subscription = reference()
            if subscription is None or subscription.ended:
                any_ended = True
            elif not names or name in names:
                subscription.put(event)
        if any_ended:
            self._subscriptions = [entry for entry in self._subscriptions if _open_subscription(entry[0]) is not None]

    def subscriptions(self) -> list[Subscription[Event]]:
        """Return the open subscriptions."""
        entries = self._subscriptions
        return [subscription for entry in entries if (subscription := _open_subscription(entry[0])) is not None]


def _open_subscription(reference: weakref.ref[Subscription[Event]]) -> Subscription[Event] | None:
    """Return the subscription that a weak reference points to, or None if it has ended or is gone."""
    subscription = reference()
    return None if subscription is None or subscription.ended else subscription
