"""Validation of connections, by the rules that InvokeAI's editor applies when a user draws one.

`ConnectionValidator` validates each connection against those accepted before it, through connectors in both
directions, as the editor does when it loads a file
(`invokeai/frontend/web/src/features/nodes/store/util/validateConnection.ts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk.schema.compatibility import can_connect, can_share_value, is_same_type
from invokeai_sdk.schema.connection_problem import ConnectionProblem
from invokeai_sdk.schema.cycles import CycleDetector
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate
from invokeai_sdk.schema.wiring import CONNECTOR_INPUT, Connection, Endpoint, GraphNode, NonInvocation, Wiring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_OTHER_BRANCH: Final = {"true_input": "false_input", "false_input": "true_input"}
"""The inputs of an `if` node for its two branches, each with the other one."""

_NOTHING: Final[frozenset[Connection]] = frozenset()


class ConnectionValidator:
    """The accepted connections of one workflow, and the rules for further ones.

    Args:
        nodes: all nodes of the workflow by id.
        candidates: the (source id, target id) pairs of all connections that may be added, if known in advance. The
            nodes that no cycle can reach are then determined once, instead of searching for a cycle at every
            connection.
    """

    def __init__(self, nodes: Mapping[str, GraphNode], candidates: Iterable[tuple[str, str]] | None = None) -> None:
        self._nodes = nodes
        self._wiring = Wiring(nodes)
        self._cycles = CycleDetector(candidates)

    def add_if_valid(self, source: Endpoint, target: Endpoint) -> ConnectionProblem | None:
        """Accept a connection if it is valid.

        Args:
            source: the output where the connection starts.
            target: the input where the connection ends.

        Returns:
            `None` if the connection was accepted, otherwise the first rule that it breaks.
        """
        problem = self.check(source, target)
        if problem is None:
            self._cycles.add(source[0], target[0])
            self._wiring.add(source, target)
        return problem

    def add_collapsed(self, source_id: str, target_id: str) -> None:
        """Add an edge between collapsed nodes: it has no input or output, but it can be part of a cycle."""
        self._cycles.add(source_id, target_id)

    def check(self, source: Endpoint, target: Endpoint) -> ConnectionProblem | None:
        """Return the first rule that a connection would break, given the connections accepted so far.

        Args:
            source: the output where the connection starts.
            target: the input where the connection ends.

        Returns:
            `None` if the connection is valid.
        """
        return self._check(source, target, _NOTHING, ())

    def _check(  # noqa: C901, PLR0911, PLR0912 - one rule after the other, in the editor's order
        self,
        source: Endpoint,
        target: Endpoint,
        ignored: frozenset[Connection],
        ignored_pairs: Sequence[tuple[str, str]],
    ) -> ConnectionProblem | None:
        """Check a connection without some accepted ones, which it replaces; see `check`.

        Args:
            source: the output where the connection starts.
            target: the input where the connection ends.
            ignored: accepted connections to ignore; none of them is upstream of the source.
            ignored_pairs: the nodes at the ends of those that may be on a cycle.
        """
        source_id, (target_id, target_field) = source[0], target
        if source_id == target_id:
            return ConnectionProblem.SELF
        sources = self._wiring.get_sources(target, ignored)
        if source in sources:
            return ConnectionProblem.DUPLICATE
        node = self._nodes.get(target_id)
        if node is None:
            return ConnectionProblem.MISSING_NODE
        origin = self._wiring.trace_origin(source)
        if origin is not None and not isinstance(origin, tuple):
            return origin
        if not isinstance(node, NodeTemplate):
            if node is NonInvocation.CONNECTOR:
                return self._check_into_connector(source, target, origin)
            return ConnectionProblem.MISSING_NODE_TEMPLATE
        template = node.inputs.get(target_field)
        if template is None:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if template.input == "direct":
            return ConnectionProblem.DIRECT_INPUT
        if origin is None:
            return self._check_from_open_connector(source_id, template)
        problem = None
        if node.type == "collect":
            problem = self._check_into_collect(origin, target, ignored)
        elif node.type == "if":
            problem = self._check_into_branch(origin, target, ignored)
        if problem is not None:
            return problem
        if sources and template.type.name != "CollectionItemField":
            return ConnectionProblem.SECOND_CONNECTION
        for type_ in self._get_output_types(origin, ignored):
            if not can_connect(type_, template.type):
                return ConnectionProblem.TYPE_MISMATCH
        would_have_cycle = self._cycles.would_have_cycle(source_id, target_id, without=ignored_pairs)
        return ConnectionProblem.CYCLE if would_have_cycle else None

    # --- Types -----------------------------------------------------------------------------------------------------

    def _get_output(self, output: Endpoint) -> tuple[NodeTemplate, FieldType]:
        """Return the node and the type of an output that `Wiring.trace_origin` returned."""
        node = self._nodes[output[0]]
        if not isinstance(node, NodeTemplate):
            raise TypeError(f"the node {output[0]!r} of the output {output[1]!r} is not an invocation")
        return node, node.outputs[output[1]].type

    def _get_output_types(self, output: Endpoint, ignored: frozenset[Connection]) -> Sequence[FieldType]:
        """Return the types of an output; the `value` of an `if` node has the types of its connected branches."""
        node, own = self._get_output(output)
        if node.type != "if" or output[1] != "value":
            return (own,)
        types: list[FieldType] = []
        for branch in _OTHER_BRANCH:
            for source in self._wiring.get_sources((output[0], branch), ignored):
                origin = self._wiring.trace_origin(source)
                if isinstance(origin, tuple):
                    types.append(self._get_output(origin)[1])
        return types or (own,)

    def _is_collect_output(self, output: Endpoint) -> bool:
        node = self._nodes.get(output[0])
        return isinstance(node, NodeTemplate) and node.type == "collect" and output[1] == "collection"

    # --- Connectors ------------------------------------------------------------------------------------------------

    def _check_into_connector(
        self, source: Endpoint, target: Endpoint, origin: Endpoint | None
    ) -> ConnectionProblem | None:
        connector, field = target
        if field != CONNECTOR_INPUT:
            return ConnectionProblem.MISSING_FIELD_TEMPLATE
        if self._wiring.get_sources(target):
            return ConnectionProblem.SECOND_CONNECTION
        if origin is None:
            return None
        # Every target downstream of the connector must accept the new source, as if connected to it directly.
        downstream = self._wiring.list_downstream(connector)
        ignored = frozenset(downstream)
        pairs = self._cycles.select_relevant((start[0], end[0]) for start, end in downstream)
        for _, end in downstream:
            if self._nodes.get(end[0]) is not NonInvocation.CONNECTOR:
                problem = self._check(source, end, ignored, pairs)
                if problem is not None:
                    return problem
        return None

    def _check_from_open_connector(self, connector: str, template: InputTemplate) -> ConnectionProblem | None:
        """Check a connection from a connector without an input connection: its targets must have compatible types."""
        others = self._wiring.get_downstream_types(connector)
        compatible = all(can_share_value(other, template.type) for other in others)
        return None if compatible else ConnectionProblem.TYPE_MISMATCH

    # --- Rules for `collect` and `if` nodes ------------------------------------------------------------------------

    def _check_into_collect(
        self, origin: Endpoint, target: Endpoint, ignored: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Check that all items of a `collect` node have the same type."""
        collect, field = target
        new: FieldType | None = None
        if field == "item":
            new = self._get_output(origin)[1]
        elif field == "collection" and self._is_collect_output(origin):
            new = self._find_item_type(origin[0], ignored)
        if new is None:
            return None
        current = self._find_item_type(collect, ignored)
        return None if current is None or is_same_type(new, current) else ConnectionProblem.MIXED_COLLECTION

    def _find_item_type(self, collect: str, ignored: frozenset[Connection]) -> FieldType | None:
        """Return the item type of a `collect` node: the type of its first item, or of the collection it extends."""
        seen: set[str] = set()
        while collect not in seen:
            seen.add(collect)
            item = self._wiring.get_first_source((collect, "item"), ignored)
            source = item or self._wiring.get_first_source((collect, "collection"), ignored)
            if source is None:
                return None
            if item is None and self._is_collect_output(source):
                collect = source[0]
                continue
            if not isinstance(self._nodes.get(source[0]), NodeTemplate):
                return None  # a connector: the editor does not trace its origin here
            _, type_ = self._get_output(source)
            if type_.name == "CollectionField":
                return None
            single = type_.cardinality is Cardinality.SINGLE
            return type_ if single else evolve(type_, cardinality=Cardinality.SINGLE)
        return None

    def _check_into_branch(
        self, origin: Endpoint, target: Endpoint, ignored: frozenset[Connection]
    ) -> ConnectionProblem | None:
        """Check that the two branches of an `if` node have compatible types."""
        node_id, field = target
        if field not in _OTHER_BRANCH:
            return None
        source = self._wiring.get_first_source((node_id, _OTHER_BRANCH[field]), ignored)
        if source is None:
            return None
        other = self._wiring.trace_origin(source)
        if isinstance(other, ConnectionProblem):
            return other
        compatible = other is not None and can_share_value(self._get_output(origin)[1], self._get_output(other)[1])
        return None if compatible else ConnectionProblem.TYPE_MISMATCH
