"""Inputs: listed in form order, found by several kinds of keys, checked when they are set."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import (
    AmbiguousInputError,
    FieldLockedError,
    FieldValueError,
    InvokeAIError,
    UnknownInputError,
)
from invokeai_sdk.fields.models import IvkModelIdentifierField
from invokeai_sdk.fields.pending import PendingModel, PendingUpload
from invokeai_sdk.fields.scalars import IvkFloatField, IvkIntegerField, IvkStringField
from invokeai_sdk.workflow.workflow import Workflow

NODES = {
    "noise-1": ("noise", {"seed": 1, "width": 512, "height": 512, "use_cpu": True}),
    "prompt": ("string", {"value": "a fox"}),
    "other": ("string", {"value": ""}),
    "add": ("add", {"a": 1, "b": 2}),
    "resize": ("img_resize", {"image": UNSET, "width": 64, "height": 64, "resample_mode": "bicubic"}),
    "loader": ("main_model_loader", {}),
    "mystery": ("third_party_thing", {"amount": 3}),
}
FORM = ["prompt.value", "noise-1.seed", "noise-1.width", "resize.image", "resize.resample_mode", "mystery.amount"]
LABELS = {"prompt.value": "Positive Prompt", "noise-1.seed": "Seed"}


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    nodes = {
        id_: (type_, {name: value for name, value in values.items() if value is not UNSET})
        for id_, (type_, values) in NODES.items()
    }
    nodes["resize"][1]["image"] = {"image_name": "there.png"}
    return make_workflow(
        nodes, "add.value > noise-1.height", form=FORM, labels=LABELS, node_labels={"noise-1": "The noise"}
    )


def test_inputs_are_listed_in_form_order(workflow: Workflow) -> None:
    assert [(inp.index, inp.label, inp.node_id, inp.field_name) for inp in workflow.inputs] == [
        (0, "Positive Prompt", "prompt", "value"),
        (1, "Seed", "noise-1", "seed"),
        (2, "Width", "noise-1", "width"),
        (3, "Image", "resize", "image"),
        (4, "Resample Mode", "resize", "resample_mode"),
        (5, "amount", "mystery", "amount"),
    ]
    seed = workflow.inputs[1]
    assert (seed.own_label, seed.value, seed.field, seed.required) == ("Seed", 1, IvkIntegerField(1), False)
    assert str(seed.field_type) == "IntegerField"
    assert workflow.inputs[2].own_label == ""
    assert workflow.inputs[5].field_type is workflow.inputs[5].required is None
    assert len(workflow.inputs) == 6
    assert "Positive Prompt" in repr(workflow.inputs)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (0, ("prompt", "value")),
        (-1, ("mystery", "amount")),
        ("Positive Prompt", ("prompt", "value")),
        ("prompt", ("prompt", "value")),
        ("third_party_thing", ("mystery", "amount")),
        (("noise-1", "seed"), ("noise-1", "seed")),
        (("The noise", "use_cpu"), ("noise-1", "use_cpu")),
        (("noise", "height"), ("noise-1", "height")),
        ("noise-1.seed", ("noise-1", "seed")),
        (("loader", "model"), ("loader", "model")),
    ],
)
def test_every_kind_of_key_finds_an_input(workflow: Workflow, key: Any, place: tuple[str, str]) -> None:
    found = workflow.inputs[key]
    assert (found.node_id, found.field_name) == place
    assert key in workflow.inputs


@pytest.mark.parametrize(
    ("key", "suggestion"),
    [
        ("Positive Promt", "Positive Prompt"),
        (("noise-1", "sed"), "seed"),
        (("nois", "seed"), "noise"),
        (99, None),
        (True, None),
        (("a", "b", "c"), None),
        (None, None),
    ],
)
def test_the_error_for_an_unknown_key_suggests_similar_keys(
    workflow: Workflow, key: Any, suggestion: str | None
) -> None:
    with pytest.raises(UnknownInputError) as caught:
        workflow.inputs[key]
    if suggestion is not None:
        assert suggestion in caught.value.suggestions
        assert repr(suggestion) in str(caught.value)
    assert key not in workflow.inputs


def test_the_error_for_an_ambiguous_key_names_the_candidates(make_workflow: Callable[..., Workflow]) -> None:
    nodes = {"p": ("string", {"value": "1"}), "q": ("string", {"value": "2"}), "n": ("noise", {"seed": 1, "width": 8})}
    workflow = make_workflow(nodes, form=["p.value", "q.value", "n.seed", "n.width"], labels={"n.seed": "Value"})
    with pytest.raises(AmbiguousInputError, match=r"id 'p'.*id 'q'.*id 'n'"):
        workflow.inputs["Value"]
    with pytest.raises(AmbiguousInputError, match="2 inputs"):
        workflow.inputs["noise"]
    with pytest.raises(AmbiguousInputError, match="2 nodes"):
        workflow.inputs["string", "value"]
    assert "Value" not in workflow.inputs


def test_the_same_field_twice_is_not_ambiguous(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"p": ("string", {"value": "1"})}, form=["p.value", "p.value"])
    workflow.inputs["Value"] = "x"
    assert [inp.value for inp in workflow.inputs] == ["x", "x"]


def test_values_of_many_types_are_accepted(workflow: Workflow) -> None:
    workflow.inputs["Seed"] = 7.0
    workflow.inputs["Positive Prompt"] = "an owl"
    workflow.inputs[2] = 640
    workflow.inputs["loader", "model"] = "Juggernaut"
    workflow.inputs["Image"] = Path("photo.png")
    workflow.inputs["add", "b"] = IvkIntegerField(5)
    assert workflow.inputs["Seed"].value == 7
    assert workflow.inputs["Positive Prompt"].field == IvkStringField("an owl")
    assert workflow.inputs["Image"].value is UNSET
    assert isinstance(workflow.inputs["Image"].field.pending[0], PendingUpload)
    assert workflow.inputs["loader", "model"].field == IvkModelIdentifierField(
        PendingModel("Juggernaut", ("sd-1", "sd-2"), ("main",))
    )
    nodes = workflow.definition.raw["nodes"]
    assert nodes[0]["data"]["inputs"]["seed"]["value"] == 1, "the definition is never changed"


@pytest.mark.parametrize(
    ("key", "value", "code", "says"),
    [
        (
            "Seed",
            -1,
            "below_minimum",
            "'Seed' (field 'seed' of node 'The noise' [noise], id 'noise-1'): -1 is not at least 0",
        ),
        ("Seed", "7", "field_value", "expected a whole number"),
        ("Seed", True, "field_value", "expected a whole number"),
        ("Width", 100, "not_a_multiple", "100 is not a multiple of 8"),
        ("Width", 1, "not_a_multiple", "multiple of 8"),
        ("Resample Mode", "bicubi", "not_an_option", "did you mean 'bicubic'?"),
        ("Image", 5, "field_value", "expected an image"),
        (("loader", "model"), None, "missing_input", "required"),
        (
            ("loader", "model"),
            {"key": "k", "hash": "h", "name": "L", "base": "sd-1", "type": "lora"},
            "model_type",
            "has type 'lora'; it must be 'main'",
        ),
    ],
)
def test_a_refused_value_changes_nothing(workflow: Workflow, key: Any, value: object, code: str, says: str) -> None:
    before = workflow.inputs[key].value
    with pytest.raises(FieldValueError) as caught:
        workflow.inputs[key] = value
    assert caught.value.code == code
    assert says in str(caught.value)
    assert (caught.value.node_id, caught.value.field_name) == (
        workflow.inputs[key].node_id,
        workflow.inputs[key].field_name,
    )
    assert workflow.inputs[key].value == before


def test_a_field_is_replaced_by_one_of_its_class_only(workflow: Workflow) -> None:
    with pytest.raises(FieldLockedError, match="holds a IvkIntegerField; a IvkFloatField cannot") as caught:
        workflow.inputs["Seed"] = IvkFloatField(7)
    assert caught.value.node_id == "noise-1"
    with pytest.raises(FieldValueError):
        workflow.inputs["Seed"] = IvkIntegerField(-1)
    with pytest.raises(FieldLockedError):
        workflow.inputs["mystery", "amount"] = IvkStringField("3")
    workflow.inputs["mystery", "amount"] = 4
    with pytest.raises(FieldValueError):
        workflow.inputs["mystery", "amount"] = "four"


def test_update_sets_all_inputs_or_none(workflow: Workflow) -> None:
    with pytest.raises(FieldValueError):
        workflow.inputs.update({"Positive Prompt": "x", "Seed": -1})
    assert workflow.inputs["Positive Prompt"].value == "a fox"
    workflow.inputs.update({"Positive Prompt": "x", ("noise-1", "seed"): 5})
    assert (workflow.inputs[0].value, workflow.inputs[1].value) == ("x", 5)


def test_set_json_checks_the_type_but_not_the_bounds(workflow: Workflow) -> None:
    workflow.inputs["Seed"].set_json(-5)
    assert workflow.inputs["Seed"].value == -5
    assert [rule.code for rule in workflow.inputs["Seed"].violations] == ["below_minimum"]
    workflow.inputs["Image"].set_json({"image_name": "b.png", "width": 5})
    assert workflow.inputs["Image"].value == {"image_name": "b.png"}
    with pytest.raises(FieldValueError, match="'Image'"):
        workflow.inputs["Image"].set_json("b.png")


def test_set_json_accepts_any_enum_option_but_only_known_schedulers(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"s": ("scheduler", {"scheduler": "euler"}), "m": ("integer_math", {"operation": "ADD"})})
    workflow.inputs["m", "operation"].set_json("PLUS")
    with pytest.raises(FieldValueError, match="expected a value of type EnumField, got the number 5"):
        workflow.inputs["m", "operation"].set_json(5)
    with pytest.raises(FieldValueError, match="'eulr' is not an option; did you mean 'euler'"):
        workflow.inputs["s", "scheduler"].set_json("eulr")
    assert workflow.raw_value("s", "scheduler") == "euler"


def test_a_connected_input_can_be_set_and_is_not_sent(workflow: Workflow) -> None:
    height = workflow.inputs["noise-1", "height"]
    assert height.connected
    height.set(640)
    height.set(None)
    assert height.violations == ()
    graph = workflow.compile(validate=False, unknown_nodes="drop").graph
    assert "height" not in graph["nodes"]["noise-1"]


def test_none_removes_the_value(workflow: Workflow) -> None:
    workflow.inputs["add", "a"] = None
    assert workflow.inputs["add", "a"].value is UNSET
    assert "a" not in workflow.compile(validate=False, unknown_nodes="drop").graph["nodes"]["add"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(index=st.integers(0, 5), value=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary())
def test_setting_an_input_changes_no_other_input(workflow: Workflow, index: int, value: object) -> None:
    changed = workflow.copy()
    before = {place: changed.raw_value(*place) for place in _places(changed)}
    target = changed.inputs[index]
    try:
        target.set(value)
    except InvokeAIError:
        target = None
    different = {place for place in before if changed.raw_value(*place) != before[place]}
    assert different <= ({(target.node_id, target.field_name)} if target else set())
    assert {place: workflow.raw_value(*place) for place in before} == before, "the copy is independent"


def _places(workflow: Workflow) -> list[tuple[str, str]]:
    return [(node.id, name) for node in workflow.nodes.values() for name in node.inputs]
