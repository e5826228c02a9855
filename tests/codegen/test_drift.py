"""The report on what changed, and on what that breaks in the hand-written code."""

from __future__ import annotations

from copy import deepcopy

import pytest
from codegen.uses import Use, uses

from codegen.drift import broken, changes, report
from codegen.facts import facts_of
from codegen.spec import operations, schemas


@pytest.fixture
def changed(bundled):
    """A copy of the bundled document to change."""
    return deepcopy(bundled)


@pytest.fixture(scope="module")
def before(bundled):
    """The facts of the bundled document."""
    return facts_of(bundled)


def found(before, document):
    return {(change.section, change.sign, change.name) for change in changes(before, facts_of(document))}


def test_nothing_changed(bundled):
    said = report(bundled, bundled)
    assert said.count("no change") == 8
    assert said.endswith("hand-written code: nothing broken")


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


def test_hand_written_code_that_names_what_vanished(before, changed):
    del changed["paths"]["/api/v1/app/version"]
    ids = operations(changed)["get", "/api/v1/queue/{queue_id}/item_ids"]
    ids["parameters"] = [p for p in ids["parameters"] if p["name"] != "order_dir"]
    named = [
        Use("app.app_version", frozenset(), certain=True, where="a.py:1"),
        Use("app.app_version", frozenset(), certain=False, where="b.py:2"),
        Use("queue.get_queue_item_ids", frozenset({"queue_id", "order_dir", "timeout"}), certain=True, where="c.py:3"),
        Use("queue.get_queue_item_idz", frozenset(), certain=True, where="d.py:4"),
        Use("images.zip", frozenset(), certain=False, where="e.py:5"),
    ]
    assert broken(before, facts_of(changed), named) == [
        "a.py:1 names app.app_version, which does not exist",
        "b.py:2 names app.app_version, which does not exist",
        "c.py:3 gives order_dir to queue.get_queue_item_ids, which no longer takes it",
        "d.py:4 names queue.get_queue_item_idz, which does not exist",
    ]


def test_uses_are_read_from_the_source(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "module.py").write_text(
        '"""Not a use: app.app_version in a sentence."""\n'
        "async def f(self, t):\n"
        '    await self._t.call("app.app_version", timeout=3)\n'
        '    name = "queue.resume"\n'
        '    async with t.stream("images.get_image_full", image_name=name):\n'
        "        pass\n"
    )
    assert uses(tmp_path) == [
        Use("app.app_version", frozenset({"timeout"}), certain=True, where="inner/module.py:3"),
        Use("queue.resume", frozenset(), certain=False, where="inner/module.py:4"),
        Use("images.get_image_full", frozenset({"image_name"}), certain=True, where="inner/module.py:5"),
    ]
