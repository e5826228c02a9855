"""The blocking counterpart of `invokeai_sdk.repositories.queue`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import listed
from invokeai_sdk.sync.repositories.queue_items import SyncQueueItems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_api.models.batch_status import BatchStatus
    from invokeai_api.models.session_processor_status import SessionProcessorStatus
    from invokeai_api.models.session_queue_and_processor_status import SessionQueueAndProcessorStatus
    from invokeai_api.models.session_queue_counts_by_destination import SessionQueueCountsByDestination
    from invokeai_api.models.session_queue_item import SessionQueueItem

    from invokeai_sdk.repositories.queue import Queue
    from invokeai_sdk.sync.repositories.queue_watch import SyncQueueWatch


class SyncQueue(SyncQueueItems):
    """One queue: its figures, its items, and what can be done with them.

    On a server with users, what is said of all items means one's own, unless one is an admin.

    Attributes:
        queue_id: the server's name of the queue; `"default"` unless someone made others.
    """

    _async: Queue

    def status(self) -> SessionQueueAndProcessorStatus:
        """Return how many items are in which state, which runs, and whether the worker runs."""
        return self._call(self._async.status)

    def batch_status(self, batch_id: str) -> BatchStatus:
        """Return how many items of a batch are in which state. An unknown batch has none of any."""
        return self._call(self._async.batch_status, batch_id)

    def counts(self, destination: str) -> SessionQueueCountsByDestination:
        """Return how many items of a destination are in which state."""
        return self._call(self._async.counts, destination)

    def is_idle(self) -> bool:
        """Tell whether nothing is running or waiting to run, of this user or of others."""
        return self._call(self._async.is_idle)

    def wait_until_idle(self, *, timeout: float | None = None) -> None:
        """Wait until nothing is running or waiting to run.

        Args:
            timeout: how many seconds to wait at most.

        Raises:
            WaitTimeout: the time ran out.
        """
        self._call(self._async.wait_until_idle, timeout=timeout)

    def watch(self) -> SyncQueueWatch:
        """Iterate, without end, over everything that happens in the queue: items, their nodes, batches.

        It begins to listen with the first step, or with the block in `with queue.watch() as events: …`.

        Raises:
            EventsRejectedError: the server rejects the client's token.
        """
        return self._wrapped(self._call(self._async.watch))

    def pause(self) -> SessionProcessorStatus:
        """Have the worker start no more items; the running one ends. On a server with users: admins only."""
        return self._call(self._async.pause)

    def resume(self) -> SessionProcessorStatus:
        """Have the worker go on. On a server with users: admins only."""
        return self._call(self._async.resume)

    def cancel(self, item_id: int) -> SessionQueueItem:
        """Cancel one item, and return it; one that has ended stays as it is.

        Raises:
            NotFoundError: the queue has no such item.
        """
        return self._call(self._async.cancel, item_id)

    def cancel_batches(self, batch_ids: Iterable[str]) -> int:
        """Cancel every item of these batches that has not ended, and return how many there were."""
        return self._call(self._async.cancel_batches, listed(batch_ids))

    def cancel_destination(self, destination: str) -> int:
        """Cancel every item of a destination that has not ended, and return how many there were."""
        return self._call(self._async.cancel_destination, destination)

    def cancel_all_except_current(self) -> int:
        """Cancel every item that is waiting to run, and return how many there were."""
        return self._call(self._async.cancel_all_except_current)

    def delete(self, item_id: int) -> None:
        """Delete one item; if it is running, it is cancelled first.

        Raises:
            NotFoundError: the queue has no such item.
        """
        self._call(self._async.delete, item_id)

    def delete_destination(self, destination: str) -> int:
        """Delete every item of a destination, and return how many there were."""
        return self._call(self._async.delete_destination, destination)

    def delete_all_except_current(self) -> int:
        """Delete every item that is waiting to run, and return how many there were."""
        return self._call(self._async.delete_all_except_current)

    def clear(self) -> int:
        """Delete every item; what is running is cancelled. Return how many there were."""
        return self._call(self._async.clear)

    def prune(self) -> int:
        """Delete every item that has ended, and return how many there were."""
        return self._call(self._async.prune)

    def retry(self, item_ids: Iterable[int]) -> dict[int, int]:
        """Run failed and canceled items again, as new items of the same batch.

        Args:
            item_ids: those to retry. Items of another state, or that are gone, are passed over by the server.

        Returns:
            The old item's id to the new one's, for every item that is retried.
        """
        return self._call(self._async.retry, listed(item_ids))
