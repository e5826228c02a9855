"""Builder of the graph that the server runs.

Mirrors `invokeai/frontend/web/src/features/nodes/util/graph/buildNodesGraph.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.workflow.json_values import clone
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, CORE_METADATA, SAVED_INPUT_PREFIX, NodeInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.connectors import Routes
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

Values: TypeAlias = "Mapping[str, Mapping[str, JSONValue | Unset]]"
"""Values set after loading, by node id and field name; `UNSET` for a removed value."""

ConnectionCounts: TypeAlias = "Mapping[str, Mapping[str, int]]"
"""The number of edges that end in each input, by node id and field name; connected inputs only."""

WORKFLOW_INPUTS: Final = "workflow_inputs"

RESERVED: Final = frozenset({"type", "id", "use_cache", "is_intermediate"})
"""Keys of a graph node that are not inputs; an input of such a name is never sent."""

_NOTHING: Final[Mapping[str, JSONValue | Unset]] = {}


def build_edges(nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge], routes: Routes) -> list[JSONObject]:
    """Build the graph's edges, between executable nodes only, without connectors and duplicates.

    Args:
        nodes: the nodes to compile.
        edges: the valid edges, in order.
        routes: the same edges, indexed by both ends.
    """
    executable = {node_id for node_id, node in nodes.items() if node.executable}
    built: list[JSONObject] = []
    seen: set[tuple[str, str, str, str]] = set()
    for edge in edges:
        if edge.collapsed or edge.target not in executable:
            continue
        source = (edge.source, edge.source_handle) if edge.source in executable else routes.find_source(edge)
        if source is None or source[0] not in executable:
            continue
        key = (*source, edge.target, edge.target_handle)
        if key in seen:
            continue
        seen.add(key)
        built.append(
            {
                "source": {"node_id": source[0], "field": source[1]},
                "destination": {"node_id": edge.target, "field": edge.target_handle},
            }
        )
    return built


def count_connections(edges: Iterable[JSONObject]) -> ConnectionCounts:
    """Count the edges of a graph that end in each input."""
    counts: dict[str, dict[str, int]] = {}
    for edge in edges:
        end = edge["destination"]
        fields = counts.setdefault(end["node_id"], {})
        fields[end["field"]] = fields.get(end["field"], 0) + 1
    return counts


def build_nodes(
    nodes: Iterable[WorkflowNode],
    values: Values,
    connections: ConnectionCounts,
    auto_add_board_id: str,
) -> JSONObject:
    """Build the graph's nodes.

    The value of a connected input is not sent, because the server would validate it although it is never used.

    Args:
        nodes: the nodes to compile; nodes that the server does not run are skipped.
        values: the values set after loading.
        connections: how many of the graph's edges end in each input.
        auto_add_board_id: the id of the board that "auto" saves to; `"none"` for no board.
    """
    return {
        node.id: _build_node(node, values.get(node.id, _NOTHING), connections.get(node.id, ()), auto_add_board_id)
        for node in nodes
        if node.executable
    }


def _build_node(
    node: WorkflowNode,
    values: Mapping[str, JSONValue | Unset],
    connected: Collection[str],
    auto_add_board_id: str,
) -> JSONObject:
    built: JSONObject = {"type": node.type, "id": node.id}
    inputs = _apply_values(node.inputs, values) if values else node.inputs
    if node.type == CALL_SAVED_WORKFLOW:
        inputs = _group_saved_inputs(inputs, connected)
    known: Mapping[str, InputTemplate] = node.template.inputs if node.template is not None else {}
    for name, item in inputs.items():
        if name in connected or name in RESERVED:
            continue
        value, input_template = item.value, known.get(name)
        if input_template is None:
            # Nodes of unknown types are sent unchanged; among known types, only core_metadata accepts any input.
            if node.template is not None and node.type != CORE_METADATA and name != WORKFLOW_INPUTS:
                continue
        elif input_template.type.name == "BoardField":
            value = _resolve_board(value, auto_add_board_id)
        if value is not UNSET:
            built[name] = clone(value) if type(value) in (dict, list) else value
    built["use_cache"] = node.use_cache
    built["is_intermediate"] = node.is_intermediate
    return built


def _apply_values(inputs: Mapping[str, NodeInput], values: Mapping[str, JSONValue | Unset]) -> Mapping[str, NodeInput]:
    return {**inputs, **{name: NodeInput(name, value=value) for name, value in values.items()}}


def _resolve_board(value: JSONValue | Unset, auto_add_board_id: str) -> JSONValue | Unset:
    if value == "none":
        return UNSET
    if value == "auto" or value is UNSET or value is None:
        return UNSET if auto_add_board_id == "none" else {"board_id": auto_add_board_id}
    return value


def _group_saved_inputs(inputs: Mapping[str, NodeInput], connected: Collection[str]) -> Mapping[str, NodeInput]:
    """Move the inputs of a saved workflow into the `workflow_inputs` object, whose stored value is discarded."""
    saved: JSONObject = {}
    rest: dict[str, NodeInput] = {}
    for name, item in inputs.items():
        if not name.startswith(SAVED_INPUT_PREFIX):
            rest[name] = item
        elif name not in connected and item.value is not UNSET:
            saved[name] = item.value
    rest[WORKFLOW_INPUTS] = NodeInput(WORKFLOW_INPUTS, value=saved)
    return rest
