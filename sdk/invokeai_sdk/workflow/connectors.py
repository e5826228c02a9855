"""Where edges lead once the connectors between their ends are taken out.

Mirrors `invokeai/frontend/web/src/features/nodes/store/util/connectorTopology.ts`, and adds the way forward: the
editor follows connectors back to their source only, so a batch node behind which there is a connector is sent with
the connector's id as its target, which the server refuses.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_sdk.schema.wiring import CONNECTOR_INPUT, CONNECTOR_OUTPUT, Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode


class Routes:
    """The edges of a workflow, by where they start and where they end.

    Args:
        nodes: the nodes by id.
        edges: the valid edges.
    """

    def __init__(self, nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge]) -> None:
        self._nodes = nodes
        self._edges = [edge for edge in edges if not edge.collapsed]

    @cached_property
    def _into(self) -> Mapping[Endpoint, Edge]:
        found: dict[Endpoint, Edge] = {}
        for edge in self._edges:
            found.setdefault((edge.target, edge.target_handle), edge)
        return found

    @cached_property
    def _out_of(self) -> Mapping[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in self._edges:
            found.setdefault(edge.source, []).append(edge)
        return found

    def into(self, node_id: str, field: str) -> Edge | None:
        """Return the edge that ends in a field, the first one if there are several."""
        return self._into.get((node_id, field))

    def source_of(self, edge: Edge) -> Endpoint | None:
        """Return the output of an invocation that an edge carries, `None` if nothing feeds its connectors."""
        seen: set[str] = set()
        step: Edge | None = edge
        while step is not None:
            node = self._nodes.get(step.source)
            if node is None or node.kind == "notes" or step.source in seen:
                return None
            if node.kind == "invocation":
                return node.id, step.source_handle
            seen.add(node.id)
            step = self._into.get((node.id, CONNECTOR_INPUT))
        return None

    def ends_of(self, node_id: str, handle: str) -> list[Endpoint]:
        """List the inputs of invocations that an output leads to, in the order of the edges, each once."""
        found: dict[Endpoint, None] = {}
        seen = {node_id}
        pending = [edge for edge in reversed(self._out_of.get(node_id, ())) if edge.source_handle == handle]
        while pending:
            edge = pending.pop()
            node = self._nodes.get(edge.target)
            if node is None or node.kind == "notes":
                continue
            if node.kind == "invocation":
                found[(edge.target, edge.target_handle)] = None
            elif node.id not in seen:
                seen.add(node.id)
                onward = self._out_of.get(node.id, ())
                pending.extend(edge for edge in reversed(onward) if edge.source_handle == CONNECTOR_OUTPUT)
        return list(found)
