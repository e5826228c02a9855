"""Input maps: changes of the inputs that a script relies on."""

import json
from collections.abc import Callable

import pytest

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.input_map import export_input_map, verify_input_map
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]


def test_unchanged_moved_missing_and_new_inputs(make_workflow: MakeWorkflow) -> None:
    before = make_workflow(
        {"p": ("string", {"value": ""}), "n": ("noise", {"seed": 1, "width": 8}), "a": ("add", {"a": 1, "b": 2})},
        form=["p.value", "n.seed", "n.width", "a.a"],
        labels={"p.value": "Prompt"},
    )
    exported = json.loads(json.dumps(export_input_map(before)))
    report = verify_input_map(before, exported)
    assert report.ok
    assert len(report.unchanged) == 4

    after = make_workflow(
        {"p2": ("string", {"value": ""}), "n": ("noise", {"seed": 1, "width": 8}), "f": ("float", {"value": 1})},
        form=["p2.value", "n.seed", "f.value", "n.width"],
        labels={"p2.value": "Prompt"},
    )
    report = verify_input_map(after, exported)
    assert [entry.field_name for entry in report.unchanged] == ["seed"]
    assert [(was.node_id, was.index, now.node_id, now.index) for was, now in report.moved] == [
        ("n", 2, "n", 3),
        ("p", 0, "p2", 0),
    ]
    assert [(gone.node_id, gone.field_name) for gone in report.missing] == [("a", "a")]
    assert [here.node_id for here in report.new] == ["f"]
    assert not report.ok
    assert "missing: 3: 'A' (add a.a, IntegerField)" in str(report)


def test_new_inputs_are_allowed(make_workflow: MakeWorkflow) -> None:
    nodes = {"n": ("noise", {"seed": 1, "width": 8})}
    exported = export_input_map(make_workflow(nodes, form=["n.seed"]))
    report = verify_input_map(make_workflow(nodes, form=["n.seed", "n.width"]), exported)
    assert report.ok
    assert [here.field_name for here in report.new] == ["width"]


@pytest.mark.parametrize("broken", [[], {}, {"version": 2, "inputs": []}, {"version": 1, "inputs": [{"index": "0"}]}])
def test_json_that_is_not_an_input_map_is_refused(make_workflow: MakeWorkflow, broken: object) -> None:
    with pytest.raises(WorkflowFormatError):
        verify_input_map(make_workflow({"n": ("noise", {"seed": 1})}), broken)
