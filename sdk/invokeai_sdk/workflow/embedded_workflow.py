"""The workflow JSON that is sent with a graph, and that the server embeds in every image of the batch.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/buildWorkflow.ts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.workflow.json_values import clone
from invokeai_sdk.workflow.migrate import CURRENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.workflow.build_graph import Values
    from invokeai_sdk.workflow.load import LoadedWorkflow
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

_BEFORE_CONNECTORS: Final = "3.0.0"
_CONNECTORS_SINCE: Final = (6, 13)

_NOTHING: Final[Mapping[str, JSONValue | Unset]] = {}


def build_embedded_workflow(
    loaded: LoadedWorkflow, edges: Iterable[Edge], values: Values, server_version: str | None
) -> JSONObject:
    """Build the workflow JSON to embed, with its current values and without its id.

    Args:
        loaded: the workflow as it was loaded.
        edges: the edges to compile.
        values: the values set after loading.
        server_version: the server's version. A server older than schema 4.0.0 gets schema 3.0.0, unless the workflow
            has connectors, which only 4.0.0 can represent.
    """
    nodes = loaded.nodes.values()
    has_connectors = any(node.kind == "connector" for node in nodes)
    version = _BEFORE_CONNECTORS if not has_connectors and _predates_connectors(server_version) else CURRENT
    return {
        **loaded.texts,
        "exposedFields": [{"nodeId": node_id, "fieldName": name} for node_id, name in loaded.exposed],
        "meta": {"category": loaded.category, "version": version},
        "form": loaded.form.to_json(),
        "nodes": [_write_node(node, values.get(node.id, _NOTHING)) for node in nodes],
        "edges": [_write_edge(edge) for edge in edges],
    }


def _predates_connectors(server_version: str | None) -> bool:
    parts = (server_version or "").split(".")[:2]
    return (
        len(parts) == len(_CONNECTORS_SINCE)
        and all(part.isdecimal() for part in parts)
        and tuple(map(int, parts)) < _CONNECTORS_SINCE
    )


def _write_node(node: WorkflowNode, values: Mapping[str, JSONValue | Unset]) -> JSONObject:
    data: JSONObject = {"id": node.id, "type": node.type, "label": node.label, "isOpen": node.is_open}
    if node.kind == "notes":
        data["notes"] = node.notes
    elif node.kind == "invocation":
        inputs: JSONObject = {}
        for key, item in node.inputs.items():
            entry: JSONObject = {"name": item.name, "label": item.label, "description": item.description}
            inputs[key] = entry
            value = values.get(key, item.value)
            if value is not UNSET:
                entry["value"] = clone(value)
        for key, value in values.items():
            if key not in inputs and value is not UNSET:
                inputs[key] = {"name": key, "label": "", "description": "", "value": clone(value)}
        data |= {
            "version": node.version,
            "nodePack": node.node_pack,
            "notes": node.notes,
            "inputs": inputs,
            "dynamicInputTemplates": {name: clone(item.raw) for name, item in node.dynamic.items()},
            "isIntermediate": node.is_intermediate,
            "useCache": node.use_cache,
        }
    return {
        "id": node.id,
        "type": node.kind,
        "data": data,
        "position": {"x": node.position["x"], "y": node.position["y"]},
    }


def _write_edge(edge: Edge) -> JSONObject:
    if edge.collapsed:
        return {"id": edge.id, "type": "collapsed", "source": edge.source, "target": edge.target}
    built: JSONObject = {
        "id": edge.id,
        "type": "default",
        "source": edge.source,
        "target": edge.target,
        "sourceHandle": edge.source_handle,
        "targetHandle": edge.target_handle,
    }
    if edge.hidden is not None:
        built["hidden"] = edge.hidden
    return built
