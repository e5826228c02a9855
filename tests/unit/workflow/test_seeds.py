"""Random seeds, and runs that repeat a fixed seed."""

from collections.abc import Callable
from typing import Any

import pytest

from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]
NODES: dict[str, Any] = {
    "n": ("img_noise", {"image": {"image_name": "a.png"}, "seed": 7, "amount": 0.1}),
    "l": ("img_blur", {}),
}
EDGES = ["n.image > l.image"]


@pytest.fixture
def workflow(make_workflow: MakeWorkflow) -> Workflow:
    return make_workflow(
        NODES | {"i": ("integer", {"value": 3}), "c": ("connector", {}), "b": ("integer", {"value": 9})},
        *EDGES,
        "i.value > c.in",
        "c.out > n.seed",
        form=["i.value", "b.value", "n.amount"],
    )


@pytest.mark.parametrize(
    ("nodes", "edges", "place", "labels", "node_labels", "is_seed"),
    [
        ({"n": ("noise", {})}, [], ("n", "seed"), {}, {}, True),
        ({"n": ("noise", {})}, [], ("n", "width"), {}, {}, False),
        ({"n": ("z_image_seed_variance_enhancer", {})}, [], ("n", "seed"), {}, {}, True),
        ({"n": ("krea2_seed_variance", {})}, [], ("n", "variance_seed"), {}, {}, True),
        ({"i": ("integer", {})}, [], ("i", "value"), {}, {}, False),
        ({"i": ("integer", {})}, [], ("i", "value"), {"i.value": "The Seed!"}, {}, True),
        ({"i": ("integer", {})}, [], ("i", "value"), {}, {"i": "seed"}, True),
        ({"i": ("integer", {})}, [], ("i", "value"), {"i.value": "Seeds"}, {}, False),
        ({"i": ("integer", {}), "n": ("noise", {})}, ["i.value > n.seed"], ("i", "value"), {}, {}, True),
        ({"i": ("integer", {}), "n": ("noise", {})}, ["i.value > n.width"], ("i", "value"), {}, {}, False),
        ({"s": ("string", {})}, [], ("s", "value"), {"s.value": "Seed"}, {}, False),
        ({"u": ("my_node", {"seed": 1})}, [], ("u", "seed"), {}, {}, True),
    ],
)
def test_the_inputs_that_hold_seeds(
    make_workflow: MakeWorkflow,
    nodes: Any,
    edges: list[str],
    place: tuple[str, str],
    labels: Any,
    node_labels: Any,
    is_seed: bool,
) -> None:
    for name, (_, values) in nodes.items():
        if name == place[0]:
            values.setdefault(place[1], "x" if name == "s" else 1)
    inp = make_workflow(nodes, *edges, labels=labels, node_labels=node_labels).inputs[place]
    assert inp.is_seed is is_seed
    if is_seed:
        inp.set("random")
        assert inp.value == "random"
    elif place[0] != "s":
        with pytest.raises(FieldValueError):
            inp.set("random")


def test_each_run_gets_another_seed(workflow: Workflow) -> None:
    workflow.inputs["i", "value"] = "random"
    context = CompileContext(seed=5)
    batch = workflow.compile(runs=4, context=context)
    ((entry,),) = batch.data
    assert (entry["node_path"], entry["field_name"]) == ("i", "value")
    assert len(set(entry["items"])) == 4
    assert all(type(item) is int and 0 <= item < 2**32 for item in entry["items"])
    assert (batch.runs, batch.expansion) == (1, 4)
    assert batch.graph["nodes"]["i"]["value"] == entry["items"][0]
    assert batch.workflow is not None
    assert batch.warnings == ()
    # The same numbers in one context, others in another one.
    assert workflow.compile(runs=4, context=context).data == batch.data
    assert workflow.compile(runs=4).data != batch.data
    assert workflow.plan(runs=4, context=context).expansion == 4


def test_one_run_has_one_seed_without_a_batch(workflow: Workflow) -> None:
    workflow.inputs["i", "value"] = "random"
    context = CompileContext()
    first, second = workflow.compile(context=context), workflow.compile(context=context.redraw())
    assert first.data == second.data == []
    assert first.graph["nodes"]["i"]["value"] != second.graph["nodes"]["i"]["value"]
    assert first.graph["nodes"]["i"]["value"] == workflow.compile(context=context).graph["nodes"]["i"]["value"]


def test_several_random_seeds_are_zipped_outside_all_other_loops(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"n": ("noise", {"seed": 1}), "m": ("noise", {"seed": 1}), "s": ("string", {"value": ""})})
    workflow.inputs.update({("n", "seed"): "random", ("m", "seed"): "random"})
    workflow.batch(product={("s", "value"): ["a", "b"]})
    batch = workflow.compile(runs=3)
    assert [[(e["node_path"], len(e["items"])) for e in entries] for entries in batch.data] == [
        [("n", 3), ("m", 3)],
        [("s", 2)],
    ]
    assert batch.expansion == 6


def test_a_seed_that_varies_anyway_is_not_random(workflow: Workflow) -> None:
    workflow.inputs["i", "value"] = "random"
    workflow.batch(product={("i", "value"): [1, 2]})
    batch = workflow.compile(runs=2)
    assert [[e["items"] for e in entries] for entries in batch.data] == [[[1, 2]]]
    assert batch.runs == 2
    # Nor is one that another node feeds.
    workflow.batch()
    workflow.inputs["i", "value"] = 4
    workflow.inputs["n", "seed"] = "random"
    assert workflow.compile(runs=2).data == []


def test_a_random_seed_survives_copies_and_patches_and_is_replaced(workflow: Workflow) -> None:
    workflow.inputs["i", "value"] = "random"
    assert workflow.copy().inputs["i", "value"].value == "random"
    assert "random" in str(workflow.describe())
    other = workflow.copy()
    other.patch("i.value", 12)
    assert other.inputs["i", "value"].value == 12
    other.patch("i.value", "random")
    assert other.inputs["i", "value"].value == "random"
    other.inputs["i", "value"] = workflow.inputs["i", "value"].field
    assert other.compile(runs=2).runs == 1


# --- Runs that repeat a seed -----------------------------------------------------------------------------------------


def repeated(workflow: Workflow, runs: int) -> list[tuple[str | None, str | None, str]]:
    compiled = [f for f in workflow.compile(runs=runs).warnings if f.code == "repeated_seed"]
    linted = [f for f in workflow.lint(runs=runs) if f.code == "repeated_seed"]
    assert compiled == linted
    return [(f.node_id, f.field_name, f.severity) for f in compiled]


def test_a_fixed_seed_that_runs_repeat_is_reported_once(make_workflow: MakeWorkflow, workflow: Workflow) -> None:
    own = make_workflow(NODES | {"n2": ("noise", {"seed": 7})}, *EDGES)
    assert repeated(own, 1) == []
    assert repeated(own, 2) == [("n", "seed", "warning")]
    assert repeated(workflow, 2) == [("i", "value", "warning")]
    (finding,) = workflow.compile(runs=3).warnings
    assert "3 runs" in finding.message
    assert "random" in (finding.fix or "")
    assert finding in workflow.plan(runs=3).findings or workflow.plan(runs=3).batch.warnings  # type: ignore[union-attr]
    workflow.inputs["i", "value"] = "random"
    assert repeated(workflow, 2) == []


def test_runs_that_differ_are_not_reported(make_workflow: MakeWorkflow) -> None:
    drawn = make_workflow(NODES | {"r": ("rand_int", {})}, *EDGES, "r.value > n.seed")
    raw = drawn.definition.to_dict()
    assert repeated(drawn, 2) == [("r", "value", "warning")]  # its cache is on in these workflows
    raw["nodes"][-1]["data"]["useCache"] = False
    assert repeated(Workflow(type(drawn.definition)(raw)), 2) == []
    uncached = make_workflow(NODES, *EDGES).definition.to_dict()
    for node in uncached["nodes"]:
        node["data"]["useCache"] = False
    assert repeated(Workflow(type(drawn.definition)(uncached)), 2) == []
    assert repeated(make_workflow({"b": ("blank_image", {})}), 2) == []
    assert repeated(make_workflow({"n": ("noise", {"seed": 1})}), 2) == []


def test_a_sweep_that_is_repeated_is_reported(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow(NODES, *EDGES)
    workflow.batch(product={("n", "amount"): [0.1, 0.2]})
    assert repeated(workflow, 2) == [("n", "seed", "warning")]
    workflow.batch(product={("n", "seed"): [1, 2]})
    assert repeated(workflow, 2) == [("n", "seed", "warning")]
    assert repeated(workflow, 1) == []
