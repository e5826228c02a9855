"""A queue of the server: `client.queue()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import anyio

from invokeai_sdk.errors import WaitTimeout
from invokeai_sdk.repositories.queue_items import QueueItems
from invokeai_sdk.repositories.queue_watch import QueueWatch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_api.models.batch_status import BatchStatus
    from invokeai_api.models.session_processor_status import SessionProcessorStatus
    from invokeai_api.models.session_queue_and_processor_status import SessionQueueAndProcessorStatus
    from invokeai_api.models.session_queue_counts_by_destination import SessionQueueCountsByDestination
    from invokeai_api.models.session_queue_item import SessionQueueItem


_FIRST_WAIT: Final = 0.05
_LONGEST_WAIT: Final = 1.0


class Queue(QueueItems):
    """One queue: its figures, its items, and what can be done with them.

    On a server with users, what is said of all items means one's own, unless one is an admin.

    Attributes:
        queue_id: the server's name of the queue; `"default"` unless someone made others.
    """

    async def status(self) -> SessionQueueAndProcessorStatus:
        """Return how many items are in which state, which runs, and whether the worker runs."""
        status: SessionQueueAndProcessorStatus = await self._ask("queue.get_queue_status")
        return status

    async def batch_status(self, batch_id: str) -> BatchStatus:
        """Return how many items of a batch are in which state. An unknown batch has none of any."""
        status: BatchStatus = await self._ask("queue.get_batch_status", batch_id=batch_id)
        return status

    async def counts(self, destination: str) -> SessionQueueCountsByDestination:
        """Return how many items of a destination are in which state."""
        counts: SessionQueueCountsByDestination = await self._ask(
            "queue.counts_by_destination", destination=destination
        )
        return counts

    async def is_idle(self) -> bool:
        """Tell whether nothing is running or waiting to run, of this user or of others."""
        queue = (await self.status()).queue
        return not (queue.pending or queue.in_progress or getattr(queue, "waiting", 0))

    async def wait_until_idle(self, *, timeout: float | None = None) -> None:
        """Wait until nothing is running or waiting to run.

        Args:
            timeout: how many seconds to wait at most.

        Raises:
            WaitTimeout: the time ran out.
        """
        wait = _FIRST_WAIT
        with anyio.move_on_after(timeout):
            while not await self.is_idle():
                await anyio.sleep(wait)
                wait = min(wait * 1.5, _LONGEST_WAIT)
            return
        raise WaitTimeout(f"the queue {self.queue_id!r} was not idle after {timeout} s")

    def watch(self) -> QueueWatch:
        """Iterate, without end, over everything that happens in the queue: items, their nodes, batches.

        It begins to listen with the first step, or with the block in `async with queue.watch() as events: …`.

        Raises:
            EventsRejectedError: the server rejects the client's token.
        """
        return QueueWatch(self._core, self.queue_id)

    async def pause(self) -> SessionProcessorStatus:
        """Have the worker start no more items; the running one ends. On a server with users: admins only."""
        status: SessionProcessorStatus = await self._ask("queue.pause")
        return status

    async def resume(self) -> SessionProcessorStatus:
        """Have the worker go on. On a server with users: admins only."""
        status: SessionProcessorStatus = await self._ask("queue.resume")
        return status

    async def cancel(self, item_id: int) -> SessionQueueItem:
        """Cancel one item, and return it; one that has ended stays as it is.

        Raises:
            NotFoundError: the queue has no such item.
        """
        item: SessionQueueItem = await self._ask("queue.cancel_queue_item", item_id=item_id)
        return item

    async def cancel_batches(self, batch_ids: Iterable[str]) -> int:
        """Cancel every item of these batches that has not ended, and return how many there were."""
        answer = await self._ask("queue.cancel_by_batch_ids", body={"batch_ids": [*batch_ids]})
        return int(answer.canceled)

    async def cancel_destination(self, destination: str) -> int:
        """Cancel every item of a destination that has not ended, and return how many there were."""
        answer = await self._ask("queue.cancel_by_destination", destination=destination)
        return int(answer.canceled)

    async def cancel_all_except_current(self) -> int:
        """Cancel every item that is waiting to run, and return how many there were."""
        return int((await self._ask("queue.cancel_all_except_current")).canceled)

    async def delete(self, item_id: int) -> None:
        """Delete one item; if it is running, it is cancelled first.

        Raises:
            NotFoundError: the queue has no such item.
        """
        await self._ask("queue.delete_queue_item", item_id=item_id)

    async def delete_destination(self, destination: str) -> int:
        """Delete every item of a destination, and return how many there were."""
        answer = await self._ask("queue.delete_by_destination", destination=destination)
        return int(answer.deleted)

    async def delete_all_except_current(self) -> int:
        """Delete every item that is waiting to run, and return how many there were."""
        return int((await self._ask("queue.delete_all_except_current")).deleted)

    async def clear(self) -> int:
        """Delete every item; what is running is cancelled. Return how many there were."""
        return int((await self._ask("queue.clear")).deleted)

    async def prune(self) -> int:
        """Delete every item that has ended, and return how many there were."""
        return int((await self._ask("queue.prune")).deleted)

    async def retry(self, item_ids: Iterable[int]) -> dict[int, int]:
        """Run failed and canceled items again, as new items of the same batch.

        Args:
            item_ids: those to retry. Items of another state, or that are gone, are passed over by the server.

        Returns:
            The old item's id to the new one's, for every item that is retried.
        """
        asked = [*item_ids]
        last = max(await self.item_ids(), default=0)
        answer = await self._ask("queue.retry_items_by_id", body=asked)
        retried = set(answer.retried_item_ids)
        new = [item_id for item_id in await self.item_ids() if item_id > last]
        again: dict[int, int] = {}
        if retried:
            async for item in self.full_items(new):
                if isinstance(item.retried_from_item_id, int) and item.retried_from_item_id in retried:
                    again[item.retried_from_item_id] = item.item_id
        return again

    async def _ask(self, operation: str, **args: Any) -> Any:
        return await self._transport.call(operation, queue_id=self.queue_id, **args)
