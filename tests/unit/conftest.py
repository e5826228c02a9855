"""Workflows made in one line, for tests that are not about workflow files."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow: TypeAlias = Callable[..., Workflow]


def workflow_json(
    nodes: dict[str, Any], edges: list[str], form: list[str], labels: dict[str, str], node_labels: dict[str, str]
) -> dict[str, Any]:
    """Build the JSON of a workflow.

    Args:
        nodes: `{id: (type, {field: value})}`; a type of `connector` makes a connector.
        edges: `"source.field > target.field"`.
        form: `"node.field"`, in order.
        labels: the author's labels of fields, by `"node.field"`.
        node_labels: labels of nodes.
    """
    catalogue = Catalogue.load_bundled()

    def node(id_: str, type_: str, values: dict[str, Any]) -> dict[str, Any]:
        base: dict[str, Any] = {"id": id_, "position": {"x": 0, "y": 0}}
        label = node_labels.get(id_, "")
        if type_ == "connector":
            return base | {"type": "connector", "data": {"id": id_, "type": type_, "label": label, "isOpen": True}}
        fields = {
            name: {"name": name, "label": labels.get(f"{id_}.{name}", ""), "description": "", "value": value}
            for name, value in values.items()
        }
        version = catalogue[type_].version if type_ in catalogue else "1.0.0"
        data = {"id": id_, "type": type_, "version": version, "label": label, "notes": "", "inputs": fields}
        data |= {"isOpen": True, "isIntermediate": True, "useCache": True, "nodePack": "invokeai"}
        return base | {"type": "invocation", "data": data}

    def edge(index: int, text: str) -> dict[str, Any]:
        source, target = (end.rsplit(".", 1) for end in text.split(" > "))
        ends = {"source": source[0], "sourceHandle": source[1], "target": target[0], "targetHandle": target[1]}
        return {"id": f"edge-{index}", "type": "default", **ends}

    elements: dict[str, Any] = {
        "root": {
            "id": "root",
            "type": "container",
            "data": {"layout": "column", "children": [f"e{i}" for i in range(len(form))]},
        }
    }
    for index, text in enumerate(form):
        node_id, field_name = text.rsplit(".", 1)
        identifier = {"nodeId": node_id, "fieldName": field_name}
        elements[f"e{index}"] = {
            "id": f"e{index}",
            "parentId": "root",
            "type": "node-field",
            "data": {"fieldIdentifier": identifier, "showDescription": True},
        }
    texts = dict.fromkeys(("author", "description", "version", "contact", "tags", "notes"), "")
    return {
        "name": "A test",
        **texts,
        "nodes": [node(id_, type_, values) for id_, (type_, values) in nodes.items()],
        "edges": [edge(index, text) for index, text in enumerate(edges)],
        "exposedFields": [],
        "meta": {"category": "user", "version": "4.0.0"},
        "form": {"elements": elements, "rootElementId": "root"},
    }


@pytest.fixture
def make_workflow() -> MakeWorkflow:
    """Make a loaded workflow; see `workflow_json`."""

    def make(
        nodes: dict[str, Any],
        *edges: str,
        form: list[str] | None = None,
        labels: dict[str, str] | None = None,
        node_labels: dict[str, str] | None = None,
        context: CompileContext | None = None,
    ) -> Workflow:
        raw = workflow_json(nodes, list(edges), form or [], labels or {}, node_labels or {})
        return Workflow(WorkflowDefinition.from_dict(raw), context=context)

    return make
