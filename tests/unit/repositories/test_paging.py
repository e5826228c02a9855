"""Listings: page by page while they change, or at once; iterated over, or awaited."""

from __future__ import annotations

import asyncio

import pytest
from attrs import frozen

from invokeai_sdk.repositories.paging import Listing


@frozen
class Page:
    items: list[str]
    total: int


class Server:
    """A server's listing; the newest comes first."""

    def __init__(self, count: int) -> None:
        self.names = [f"n{number}" for number in range(count)]
        self.asked: list[int] = []

    async def fetch(self, offset: int, limit: int) -> Page:
        self.asked.append(offset)
        return Page(self.names[offset : offset + limit], len(self.names))

    def pages(self, size: int = 3, **more) -> Listing[str]:
        return Listing.paged(self.fetch, key=str, make=str.upper, page_size=size, **more)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 10])
async def test_everything_comes_once_and_in_order(count):
    listing = Server(count)
    assert [name async for name in listing.pages()] == [f"N{number}" for number in range(count)]
    assert len(listing.asked) == max(1, -(-count // 3))


async def test_nothing_is_asked_before_it_is_needed():
    listing = Server(10)
    pages = listing.pages()
    assert listing.asked == []
    assert await anext(pages) == "N0"
    assert listing.asked == [0]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
async def test_deleting_each_one_visits_every_one(size):
    listing = Server(10)
    seen = []
    async for name in listing.pages(size):
        seen.append(name)
        listing.names.remove(name.lower())
    assert sorted(seen) == sorted(f"N{number}" for number in range(10))


async def test_deleting_every_other_one_misses_none():
    listing = Server(20)
    seen = []
    async for name in listing.pages(3):
        if len(seen) % 2 == 0:
            listing.names.remove(name.lower())
        seen.append(name)
    assert sorted(seen) == sorted(f"N{number}" for number in range(20))


async def test_what_is_added_before_is_not_given_twice():
    listing = Server(9)
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
        await anext(Server(0).pages(on_empty=complain))
    assert [name async for name in Server(1).pages(on_empty=complain)] == ["N0"]


async def test_it_ends_for_good():
    pages = Server(1).pages()
    assert [name async for name in pages] == ["N0"]
    with pytest.raises(StopAsyncIteration):
        await anext(pages)


async def test_ten_thousand_take_no_more_room_than_the_last_two_thousand():
    listing = Server(10_000)
    pages = listing.pages(100)
    count = 0
    async for _ in pages:
        count += 1
        assert len(pages._items) < 100
    assert count == 10_000
    assert len(pages._fetch.__self__._yielded) == 2000


async def test_a_listing_is_awaited_as_a_list():
    assert await Server(7).pages() == [f"N{number}" for number in range(7)]
    pages = Server(4).pages()
    assert await anext(pages) == "N0"
    assert await pages == ["N1", "N2", "N3"]
    assert await pages == []


async def test_an_answer_without_pages_is_a_listing_too():
    requests = 0

    async def fetch() -> list[int]:
        nonlocal requests
        requests += 1
        if requests == 1:
            raise LookupError("once")
        return [1, 2]

    listing = Listing.unpaged(fetch)
    assert requests == 0
    with pytest.raises(LookupError):
        await anext(listing)
    assert [number async for number in listing] == [1, 2]
    assert await listing == []
    assert requests == 2


async def test_tasks_that_share_a_listing_receive_every_item_once():
    async def fetch(offset, limit):
        await asyncio.sleep(0)
        return FakePage([str(number) for number in range(offset, min(offset + limit, 49))], 49)

    listing = Listing.paged(fetch, key=str, make=str, page_size=10)

    async def read():
        return [item async for item in listing]

    parts = await asyncio.gather(read(), read(), read())
    assert sorted(int(item) for part in parts for item in part) == [*range(49)]


async def test_a_listing_keeps_its_items_when_a_request_fails():
    failures = [OSError("no answer")]

    async def fetch(offset, limit):
        if offset == 20 and failures:
            raise failures.pop()
        return FakePage([str(number) for number in range(offset, min(offset + limit, 25))], 25)

    listing = Listing.paged(fetch, key=str, make=str, page_size=10)
    with pytest.raises(OSError, match="no answer"):
        await listing
    assert [int(item) for item in await listing] == [*range(25)]


def test_a_page_has_at_least_one_item():
    with pytest.raises(ValueError, match="page_size must be at least 1"):
        Listing.paged(None, key=str, make=str, page_size=0)


class FakePage:
    def __init__(self, items, total):
        self.items = items
        self.total = total
