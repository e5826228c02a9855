"""What lint calls an error is refused by compiling, and nothing else is; each thing is said once."""

import copy
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk.errors import FieldValueError, GraphError, InvokeAIError, UnknownNodeError, WorkflowError
from invokeai_sdk.fields.pending import PendingModel
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]
MODEL = {"key": "k", "hash": "h", "name": "tiny", "base": "sd-1", "type": "main"}
SAVE = {"save": ("save_image", {"image": {"image_name": "a.png"}})}


class Connected(Workflow):
    """A workflow whose models are looked up when it is submitted, as those of a client are."""

    _looks_up_names = True


def errors_of(workflow: Workflow) -> list[str]:
    return [finding.code for finding in workflow.lint() if finding.severity == "error"]


# --- Edges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edges", "code"),
    [
        (["a.value > b.aa"], "missing_field_template"),
        (["a.values > b.a"], "missing_field_template"),
        (["aa.value > b.a"], "missing_node"),
        (["i.image > b.a"], "field_types_must_match"),
        (["a.value > b.a", "b.value > a.a"], "connection_would_create_cycle"),
        (["a.value > save.board"], "cannot_connect_to_direct_input"),
        (["a.value > b.a", "c.value > b.a"], "input_may_only_have_one_connection"),
    ],
)
def test_an_invalid_edge_is_refused_with_the_code_of_lint(
    make_workflow: MakeWorkflow, edges: list[str], code: str
) -> None:
    nodes: dict[str, Any] = {name: ("add", {}) for name in "abc"} | {"i": ("blank_image", {})} | SAVE
    workflow = make_workflow(nodes, *edges)
    assert errors_of(workflow) == [code]
    finding = next(finding for finding in workflow.findings if finding.code == "deleted_invalid_edge")
    assert finding.severity == "error"
    with pytest.raises(GraphError) as caught:
        workflow.compile()
    assert (caught.value.code, caught.value.node_id) == (code, finding.node_id)
    assert " -> " in caught.value.message
    assert not workflow.plan().ok
    # As the editor does, on request.
    batch = workflow.compile(validate=False)
    assert len(batch.graph["edges"]) == len(edges) - 1
    assert [finding.code for finding in batch.warnings] == ["deleted_invalid_edge"]


def test_a_plan_says_an_invalid_edge_once(make_workflow: MakeWorkflow) -> None:
    plan = make_workflow({"a": ("add", {}), "b": ("add", {})}, "a.value > b.z").plan()
    assert [finding.code for finding in plan.findings] == ["deleted_invalid_edge"]
    assert plan.batch is not None


# --- Nodes of unknown types ------------------------------------------------------------------------------------------

UNKNOWN = {"u": ("my_prompt", {"text": "hi"}), "v": ("my_other", {}), "s": ("string", {"value": ""}), **SAVE}
UNKNOWN_EDGES = ["u.value > s.value", "u.value > v.text"]


def test_kept_nodes_and_their_edges_are_not_called_left_out(make_workflow: MakeWorkflow) -> None:
    batch = make_workflow(UNKNOWN, *UNKNOWN_EDGES).compile(unknown_nodes="keep")
    assert len(batch.graph["edges"]) == 2
    assert [(f.code, f.severity, f.node_id) for f in batch.warnings] == [
        ("missing_template", "warning", "u"),
        ("missing_template", "warning", "v"),
    ]
    assert all("sent as it is" in finding.message for finding in batch.warnings)


def test_an_edge_that_is_invalid_for_another_reason_is_refused_in_every_mode(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow(UNKNOWN, *UNKNOWN_EDGES, "u.value > gone.text")
    for mode in ("keep", "drop"):
        with pytest.raises(GraphError) as caught:
            workflow.compile(unknown_nodes=mode)
        assert caught.value.code == "missing_node"
    warnings = workflow.compile(unknown_nodes="keep", validate=False).warnings
    assert [f.code for f in warnings if f.code == "deleted_invalid_edge"] == ["deleted_invalid_edge"]


def test_dropped_nodes_and_their_edges_are_reported_as_left_out(make_workflow: MakeWorkflow) -> None:
    batch = make_workflow(UNKNOWN, *UNKNOWN_EDGES).compile(unknown_nodes="drop")
    assert Counter(f.code for f in batch.warnings) == {"missing_template": 2, "deleted_invalid_edge": 2}
    assert {f.severity for f in batch.warnings} == {"warning"}
    assert all("left out" in f.message for f in batch.warnings)


def test_lint_says_each_edge_and_each_node_once(make_workflow: MakeWorkflow) -> None:
    findings = make_workflow(UNKNOWN, *UNKNOWN_EDGES).lint()
    assert len(set(map(str, findings))) == len(findings)
    edges = [f for f in findings if f.code == "missing_invocation_template"]
    assert len(edges) == 2
    both = next(f for f in edges if f.params["target"] == "v.text")
    assert [issue.params["type"] for issue in both.issues] == ["my_prompt", "my_other"]
    assert len([f for f in findings if f.code == "missing_template"]) == 2
    # An input that a node of an unknown type feeds is not called empty.
    fed = make_workflow({"u": ("my_node", {}), "i": ("image", {}), **SAVE}, "u.image > i.image")
    assert "missing_input" not in [f.code for f in fed.lint()]


@pytest.mark.parametrize(
    ("node_type", "pack", "text", "absent"),
    [
        ("canny_image_processor", "invokeai", "canny_edge_detection", "install"),
        ("canny_image_processor", "Unknown", "canny_edge_detection", "install"),
        ("midas_depth_image_processor", "invokeai", "depth_anything_depth_estimation", "install"),
        ("flux_text_to_image", "invokeai", "flux_denoise and flux_vae_decode", "kontext"),
        ("step_param_easing", "invokeai", "removed", "install"),
        ("string_to_int", "Unknown", "install the node pack", "string_join"),
        ("my_node", "my-pack", "'my-pack'", "InvokeAI removed"),
        ("canny_image_processor", "my-pack", "'my-pack'", "canny_edge_detection"),
        ("future_node", "invokeai", "release", "install"),
    ],
)
def test_the_advice_for_a_node_of_an_unknown_type(
    make_workflow: MakeWorkflow, node_type: str, pack: str, text: str, absent: str
) -> None:
    raw = make_workflow({"n": (node_type, {})}).definition.to_dict()
    raw["nodes"][0]["data"]["nodePack"] = pack
    workflow = Workflow(WorkflowDefinition(raw))
    (finding,) = [finding for finding in workflow.lint() if finding.code == "missing_template"]
    assert text in (finding.fix or "")
    assert absent not in (finding.fix or "")
    with pytest.raises(UnknownNodeError) as caught:
        workflow.compile()
    assert text in caught.value.message


# --- Models of InvokeAI 3 --------------------------------------------------------------------------------------------

LEGACY = {"model_name": "tiny", "base_model": "sd-1", "model_type": "main"}


def make_legacy(make_workflow: MakeWorkflow, cls: type[Workflow] = Workflow, **values: object) -> Workflow:
    workflow = make_workflow(
        {"m": ("main_model_loader", {"model": LEGACY, **values}), **SAVE},
        form=["m.model"],
        node_labels={"m": "My loader"},
    )
    return cls(workflow.definition)


def test_a_model_of_invokeai_3_is_a_remark_if_it_is_looked_up(make_workflow: MakeWorkflow) -> None:
    workflow = make_legacy(make_workflow, Connected)
    (finding,) = workflow.findings
    assert finding.severity == "info"
    for text in ("main_model_loader 'My loader'", "'tiny'", "sd-1", "main", "InvokeAI 3", "looked up by name"):
        assert text in finding.message
    assert "left out" not in finding.message
    assert workflow.warnings == ()
    assert errors_of(workflow) == []
    assert workflow.inputs["Model"].value == "tiny"
    assert "tiny" in str(workflow.describe())
    (pending,) = workflow.needs().pending
    assert pending == PendingModel("tiny", ("sd-1",), ("main",))
    batch = workflow.compile(context=CompileContext(answers={pending: MODEL}))
    assert batch.graph["nodes"]["m"]["model"] == MODEL
    assert batch.warnings == ()


def test_without_a_server_the_model_that_is_left_out_is_named(make_workflow: MakeWorkflow) -> None:
    workflow = make_legacy(make_workflow)
    assert errors_of(workflow) == []
    (warning,) = workflow.compile(validate=False).warnings
    assert warning.severity == "warning"
    assert "'tiny'" in warning.message
    assert "left out" in warning.message
    with pytest.raises(FieldValueError, match="'tiny'") as caught:
        workflow.compile()
    assert caught.value.code == "pending_value"
    workflow.inputs["Model"] = MODEL
    assert workflow.compile().warnings == ()


@pytest.mark.parametrize(
    ("models", "severity"),
    [
        ([MODEL], "info"),
        ([{**MODEL, "name": "TINY"}], "info"),
        ([{**MODEL, "base": "sdxl"}], "error"),
        ([], "error"),
    ],
)
def test_lint_knows_whether_the_model_is_found(
    make_workflow: MakeWorkflow, models: list[dict[str, str]], severity: str
) -> None:
    (finding,) = [f for f in make_legacy(make_workflow).lint(models=models) if f.code == "missing_model"]
    assert finding.severity == severity


def test_two_models_of_one_name_are_an_error_of_lint(make_workflow: MakeWorkflow) -> None:
    models = [MODEL, {**MODEL, "key": "k2", "hash": "h2"}]
    (finding,) = [f for f in make_legacy(make_workflow).lint(models=models) if f.severity == "error"]
    assert finding.code == "ambiguous_model"
    workflow = make_workflow({"m": ("main_model_loader", {}), **SAVE})
    workflow.inputs["m", "model"] = "tiny"
    assert [f.code for f in workflow.lint(models=models) if f.severity == "error"] == ["ambiguous_model"]
    assert [f.code for f in workflow.lint(models=[]) if f.severity == "error"] == ["missing_model"]
    assert workflow.lint(models=[MODEL]) == workflow.lint()


def test_models_that_are_not_sent_are_no_errors(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"a": ("add", {"model": MODEL}), "m": ("core_metadata", {"model": MODEL}), **SAVE})
    assert [f.code for f in workflow.lint(models=[]) if f.severity == "error"] == []


# --- Lint and compile agree ------------------------------------------------------------------------------------------

NODES = {
    "i": ("integer", {"value": 3}),
    "n": ("noise", {"seed": 1, "width": 64}),
    "m": ("integer_math", {"operation": "ADD"}),
    "p": ("image", {"image": {"image_name": "a.png"}}),
    "l": ("main_model_loader", {"model": MODEL}),
    "b": ("integer_batch", {"integers": [1, 2], "batch_group_id": "None"}),
    "g": ("integer_generator", {"generator": {"type": "integer_generator_parse_string", "input": "1,2"}}),
    "c": ("connector", {}),
    "k": ("collect", {}),
    "u": ("my_node", {"x": 1}),
}
EDGES = ["i.value > c.in", "c.out > n.seed", "b.value > m.a", "p.image > k.item", "g.integers > b.integers"]
MORE_EDGES = ["i.value > n.width", "n.noise > m.b", "u.value > m.b", "m.value > i.value", "x.y > m.b", "c.out > m.b"]
VALUES = st.sampled_from(
    [None, -1, 0, 2**33, 0.5, "x", "", True, [], [1], {}, {"image_name": "b.png"}, {**MODEL, "base": "flux"}, LEGACY]
)


def compile_error(workflow: Workflow) -> WorkflowError | None:
    """Return the error of compiling, if everything that a server must answer is answered."""
    placeholders = {pending: pending.placeholder for pending in workflow.needs().pending}
    try:
        workflow.compile(context=evolve(workflow.context, answers=placeholders))
    except WorkflowError as error:
        return error
    return None


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_lint_reports_an_error_exactly_if_compiling_is_refused(
    make_workflow: MakeWorkflow, data: st.DataObject
) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(NODES)), min_size=1))
    nodes = copy.deepcopy({name: NODES[name] for name in names})
    edges = [edge for edge in EDGES if edge[0] in names and edge.split(" > ")[1][0] in names]
    edges += data.draw(st.lists(st.sampled_from(MORE_EDGES), max_size=2))
    for name in data.draw(st.sets(st.sampled_from(sorted(names)), max_size=2)):
        fields = [*nodes[name][1]] or ["value"]
        nodes[name][1][data.draw(st.sampled_from(fields))] = data.draw(VALUES)
    workflow = make_workflow(nodes, *edges)
    error = compile_error(workflow)
    codes = errors_of(workflow)
    if error is None:
        assert codes == []
        assert workflow.check() == []
    else:
        assert error.code in codes or (codes and isinstance(error, UnknownNodeError))


def test_shared_findings_have_one_severity(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow(UNKNOWN, *UNKNOWN_EDGES, "s.value > save.gone")
    by_text = {finding.message: finding.severity for finding in workflow.findings}
    for finding in (*workflow.lint(), *workflow.plan().findings):
        assert by_text.get(finding.message, finding.severity) == finding.severity


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[3] / "examples" / "workflows").glob("*.json")))
def test_the_examples_have_no_errors(path: Path) -> None:
    workflow = Workflow(WorkflowDefinition(json.loads(path.read_text())))
    assert set(errors_of(workflow)) <= {"missing_input"}  # its model and image


def test_checking_never_raises() -> None:
    workflow = Workflow(
        WorkflowDefinition.from_graph({"nodes": {"a": {"id": "a", "type": "add", "a": 2**70}}, "edges": []}),
        catalogue=Catalogue.load_bundled(),
    )
    try:
        workflow.check()
    except InvokeAIError:
        pytest.fail("check raised")
