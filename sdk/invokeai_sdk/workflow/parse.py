"""From current workflow JSON (schema 4.0.0) to nodes, edges and the rest, each checked as the editor checks it.

Mirrors `invokeai/frontend/web/src/features/nodes/types/{workflow,invocation}.ts`, with one deliberate difference:
a value is read by the type that the *catalogue* gives its field, where the editor tries all value types in turn and
turns an object it cannot place into a float generator. Unknown keys are ignored; they stay in the definition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields.normalise import normalise
from invokeai_sdk.workflow.dynamic_inputs import parse_dynamic_inputs
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.nodes import CORE_METADATA, DynamicInput, Edge, NodeInput, WorkflowNode, make_input
from invokeai_sdk.workflow.shapes import (
    Shape,
    a_boolean,
    a_list,
    a_position,
    a_string,
    an_identifier,
    an_object,
    refuse,
    version_numbers,
)
from invokeai_sdk.workflow.values import is_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.schema.types import InputTemplate, NodeTemplate

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
    """A workflow's JSON, taken apart.

    Attributes:
        texts: its name, author and so on.
        category: `user`, or `default` for those InvokeAI ships.
        nodes: its nodes by id, in file order.
        edges: its edges, in file order, valid or not.
        exposed: the (node id, field name) pairs of `exposedFields`.
        form: the JSON of its form, `None` if it has none.
        findings: what had to be changed or left out to get here.
    """

    texts: Mapping[str, str]
    category: str
    nodes: dict[str, WorkflowNode]
    edges: list[Edge]
    exposed: list[tuple[str, str]]
    form: object
    findings: list[Finding] = field(factory=list)


def parse_document(raw: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> Document:
    """Take current workflow JSON apart.

    Args:
        raw: the JSON, of schema 3.0.0 or 4.0.0.
        catalogue: the node types, by which values are read.

    Raises:
        WorkflowFormatError: something the editor insists on is missing or of the wrong shape.
    """
    if "id" in raw and not a_string(raw, "id", "workflow"):
        refuse("workflow.id", "a string that is not empty", "")
    texts = {key: a_string(raw, key, "workflow") for key in _TEXTS}
    meta = an_object(raw.get("meta"), "meta")
    category = meta.get("category", "user")
    if category not in _CATEGORIES:
        refuse("meta.category", "one of " + ", ".join(_CATEGORIES), category)

    findings: list[Finding] = []
    nodes: dict[str, WorkflowNode] = {}
    returns = 0
    for index, item in enumerate(a_list(raw.get("nodes"), "nodes")):
        node = _parse_node(item, f"nodes.{index}", catalogue, findings)
        if node is None:
            continue
        returns += node.type == "workflow_return"
        if node.id in nodes:
            findings.append(_duplicate(node))
            continue
        nodes[node.id] = node
    if returns > 1:
        refuse("nodes", "at most one workflow_return node", None)
    edges = [_parse_edge(item, place) for place, item in enumerate(a_list(raw.get("edges"), "edges"))]
    exposed = [
        parse_identifier(item, f"exposedFields.{i}")
        for i, item in enumerate(a_list(raw.get("exposedFields"), "exposedFields"))
    ]
    return Document(texts, category, nodes, edges, exposed, raw.get("form"), findings)


def parse_identifier(item: object, where: str) -> tuple[str, str]:
    """Read a `{nodeId, fieldName}` object."""
    raw = an_object(item, where)
    return an_identifier(raw, "nodeId", where), an_identifier(raw, "fieldName", where)


def _parse_node(
    item: object, where: str, catalogue: Mapping[str, NodeTemplate], findings: list[Finding]
) -> WorkflowNode | None:
    raw = an_object(item, where)
    kind = raw.get("type")
    if kind == "current_image":
        # The editor shows the latest image in it, never saves it, and refuses a file that has one.
        node_id = raw.get("id")
        findings.append(
            Finding(
                code="dropped_editor_node",
                message="a current_image node was left out: it only exists on the editor's canvas",
                node_id=node_id if isinstance(node_id, str) else None,
            )
        )
        return None
    if kind not in ("invocation", "notes", "connector"):
        refuse(f"{where}.type", "invocation, notes or connector", kind)
    node_id, data = an_identifier(raw, "id", where), raw.get("data")
    if not isinstance(data, dict):
        refuse(f"{where}.data", "an object", data)
    position = a_position(raw, where)
    at = f"{where}.data"
    if kind == "invocation":
        return _parse_invocation(node_id, position, data, at, catalogue, findings)
    if data.get("type") != kind:
        refuse(f"{at}.type", repr(kind), data.get("type"))
    data_id, label, is_open, *notes = (_NOTES if kind == "notes" else _CONNECTOR).read(data, at)
    _filled(data_id, at, "id")
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
    _filled(data_id, where, "id")
    node_type = _filled(node_type, where, "type")
    if version_numbers(version) is None:
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
        _parse_inputs(inputs, where, node_id, node_type, template, dynamic, findings),
        dynamic,
    )


def _parse_inputs(
    raw: JSONObject,
    where: str,
    node_id: str,
    node_type: str,
    template: NodeTemplate | None,
    dynamic: Mapping[str, DynamicInput],
    findings: list[Finding],
) -> dict[str, NodeInput]:
    """Read a node's inputs, each value by the type of its field."""
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
        # What is plain is kept whatever the field's type: the server judges it, and `lint` reports it. So is a number
        # with a fraction; 2.0 may mean 2, and infinity is nothing.
        kind = type(stored)
        if kind in _PLAIN or (kind is float and 0 < stored % 1 < 1):
            inputs[key] = make_input((name, label, description, stored, UNSET))
            continue
        slot = dynamic[key].template if key in dynamic else known.get(key)
        value = _read(stored, node_type, slot)
        if value is UNSET and stored is not None:
            findings.append(_unusable(node_id, key, node_type, str(slot.type) if slot is not None else "value", stored))
            inputs[key] = NodeInput(name, label, description, UNSET, stored)
        else:
            inputs[key] = NodeInput(name, label, description, value)
    return inputs


def _read(stored: JSONValue, node_type: str, slot: InputTemplate | None) -> JSONValue | Unset:
    """Read a value that is not plain; `UNSET` if it cannot be used."""
    if node_type == CORE_METADATA:
        value: JSONValue | Unset = stored
    elif slot is None:
        value = UNSET if stored is None else stored
    else:
        value = normalise(slot.type, stored)
    # What is kept as it is may hold what JSON cannot say, if it never was JSON text or says 1e999.
    return value if value is UNSET or is_json(value) else UNSET


def _parse_edge(item: object, place: int) -> Edge:
    raw = item if isinstance(item, dict) else an_object(item, f"edges.{place}")
    kind = raw.get("type")
    if kind not in ("default", "collapsed"):
        refuse(f"edges.{place}.type", "default or collapsed", kind)
    texts: list[str] = []
    for key in _EDGE_TEXTS if kind == "default" else _EDGE_TEXTS[:3]:
        # What `an_identifier` does, without its call: it would be the most frequent of all.
        text = raw.get(key)
        if not isinstance(text, str) or not (text := text.strip()):
            refuse(f"edges.{place}.{key}", "a string that is not blank", raw.get(key))
        texts.append(text)
    if kind == "collapsed":
        return Edge(texts[0], texts[1], texts[2], collapsed=True, place=place)
    hidden = a_boolean(raw, "hidden", f"edges.{place}") if "hidden" in raw else None
    return Edge(texts[0], texts[1], texts[2], texts[3], texts[4], False, hidden, place)


def _filled(text: str, where: str, key: str) -> str:
    """Strip an identifier, which must not be blank."""
    return text.strip() or refuse(f"{where}.{key}", "a string that is not blank", text)


def _unusable(node_id: str, field_name: str, node_type: str, type_name: str, stored: object) -> Finding:
    # The editor mangles objects, which is worth a warning; an odd list it drops without a word, and so do we.
    return Finding(
        code="unusable_value",
        severity="warning" if isinstance(stored, dict) else "info",
        message=f"{node_type} {node_id!r}: the stored value of {field_name!r} is not a {type_name} and was left out",
        node_id=node_id,
        field_name=field_name,
        fix=f"set {field_name!r} anew",
        params={"node_id": node_id, "field_name": field_name},
    )


def _duplicate(node: WorkflowNode) -> Finding:
    return Finding(
        code="duplicate_node_id",
        message=f"a second node with the id {node.id!r} ({node.type}) was left out",
        node_id=node.id,
    )
