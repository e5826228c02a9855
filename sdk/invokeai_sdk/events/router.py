"""From the socket to those who listen: every event is decoded once, and nobody's fault is another's."""

from __future__ import annotations

import logging
import weakref
from typing import TYPE_CHECKING, Any

from invokeai_sdk.events.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.events.base import Event
    from invokeai_sdk.events.subscription import Subscription

_log = logging.getLogger("invokeai_sdk.events")


class Router:
    """Hands each event to its sinks and to the subscriptions that asked for its name.

    Attributes:
        received: events that came from the socket so far.
    """

    def __init__(self) -> None:
        self.received = 0
        self._sinks: list[Callable[[Event], None]] = []
        self._subscriptions: list[tuple[weakref.ref[Subscription[Event]], frozenset[str]]] = []

    def add_sink(self, sink: Callable[[Event], None]) -> None:
        """Call `sink` with every event, in order, for the client's life."""
        self._sinks.append(sink)

    def add_subscription(self, subscription: Subscription[Event], names: frozenset[str]) -> None:
        """Feed a subscription, as long as anybody holds it, with the events of these names (all, if there are none)."""
        self._subscriptions.append((weakref.ref(subscription), names))

    def dispatch(self, name: str, payload: Any) -> None:
        """Decode an event and hand it on."""
        self.received += 1
        event = decode(name, payload)
        for sink in self._sinks:
            try:
                sink(event)
            except Exception:  # noqa: BLE001 - one listener's fault must not cost the others their event
                _log.exception("an event of the kind %s could not be handled", name)
        if not self._subscriptions:
            return
        gone = False
        for reference, names in self._subscriptions:
            subscription = reference()
            if subscription is None or subscription.ended:
                gone = True
            elif not names or name in names:
                subscription.put(event)
        if gone:
            self._subscriptions = [entry for entry in self._subscriptions if _open(entry[0]) is not None]

    def subscriptions(self) -> list[Subscription[Event]]:
        """Return the subscriptions that are open."""
        return [subscription for entry in self._subscriptions if (subscription := _open(entry[0])) is not None]


def _open(reference: weakref.ref[Subscription[Event]]) -> Subscription[Event] | None:
    subscription = reference()
    return None if subscription is None or subscription.ended else subscription
