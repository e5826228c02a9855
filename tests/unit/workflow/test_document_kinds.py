"""Documents that contain a workflow or a graph are taken; others are refused with what they are and what to do."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.errors import InvokeAIError, WorkflowFormatError, WorkflowVersionError
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.document_kinds import describe_document, find_contents
from invokeai_sdk.workflow.plan import diff
from invokeai_sdk.workflow.workflow import Workflow

ADD = {"id": "a", "type": "add", "a": 1, "b": 2, "use_cache": True, "is_intermediate": True}
GRAPH = {"id": "g", "nodes": {"a": ADD}, "edges": []}


@pytest.fixture
def raw(make_workflow: Callable[..., Workflow]) -> dict[str, Any]:
    return make_workflow({"a": ("add", {"a": 1, "b": 3})}).definition.to_dict()


def read(document: Any, tmp_path: Path) -> list[WorkflowDefinition]:
    path = tmp_path / "document.json"
    path.write_text(json.dumps(document))
    return [
        WorkflowDefinition.from_dict(document),
        WorkflowDefinition.from_json(json.dumps(document)),
        WorkflowDefinition.from_file(path),
    ]


@pytest.mark.parametrize(
    "document",
    [
        GRAPH,
        {"nodes": GRAPH["nodes"], "edges": []},
        {"id": "s", "graph": GRAPH, "execution_graph": {"nodes": {}, "edges": []}, "results": {}},
        {"item_id": 1, "batch_id": "b", "session": {"graph": GRAPH}, "workflow": None},
        {"workflow": None, "graph": json.dumps(GRAPH)},
        {"workflow": None, "graph": GRAPH},
    ],
)
def test_a_document_with_a_graph_is_taken(document: dict[str, Any], tmp_path: Path) -> None:
    for definition in read(document, tmp_path):
        assert diff(GRAPH, Workflow(definition).compile()) == ()


def test_a_document_with_a_workflow_is_taken(raw: dict[str, Any], tmp_path: Path) -> None:
    for document in (
        raw,
        {"workflow_id": "x", "name": "r", "workflow": raw, "created_at": "…"},
        {"workflow": raw},
        {"workflow": json.dumps(raw), "graph": None},
        {"item_id": 1, "session": {"id": "s"}, "workflow": raw},
    ):
        for definition in read(document, tmp_path):
            assert definition.raw == raw


def test_the_graph_beside_a_workflow_has_the_values_that_ran(raw: dict[str, Any], tmp_path: Path) -> None:
    for document in (
        {"item_id": 1, "session": {"graph": GRAPH}, "workflow": raw},
        {"workflow": json.dumps(raw), "graph": json.dumps(GRAPH)},
        {"workflow": raw, "graph": GRAPH},
    ):
        for definition in read(document, tmp_path):
            assert Workflow(definition).raw_value("a", "b") == 2
            assert [finding.code for finding in definition.findings] == ["embedded_graph_value"]


def test_the_catalogue_describes_the_nodes_of_a_graph() -> None:
    graph = {"nodes": {"n": {"id": "n", "type": "mine", "a": 1}}, "edges": []}
    nodes = {"mine": Catalogue.load_bundled()["add"]}
    definition = WorkflowDefinition.from_dict(graph, catalogue=nodes)
    assert definition.raw["nodes"][0]["data"]["version"] == nodes["mine"].version


COMFY_API = {"3": {"class_type": "KSampler", "inputs": {"seed": 1}}, "4": {"class_type": "VAEDecode", "inputs": {}}}


@pytest.mark.parametrize(
    ("document", "texts"),
    [
        ({"batch": {"graph": GRAPH, "runs": 1}, "prepend": False}, ["enqueue", "batch", "from_graph"]),
        ({"graph": GRAPH, "runs": 1}, ["batch", "from_graph"]),
        ({"nodes": [], "edges": [], "viewport": {"x": 0, "y": 0, "zoom": 1}}, ["InvokeAI 3.0", "1.0.0"]),
        ({"nodes": [{"id": "a"}], "edges": []}, ["no meta"]),
        ({"last_node_id": 3, "last_link_id": 2, "nodes": [], "links": [], "version": 0.4}, ["ComfyUI"]),
        (COMFY_API, ["ComfyUI"]),
        ({"items": [], "page": 0, "pages": 1, "total": 0}, ["list", "items"]),
        ({"openapi": "3.1.0", "paths": {}}, ["OpenAPI"]),
        (Catalogue.load_bundled().to_json(), ["node types"]),
        ({"version": 1, "workflow": "x", "inputs": []}, ["input map"]),
        ({"generation_mode": "txt2img", "positive_prompt": "x"}, ["metadata"]),
        ({"image_name": "a.png", "width": 8}, ["image"]),
        ({"detail": "Not Found"}, ["error"]),
        ({"workflow": {"hello": "world"}}, ["workflow"]),
        ({"nodes": {"a": {"no": "type"}}, "edges": []}, ["graph", "damaged"]),
        ({"hello": "world"}, ["meta.version"]),
        ({"meta": {"version": 3}}, ["meta.version", "a number"]),
    ],
)
def test_any_other_document_is_named_with_advice(document: dict[str, Any], texts: list[str]) -> None:
    with pytest.raises(WorkflowVersionError) as caught:
        Workflow(WorkflowDefinition.from_dict(document))
    assert caught.value.code == "unable_to_get_workflow_version"
    for text in texts:
        assert text in caught.value.message


def test_a_graph_that_was_wrapped_unread_is_named() -> None:
    with pytest.raises(WorkflowVersionError, match="from_graph"):
        Workflow(WorkflowDefinition(GRAPH))


def test_lists_and_pictures_are_named(tmp_path: Path) -> None:
    with pytest.raises(WorkflowFormatError, match="a list of 2 entries; load one of them"):
        WorkflowDefinition.from_json("[1, 2]")
    path = tmp_path / "picture.json"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(WorkflowFormatError, match="from_image"):
        WorkflowDefinition.from_file(path)


KEYS = "nodes edges meta workflow graph session batch runs data type id links items inputs version detail"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(['{"nodes": []}', "{}", "["]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "nodes",
                    "edges",
                    "meta",
                    "workflow",
                    "graph",
                    "session",
                    "batch",
                    "runs",
                    "data",
                    "type",
                    "id",
                    "links",
                    "items",
                    "inputs",
                    "version",
                    "detail",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_no_document_raises_anything_but_typed_errors(document: Any) -> None:
    if isinstance(document, dict):
        find_contents(document)
        describe_document(document)
    with suppress(InvokeAIError):
        Workflow(WorkflowDefinition.from_dict(document)).compile(validate=False)
