"""What lint calls an error, the server refuses or fails on; what it lets pass, runs."""

import time
from typing import Any
from uuid import uuid4

import httpx
import pytest

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.lint import lint
from invokeai_sdk.workflow.workflow import Workflow

MODEL = {"key": "no-such-key", "hash": "blake3:0", "name": "Nowhere", "base": "sd-1", "type": "main"}


def workflow_of(type_: str, values: dict[str, Any]) -> Workflow:
    """Make a workflow of one node, which the server may not answer from its cache."""
    fields = {name: {"name": name, "label": "", "description": "", "value": value} for name, value in values.items()}
    data = {"id": "x", "type": type_, "version": Catalogue.bundled()[type_].version, "label": "", "notes": ""}
    data |= {"inputs": fields, "isOpen": True, "isIntermediate": True, "useCache": False, "nodePack": "invokeai"}
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    node = {"id": "x", "type": "invocation", "position": {"x": 0, "y": 0}, "data": data}
    meta = {"category": "user", "version": "4.0.0"}
    return Workflow(
        WorkflowDefinition.from_dict({**texts, "nodes": [node], "edges": [], "exposedFields": [], "meta": meta})
    )


def verdict(server_url: str, workflow: Workflow) -> str:
    """Enqueue what the editor would send, whatever lint says; return what becomes of it."""
    body = workflow.compile(validate=False).body(str(uuid4()))
    with httpx.Client(base_url=server_url, timeout=30) as http:
        answer = http.post("/api/v1/queue/default/enqueue_batch", json=body)
        if answer.status_code == 422:
            return "refused"
        answer.raise_for_status()
        (item_id,) = answer.json()["item_ids"]
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            status = http.get(f"/api/v1/queue/default/i/{item_id}").json()["status"]
            if status in ("completed", "failed", "canceled"):
                return str(status)
            time.sleep(0.05)
    raise AssertionError("the item did not end")


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
        ("iterate", {}, "iterate_without_collection"),
        ("collect", {}, "collect_without_input"),
    ],
)
def test_an_error_of_lint_is_one_of_the_server(server_url: str, type_: str, values: dict[str, Any], code: str) -> None:
    workflow = workflow_of(type_, values)
    assert code in [finding.code for finding in lint(workflow, models=[]) if finding.severity == "error"]
    assert verdict(server_url, workflow) in ("refused", "failed")


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
def test_what_lint_lets_pass_runs(server_url: str, type_: str, values: dict[str, Any]) -> None:
    workflow = workflow_of(type_, values)
    assert [finding for finding in lint(workflow, models=[]) if finding.severity == "error"] == []
    assert verdict(server_url, workflow) == "completed"
