"""Reading a listing page by page while it changes."""

from __future__ import annotations

import pytest
from attrs import frozen

from invokeai_sdk.repositories.paging import Paged


@frozen
class Page:
    items: list[str]
    total: int


class Listing:
    """A server's listing; the newest comes first."""

    def __init__(self, count: int) -> None:
        self.names = [f"n{number}" for number in range(count)]
        self.asked: list[int] = []

    async def fetch(self, offset: int, limit: int) -> Page:
        self.asked.append(offset)
        return Page(self.names[offset : offset + limit], len(self.names))

    def pages(self, size: int = 3, **more) -> Paged:
        return Paged(self.fetch, key=str, make=str.upper, page_size=size, **more)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 10])
async def test_everything_comes_once_and_in_order(count):
    listing = Listing(count)
    assert [name async for name in listing.pages()] == [f"N{number}" for number in range(count)]
    assert len(listing.asked) == max(1, -(-count // 3))


async def test_nothing_is_asked_before_it_is_needed():
    listing = Listing(10)
    pages = listing.pages()
    assert listing.asked == []
    assert await anext(pages) == "N0"
    assert listing.asked == [0]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
async def test_deleting_each_one_visits_every_one(size):
    listing = Listing(10)
    seen = []
    async for name in listing.pages(size):
        seen.append(name)
        listing.names.remove(name.lower())
    assert sorted(seen) == sorted(f"N{number}" for number in range(10))


async def test_deleting_every_other_one_misses_none():
    listing = Listing(20)
    seen = []
    async for name in listing.pages(3):
        if len(seen) % 2 == 0:
            listing.names.remove(name.lower())
        seen.append(name)
    assert sorted(seen) == sorted(f"N{number}" for number in range(20))


async def test_what_is_added_before_is_not_given_twice():
    listing = Listing(9)
    seen = []
    async for name in listing.pages(3):
        seen.append(name)
        if len(seen) == 3:
            listing.names[:0] = ["new1", "new2"]
    assert sorted(seen) == sorted(f"N{number}" for number in range(9))


async def test_an_empty_listing_may_be_an_error():
    async def complain() -> None:
        raise LookupError("no such board")

    with pytest.raises(LookupError):
        await anext(Listing(0).pages(when_empty=complain))
    assert [name async for name in Listing(1).pages(when_empty=complain)] == ["N0"]


async def test_it_ends_for_good():
    pages = Listing(1).pages()
    assert [name async for name in pages] == ["N0"]
    with pytest.raises(StopAsyncIteration):
        await anext(pages)


async def test_ten_thousand_take_no_more_room_than_the_last_two_thousand():
    listing = Listing(10_000)
    pages = listing.pages(100)
    count = 0
    async for _ in pages:
        count += 1
        assert len(pages._waiting) < 100
    assert count == 10_000
    assert len(pages._given) == 2000
