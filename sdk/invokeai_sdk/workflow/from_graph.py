"""From a graph back to a workflow, for images that carry only the graph that made them.

Does what `invokeai/frontend/web/src/features/nodes/util/workflow/graphToWorkflow.ts` does when the editor is asked to
load such an image's workflow: every node with its values, every edge, laid out from left to right, and no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.workflow.migrate import CURRENT
from invokeai_sdk.workflow.shapes import a_list, a_string, an_identifier, an_object
from invokeai_sdk.workflow.values import clone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import NodeTemplate

_OWN: Final = frozenset({"id", "type", "use_cache", "is_intermediate"})
"""Keys of a graph node that are not inputs."""

_COLUMN: Final = 500
_ROW: Final = 400
_UNKNOWN_VERSION: Final = "1.0.0"


def workflow_of_graph(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> JSONObject:
    """Make workflow JSON that compiles to a graph.

    Args:
        raw: the graph: `{nodes, edges}`.
        catalogue: the node types; a node of an unknown type keeps its values all the same.

    Raises:
        WorkflowFormatError: it is not a graph.
    """
    nodes = an_object(raw.get("nodes"), "graph.nodes")
    edges = [
        _edge(an_object(item, f"graph.edges.{i}"), f"graph.edges.{i}")
        for i, item in enumerate(a_list(raw.get("edges"), "graph.edges"))
    ]
    columns = _columns(nodes, ((edge["source"], edge["target"]) for edge in edges))
    filled: dict[int, int] = {}
    drawn: list[JSONObject] = []
    for node_id, item in nodes.items():
        where = f"graph.nodes.{node_id}"
        node = an_object(item, where)
        column = columns[node_id]
        row = filled[column] = filled.get(column, -1) + 1
        data = _node_data(node_id, node, catalogue.get(an_identifier(node, "type", where)), where)
        position = {"x": column * _COLUMN, "y": row * _ROW}
        drawn.append({"id": node_id, "type": "invocation", "position": position, "data": data})
    return {
        **dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), ""),
        "nodes": drawn,
        "edges": edges,
        "exposedFields": [],
        "meta": {"category": "user", "version": CURRENT},
    }


def _node_data(node_id: str, node: JSONObject, template: NodeTemplate | None, where: str) -> JSONObject:
    values = {name: value for name, value in node.items() if name not in _OWN and value is not None}
    names = dict.fromkeys((*(template.inputs if template is not None else ()), *values))
    inputs: JSONObject = {}
    for name in names:
        inputs[name] = {"name": name, "label": "", "description": ""}
        if name in values:
            inputs[name]["value"] = clone(values[name])
    return {
        "id": node_id,
        "type": a_string(node, "type", where),
        "version": template.version if template is not None else _UNKNOWN_VERSION,
        "nodePack": template.node_pack if template is not None else "invokeai",
        "label": "",
        "notes": "",
        "inputs": inputs,
        "isOpen": True,
        "isIntermediate": node.get("is_intermediate") is True,
        "useCache": node.get("use_cache") is not False,
    }


def _edge(edge: JSONObject, where: str) -> JSONObject:
    ends: list[str] = []
    for end in ("source", "destination"):
        raw = an_object(edge.get(end), f"{where}.{end}")
        ends += [an_identifier(raw, key, f"{where}.{end}") for key in ("node_id", "field")]
    source, source_handle, target, target_handle = ends
    return {
        "id": f"{source}.{source_handle}-{target}.{target_handle}",
        "type": "default",
        "source": source,
        "sourceHandle": source_handle,
        "target": target,
        "targetHandle": target_handle,
    }


def _columns(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Put every node to the right of whatever feeds it, as far as there is no circle."""
    columns = dict.fromkeys(nodes, 0)
    feeding = dict.fromkeys(columns, 0)
    following: dict[str, list[str]] = {}
    for source, target in pairs:
        if source in columns and target in columns:
            following.setdefault(source, []).append(target)
            feeding[target] += 1
    ready = [node_id for node_id, count in feeding.items() if count == 0]
    for node_id in ready:  # grows as it is walked
        for target in following.get(node_id, ()):
            columns[target] = max(columns[target], columns[node_id] + 1)
            feeding[target] -= 1
            if feeding[target] == 0:
                ready.append(target)
    return columns
