"""Plans and descriptions of workflows that are broken, wait for a server, or differ by nodes, edges, data and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk import UNSET, Workflow, WorkflowDefinition, diff
from invokeai_sdk.errors import WorkflowError, WorkflowFormatError
from invokeai_sdk.workflow.context import CompileContext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SUM: dict[str, Any] = {"a": ("integer", {"value": 1}), "b": ("add", {"b": 2})}


def test_a_plan_of_a_workflow_that_cannot_be_sent_says_so(make_workflow: Callable[..., Workflow]) -> None:
    plan = make_workflow({"batch": ("string_batch", {}), "text": ("string", {})}, "batch.value > text.value").plan()
    assert plan.batch is None
    assert plan.body("id") is None
    assert str(plan.findings[0]) in str(plan)
    assert diff(plan, plan) == ()


def test_a_plan_shows_what_the_server_is_asked_for(make_workflow: Callable[..., Workflow], tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"picture")
    workflow = make_workflow(
        {"save": ("save_image", {"image": None}), "model": ("main_model_loader", {"model": None})},
        form=["save.image", "model.model"],
    )
    workflow.inputs["save", "image"] = picture
    workflow.inputs["save", "board"] = "Foxes"
    workflow.inputs["model", "model"] = "Model A"
    plan = workflow.plan()
    assert plan.batch is not None
    shown = str(plan)
    assert "Foxes" in shown
    assert "Model A" in shown
    assert "a.png" in shown
    assert "Foxes" in plan.batch.graph["nodes"]["save"]["board"]["board_id"]
    values = {row[3]: row[5] for row in workflow.describe().rows}
    assert values["image"].startswith("the image /")
    assert values["model"] == "the model 'Model A'"
    assert workflow.inputs["save", "image"].violations == ()


def test_differences_name_nodes_edges_data_and_runs(make_workflow: Callable[..., Workflow]) -> None:
    first = make_workflow(SUM, "a.value > b.a")
    second = make_workflow({**SUM, "c": ("integer", {"value": 5})}, "c.value > b.a")
    before, after = first.compile(runs=1), second.compile(runs=2)
    found = {difference.path: difference for difference in diff(before, after)}
    assert set(found) == {"nodes.c", "edges", "runs"}
    assert found["nodes.c"].before is UNSET
    assert found["runs"].after == 2
    edges = [difference for difference in diff(before, after) if difference.path == "edges"]
    assert [(edge.before is UNSET, edge.after is UNSET) for edge in edges] == [(False, True), (True, False)]
    assert diff(after, {"nodes": {}, "edges": []})[0].after is UNSET

    first.batch(product={("b", "b"): [1, 2]})
    assert [difference.path for difference in diff(before, first.compile(runs=1))] == ["data"]


def test_an_input_of_an_unknown_node_is_described_without_a_type(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"x": ("unheard_of", {"a": 1}), "a": ("integer", {"value": 1})}, form=["x.a", "a.value"])
    assert workflow.describe().rows[0] == ("0", "a", "unheard_of", "a", "unknown", "1", "")
    property_ = workflow.to_json_schema()["properties"]["a"]
    assert property_["default"] == 1
    assert "type" not in property_


# --- Documents -------------------------------------------------------------------------------------------------------


def test_names_are_shown(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow(SUM)
    assert workflow.name == "A test"
    assert "A test" in repr(workflow)
    assert "A test" in repr(workflow.definition)
    assert "4.0.0" in repr(workflow.definition)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"version": "one"}, "nodes.0.data.version"),
        ({"version": "9" * 5000 + ".0.0"}, "nodes.0.data.version"),
        ({"type": " "}, "nodes.0.data.type"),
        ({"isOpen": "yes"}, "nodes.0.data.isOpen"),
        ({"inputs": []}, "nodes.0.data.inputs"),
    ],
)
def test_a_mistake_in_a_node_is_named(make_workflow: Callable[..., Workflow], change: Any, where: str) -> None:
    raw = make_workflow(SUM).definition.to_dict()
    raw["nodes"][0]["data"].update(change)
    with pytest.raises(WorkflowFormatError) as caught:
        Workflow(WorkflowDefinition.from_dict(raw))
    assert where in str(caught.value)


@pytest.mark.parametrize(("key", "value"), [("data", None), ("position", {"x": 0}), ("type", "group"), ("id", "")])
def test_a_mistake_around_a_node_is_named(make_workflow: Callable[..., Workflow], key: str, value: object) -> None:
    raw = make_workflow(SUM).definition.to_dict()
    raw["nodes"][0][key] = value
    with pytest.raises(WorkflowFormatError) as caught:
        Workflow(WorkflowDefinition.from_dict(raw))
    assert f"nodes.0.{key}" in str(caught.value)


def test_a_node_without_a_key_that_nodes_have_is_refused(make_workflow: Callable[..., Workflow]) -> None:
    raw = make_workflow(SUM).definition.to_dict()
    del raw["nodes"][0]["data"]["notes"]
    with pytest.raises(WorkflowFormatError, match=r"nodes\.0\.data\.notes"):
        Workflow(WorkflowDefinition.from_dict(raw))


def test_a_value_nested_without_end_is_a_typed_error(make_workflow: Callable[..., Workflow]) -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    definition = make_workflow(SUM).definition
    definition.raw["notes"] = value
    with pytest.raises(WorkflowFormatError):
        definition.to_dict()


def test_a_hidden_edge_stays_hidden_in_the_workflow_that_is_sent_along(make_workflow: Callable[..., Workflow]) -> None:
    raw = make_workflow(SUM, "a.value > b.a").definition.to_dict()
    raw["edges"][0]["hidden"] = True
    sent = Workflow(WorkflowDefinition.from_dict(raw)).compile().workflow
    assert sent is not None
    assert sent["edges"][0]["hidden"] is True


# --- Answers of a server, written down -------------------------------------------------------------------------------


def test_a_context_is_read_from_json(make_workflow: Callable[..., Workflow]) -> None:
    context = CompileContext.from_json(
        {
            "auto_add_board_id": "b",
            "runs": 3,
            "seed": 7,
            "missing_models": ["m"],
            "dynamic_prompts": {"p": {"prompts": ["one", "two"]}, "q": {"prompts": ["x"], "error": "bad"}},
            "board_images": {"b/images": ["i.png"]},
        }
    )
    assert (context.auto_add_board_id, context.runs, context.seed) == ("b", 3, 7)
    assert context.missing_models == {"m"}
    assert context.prompts == {"p": ["one", "two"], "q": ()}
    assert context.redraw() is context
    workflow = make_workflow(
        {
            "source": ("image_generator", {"generator": GENERATOR}),
            "batch": ("image_batch", {}),
            "save": ("save_image", {}),
        },
        "source.images > batch.images",
        "batch.image > save.image",
        context=context,
    )
    batch = workflow.compile()
    assert batch.runs == 3
    assert batch.data[0][0]["items"] == [{"image_name": "i.png"}]


GENERATOR = {"type": "image_generator_images_from_board", "board_id": "b", "category": "images"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"runs": True},
        {"runs": "3"},
        {"missing_images": [1]},
        {"missing_images": "i.png"},
        {"saved_workflows": {"W": 3}},
        {"dynamic_prompts": {"p": {"prompts": [1]}}},
        {"board_images": {"b": ["i.png"]}},
        {"board_images": {"b/pictures": ["i.png"]}},
    ],
)
def test_a_context_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(WorkflowFormatError) as caught:
        CompileContext.from_json(wrong)
    assert next(iter(wrong)) in str(caught.value)
    assert isinstance(caught.value, WorkflowError)
