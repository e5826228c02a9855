"""Listings: async iterators over everything a server lists, which can also be awaited as a list."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterable, Sequence

RecordT = TypeVar("RecordT")
RecordT_co = TypeVar("RecordT_co", covariant=True)
T = TypeVar("T")
ItemT = TypeVar("ItemT")

PAGE_SIZE: Final = 100
"""The default number of records per request."""

_REMEMBERED_KEYS: Final = 2000


class Page(Protocol[RecordT_co]):
    """One page of an offset-paginated answer of the server."""

    @property
    def items(self) -> Sequence[RecordT_co]:
        """The records of this page."""

    @property
    def total(self) -> int:
        """The current number of records in the whole listing."""


class Listing(Generic[T]):
    """Everything a server lists, item by item: `async for item in listing`, or as a list: `await listing`.

    The first request is sent when the first item is needed. A listing can be read once; awaiting a listing that was
    read in part returns the rest.
    """

    def __init__(self, fetch: Callable[[], Awaitable[Iterable[T] | None]]) -> None:
        """Prepare the listing; no request is sent.

        Args:
            fetch: returns the next items, an empty iterable if there may be more; None after the last.
        """
        self._fetch = fetch
        self._items: deque[T] = deque()
        self._ended = False
        self._requesting = asyncio.Lock()

    @classmethod
    def paged(
        cls,
        fetch: Callable[[int, int], Awaitable[Page[RecordT]]],
        *,
        key: Callable[[RecordT], str],
        make: Callable[[RecordT], ItemT],
        page_size: int = PAGE_SIZE,
        on_empty: Callable[[], Awaitable[None]] | None = None,
    ) -> Listing[ItemT]:
        """Return a listing that requests page after page, in constant memory.

        The next page is requested when the last one is used up. Records that are deleted meanwhile (often by the loop
        over this very listing) move the rest forward; the listing then steps back by as many and skips the records it
        has yielded: `async for image in client.images.list(): await image.delete()` visits every image. Records that
        are added meanwhile may or may not be yielded. Only the keys of the last pages are remembered.

        Args:
            fetch: returns the page at an offset (a multiple of the page size) with at most a number of records.
            key: returns the name or id of a record.
            make: returns the item to yield for a record.
            page_size: the number of records per request.
            on_empty: called once if the listing has no records; may raise.

        Raises:
            ValueError: the page size is less than 1.
        """
        if page_size < 1:
            raise ValueError(f"page_size must be at least 1, not {page_size}")
        return Listing(_Pages(fetch, key, make, page_size, on_empty).fetch_items)

    @classmethod
    def unpaged(cls, fetch: Callable[[], Awaitable[Iterable[ItemT]]]) -> Listing[ItemT]:
        """Return a listing of everything that one request returns.

        Args:
            fetch: sends the request and returns the items.
        """
        ended = False

        async def fetch_once() -> Iterable[ItemT] | None:
            nonlocal ended
            if ended:
                return None
            items = await fetch()
            ended = True
            return items

        return Listing(fetch_once)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        await self._fill(1)
        if not self._items:
            raise StopAsyncIteration
        return self._items.popleft()

    async def peek(self, count: int = 20) -> list[T]:
        """Return the next items, which stay in the listing; fewer at its end.

        Args:
            count: the number of items.
        """
        await self._fill(count)
        return [*islice(self._items, count)]

    def __await__(self) -> Generator[Any, None, list[T]]:
        return self._read_rest().__await__()

    async def _fill(self, count: int) -> None:
        """Request items until a number of them is there, or there are no more."""
        while len(self._items) < count and not self._ended:
            async with self._requesting:  # several tasks may share the listing
                if len(self._items) < count and not self._ended:
                    items = await self._fetch()
                    self._ended = items is None
                    self._items.extend(items or ())

    async def _read_rest(self) -> list[T]:
        while not self._ended:  # after an error, the items that were received stay in the listing
            await self._fill(len(self._items) + 1)
        rest = _Items(self._items)
        self._items.clear()
        return rest

    def __repr__(self) -> str:
        return "<Listing: iterate over it to request its items>"


class _Items(list[T]):
    """The items of a listing: a list that notebooks show as pictures or as a table."""

    def _repr_html_(self) -> str:
        from invokeai_sdk.repositories.display import render_items  # noqa: PLC0415 - imports the classes of items

        return render_items(self)


class _Pages(Generic[RecordT, T]):
    """The pages of one listing, in order."""

    def __init__(
        self,
        fetch: Callable[[int, int], Awaitable[Page[RecordT]]],
        key: Callable[[RecordT], str],
        make: Callable[[RecordT], T],
        page_size: int,
        on_empty: Callable[[], Awaitable[None]] | None,
    ) -> None:
        self._fetch = fetch
        self._key = key
        self._make = make
        self._size = page_size
        self._on_empty = on_empty
        self._offset = 0
        self._total: int | None = None
        self._yielded: deque[str] = deque(maxlen=_REMEMBERED_KEYS)
        self._ended = False

    async def fetch_items(self) -> list[T] | None:
        """Return the items of the next page, without those of earlier pages; None after the last page."""
        if self._ended:
            return None
        page = await self._fetch(self._offset, self._size)
        deleted = 0 if self._total is None else self._total - page.total
        self._total = page.total
        if deleted > 0 and self._offset > 0:
            self._offset = max(0, self._offset - deleted) // self._size * self._size
            page = await self._fetch(self._offset, self._size)
            self._total = page.total
        if not page.items:
            self._ended = True
            if self._offset == 0 and not self._yielded and self._on_empty is not None:
                await self._on_empty()
            return None
        self._offset += self._size
        self._ended = self._offset >= page.total
        known = set(self._yielded)
        records = [record for record in page.items if self._key(record) not in known]
        self._yielded.extend(map(self._key, records))
        return [self._make(record) for record in records]
