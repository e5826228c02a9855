"""Patches: any field by path, checked before any is set."""

from collections.abc import Callable
from typing import Any

import pytest

from invokeai_sdk.errors import FieldValueError, PatchError
from invokeai_sdk.workflow.patching import patch
from invokeai_sdk.workflow.workflow import Workflow

MODEL = {"key": "k", "hash": "h", "name": "L", "base": "sd-1", "type": "lora"}
LORAS = [{"lora": MODEL, "weight": 0.5}, {"lora": {**MODEL, "key": "k2"}, "weight": 0.75}]


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    return make_workflow(
        {
            "n1": ("noise", {"seed": 1, "width": 512, "use_cpu": True}),
            "n2": ("noise", {"seed": 2, "width": 512, "use_cpu": True}),
            "with.dots": ("add", {"a": 1, "b": 2}),
            "loras": ("lora_collection_loader", {"loras": LORAS}),
            "colour": ("color", {"color": {"r": 1, "g": 2, "b": 3, "a": 255}}),
            "image": ("image", {}),
            "note": ("string", {"value": "noise"}),
        },
        node_labels={"n1": "First noise", "note": "A label"},
    )


def values(workflow: Workflow, *places: str) -> list[object]:
    return [workflow.raw_value(*place.split(".")) for place in places]


@pytest.mark.parametrize(
    ("path", "value", "places", "expected"),
    [
        ("n1.seed", 9, ["n1.seed", "n2.seed"], [9, 2]),
        ("First noise.seed", 9, ["n1.seed", "n2.seed"], [9, 2]),
        ("color.color.a", 7, ["colour.color"], [{"r": 1, "g": 2, "b": 3, "a": 7}]),
        ("noise.*.seed", 9, ["n1.seed", "n2.seed"], [9, 9]),
        ("noise.n2.seed", 9, ["n1.seed", "n2.seed"], [1, 9]),
        ("*.use_cpu", False, ["n1.use_cpu", "n2.use_cpu"], [False, False]),
        ("**.seed", 9, ["n1.seed", "n2.seed"], [9, 9]),
        (("n1", "seed"), 9, ["n1.seed"], [9]),
        ("n1.height", 640, ["n1.height"], [640]),
        ("add.a", 5, [], []),
        ("colour.color", "#000000", ["colour.color"], [{"r": 0, "g": 0, "b": 0, "a": 255}]),
    ],
)
def test_a_path_changes_the_fields_that_it_matches(
    workflow: Workflow, path: Any, value: object, places: list[str], expected: list[object]
) -> None:
    workflow.patch(path, value)
    assert values(workflow, *places) == expected


def test_paths_inside_lists(workflow: Workflow) -> None:
    workflow.patch("loras.loras.*.weight", 1)
    workflow.patch("loras.loras.0.lora.name", "Other")
    value: Any = workflow.raw_value("loras", "loras")
    assert [entry["weight"] for entry in value] == [1, 1]
    assert [entry["lora"]["name"] for entry in value] == ["Other", "L"]
    assert LORAS[0]["weight"] == 0.5, "a copy is patched"


def test_a_tuple_path_can_contain_names_with_dots(workflow: Workflow) -> None:
    workflow.patch(("with.dots", "a"), 5)
    assert workflow.raw_value("with.dots", "a") == 5


def test_values_are_not_interpreted_as_glom_specifications(workflow: Workflow) -> None:
    workflow.patch("note.value", "n1.seed")
    assert workflow.raw_value("note", "value") == "n1.seed"


@pytest.mark.parametrize(
    ("path", "suggestion", "says"),
    [
        ("n1.sed", "seed", "has no field"),
        ("noize.*.seed", "noise", "no node has the id, label or type"),
        ("*.sed", "seed", "no node"),
        ("noise.*.stpes", None, "stpes"),
        ("noise.seed", None, "'noise' matches 2 nodes.*id 'n1'.*id 'n2'"),
        ("n1", None, "names no field"),
        ("", None, "not a path"),
        ("n1..seed", None, "not a path"),
        ("color.color.alpha", None, "nothing is at 'alpha'"),
        ("loras.loras.5.weight", None, "nothing is at '5'"),
        ("loras.loras.*.wieght", "weight", "nothing is at 'wieght'"),
        ("image.image.image_name", None, "no value to change a part of"),
        ("n1.seed.real", None, "nothing is at 'real'"),
        (("n1", True), None, "not a path"),
    ],
)
def test_a_path_that_matches_nothing_is_refused(
    workflow: Workflow, path: Any, suggestion: str | None, says: str
) -> None:
    with pytest.raises(PatchError, match=says) as caught:
        workflow.patch(path, 1)
    if suggestion is not None:
        assert suggestion in caught.value.suggestions


def test_a_refused_patch_changes_nothing(workflow: Workflow) -> None:
    with pytest.raises(FieldValueError, match="-1 is not at least 0"):
        workflow.patch({"n1.seed": 5, "n2.seed": -1})
    with pytest.raises(PatchError):
        workflow.patch({"n1.seed": 5, "n2.sed": 1})
    assert values(workflow, "n1.seed", "n2.seed") == [1, 2]
    workflow.patch({"noise.*.seed": 5, "n2.seed": 6})
    assert values(workflow, "n1.seed", "n2.seed") == [5, 6]


def test_a_change_inside_a_value_is_checked(workflow: Workflow) -> None:
    with pytest.raises(FieldValueError, match="colour"):
        workflow.patch("colour.color.a", 300)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.*.w", {"a": [{"w": 9}, {"w": 9}, {}], "c": {"w": {"w": 2}}}),
        ("a.0.w", {"a": [{"w": 9}, {"w": 1}, {}], "c": {"w": {"w": 2}}}),
        ("c.w", {"a": [{"w": 0}, {"w": 1}, {}], "c": {"w": 9}}),
        ("**.w", {"a": [{"w": 9}, {"w": 9}, {}], "c": {"w": 9}}),
    ],
)
def test_any_json_can_be_patched(path: str, expected: object) -> None:
    data = {"a": [{"w": 0}, {"w": 1}, {}], "c": {"w": {"w": 2}}}
    before = repr(data)
    assert patch(data, path, 9) == expected
    assert repr(data) == before
    with pytest.raises(PatchError):
        patch(data, "a.*.x", 9)
