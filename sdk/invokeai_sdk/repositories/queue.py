"""`Queue`: one queue of the server, `client.queue()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from invokeai_api import api

from invokeai_sdk._types import given
from invokeai_sdk.errors import WaitTimeout
from invokeai_sdk.jobs.batch_status import fetch_batch_counts
from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.item_retry import retry_items
from invokeai_sdk.repositories.bulk import split_into_batches
from invokeai_sdk.repositories.paging import Listing
from invokeai_sdk.repositories.polling import poll_until
from invokeai_sdk.repositories.queue_watch import QueueWatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

    from invokeai_api.models.session_processor_status import SessionProcessorStatus
    from invokeai_api.models.session_queue_and_processor_status import SessionQueueAndProcessorStatus
    from invokeai_api.models.session_queue_counts_by_destination import SessionQueueCountsByDestination
    from invokeai_api.models.session_queue_item import SessionQueueItem

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.batch_status import BatchCounts
    from invokeai_sdk.jobs.item_reader import ItemSummary

T = TypeVar("T")

_SUMMARIES_PER_PIECE: Final = 200
_ITEMS_PER_PIECE: Final = 20  # a whole item contains its graph, its results and its workflow


class Queue:
    """One queue: its status, its items, and the operations on them.

    On a server with several users, operations on all items of the queue change only the user's own items, unless the
    user is an admin.

    Attributes:
        queue_id: the id of the queue; `"default"` is the queue of the web UI.
    """

    def __init__(self, core: Core, queue_id: str | None = None) -> None:
        self._core = core
        self._transport = core.transport
        self._reader = core.shared(ItemReader)
        self.queue_id: str = queue_id if queue_id is not None else core.options.queue_id

    def __repr__(self) -> str:
        return f"Queue({self.queue_id!r})"

    # --- Status ------------------------------------------------------------------------------------------------------

    async def status(self) -> SessionQueueAndProcessorStatus:
        """Return the number of items in each status, the running item, and whether the processor runs."""
        return await self._transport.send(api.queue.get_queue_status(queue_id=self.queue_id))

    async def batch_status(self, batch_id: str) -> BatchCounts:
        """Return the number of items of a batch in each status; all are 0 for an unknown batch."""
        return await fetch_batch_counts(self._transport, self.queue_id, batch_id)

    async def counts(self, destination: str) -> SessionQueueCountsByDestination:
        """Return the number of items of a destination in each status."""
        return await self._transport.send(
            api.queue.counts_by_destination(queue_id=self.queue_id, destination=destination)
        )

    async def is_idle(self) -> bool:
        """Return whether no item of any user is running or waiting to run."""
        queue = (await self.status()).queue
        return not (queue.pending or queue.in_progress or queue.waiting)

    async def wait_until_idle(self, *, timeout: float | None = None) -> None:
        """Wait until no item of any user is running or waiting to run.

        Args:
            timeout: the maximum number of seconds to wait.

        Raises:
            WaitTimeout: the queue was not idle before the timeout.
        """
        if not await poll_until(self.is_idle, timeout=timeout):
            raise WaitTimeout(f"the queue {self.queue_id!r} was not idle after {timeout} s")

    def watch(self) -> QueueWatch:
        """Return an endless iterator over the events of the queue: of its items, their nodes and its batches.

        The iterator subscribes to events when the first event is requested, or at the start of the block in
        `async with queue.watch() as events: …`.

        Raises:
            EventsRejectedError: the server rejects the client's token.
        """
        return QueueWatch(self._core, self.queue_id)

    # --- Items -------------------------------------------------------------------------------------------------------

    async def item_ids(self, *, descending: bool = True) -> list[int]:
        """Return the ids of all items of all users, also of items that have ended.

        Args:
            descending: the newest item first.
        """
        ids = await self._reader.read_item_ids(self.queue_id)
        return ids if descending else ids[::-1]

    def items(self, item_ids: Iterable[int] | None = None, *, descending: bool = True) -> Listing[ItemSummary]:
        """Return summaries of items: status, times, batch, destination, and the values of their batch fields.

        Servers before 6.14 have no summaries; they return whole items, which have the same fields and more.

        Args:
            item_ids: the items, in the order to return; items that the queue does not have are left out. `None` is
                all items.
            descending: without `item_ids`: the newest item first.
        """
        return self._list(item_ids, descending, _SUMMARIES_PER_PIECE, self._reader.read_summary_records)

    def full_items(
        self, item_ids: Iterable[int] | None = None, *, descending: bool = True
    ) -> Listing[SessionQueueItem]:
        """Return whole items with graph, results and workflow, requested in pieces of 20 items.

        Args:
            item_ids: the items, in the order to return; items that the queue does not have are left out. `None` is
                all items.
            descending: without `item_ids`: the newest item first.
        """
        return self._list(item_ids, descending, _ITEMS_PER_PIECE, self._reader.read_item_records)

    def all_items(self, *, destination: str | None = None) -> Listing[SessionQueueItem]:
        """Return all items as whole items, in one request; prefer `items`, whose answers are much smaller.

        Args:
            destination: only items of this destination.
        """
        request = api.queue.list_all_queue_items(queue_id=self.queue_id, destination=given(destination))
        return Listing.unpaged(lambda: self._transport.send(request))

    async def get(self, item_id: int) -> SessionQueueItem:
        """Return one whole item.

        Raises:
            NotFoundError: the queue does not have the item.
        """
        return await self._reader.get_record(self.queue_id, item_id)

    async def current(self) -> SessionQueueItem | None:
        """Return the running item, or `None` if no item is running."""
        return await self._transport.send(api.queue.get_current_queue_item(queue_id=self.queue_id))

    async def next(self) -> SessionQueueItem | None:
        """Return the item that will run next, or `None` if no item is waiting to run."""
        return await self._transport.send(api.queue.get_next_queue_item(queue_id=self.queue_id))

    # --- Processor ---------------------------------------------------------------------------------------------------

    async def pause(self) -> SessionProcessorStatus:
        """Pause the processor after the running item.

        Raises:
            PermissionDeniedError: the server has several users, and the client is not logged in as an admin.
        """
        return await self._transport.send(api.queue.pause(queue_id=self.queue_id))

    async def resume(self) -> SessionProcessorStatus:
        """Resume the processor.

        Raises:
            PermissionDeniedError: the server has several users, and the client is not logged in as an admin.
        """
        return await self._transport.send(api.queue.resume(queue_id=self.queue_id))

    # --- Cancel, delete, retry ---------------------------------------------------------------------------------------

    async def cancel(self, item_id: int) -> SessionQueueItem:
        """Cancel one item, and return the item. An item that has ended does not change.

        Raises:
            NotFoundError: the queue does not have the item.
        """
        return await self._transport.send(api.queue.cancel_queue_item(queue_id=self.queue_id, item_id=item_id))

    async def cancel_batches(self, batch_ids: Iterable[str]) -> int:
        """Cancel the items of batches that have not ended, and return the number of canceled items."""
        request = api.queue.cancel_by_batch_ids(queue_id=self.queue_id, body={"batch_ids": [*batch_ids]})
        return (await self._transport.send(request)).canceled

    async def cancel_destination(self, destination: str) -> int:
        """Cancel the items of a destination that have not ended, and return the number of canceled items."""
        request = api.queue.cancel_by_destination(queue_id=self.queue_id, destination=destination)
        return (await self._transport.send(request)).canceled

    async def cancel_all_except_current(self) -> int:
        """Cancel the items that are waiting to run, and return the number of canceled items."""
        return (await self._transport.send(api.queue.cancel_all_except_current(queue_id=self.queue_id))).canceled

    async def delete(self, item_id: int) -> None:
        """Delete one item. A running item is canceled first.

        Raises:
            NotFoundError: the queue does not have the item.
        """
        await self._transport.send(api.queue.delete_queue_item(queue_id=self.queue_id, item_id=item_id))

    async def delete_destination(self, destination: str) -> int:
        """Delete the items of a destination, and return the number of deleted items."""
        request = api.queue.delete_by_destination(queue_id=self.queue_id, destination=destination)
        return (await self._transport.send(request)).deleted

    async def delete_all_except_current(self) -> int:
        """Delete the items that are waiting to run, and return the number of deleted items."""
        return (await self._transport.send(api.queue.delete_all_except_current(queue_id=self.queue_id))).deleted

    async def clear(self) -> int:
        """Delete all items, and return the number of deleted items. Running items are canceled first."""
        return (await self._transport.send(api.queue.clear(queue_id=self.queue_id))).deleted

    async def prune(self) -> int:
        """Delete the items that have ended, and return the number of deleted items."""
        return (await self._transport.send(api.queue.prune(queue_id=self.queue_id))).deleted

    async def retry(self, item_ids: Iterable[int]) -> dict[int, int]:
        """Run failed and canceled items again, as new items of the same batch.

        Args:
            item_ids: the items to retry. Items with another status and unknown items are skipped.

        Returns:
            The id of the new item by the id of the old item, for each item that is retried.
        """
        return (await retry_items(self._core, self.queue_id, item_ids)).new_ids

    def _list(
        self,
        item_ids: Iterable[int] | None,
        descending: bool,
        piece_size: int,
        read: Callable[[str, Sequence[int]], Awaitable[list[T]]],
    ) -> Listing[T]:
        pieces: Iterator[Sequence[int]] | None = None

        async def fetch() -> list[T] | None:
            nonlocal pieces
            if pieces is None:
                ids = await self.item_ids(descending=descending) if item_ids is None else [*item_ids]
                pieces = iter(split_into_batches(ids, piece_size))
            piece = next(pieces, None)
            return None if piece is None else await read(self.queue_id, piece)

        return Listing(fetch)
