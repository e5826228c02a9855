"""Templates of inputs: defaults, bounds, options, and which inputs can hold a value."""

import pytest

from invokeai_sdk._types import UNSET
from invokeai_sdk.schema.field_type import FieldParseError
from invokeai_sdk.schema.templates import build_input, build_output
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, OutputTemplate

ONE, MANY, EITHER = Cardinality.SINGLE, Cardinality.COLLECTION, Cardinality.SINGLE_OR_COLLECTION


def built(name, cardinality=ONE, **schema):
    return build_input("some_field", schema, FieldType(name, cardinality))


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
def test_default_without_one_in_the_schema(name, default):
    for schema in ({}, {"default": None}):
        template = built(name, **schema)
        assert template.default == default
        assert type(template.default) is type(default)


@pytest.mark.parametrize("name", ["IntegerField", "FloatField", "StringField", "ImageField"])
def test_lists_default_to_empty_only_if_required(name):
    assert built(name, MANY, orig_required=True).default == []
    assert built(name, MANY, orig_required=False).default is UNSET
    assert built(name, MANY, orig_required=True, default=[1]).default == [1]


def test_other_lists_are_treated_like_single_values():
    assert built("BooleanField", MANY).default is False
    assert built("VideoField", MANY, orig_required=True, minItems=2).default is UNSET
    assert built("VideoField", MANY, minItems=2).min_items is None
    assert built("IntegerField", EITHER, minItems=1).min_items is None


@pytest.mark.parametrize("default", [0, False, "", []])
def test_a_falsy_default_counts(default):
    assert built("StringField", default=default).default == default


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
    default = built(name, default={"type": "another"}).default
    assert (default["type"], default.get("count")) == (type_, count)


def test_bounds():
    said = {"minimum": 1, "maximum": 9, "exclusiveMinimum": 0, "exclusiveMaximum": 10, "multipleOf": 3}
    template = built("IntegerField", **said, minLength=1, minItems=1)
    assert (template.minimum, template.maximum) == (1, 9)
    assert (template.exclusive_minimum, template.exclusive_maximum, template.multiple_of) == (0, 10, 3)
    assert (template.min_length, template.min_items) == (None, None)
    assert built("IntegerField", MANY, **said, minItems=2, maxItems=4).max_items == 4
    assert built("StringField", minLength=1, maxLength=5, minimum=3).max_length == 5
    assert built("StringField", minimum=3).minimum is None
    assert built("LoRAField", EITHER, minItems=1).min_items == 1
    assert built("BooleanField", minimum=1).minimum is None


def test_bounds_of_old_drafts_are_no_numbers():
    assert built("IntegerField", minimum=0, exclusiveMinimum=True).exclusive_minimum is None


def test_bounds_inside_a_union_are_not_seen():
    assert built("IntegerField", anyOf=[{"type": "integer", "minimum": 64}, {"type": "null"}]).minimum is None


def test_options():
    assert built("EnumField", enum=["b", "a"]).options == ("b", "a")
    assert built("EnumField", enum=["b", "a"]).default == "b"
    assert built("EnumField", enum=["b", "a"], default="a").default == "a"
    assert built("EnumField", const="only").options == ("only",)
    assert built("EnumField", anyOf=[{"enum": [256, 512]}, {"type": "null"}]).options == (256, 512)
    assert built("SchedulerField", enum=["euler", "ddim"], default="euler").options == ("euler", "ddim")
    assert built("SchedulerField").options is None


@pytest.mark.parametrize(
    "schema", [{}, {"enum": []}, {"anyOf": [{"type": "null"}]}, {"anyOf": [{"enum": ["a"]}, {"enum": ["b"]}]}]
)
def test_an_enum_without_options_is_refused(schema):
    with pytest.raises(FieldParseError):
        built("EnumField", **schema)


def test_only_stateful_types_hold_values():
    template = built("LatentsField", input="any", default=5, minimum=1)
    assert (template.input, template.default, template.minimum) == ("connection", UNSET, None)
    assert built("ImageField", input="direct").input == "direct"
    assert built("ImageField").input == "any"


def test_hints():
    template = built(
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


def test_absent_and_null_hints_are_the_same():
    nothing = dict.fromkeys(("title", "description", "ui_hidden", "ui_order", "ui_model_base", "ui_choice_labels"))
    assert (
        built("ImageField", **nothing)
        == built("ImageField")
        == InputTemplate(name="some_field", title="Some Field", type=FieldType("ImageField"))
    )


def test_outputs():
    schema = {"description": "The image", "ui_order": 2, "ui_hidden": True}
    assert build_output("the_image", schema, FieldType("ImageField")) == OutputTemplate(
        name="the_image",
        title="The Image",
        type=FieldType("ImageField"),
        description="The image",
        ui_hidden=True,
        ui_order=2,
    )
