"""The bounded buffer between the socket, which never waits, and a reader, who may be slow."""

from __future__ import annotations

from collections import deque
from typing import Final, Generic, TypeVar

from invokeai_sdk.events.base import Lagged, StreamItem

T = TypeVar("T", bound=StreamItem)

DEFAULT_SIZE: Final = 512
"""Items that a stream keeps for a reader who does not come for them."""


class Buffer(Generic[T]):
    """Keeps items in order, at most `maxsize` and those that last.

    A progress report that follows one of the same node replaces it. When the buffer is full, the oldest item goes,
    unless it is a lasting one; the loss is counted and told as one `Lagged` in its place.

    Attributes:
        dropped: items lost because the reader was slow.
        coalesced: items replaced by a newer one of their kind.
    """

    __slots__ = ("_items", "_kept", "_missed", "coalesced", "dropped", "maxsize")

    def __init__(self, maxsize: int = DEFAULT_SIZE) -> None:
        self.maxsize = max(1, maxsize)
        self.dropped = 0
        self.coalesced = 0
        self._missed = 0
        self._items: deque[T] = deque()
        # Lasting items that were the oldest when room was needed: older than all of `_items`.
        self._kept: list[T] | None = None

    def __len__(self) -> int:
        return len(self._items) + len(self._kept or ()) + bool(self._missed)

    def put(self, item: T) -> None:
        """Add an item; never waits and never fails."""
        items = self._items
        if item.coalesces and items:
            last = items[-1]
            if last.coalesces and last.coalesce_key == item.coalesce_key:
                items[-1] = item
                self.coalesced += 1
                return
        items.append(item)
        while len(items) > self.maxsize:
            oldest = items.popleft()
            if oldest.lasting:
                self._kept = self._kept or []
                self._kept.append(oldest)
                continue
            self.dropped += 1
            self._missed += 1

    def pop(self) -> T | Lagged | None:
        """Take the oldest item, a `Lagged` where items are missing, or None if there is nothing."""
        if self._missed:
            missed, self._missed = self._missed, 0
            return Lagged(missed=missed)
        if self._kept:
            return self._kept.pop(0)
        return self._items.popleft() if self._items else None

    def items(self) -> list[T]:
        """Return what is there, oldest first, and leave it."""
        return [*(self._kept or ()), *self._items]
