"""Inputs of called workflows: a `call_saved_workflow` node carries the input templates of the workflow that it calls."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk import Workflow, WorkflowDefinition
from invokeai_sdk.errors import UnknownInputError, WorkflowFormatError
from invokeai_sdk.workflow.context import CompileContext

if TYPE_CHECKING:
    from collections.abc import Callable

CALLED = {
    "math": ("integer_math", {"operation": "ADD", "a": 1}),
    "noise": ("noise", {"seed": 3, "width": 64}),
    "denoise": ("denoise_latents", {"scheduler": "euler", "steps": 5, "cfg_scale": 7}),
    "text": ("string", {"value": "x"}),
    "vae": ("vae_loader", {"vae_model": None}),
    "prompt": ("compel", {"prompt": ""}),
}
FORM = [
    *("math.operation", "math.a", "noise.seed", "noise.width", "denoise.scheduler", "denoise.cfg_scale"),
    *("text.value", "vae.vae_model", "prompt.prompt"),
]


@pytest.fixture
def saved(make_workflow: Callable[..., Workflow]) -> dict[str, Any]:
    """The server's answer for a saved workflow with inputs of many types."""
    return {"workflow": make_workflow(CALLED, form=FORM, labels={"noise.seed": "Chance"}).definition.to_dict()}


@pytest.fixture
def caller(make_workflow: Callable[..., Workflow], saved: dict[str, Any]) -> Workflow:
    """A workflow that calls the saved one."""
    context = CompileContext(saved_workflows={"W": saved})
    return make_workflow({"call": ("call_saved_workflow", {"workflow_id": "W"})}, context=context)


def templates(workflow: Workflow) -> dict[str, Any]:
    """Return the templates that go along with the compiled workflow, by their short names."""
    sent = workflow.compile(validate=False).workflow
    assert sent is not None
    stored: dict[str, Any] = sent["nodes"][0]["data"]["dynamicInputTemplates"]
    return {name.removeprefix("saved_workflow_input::"): template for name, template in stored.items()}


def test_the_templates_say_what_the_inputs_take(caller: Workflow) -> None:
    found = templates(caller)
    assert list(found) == [field.replace(".", "::") for field in FORM]
    assert found["noise::seed"]["title"] == "Chance"
    assert (found["noise::seed"]["minimum"], found["noise::seed"]["maximum"]) == (0, 2**32 - 1)
    assert found["noise::width"]["multipleOf"] == 8
    assert "ADD" in found["math::operation"]["options"]
    assert found["math::operation"]["ui_choice_labels"]["ADD"] == "Add A+B"
    assert found["vae::vae_model"]["ui_model_type"] == ["vae"]
    assert "default" not in found["vae::vae_model"]
    assert found["prompt::prompt"]["ui_component"] == "textarea"
    assert found["denoise::cfg_scale"]["type"]["cardinality"] == "SINGLE_OR_COLLECTION"
    assert found["denoise::scheduler"]["type"]["originalType"]["name"] == "EnumField"


def test_a_workflow_that_was_sent_loads_with_the_same_templates(caller: Workflow) -> None:
    sent = caller.compile(validate=False).workflow
    assert sent is not None
    again = Workflow(WorkflowDefinition.from_dict(sent), context=caller.context)
    assert templates(again) == templates(caller)


@pytest.mark.parametrize("called", [{}, {"workflow": None}, {"workflow": {"nodes": [{"data": {"id": 7}}, None]}}])
def test_a_saved_workflow_without_readable_inputs_offers_none(
    make_workflow: Callable[..., Workflow], called: dict[str, Any]
) -> None:
    context = CompileContext(saved_workflows={"W": called})
    workflow = make_workflow({"call": ("call_saved_workflow", {"workflow_id": "W"})}, context=context)
    assert not [name for name in workflow.nodes["call"].inputs if name.startswith("saved_workflow_input")]


def test_another_called_workflow_brings_other_inputs(caller: Workflow, saved: dict[str, Any]) -> None:
    other = copy.deepcopy(saved)
    other["workflow"]["form"]["elements"]["root"]["data"]["children"] = ["e2"]
    context = CompileContext(saved_workflows={"W": saved, "X": other})
    workflow = Workflow(caller.definition, context=context)
    workflow.inputs["call", "saved_workflow_input::noise::seed"] = 5
    workflow.inputs["call", "saved_workflow_input::math::a"] = 6
    workflow.inputs["call", "workflow_id"] = "X"
    assert list(templates(workflow)) == ["noise::seed"]
    assert workflow.compile().graph["nodes"]["call"]["workflow_inputs"] == {"saved_workflow_input::noise::seed": 5}
    workflow.inputs["call", "workflow_id"] = "unknown"
    assert not templates(workflow)
    assert workflow.compile().graph["nodes"]["call"]["workflow_inputs"] == {}


def test_a_picked_workflow_that_is_added_later_keeps_the_values_of_equal_inputs(
    caller: Workflow, saved: dict[str, Any]
) -> None:
    """As after importing a package of workflows: the copies have other ids, and the same nodes."""
    caller.inputs["call", "saved_workflow_input::noise::seed"] = 5
    caller.inputs["call", "saved_workflow_input::math::a"] = 6
    before = caller.copy()
    caller.inputs["call", "workflow_id"] = "copy"
    assert caller.needs().saved_workflows == ("copy",)
    assert not [name for name in caller.node("call").inputs if "::" in name]
    assert caller.compile().graph["nodes"]["call"]["workflow_inputs"] == {}
    with pytest.raises(UnknownInputError):
        caller.inputs["call", "saved_workflow_input::noise::seed"] = 7
    copied, deep = caller.copy(), copy.deepcopy(caller)
    other = copy.deepcopy(saved)
    other["workflow"]["form"]["elements"]["root"]["data"]["children"] = ["e2", "e3"]
    for each in (caller, copied, deep):
        each.add_saved_workflows({"copy": other})
        assert list(templates(each)) == ["noise::seed", "noise::width"]
        inputs = each.compile(validate=False).graph["nodes"]["call"]["workflow_inputs"]
        assert inputs == {"saved_workflow_input::noise::seed": 5, "saved_workflow_input::noise::width": 64}
        assert not each.needs()
    assert before.raw_value("call", "saved_workflow_input::math::a") == 6
    caller.inputs["call", "workflow_id"] = "W"
    assert caller.raw_value("call", "saved_workflow_input::math::a") == 1


def test_going_back_to_the_first_workflow_changes_nothing(caller: Workflow) -> None:
    caller.inputs["call", "saved_workflow_input::math::a"] = 6
    before = caller.compile(validate=False).graph
    caller.inputs["call", "workflow_id"] = "elsewhere"
    caller.inputs["call", "workflow_id"] = "W"
    assert caller.compile(validate=False).graph == before


def test_a_workflow_that_the_server_lacks_stays_without_inputs(caller: Workflow) -> None:
    caller.inputs["call", "workflow_id"] = "gone"
    caller.add_saved_workflows({"gone": None})
    assert not templates(caller)
    assert not caller.needs().saved_workflows


def test_no_saved_workflow_has_no_inputs(caller: Workflow) -> None:
    caller.inputs["call", "workflow_id"] = "elsewhere"
    caller.inputs["call", "workflow_id"] = ""
    assert not templates(caller)
    assert not caller.needs().saved_workflows


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"input": "sometimes"}, ".input"),
        ({"maximum": "many"}, ".maximum"),
        ({"options": [1]}, ".options"),
        ({"ui_choice_labels": {"a": 1}}, ".ui_choice_labels"),
        ({"type": {"name": "IntegerField", "cardinality": "FEW", "batch": False}}, ".type.cardinality"),
        ({"required": "yes"}, "required"),
    ],
)
def test_a_template_in_a_file_must_be_one(caller: Workflow, change: dict[str, Any], where: str) -> None:
    sent = caller.compile(validate=False).workflow
    assert sent is not None
    raw = copy.deepcopy(sent)
    raw["nodes"][0]["data"]["dynamicInputTemplates"]["saved_workflow_input::math::a"].update(change)
    with pytest.raises(WorkflowFormatError, match="saved_workflow_input::math::a") as caught:
        Workflow(WorkflowDefinition.from_dict(raw))
    assert where in str(caught.value)
