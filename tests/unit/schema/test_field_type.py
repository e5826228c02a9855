"""Field types, read from JSON schemas as the editor reads them."""

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


def listed(items):
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
        (listed(WHOLE), "IntegerField[]"),
        (listed(ref("ImageField")), "ImageField[]"),
        (union(WHOLE, listed(WHOLE)), "IntegerField|[]"),
        (union(listed({"type": "number"}), {"type": "number"}), "FloatField|[]"),
        (union(ref("LoRAField"), listed(ref("LoRAField")), NULL), "LoRAField|[]"),
        (union(union(listed(ref("ImageField")), ref("ImageField")), NULL), "ImageField|[]"),
        (ref("ColorField"), "ColorField"),
        ({"allOf": [ref("ColorField"), {}]}, "ColorField"),
        (union(ref("VAEField"), NULL), "VAEField"),
        (union(WHOLE, NULL), "IntegerField"),
        (union(listed(TEXT)), "StringField[]"),
        (union({"type": "string", "enum": ["a"]}, NULL), "EnumField"),
        ({"type": "string", "enum": ["a", "b"]}, "EnumField"),
        ({"type": "integer", "enum": [1, 2]}, "EnumField"),
        ({"type": "string", "enum": []}, "EnumField"),
        ({"const": "only"}, "EnumField"),
        ({"type": "string", "const": ""}, "StringField"),
        # a hint is not what the schema states
        ({"type": "string", "enum": ["a"], "ui_type": "SchedulerField"}, "EnumField"),
        # an enum among lists of text counts as text
        (union({"type": "string", "enum": ["a"]}, listed(TEXT)), "StringField|[]"),
    ],
)
def test_read(schema, expected):
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
        (listed(NULL), UnsupportedArrayItemTypeError),
        (listed({}), UnsupportedArrayItemTypeError),
        (listed(union(WHOLE, TEXT)), UnsupportedArrayItemTypeError),
        (listed(listed(WHOLE)), UnsupportedArrayItemTypeError),
        (listed({"type": ["integer", "null"]}), UnsupportedArrayItemTypeError),
        ({"type": "array"}, UnsupportedArrayItemTypeError),
        (union(WHOLE, TEXT), UnsupportedUnionError),
        (union(WHOLE, TEXT, {"type": "number"}), UnsupportedUnionError),
        (union(NULL), UnsupportedUnionError),
        (union(listed(WHOLE), TEXT), UnsupportedUnionError),
        (union(listed(WHOLE), listed(WHOLE)), UnsupportedUnionError),
        (union(ref("A"), listed(ref("B"))), UnsupportedUnionError),
        (union(ref("A"), listed(TEXT)), UnsupportedUnionError),
        (union({}, listed({})), UnsupportedUnionError),
    ],
)
def test_refused(schema, error):
    with pytest.raises(FieldParseError) as caught:
        parse_field_type(schema)
    assert type(caught.value) is error
