"""Lint compared with the server: the server rejects or fails what lint calls an error, and runs everything else."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import httpx
import pytest

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.lint import lint
from invokeai_sdk.workflow.workflow import Workflow

MODEL = {"key": "no-such-key", "hash": "blake3:0", "name": "Nowhere", "base": "sd-1", "type": "main"}


def workflow_of(nodes: dict[str, tuple[str, dict[str, Any]]], edges: Sequence[str] = ()) -> Workflow:
    """Return a workflow with nodes `{id: (type, values)}` and edges `source.field > target.field`, without the cache."""
    catalogue = Catalogue.load_bundled()
    drawn = []
    for id_, (type_, values) in nodes.items():
        inputs = {n: {"name": n, "label": "", "description": "", "value": value} for n, value in values.items()}
        version = catalogue[type_].version if type_ in catalogue else "1.0.0"
        data = {"id": id_, "type": type_, "version": version, "label": "", "notes": "", "nodePack": "invokeai"}
        data |= {"inputs": inputs, "isOpen": True, "isIntermediate": True, "useCache": False}
        drawn.append({"id": id_, "type": "invocation", "position": {"x": 0, "y": 0}, "data": data})
    connected = []
    for place, edge in enumerate(edges):
        (source, source_handle), (target, target_handle) = (end.split(".") for end in edge.split(" > "))
        ends = {"source": source, "sourceHandle": source_handle, "target": target, "targetHandle": target_handle}
        connected.append({"id": f"e{place}", "type": "default", **ends})
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    meta = {"category": "user", "version": "4.0.0"}
    raw = {**texts, "nodes": drawn, "edges": connected, "exposedFields": [], "meta": meta}
    return Workflow(WorkflowDefinition.from_dict(raw))


def errors_of(workflow: Workflow) -> list[str]:
    """Return the codes of the errors that lint reports."""
    return [finding.code for finding in lint(workflow, models=[]) if finding.severity == "error"]


def verdict(server_url: str, body: dict[str, Any]) -> str:
    """Enqueue a request body, and return its outcome: `refused`, `nothing runs`, or the final status of the item."""
    with httpx.Client(base_url=server_url, timeout=30) as http:
        answer = http.post("/api/v1/queue/default/enqueue_batch", json=body)
        if answer.status_code == 422:
            return "refused"
        answer.raise_for_status()
        if not answer.json()["item_ids"]:
            return "nothing runs"
        (item_id,) = answer.json()["item_ids"]
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            status = http.get(f"/api/v1/queue/default/i/{item_id}").json()["status"]
            if status in ("completed", "failed", "canceled"):
                return str(status)
            time.sleep(0.05)
    raise AssertionError("the item did not end within 60 seconds")


def body_of(workflow: Workflow) -> dict[str, Any]:
    """Return the request that the editor would send."""
    return workflow.compile(validate=False).body(str(uuid4()))


def body_with_every_edge(nodes: dict[str, tuple[str, dict[str, Any]]], edges: Sequence[str]) -> dict[str, Any]:
    """Return a request with all edges, valid or not; the editor would leave out invalid edges and unknown nodes."""
    body = workflow_of(nodes).compile(validate=False, unknown_nodes="keep").body(str(uuid4()))
    ends = [[dict(zip(("node_id", "field"), end.split("."), strict=True)) for end in e.split(" > ")] for e in edges]
    body["batch"]["graph"]["edges"] = [{"source": source, "destination": target} for source, target in ends]
    return body


@pytest.mark.parametrize(
    ("type_", "values", "code"),
    [
        ("float_to_int", {"value": 1.5, "multiple": 0}, "below_minimum"),
        ("random_range", {"seed": 2**32}, "above_maximum"),
        ("noise", {"width": 0}, "below_exclusive_minimum"),
        ("noise", {"width": 12}, "not_a_multiple"),
        ("integer", {"value": "one"}, "wrong_type"),
        ("integer_math", {"operation": "PLUS"}, "not_an_option"),
        ("scheduler", {"scheduler": "eulr"}, "not_an_option"),
        ("image", {}, "missing_input"),
        ("main_model_loader", {"model": MODEL}, "missing_model"),
        ("denoise_latents", {"cfg_rescale_multiplier": 1}, "above_exclusive_maximum"),
        ("iterate", {}, "iterate_without_collection"),
        ("collect", {}, "collect_without_input"),
    ],
)
def test_the_server_rejects_or_fails_what_lint_calls_an_error(
    server_url: str, type_: str, values: dict[str, Any], code: str
) -> None:
    workflow = workflow_of({"x": (type_, values)})
    assert code in errors_of(workflow)
    assert verdict(server_url, body_of(workflow)) in ("refused", "failed")


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        ("noise", {"seed": 2**32 - 1, "width": 64, "height": 64}),
        ("integer_math", {"operation": "MUL", "a": 2, "b": 3}),
        ("scheduler", {"scheduler": "er_sde"}),
        ("color", {"color": {"r": 0, "g": 128, "b": 255, "a": 255}}),
        ("float_collection", {"collection": [1, 2.5]}),
        ("boolean_collection", {"collection": [True, False]}),
        ("string", {"value": "naïve ☃"}),
    ],
)
def test_a_workflow_without_lint_errors_runs(server_url: str, type_: str, values: dict[str, Any]) -> None:
    workflow = workflow_of({"x": (type_, values)})
    assert errors_of(workflow) == []
    assert verdict(server_url, body_of(workflow)) == "completed"


def graph_of(nodes: dict[str, str], edges: list[str]) -> dict[str, Any]:
    """Return a graph of node types and edges `source.field > target.field`, unlike any that the editor would send."""
    built = {
        id_: {"id": id_, "type": type_, "is_intermediate": True, "use_cache": False} for id_, type_ in nodes.items()
    }
    ends = [[dict(zip(("node_id", "field"), end.split("."), strict=True)) for end in e.split(" > ")] for e in edges]
    return {"id": "g", "nodes": built, "edges": [{"source": s, "destination": d} for s, d in ends]}


ADD_TWICE = {"a": ("add", {}), "b": ("add", {})}
GROUPED = {"batch_group_id": "Group 1"}


@pytest.mark.parametrize(
    ("nodes", "edges", "code", "outcome"),
    [
        ({"a": ("add", {})}, ["a.value > a.b"], "cannot_connect_to_self", "refused"),
        ({"a": ("add", {})}, ["gone.value > a.a"], "missing_node", "refused"),
        ({"a": ("add", {}), "x": ("unheard_of", {})}, ["x.value > a.a"], "missing_invocation_template", "refused"),
        (ADD_TWICE, ["a.value > b.z"], "missing_field_template", "refused"),
        (
            {"a": ("add", {}), "s": ("save_image", {})},
            ["a.value > s.board"],
            "cannot_connect_to_direct_input",
            "refused",
        ),
        (
            {"a": ("add", {}), "i": ("blank_image", {}), "c": ("collect", {})},
            ["a.value > c.item", "i.image > c.item"],
            "cannot_mix_and_match_collection_item_types",
            "refused",
        ),
        ({"i": ("blank_image", {}), "a": ("add", {})}, ["i.image > a.a"], "field_types_must_match", "refused"),
        (ADD_TWICE, ["a.value > b.a", "b.value > a.a"], "connection_would_create_cycle", "refused"),
        # The server accepts two edges into one input, and uses one of them.
        (ADD_TWICE, ["a.value > b.a", "a.value > b.a"], "cannot_duplicate_connection", "completed"),
        (
            {**ADD_TWICE, "c": ("add", {})},
            ["a.value > c.a", "b.value > c.a"],
            "input_may_only_have_one_connection",
            "completed",
        ),
    ],
)
def test_edges_that_lint_calls_errors(server_url: str, nodes: Any, edges: list[str], code: str, outcome: str) -> None:
    assert code in errors_of(workflow_of(nodes, edges))
    assert verdict(server_url, body_with_every_edge(nodes, edges)) == outcome


@pytest.mark.parametrize(
    ("nodes", "edges", "code", "outcome"),
    [
        (
            {
                "s": ("integer_batch", {"integers": [1], **GROUPED}),
                "r": ("integer_batch", {"integers": [1, 2], **GROUPED}),
            },
            ["s.value > a.a", "r.value > a.b"],
            "batch_node_collection_size_mismatch",
            "refused",
        ),
        # Accepted with status 200, but no item is created.
        ({"s": ("integer_batch", {"integers": []})}, ["s.value > a.a"], "batch_node_empty_collection", "nothing runs"),
    ],
)
def test_batches_that_lint_calls_errors(server_url: str, nodes: Any, edges: list[str], code: str, outcome: str) -> None:
    workflow = workflow_of({"a": ("add", {}), **nodes}, edges)
    assert code in errors_of(workflow)
    assert verdict(server_url, body_of(workflow)) == outcome


def test_a_field_varied_twice_is_refused_by_the_server_too(server_url: str) -> None:
    workflow = workflow_of({"a": ("add", {})})
    workflow.batch(product={("a", "a"): [1, 2], "a.a": [3]})
    assert "duplicate_batch_field" in errors_of(workflow)
    assert verdict(server_url, body_of(workflow)) == "refused"
