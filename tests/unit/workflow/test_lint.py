"""Lint: a workflow for every finding."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.lint import lint
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]
MODEL = {"key": "k", "hash": "blake3:1", "name": "Model A", "base": "sd-1", "type": "main"}
SAVE = {"save": ("save_image", {"image": {"image_name": "a.png"}})}


def find(findings: list[Finding], code: str) -> Finding:
    matching = [finding for finding in findings if finding.code == code]
    assert matching, f"no {code} among {[finding.code for finding in findings]}"
    return matching[0]


def test_a_valid_workflow_has_no_findings(make_workflow: MakeWorkflow) -> None:
    assert lint(make_workflow(SAVE)) == []


@pytest.mark.parametrize(
    ("nodes", "edges", "code"),
    [
        ({"a": ("add", {})}, ["a.value > a.b"], "cannot_connect_to_self"),
        ({"a": ("add", {}), "b": ("add", {})}, ["a.value > b.a"] * 2, "cannot_duplicate_connection"),
        ({"a": ("add", {})}, ["gone.value > a.a"], "missing_node"),
        ({"a": ("add", {})}, ["a.value > gone.a"], "missing_node"),
        ({"a": ("add", {}), "x": ("unheard_of", {})}, ["x.value > a.a"], "missing_invocation_template"),
        ({"a": ("add", {}), "b": ("add", {})}, ["a.total > b.a"], "missing_field_template"),
        ({"a": ("add", {}), "b": ("add", {})}, ["a.value > b.z"], "missing_field_template"),
        (
            {"a": ("add", {}), "s": ("save_image", {})},
            ["a.value > s.board"],
            "cannot_connect_to_direct_input",
        ),
        (
            {"a": ("add", {}), "i": ("blank_image", {}), "c": ("collect", {})},
            ["a.value > c.item", "i.image > c.item"],
            "cannot_mix_and_match_collection_item_types",
        ),
        (
            {"a": ("add", {}), "b": ("add", {}), "c": ("add", {})},
            ["a.value > c.a", "b.value > c.a"],
            "input_may_only_have_one_connection",
        ),
        ({"i": ("blank_image", {}), "a": ("add", {})}, ["i.image > a.a"], "field_types_must_match"),
        ({"a": ("add", {}), "b": ("add", {})}, ["a.value > b.a", "b.value > a.a"], "connection_would_create_cycle"),
    ],
)
def test_every_rule_for_connections(make_workflow: MakeWorkflow, nodes: Any, edges: list[str], code: str) -> None:
    finding = find(lint(make_workflow({**nodes, **SAVE}, *edges)), code)
    assert finding.severity == "error"
    assert finding.fix
    assert " -> " in finding.message


@pytest.mark.parametrize(
    ("type_", "values", "code", "field_name"),
    [
        ("noise", {"seed": -1}, "below_minimum", "seed"),
        ("noise", {"seed": 2**32}, "above_maximum", "seed"),
        ("noise", {"width": 0}, "below_exclusive_minimum", "width"),
        ("noise", {"width": 12}, "not_a_multiple", "width"),
        ("denoise_latents", {"cfg_rescale_multiplier": 1}, "above_exclusive_maximum", "cfg_rescale_multiplier"),
        ("noise", {"seed": "1"}, "wrong_type", "seed"),
        ("integer_math", {"operation": "PLUS"}, "not_an_option", "operation"),
        ("image", {}, "missing_input", "image"),
        ("main_model_loader", {"model": {**MODEL, "base": "flux"}}, "model_base", "model"),
        ("main_model_loader", {"model": {**MODEL, "type": "vae"}}, "model_type", "model"),
        ("color", {"color": {"r": 1}}, "unusable_value", "color"),
        ("add", {"c": 1}, "missing_field_template", "c"),
    ],
)
def test_every_rule_for_values(
    make_workflow: MakeWorkflow, type_: str, values: dict[str, object], code: str, field_name: str
) -> None:
    finding = find(lint(make_workflow({"x": (type_, values), **SAVE})), code)
    assert (finding.node_id, finding.field_name) == ("x", field_name)


@pytest.mark.parametrize(
    ("type_", "field_name", "value", "rules", "code"),
    [
        ("string", "value", "ab", {"min_length": 3}, "text_too_short"),
        ("string", "value", "abcd", {"max_length": 3}, "text_too_long"),
        ("string_collection", "collection", ["ab", "abcd"], {"max_length": 3}, "text_too_long"),
        ("string_collection", "collection", ["a"], {"min_items": 2}, "too_few_items"),
        ("string_collection", "collection", [], {"min_items": 1}, "collection_empty"),
        ("integer_collection", "collection", [1, 2, 3], {"max_items": 2}, "too_many_items"),
    ],
)
def test_rules_that_no_bundled_node_has(
    make_workflow: MakeWorkflow, type_: str, field_name: str, value: object, rules: dict[str, int], code: str
) -> None:
    ours = Catalogue.load_bundled()
    slot = evolve(ours[type_].inputs[field_name], **rules)
    stricter = Catalogue({**ours, type_: evolve(ours[type_], inputs={field_name: slot})})
    workflow = make_workflow({"x": (type_, {field_name: value}), **SAVE})
    finding = find(workflow.lint(catalogue=stricter), code)
    assert (finding.node_id, finding.field_name, finding.severity) == ("x", field_name, "error")
    assert code not in [finding.code for finding in lint(workflow)]


GONE = CompileContext(
    missing_images=frozenset({"a.png"}),
    missing_videos=frozenset({"v.mp4"}),
    missing_boards=frozenset({"b"}),
    missing_models=frozenset({"k"}),
)


@pytest.mark.parametrize(
    ("nodes", "code"),
    [
        ({}, "image_access_error"),
        ({"x": ("video", {"video": {"video_name": "v.mp4"}})}, "video_access_error"),
        ({"x": ("img_blur", {"board": {"board_id": "b"}})}, "board_access_error"),
        ({"x": ("main_model_loader", {"model": MODEL})}, "model_access_error"),
        ({"x": ("call_saved_workflow", {"workflow_id": "w"})}, "problem_retrieving_workflow"),
    ],
)
def test_references_that_the_server_does_not_have(make_workflow: MakeWorkflow, nodes: Any, code: str) -> None:
    assert find(lint(make_workflow({**nodes, **SAVE}, context=GONE)), code).severity == "warning"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: raw.update(form={"elements": {}, "rootElementId": "root"}), "invalid_form"),
        (
            lambda raw: raw["form"]["elements"]["e0"]["data"]["fieldIdentifier"].update(nodeId="gone"),
            "deleted_missing_node_field_form_element",
        ),
        (lambda raw: raw["nodes"].append({"id": "c", "type": "current_image"}), "dropped_editor_node"),
        (lambda raw: raw["nodes"].append(raw["nodes"][0]), "duplicate_node_id"),
        (lambda raw: raw["nodes"][0]["data"].update(version="9.0.0"), "unable_to_update_node"),
    ],
)
def test_changes_made_by_loading(
    make_workflow: MakeWorkflow, change: Callable[[dict[str, Any]], object], code: str
) -> None:
    raw = make_workflow(SAVE, form=["save.image"]).definition.to_dict()
    change(raw)
    find(lint(Workflow(WorkflowDefinition.from_dict(raw))), code)


def test_values_set_after_loading_are_checked(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"n": ("noise", {"seed": 1}), **SAVE})
    workflow.inputs["n", "seed"].set_json(-1)
    assert find(lint(workflow), "below_minimum").params["bound"] == 0


def test_an_unknown_node_type_suggests_similar_types(make_workflow: MakeWorkflow) -> None:
    finding = find(lint(make_workflow({"x": ("nois", {}), **SAVE})), "missing_template")
    assert finding.severity == "error"
    assert "noise" in str(finding.fix)


def test_another_catalogue_gives_other_findings(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"n": ("noise", {"seed": 1}), **SAVE})
    workflow.inputs["n", "seed"] = 7
    ours = Catalogue.load_bundled()
    noise = evolve(
        ours["noise"],
        version="2.0.0",
        inputs={**ours["noise"].inputs, "seed": evolve(ours["noise"].inputs["seed"], maximum=5)},
    )
    theirs = Catalogue({**ours, "noise": noise})
    findings = workflow.lint(catalogue=theirs)
    assert find(findings, "unable_to_update_node").node_id == "n"
    assert find(findings, "above_maximum").field_name == "seed"
    assert not [finding for finding in lint(workflow) if finding.node_id == "n" and finding.severity == "error"]


def test_variations_are_checked_against_another_catalogue(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"n": ("noise", {"seed": 1}), **SAVE})
    workflow.batch(product={("n", "seed"): [1, 7]})
    noise = Catalogue.load_bundled()["noise"]
    limited = evolve(noise, inputs={**noise.inputs, "seed": evolve(noise.inputs["seed"], maximum=5)})
    assert "above_maximum" not in [finding.code for finding in workflow.lint()]
    stricter = Catalogue({**Catalogue.load_bundled(), "noise": limited})
    assert find(workflow.lint(catalogue=stricter), "above_maximum").field_name == "seed"


SAME_FILES = {**MODEL, "key": "k9", "name": "Renamed"}
SAME_NAME = {**MODEL, "key": "k8", "hash": "blake3:2"}
SIMILAR = {**MODEL, "key": "k7", "hash": "blake3:3", "name": "Model B"}
OTHER_BASE = {**MODEL, "key": "k6", "hash": "blake3:4", "base": "sdxl"}


@pytest.mark.parametrize(
    ("models", "suggestion"),
    [
        ([SIMILAR, SAME_NAME, SAME_FILES], "k9"),
        ([SIMILAR, SAME_NAME, OTHER_BASE], "k8"),
        ([SIMILAR, OTHER_BASE], "k7"),
        ([OTHER_BASE], None),
        ([], None),
    ],
)
def test_a_missing_model_gets_a_replacement(
    make_workflow: MakeWorkflow, models: list[Any], suggestion: str | None
) -> None:
    workflow = make_workflow({"m": ("main_model_loader", {"model": MODEL}), **SAVE})
    records = [SimpleNamespace(**model) for model in models]
    finding = find(lint(workflow, models=records), "missing_model")
    assert finding.params["suggestion"] == suggestion
    assert (str(suggestion) if suggestion else "install") in str(finding.fix)
    assert "missing_model" not in [f.code for f in lint(workflow, models=[*records, SimpleNamespace(**MODEL)])]
    assert "missing_model" not in [f.code for f in lint(workflow)]


def test_loras_and_legacy_models_are_checked_too(make_workflow: MakeWorkflow) -> None:
    old = {"model_name": "Model A", "base_model": "sd-1", "model_type": "main"}
    lora = {**MODEL, "key": "l", "type": "lora"}
    nodes = {
        "m": ("main_model_loader", {"model": old}),
        "l": ("lora_collection_loader", {"loras": [{"lora": lora, "weight": 1}]}),
    }
    findings = [f for f in lint(make_workflow({**nodes, **SAVE}), models=[MODEL]) if f.code == "missing_model"]
    assert {(f.node_id, f.params["suggestion"]) for f in findings} == {("m", "k"), ("l", None)}


def test_variants_and_formats_are_checked_against_the_server(make_workflow: MakeWorkflow) -> None:
    bundled = Catalogue.load_bundled()
    place = next(
        (node, slot) for node in bundled.values() for slot in node.inputs.values() if slot.model_variant and slot.name
    )
    node, slot = place
    model = {**MODEL, "base": (slot.model_base or ("any",))[0], "type": (slot.model_type or ("main",))[0]}
    workflow = make_workflow({"x": (node.type, {slot.name: model}), **SAVE})
    finding = find(lint(workflow, models=[{**model, "variant": "no_such", "format": "diffusers"}]), "model_variant")
    assert finding.params["value"] == "no_such"
    node, slot = next((node, slot) for node in bundled.values() for slot in node.inputs.values() if slot.model_format)
    model = {**MODEL, "base": (slot.model_base or ("any",))[0], "type": (slot.model_type or ("main",))[0]}
    workflow = make_workflow({"x": (node.type, {slot.name: model}), **SAVE})
    assert find(lint(workflow, models=[{**model, "format": "ckpt"}]), "model_format").params["value"] == "ckpt"


def test_unused_nodes(make_workflow: MakeWorkflow) -> None:
    findings = lint(
        make_workflow(
            {"a": ("add", {}), "b": ("add", {}), "g": ("integer_generator", {}), "k": ("connector", {}), **SAVE},
            "a.value > b.a",
            "k.out > b.b",
        )
    )
    unused = {(f.node_id, f.severity) for f in findings if f.code == "unused_node"}
    assert unused == {("a", "warning"), ("b", "warning"), ("g", "info")}
    assert find(findings, "unfed_connector").node_id == "k"
    assert find(lint(make_workflow({"a": ("add", {})})), "no_output").severity == "info"


def test_graphs_that_the_server_would_refuse(make_workflow: MakeWorkflow) -> None:
    assert find(lint(make_workflow({"i": ("iterate", {}), **SAVE})), "iterate_without_collection").severity == "error"
    assert find(lint(make_workflow({"c": ("collect", {}), **SAVE})), "collect_without_input").severity == "error"
    assert find(lint(make_workflow({})), "no_nodes").severity == "error"
    empty = make_workflow({"s": ("string_batch", {"strings": []}), "t": ("string", {}), **SAVE}, "s.value > t.value")
    assert find(lint(empty), "batch_node_empty_collection").severity == "error"
    lone = make_workflow({"s": ("string_batch", {"strings": ["a"]}), **SAVE})
    assert find(lint(lone), "batch_node_not_connected").node_id == "s"


GROUPED = {"batch_group_id": "Group 1"}
TEXT = {"t": ("string", {"value": ""}), "u": ("string", {"value": ""}), **SAVE}


@pytest.mark.parametrize(
    ("nodes", "edges", "code"),
    [
        (
            {"s": ("string_batch", {"strings": ["a"], **GROUPED}), "r": ("string_batch", {"strings": [], **GROUPED})},
            ["s.value > t.value", "r.value > u.value"],
            "batch_node_collection_size_mismatch",
        ),
        ({"s": ("string_batch", {})}, ["s.value > t.value"], "missing_batch_collection"),
        ({"s": ("integer_batch", {"integers": [1]})}, ["s.value > t.value"], "bad_batch_item"),
        (
            {
                "s": ("float_batch", {"floats": []}),
                "g": ("float_generator", {"generator": {"type": "float_generator_parse_string", "input": "1e400"}}),
            },
            ["g.floats > s.floats", "s.value > t.value"],
            "non_finite_batch_item",
        ),
        (
            {
                "s": ("string_batch", {"strings": []}),
                "g": ("string_generator", {"generator": {"type": "no_such_generator"}}),
            },
            ["g.strings > s.strings", "s.value > t.value"],
            "invalid_generator",
        ),
        (
            {
                "s": ("integer_batch", {"integers": []}),
                "g": (
                    "integer_generator",
                    {"generator": {"type": "integer_generator_arithmetic_sequence", "count": 10**9}},
                ),
            },
            ["g.integers > s.integers", "s.value > t.value"],
            "generator_count",
        ),
        ({"s": ("integer_batch", {"integers": [2**32]}), "n": ("noise", {})}, ["s.value > n.seed"], "above_maximum"),
    ],
)
def test_batches_that_the_server_would_refuse(
    make_workflow: MakeWorkflow, nodes: Any, edges: list[str], code: str
) -> None:
    assert find(lint(make_workflow({**nodes, **TEXT}, *edges)), code).severity == "error"


def test_a_field_that_varies_twice(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow(TEXT, form=["t.value"], labels={"t.value": "Prompt"})
    workflow.batch(product={"Prompt": ["a", "b"], ("t", "value"): ["c"]})
    assert find(lint(workflow), "duplicate_batch_field").field_name == "value"


def test_errors_are_first_and_the_workflow_is_not_changed(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"a": ("add", {}), "n": ("noise", {"seed": -1}), **SAVE})
    before = workflow.definition.to_json()
    severities = [finding.severity for finding in lint(workflow)]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert workflow.definition.to_json() == before
