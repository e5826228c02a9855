"""State and statistics of the event socket, as plain values."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

EventsState: TypeAlias = Literal["idle", "connecting", "connected", "waiting", "rejected", "closed"]
"""The state of the event socket.

`idle`: not needed yet. `waiting`: between two connection attempts. `rejected`: the server does not accept the token.
"""


@frozen
class EventsStats:
    """Statistics of the event socket.

    Attributes:
        state: the state of the socket.
        generation: the number of connections so far.
        received: the number of events received so far.
        subscriptions: the number of open streams of `Events.subscribe`.
        pending: the number of unread events in these streams.
        dropped: the number of events that these streams dropped because their readers were slow.
        coalesced: the number of progress reports in these streams that were replaced by newer ones before being read.
    """

    state: EventsState
    generation: int
    received: int
    subscriptions: int
    pending: int
    dropped: int
    coalesced: int
