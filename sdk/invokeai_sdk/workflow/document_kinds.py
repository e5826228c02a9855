"""Kinds of JSON documents that are no workflow: those that contain one or a graph, and descriptions of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk._types import JSONObject

_GRAPH_ADVICE: Final = "WorkflowDefinition.from_graph builds a workflow from a graph"


@frozen
class Contents:
    """The workflow and the graph that a document contains, each as JSON or as JSON text, `None` if it has none."""

    workflow: JSONObject | str | None = None
    graph: JSONObject | str | None = None


def is_workflow(raw: JSONObject) -> bool:
    """Return whether a document is a workflow, valid or not."""
    return isinstance(raw.get("nodes"), list) and "meta" in raw


def is_graph(raw: object) -> bool:
    """Return whether a JSON value is a graph."""
    if not isinstance(raw, dict) or not isinstance(raw.get("nodes"), dict):
        return False
    nodes = raw["nodes"].values()
    return isinstance(raw.get("edges"), list) and all(
        isinstance(n, dict) and isinstance(n.get("type"), str) for n in nodes
    )


def find_contents(raw: JSONObject) -> Contents | None:
    """Find the workflow and the graph in a document that is no workflow itself.

    Such a document is a graph, a record of the server's library, a queue item, a session, or what the server stores
    with an image.

    Returns:
        What the document contains; `None` if it is a document of another kind.
    """
    if is_graph(raw):
        return Contents(graph=raw)
    if "nodes" in raw or _is_batch(raw):
        return None
    session = raw.get("session")
    graph = session.get("graph") if isinstance(session, dict) else raw.get("graph")
    workflow = raw.get("workflow")
    if _is_object_text(workflow) or (isinstance(workflow, dict) and "nodes" in workflow):
        return Contents(workflow, graph if is_graph(graph) or _is_object_text(graph) else None)
    if is_graph(graph) or (_is_object_text(graph) and "workflow" in raw):
        return Contents(graph=graph)
    return None


def _is_object_text(value: object) -> bool:
    """Return whether a value can be the text of a JSON object, as the server sends what it stores with an image."""
    return isinstance(value, str) and value.lstrip().startswith("{")


def describe_document(raw: Mapping[str, Any]) -> str | None:
    """Say what a document is that is no workflow, and what to do; `None` if the kind is unknown."""
    return next((text for applies, text in _OTHER_KINDS if applies(raw)), None)


def _is_batch(raw: Mapping[str, Any]) -> bool:
    return (
        isinstance(raw.get("graph"), dict)
        and ("runs" in raw or "data" in raw or "batch_id" in raw)
        and "item_id" not in raw
    )


def _has_batch(raw: Mapping[str, Any]) -> bool:
    return isinstance(raw.get("batch"), dict)


def _is_early_file(raw: Mapping[str, Any]) -> bool:
    return isinstance(raw.get("nodes"), list) and "viewport" in raw and "meta" not in raw


def _is_comfy(raw: Mapping[str, Any]) -> bool:
    if isinstance(raw.get("nodes"), list):
        return "links" in raw or "last_node_id" in raw
    nodes = [value for value in raw.values() if isinstance(value, dict)]
    return bool(nodes) and all("class_type" in node for node in nodes)


def _is_flow(raw: Mapping[str, Any]) -> bool:
    return isinstance(raw.get("nodes"), list) and isinstance(raw.get("edges"), list) and "meta" not in raw


_OTHER_KINDS: Final[tuple[tuple[Callable[[Mapping[str, Any]], bool], str], ...]] = (
    (
        _has_batch,
        (
            "it is the body of an enqueue request; its workflow is body['batch']['workflow'], and "
            f"body['batch']['graph'] is the graph: {_GRAPH_ADVICE}"
        ),
    ),
    (_is_batch, f"it is a batch; its workflow is batch['workflow'], and batch['graph'] is the graph: {_GRAPH_ADVICE}"),
    (
        _is_comfy,
        "it is a workflow of ComfyUI, which InvokeAI cannot run",
    ),
    (
        _is_early_file,
        (
            "it is from InvokeAI 3.0, before workflow schema 1.0.0; InvokeAI cannot open it either. Build the workflow "
            "again in the editor"
        ),
    ),
    (
        _is_flow,
        (
            "it has nodes and edges but no meta; such files are from before workflow schema 1.0.0, and InvokeAI cannot "
            "open them either"
        ),
    ),
    (lambda raw: isinstance(raw.get("nodes"), dict) and "edges" not in raw, "it is a catalogue of node types"),
    (lambda raw: isinstance(raw.get("nodes"), dict), f"it looks like a graph, but is damaged; {_GRAPH_ADVICE}"),
    (lambda raw: "openapi" in raw and "paths" in raw, "it is an OpenAPI document; Catalogue.from_openapi reads it"),
    (
        lambda raw: isinstance(raw.get("items"), list),
        "it is a page of a list; load one of its items, or use the server's answer for a single workflow",
    ),
    (
        lambda raw: isinstance(raw.get("inputs"), list) and "version" in raw,
        "it is an input map; Workflow.verify_input_map compares it with a workflow",
    ),
    (
        lambda raw: "generation_mode" in raw or ("app_version" in raw and "positive_prompt" in raw),
        "it is the metadata of an image, which has neither workflow nor graph; load the image itself",
    ),
    (
        lambda raw: isinstance(raw.get("image_name"), str) or isinstance(raw.get("video_name"), str),
        "it is the record of an image or video; load the image or video itself: its handle, or the PNG",
    ),
    (lambda raw: "detail" in raw and "nodes" not in raw, "it is an error that a server answered with"),
    (lambda raw: "workflow" in raw, "it states a workflow that is empty or no JSON object"),
)
"""Kinds of documents that contain no workflow that can be loaded, each with its description, the surest first."""
