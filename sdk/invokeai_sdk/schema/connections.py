"""Which output may feed which input: the editor's own rules for drawing an edge.

`Connections` judges one edge after the other against those accepted before it, through connectors and back, as the
editor does while it loads a file (`invokeai/frontend/web/src/features/nodes/store/util/validateConnection.ts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk.schema.compatibility import connectable, interchangeable, same_type
from invokeai_sdk.schema.cycles import CircleWatch
from invokeai_sdk.schema.problems import ConnectionProblem
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate
from invokeai_sdk.schema.wiring import CONNECTOR_INPUT, Connection, End, GraphNode, Special, Wiring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_IF_BRANCHES: Final = {"true_input": "false_input", "false_input": "true_input"}

_NONE: Final[frozenset[Connection]] = frozenset()


class Connections:
    """The edges of one workflow, judged in order against those accepted so far.

    Args:
        nodes: every node by id. Ids that are absent count as missing nodes.
        candidates: the (source id, target id) pairs of all edges that will be offered, if they are known. With them
            the nodes that no cycle can touch are found once, instead of searching for a cycle at every edge.
    """

    def __init__(self, nodes: Mapping[str, GraphNode], candidates: Iterable[tuple[str, str]] | None = None) -> None:
        self._nodes = nodes
        self._wiring = Wiring(nodes)
        self._circles = CircleWatch(candidates)

    def offer(self, source: End, target: End) -> ConnectionProblem | None:
        """Accept an edge if it is valid.

        Args:
            source: the output it starts at.
            target: the input it ends in.

        Returns:
            `None` if it was accepted, otherwise what is wrong with it.
        """
        problem = self.check(source, target)
        if problem is None:
            self._circles.add(source[0], target[0])
            self._wiring.add(source, target)
        return problem

    def link(self, source_id: str, target_id: str) -> None:
        """Take note of an edge that connects no fields, such as one between folded nodes: it can close a circle."""
        self._circles.add(source_id, target_id)

    def check(  # noqa: C901, PLR0911, PLR0912 - one rule after the other, in the editor's order
        self, source: End, target: End, *, bypassed: frozenset[Connection] = _NONE
    ) -> ConnectionProblem | None:
        """Say what is wrong with an edge, given the edges accepted so far.

        Args:
            source: the output it starts at.
            target: the input it ends in.
            bypassed: accepted edges that count as absent: those that this one would stand for.

        Returns:
            `None` if nothing is wrong.
        """
        source_id, (target_id, target_field) = source[0], target
        if source_id == target_id:
            return ConnectionProblem.SELF
        feeding = self._wiring.feeding(target, bypassed)
        if source in feeding:
            return ConnectionProblem.DUPLICATE
        node = self._nodes.get(target_id)
        if node is None:
            return ConnectionProblem.MISSING_NODE
        origin = self._wiring.origin(source, bypassed)
        if origin is not None and not isinstance(origin, tuple):
            return origin
        if not isinstance(node, NodeTemplate):
            if node is Special.CONNECTOR:
                return self._check_into_connector(source, target, origin, bypassed)
            return ConnectionProblem.MISSING_NODE_TEMPLATE
        slot = node.inputs.get(target_field)
        if slot is None:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if slot.input == "direct":
            return ConnectionProblem.DIRECT_INPUT
        if origin is None:
            return self._check_unresolved(source_id, target, slot, bypassed)
        problem = None
        if node.type == "collect":
            problem = self._check_collect(origin, target, bypassed)
        elif node.type == "if":
            problem = self._check_branch(origin, target, bypassed)
        if problem is not None:
            return problem
        if feeding and slot.type.name != "CollectionItemField":
            return ConnectionProblem.SECOND_CONNECTION
        for type_ in self._types_of(origin, bypassed):
            if not connectable(type_, slot.type):
                return ConnectionProblem.TYPE_MISMATCH
        if bypassed:
            without = [(start[0], end[0]) for start, end in bypassed]
            circular = self._circles.closed_by(source_id, target_id, without=without)
        else:
            circular = self._circles.closed_by(source_id, target_id)
        return ConnectionProblem.CYCLE if circular else None

    # --- Types -----------------------------------------------------------------------------------------------------

    def _output(self, output: End) -> tuple[NodeTemplate, FieldType]:
        """Return the node of an output and the output's type; the output is one that `Wiring.origin` found."""
        node = self._nodes[output[0]]
        if not isinstance(node, NodeTemplate):
            raise TypeError(f"not an output of an invocation: {output}")
        return node, node.outputs[output[1]].type

    def _types_of(self, output: End, bypassed: frozenset[Connection]) -> Sequence[FieldType]:
        """Return the types that an output has; the value of an `if` has those of its branches once these are fed."""
        node, own = self._output(output)
        if node.type != "if" or output[1] != "value":
            return (own,)
        types: list[FieldType] = []
        for branch in _IF_BRANCHES:
            for feeding in self._wiring.feeding((output[0], branch), bypassed):
                behind = self._wiring.origin(feeding, bypassed)
                if isinstance(behind, tuple):
                    types.append(self._output(behind)[1])
        return types or (own,)

    def _extends(self, output: End) -> bool:
        """Tell whether an output is what a `collect` node gathered."""
        node = self._nodes.get(output[0])
        return isinstance(node, NodeTemplate) and node.type == "collect" and output[1] == "collection"

    # --- Through connectors ----------------------------------------------------------------------------------------

    def _check_into_connector(
        self, source: End, target: End, origin: End | None, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        connector, field = target
        if field != CONNECTOR_INPUT:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if self._wiring.feeding(target, bypassed):
            return ConnectionProblem.SECOND_CONNECTION
        if origin is None:
            return None
        # What the connector already feeds must accept the new source as if it were drawn there directly.
        beyond = bypassed | frozenset(self._wiring.behind(connector))
        for _, end in self._wiring.terminals(connector):
            problem = self.check(source, end, bypassed=beyond)
            if problem is not None:
                return problem
        return None

    def _check_unresolved(
        self, connector: str, target: End, slot: InputTemplate, bypassed: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Judge an edge out of a connector that nothing feeds yet: only its other ends constrain it."""
        for edge in self._wiring.terminals(connector):
            end_id, end_field = end = edge[1]
            if edge in bypassed or end == target:
                continue
            node = self._nodes.get(end_id)
            if not isinstance(node, NodeTemplate):
                return ConnectionProblem.MISSING_NODE_TEMPLATE
            other = node.inputs.get(end_field)
            if other is None:
                return ConnectionProblem.MISSING_FIELD_TEMPLATE
            if not interchangeable(other.type, slot.type):
                return ConnectionProblem.TYPE_MISMATCH
        return None

    # --- Rules of single node types --------------------------------------------------------------------------------

    def _check_collect(self, origin: End, target: End, bypassed: frozenset[Connection]) -> ConnectionProblem | None:
        """Hold everything that a `collect` node gathers to one type."""
        collect, field = target
        offered: FieldType | None = None
        if field == "item":
            offered = self._output(origin)[1]
        elif field == "collection" and self._extends(origin):
            offered = self._item_type(origin[0], bypassed)
        if offered is None:
            return None
        held = self._item_type(collect, bypassed)
        return None if held is None or same_type(offered, held) else ConnectionProblem.MIXED_COLLECTION

    def _item_type(self, collect: str, bypassed: frozenset[Connection]) -> FieldType | None:
        """Find what a collect node gathers, by its first item, else by the collection it extends."""
        seen: set[str] = set()
        while collect not in seen:
            seen.add(collect)
            item = self._wiring.first_feeding((collect, "item"), bypassed)
            feeding = item or self._wiring.first_feeding((collect, "collection"), bypassed)
            if feeding is None:
                return None
            if item is None and self._extends(feeding):
                collect = feeding[0]
                continue
            if not isinstance(self._nodes.get(feeding[0]), NodeTemplate):
                return None  # a connector: the editor does not look behind it here
            _, gathered = self._output(feeding)
            if gathered.name == "CollectionField":
                return None
            single = gathered.cardinality is Cardinality.SINGLE
            return gathered if single else evolve(gathered, cardinality=Cardinality.SINGLE)
        return None

    def _check_branch(self, origin: End, target: End, bypassed: frozenset[Connection]) -> ConnectionProblem | None:
        """Hold the two branches of an `if` to types that can stand for one another."""
        node_id, field = target
        if field not in _IF_BRANCHES:
            return None
        feeding = self._wiring.first_feeding((node_id, _IF_BRANCHES[field]), bypassed)
        if feeding is None:
            return None
        other = self._wiring.origin(feeding, bypassed)
        if isinstance(other, ConnectionProblem):
            return other
        alike = other is not None and interchangeable(self._output(origin)[1], self._output(other)[1])
        return None if alike else ConnectionProblem.TYPE_MISMATCH
