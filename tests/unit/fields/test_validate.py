"""Tests of the validation of input values: rules of the editor, and rules of the server only."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.normalise import ITEM_READERS
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate

MODEL = {"key": "k", "hash": "h", "name": "M", "base": "sd-1", "type": "main"}


def make_template(type_name: str, **rules: Any) -> InputTemplate:
    cardinalities = {"|[]": Cardinality.SINGLE_OR_COLLECTION, "[]": Cardinality.COLLECTION, "": Cardinality.SINGLE}
    suffix = next(suffix for suffix in cardinalities if type_name.endswith(suffix))
    type_ = FieldType(f"{type_name.removesuffix(suffix)}Field", cardinalities[suffix])
    return InputTemplate(name="x", title="X", type=type_, **rules)


@pytest.mark.parametrize(
    ("type_name", "rules", "value", "codes"),
    [
        ("Integer", {"minimum": 0, "maximum": 10}, 0, []),
        ("Integer", {"minimum": 0, "maximum": 10}, 11, ["above_maximum"]),
        ("Integer", {"minimum": 0, "maximum": 10}, -1, ["below_minimum"]),
        ("Float|[]", {"maximum": 10}, 11, ["above_maximum"]),
        ("Float", {"exclusive_minimum": 0, "exclusive_maximum": 10}, 0, ["below_exclusive_minimum"]),
        ("Float", {"exclusive_minimum": 0, "exclusive_maximum": 10}, 10, ["above_exclusive_maximum"]),
        ("Integer", {"multiple_of": 8}, 0, []),
        ("Integer", {"multiple_of": 8}, 12, ["not_a_multiple"]),
        ("Integer", {"multiple_of": 8.0}, 2**60 + 8, []),
        ("Integer", {"multiple_of": 8.0}, 2**60 + 1, ["not_a_multiple"]),
        ("Float", {"multiple_of": 0.25}, 1.25, []),
        ("Float", {"multiple_of": 0.1}, 0.5, ["not_a_multiple"]),
        ("Integer[]", {"minimum": 0, "maximum": 10}, [-1, 11], ["below_minimum", "above_maximum"]),
        ("Integer[]", {"min_items": 1}, [], ["collection_empty"]),
        ("Integer[]", {"min_items": 2}, [1], ["too_few_items"]),
        ("Float[]", {"max_items": 1}, [1, 2], ["too_many_items"]),
        ("String[]", {"min_length": 1, "max_length": 4}, ["", "abcdef"], ["text_too_short", "text_too_long"]),
        ("Image[]", {"max_items": 1}, [{"image_name": "a"}, {"image_name": "b"}], ["too_many_items"]),
        ("Image[]", {"min_items": 1}, [], ["collection_empty"]),
    ],
)
def test_rules_that_the_editor_checks(type_name: str, rules: dict[str, Any], value: object, codes: list[str]) -> None:
    broken = find_violations(make_template(type_name, **rules), value, connected=False)
    assert [rule.code for rule in broken] == codes
    assert all(rule.by_editor and rule.message for rule in broken)


@pytest.mark.parametrize(
    ("type_name", "rules", "value", "codes"),
    [
        ("Integer", {}, "12", ["wrong_type"]),
        ("Integer", {}, 1.5, ["wrong_type"]),
        ("Integer", {}, [1], ["wrong_type"]),
        ("Integer[]", {}, 1, ["wrong_type"]),
        ("Integer|[]", {}, [1], []),
        ("Float|[]", {"maximum": 1}, [0, 2], ["above_maximum"]),
        ("Boolean[]", {"max_items": 1}, [True, False], ["too_many_items"]),
        ("Boolean", {}, 1, ["wrong_type"]),
        ("String", {"max_length": 3}, "abcd", ["text_too_long"]),
        ("String", {"min_length": 3}, "ab", ["text_too_short"]),
        ("Enum", {"options": ("a", "b")}, "a", []),
        ("Enum", {"options": ("a", "b")}, "c", ["not_an_option"]),
        ("Enum", {"options": (256, 512)}, 512, []),
        ("Enum", {"options": (1, 2)}, True, ["wrong_type"]),
        ("Enum", {"options": (256, 512)}, "300", ["not_an_option"]),
        ("Scheduler", {"options": ("euler",)}, "eulr", ["not_an_option"]),
        ("ModelIdentifier", {"model_base": ("sd-1",), "model_type": ("main",)}, MODEL, []),
        ("ModelIdentifier", {"model_base": ("sdxl",), "model_type": ("vae",)}, MODEL, ["model_base", "model_type"]),
        ("LoRA[]", {"model_base": ("sdxl",)}, [{"lora": MODEL, "weight": 1}], ["model_base"]),
        ("PointCloud", {}, {"any": 1}, []),
    ],
)
def test_rules_that_only_the_server_checks(
    type_name: str, rules: dict[str, Any], value: object, codes: list[str]
) -> None:
    broken = find_violations(make_template(type_name, **rules), value, connected=False)
    assert [rule.code for rule in broken] == codes
    assert not any(rule.by_editor for rule in broken)


@pytest.mark.parametrize(("required", "connected", "codes"), [(1, 0, ["missing_input"]), (1, 1, []), (0, 0, [])])
def test_required_inputs(required: int, connected: int, codes: list[str]) -> None:
    broken = find_violations(make_template("Image", required=bool(required)), UNSET, connected=bool(connected))
    assert [rule.code for rule in broken] == codes


def test_the_value_of_a_connected_input_breaks_no_rule() -> None:
    assert find_violations(make_template("Integer", maximum=5), 99, connected=True) == ()


def test_messages_name_the_accepted_values() -> None:
    (rule,) = find_violations(make_template("Integer", maximum=10.0), 11, connected=False)
    assert rule.message == "11 is not at most 10"
    assert rule.params == {"value": 11, "bound": 10.0}
    (rule,) = find_violations(make_template("Enum", options=("bicubic", "nearest")), "bicubi", connected=False)
    assert rule.message == "'bicubi' is not an option; did you mean 'bicubic'? the options are 'bicubic', 'nearest'"
    (rule,) = find_violations(make_template("ModelIdentifier", model_base=("sdxl", "flux")), MODEL, connected=False)
    assert rule.message == "the model 'M' has base 'sd-1'; it must be 'sdxl' or 'flux'"


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("key", "lora", "base")), inner),
    max_leaves=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*ITEM_READERS, "LoRAField", "OtherField"]), st.sampled_from(Cardinality), _json)
def test_validation_never_raises(name: str, cardinality: Cardinality, value: object) -> None:
    strict = InputTemplate(
        name="x", title="X", type=FieldType(name, cardinality), minimum=0, exclusive_maximum=9, multiple_of=0.5,
        min_length=1, max_length=2, min_items=1, max_items=2, options=("a", 1), model_base=("b",), model_type=("t",),
    )  # fmt: skip
    assert all(rule.message for rule in find_violations(strict, value, connected=False))
