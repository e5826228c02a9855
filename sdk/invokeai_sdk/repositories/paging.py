"""Reading a long listing page by page, in constant memory, while it changes underneath."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

_Record = TypeVar("_Record")
_Record_co = TypeVar("_Record_co", covariant=True)
_T_co = TypeVar("_T_co", covariant=True)

PAGE_SIZE: Final = 100
"""How many records one request asks for, unless told otherwise."""

_REMEMBERED: Final = 2000


class Page(Protocol[_Record_co]):
    """One page of the server's offset-paginated answers."""

    @property
    def items(self) -> Sequence[_Record_co]:
        """The records of this page."""

    @property
    def total(self) -> int:
        """How many records the whole listing has just now."""


class Paged(Generic[_Record, _T_co]):
    """An async iterator over an offset-paginated listing.

    The next page is asked for when the last one is used up. What was deleted meanwhile (often by the loop over this
    very iterator) moves the rest forward, so the iterator steps back by as much and leaves out what it gave already:
    `async for image in client.images.list(): await image.delete()` visits every image. What was added meanwhile may
    or may not be seen. The names of the last few pages are all it remembers.
    """

    def __init__(
        self,
        fetch: Callable[[int, int], Awaitable[Page[_Record]]],
        *,
        key: Callable[[_Record], str],
        make: Callable[[_Record], _T_co],
        page_size: int = PAGE_SIZE,
        when_empty: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Prepare the iterator; nothing is asked yet.

        Args:
            fetch: gets the page at an offset, a multiple of the page size, of at most so many records.
            key: a record's name, which tells it apart from the others.
            make: what the iterator yields for a record.
            page_size: how many records to ask for at once.
            when_empty: called once if the listing has nothing at all; may raise.
        """
        self._fetch = fetch
        self._key = key
        self._make = make
        self._size = page_size
        self._when_empty = when_empty
        self._offset = 0
        self._total: int | None = None
        self._waiting: deque[_Record] = deque()
        self._given: deque[str] = deque(maxlen=_REMEMBERED)
        self._ended = False

    def __aiter__(self) -> AsyncIterator[_T_co]:
        return self

    async def __anext__(self) -> _T_co:
        while not self._waiting:
            if self._ended:
                raise StopAsyncIteration
            await self._next_page()
        record = self._waiting.popleft()
        self._given.append(self._key(record))
        return self._make(record)

    async def _next_page(self) -> None:
        page = await self._fetch(self._offset, self._size)
        vanished = 0 if self._total is None else self._total - page.total
        self._total = page.total
        if vanished > 0 and self._offset > 0:
            self._offset = max(0, self._offset - vanished) // self._size * self._size
            page = await self._fetch(self._offset, self._size)
            self._total = page.total
        if not page.items:
            self._ended = True
            if self._offset == 0 and not self._given and self._when_empty is not None:
                await self._when_empty()
            return
        self._offset += self._size
        self._ended = self._offset >= page.total
        given = set(self._given)
        self._waiting.extend(record for record in page.items if self._key(record) not in given)
