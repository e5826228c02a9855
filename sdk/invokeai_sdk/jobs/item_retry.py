"""Retry of failed and canceled queue items."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from attrs import field, frozen
from invokeai_api import api

from invokeai_sdk.jobs.item_reader import ItemReader
from invokeai_sdk.jobs.json_checks import to_integer, to_list, to_object, with_parse
from invokeai_sdk.jobs.state import CANCELED, FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.core import Core

_RETRYABLE: Final = frozenset({FAILED, CANCELED})


@frozen(kw_only=True)
class RetryReport:
    """The result of a retry, by the ids of the items that were to be retried.

    Attributes:
        new_ids: the id of the new item for each item that was retried. A child of a workflow call is retried with its
            whole chain: its new item is that of the topmost parent.
        skipped: the status of each item that neither failed nor was canceled; an empty string for an item that the
            queue does not have.
        refused: the items that the server did not retry because the queue is full.
        vanished: the items that were retried, but whose new item was deleted before its id could be read.
    """

    new_ids: dict[int, int] = field(factory=dict)
    skipped: dict[int, str] = field(factory=dict)
    refused: tuple[int, ...] = ()
    vanished: tuple[int, ...] = ()


async def retry_items(
    core: Core, queue_id: str, item_ids: Iterable[int], *, batch_id: str | None = None
) -> RetryReport:
    """Run failed and canceled items again as new items of the same batch.

    Args:
        core: the client.
        queue_id: the id of the queue.
        item_ids: the ids of the items; items that cannot be retried are skipped.
        batch_id: the batch of the items; items of other batches count as missing. None for any batch.

    Raises:
        APIError: a request failed.
    """
    reader = core.shared(ItemReader)
    asked = [*dict.fromkeys(item_ids)]
    snapshots = await reader.read_snapshots(queue_id, asked)
    statuses = {
        item_id: snapshot.status
        for item_id, snapshot in snapshots.items()
        if batch_id is None or snapshot.batch_id == batch_id
    }
    skipped = {item_id: status for item_id in asked if (status := statuses.get(item_id, "")) not in _RETRYABLE}
    items = await reader.read_items(queue_id, [item_id for item_id in asked if item_id not in skipped])
    skipped |= dict.fromkeys((item_id for item_id in asked if item_id not in skipped and item_id not in items), "")
    if not items:
        return RetryReport(skipped=skipped)
    roots = {item_id: item.root_item_id or item_id for item_id, item in items.items()}
    other_roots = sorted(set(roots.values()) - items.keys())
    root_items = items | (await reader.read_items(queue_id, other_roots) if other_roots else {})
    newest = max(await reader.read_item_ids(queue_id), default=0)
    request = api.queue.retry_items_by_id(queue_id=queue_id, body=[*items])
    retried = await core.transport.send(with_parse(request, _parse_retried))
    # The answer names the old items; a new item names the item that was tried first.
    batch_ids = {item.batch_id for item in items.values()} if retried else set()
    new_by_origin = await _read_new_items(reader, queue_id, newest, batch_ids)
    new_by_root: dict[int, int | None] = {}
    for root in retried:
        root_item = root_items.get(root)
        origin = (None if root_item is None else root_item.retried_from_item_id) or root
        queue = new_by_origin.get(origin)
        new_by_root[root] = queue.popleft() if queue else None
    return RetryReport(
        new_ids={item_id: new for item_id, root in roots.items() if (new := new_by_root.get(root)) is not None},
        skipped=skipped,
        refused=tuple(item_id for item_id, root in roots.items() if root not in new_by_root),
        vanished=tuple(item_id for item_id, root in roots.items() if root in new_by_root and new_by_root[root] is None),
    )


async def _read_new_items(reader: ItemReader, queue_id: str, newest: int, batch_ids: set[str]) -> dict[int, deque[int]]:
    """Return the ids of the batches' items newer than `newest`, oldest first, by the id of the item tried first."""
    new_by_origin: dict[int, deque[int]] = defaultdict(deque)
    if not batch_ids:
        return new_by_origin
    new_ids = sorted(item_id for item_id in await reader.read_item_ids(queue_id) if item_id > newest)
    snapshots = await reader.read_snapshots(queue_id, new_ids)
    candidates = [item_id for item_id in new_ids if item_id in snapshots and snapshots[item_id].batch_id in batch_ids]
    items = await reader.read_items(queue_id, candidates)
    for item_id in sorted(items):
        origin = items[item_id].retried_from_item_id
        if origin is not None:
            new_by_origin[origin].append(item_id)
    return new_by_origin


def _parse_retried(data: object) -> list[int]:
    return to_list(to_object(data).get("retried_item_ids"), to_integer, "retried_item_ids")
