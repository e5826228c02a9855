"""Workflow files of schemas 1.0.0 and 2.0.0, and nodes of older versions of their types."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk import UNSET, Workflow, WorkflowDefinition
from invokeai_sdk.errors import WorkflowFormatError, WorkflowMigrationError

if TYPE_CHECKING:
    from collections.abc import Callable

TYPE_V2 = {"name": "IntegerField", "isCollection": False, "isCollectionOrScalar": False}
META = {"name": "", "author": "", "description": "", "version": "", "contact": "", "tags": "", "notes": ""}


def document(schema: str) -> dict[str, Any]:
    """Build a workflow of an older schema: one `add` node and a note."""
    type_ = "integer" if schema == "1.0.0" else TYPE_V2
    slot = {"fieldKind": "input", "label": "", "type": type_}
    data = {
        "id": "n",
        "type": "add",
        "version": "1.0.1",
        "label": "",
        "notes": "",
        "isOpen": True,
        "isIntermediate": True,
        "embedWorkflow": False,
        "useCache": True,
        "inputs": {"a": {**slot, "id": "1", "name": "a", "value": 2}, "b": {**slot, "id": "2", "name": "b"}},
        "outputs": {"value": {"id": "3", "name": "value", "fieldKind": "output", "type": type_}},
    }
    note = {
        "id": "note",
        "type": "notes",
        "data": {"id": "note", "type": "notes", "label": "", "notes": "", "isOpen": True},
    }
    size = {"position": {"x": 0, "y": 0}, "width": 320, "height": 200}
    nodes = [{"id": "n", "type": "invocation", "data": data, **size}, {**note, **size}]
    return {**META, "nodes": nodes, "edges": [], "exposedFields": [], "meta": {"category": "user", "version": schema}}


def change(raw: dict[str, Any], path: tuple[Any, ...], value: object) -> None:
    *parents, last = path
    inner: Any = raw
    for key in parents:
        inner = inner[key]
    inner[last] = value


@pytest.mark.parametrize("schema", ["1.0.0", "2.0.0"])
def test_an_older_document_loads(schema: str) -> None:
    workflow = Workflow(WorkflowDefinition.from_dict(document(schema)))
    sent = workflow.compile().graph["nodes"]["n"]
    assert sent["a"] == 2
    assert "b" not in sent


INPUT = ("nodes", 0, "data", "inputs", "a")
OUTPUT = ("nodes", 0, "data", "outputs", "value")


@pytest.mark.parametrize("schema", ["1.0.0", "2.0.0"])
@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("nodes", 1, "type"), "connector", "nodes.1.type"),
        (("nodes", 1, "width"), 0, "nodes.1.width"),
        ((*INPUT, "fieldKind"), "output", "nodes.0.data.inputs.a.fieldKind"),
        ((*OUTPUT, "fieldKind"), "input", "nodes.0.data.outputs.value.fieldKind"),
        ((*INPUT, "type"), "unheard-of", "nodes.0.data.inputs.a.type"),
        ((*OUTPUT, "type"), "unheard-of", "nodes.0.data.outputs.value.type"),
    ],
)
def test_a_mistake_in_an_older_document_is_named(schema: str, path: tuple[Any, ...], value: object, where: str) -> None:
    raw = document(schema)
    change(raw, path, value)
    with pytest.raises(WorkflowFormatError) as caught:
        Workflow(WorkflowDefinition.from_dict(raw))
    assert where in str(caught.value)


def test_a_value_that_schema_1_did_not_take_is_refused() -> None:
    raw = document("1.0.0")
    change(raw, (*INPUT, "value"), "two")
    with pytest.raises(WorkflowFormatError, match=r"nodes\.0\.data\.inputs\.a\.value"):
        Workflow(WorkflowDefinition.from_dict(raw))


def test_a_list_of_schema_1_must_be_sound_and_is_not_kept() -> None:
    raw = document("1.0.0")
    change(raw, (*INPUT, "type"), "IntegerCollection")
    change(raw, (*INPUT, "value"), [1, 2])
    assert Workflow(WorkflowDefinition.from_dict(raw)).inputs["n", "a"].value is UNSET
    change(raw, (*INPUT, "value"), ["one"])
    with pytest.raises(WorkflowFormatError, match=r"nodes\.0\.data\.inputs\.a\.value"):
        Workflow(WorkflowDefinition.from_dict(raw))


def test_an_output_type_without_a_successor_cannot_be_migrated() -> None:
    raw = document("1.0.0")
    change(raw, (*OUTPUT, "type"), "ONNXModelField")
    with pytest.raises(WorkflowMigrationError):
        Workflow(WorkflowDefinition.from_dict(raw))


# --- Nodes of older versions -----------------------------------------------------------------------------------------


@pytest.fixture
def save(make_workflow: Callable[..., Workflow]) -> Callable[..., dict[str, Any]]:
    """Make the JSON of a workflow whose node "n" is of the given type, version and inputs."""

    def save(type_: str, version: str, inputs: dict[str, Any], *edges: str) -> dict[str, Any]:
        nodes = {"n": (type_, inputs), "images": ("image_collection", {})}
        raw = make_workflow(nodes, *edges).definition.to_dict()
        raw["nodes"][0]["data"]["version"] = version
        return raw

    return save


def inputs_of(raw: dict[str, Any]) -> dict[str, Any]:
    workflow = Workflow(WorkflowDefinition.from_dict(raw))
    return {name: entry.value for name, entry in workflow.nodes["n"].inputs.items()}


PICTURES = [{"image_name": "a.png"}]


def test_direct_images_of_an_older_collection_node_are_moved(save: Callable[..., dict[str, Any]]) -> None:
    assert inputs_of(save("image_collection", "1.0.0", {"collection": PICTURES}))["images"] == PICTURES


@pytest.mark.parametrize(
    ("inputs", "edges"),
    [
        ({"collection": PICTURES, "images": [{"image_name": "b.png"}]}, []),
        ({"collection": PICTURES}, ["images.collection > n.collection"]),
        ({"collection": None}, []),
    ],
    ids=["has images", "connected", "nothing to move"],
)
def test_direct_images_stay_where_moving_would_be_wrong(
    save: Callable[..., dict[str, Any]], inputs: dict[str, Any], edges: list[str]
) -> None:
    raw = save("image_collection", "1.0.0", inputs, *edges)
    assert inputs_of(raw)["images"] != PICTURES


def test_another_major_version_is_left_alone(save: Callable[..., dict[str, Any]]) -> None:
    raw = save("add", "99.0.0", {"a": 1})
    before = copy.deepcopy(raw)
    workflow = Workflow(WorkflowDefinition.from_dict(raw))
    assert list(workflow.nodes["n"].inputs) == ["a"]
    assert workflow.definition.raw == before
