"""The overlay: every correction has a reason and still has something to correct."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from codegen.overlay import apply_overlay
from codegen.spec import OVERLAY, CodegenError


@pytest.fixture
def overlay(tmp_path):
    def write(*actions):
        path = tmp_path / "overlay.yaml"
        with path.open("w") as file:
            YAML().dump({"overlay": "1.0.0", "actions": list(actions)}, file)
        return path

    return write


def action(target, **what):
    return {"target": target, "description": "a test", **what}


def test_update_merges_objects_and_appends_to_lists(overlay):
    document = {"a": {"b": {"keep": 1, "list": [1], "scalar": "old"}}}
    apply_overlay(document, overlay(action("$.a.b", update={"list": [2], "scalar": "new", "more": {"x": 1}})))
    assert document == {"a": {"b": {"keep": 1, "list": [1, 2], "scalar": "new", "more": {"x": 1}}}}


def test_update_of_a_list_appends_one_entry(overlay):
    document = {"parameters": [{"name": "first"}]}
    apply_overlay(document, overlay(action("$.parameters", update={"name": "second"})))
    assert document == {"parameters": [{"name": "first"}, {"name": "second"}]}


def test_remove(overlay):
    document = {"paths": {"/x/{id}": {"get": 1, "put": 2}}}
    apply_overlay(document, overlay(action("$.paths['/x/{id}'].get", remove=True)))
    assert document == {"paths": {"/x/{id}": {"put": 2}}}


def test_wildcards_reach_every_child(overlay):
    document = {"paths": {"/x": {"head": {"a": 1}}, "/y": {"head": {}, "get": {}}}}
    apply_overlay(document, overlay(action("$.paths.*.head", update={"seen": True})))
    assert document == {"paths": {"/x": {"head": {"a": 1, "seen": True}}, "/y": {"head": {"seen": True}, "get": {}}}}


def test_updates_are_not_shared_between_matches(overlay):
    document = {"a": {"x": {}, "y": {}}}
    apply_overlay(document, overlay(action("$.a.*", update={"made": {}})))
    document["a"]["x"]["made"]["only"] = "here"
    assert document["a"]["y"] == {"made": {}}


def test_actions_apply_in_order(overlay):
    document = {"a": {"old": 1}}
    apply_overlay(document, overlay(action("$.a.old", remove=True), action("$.a", update={"old": 2})))
    assert document == {"a": {"old": 2}}


@pytest.mark.parametrize("target", ["$.paths.nowhere", "$.paths['/gone'].get", "$.paths.*.trace"])
def test_a_target_that_matches_nothing_fails(overlay, target):
    with pytest.raises(CodegenError, match="matches nothing"):
        apply_overlay({"paths": {"/x": {"get": {}}}}, overlay(action(target, remove=True)))


@pytest.mark.parametrize("target", ["$..deep", "$.a[?(@.b)]", "$.a[0]"])
def test_other_json_path_is_refused(overlay, target):
    with pytest.raises(CodegenError, match="JSONPath that is not supported"):
        apply_overlay({"a": [{}]}, overlay(action(target, remove=True)))


def test_a_correction_without_a_reason_is_refused(overlay):
    with pytest.raises(CodegenError, match="has no description"):
        apply_overlay({"a": {}}, overlay({"target": "$.a", "remove": True}))


def test_the_bundled_overlay_is_an_overlay_1_0_document():
    overlay = YAML(typ="safe").load(OVERLAY.read_text("utf-8"))
    assert overlay["overlay"] == "1.0.0"
    assert overlay["info"].keys() == {"title", "version"}
    for entry in overlay["actions"]:
        assert entry.keys() in ({"target", "description", "update"}, {"target", "description", "remove"})
