"""Asking the server for the truth about many jobs at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen
from invokeai_api import api

from invokeai_sdk.errors import APIStatusError, NotFoundError, ServerError, UnexpectedResponseError
from invokeai_sdk.jobs.abreast import abreast
from invokeai_sdk.jobs.events import Failed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core

_MOST: Final = 1000
"""Ids the server takes in one request (`invokeai/app/api/routers/session_queue.py`)."""

WHOLE_ITEMS: Final = 32
"""Whole items asked for in one request: each has its session, which may be large."""

_SUMMARIES: Final = "queue.get_queue_item_summaries_by_ids"
"""Older servers lack it."""

_ITEMS: Final = "queue.get_queue_items_by_item_ids"
"""Still older ones lack it, too."""

_METHOD_NOT_ALLOWED: Final = 405
_AT_ONCE: Final = 8


@frozen
class Snapshot:
    """One item as REST tells.

    Attributes:
        item_id: the item.
        status: its status.
        sequence: its `status_sequence`, where the answer has one.
        batch_id: its batch.
        parent_item_id: for an item that a workflow call made, the one that called.
        retried_from: for a retry, the item first tried.
        created_at: when it was queued, UTC, as the server writes it.
        started_at: when it began.
        completed_at: when it ended.
    """

    item_id: int
    status: str
    sequence: int | None
    batch_id: str
    parent_item_id: int | None
    retried_from: int | None
    created_at: str | None
    started_at: str | None
    completed_at: str | None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Snapshot:
        """Read an item or a summary of one."""
        return cls(
            item["item_id"],
            item["status"],
            item.get("status_sequence"),
            item.get("batch_id") or "",
            item.get("parent_item_id"),
            item.get("retried_from_item_id"),
            item.get("created_at"),
            item.get("started_at"),
            item.get("completed_at"),
        )


class Lookup:
    """Looks items up, in as few requests as the server allows."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._lacking: set[str] = set()

    async def snapshots(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, Snapshot]:
        """Return what the server knows of items; those it does not know are missing.

        Raises:
            APIError: the server could not be asked.
        """
        items = await self._many((_SUMMARIES, _ITEMS), queue_id, item_ids)
        return {item["item_id"]: Snapshot.of(item) for item in items}

    async def items(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, JSONObject]:
        """Return whole items with their sessions; those the queue does not have are missing.

        Raises:
            APIError: the server could not be asked.
        """
        return {item["item_id"]: item for item in await self._many((_ITEMS,), queue_id, item_ids)}

    async def _many(self, ways: Sequence[str], queue_id: str, item_ids: Sequence[int]) -> list[JSONObject]:
        """Ask in the first way that the server has; a single whole item, or without any way, one by one."""
        for way in ways:
            if way in self._lacking or (way == _ITEMS and len(item_ids) == 1):
                continue
            found: list[JSONObject] = []
            try:
                for piece in _pieces(item_ids, WHOLE_ITEMS if way == _ITEMS else _MOST):
                    found += await self._transport.raw(way, queue_id=queue_id, body={"item_ids": [*piece]})  # type: ignore[arg-type]
            except APIStatusError as error:
                if error.status_code != _METHOD_NOT_ALLOWED and not isinstance(error, NotFoundError):
                    raise
            except UnexpectedResponseError:
                pass
            else:
                return found
            self._lacking.add(way)
        items = await abreast(partial(self.item, queue_id), item_ids, at_once=_AT_ONCE)
        return [item for item in items if item is not None]

    async def item(self, queue_id: str, item_id: int) -> JSONObject | None:
        """Return a whole item with its session; None if the queue has no such item.

        Raises:
            APIError: the server could not be asked.
        """
        try:
            item = await self._transport.send(api.queue.get_queue_item(queue_id=queue_id, item_id=item_id).as_json())
        except NotFoundError:
            return None
        except ServerError as error:
            # The server wraps its own 404 for an item of another queue.
            if "not found" in str(error.detail).lower():
                return None
            raise
        return item if isinstance(item, dict) else None

    async def item_ids(self, queue_id: str) -> list[int]:
        """Return the ids of all items of a queue, newest first."""
        ids = await self._ids(queue_id)
        if ids is None:
            ids = [one.item_id for one in await self._listed(queue_id)]
        return sorted(ids, reverse=True)

    async def older(self, queue_id: str, item_id: int) -> list[Snapshot]:
        """Return the items of a queue that are older than one of them, newest first."""
        ids = await self._ids(queue_id)
        if ids is None:
            found = [one for one in await self._listed(queue_id) if one.item_id < item_id]
        else:
            found = [*(await self.snapshots(queue_id, [one for one in ids if one < item_id])).values()]
        return sorted(found, key=lambda one: one.item_id, reverse=True)

    async def _ids(self, queue_id: str) -> list[int] | None:
        """Return the ids of all items of a queue; None from a server that lists whole items alone."""
        try:
            answer = await self._transport.send(api.queue.get_queue_item_ids(queue_id=queue_id).as_json())
        except (NotFoundError, UnexpectedResponseError):
            return None
        return list(answer["item_ids"])  # type: ignore[index, call-overload, arg-type]

    async def _listed(self, queue_id: str) -> list[Snapshot]:
        items: list[JSONObject] = await self._transport.send(
            api.queue.list_all_queue_items(queue_id=queue_id).as_json()
        )  # type: ignore[assignment]
        return [Snapshot.of(item) for item in items]

    async def batch_total(self, queue_id: str, batch_id: str) -> int:
        """Return how many items of a batch the server has; 0 also for a batch it does not know."""
        status = await self._transport.send(api.queue.get_batch_status(queue_id=queue_id, batch_id=batch_id).as_json())
        return int(status["total"])  # type: ignore[index, call-overload]

    async def batch_items(self, queue_id: str, batch_id: str, *, newer_than: int = 0) -> list[Snapshot]:
        """Return the items of a batch, oldest first, without those that workflow calls made.

        Args:
            queue_id: the queue.
            batch_id: the batch.
            newer_than: leave out items up to this id.
        """
        total = await self.batch_total(queue_id, batch_id)
        found: list[Snapshot] = []
        ids = await self._ids(queue_id) if total else []
        if ids is None:
            found = [one for one in await self._listed(queue_id) if one.item_id > newer_than]
        for piece in _pieces(sorted((one for one in ids or () if one > newer_than), reverse=True), _MOST):
            found += (await self.snapshots(queue_id, piece)).values()
            if sum(one.batch_id == batch_id for one in found) >= total:
                break
        mine = (one for one in found if one.batch_id == batch_id and one.parent_item_id is None)
        return sorted(mine, key=lambda one: one.item_id)

    async def failures(self, queue_id: str, item_ids: Sequence[int]) -> dict[int, Failed]:
        """Return why items failed, as far as the server still knows."""
        return {item_id: failure_of(item) for item_id, item in (await self.items(queue_id, item_ids)).items()}


def failure_of(item: Mapping[str, Any]) -> Failed:
    """Read from a failed item which node failed, and why."""
    session = item.get("session") or {}
    prepared_id = next(iter(session.get("errors") or {}), None)
    node_id = (session.get("prepared_source_mapping") or {}).get(prepared_id)
    nodes = (session.get("graph") or {}).get("nodes") or {}
    return Failed(
        item_id=item["item_id"],
        batch_id=item.get("batch_id") or "",
        node_id=node_id,
        node_type=(nodes.get(node_id) or {}).get("type"),
        error_type=item.get("error_type"),
        error_message=item.get("error_message"),
        traceback=item.get("error_traceback"),
    )


def _pieces(item_ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (item_ids[start : start + size] for start in range(0, len(item_ids), size))
