"""How the event socket fares, as values."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

EventsState: TypeAlias = Literal["idle", "connecting", "connected", "waiting", "rejected", "closed"]


@frozen
class EventsStats:
    """How the event socket fares.

    Attributes:
        state: what it is doing; `waiting` means between two tries.
        generation: connections so far.
        received: events so far.
        subscriptions: open streams of `Events.subscribe`.
        pending: events that wait in them.
        dropped: events they lost, their readers being slow.
        coalesced: progress reports that newer ones replaced in them.
    """

    state: EventsState
    generation: int
    received: int
    subscriptions: int
    pending: int
    dropped: int
    coalesced: int
