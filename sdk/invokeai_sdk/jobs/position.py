"""Where a waiting job stands, from what the server tells of its queue."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk.jobs.state import COMPLETED, IN_PROGRESS, PENDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.jobs.lookup import Lookup, Snapshot

_SAMPLE: Final = 20
"""Completed items that the estimate is made from."""


@frozen(kw_only=True)
class QueuePosition:
    """Where a waiting job stands.

    Attributes:
        ahead: waiting items that come before it. Those put in front of the queue after it are not counted.
        running: items that run now.
        seconds: an estimate of the time until it starts, from the items that completed last; None without any.
    """

    ahead: int
    running: int
    seconds: float | None


async def position(lookup: Lookup, queue_id: str, item_id: int) -> QueuePosition | None:
    """Return where an item stands; None if it does not wait.

    The server takes the highest priority first and then the lowest id
    (`invokeai/app/services/session_queue/session_queue_sqlite.py`). An item put in front of the queue has a priority
    above all that waited then, and of what was queued before it, only its own batch comes first.
    """
    item = await lookup.item(queue_id, item_id)
    if item is None or item["status"] != PENDING:
        return None
    ids = await lookup.item_ids(queue_id)
    snapshots = await lookup.snapshots(queue_id, [one for one in ids if one < item_id])
    batch_id = item["batch_id"] if item.get("priority") else None
    ahead = sum(one.status == PENDING and batch_id in (None, one.batch_id) for one in snapshots.values())
    running = sum(one.status == IN_PROGRESS for one in snapshots.values())
    durations = _durations(sorted(snapshots.values(), key=lambda one: one.item_id, reverse=True))
    return QueuePosition(
        ahead=ahead, running=running, seconds=(ahead + running) * median(durations) if durations else None
    )


def _durations(snapshots: Iterable[Snapshot]) -> list[float]:
    durations: list[float] = []
    for one in snapshots:
        if one.status == COMPLETED and one.started_at and one.completed_at and len(durations) < _SAMPLE:
            took = datetime.fromisoformat(one.completed_at) - datetime.fromisoformat(one.started_at)
            durations.append(took.total_seconds())
    return durations
