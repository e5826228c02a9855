"""Parser of field types: from a field's JSON schema to a `FieldType`, by the rules of InvokeAI's editor.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/parseFieldType.ts`. A schema that the editor cannot
parse, such as a union of unrelated types, is an error here as well. The caller leaves out the field and keeps the other
fields of the node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import SchemaError
from invokeai_sdk.schema.types import Cardinality, FieldType

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject

_PRIMITIVES: Final = {
    "integer": "IntegerField",
    "number": "FloatField",
    "string": "StringField",
    "boolean": "BooleanField",
}
_UNION_SIZE: Final = 2
"""The size of a supported union: a type, and the list of the same type."""


class FieldParseError(SchemaError):
    """A field whose schema states no type, or a type that no field can have."""


class UnsupportedPrimitiveTypeError(FieldParseError):
    """A field whose JSON type is neither primitive nor a list, such as null or object."""


class UnsupportedArrayItemTypeError(FieldParseError):
    """A list whose items have neither a primitive type nor a named schema."""


class UnsupportedUnionError(FieldParseError):
    """A union other than that of a type and the list of the same type."""


def parse_field_type(schema: JSONObject) -> FieldType:
    """Return the type that a field's JSON schema states, without regard to UI hints.

    Args:
        schema: the JSON schema of the field.

    Raises:
        FieldParseError: the schema states no type, or a type that no field can have.
    """
    if "$ref" in schema:
        return FieldType(_get_reference_name(schema))
    if schema.get("const"):
        return FieldType("EnumField")
    kind = schema.get("type")
    if not kind:
        return _parse_composition(schema)
    if schema.get("enum") is not None:
        return FieldType("EnumField")
    if kind == "array":
        return FieldType(_get_item_type_name(schema.get("items")), Cardinality.COLLECTION)
    if isinstance(kind, list):
        raise FieldParseError(f"the JSON schema of a field must state one type, not the list {kind}")
    if kind not in _PRIMITIVES:
        raise UnsupportedPrimitiveTypeError(
            f"the JSON type of a field must be one of {[*_PRIMITIVES, 'array']}, not {kind!r}"
        )
    return FieldType(_PRIMITIVES[kind])


def get_non_null_members(schema: JSONObject) -> list[JSONObject]:
    """Return the members of an `anyOf` that are not null."""
    return [member for member in schema["anyOf"] if "$ref" in member or member.get("type") != "null"]


def _parse_composition(schema: JSONObject) -> FieldType:
    if schema.get("allOf") is not None:
        if schema["allOf"] and "$ref" in schema["allOf"][0]:
            return FieldType(_get_reference_name(schema["allOf"][0]))
    elif schema.get("anyOf") is not None:
        members = get_non_null_members(schema)
        if len(members) == 1:
            return parse_field_type(members[0])
        return _parse_union(members)
    raise FieldParseError("the JSON schema of the field states no type")


def _parse_union(members: list[JSONObject]) -> FieldType:
    if len(members) != _UNION_SIZE:
        raise UnsupportedUnionError(
            f"a union must have two types, a type and the list of the same type; this one has {len(members)}"
        )
    first, second = members
    if not _is_array(first):
        first, second = second, first
    if _is_array(first):
        item = first.get("items", {})
        if (name := _get_simple_type_name(item)) is not None and name == _get_simple_type_name(second):
            return FieldType(name, Cardinality.SINGLE_OR_COLLECTION)
    raise UnsupportedUnionError("the two types of a union must be a type and the list of the same type")


def _is_array(schema: JSONObject) -> bool:
    return "$ref" not in schema and schema.get("type") == "array"


def _get_simple_type_name(schema: JSONObject) -> str | None:
    """Return the type name of a reference or a primitive, `None` for any other schema."""
    if "$ref" in schema:
        return _get_reference_name(schema)
    kind = schema.get("type")
    if not isinstance(kind, str) or kind == "array":
        return None
    return _PRIMITIVES.get(kind, kind)


def _get_item_type_name(items: JSONObject | None) -> str:
    if items is not None and "$ref" in items:
        return _get_reference_name(items)
    kind = items.get("type") if items is not None else None
    if not isinstance(kind, str) or kind not in _PRIMITIVES:
        raise UnsupportedArrayItemTypeError(
            f"the items of a list must have a named schema or a primitive type, not {kind or 'any type'}"
        )
    return _PRIMITIVES[kind]


def _get_reference_name(schema: JSONObject) -> str:
    name = str(schema["$ref"]).rpartition("/")[2]
    if not name:
        raise FieldParseError(f"the reference {schema['$ref']!r} names no schema")
    return name
