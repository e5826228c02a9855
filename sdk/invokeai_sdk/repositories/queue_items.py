"""Reading the items of a queue: ids first, then as many items at a time as the server gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_api import api

from invokeai_sdk.errors import NotSupportedError
from invokeai_sdk.repositories.bulk import split_into_batches

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from invokeai_api.models.session_queue_item import SessionQueueItem
    from invokeai_api.models.session_queue_item_summary import SessionQueueItemSummary

    from invokeai_sdk.core import Core

    ItemSummary: TypeAlias = SessionQueueItemSummary | SessionQueueItem

_SUMMARIES_AT_ONCE = 200
_ITEMS_AT_ONCE = 20  # a whole item carries its graph, its results and its workflow


class QueueItems:
    """The items of one queue.

    Attributes:
        queue_id: the server's name of the queue.
    """

    def __init__(self, core: Core, queue_id: str | None = None) -> None:
        self._core = core
        self._transport = core.transport
        self.queue_id: str = queue_id if queue_id is not None else core.options.queue_id

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.queue_id!r})"

    async def item_ids(self, *, descending: bool = True) -> list[int]:
        """Return the ids of all items, whoever's they are, ended or not.

        Args:
            descending: the newest first.
        """
        try:
            answer = await self._transport.send(
                api.queue.get_queue_item_ids(queue_id=self.queue_id, order_dir="DESC" if descending else "ASC")
            )
        except NotSupportedError:  # before 6.8
            return sorted((item.item_id for item in await self.all_items()), reverse=descending)
        # The server sorts by time, to the millisecond; the items of a batch share theirs.
        return sorted(answer.item_ids, reverse=descending)

    async def items(
        self, item_ids: Iterable[int] | None = None, *, descending: bool = True
    ) -> AsyncIterator[ItemSummary]:
        """Iterate over items as summaries: state, times, batch, destination, the values of their batch fields.

        Servers before 6.14 have no summaries and give whole items, which have the same fields and more.

        Args:
            item_ids: those wanted, in this order; ones that are gone are left out. Without, all.
            descending: without ids: the newest first.
        """
        wanted = [*item_ids] if item_ids is not None else await self.item_ids(descending=descending)
        for piece in split_into_batches(wanted, _SUMMARIES_AT_ONCE):
            try:
                found = await self._transport.send(
                    api.queue.get_queue_item_summaries_by_ids(queue_id=self.queue_id, body={"item_ids": [*piece]})
                )
            except NotSupportedError:
                async for item in self.full_items(piece):
                    yield item
                continue
            for summary in found:
                yield summary

    async def full_items(
        self, item_ids: Iterable[int] | None = None, *, descending: bool = True
    ) -> AsyncIterator[SessionQueueItem]:
        """Iterate over whole items, with graph, results and workflow; a few are fetched at a time.

        Args:
            item_ids: those wanted, in this order; ones that are gone are left out. Without, all.
            descending: without ids: the newest first.
        """
        wanted = [*item_ids] if item_ids is not None else await self.item_ids(descending=descending)
        for piece in split_into_batches(wanted, _ITEMS_AT_ONCE):
            try:
                found = await self._transport.send(
                    api.queue.get_queue_items_by_item_ids(queue_id=self.queue_id, body={"item_ids": [*piece]})
                )
            except NotSupportedError:  # before 6.8
                found = [await self.get(item_id) for item_id in piece]
            for item in found:
                yield item

    async def all_items(self, *, destination: str | None = None) -> list[SessionQueueItem]:
        """Return all items whole, in one request; heavy, so prefer `items`.

        Args:
            destination: only those of this destination.
        """
        where = {} if destination is None else {"destination": destination}
        found: list[SessionQueueItem] = await self._transport.send(
            api.queue.list_all_queue_items(queue_id=self.queue_id, **where)
        )
        return found

    async def get(self, item_id: int) -> SessionQueueItem:
        """Return one item whole.

        Raises:
            NotFoundError: the queue has no such item.
        """
        item: SessionQueueItem = await self._transport.send(
            api.queue.get_queue_item(queue_id=self.queue_id, item_id=item_id)
        )
        return item

    async def current(self) -> SessionQueueItem | None:
        """Return the item that is running, if one is."""
        item: SessionQueueItem | None = await self._transport.send(
            api.queue.get_current_queue_item(queue_id=self.queue_id)
        )
        return item

    async def next(self) -> SessionQueueItem | None:
        """Return the item that will run next, if one waits."""
        item: SessionQueueItem | None = await self._transport.send(
            api.queue.get_next_queue_item(queue_id=self.queue_id)
        )
        return item
