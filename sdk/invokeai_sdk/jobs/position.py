"""Position of a pending job in its queue."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk.jobs.state import COMPLETED, IN_PROGRESS, PENDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.jobs.item_reader import ItemReader
    from invokeai_sdk.jobs.queue_item import Snapshot

_SAMPLE_SIZE: Final = 20
"""The number of completed items from which the estimate is made."""


@frozen(kw_only=True)
class QueuePosition:
    """The position of a pending job in its queue.

    Attributes:
        ahead: the number of pending items that run before the job. Items that were put at the front of the queue after
            the job are not counted.
        running: the number of items that are running now.
        seconds: an estimate of the time until the job starts, from the durations of the items that completed last;
            None if no item has completed.
    """

    ahead: int
    running: int
    seconds: float | None


async def find_position(
    reader: ItemReader, queue_id: str, item_id: int, *, batch_id: str | None = None
) -> QueuePosition | None:
    """Return the position of an item in its queue; None if the item is not pending.

    The server runs the items with the highest priority first, and those with the lowest id first among them
    (`invokeai/app/services/session_queue/session_queue_sqlite.py`). An item at the front of the queue has a higher
    priority than all items that were pending before: of the older items, only those of its own batch run before it.

    Args:
        reader: reads the items.
        queue_id: the id of the queue.
        item_id: the id of the item.
        batch_id: the batch of the item, if known; an item of another batch counts as missing.
    """
    item = await reader.read_item(queue_id, item_id)
    if item is None or item.snapshot.status != PENDING or batch_id not in (None, item.batch_id):
        return None
    older = await reader.read_older(queue_id, item_id)
    only_batch = item.batch_id if item.priority else None
    ahead = sum(each.status == PENDING and only_batch in (None, each.batch_id) for each in older)
    running = sum(each.status == IN_PROGRESS for each in older)
    durations = _read_durations(older)
    return QueuePosition(
        ahead=ahead, running=running, seconds=(ahead + running) * median(durations) if durations else None
    )


def _read_durations(snapshots: Iterable[Snapshot]) -> list[float]:
    """Return the durations of the first completed items, in seconds."""
    durations: list[float] = []
    for snapshot in snapshots:
        duration = _read_duration(snapshot) if snapshot.status == COMPLETED else None
        if duration is not None:
            durations.append(duration)
            if len(durations) == _SAMPLE_SIZE:
                break
    return durations


def _read_duration(snapshot: Snapshot) -> float | None:
    """Return the time in seconds from the start to the end of an item; None if the server gave no valid times."""
    if not snapshot.started_at or not snapshot.completed_at:
        return None
    try:
        duration = datetime.fromisoformat(snapshot.completed_at) - datetime.fromisoformat(snapshot.started_at)
    except (ValueError, TypeError):  # not a time, or only one of the times has a zone
        return None
    return max(0.0, duration.total_seconds())
