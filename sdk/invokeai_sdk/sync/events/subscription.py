"""The blocking counterpart of `invokeai_sdk.events.subscription`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import Any, Generic

from invokeai_sdk.events.base import Lagged
from invokeai_sdk.events.subscription import Subscription, T
from invokeai_sdk.sync.mirror import SyncIterator


class SyncSubscription(SyncIterator[T | Lagged], Generic[T]):
    """An event stream: iterate over it with `for`, or call `next` with a timeout.

    It ends by itself when nothing more can come. Cancelling a wait loses no event, so each step may run in a task
    of its own. One task at a time may wait. Leaving it before its end needs no ceremony: a stream that nobody holds
    any more takes part in nothing; `close`, or the use as a context manager, says so at once.

    Attributes:
        delivered: items handed to the reader so far.
    """

    _async: Subscription[Any]

    @property
    def delivered(self) -> int:
        """Items handed to the reader so far."""
        return self._async.delivered

    @property
    def pending(self) -> int:
        """Items that wait for the reader."""
        return self._async.pending

    @property
    def dropped(self) -> int:
        """Items lost because the reader was too slow."""
        return self._async.dropped

    @property
    def coalesced(self) -> int:
        """Progress reports that a newer one replaced before they were read."""
        return self._async.coalesced

    @property
    def ended(self) -> bool:
        """Whether nothing more will be added; what is there can still be read."""
        return self._async.ended

    def next(self, timeout: float | None = None) -> T | Lagged:
        """Return the next item.

        Args:
            timeout: seconds to wait at most.

        Raises:
            TimeoutError: nothing came in time.
            StopIteration: the stream has ended.
        """
        return self._call(self._async.next, timeout)
