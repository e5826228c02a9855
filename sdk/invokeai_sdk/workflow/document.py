"""Parser of current workflow JSON (schema 4.0.0), with the checks that the editor makes.

Mirrors `invokeai/frontend/web/src/features/nodes/types/{workflow,invocation}.ts`, with one deliberate difference: a
value is read by the field type in the catalogue, where the editor tries all value types in turn and turns an object
that matches none into a float generator. Unknown keys are ignored; the definition keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields.normalise import normalise
from invokeai_sdk.workflow.dynamic_inputs import parse_dynamic_inputs
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.json_checks import (
    Shape,
    parse_version,
    refuse,
    require_boolean,
    require_identifier,
    require_list,
    require_object,
    require_position,
    require_string,
)
from invokeai_sdk.workflow.json_values import is_json
from invokeai_sdk.workflow.legacy_models import read_legacy_model
from invokeai_sdk.workflow.nodes import CORE_METADATA, DynamicInput, Edge, NodeInput, WorkflowNode, make_input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.fields.pending import PendingModel
    from invokeai_sdk.schema.types import InputTemplate, NodeTemplate

LEGACY_MODEL: Final = "legacy_model"
"""The parameter of a finding that has the name of a model stored as InvokeAI 3 did."""

_TEXTS: Final = ("name", "author", "description", "version", "contact", "tags", "notes")
_CATEGORIES: Final = ("user", "default")

_INVOCATION: Final = Shape(
    id=str,
    type=str,
    version=str,
    label=str,
    notes=str,
    isIntermediate=bool,
    useCache=bool,
    isOpen=bool,
    inputs=dict,
)
_CONNECTOR: Final = Shape(id=str, label=str, isOpen=bool)
_NOTES: Final = Shape(id=str, label=str, isOpen=bool, notes=str)
_EDGE_TEXTS: Final = ("id", "source", "target", "sourceHandle", "targetHandle")

_PLAIN: Final = frozenset({str, int, bool, Unset})


@frozen(eq=False)
class Document:
    """The parsed JSON of a workflow.

    Attributes:
        texts: the name, author and other texts.
        category: `user`, or `default` for workflows that InvokeAI ships.
        nodes: the nodes by id, in file order.
        edges: the edges, valid or not, in file order.
        exposed: the (node id, field name) pairs of `exposedFields`.
        form: the JSON of the form, `None` if the workflow has none.
        findings: what parsing changed or left out.
    """

    texts: Mapping[str, str]
    category: str
    nodes: dict[str, WorkflowNode]
    edges: list[Edge]
    exposed: list[tuple[str, str]]
    form: object
    findings: list[Finding] = field(factory=list)


def parse_document(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> Document:
    """Parse workflow JSON of the schema 3.0.0 or 4.0.0.

    Args:
        raw: the JSON.
        catalogue: the node types, which determine how values are read.

    Raises:
        WorkflowFormatError: a part that the editor requires is missing or has the wrong type.
    """
    if "id" in raw and not require_string(raw, "id", "workflow"):
        refuse("workflow.id", "a string that is not empty", "")
    texts = {key: require_string(raw, key, "workflow") for key in _TEXTS}
    meta = require_object(raw.get("meta"), "meta")
    category = meta.get("category", "user")
    if category not in _CATEGORIES:
        refuse("meta.category", "one of " + ", ".join(_CATEGORIES), category)

    findings: list[Finding] = []
    nodes: dict[str, WorkflowNode] = {}
    returns = 0
    for index, item in enumerate(require_list(raw.get("nodes"), "nodes")):
        node = _parse_node(item, f"nodes.{index}", catalogue, findings)
        if node is None:
            continue
        returns += node.type == "workflow_return"
        if node.id in nodes:
            findings.append(_report_duplicate_id(node))
            continue
        nodes[node.id] = node
    if returns > 1:
        refuse("nodes", "at most one workflow_return node", None)
    edges = [_parse_edge(item, index) for index, item in enumerate(require_list(raw.get("edges"), "edges"))]
    exposed = [
        parse_field_identifier(item, f"exposedFields.{i}")
        for i, item in enumerate(require_list(raw.get("exposedFields"), "exposedFields"))
    ]
    return Document(texts, category, nodes, edges, exposed, raw.get("form"), findings)


def parse_field_identifier(item: object, where: str) -> tuple[str, str]:
    """Parse a `{nodeId, fieldName}` object into a (node id, field name) pair."""
    raw = require_object(item, where)
    return require_identifier(raw, "nodeId", where), require_identifier(raw, "fieldName", where)


def _parse_node(
    item: object, where: str, catalogue: Mapping[str, NodeTemplate], findings: list[Finding]
) -> WorkflowNode | None:
    raw = require_object(item, where)
    kind = raw.get("type")
    if kind == "current_image":
        # The editor shows the latest image in this node, never saves the node, and refuses a file with one.
        node_id = raw.get("id")
        findings.append(
            Finding(
                code="dropped_editor_node",
                message="a current_image node was left out: it exists in the editor only",
                node_id=node_id if isinstance(node_id, str) else None,
            )
        )
        return None
    if kind not in ("invocation", "notes", "connector"):
        refuse(f"{where}.type", "invocation, notes or connector", kind)
    node_id, data = require_identifier(raw, "id", where), raw.get("data")
    if not isinstance(data, dict):
        refuse(f"{where}.data", "an object", data)
    position = require_position(raw, where)
    at = f"{where}.data"
    if kind == "invocation":
        return _parse_invocation(node_id, position, data, at, catalogue, findings)
    if data.get("type") != kind:
        refuse(f"{at}.type", repr(kind), data.get("type"))
    data_id, label, is_open, *notes = (_NOTES if kind == "notes" else _CONNECTOR).read(data, at)
    _strip_identifier(data_id, at, "id")
    return WorkflowNode(node_id, kind, kind, label, "".join(notes), is_open=is_open, position=position)


def _parse_invocation(
    node_id: str,
    position: JSONObject,
    data: JSONObject,
    where: str,
    catalogue: Mapping[str, NodeTemplate],
    findings: list[Finding],
) -> WorkflowNode:
    data_id, node_type, version, label, notes, is_intermediate, use_cache, is_open, inputs = _INVOCATION.read(
        data, where
    )
    _strip_identifier(data_id, where, "id")
    node_type = _strip_identifier(node_type, where, "type")
    if parse_version(version) is None:
        refuse(f"{where}.version", "a version such as 1.0.0", version)
    pack = data.get("nodePack", "invokeai")
    if not isinstance(pack, str) or not pack:
        refuse(f"{where}.nodePack", "a string that is not empty", pack)
    dynamic: Mapping[str, DynamicInput] = {}
    if "dynamicInputTemplates" in data:
        dynamic = parse_dynamic_inputs(data["dynamicInputTemplates"], f"{where}.dynamicInputTemplates")
    template = catalogue.get(node_type)
    return WorkflowNode(
        node_id,
        "invocation",
        node_type,
        label,
        notes,
        version,
        pack,
        is_intermediate,
        use_cache,
        is_open,
        position,
        template,
        _parse_inputs(inputs, where, (node_id, node_type, label), template, dynamic, findings),
        dynamic,
    )


def _parse_inputs(
    raw: JSONObject,
    where: str,
    node: tuple[str, str, str],
    template: NodeTemplate | None,
    dynamic: Mapping[str, DynamicInput],
    findings: list[Finding],
) -> dict[str, NodeInput]:
    """Parse the inputs of a node, given as (id, type, label), each value by the type of its field."""
    node_id, node_type, node_label = node
    known = template.inputs if template is not None else {}
    inputs: dict[str, NodeInput] = {}
    for key, item in raw.items():
        if type(item) is not dict or type(key) is not str:
            refuse(f"{where}.inputs.{key}", "an object", item)
        try:
            name, label, description = item["name"], item["label"], item["description"]
        except KeyError:
            name, label, description = map(item.get, ("name", "label", "description"))
        if type(name) is not str or not (name := name.strip()):
            refuse(f"{where}.inputs.{key}.name", "a string that is not blank", item.get("name"))
        if type(label) is not str:
            label = ""
        if type(description) is not str:
            description = ""
        stored = item.get("value", UNSET)
        # Plain values are kept, whatever the field's type: the server validates them, and `lint` reports them. So are
        # numbers with a fraction. 2.0 may mean the integer 2, and infinity is not JSON.
        kind = type(stored)
        if kind in _PLAIN or (kind is float and 0 < stored % 1 < 1):
            inputs[key] = make_input((name, label, description, stored, UNSET))
            continue
        input_template = dynamic[key].template if key in dynamic else known.get(key)
        value = _read_value(stored, node_type, input_template)
        if value is UNSET and stored is not None:
            model = read_legacy_model(input_template, stored)
            if model is not None:
                findings.append(_report_legacy_model(node_id, key, f"{node_type} {(node_label or node_id)!r}", model))
            else:
                type_name = str(input_template.type) if input_template is not None else "value"
                findings.append(_report_unusable_value(node_id, key, node_type, type_name, stored))
            inputs[key] = NodeInput(name, label, description, UNSET, stored)
        else:
            inputs[key] = NodeInput(name, label, description, value)
    return inputs


def _read_value(stored: JSONValue, node_type: str, input_template: InputTemplate | None) -> JSONValue | Unset:
    """Read a value that is not plain; `UNSET` if the value is unusable."""
    if node_type == CORE_METADATA:
        value: JSONValue | Unset = stored
    elif input_template is None:
        value = UNSET if stored is None else stored
    else:
        value = normalise(input_template.type, stored)
    # An unchanged value can contain what JSON cannot represent: it may not stem from JSON text, or contain 1e999.
    return value if value is UNSET or is_json(value) else UNSET


def _parse_edge(item: object, index: int) -> Edge:
    raw = item if isinstance(item, dict) else require_object(item, f"edges.{index}")
    kind = raw.get("type")
    if kind not in ("default", "collapsed"):
        refuse(f"edges.{index}.type", "default or collapsed", kind)
    texts: list[str] = []
    for key in _EDGE_TEXTS if kind == "default" else _EDGE_TEXTS[:3]:
        # The same as `require_identifier`, inlined because it would be the most frequent call.
        text = raw.get(key)
        if not isinstance(text, str) or not (text := text.strip()):
            refuse(f"edges.{index}.{key}", "a string that is not blank", raw.get(key))
        texts.append(text)
    if kind == "collapsed":
        return Edge(texts[0], texts[1], texts[2], collapsed=True, file_index=index)
    hidden = require_boolean(raw, "hidden", f"edges.{index}") if "hidden" in raw else None
    return Edge(texts[0], texts[1], texts[2], texts[3], texts[4], False, hidden, index)


def _strip_identifier(text: str, where: str, key: str) -> str:
    """Return an identifier without surrounding whitespace; it must not be blank."""
    return text.strip() or refuse(f"{where}.{key}", "a string that is not blank", text)


def _report_unusable_value(node_id: str, field_name: str, node_type: str, type_name: str, stored: object) -> Finding:
    # A warning for objects, which the editor turns into other values; a remark for lists, which it silently drops.
    return Finding(
        code="unusable_value",
        severity="warning" if isinstance(stored, dict) else "info",
        message=f"{node_type} {node_id!r}: the stored value of {field_name!r} is not a {type_name} and was left out",
        node_id=node_id,
        field_name=field_name,
        fix=f"set {field_name!r} to a valid value",
        params={"node_id": node_id, "field_name": field_name},
    )


def _report_legacy_model(node_id: str, field_name: str, node: str, model: PendingModel) -> Finding:
    return Finding(
        code="unusable_value",
        message=f"{node}: {model.describe()} is stored as InvokeAI 3 did; it is looked up by name when the workflow is "
        "submitted",
        node_id=node_id,
        field_name=field_name,
        fix=f"set {field_name!r} to a model of the server",
        params={"node_id": node_id, "field_name": field_name, LEGACY_MODEL: model.name},
    )


def _report_duplicate_id(node: WorkflowNode) -> Finding:
    return Finding(
        code="duplicate_node_id",
        message=f"a second node with the id {node.id!r} ({node.type}) was left out",
        node_id=node.id,
    )
