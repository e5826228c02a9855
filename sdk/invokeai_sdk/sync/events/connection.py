"""The blocking counterpart of `invokeai_sdk.events.connection`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_sdk.errors import EventsError
    from invokeai_sdk.events.base import Event
    from invokeai_sdk.events.connection import Events
    from invokeai_sdk.events.stats import EventsState, EventsStats
    from invokeai_sdk.sync.events.subscription import SyncSubscription


class SyncEvents(Mirror):
    """The event socket, shared by everything a client does.

    It opens when first needed and is kept open by one task: a lost socket is opened again, after growing pauses,
    for the client's life. What happened in between is caught up by those who need it (jobs do).

    Attributes:
        generation: counts the connections, from 1.
        state: what the socket is doing.
        problem: why it is not connected, if it is not.
    """

    _async: Events

    @property
    def generation(self) -> int:
        """Counts the connections, from 1."""
        return self._async.generation

    @property
    def state(self) -> EventsState:
        """What the socket is doing."""
        return self._async.state

    @property
    def problem(self) -> EventsError | None:
        """Why it is not connected, if it is not."""
        return self._async.problem

    def subscribe(self, *names: str | type[Event], maxsize: int = DEFAULT_SIZE) -> SyncSubscription[Event]:
        """Open a stream of the server's own events, whatever they belong to.

        A `Reconnected` in it means that events may have been missed: the server repeats none.

        Args:
            *names: which events: their classes, or their names on the wire; none for all.
            maxsize: how many to keep for a slow reader.

        Returns:
            An endless stream; drop or close it when done. It raises `EventsRejectedError` if the server rejects
            the client's token.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        return self._wrapped(self._call(self._async.subscribe, *names, maxsize=maxsize))

    def stats(self) -> EventsStats:
        """Return how the socket fares."""
        return self._call(self._async.stats)

    def connected(self, timeout: float | None = None) -> None:
        """Wait until the socket is open and subscribed.

        Args:
            timeout: seconds to wait at most; None goes on as long as there is hope.

        Raises:
            EventsRejectedError: the server rejects the token.
            EventsConnectionError: it is not open in time; the SDK goes on trying.
            ClientClosedError: the client was closed.
        """
        self._call(self._async.connected, timeout)
