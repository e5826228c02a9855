"""What compiling gives: everything the server needs to enqueue a workflow."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk.workflow.batch import BatchData, expansion

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.workflow.findings import Finding

ORIGIN: Final = "workflows"
DESTINATION: Final = "gallery"


@frozen(kw_only=True, eq=False)
class CompiledBatch:
    """A workflow, ready to be enqueued.

    It shares nothing with the workflow it came from, but is meant to be read, not changed.

    Attributes:
        graph: the graph: `{id, nodes, edges}`.
        data: batch data: inner lists of `{node_path, field_name, items}`; the entries of an inner list go in step,
            the inner lists are multiplied, the last one fastest. Empty where nothing varies.
        runs: how often everything is repeated; the outermost loop.
        warnings: what was changed or left out on the way, in the editor's order.
        origin: where the batch comes from, in the editor's words.
        destination: where its images are to show up, in the editor's words.
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
        """The workflow as the editor embeds it in every image, without its id; put together when first asked for."""
        return None if self._embed is None else self._embed()

    @property
    def expansion(self) -> int:
        """How many queue items the server makes of it, the limit of its queue aside."""
        return expansion(self.data, self.runs)

    def body(self, batch_id: str, *, prepend: bool = False) -> JSONObject:
        """Return the body of the enqueue request (`POST /api/v1/queue/{queue_id}/enqueue_batch`).

        Args:
            batch_id: the id under which the server is to keep the batch.
            prepend: whether it goes before everything that is waiting.
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
