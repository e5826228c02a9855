"""The report of changes, and the type errors that a change causes in the hand-written code."""

from __future__ import annotations

from copy import deepcopy

import pytest

from codegen.drift import find_changes, find_type_errors, report
from codegen.facts import collect_facts
from codegen.generate import generate
from codegen.spec import ROOT, operations, schemas


@pytest.fixture
def changed(bundled):
    """A copy of the bundled document to change."""
    return deepcopy(bundled)


@pytest.fixture(scope="module")
def before(bundled):
    """The facts of the bundled document."""
    return collect_facts(bundled)


def found(before, document):
    return {(change.section, change.sign, change.name) for change in find_changes(before, collect_facts(document))}


def test_nothing_changed(bundled):
    said = report(bundled, bundled)
    assert said.count("no change") == 8


def test_operations(before, changed):
    changed["paths"]["/api/v1/app/moon"] = {"get": {"operationId": "moon", "tags": ["app"], "responses": {}}}
    del changed["paths"]["/api/v1/app/version"]
    changed["paths"]["/api/v1/app/logging"]["get"]["operationId"] = "loudness"
    assert found(before, changed) >= {
        ("operations", "+", "GET /api/v1/app/moon"),
        ("operations", "-", "GET /api/v1/app/version"),
        ("operations", "~", "GET /api/v1/app/logging"),
    }


def test_parameters(before, changed):
    operation = operations(changed)["get", "/api/v1/queue/{queue_id}/item_ids"]
    operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "order_dir"]
    operation["parameters"].append({"name": "since", "in": "query", "required": True, "schema": {"type": "string"}})
    assert found(before, changed) == {
        ("parameters", "-", "queue.get_queue_item_ids(order_dir)"),
        ("parameters", "+", "queue.get_queue_item_ids(since)"),
    }


def test_required_fields(before, changed):
    board = schemas(changed)["BoardDTO"]
    board["required"].remove("board_name")
    board["properties"]["colour"] = {"type": "string"}
    del board["properties"]["archived"]
    assert found(before, changed) == {
        ("fields", "~", "BoardDTO.board_name"),
        ("fields", "+", "BoardDTO.colour"),
        ("fields", "-", "BoardDTO.archived"),
    }


def test_enums(before, changed):
    schemas(changed)["ImageCategory"]["enum"].append("sketch")
    schemas(changed)["SessionQueueItem"]["properties"]["status"]["enum"].remove("waiting")
    assert found(before, changed) == {
        ("enum values", "+", "ImageCategory = 'sketch'"),
        ("enum values", "-", "SessionQueueItem.status = 'waiting'"),
    }


def test_events(before, changed):
    schemas(changed)["MoonRisenEvent"] = schemas(changed).pop("QueueClearedEvent")
    assert found(before, changed) >= {("events", "+", "moon_risen"), ("events", "-", "queue_cleared")}


def test_nodes(before, changed):
    named = schemas(changed)
    add, noise = named["AddInvocation"], named["NoiseInvocation"]
    add["version"] = "2.0.0"
    add["properties"]["a"]["default"] = 5
    add["properties"]["c"] = add["properties"]["b"]
    noise["properties"]["noise_type"]["enum"].append("pink")
    named["SubtractInvocation"]["class"] = "retired"
    assert {entry for entry in found(before, changed) if entry[0] in ("nodes", "node fields", "enum values")} == {
        ("nodes", "~", "add"),
        ("nodes", "-", "sub"),
        ("node fields", "~", "add.a"),
        ("node fields", "+", "add.c"),
        ("enum values", "+", "noise.noise_type = 'pink'"),
    }


def test_parts_of_what_is_new_are_not_listed(before, changed):
    schemas(changed)["BoardDTO"]["properties"]["owner"] = {"$ref": "#/components/schemas/Owner"}
    schemas(changed)["Owner"] = {"type": "object", "properties": {"name": {"type": "string"}}}
    assert found(before, changed) == {("schemas", "+", "Owner"), ("fields", "+", "BoardDTO.owner")}


def test_a_removed_parameter_is_a_type_error_at_the_line_that_passes_it(changed, tmp_path, monkeypatch):
    monkeypatch.setenv("MYPY_CACHE_DIR", str(tmp_path / "cache"))
    operation = operations(changed)["post", "/api/v1/boards/"]
    operation["parameters"] = [p for p in operation["parameters"] if p["name"] != "board_name"]
    generate(changed, tmp_path / "invokeai_api", server_version="6.15.0")
    (error,) = find_type_errors(tmp_path)
    place, _, message = error.partition(": error: ")
    path, line = place.split(":")
    assert path == "sdk/invokeai_sdk/repositories/boards.py"
    assert "create_board(" in (ROOT.parent / path).read_text("utf-8").splitlines()[int(line) - 1]
    assert message.startswith('Unexpected keyword argument "board_name" for "create_board"')
