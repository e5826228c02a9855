"""Conversion of node templates to and from compact JSON, which leaves out attributes with their default values.

The order of inputs and outputs is preserved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from attrs import NOTHING, fields

from invokeai_sdk.schema.titles import to_title
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

_Template: TypeAlias = NodeTemplate | InputTemplate | OutputTemplate
_Field = TypeVar("_Field", InputTemplate, OutputTemplate)

_ATTRIBUTE_DEFAULTS: Final[Mapping[type, Mapping[str, object]]] = {
    cls: {a.name: a.default for a in fields(cls)} for cls in (NodeTemplate, InputTemplate, OutputTemplate)
}
_TUPLE_ATTRIBUTES: Final = ("options", "model_base", "model_type", "model_variant", "model_format", "model_provider")
_NODE_SPECIAL: Final = ("type", "inputs", "outputs")
_FIELD_SPECIAL: Final = ("name", "type", "title")


def encode_node(node: NodeTemplate) -> JSONObject:
    """Return a node template as JSON, without the node type, which is the key of the template in the catalogue."""
    data = _encode_non_defaults(node, leave_out=_NODE_SPECIAL)
    for kind, templates in (("inputs", node.inputs), ("outputs", node.outputs)):
        if templates:
            data[kind] = {name: _encode_field(template) for name, template in templates.items()}
    return data


def decode_node(node_type: str, data: JSONObject) -> NodeTemplate:
    """Return the node template that was encoded with `encode_node`.

    Args:
        node_type: the node type.
        data: the JSON that `encode_node` returned.
    """
    attributes = dict(data)
    attributes["tags"] = tuple(attributes.get("tags", ()))
    attributes["inputs"] = {
        name: _decode_field(InputTemplate, name, field) for name, field in attributes.get("inputs", {}).items()
    }
    attributes["outputs"] = {
        name: _decode_field(OutputTemplate, name, field) for name, field in attributes.get("outputs", {}).items()
    }
    return NodeTemplate(type=node_type, **attributes)


def _encode_field(template: InputTemplate | OutputTemplate) -> JSONObject:
    data: JSONObject = {"type": encode_type(template.type)}
    if template.title != to_title(template.name):
        data["title"] = template.title
    return data | _encode_non_defaults(template, leave_out=_FIELD_SPECIAL)


def _decode_field(cls: type[_Field], name: str, data: JSONObject) -> _Field:
    attributes = dict(data)
    field_type = decode_type(attributes.pop("type"))
    title = attributes.pop("title", None)
    for key in _TUPLE_ATTRIBUTES:
        if key in attributes:
            attributes[key] = tuple(attributes[key])
    return cls(name=name, type=field_type, title=to_title(name) if title is None else title, **attributes)


def _encode_non_defaults(template: _Template, *, leave_out: tuple[str, ...]) -> JSONObject:
    """Return the attributes whose values differ from the defaults of the class."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, default in _ATTRIBUTE_DEFAULTS[type(template)].items()
        if name not in leave_out and ((value := getattr(template, name)) != default or default is NOTHING)
    }


def encode_type(field_type: FieldType) -> str | JSONObject:
    """Return a field type as JSON: its name if every other attribute has its default value, otherwise an object."""
    data: JSONObject = {"name": field_type.name}
    if field_type.cardinality is not Cardinality.SINGLE:
        data["cardinality"] = str(field_type.cardinality)
    if field_type.batch:
        data["batch"] = True
    if field_type.original is not None:
        data["original"] = encode_type(field_type.original)
    return data if len(data) > 1 else field_type.name


def decode_type(data: str | JSONObject) -> FieldType:
    """Return the field type that was encoded with `encode_type`."""
    if isinstance(data, str):
        return FieldType(data)
    original = data.get("original")
    return FieldType(
        data["name"],
        Cardinality(data.get("cardinality", "SINGLE")),
        data.get("batch", False),
        None if original is None else decode_type(original),
    )
