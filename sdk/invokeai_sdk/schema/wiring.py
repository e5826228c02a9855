"""The edges of a workflow by their ends, and the way through its connectors.

Mirrors `invokeai/frontend/web/src/features/nodes/store/util/connectorTopology.ts`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk.schema.problems import ConnectionProblem
from invokeai_sdk.schema.types import NodeTemplate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CONNECTOR_INPUT: Final = "in"
CONNECTOR_OUTPUT: Final = "out"


class Special(Enum):
    """A node of the workflow that is not an invocation."""

    CONNECTOR = "connector"
    """A bend in an edge: one `in`, any number of `out`."""
    OTHER = "other"
    """A note, or an invocation whose type no schema describes: it takes no edges."""


GraphNode: TypeAlias = NodeTemplate | Special
"""What an edge may touch: an invocation, as its template (with the node's dynamic inputs, if any), or a `Special`."""

End: TypeAlias = tuple[str, str]
"""A node's id and the name of one of its inputs or outputs."""

Connection: TypeAlias = tuple[End, End]
"""One edge: an output of one node into an input of another."""


class Wiring:
    """The edges of one workflow, as they are added.

    What is asked for can leave out edges, the `bypassed` ones, as if they had not been added.

    Args:
        nodes: every node by id.
    """

    def __init__(self, nodes: Mapping[str, GraphNode]) -> None:
        self._nodes = nodes
        # The inner dictionaries are ordered sets: order decides which edge constrains the next ones.
        self._into: dict[End, dict[End, None]] = {}
        self._out_of: dict[End, list[End]] = {}  # of connectors, for the most part: nothing else is followed onward

    def add(self, source: End, target: End) -> None:
        """Add an edge."""
        self._into.setdefault(target, {})[source] = None
        if source[1] == CONNECTOR_OUTPUT:
            self._out_of.setdefault(source, []).append(target)

    def feeding(self, target: End, bypassed: Collection[Connection] = ()) -> Collection[End]:
        """Return the outputs from which edges lead into an input, in the order the edges were added."""
        sources = self._into.get(target, ())
        return [source for source in sources if (source, target) not in bypassed] if bypassed else sources

    def first_feeding(self, target: End, bypassed: Collection[Connection] = ()) -> End | None:
        """Return the output from which the first edge leads into an input, `None` if none does."""
        return next(iter(self.feeding(target, bypassed)), None)

    def origin(self, source: End, bypassed: Collection[Connection] = ()) -> End | ConnectionProblem | None:
        """Follow connectors back to the output that feeds them.

        Returns:
            That output of an invocation, what is wrong with the way to it, or `None` if nothing feeds them yet.
        """
        seen: set[str] = set()
        while True:
            node_id, field = source
            node = self._nodes.get(node_id)
            if isinstance(node, NodeTemplate):
                return source if field in node.outputs else ConnectionProblem.MISSING_FIELD_TEMPLATE
            if node is None:
                return ConnectionProblem.MISSING_NODE
            if node is not Special.CONNECTOR:
                return ConnectionProblem.MISSING_NODE_TEMPLATE
            if field != CONNECTOR_OUTPUT:
                return ConnectionProblem.MISSING_FIELD_TEMPLATE
            feeding = self.first_feeding((node_id, CONNECTOR_INPUT), bypassed)
            if node_id in seen or feeding is None:
                return None
            seen.add(node_id)
            source = feeding

    def behind(self, connector: str) -> list[Connection]:
        """List the edges that leave a connector, and any connectors behind it."""
        found: list[Connection] = []
        pending, seen = [connector], {connector}
        while pending:
            source = (pending.pop(), CONNECTOR_OUTPUT)
            for target in self._out_of.get(source, ()):
                found.append((source, target))
                if self._nodes.get(target[0]) is Special.CONNECTOR and target[0] not in seen:
                    seen.add(target[0])
                    pending.append(target[0])
        return found

    def terminals(self, connector: str) -> list[Connection]:
        """List those of the edges behind a connector that end at something else than a connector."""
        return [edge for edge in self.behind(connector) if self._nodes.get(edge[1][0]) is not Special.CONNECTOR]
