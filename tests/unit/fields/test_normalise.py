"""Tests of the normalisation of stored values."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.normalise import ITEM_READERS, WHOLE_READERS, normalise
from invokeai_sdk.schema.types import Cardinality, FieldType

MODEL = {"key": "k", "hash": "blake3:1", "name": "M", "base": "sd-1", "type": "main"}


def parse_type(name: str) -> FieldType:
    many = name.endswith("[]")
    return FieldType(name.removesuffix("[]"), Cardinality.COLLECTION if many else Cardinality.SINGLE)


@pytest.mark.parametrize(
    ("type_name", "raw", "expected"),
    [
        ("IntegerField", 3, 3),
        ("IntegerField", 3.0, 3),
        ("IntegerField", 2**53 + 1, 2**53 + 1),
        ("FloatField", 1, 1),
        ("FloatField", float("inf"), UNSET),
        ("FloatField", 10**400, UNSET),
        ("StringField", "  kept  ", "  kept  "),
        ("BooleanField[]", [True, False], [True, False]),
        # plain values of another type are kept: the server validates them
        ("IntegerField", "12", "12"),
        ("IntegerField", 1.5, 1.5),
        ("StringField", 5, 5),
        ("BooleanField", "true", "true"),
        ("SchedulerField", "no_such", "no_such"),
        ("ImageField", "a.png", "a.png"),
        ("IntegerField", [1, 2], [1, 2]),
        ("IntegerField[]", [1.5, 2], [1.5, 2]),
        ("StringField[]", [1, 2], [1, 2]),
        ("LoRAField[]", "x", "x"),
        # other values of another type are refused
        ("IntegerField", None, UNSET),
        ("IntegerField[]", [[1]], UNSET),
        ("StringField[]", ["a", 1], UNSET),
        ("IntegerField[]", [True], UNSET),
        ("StringField", {"text": "rich"}, UNSET),
        # unknown keys and surrounding whitespace are removed
        ("ImageField", {"image_name": " a.png\ufeff", "width": 5}, {"image_name": "a.png"}),
        ("ImageField", {"image_name": " "}, UNSET),
        (
            "ImageField[]",
            [{"image_name": "a"}, {"image_name": "b", "x": 1}],
            [{"image_name": "a"}, {"image_name": "b"}],
        ),
        ("ImageField[]", [{"image_name": "a"}, {}], UNSET),
        ("VideoField", {"video_name": "v.mp4"}, {"video_name": "v.mp4"}),
        ("BoardField", "auto", "auto"),
        ("BoardField", {"board_id": " b "}, {"board_id": "b"}),
        ("StylePresetField", {"style_preset_id": "s", "name": "x"}, {"style_preset_id": "s"}),
        ("SystemPromptField", {"system_prompt_id": ""}, UNSET),
        ("ColorField", {"r": 1, "g": 2.0, "b": 3, "a": 255}, {"r": 1, "g": 2, "b": 3, "a": 255}),
        ("ColorField", {"r": 1, "g": 2, "b": 3, "a": 0.5}, UNSET),
        ("ColorField", {"r": 300, "g": 2, "b": 3, "a": 1}, UNSET),
        # models can have any base and type
        (
            "ModelIdentifierField",
            MODEL | {"base": "sd-9", "type": "future"},
            MODEL | {"base": "sd-9", "type": "future"},
        ),
        ("ModelIdentifierField", MODEL | {"submodel_type": None, "x": 1}, MODEL | {"submodel_type": None}),
        ("ModelIdentifierField", {"model_name": "m", "base_model": "sd-1"}, UNSET),
        ("ModelIdentifierField", MODEL | {"name": ""}, UNSET),
        ("LoRAField[]", [{"lora": MODEL, "weight": 1, "on": True}], [{"lora": MODEL, "weight": 1}]),
        ("LoRAField[]", {"lora": MODEL, "weight": 1}, UNSET),
        # generators must be of the family of the input
        (
            "ImageGeneratorField",
            {"board_id": "b"},
            {"type": "image_generator_images_from_board", "board_id": "b", "category": "images"},
        ),
        ("StringGeneratorField", {"type": "float_generator_parse_string"}, UNSET),
        # metadata is kept unchanged
        ("LoRAMetadataField[]", None, None),
        ("ControlNetMetadataField[]", [{"anything": [1]}], [{"anything": [1]}]),
        ("MetadataExtraField", {"x": None}, {"x": None}),
        # values of types without an editor widget are kept unchanged
        ("PointCloudField", {"points": [[1, 2]]}, {"points": [[1, 2]]}),
        ("PointCloudField", None, UNSET),
        ("PointCloudField", float("nan"), UNSET),
    ],
)
def test_the_normalised_form_of_a_value(type_name: str, raw: object, expected: object) -> None:
    assert normalise(parse_type(type_name), raw) == expected


def test_model_types_of_servers_before_6_8_are_normalised() -> None:
    older = FieldType("MainModelField", original=FieldType("ModelIdentifierField"))
    assert normalise(older, MODEL | {"x": 1}) == MODEL


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*ITEM_READERS, *WHOLE_READERS, "OtherField"]), st.sampled_from(Cardinality), json_values)
def test_normalising_twice_changes_nothing_and_never_raises(name: str, cardinality: Cardinality, raw: object) -> None:
    once = normalise(FieldType(name, cardinality), raw)
    if once is not UNSET:
        assert repr(normalise(FieldType(name, cardinality), once)) == repr(once)  # repr: NaN does not equal itself
