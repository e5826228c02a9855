"""`ItemReader`: reads queue items over REST in as few requests as the server's release allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from attrs import frozen
from invokeai_api import api

from invokeai_sdk._concurrency import map_concurrently
from invokeai_sdk.errors import NotFoundError, NotSupportedError, ServerError
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.json_checks import to_integer, to_list, to_object, with_parse
from invokeai_sdk.jobs.queue_item import QueueItem, Snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from invokeai_api.models.session_queue_item import SessionQueueItem
    from invokeai_api.models.session_queue_item_summary import SessionQueueItemSummary

    from invokeai_sdk._request import Request
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import Failed

ItemSummary: TypeAlias = "SessionQueueItemSummary | SessionQueueItem"
"""A summary of a queue item; a whole item, which has the same attributes, from servers before 6.14."""

T = TypeVar("T")

SUMMARIES_PER_REQUEST: Final = 1000
"""The most ids that the server accepts in one request (`invokeai/app/api/routers/session_queue.py`)."""

ITEMS_PER_REQUEST: Final = 32
"""Whole items per request: each contains its session, which can be large."""

_CONCURRENT_REQUESTS: Final = 8


@frozen
class _Route(Generic[T]):
    """An operation that reads many items.

    Attributes:
        limit: the most ids per request.
        build: builds the request from the queue id and the item ids.
    """

    limit: int
    build: Callable[[str, list[int]], Request[Sequence[T]]]


class ItemReader:
    """Reads queue items; `core.shared(ItemReader)` is the instance of a client.

    Items that the server does not have are missing from the results. Every method raises `APIError` if a request
    fails.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._unsupported: set[str] = set()

    async def read_snapshots(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, Snapshot]:
        """Return the snapshots of items, by id."""
        routes = [_SNAPSHOTS] if len(item_ids) <= 1 else [_SNAPSHOTS, _SNAPSHOTS_OF_ITEMS]

        async def read_one(queue_id: str, item_id: int) -> Snapshot | None:
            item = await self.read_item(queue_id, item_id)
            return None if item is None else item.snapshot

        snapshots = await self._read_many(routes, read_one, queue_id, item_ids)
        return {snapshot.item_id: snapshot for snapshot in snapshots}

    async def read_items(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, QueueItem]:
        """Return whole items with their sessions, by id."""
        routes = [_WHOLE_ITEMS] if len(item_ids) > 1 else []
        items = await self._read_many(routes, self.read_item, queue_id, item_ids)
        return {item.item_id: item for item in items}

    async def get_item(self, queue_id: str, item_id: int) -> QueueItem:
        """Return a whole item with its session.

        Raises:
            NotFoundError: the queue does not have the item.
        """
        request = api.queue.get_queue_item(queue_id=queue_id, item_id=item_id)
        return await self._send(with_parse(request, QueueItem.from_json))

    async def read_item(self, queue_id: str, item_id: int) -> QueueItem | None:
        """Return a whole item with its session; None if the queue does not have the item."""
        try:
            return await self.get_item(queue_id, item_id)
        except NotFoundError:
            return None

    async def read_summary_records(self, queue_id: str, item_ids: Sequence[int]) -> list[ItemSummary]:
        """Return the typed summaries of items, in the order of the ids."""
        routes: list[_Route[ItemSummary]] = [_Route(SUMMARIES_PER_REQUEST, _summaries)]
        if len(item_ids) > 1:
            routes.append(_Route(ITEMS_PER_REQUEST, _items))
        return await self._read_many(routes, self._read_record, queue_id, item_ids)

    async def read_item_records(self, queue_id: str, item_ids: Sequence[int]) -> list[SessionQueueItem]:
        """Return typed whole items, in the order of the ids."""
        routes = [_Route(ITEMS_PER_REQUEST, _items)] if len(item_ids) > 1 else []
        return await self._read_many(routes, self._read_record, queue_id, item_ids)

    async def get_record(self, queue_id: str, item_id: int) -> SessionQueueItem:
        """Return a typed whole item.

        Raises:
            NotFoundError: the queue does not have the item.
        """
        return await self._send(api.queue.get_queue_item(queue_id=queue_id, item_id=item_id))

    async def read_item_ids(self, queue_id: str) -> list[int]:
        """Return the ids of all items of a queue, newest first."""
        ids = await self._read_ids(queue_id)
        if ids is None:
            ids = [snapshot.item_id for snapshot in await self._read_all(queue_id)]
        return sorted(ids, reverse=True)

    async def read_older(self, queue_id: str, item_id: int) -> list[Snapshot]:
        """Return the snapshots of the items of a queue that are older than an item, newest first."""
        ids = await self._read_ids(queue_id)
        if ids is None:
            older = [snapshot for snapshot in await self._read_all(queue_id) if snapshot.item_id < item_id]
        else:
            older = [*(await self.read_snapshots(queue_id, [other for other in ids if other < item_id])).values()]
        return sorted(older, key=lambda snapshot: snapshot.item_id, reverse=True)

    async def read_batch_items(
        self, queue_id: str, batch_id: str, *, newer_than: int = 0, total: int | None = None
    ) -> list[Snapshot]:
        """Return the snapshots of the items of a batch, oldest first, without the children of workflow calls.

        Args:
            queue_id: the id of the queue.
            batch_id: the id of the batch.
            newer_than: leave out this item id and lower ones.
            total: the number of items of the batch, with children; None to request it.
        """
        if total is None:
            total = (await fetch_batch_counts(self._transport, queue_id, batch_id)).total
        snapshots: list[Snapshot] = []
        ids = await self._read_ids(queue_id) if total else []
        if ids is None:
            snapshots = [snapshot for snapshot in await self._read_all(queue_id) if snapshot.item_id > newer_than]
            ids = []
        newest_first = sorted((item_id for item_id in ids if item_id > newer_than), reverse=True)
        for piece in _split(newest_first, SUMMARIES_PER_REQUEST):
            snapshots += (await self.read_snapshots(queue_id, piece)).values()
            if sum(snapshot.batch_id == batch_id for snapshot in snapshots) >= total:
                break
        own = [each for each in snapshots if each.batch_id == batch_id and each.parent_item_id is None]
        return sorted(own, key=lambda snapshot: snapshot.item_id)

    async def read_failures(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, Failed]:
        """Return the failures of failed items, by id."""
        items = await self.read_items(queue_id, item_ids)
        return {item_id: item.read_failure() for item_id, item in items.items()}

    async def _read_record(self, queue_id: str, item_id: int) -> SessionQueueItem | None:
        try:
            return await self.get_record(queue_id, item_id)
        except NotFoundError:
            return None

    async def _read_many(
        self,
        routes: Sequence[_Route[T]],
        read_one: Callable[[str, int], Awaitable[T | None]],
        queue_id: str,
        item_ids: Sequence[int],
    ) -> list[T]:
        """Read items with the first operation that the server supports, or else one by one."""
        for route in routes:
            items: list[T] = []
            operation = route.build(queue_id, []).operation
            if operation in self._unsupported:
                continue
            try:
                for piece in _split(item_ids, route.limit):
                    items += await self._transport.send(route.build(queue_id, [*piece]))
            except NotSupportedError:
                self._unsupported.add(operation)
            else:
                return items

        async def read(item_id: int) -> T | None:
            return await read_one(queue_id, item_id)

        found = await map_concurrently(read, item_ids, limit=_CONCURRENT_REQUESTS)
        return [item for item in found if item is not None]

    async def _send(self, request: Request[T]) -> T:
        """Send a request for one item; a missing item is a `NotFoundError` from every server."""
        try:
            return await self._transport.send(request)
        except ServerError as error:
            # Older servers wrap their own 404 for an item of another queue in a 500.
            if "not found" not in str(error.detail).lower():
                raise
            raise NotFoundError(
                str(error), method=error.method, url=error.url, status_code=404, body=error.body, detail=error.detail
            ) from error

    async def _read_ids(self, queue_id: str) -> list[int] | None:
        """Return the ids of all items of a queue; None if the server can only list whole items (before 6.8)."""
        request = api.queue.get_queue_item_ids(queue_id=queue_id)
        try:
            return await self._transport.send(with_parse(request, _parse_ids))
        except NotSupportedError:
            return None

    async def _read_all(self, queue_id: str) -> list[Snapshot]:
        request = api.queue.list_all_queue_items(queue_id=queue_id)
        return await self._transport.send(with_parse(request, _parse_snapshots))


def _summaries(queue_id: str, item_ids: list[int]) -> Request[list[SessionQueueItemSummary]]:
    return api.queue.get_queue_item_summaries_by_ids(queue_id=queue_id, body={"item_ids": item_ids})


def _items(queue_id: str, item_ids: list[int]) -> Request[list[SessionQueueItem]]:
    return api.queue.get_queue_items_by_item_ids(queue_id=queue_id, body={"item_ids": item_ids})


def _parse_ids(data: object) -> list[int]:
    return to_list(to_object(data).get("item_ids"), to_integer, "item_ids")


def _parse_snapshots(data: object) -> list[Snapshot]:
    return to_list(data, Snapshot.from_json)


def _parse_items(data: object) -> list[QueueItem]:
    return to_list(data, QueueItem.from_json)


_WHOLE_ITEMS: Final[_Route[QueueItem]] = _Route(
    ITEMS_PER_REQUEST, lambda queue, ids: with_parse(_items(queue, ids), _parse_items)
)
_SNAPSHOTS: Final[_Route[Snapshot]] = _Route(
    SUMMARIES_PER_REQUEST,
    lambda queue, ids: with_parse(_summaries(queue, ids), _parse_snapshots),
)
_SNAPSHOTS_OF_ITEMS: Final[_Route[Snapshot]] = _Route(
    ITEMS_PER_REQUEST, lambda queue, ids: with_parse(_items(queue, ids), _parse_snapshots)
)


def _split(item_ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (item_ids[start : start + size] for start in range(0, len(item_ids), size))
