"""Broken forms: what can be read is kept, and the finding names the place of the mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk import Workflow, WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import Callable

    Elements = dict[str, Any]
    Change = Callable[[Elements], object]


@pytest.fixture
def load(make_workflow: Callable[..., Workflow]) -> Callable[[Change], Workflow]:
    """Load a workflow with two fields on its form, after a change of the form's elements."""
    nodes = {"noise": ("noise", {"seed": 1}), "text": ("string", {"value": "a"})}
    raw = make_workflow(nodes, form=["noise.seed", "text.value"]).definition.to_dict()

    def load(change: Change) -> Workflow:
        change(raw["form"]["elements"])
        return Workflow(WorkflowDefinition.from_dict(raw))

    return load


def nest(elements: Elements) -> None:
    inner = "root"
    for number in range(200):
        name = f"container-{number}"
        elements[name] = {"id": name, "parentId": inner, "type": "container"}
        elements[name]["data"] = {"layout": "column", "children": []}
        elements[inner]["data"]["children"].append(name)
        inner = name


def add_divider(elements: Elements) -> None:
    elements["line"] = {"id": "line", "parentId": "root", "type": "divider", "data": {}}
    elements["root"]["data"]["children"].append("line")


def settings(value: dict[str, Any]) -> Change:
    return lambda elements: elements["e1"]["data"].update(settings=value)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (nest, "form.elements.container-99"),
        (add_divider, "form.elements.line"),
        (lambda elements: elements["root"]["data"]["children"].extend([7, " "]), "form.elements.root"),
        (lambda elements: elements["root"]["data"].update(layout="diagonal"), "form.elements.root.data.layout"),
        (lambda elements: elements["e0"]["data"].update(showDescription="yes"), "form.elements.e0.showDescription"),
        (settings({"type": "unheard-of"}), "form.elements.e1.type"),
        (settings({"type": "integer-field-config", "component": "slider", "min": "a"}), "form.elements.e1.min"),
        (settings({"type": "string-field-config", "component": "knob"}), "form.elements.e1.component"),
        (
            settings({"type": "string-field-config", "component": "dropdown", "options": ["a"]}),
            "form.elements.e1.options",
        ),
    ],
)
def test_a_mistake_costs_no_field(load: Callable[[Change], Workflow], change: Change, where: str) -> None:
    workflow = load(change)
    assert [field.field_name for field in workflow.inputs] == ["seed", "value"]
    (finding,) = workflow.warnings
    assert finding.code == "invalid_form"
    assert where in finding.message


def test_a_form_whose_root_is_no_container_shows_nothing(load: Callable[[Change], Workflow]) -> None:
    workflow = load(lambda elements: elements["root"].update(type="heading", data={"content": "Title"}))
    assert len(workflow.inputs) == 0
    (finding,) = workflow.warnings
    assert finding.code == "invalid_form"


def test_a_dropdown_is_read(load: Callable[[Change], Workflow]) -> None:
    options = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]
    workflow = load(settings({"type": "string-field-config", "component": "dropdown", "options": options}))
    assert workflow.warnings == ()
    sent = workflow.compile().workflow
    assert sent is not None
    assert sent["form"]["elements"]["e1"]["data"]["settings"]["options"] == options


def test_fields_whose_node_is_gone_leave_the_rest_of_the_form_in_its_order(
    make_workflow: Callable[..., Workflow],
) -> None:
    raw = make_workflow({"text": ("string", {"value": "a"})}, form=["text.value"]).definition.to_dict()
    elements = raw["form"]["elements"]
    extra: dict[str, Any] = {
        "title": {"type": "heading", "data": {"content": "Title"}},
        "words": {"type": "text", "data": {"content": "Words"}},
        "line": {"type": "divider"},
        "gone": {"type": "node-field", "data": {"fieldIdentifier": {"nodeId": "gone", "fieldName": "a"}}},
        "row": {"type": "container", "data": {"layout": "row", "children": ["line", "gone"]}},
    }
    for name, element in extra.items():
        elements[name] = {"id": name, "parentId": "row" if name in ("line", "gone") else "root", **element}
    elements["root"]["data"]["children"] = ["title", "words", "row", "e0"]
    workflow = Workflow(WorkflowDefinition.from_dict(raw))
    sent = workflow.compile().workflow
    assert sent is not None
    saved = sent["form"]["elements"]
    assert saved["root"]["data"]["children"] == ["title", "words", "row", "e0"]
    assert saved["row"]["data"] == {"layout": "row", "children": ["line"]}
    assert saved["line"] == {"id": "line", "parentId": "row", "type": "divider"}
    assert "gone" not in saved
