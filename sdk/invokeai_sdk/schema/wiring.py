"""Connections of a workflow, indexed by their endpoints, and tracing of connections through connector nodes.

Mirrors `invokeai/frontend/web/src/features/nodes/store/util/connectorTopology.ts`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk.schema.connection_problem import ConnectionProblem
from invokeai_sdk.schema.types import NodeTemplate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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

    Methods that accept `ignored` return what they would return if the connections in it had not been added.

    Args:
        nodes: all nodes of the workflow by id.
    """

    def __init__(self, nodes: Mapping[str, GraphNode]) -> None:
        self._nodes = nodes
        # The inner dictionaries are ordered sets: the order decides which connection constrains later ones.
        self._sources: dict[Endpoint, dict[Endpoint, None]] = {}
        # Filled for outputs named `out` only, since only connectors are followed downstream.
        self._targets: dict[Endpoint, list[Endpoint]] = {}

    def add(self, source: Endpoint, target: Endpoint) -> None:
        """Add a connection."""
        self._sources.setdefault(target, {})[source] = None
        if source[1] == CONNECTOR_OUTPUT:
            self._targets.setdefault(source, []).append(target)

    def get_sources(self, target: Endpoint, ignored: Collection[Connection] = ()) -> Collection[Endpoint]:
        """Return the outputs that are connected to an input, in the order in which the connections were added."""
        sources = self._sources.get(target, ())
        return [source for source in sources if (source, target) not in ignored] if ignored else sources

    def get_first_source(self, target: Endpoint, ignored: Collection[Connection] = ()) -> Endpoint | None:
        """Return the output that was connected to an input first, `None` if the input has no connection."""
        return next(iter(self.get_sources(target, ignored)), None)

    def trace_origin(
        self, source: Endpoint, ignored: Collection[Connection] = ()
    ) -> Endpoint | ConnectionProblem | None:
        """Follow connectors upstream, from an output to the output of an invocation that supplies its value.

        Returns:
            The output of the invocation, the problem that prevents it from being found, or `None` if a connector on
            the way has no input connection yet.
        """
        seen: set[str] = set()
        while True:
            node_id, field = source
            node = self._nodes.get(node_id)
            if isinstance(node, NodeTemplate):
                return source if field in node.outputs else ConnectionProblem.MISSING_FIELD_TEMPLATE
            if node is None:
                return ConnectionProblem.MISSING_NODE
            if node is not NonInvocation.CONNECTOR:
                return ConnectionProblem.MISSING_NODE_TEMPLATE
            if field != CONNECTOR_OUTPUT:
                return ConnectionProblem.MISSING_FIELD_TEMPLATE
            upstream = self.get_first_source((node_id, CONNECTOR_INPUT), ignored)
            if node_id in seen or upstream is None:
                return None
            seen.add(node_id)
            source = upstream

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

    def list_final_downstream(self, connector: str) -> list[Connection]:
        """List the connections downstream of a connector that end at a node other than a connector."""
        return [
            connection for connection in self.list_downstream(connector) if not self._is_connector(connection[1][0])
        ]

    def _is_connector(self, node_id: str) -> bool:
        return self._nodes.get(node_id) is NonInvocation.CONNECTOR
