"""Read a field's type from its JSON schema, by the editor's rules.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/parseFieldType.ts`. What the editor cannot read, such as a
union of unrelated types, is an error here too: the node's other fields still work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import InvokeAIError
from invokeai_sdk.schema.types import Cardinality, FieldType

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject

_PRIMITIVES: Final = {
    "integer": "IntegerField",
    "number": "FloatField",
    "string": "StringField",
    "boolean": "BooleanField",
}
_PAIR: Final = 2


class SchemaError(InvokeAIError, ValueError):
    """A node schema that cannot be read."""


class FieldParseError(SchemaError):
    """A field whose schema says no type that the editor knows."""


class UnsupportedPrimitiveTypeError(FieldParseError):
    """A field of a JSON type that no field has, such as null or object."""


class UnsupportedArrayItemTypeError(FieldParseError):
    """A list whose items are neither primitive nor a named schema."""


class UnsupportedUnionError(FieldParseError):
    """A union that is not "one value, or a list of the same"."""


def parse_field_type(schema: JSONObject) -> FieldType:
    """Return the type that a field's JSON schema states, UI hints aside.

    Args:
        schema: the field's own JSON schema.

    Raises:
        FieldParseError: the schema states no type, or one that no field can have.
    """
    if "$ref" in schema:
        return FieldType(_ref_name(schema))
    if schema.get("const"):
        return FieldType("EnumField")
    kind = schema.get("type")
    if not kind:
        return _composed(schema)
    if schema.get("enum") is not None:
        return FieldType("EnumField")
    if kind == "array":
        return FieldType(_item_name(schema.get("items")), Cardinality.COLLECTION)
    if isinstance(kind, list):
        raise FieldParseError(f"a field of several types at once is not supported: {kind}")
    if kind not in _PRIMITIVES:
        raise UnsupportedPrimitiveTypeError(f"no field has the JSON type {kind!r}")
    return FieldType(_PRIMITIVES[kind])


def present_members(schema: JSONObject) -> list[JSONObject]:
    """Return the members of an `anyOf` that are not null."""
    return [member for member in schema["anyOf"] if "$ref" in member or member.get("type") != "null"]


def _composed(schema: JSONObject) -> FieldType:
    if schema.get("allOf") is not None:
        if schema["allOf"] and "$ref" in schema["allOf"][0]:
            return FieldType(_ref_name(schema["allOf"][0]))
    elif schema.get("anyOf") is not None:
        present = present_members(schema)
        if len(present) == 1:
            return parse_field_type(present[0])
        return _single_or_collection(present)
    raise FieldParseError("the field states no type")


def _single_or_collection(members: list[JSONObject]) -> FieldType:
    if len(members) != _PAIR:
        raise UnsupportedUnionError(f"a union of {len(members)} types is not supported")
    first, second = members
    if not _is_array(first):
        first, second = second, first
    if _is_array(first):
        item = first.get("items", {})
        if (name := _plain_name(item)) is not None and name == _plain_name(second):
            return FieldType(name, Cardinality.SINGLE_OR_COLLECTION)
    raise UnsupportedUnionError("a union is only supported of one type and lists of the same")


def _is_array(schema: JSONObject) -> bool:
    return "$ref" not in schema and schema.get("type") == "array"


def _plain_name(schema: JSONObject) -> str | None:
    """Return the type name of a reference or a primitive, `None` for anything else."""
    if "$ref" in schema:
        return _ref_name(schema)
    kind = schema.get("type")
    if not isinstance(kind, str) or kind == "array":
        return None
    return _PRIMITIVES.get(kind, kind)


def _item_name(items: JSONObject | None) -> str:
    if items is not None and "$ref" in items:
        return _ref_name(items)
    kind = items.get("type") if items is not None else None
    if not isinstance(kind, str) or kind not in _PRIMITIVES:
        raise UnsupportedArrayItemTypeError(f"a list of {kind or 'anything'} is not supported")
    return _PRIMITIVES[kind]


def _ref_name(schema: JSONObject) -> str:
    name = str(schema["$ref"]).rpartition("/")[2]
    if not name:
        raise FieldParseError(f"a reference to nothing: {schema['$ref']!r}")
    return name
