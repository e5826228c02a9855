"""Connections of a workflow, indexed by their endpoints, and tracing of connections through connector nodes.

Mirrors `invokeai/frontend/web/src/features/nodes/store/util/connectorTopology.ts`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk.schema.connection_problem import ConnectionProblem
from invokeai_sdk.schema.types import NodeTemplate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from invokeai_sdk.schema.types import FieldType

CONNECTOR_INPUT: Final = "in"
CONNECTOR_OUTPUT: Final = "out"


class NonInvocation(Enum):
    """A node of a workflow that is not an invocation with a known template."""

    CONNECTOR = "connector"
    """A point that a connection passes through: one input, `in`, and one output, `out`."""
    OTHER = "other"
    """A note, or an invocation whose type the catalogue does not contain; nothing can be connected to it."""


GraphNode: TypeAlias = NodeTemplate | NonInvocation
"""A node as connections see it: the template of an invocation (dynamic inputs included), or a `NonInvocation`."""

Endpoint: TypeAlias = tuple[str, str]
"""A node's id and the name of one of its inputs or outputs."""

Connection: TypeAlias = tuple[Endpoint, Endpoint]
"""A connection as (source, target): from an output of one node to an input of another node."""


class Wiring:
    """The connections of one workflow.

    Methods that accept `ignored` return what they would return if the connections in it had not been added. Each
    connector is followed only once, as it has one input connection, which never changes: long chains of connectors take
    linear time.

    Args:
        nodes: all nodes of the workflow by id.
    """

    def __init__(self, nodes: Mapping[str, GraphNode]) -> None:
        self._nodes = nodes
        # The inner dictionaries are ordered sets: the order decides which connection constrains later ones.
        self._sources: dict[Endpoint, dict[Endpoint, None]] = {}
        # Filled for outputs named `out` only, since only connectors are followed downstream.
        self._targets: dict[Endpoint, list[Endpoint]] = {}
        # What is known of a connector: its final origin, or else the topmost connector without an input connection.
        self._origins: dict[str, Endpoint | ConnectionProblem | None] = {}
        self._tops: dict[str, str] = {}
        self._types: dict[str, set[FieldType]] = {}

    def add(self, source: Endpoint, target: Endpoint) -> None:
        """Add a connection."""
        self._sources.setdefault(target, {})[source] = None
        if source[1] == CONNECTOR_OUTPUT:
            self._targets.setdefault(source, []).append(target)
            if self._is_connector(source[0]):
                self._add_types(source[0], self._get_target_types(target))

    def get_downstream_types(self, connector: str) -> Collection[FieldType]:
        """Return the types of the inputs that a connector leads to, each once."""
        return self._types.get(connector, ())

    def _get_target_types(self, target: Endpoint) -> Collection[FieldType]:
        node = self._nodes.get(target[0])
        if isinstance(node, NodeTemplate):
            template = node.inputs.get(target[1])
            return () if template is None else (template.type,)
        return self.get_downstream_types(target[0])

    def _add_types(self, connector: str, types: Iterable[FieldType]) -> None:
        """Add types to those that a connector leads to, and to those of the connectors upstream."""
        new = set(types)
        node: str | None = connector
        while node is not None and self._is_connector(node):
            known = self._types.setdefault(node, set())
            new -= known
            if not new:
                return
            known |= new
            upstream = self.get_first_source((node, CONNECTOR_INPUT))
            node = None if upstream is None else upstream[0]

    def get_sources(self, target: Endpoint, ignored: Collection[Connection] = ()) -> Collection[Endpoint]:
        """Return the outputs that are connected to an input, in the order in which the connections were added."""
        sources = self._sources.get(target, ())
        return [source for source in sources if (source, target) not in ignored] if ignored else sources

    def get_first_source(self, target: Endpoint, ignored: Collection[Connection] = ()) -> Endpoint | None:
        """Return the output that was connected to an input first, `None` if the input has no connection."""
        return next(iter(self.get_sources(target, ignored)), None)

    def trace_origin(self, source: Endpoint) -> Endpoint | ConnectionProblem | None:
        """Follow connectors upstream, from an output to the output of an invocation that supplies its value.

        Returns:
            The output of the invocation, the problem that prevents it from being found, or `None` if a connector on
            the way has no input connection yet, or if the connectors are a ring.
        """
        passed: dict[str, None] = {}
        origin: Endpoint | ConnectionProblem | None = None
        while True:
            node_id, field = source
            if not self._is_connector(node_id) or field != CONNECTOR_OUTPUT:
                origin = self._check_origin(source)
                break
            if node_id in self._origins:
                origin = self._origins[node_id]
                break
            if node_id in passed:
                break
            passed[node_id] = None
            top = self._tops.get(node_id)
            upstream = (top, CONNECTOR_OUTPUT) if top is not None else self.get_first_source((node_id, CONNECTOR_INPUT))
            if upstream is None:
                # The connector may get an input connection later.
                self._tops.update((each, node_id) for each in passed if each != node_id)
                return None
            source = upstream
        self._origins.update(dict.fromkeys(passed, origin))
        return origin

    def _check_origin(self, source: Endpoint) -> Endpoint | ConnectionProblem:
        """Return an output that is not that of a connector, or the problem that it has."""
        node = self._nodes.get(source[0])
        if isinstance(node, NodeTemplate):
            return source if source[1] in node.outputs else ConnectionProblem.MISSING_FIELD_TEMPLATE
        if node is None:
            return ConnectionProblem.MISSING_NODE
        is_connector = node is NonInvocation.CONNECTOR
        return ConnectionProblem.MISSING_FIELD_TEMPLATE if is_connector else ConnectionProblem.MISSING_NODE_TEMPLATE

    def list_downstream(self, connector: str) -> list[Connection]:
        """List the connections that start at a connector or at any connector downstream of it."""
        connections: list[Connection] = []
        pending, seen = [connector], {connector}
        while pending:
            source = (pending.pop(), CONNECTOR_OUTPUT)
            for target in self._targets.get(source, ()):
                connections.append((source, target))
                if self._is_connector(target[0]) and target[0] not in seen:
                    seen.add(target[0])
                    pending.append(target[0])
        return connections

    def _is_connector(self, node_id: str) -> bool:
        return self._nodes.get(node_id) is NonInvocation.CONNECTOR
