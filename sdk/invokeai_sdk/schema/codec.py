"""Node templates as compact JSON: only what differs from the default is written.

Inputs and outputs keep their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from attrs import NOTHING, fields

from invokeai_sdk.schema.titles import start_case
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

_Template: TypeAlias = NodeTemplate | InputTemplate | OutputTemplate
_Field = TypeVar("_Field", InputTemplate, OutputTemplate)

_DEFAULTS: Final[Mapping[type, Mapping[str, object]]] = {
    cls: {a.name: a.default for a in fields(cls)} for cls in (NodeTemplate, InputTemplate, OutputTemplate)
}
_TUPLES: Final = ("options", "model_base", "model_type", "model_variant", "model_format", "model_provider")
_NODE_OWN: Final = ("type", "inputs", "outputs")
_FIELD_OWN: Final = ("name", "type", "title")


def encode_node(node: NodeTemplate) -> JSONObject:
    """Return a node's template as JSON, without its type, which is its key in the catalogue."""
    said = _differing(node, _NODE_OWN)
    for kind, templates in (("inputs", node.inputs), ("outputs", node.outputs)):
        if templates:
            said[kind] = {name: _encode_field(template) for name, template in templates.items()}
    return said


def decode_node(node_type: str, data: JSONObject) -> NodeTemplate:
    """Return the template that `encode_node` wrote.

    Args:
        node_type: the node's type.
        data: its JSON.
    """
    said = dict(data)
    said["tags"] = tuple(said.get("tags", ()))
    said["inputs"] = {name: _decode_field(InputTemplate, name, field) for name, field in said.get("inputs", {}).items()}
    said["outputs"] = {
        name: _decode_field(OutputTemplate, name, field) for name, field in said.get("outputs", {}).items()
    }
    return NodeTemplate(type=node_type, **said)


def _encode_field(template: InputTemplate | OutputTemplate) -> JSONObject:
    said: JSONObject = {"type": encode_type(template.type)}
    if template.title != start_case(template.name):
        said["title"] = template.title
    return said | _differing(template, _FIELD_OWN)


def _decode_field(cls: type[_Field], name: str, data: JSONObject) -> _Field:
    said = dict(data)
    field_type = decode_type(said.pop("type"))
    title = said.pop("title", None)
    for key in _TUPLES:
        if key in said:
            said[key] = tuple(said[key])
    return cls(name=name, type=field_type, title=start_case(name) if title is None else title, **said)


def _differing(template: _Template, leave: tuple[str, ...]) -> JSONObject:
    """Return the attributes that are not the class's defaults."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, default in _DEFAULTS[type(template)].items()
        if name not in leave and ((value := getattr(template, name)) != default or default is NOTHING)
    }


def encode_type(field_type: FieldType) -> str | JSONObject:
    """Return a field type as JSON: its name if that is all, an object otherwise."""
    said: JSONObject = {"name": field_type.name}
    if field_type.cardinality is not Cardinality.SINGLE:
        said["cardinality"] = str(field_type.cardinality)
    if field_type.batch:
        said["batch"] = True
    if field_type.original is not None:
        said["original"] = encode_type(field_type.original)
    return said if len(said) > 1 else field_type.name


def decode_type(data: str | JSONObject) -> FieldType:
    """Return the field type that `encode_type` wrote."""
    if isinstance(data, str):
        return FieldType(data)
    original = data.get("original")
    return FieldType(
        data["name"],
        Cardinality(data.get("cardinality", "SINGLE")),
        data.get("batch", False),
        None if original is None else decode_type(original),
    )
