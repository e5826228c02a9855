"""Values of the graph that is embedded in an image beside its workflow.

All images of a batch have the same embedded workflow: the values on its form and the lists of its batch nodes. The
embedded graph has the values that made this one image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue
from invokeai_sdk.errors import WorkflowError
from invokeai_sdk.fields.base import describe_value
from invokeai_sdk.fields.normalise import normalise
from invokeai_sdk.schema.wiring import CONNECTOR_INPUT, CONNECTOR_OUTPUT
from invokeai_sdk.workflow.batch_nodes import BATCH_FIELDS
from invokeai_sdk.workflow.build_graph import RESERVED, WORKFLOW_INPUTS
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.migrate import migrate
from invokeai_sdk.workflow.node_update import make_default_value
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.schema.types import InputTemplate, NodeTemplate

_UNRESOLVED_BOARDS: Final = ("auto", "none")


def apply_graph_values(
    workflow: JSONObject, graph: JSONObject, catalogue: Mapping[str, NodeTemplate]
) -> tuple[JSONObject, tuple[Finding, ...]]:
    """Return a workflow with the values of the graph that was built from it and that made one image.

    A batch node whose items varied gets the one item that made the image, and loses its generator. Inputs that another
    node feeds and boards on "auto" are not changed. A workflow without differences is returned as it is; otherwise the
    result has the current schema.

    Args:
        workflow: the workflow's JSON, valid or not; it is not changed.
        graph: the graph's JSON, valid or not.
        catalogue: the node types.

    Returns:
        The workflow, and a finding for each value that differs.
    """
    try:
        current = migrate(workflow, catalogue)
        run = _Run.from_json(graph)
        changes = _find_changes(current, run, catalogue)
    except (WorkflowError, RecursionError):
        return workflow, ()  # loading reports the problem
    if changes is None:
        return workflow, (_report_other_graph(),)
    if not changes.values and not changes.batches:
        return workflow, ()
    return _apply(current, changes), tuple(changes.findings)


@frozen
class _Run:
    """The values that a graph was run with: by node id, the type of the node and its values by field."""

    types: Mapping[str, str]
    values: Mapping[str, Mapping[str, JSONValue]]

    @classmethod
    def from_json(cls, graph: JSONObject) -> _Run:
        connected: set[tuple[str, str]] = set()
        for edge in _select_objects(graph.get("edges")):
            end = edge.get("destination")
            if isinstance(end, dict):
                connected.add((str(end.get("node_id")), str(end.get("field"))))
        types: dict[str, str] = {}
        values: dict[str, dict[str, JSONValue]] = {}
        nodes = graph.get("nodes")
        for node_id, node in nodes.items() if isinstance(nodes, dict) else ():
            if not isinstance(node, dict):
                continue
            saved = node.get(WORKFLOW_INPUTS) if node.get("type") == CALL_SAVED_WORKFLOW else None
            fields = {**node, **(saved if isinstance(saved, dict) else {})}
            types[node_id] = str(node.get("type"))
            values[node_id] = {
                name: value
                for name, value in fields.items()
                if value is not None and name not in RESERVED and (node_id, name) not in connected
            }
        return cls(types, values)


@frozen
class _Changes:
    """What differs: values by node id and field, and the single items of batch nodes by node id."""

    values: dict[str, dict[str, JSONValue]] = field(factory=dict)
    batches: dict[str, JSONValue] = field(factory=dict)
    findings: list[Finding] = field(factory=list)


def _find_changes(workflow: JSONObject, run: _Run, catalogue: Mapping[str, NodeTemplate]) -> _Changes | None:
    """Return the differences between a workflow and a run, `None` if they have no node in common."""
    changes = _Changes()
    has_common_node = not run.types
    wires = _Wires.from_json(workflow)
    for node_id, data in _iterate_invocations(workflow):
        node_type = data.get("type")
        template = catalogue.get(node_type) if isinstance(node_type, str) else None
        inputs = data.get("inputs")
        if not isinstance(node_type, str) or not isinstance(inputs, dict):
            continue
        if node_type in BATCH_FIELDS:
            _compare_batch_node(node_id, node_type, inputs, wires, run, changes)
        elif run.types.get(node_id) == node_type:
            has_common_node = True
            known = template.inputs if template is not None else {}
            for name, value in run.values[node_id].items():
                _compare_value((node_id, node_type, name), inputs.get(name), value, known.get(name), changes)
    return changes if has_common_node else None


def _compare_value(
    place: tuple[str, str, str],
    stored: object,
    value: JSONValue,
    input_template: InputTemplate | None,
    changes: _Changes,
) -> None:
    node_id, node_type, name = place
    if isinstance(stored, dict):
        before = stored.get("value", UNSET)
    elif input_template is not None and input_template.input != "connection":
        before = make_default_value(input_template)
    else:
        return
    is_board = input_template is not None and input_template.type.name == "BoardField"
    if is_board and (before is UNSET or before is None or before in _UNRESOLVED_BOARDS):
        return
    if before is not UNSET and _make_canonical(input_template, before) == _make_canonical(input_template, value):
        return
    changes.values.setdefault(node_id, {})[name] = _normalise(input_template, value)
    changes.findings.append(
        Finding(
            code="embedded_graph_value",
            message=f"{node_type} {node_id!r}: {name!r} is {describe_value(value)}, the value that made the image, "
            + ("which the workflow does not state" if before is UNSET else f"not {describe_value(before)}"),
            node_id=node_id,
            field_name=name,
            params={"value": value, "workflow_value": None if before is UNSET else before},
        )
    )


def _compare_batch_node(
    node_id: str, node_type: str, inputs: JSONObject, wires: _Wires, run: _Run, changes: _Changes
) -> None:
    collection, output = BATCH_FIELDS[node_type]
    for target_id, field_name in wires.find_targets(node_id, output):
        item = run.values.get(target_id, {}).get(field_name)
        if item is None:
            continue
        stored = inputs.get(collection)
        items = stored.get("value") if isinstance(stored, dict) else None
        has_generator = (node_id, collection) in wires.fed
        if not has_generator and isinstance(items, list) and len(items) == 1 and _strip(items[0]) == _strip(item):
            return
        changes.batches[node_id] = _strip(item)
        changes.findings.append(
            Finding(
                code="embedded_graph_value",
                message=f"{node_type} {node_id!r}: {collection!r} has only {describe_value(item)}, the item that made "
                "the image" + (", and no generator" if has_generator else ""),
                node_id=node_id,
                field_name=collection,
                params={"value": item, "workflow_value": items},
            )
        )
        return


@frozen
class _Wires:
    """The edges of a workflow: which fields are fed, and where connectors lead."""

    fed: frozenset[tuple[str, str]]
    targets: Mapping[tuple[str, str], list[tuple[str, str]]]

    @classmethod
    def from_json(cls, workflow: JSONObject) -> _Wires:
        targets: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for edge in _select_objects(workflow.get("edges")):
            source, target = _get_ends(edge)
            targets.setdefault(source, []).append(target)
        return cls(frozenset(end for ends in targets.values() for end in ends), targets)

    def find_targets(self, node_id: str, output: str) -> Iterator[tuple[str, str]]:
        """Yield the inputs that an output leads to, also through connectors."""
        pending, seen = [(node_id, output)], {(node_id, output)}
        while pending:
            for target in self.targets.get(pending.pop(), ()):
                yield target
                onward = (target[0], CONNECTOR_OUTPUT)
                if target[1] == CONNECTOR_INPUT and onward not in seen:
                    seen.add(onward)
                    pending.append(onward)


def _apply(workflow: JSONObject, changes: _Changes) -> JSONObject:
    nodes = [_apply_to_node(item, changes) for item in workflow["nodes"]]
    dropped = {
        (node_id, BATCH_FIELDS[data["type"]][0])
        for node_id, data in _iterate_invocations(workflow)
        if node_id in changes.batches
    }
    edges = workflow.get("edges")
    if isinstance(edges, list):
        edges = [edge for edge in edges if not isinstance(edge, dict) or _get_ends(edge)[1] not in dropped]
    return {**workflow, "nodes": nodes, "edges": edges}


def _apply_to_node(node: Any, changes: _Changes) -> Any:
    node_id = node.get("id") if isinstance(node, dict) else None
    values: Mapping[str, JSONValue] = {}
    if isinstance(node_id, str):
        values = changes.values.get(node_id, {})
        if node_id in changes.batches:
            values = {BATCH_FIELDS[node["data"]["type"]][0]: [changes.batches[node_id]]}
    if not values:
        return node
    inputs = dict(node["data"]["inputs"])
    for name, value in values.items():
        stored = inputs.get(name)
        entry = stored if isinstance(stored, dict) else {"name": name, "label": "", "description": ""}
        inputs[name] = {**entry, "value": value}
    return {**node, "data": {**node["data"], "inputs": inputs}}


def _iterate_invocations(workflow: JSONObject) -> Iterator[tuple[str, JSONObject]]:
    for node in _select_objects(workflow.get("nodes")):
        node_id, data = node.get("id"), node.get("data")
        if node.get("type") == "invocation" and isinstance(node_id, str) and isinstance(data, dict):
            yield node_id, data


def _get_ends(edge: JSONObject) -> tuple[tuple[str, str], tuple[str, str]]:
    return (
        (str(edge.get("source")), str(edge.get("sourceHandle"))),
        (str(edge.get("target")), str(edge.get("targetHandle"))),
    )


def _select_objects(items: object) -> Iterator[JSONObject]:
    return (item for item in items if isinstance(item, dict)) if isinstance(items, list) else iter(())


def _normalise(input_template: InputTemplate | None, value: JSONValue) -> JSONValue:
    normal = UNSET if input_template is None else normalise(input_template.type, value)
    return value if normal is UNSET else normal


def _make_canonical(input_template: InputTemplate | None, value: JSONValue) -> JSONValue:
    """Return the form in which equal values are equal: normalised, and without keys that are null."""
    canonical: JSONValue = _strip(_normalise(input_template, value))
    return canonical


def _strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _strip(item) for key, item in value.items() if item is not None}
    return [_strip(item) for item in value] if isinstance(value, list) else value


def _report_other_graph() -> Finding:
    return Finding(
        code="embedded_graph_differs",
        severity="info",
        message="the embedded graph has no node of the embedded workflow; the values of the workflow are used",
    )
