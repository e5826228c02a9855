"""Updating nodes to the catalogue's version: dropped values are reported, and renamed inputs can be kept."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.node_history import REMOVED_FIELDS, RENAMED_FIELDS
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]
BUNDLED = Catalogue.load_bundled()


@pytest.fixture
def make_old(make_workflow: MakeWorkflow) -> Callable[..., WorkflowDefinition]:
    """Make the definition of a workflow whose nodes have the versions in `versions`, by node id."""

    def make(nodes: dict[str, Any], *edges: str, versions: dict[str, str], **options: Any) -> WorkflowDefinition:
        exposed = options.pop("exposed", [])
        raw = make_workflow(nodes, *edges, **options).definition.to_dict()
        for node in raw["nodes"]:
            node["data"]["version"] = versions.get(node["id"], node["data"]["version"])
        raw["exposedFields"] = [dict(zip(("nodeId", "fieldName"), e.split("."), strict=True)) for e in exposed]
        return WorkflowDefinition(raw)

    return make


SD3 = {"d": ("sd3_denoise", {"num_steps": 30, "cfg_scale": 5.0})}


def test_a_renamed_input_is_reported_with_its_value_and_its_new_name(make_old: Any) -> None:
    workflow = Workflow(make_old(SD3, versions={"d": "1.0.0"}, exposed=["d.num_steps", "d.cfg_scale"]))
    # The graph and the form are those of the editor …
    assert workflow.compile(validate=False).graph["nodes"]["d"]["steps"] == 10
    assert [inp.field_name for inp in workflow.inputs] == ["cfg_scale"]
    # … and the loss is reported, wherever findings are.
    dropped, field = (finding for finding in workflow.findings if finding.field_name == "num_steps")
    assert (dropped.code, dropped.severity, dropped.node_id) == ("dropped_value", "warning", "d")
    assert dropped.params["value"] == 30
    assert dropped.params["current_name"] == "steps"
    for text in ("num_steps", "30", "1.0.0", BUNDLED["sd3_denoise"].version, "steps"):
        assert text in dropped.message
    assert (field.code, field.severity) == ("missing_exposed_field", "warning")
    assert dropped in workflow.lint()
    assert dropped in workflow.compile(validate=False).warnings


def test_a_renamed_input_is_kept_on_request(make_old: Any) -> None:
    old = make_old(
        SD3 | {"s": ("integer", {"value": 40})},
        "s.value > d.num_steps",
        versions={"d": "1.0.0"},
        exposed=["d.num_steps", "d.cfg_scale"],
        labels={"d.num_steps": "Number of steps"},
    )
    workflow = Workflow(old.rename_fields())
    assert [inp.label for inp in workflow.inputs] == ["Number of steps", "CFG Scale"]
    assert workflow.is_connected("d", "steps")
    assert workflow.raw_value("d", "steps") == 30
    assert [finding.code for finding in workflow.findings] == ["renamed_field"]
    assert old.rename_fields().rename_fields().raw == old.rename_fields().raw


def test_a_renamed_input_on_a_form_is_kept_on_request(make_old: Any) -> None:
    old = make_old(SD3, versions={"d": "1.0.0"}, form=["d.num_steps", "d.cfg_scale"])
    assert [inp.field_name for inp in Workflow(old).inputs] == ["cfg_scale"]
    assert [inp.field_name for inp in Workflow(old.rename_fields()).inputs] == ["steps", "cfg_scale"]


def test_nothing_is_renamed_in_a_current_node_or_over_a_value(make_old: Any) -> None:
    for nodes, version in (
        (SD3, BUNDLED["sd3_denoise"].version),
        (SD3, "2.0.0"),
        (SD3, "broken"),
        ({"d": ("sd3_denoise", {"num_steps": 30, "steps": 20})}, "1.0.0"),
    ):
        old = make_old(nodes, versions={"d": version})
        assert old.rename_fields() == old
        assert old.rename_fields().findings == ()


def test_the_edge_of_a_renamed_input_names_the_new_one(make_old: Any) -> None:
    workflow = Workflow(make_old(SD3 | {"s": ("integer", {})}, "s.value > d.num_steps", versions={"d": "1.0.0"}))
    finding = next(finding for finding in workflow.findings if finding.code == "deleted_invalid_edge")
    assert "'steps'" in finding.message


@pytest.mark.parametrize(
    ("node_type", "name"),
    [(t, n) for t, names in [*RENAMED_FIELDS.items(), *REMOVED_FIELDS.items()] for n in names],
)
def test_every_known_loss_is_a_warning(make_old: Any, node_type: str, name: str) -> None:
    major = BUNDLED[node_type].version.split(".")[0]
    workflow = Workflow(make_old({"n": (node_type, {name: "x"})}, versions={"n": f"{major}.0.99"}))
    (finding,) = [finding for finding in workflow.findings if finding.code == "dropped_value"]
    assert (finding.severity, finding.field_name) == ("warning", name)


@pytest.mark.parametrize(
    ("node_type", "value", "pack", "severity"),
    [
        ("add", 9, "invokeai", "info"),  # an input that `add` never had
        ("add", 9, "my-pack", "warning"),  # any input may have belonged to a node of another pack
        ("add", "", "my-pack", "info"),
        ("add", None, "my-pack", None),
    ],
)
def test_values_of_other_inputs(make_old: Any, node_type: str, value: object, pack: str, severity: str | None) -> None:
    catalogue = Catalogue({**BUNDLED, node_type: evolve(BUNDLED[node_type], node_pack=pack)})
    definition = make_old({"n": (node_type, {"zzz": value})}, versions={"n": "1.0.0"})
    findings = Workflow(definition, catalogue=catalogue).findings
    assert [(f.code, f.severity) for f in findings] == ([("dropped_value", severity)] if severity else [])


@given(
    st.dictionaries(st.sampled_from(["num_steps", "steps", "cfg_scale", "zzz", "seed"]), st.integers(), min_size=1),
    st.sampled_from(["1.0.0", "1.1.0"]),
)
def test_every_stored_value_is_loaded_or_reported(values: dict[str, int], version: str) -> None:
    inputs = {name: {"name": name, "label": "", "description": "", "value": value} for name, value in values.items()}
    data = {"id": "d", "type": "sd3_denoise", "version": version, "label": "", "notes": "", "inputs": inputs}
    data |= {"isIntermediate": True, "useCache": True, "isOpen": True}
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    raw = texts | {
        "nodes": [{"id": "d", "type": "invocation", "data": data, "position": {"x": 0, "y": 0}}],
        "edges": [],
        "exposedFields": [],
        "meta": {"version": "3.0.0", "category": "user"},
    }
    for definition in (WorkflowDefinition(raw), WorkflowDefinition(raw).rename_fields()):
        workflow = Workflow(definition)
        reported = {finding.field_name for finding in workflow.findings if finding.code == "dropped_value"}
        renamed = {str(f.params["former_name"]): f.field_name for f in definition.findings}
        for name, value in values.items():
            place = renamed.get(name) or name
            assert name in reported or workflow.raw_value("d", place) == value


# --- Exposed fields --------------------------------------------------------------------------------------------------


def test_exposed_fields_of_unknown_nodes_are_kept_as_on_a_form(make_old: Any) -> None:
    nodes = {"u": ("my_node", {"text": "hi"}), "i": ("integer", {"value": 3})}
    exposed = Workflow(make_old(nodes, versions={}, exposed=["u.text", "i.value", "u.gone", "x.y"]))
    on_form = Workflow(make_old(nodes, versions={}, form=["u.text", "i.value"]))
    assert [(i.node_id, i.field_name, i.value) for i in exposed.inputs] == [
        (i.node_id, i.field_name, i.value) for i in on_form.inputs
    ]
    exposed.inputs["text"] = "ho"
    assert exposed.compile(unknown_nodes="keep").graph["nodes"]["u"]["text"] == "ho"
    skipped = [f for f in exposed.findings if f.code == "missing_exposed_field"]
    assert [(f.node_id, f.field_name) for f in skipped] == [("u", "gone"), ("x", "y")]
