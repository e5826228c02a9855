"""Status of a batch: the number of its items in each status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from invokeai_api import api

from invokeai_sdk.jobs.json_checks import to_count, to_object, with_parse

if TYPE_CHECKING:
    from invokeai_sdk.transport import Transport


_COUNTS: Final = ("pending", "in_progress", "completed", "failed", "canceled", "total")


@frozen(kw_only=True)
class BatchCounts:
    """The number of items of a batch in each status, with the children of workflow calls.

    Attributes:
        pending: items that wait in the queue.
        in_progress: items that are running.
        waiting: items that wait for the child jobs of a workflow call; always 0 before InvokeAI 6.13.
        completed: items that completed.
        failed: items that failed.
        canceled: items that were canceled.
        total: all items; 0 if the server does not have the batch.
    """

    pending: int = 0
    in_progress: int = 0
    waiting: int = 0
    completed: int = 0
    failed: int = 0
    canceled: int = 0
    total: int = 0

    @property
    def unfinished(self) -> int:
        """The number of items that have not ended."""
        return self.total - self.completed - self.failed - self.canceled


async def fetch_batch_counts(transport: Transport, queue_id: str, batch_id: str) -> BatchCounts:
    """Return the number of items of a batch in each status; all are 0 for a batch that the server does not have.

    Raises:
        APIError: the request failed.
    """

    def parse(data: object) -> BatchCounts:
        status = to_object(data)
        if status.get("batch_id") != batch_id:
            raise ValueError(f"the status is that of the batch {status.get('batch_id')!r}")
        waiting = status.get("waiting") or 0  # missing before InvokeAI 6.13
        counts = {name: to_count(status.get(name), name) for name in _COUNTS}
        return BatchCounts(waiting=to_count(waiting, "waiting"), **counts)

    request = api.queue.get_batch_status(queue_id=queue_id, batch_id=batch_id)
    return await transport.send(with_parse(request, parse))
