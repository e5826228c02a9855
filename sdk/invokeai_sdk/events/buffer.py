"""Bounded buffer between the event socket, which never waits, and one reader, which may be slow."""

from __future__ import annotations

from collections import deque
from typing import Final, Generic, TypeVar

from invokeai_sdk.events.stream_items import Lagged, StreamItem

T = TypeVar("T", bound=StreamItem)

DEFAULT_SIZE: Final = 512
"""The number of unread items that a stream keeps, unless another size is given."""


class Buffer(Generic[T]):
    """Keeps unread items in order: at most `maxsize`, plus those that are `lasting`.

    A progress item that follows another one of the same node replaces it. When the buffer is full, the oldest item that
    is not lasting is dropped. Dropped items are counted, and one `Lagged` takes their place.

    Attributes:
        maxsize: the largest number of unread items.
        dropped: the number of items dropped so far because the reader was slow.
        coalesced: the number of unread items replaced so far by newer ones.
    """

    __slots__ = ("_items", "_kept", "_missed", "coalesced", "dropped", "maxsize")

    def __init__(self, maxsize: int = DEFAULT_SIZE) -> None:
        self.maxsize: int = max(1, maxsize)
        self.dropped: int = 0
        self.coalesced: int = 0
        self._missed = 0
        self._items: deque[T] = deque()
        # Lasting items that were the oldest when room was needed: all of them are older than those in `_items`.
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
        """Remove and return the oldest item, a `Lagged` where items were dropped, or None if the buffer is empty."""
        if self._missed:
            missed, self._missed = self._missed, 0
            return Lagged(missed=missed)
        if self._kept:
            return self._kept.pop(0)
        return self._items.popleft() if self._items else None

    def items(self) -> list[T]:
        """Return the unread items, oldest first, without removing them."""
        return [*(self._kept or ()), *self._items]
