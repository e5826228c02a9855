"""The blocking counterpart of `invokeai_sdk.repositories.queue_items`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_api.models.session_queue_item import SessionQueueItem

    from invokeai_sdk.repositories.queue_items import ItemSummary, QueueItems


class SyncQueueItems(Mirror):
    """The items of one queue.

    Attributes:
        queue_id: the server's name of the queue.
    """

    _async: QueueItems

    @property
    def queue_id(self) -> str:
        """The server's name of the queue."""
        return self._async.queue_id

    def item_ids(self, *, descending: bool = True) -> list[int]:
        """Return the ids of all items, whoever's they are, ended or not.

        Args:
            descending: the newest first.
        """
        return self._call(self._async.item_ids, descending=descending)

    def items(self, item_ids: Iterable[int] | None = None, *, descending: bool = True) -> Iterator[ItemSummary]:
        """Iterate over items as summaries: state, times, batch, destination, the values of their batch fields.

        Servers before 6.14 have no summaries and give whole items, which have the same fields and more.

        Args:
            item_ids: those wanted, in this order; ones that are gone are left out. Without, all.
            descending: without ids: the newest first.
        """
        return self._wrapped(self._call(self._async.items, listed(item_ids), descending=descending))

    def full_items(
        self, item_ids: Iterable[int] | None = None, *, descending: bool = True
    ) -> Iterator[SessionQueueItem]:
        """Iterate over whole items, with graph, results and workflow; a few are fetched at a time.

        Args:
            item_ids: those wanted, in this order; ones that are gone are left out. Without, all.
            descending: without ids: the newest first.
        """
        return self._wrapped(self._call(self._async.full_items, listed(item_ids), descending=descending))

    def all_items(self, *, destination: str | None = None) -> list[SessionQueueItem]:
        """Return all items whole, in one request; heavy, so prefer `items`.

        Args:
            destination: only those of this destination.
        """
        return self._call(self._async.all_items, destination=destination)

    def get(self, item_id: int) -> SessionQueueItem:
        """Return one item whole.

        Raises:
            NotFoundError: the queue has no such item.
        """
        return self._call(self._async.get, item_id)

    def current(self) -> SessionQueueItem | None:
        """Return the item that is running, if one is."""
        return self._call(self._async.current)

    def next(self) -> SessionQueueItem | None:
        """Return the item that will run next, if one waits."""
        return self._call(self._async.next)
