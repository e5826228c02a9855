"""`Routes`: the edges of a workflow, followed through connectors to the nodes at their ends.

Mirrors `invokeai/frontend/web/src/features/nodes/store/util/connectorTopology.ts`, and adds the forward direction: the
editor follows connectors only backwards to their source, so it sends a batch node that feeds a connector with the
connector's id as its target, which the server refuses.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_sdk.schema.wiring import CONNECTOR_INPUT, CONNECTOR_OUTPUT, Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode


class Routes:
    """The edges of a workflow, indexed by both ends.

    Args:
        nodes: the nodes by id.
        edges: the valid edges.
    """

    def __init__(self, nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge]) -> None:
        self._nodes = nodes
        self._edges = [edge for edge in edges if not edge.collapsed]
        # The output that each connector passes on, as far as searched for: each connector is followed only once.
        self._sources: dict[str, Endpoint | None] = {}

    @cached_property
    def _by_target(self) -> Mapping[Endpoint, Edge]:
        by_target: dict[Endpoint, Edge] = {}
        for edge in self._edges:
            by_target.setdefault((edge.target, edge.target_handle), edge)
        return by_target

    @cached_property
    def _by_source(self) -> Mapping[str, list[Edge]]:
        by_source: dict[str, list[Edge]] = {}
        for edge in self._edges:
            by_source.setdefault(edge.source, []).append(edge)
        return by_source

    def find_edge_into(self, node_id: str, field: str) -> Edge | None:
        """Return the edge that ends in a field, or the first of several."""
        return self._by_target.get((node_id, field))

    def find_source(self, edge: Edge) -> Endpoint | None:
        """Return the output of an invocation that an edge leads from, `None` if its connectors lead from none."""
        passed: dict[str, None] = {}
        source: Endpoint | None = None
        step: Edge | None = edge
        while step is not None:
            node = self._nodes.get(step.source)
            if node is None or node.kind == "notes" or step.source in passed:
                break
            if node.kind == "invocation":
                source = (node.id, step.source_handle)
                break
            if node.id in self._sources:
                source = self._sources[node.id]
                break
            passed[node.id] = None
            step = self._by_target.get((node.id, CONNECTOR_INPUT))
        self._sources.update(dict.fromkeys(passed, source))
        return source

    def find_targets(self, node_id: str, handle: str) -> list[Endpoint]:
        """List the inputs of invocations that an output leads to, in the order of the edges and without duplicates."""
        targets: dict[Endpoint, None] = {}
        seen = {node_id}
        pending = [edge for edge in reversed(self._by_source.get(node_id, ())) if edge.source_handle == handle]
        while pending:
            edge = pending.pop()
            node = self._nodes.get(edge.target)
            if node is None or node.kind == "notes":
                continue
            if node.kind == "invocation":
                targets[(edge.target, edge.target_handle)] = None
            elif node.id not in seen:
                seen.add(node.id)
                onward = self._by_source.get(node.id, ())
                pending.extend(edge for edge in reversed(onward) if edge.source_handle == CONNECTOR_OUTPUT)
        return list(targets)
