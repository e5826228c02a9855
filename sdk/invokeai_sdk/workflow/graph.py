"""From a workflow to the graph that the server runs.

Mirrors `invokeai/frontend/web/src/features/nodes/util/graph/buildNodesGraph.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, CORE_METADATA, SAVED_INPUT_PREFIX, NodeInput
from invokeai_sdk.workflow.values import clone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.connectors import Routes
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

Values: TypeAlias = "Mapping[str, Mapping[str, JSONValue | Unset]]"
"""Values that differ from those in the file, by node id and field."""

FedInputs: TypeAlias = "Mapping[str, Mapping[str, int]]"
"""How many edges end in each input, by node id and field; only those where any does."""

WORKFLOW_INPUTS: Final = "workflow_inputs"

_RESERVED: Final = frozenset({"type", "id", "use_cache", "is_intermediate"})
"""What a graph node is made of besides its inputs; no input of that name is ever sent."""

_NOTHING: Final[Mapping[str, JSONValue | Unset]] = {}


def build_edges(nodes: Mapping[str, WorkflowNode], edges: Iterable[Edge], routes: Routes) -> list[JSONObject]:
    """Build the graph's edges: between executable nodes only, through connectors, each once.

    Args:
        nodes: the nodes that take part.
        edges: the valid edges, in order.
        routes: the same edges, by their ends.
    """
    running = {node_id for node_id, node in nodes.items() if node.executable}
    built: list[JSONObject] = []
    seen: set[tuple[str, str, str, str]] = set()
    for edge in edges:
        if edge.collapsed or edge.target not in running:
            continue
        source = (edge.source, edge.source_handle) if edge.source in running else routes.source_of(edge)
        if source is None or source[0] not in running:
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


def fed_inputs(edges: Iterable[JSONObject]) -> FedInputs:
    """Return which inputs the edges of a graph end in."""
    fed: dict[str, dict[str, int]] = {}
    for edge in edges:
        end = edge["destination"]
        fields = fed.setdefault(end["node_id"], {})
        fields[end["field"]] = fields.get(end["field"], 0) + 1
    return fed


def build_nodes(
    nodes: Iterable[WorkflowNode],
    values: Values,
    fed: FedInputs,
    auto_add_board_id: str,
) -> JSONObject:
    """Build the graph's nodes.

    A connected input is not sent: the server would judge the stale value that may still be stored there.

    Args:
        nodes: the nodes that take part; those the server does not run are passed over.
        values: the values set since the file was read.
        fed: the inputs that an edge of the graph ends in.
        auto_add_board_id: where "auto" saves, `"none"` for nowhere.
    """
    return {
        node.id: _build_node(node, values.get(node.id, _NOTHING), fed.get(node.id, ()), auto_add_board_id)
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
    inputs = _overlaid(node.inputs, values) if values else node.inputs
    if node.type == CALL_SAVED_WORKFLOW:
        inputs = _with_workflow_inputs(inputs, connected)
    known: Mapping[str, InputTemplate] = node.template.inputs if node.template is not None else {}
    for name, item in inputs.items():
        if name in connected or name in _RESERVED:
            continue
        value, slot = item.value, known.get(name)
        if slot is None:
            # A node of an unknown type is sent as it is; of the known ones, only core_metadata takes anything.
            if node.template is not None and node.type != CORE_METADATA and name != WORKFLOW_INPUTS:
                continue
        elif slot.type.name == "BoardField":
            value = _board(value, auto_add_board_id)
        if value is not UNSET:
            built[name] = clone(value) if type(value) in (dict, list) else value
    built["use_cache"] = node.use_cache
    built["is_intermediate"] = node.is_intermediate
    return built


def _overlaid(inputs: Mapping[str, NodeInput], values: Mapping[str, JSONValue | Unset]) -> Mapping[str, NodeInput]:
    return {**inputs, **{name: NodeInput(name, value=value) for name, value in values.items()}}


def _board(value: JSONValue | Unset, auto_add_board_id: str) -> JSONValue | Unset:
    if value == "none":
        return UNSET
    if value == "auto" or value is UNSET or value is None:
        return UNSET if auto_add_board_id == "none" else {"board_id": auto_add_board_id}
    return value


def _with_workflow_inputs(inputs: Mapping[str, NodeInput], connected: Collection[str]) -> Mapping[str, NodeInput]:
    """Gather the inputs of a saved workflow under one key; what is stored under that key is of no use."""
    gathered: JSONObject = {}
    rest: dict[str, NodeInput] = {}
    for name, item in inputs.items():
        if not name.startswith(SAVED_INPUT_PREFIX):
            rest[name] = item
        elif name not in connected and item.value is not UNSET:
            gathered[name] = item.value
    rest[WORKFLOW_INPUTS] = NodeInput(WORKFLOW_INPUTS, value=gathered)
    return rest
