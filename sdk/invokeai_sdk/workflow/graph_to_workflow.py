"""Conversion of a graph to a workflow, for images that hold only the graph that made them.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/graphToWorkflow.ts`, which the editor uses to load the
workflow of such an image: the result has every node with its values, every edge, a layout from left to right, and no
form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.workflow.json_checks import require_identifier, require_list, require_object, require_string
from invokeai_sdk.workflow.json_values import clone
from invokeai_sdk.workflow.migrate import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import NodeTemplate

_NOT_INPUTS: Final = frozenset({"id", "type", "use_cache", "is_intermediate"})
"""Keys of a graph node that are not inputs."""

_COLUMN: Final = 500
_ROW: Final = 400
_UNKNOWN_VERSION: Final = "1.0.0"


def build_workflow_from_graph(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    """Build workflow JSON that compiles to a graph.

    Args:
        raw: the graph: `{nodes, edges}`.
        catalogue: the node types; nodes of unknown types keep their values too.

    Raises:
        WorkflowFormatError: `raw` is not a graph.
    """
    nodes = require_object(raw.get("nodes"), "graph.nodes")
    edges = [
        _convert_edge(require_object(item, f"graph.edges.{i}"), f"graph.edges.{i}")
        for i, item in enumerate(require_list(raw.get("edges"), "graph.edges"))
    ]
    columns = _assign_columns(nodes, ((edge["source"], edge["target"]) for edge in edges))
    last_rows: dict[int, int] = {}
    converted: list[JSONObject] = []
    for node_id, item in nodes.items():
        where = f"graph.nodes.{node_id}"
        node = require_object(item, where)
        column = columns[node_id]
        row = last_rows[column] = last_rows.get(column, -1) + 1
        data = _convert_node(node_id, node, catalogue.get(require_identifier(node, "type", where)), where)
        position = {"x": column * _COLUMN, "y": row * _ROW}
        converted.append({"id": node_id, "type": "invocation", "position": position, "data": data})
    return {
        **dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), ""),
        "nodes": converted,
        "edges": edges,
        "exposedFields": [],
        "meta": {"category": "user", "version": CURRENT},
    }


def _convert_node(node_id: str, node: JSONObject, template: NodeTemplate | None, where: str) -> JSONObject:
    values = {name: value for name, value in node.items() if name not in _NOT_INPUTS and value is not None}
    names = dict.fromkeys((*(template.inputs if template is not None else ()), *values))
    inputs: JSONObject = {}
    for name in names:
        inputs[name] = {"name": name, "label": "", "description": ""}
        if name in values:
            inputs[name]["value"] = clone(values[name])
    return {
        "id": node_id,
        "type": require_string(node, "type", where),
        "version": template.version if template is not None else _UNKNOWN_VERSION,
        "nodePack": template.node_pack if template is not None else "invokeai",
        "label": "",
        "notes": "",
        "inputs": inputs,
        "isOpen": True,
        "isIntermediate": node.get("is_intermediate") is True,
        "useCache": node.get("use_cache") is not False,
    }


def _convert_edge(edge: JSONObject, where: str) -> JSONObject:
    ends: list[str] = []
    for end in ("source", "destination"):
        raw = require_object(edge.get(end), f"{where}.{end}")
        ends += [require_identifier(raw, key, f"{where}.{end}") for key in ("node_id", "field")]
    source, source_handle, target, target_handle = ends
    return {
        "id": f"{source}.{source_handle}-{target}.{target_handle}",
        "type": "default",
        "source": source,
        "sourceHandle": source_handle,
        "target": target,
        "targetHandle": target_handle,
    }


def _assign_columns(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Assign every node a column to the right of all nodes that feed it; nodes in a cycle stay on the left."""
    columns = dict.fromkeys(nodes, 0)
    waiting_for = dict.fromkeys(columns, 0)
    targets: dict[str, list[str]] = {}
    for source, target in pairs:
        if source in columns and target in columns:
            targets.setdefault(source, []).append(target)
            waiting_for[target] += 1
    ready = [node_id for node_id, count in waiting_for.items() if count == 0]
    for node_id in ready:  # the list grows during the iteration
        for target in targets.get(node_id, ()):
            columns[target] = max(columns[target], columns[node_id] + 1)
            waiting_for[target] -= 1
            if waiting_for[target] == 0:
                ready.append(target)
    return columns
