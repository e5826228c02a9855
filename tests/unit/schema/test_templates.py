"""Tests of the builders of input and output templates."""

import pytest

from invokeai_sdk._types import UNSET
from invokeai_sdk.schema.field_type import FieldParseError
from invokeai_sdk.schema.templates import build_input_template, build_output_template
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, OutputTemplate

ONE, MANY, EITHER = Cardinality.SINGLE, Cardinality.COLLECTION, Cardinality.SINGLE_OR_COLLECTION


def build(name, cardinality=ONE, **schema):
    return build_input_template("some_field", schema, FieldType(name, cardinality))


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("IntegerField", 0),
        ("FloatField", 0),
        ("StringField", ""),
        ("BooleanField", False),
        ("ImageField", UNSET),
        ("VideoField", UNSET),
        ("BoardField", "auto"),
        ("ModelIdentifierField", UNSET),
        ("LoRAField", []),
        ("ColorField", {"r": 127, "g": 127, "b": 127, "a": 255}),
        ("SchedulerField", "dpmpp_3m_k"),
        ("SavedWorkflowField", ""),
        ("StylePresetField", UNSET),
        ("SystemPromptField", UNSET),
    ],
)
def test_the_default_if_the_schema_has_none(name, default):
    for schema in ({}, {"default": None}):
        template = build(name, **schema)
        assert template.default == default
        assert type(template.default) is type(default)


@pytest.mark.parametrize("name", ["IntegerField", "FloatField", "StringField", "ImageField"])
def test_a_list_defaults_to_an_empty_one_only_if_required(name):
    assert build(name, MANY, orig_required=True).default == []
    assert build(name, MANY, orig_required=False).default is UNSET
    assert build(name, MANY, orig_required=True, default=[1]).default == [1]


def test_other_lists_are_treated_like_single_values():
    assert build("BooleanField", MANY).default is False
    assert build("VideoField", MANY, orig_required=True, minItems=2).default is UNSET
    assert build("VideoField", MANY, minItems=2).min_items is None
    assert build("IntegerField", EITHER, minItems=1).min_items is None


@pytest.mark.parametrize("default", [0, False, "", []])
def test_a_falsy_default_is_kept(default):
    assert build("StringField", default=default).default == default


@pytest.mark.parametrize(
    ("name", "type_", "count"),
    [
        ("FloatGeneratorField", "float_generator_arithmetic_sequence", 10),
        ("IntegerGeneratorField", "integer_generator_arithmetic_sequence", 10),
        ("StringGeneratorField", "string_generator_parse_string", None),
        ("ImageGeneratorField", "image_generator_images_from_board", None),
    ],
)
def test_generators_ignore_the_schemas_default(name, type_, count):
    default = build(name, default={"type": "another"}).default
    assert (default["type"], default.get("count")) == (type_, count)


def test_bounds():
    bounds = {"minimum": 1, "maximum": 9, "exclusiveMinimum": 0, "exclusiveMaximum": 10, "multipleOf": 3}
    template = build("IntegerField", **bounds, minLength=1, minItems=1)
    assert (template.minimum, template.maximum) == (1, 9)
    assert (template.exclusive_minimum, template.exclusive_maximum, template.multiple_of) == (0, 10, 3)
    assert (template.min_length, template.min_items) == (None, None)
    assert build("IntegerField", MANY, **bounds, minItems=2, maxItems=4).max_items == 4
    assert build("StringField", minLength=1, maxLength=5, minimum=3).max_length == 5
    assert build("StringField", minimum=3).minimum is None
    assert build("LoRAField", EITHER, minItems=1).min_items == 1
    assert build("BooleanField", minimum=1).minimum is None


def test_boolean_bounds_of_json_schema_draft_4_are_ignored():
    assert build("IntegerField", minimum=0, exclusiveMinimum=True).exclusive_minimum is None


def test_bounds_inside_a_union_are_ignored():
    assert build("IntegerField", anyOf=[{"type": "integer", "minimum": 64}, {"type": "null"}]).minimum is None


def test_options():
    assert build("EnumField", enum=["b", "a"]).options == ("b", "a")
    assert build("EnumField", enum=["b", "a"]).default == "b"
    assert build("EnumField", enum=["b", "a"], default="a").default == "a"
    assert build("EnumField", const="only").options == ("only",)
    assert build("EnumField", anyOf=[{"enum": [256, 512]}, {"type": "null"}]).options == (256, 512)
    assert build("SchedulerField", enum=["euler", "ddim"], default="euler").options == ("euler", "ddim")
    assert build("SchedulerField").options is None


@pytest.mark.parametrize(
    "schema", [{}, {"enum": []}, {"anyOf": [{"type": "null"}]}, {"anyOf": [{"enum": ["a"]}, {"enum": ["b"]}]}]
)
def test_an_enum_without_options_is_refused(schema):
    with pytest.raises(FieldParseError):
        build("EnumField", **schema)


def test_only_inputs_of_stateful_types_hold_values():
    template = build("LatentsField", input="any", default=5, minimum=1)
    assert (template.input, template.default, template.minimum) == ("connection", UNSET, None)
    assert build("ImageField", input="direct").input == "direct"
    assert build("ImageField").input == "any"


def test_hints():
    template = build(
        "ModelIdentifierField",
        title="Model!",
        description="Which",
        orig_required=True,
        ui_hidden=True,
        ui_order=-1,
        ui_component="textarea",
        ui_choice_labels={"a": "A"},
        ui_model_base=["sdxl"],
        ui_model_type=["main"],
        ui_model_variant=["normal"],
        ui_model_format=["diffusers"],
        ui_model_provider_id=["openai"],
    )
    assert template == InputTemplate(
        name="some_field",
        title="Model!",
        type=FieldType("ModelIdentifierField"),
        description="Which",
        required=True,
        ui_hidden=True,
        ui_order=-1,
        ui_component="textarea",
        option_labels={"a": "A"},
        model_base=("sdxl",),
        model_type=("main",),
        model_variant=("normal",),
        model_format=("diffusers",),
        model_provider=("openai",),
    )


def test_a_null_hint_counts_as_absent():
    nothing = dict.fromkeys(("title", "description", "ui_hidden", "ui_order", "ui_model_base", "ui_choice_labels"))
    assert (
        build("ImageField", **nothing)
        == build("ImageField")
        == InputTemplate(name="some_field", title="Some Field", type=FieldType("ImageField"))
    )


def test_outputs():
    schema = {"description": "The image", "ui_order": 2, "ui_hidden": True}
    assert build_output_template("the_image", schema, FieldType("ImageField")) == OutputTemplate(
        name="the_image",
        title="The Image",
        type=FieldType("ImageField"),
        description="The image",
        ui_hidden=True,
        ui_order=2,
    )
