"""Which output may feed which input: the editor's own rules for drawing an edge.

`Connections` judges one edge after the other against those accepted before it, through connectors and back, as the
editor does while it loads a file (`invokeai/frontend/web/src/features/nodes/store/util/validateConnection.ts`).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from attrs import evolve

from invokeai_sdk.schema.circles import CircleWatch
from invokeai_sdk.schema.compatibility import connectable, interchangeable, same_type
from invokeai_sdk.schema.problems import ConnectionProblem
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_IF_BRANCHES: Final = {"true_input": "false_input", "false_input": "true_input"}

_NONE: Final[frozenset[Connection]] = frozenset()

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


class Connection(NamedTuple):
    """One edge: an output of one node into an input of another; a named tuple, as every edge is looked up as one."""

    source: str
    source_field: str
    target: str
    target_field: str


class _Source(NamedTuple):
    """The output that an edge really carries, found behind any connectors."""

    node_id: str
    node_type: str
    field: str
    type: FieldType


class Connections:
    """The edges of one workflow, judged in order against those accepted so far.

    Args:
        nodes: every node by id. Ids that are absent count as missing nodes.
        candidates: the (source id, target id) pairs of all edges that will be offered. With them the nodes that no
            cycle can touch are found once, instead of searching for a cycle at every edge.
    """

    def __init__(self, nodes: Mapping[str, GraphNode], candidates: Iterable[tuple[str, str]] = ()) -> None:
        self._nodes = nodes
        # Dictionaries as ordered sets: order decides which edge constrains the next ones.
        self._into: dict[str, dict[Connection, None]] = {}
        self._out_of: dict[str, dict[Connection, None]] = {}
        self._circles = CircleWatch(candidates)

    def offer(self, connection: Connection) -> ConnectionProblem | None:
        """Accept an edge if it is valid.

        Returns:
            `None` if it was accepted, otherwise what is wrong with it.
        """
        problem = self.check(connection)
        if problem is None:
            self._circles.add(connection.source, connection.target)
            for index, end in ((self._into, connection.target), (self._out_of, connection.source)):
                if end in index:
                    index[end][connection] = None
                else:
                    index[end] = {connection: None}
        return problem

    def link(self, source: str, target: str) -> None:
        """Take note of an edge that connects no fields, such as one between folded nodes: it can close a circle."""
        self._circles.add(source, target)

    def check(self, connection: Connection) -> ConnectionProblem | None:
        """Say what is wrong with an edge, given the edges accepted so far; `None` if nothing is."""
        return self._check(connection, bypassed=_NONE)

    def _check(  # noqa: C901, PLR0911 - one rule after the other, in the editor's order
        self, c: Connection, *, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Judge an edge; edges in `bypassed` count as absent (they are what the edge would stand for)."""
        source_id, source_field, target_id, target_field = c
        if source_id == target_id:
            return ConnectionProblem.SELF
        if target_id in self._into and c in self._into[target_id] and c not in bypassed:
            return ConnectionProblem.DUPLICATE
        target = self._nodes.get(target_id)
        if target is None:
            return ConnectionProblem.MISSING_NODE
        source = self._source(source_id, source_field, bypassed)
        if isinstance(source, ConnectionProblem):
            return source
        if target is Special.CONNECTOR:
            return self._check_into_connector(c, source, bypassed)
        if not isinstance(target, NodeTemplate):
            return ConnectionProblem.MISSING_NODE_TEMPLATE
        slot = target.inputs.get(target_field)
        if slot is None:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if slot.input == "direct":
            return ConnectionProblem.DIRECT_INPUT
        if source is None:
            return self._check_unresolved(c, slot, bypassed)
        problem = None
        if target.type == "collect":
            problem = self._check_collect(c, source, bypassed)
        elif target.type == "if":
            problem = self._check_branch(c, source, bypassed)
        problem = problem or self._check_only(c, slot, bypassed) or self._check_types(source, slot, bypassed)
        if problem is None and self._circles.closed_by(source_id, target_id):
            return ConnectionProblem.CYCLE
        return problem

    # --- Through connectors --------------------------------------------------------------------------------------

    def _source(  # noqa: PLR0911 - a walk with as many ways to end as there are kinds of nodes
        self, node_id: str, field: str, bypassed: frozenset[Connection]
    ) -> _Source | ConnectionProblem | None:
        """Follow connectors back to the output that feeds them; `None` if nothing does yet."""
        node = self._nodes.get(node_id)
        if isinstance(node, NodeTemplate) and field in node.outputs:
            return _Source(node_id, node.type, field, node.outputs[field].type)
        seen: set[str] = set()
        while True:
            node = self._nodes.get(node_id)
            if node is None:
                return ConnectionProblem.MISSING_NODE
            if isinstance(node, NodeTemplate):
                output = node.outputs.get(field)
                if output is None:
                    return ConnectionProblem.MISSING_FIELD_TEMPLATE
                return _Source(node_id, node.type, field, output.type)
            if node is not Special.CONNECTOR:
                return ConnectionProblem.MISSING_NODE_TEMPLATE
            if field != CONNECTOR_OUTPUT:
                return ConnectionProblem.MISSING_FIELD_TEMPLATE
            if node_id in seen:
                return None
            seen.add(node_id)
            feeding = next(self._feeding(node_id, CONNECTOR_INPUT, bypassed), None)
            if feeding is None:
                return None
            node_id, field = feeding.source, feeding.source_field

    def _feeding(self, node_id: str, field: str, bypassed: frozenset[Connection]) -> Iterator[Connection]:
        return (c for c in self._into.get(node_id, ()) if c.target_field == field and c not in bypassed)

    def _behind(self, connector: str) -> list[Connection]:
        """List the edges that leave a connector, and any connectors behind it."""
        found: list[Connection] = []
        pending, seen = [connector], {connector}
        while pending:
            for edge in self._out_of.get(pending.pop(), ()):
                if edge.source_field != CONNECTOR_OUTPUT:
                    continue
                found.append(edge)
                if self._nodes.get(edge.target) is Special.CONNECTOR and edge.target not in seen:
                    seen.add(edge.target)
                    pending.append(edge.target)
        return found

    def _terminals(self, connector: str) -> list[Connection]:
        return [edge for edge in self._behind(connector) if self._nodes.get(edge.target) is not Special.CONNECTOR]

    def _check_into_connector(
        self, c: Connection, source: _Source | None, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        if c.target_field != CONNECTOR_INPUT:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if next(self._feeding(c.target, CONNECTOR_INPUT, bypassed), None) is not None:
            return ConnectionProblem.SECOND_CONNECTION
        if source is None:
            return None
        # What the connector already feeds must accept the new source as if it were drawn there directly.
        beyond = bypassed | frozenset(self._behind(c.target))
        for end in self._terminals(c.target):
            problem = self._check(Connection(c.source, c.source_field, end.target, end.target_field), bypassed=beyond)
            if problem is not None:
                return problem
        return None

    def _check_unresolved(
        self, c: Connection, slot: InputTemplate, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Judge an edge out of a connector that nothing feeds yet: only its other ends constrain it."""
        for end in self._terminals(c.source):
            if end in bypassed or (end.target, end.target_field) == (c.target, c.target_field):
                continue
            node = self._nodes.get(end.target)
            if not isinstance(node, NodeTemplate):
                return ConnectionProblem.MISSING_NODE_TEMPLATE
            other = node.inputs.get(end.target_field)
            if other is None:
                return ConnectionProblem.MISSING_FIELD_TEMPLATE
            if not interchangeable(other.type, slot.type):
                return ConnectionProblem.TYPE_MISMATCH
        return None

    # --- Rules of single node types --------------------------------------------------------------------------------

    def _check_collect(
        self, c: Connection, source: _Source, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        offered: FieldType | None = None
        if c.target_field == "item":
            offered = source.type
        elif c.target_field == "collection" and (source.node_type, source.field) == ("collect", "collection"):
            offered = self._item_type(source.node_id, bypassed)
        if offered is None:
            return None
        held = self._item_type(c.target, bypassed)
        return None if held is None or same_type(offered, held) else ConnectionProblem.MIXED_COLLECTION

    def _item_type(self, collect: str, bypassed: frozenset[Connection]) -> FieldType | None:
        """Find what a collect node gathers, by its first item, else by the collection it extends."""
        seen: set[str] = set()
        while collect not in seen:
            seen.add(collect)
            edge = next(self._feeding(collect, "item", bypassed), None)
            is_item = edge is not None
            edge = edge or next(self._feeding(collect, "collection", bypassed), None)
            node = self._nodes.get(edge.source) if edge else None
            if edge is None or not isinstance(node, NodeTemplate):
                return None
            if not is_item and (node.type, edge.source_field) == ("collect", "collection"):
                collect = edge.source
                continue
            output = node.outputs.get(edge.source_field)
            if output is None or output.type.name == "CollectionField":
                return None
            return (
                output.type
                if output.type.cardinality is Cardinality.SINGLE
                else evolve(output.type, cardinality=Cardinality.SINGLE)
            )
        return None

    def _check_branch(
        self, c: Connection, source: _Source, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Hold the two branches of an `if` to types that can stand for one another."""
        if c.target_field not in _IF_BRANCHES:
            return None
        edge = next(self._feeding(c.target, _IF_BRANCHES[c.target_field], bypassed), None)
        if edge is None:
            return None
        other = self._source(edge.source, edge.source_field, bypassed)
        if isinstance(other, ConnectionProblem):
            return other
        if other is None or not interchangeable(source.type, other.type):
            return ConnectionProblem.TYPE_MISMATCH
        return None

    def _check_only(
        self, c: Connection, slot: InputTemplate, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        if slot.type.name == "CollectionItemField" or c.target not in self._into:
            return None
        for edge in self._into[c.target]:
            if edge.target_field == c.target_field and edge not in bypassed:
                return ConnectionProblem.SECOND_CONNECTION
        return None

    def _check_types(
        self, source: _Source, slot: InputTemplate, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Compare types; the value of an `if` has those of its branches once they are connected."""
        if source.node_type != "if":
            return None if connectable(source.type, slot.type) else ConnectionProblem.TYPE_MISMATCH
        types: list[FieldType] = []
        if source.field == "value":
            for branch in _IF_BRANCHES:
                for edge in self._feeding(source.node_id, branch, bypassed):
                    behind = self._source(edge.source, edge.source_field, bypassed)
                    if isinstance(behind, _Source):
                        types.append(behind.type)
        for type_ in types or (source.type,):
            if not connectable(type_, slot.type):
                return ConnectionProblem.TYPE_MISMATCH
        return None
