"""`CompiledBatch`: the graph and batch data of a workflow, ready to be enqueued."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk.workflow.batch_nodes import BatchData, count_queue_items

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.workflow.findings import Finding

ORIGIN: Final = "workflows"
DESTINATION: Final = "gallery"


@frozen(kw_only=True, eq=False)
class CompiledBatch:
    """A compiled workflow, ready to be enqueued.

    It shares no data with the workflow it was compiled from. Treat it as read-only.

    Attributes:
        graph: the graph: `{id, nodes, edges}`.
        data: the batch data: inner lists of `{node_path, field_name, items}`. The entries of an inner list are zipped,
            and the inner lists are combined as a product in which the last list varies fastest. Empty if no input
            varies.
        runs: how often the whole batch is repeated; the outermost loop.
        warnings: what loading changed or left out, in the editor's order.
        origin: the editor's name for the source of the batch.
        destination: the editor's name for the place where the images appear.
    """

    graph: JSONObject
    data: BatchData = field(factory=list)
    runs: int = 1
    warnings: tuple[Finding, ...] = ()
    origin: str = ORIGIN
    destination: str = DESTINATION
    _embed: Callable[[], JSONObject] | None = field(default=None, alias="embed", repr=False)

    @cached_property
    def workflow(self) -> JSONObject | None:
        """The workflow JSON that the server embeds in every image, without its id; built on first access."""
        return None if self._embed is None else self._embed()

    @property
    def expansion(self) -> int:
        """The number of queue items that the server creates, apart from the limit of its queue."""
        return count_queue_items(self.data, self.runs)

    def body(self, batch_id: str, *, prepend: bool = False) -> JSONObject:
        """Return the body of the enqueue request (`POST /api/v1/queue/{queue_id}/enqueue_batch`).

        Args:
            batch_id: the id that the server stores the batch under.
            prepend: whether the batch runs before all waiting queue items.
        """
        return {
            "prepend": prepend,
            "batch": {
                "batch_id": batch_id,
                "origin": self.origin,
                "destination": self.destination,
                "graph": self.graph,
                "workflow": self.workflow,
                "runs": self.runs,
                "data": self.data,
            },
        }
