"""Errors about inputs: all refused values at once, each with its place; unknown names; names that are not found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import (
    AmbiguousInputError,
    FieldLockedError,
    FieldValueError,
    UnknownInputError,
    WorkflowError,
)
from invokeai_sdk.fields.pending import PendingBoard, PendingModel, PendingUpload
from invokeai_sdk.fields.scalars import IvkStringField
from invokeai_sdk.workflow.workflow import Workflow

MODEL = {"key": "k", "hash": "h", "name": "SD", "base": "sd-1", "type": "main"}


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    return make_workflow(
        {
            "n": ("noise", {"seed": 1, "width": 512, "height": 512}),
            "p": ("string", {"value": "a fox"}),
            "q": ("string", {"value": ""}),
            "m": ("main_model_loader", {"model": MODEL}),
            "s": ("save_image", {"image": {"image_name": "a.png"}, "board": "auto"}),
        },
        form=["p.value", "q.value", "n.seed", "n.width", "m.model", "s.image", "s.board"],
        labels={"n.seed": "Seed", "n.width": "Breadth"},
    )


def test_all_refused_values_are_reported_at_once(workflow: Workflow) -> None:
    before = {key: inp.value for key, inp in workflow.inputs.items()}
    with pytest.raises(FieldValueError) as caught:
        workflow.inputs.update({"Seed": -1, "Breadth": 12, "p.value": "an owl", "Model": 7})
    errors = caught.value.errors
    assert [(e.label, e.node_id, e.field_name, e.code) for e in errors] == [
        ("Seed", "n", "seed", "below_minimum"),
        ("Breadth", "n", "width", "not_a_multiple"),
        ("Model", "m", "model", "field_value"),
    ]
    assert errors[0].reason == "-1 is not at least 0"
    for error in errors:
        assert str(error) in str(caught.value)
        assert len(error.reason) < len(str(error))
    assert {key: inp.value for key, inp in workflow.inputs.items()} == before


def test_errors_of_several_classes_are_one_error(workflow: Workflow) -> None:
    with pytest.raises(FieldValueError) as caught:
        workflow.inputs.update({"Sed": 1, "Value": "x", "Seed": IvkStringField("x"), "Breadth": -8})
    assert [type(error) for error in caught.value.errors] == [
        UnknownInputError,
        AmbiguousInputError,
        FieldLockedError,
        FieldValueError,
    ]
    assert "did you mean 'Seed'" in str(caught.value)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"Sed": 1}, UnknownInputError),
        ({"Sed": 1, "Bredth": 1}, UnknownInputError),
        ({"Seed": IvkStringField("x")}, FieldLockedError),
        ({"Seed": -1, "Breadth": 0}, FieldValueError),
    ],
)
def test_errors_of_one_class_keep_their_class(
    workflow: Workflow, values: dict[Any, object], error: type[WorkflowError]
) -> None:
    with pytest.raises(error) as caught:
        workflow.inputs.update(values)
    assert type(caught.value) is error
    assert len(caught.value.errors) == len(values)
    if len(values) == 1:
        assert caught.value.errors == (caught.value,)


def test_an_unknown_name_without_a_similar_one_lists_the_labels(
    workflow: Workflow, make_workflow: Callable[..., Workflow]
) -> None:
    with pytest.raises(UnknownInputError, match="the labels are 'Value', 'Seed', 'Breadth', 'Model', 'Image', 'Board'"):
        workflow.inputs["zzzz"]
    with pytest.raises(UnknownInputError, match=r"its fields are .*'use_cpu'"):
        workflow.inputs["n", "zzzz"]
    with pytest.raises(UnknownInputError, match="the nodes are 'noise', 'string', 'main_model_loader'"):
        workflow.inputs["zzzz", "seed"]
    with pytest.raises(UnknownInputError, match="the form has no inputs"):
        make_workflow({"p": ("string", {})}).inputs["Value"]
    with pytest.raises(UnknownInputError) as caught:
        workflow.inputs["Breath"]
    assert "the labels are" not in str(caught.value)


# --- Keys and values -------------------------------------------------------------------------------------------------


def test_inputs_are_a_dictionary_by_key(workflow: Workflow) -> None:
    keys = ("p.value", "q.value", "Seed", "Breadth", "Model", "Image", "Board")
    assert workflow.inputs.keys() == keys
    as_dict = dict(workflow.inputs)
    assert tuple(as_dict) == keys
    assert as_dict["Seed"].value == 1
    assert [(inp.node_id, inp.field_name) for inp in as_dict.values()] == [
        (inp.node_id, inp.field_name) for inp in workflow.inputs
    ]
    assert [(key, inp.field_name) for key, inp in workflow.inputs.items()] == [
        (key, inp.field_name) for key, inp in as_dict.items()
    ]
    assert [inp.label for inp in workflow.inputs.values()] == [inp.label for inp in workflow.inputs]
    # The keys, and the inputs themselves, can be given back.
    other = workflow.copy()
    workflow.inputs["Seed"] = 99
    workflow.inputs["Model"] = "tiny"
    other.inputs.update(dict(workflow.inputs))
    assert {key: inp.value for key, inp in other.inputs.items()} == {
        key: inp.value for key, inp in workflow.inputs.items()
    }


def test_the_value_of_a_name_to_look_up_is_the_name(workflow: Workflow) -> None:
    workflow.inputs.update({"Model": "tiny-sd15", "Board": "Holidays", "Image": Path("a.png")})
    assert workflow.inputs["Model"].value == "tiny-sd15"
    assert workflow.inputs["Board"].value == "Holidays"
    assert workflow.inputs["Image"].value is UNSET
    assert workflow.raw_value("m", "model") is UNSET
    again = workflow.copy()
    again.inputs.update({key: inp.value for key, inp in workflow.inputs.items() if inp.value is not UNSET})
    assert again.inputs["Model"].field == workflow.inputs["Model"].field


def test_a_name_to_look_up_of_a_lora(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"l": ("lora_collection_loader", {"loras": []})}, form=["l.loras"])
    workflow.inputs[0] = ["detail", ("style", 0.5)]
    assert workflow.inputs[0].value == [{"lora": "detail", "weight": 0.75}, {"lora": "style", "weight": 0.5}]
    workflow.patch("l.loras.*.weight", 1)
    assert workflow.inputs[0].value == [{"lora": "detail", "weight": 1}, {"lora": "style", "weight": 1}]


def test_the_inputs_of_pending_values_are_found(workflow: Workflow) -> None:
    workflow.inputs.update({"Model": "tiny", "Board": "Holidays", "Image": Path("a.png")})
    found = workflow.find_pending_inputs()
    assert {type(pending): inp.label for pending, inp in found.items()} == {
        PendingModel: "Model",
        PendingBoard: "Board",
        PendingUpload: "Image",
    }
    assert set(found) == set(workflow.needs().pending)


def test_an_error_can_be_given_its_place() -> None:
    error = FieldValueError("no model 'x'")
    error.add_place("'Model' of node 'm'", node_id="m", field_name="model", label="Model")
    assert str(error) == "'Model' of node 'm': no model 'x'"
    assert (error.node_id, error.field_name, error.label, error.reason) == ("m", "model", "Model", "no model 'x'")


def test_the_rules_for_names_to_look_up_are_checked_when_they_are_set(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"m": ("main_model_loader", {"model": MODEL})}, form=["m.model"])
    with pytest.raises(FieldValueError, match="'sdxl'"):
        workflow.inputs["Model"] = {"model_name": "x", "base_model": "sdxl"}
    with pytest.raises(FieldValueError):
        workflow.inputs["Model"] = PendingModel("x", types=("vae",))
    workflow.inputs["Model"] = {"model_name": "x", "base_model": "sd-1"}
    assert workflow.inputs["Model"].value == "x"
