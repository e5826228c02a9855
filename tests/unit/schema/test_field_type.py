"""Tests of the parser of field types."""

import pytest

from invokeai_sdk.schema.field_type import (
    FieldParseError,
    UnsupportedArrayItemTypeError,
    UnsupportedPrimitiveTypeError,
    UnsupportedUnionError,
    parse_field_type,
)

NULL = {"type": "null"}
TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(items):
    return {"type": "array", "items": items}


def union(*members):
    return {"anyOf": list(members)}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (WHOLE, "IntegerField"),
        ({"type": "number"}, "FloatField"),
        (TEXT, "StringField"),
        ({"type": "boolean"}, "BooleanField"),
        (list_of(WHOLE), "IntegerField[]"),
        (list_of(ref("ImageField")), "ImageField[]"),
        (union(WHOLE, list_of(WHOLE)), "IntegerField|[]"),
        (union(list_of({"type": "number"}), {"type": "number"}), "FloatField|[]"),
        (union(ref("LoRAField"), list_of(ref("LoRAField")), NULL), "LoRAField|[]"),
        (union(union(list_of(ref("ImageField")), ref("ImageField")), NULL), "ImageField|[]"),
        (ref("ColorField"), "ColorField"),
        ({"allOf": [ref("ColorField"), {}]}, "ColorField"),
        (union(ref("VAEField"), NULL), "VAEField"),
        (union(WHOLE, NULL), "IntegerField"),
        (union(list_of(TEXT)), "StringField[]"),
        (union({"type": "string", "enum": ["a"]}, NULL), "EnumField"),
        ({"type": "string", "enum": ["a", "b"]}, "EnumField"),
        ({"type": "integer", "enum": [1, 2]}, "EnumField"),
        ({"type": "string", "enum": []}, "EnumField"),
        ({"const": "only"}, "EnumField"),
        ({"type": "string", "const": ""}, "StringField"),
        # a UI hint does not change the stated type
        ({"type": "string", "enum": ["a"], "ui_type": "SchedulerField"}, "EnumField"),
        # an enum in a union with a list of text counts as text
        (union({"type": "string", "enum": ["a"]}, list_of(TEXT)), "StringField|[]"),
    ],
)
def test_the_type_of_a_schema(schema, expected):
    assert str(parse_field_type(schema)) == expected


@pytest.mark.parametrize(
    ("schema", "error"),
    [
        ({}, FieldParseError),
        ({"enum": ["a"]}, FieldParseError),
        ({"allOf": []}, FieldParseError),
        ({"allOf": [WHOLE]}, FieldParseError),
        ({"const": 0}, FieldParseError),
        ({"type": ["string", "null"]}, FieldParseError),
        ({"$ref": "#/components/schemas/"}, FieldParseError),
        (union({}, NULL), FieldParseError),
        (NULL, UnsupportedPrimitiveTypeError),
        ({"type": "object"}, UnsupportedPrimitiveTypeError),
        (list_of(NULL), UnsupportedArrayItemTypeError),
        (list_of({}), UnsupportedArrayItemTypeError),
        (list_of(union(WHOLE, TEXT)), UnsupportedArrayItemTypeError),
        (list_of(list_of(WHOLE)), UnsupportedArrayItemTypeError),
        (list_of({"type": ["integer", "null"]}), UnsupportedArrayItemTypeError),
        ({"type": "array"}, UnsupportedArrayItemTypeError),
        (union(WHOLE, TEXT), UnsupportedUnionError),
        (union(WHOLE, TEXT, {"type": "number"}), UnsupportedUnionError),
        (union(NULL), UnsupportedUnionError),
        (union(list_of(WHOLE), TEXT), UnsupportedUnionError),
        (union(list_of(WHOLE), list_of(WHOLE)), UnsupportedUnionError),
        (union(ref("A"), list_of(ref("B"))), UnsupportedUnionError),
        (union(ref("A"), list_of(TEXT)), UnsupportedUnionError),
        (union({}, list_of({})), UnsupportedUnionError),
    ],
)
def test_a_schema_without_a_supported_type_is_refused(schema, error):
    with pytest.raises(FieldParseError) as caught:
        parse_field_type(schema)
    assert type(caught.value) is error
