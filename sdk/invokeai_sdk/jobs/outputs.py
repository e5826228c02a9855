"""Outputs of nodes, and the names of the images and videos in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from invokeai_sdk.jobs.json_checks import to_object, to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from invokeai_sdk._types import JSONObject, JSONValue

PASSING_NODES: Final = frozenset({"load_image", "image", "video"})
"""Node types that output their input; the editor shows none of their outputs as a result
(`invokeai/frontend/web/src/services/events/onInvocationComplete.tsx`)."""

CALLING_NODE: Final = "call_saved_workflow"
"""The node type that runs another workflow as a child job and outputs what the workflow returns."""


@frozen(kw_only=True)
class NodeOutput:
    """One output of one node.

    Attributes:
        node_id: the id of the node in the workflow and in the submitted graph.
        node_type: the type of the node, such as `l2i`.
        prepared_id: the server's id of this execution of the node.
        index: the round of an iteration, from 0; 0 outside of an iteration.
        is_intermediate: whether the node's images are kept out of the gallery.
        data: the output as the server sent it: `type` and the fields of the output.
    """

    node_id: str
    node_type: str
    prepared_id: str
    index: int = 0
    is_intermediate: bool = False
    data: JSONObject = field(factory=dict)

    @property
    def type(self) -> str:
        """The type of the output, such as `image_output`."""
        return str(self.data.get("type", ""))

    @property
    def value(self) -> Any:
        """The number, text, flag or list that the node output; None for an output without such a value."""
        return self.data.get("value", self.data.get("collection"))

    @property
    def image_names(self) -> tuple[str, ...]:
        """The names of the images in the output, in order."""
        return tuple(name for _, name in find_names(self.data, "image_name"))

    @property
    def video_names(self) -> tuple[str, ...]:
        """The names of the videos in the output, in order."""
        return tuple(name for _, name in find_names(self.data, "video_name"))


def find_names(data: JSONValue, key: str) -> Iterator[tuple[str, str]]:
    """Yield the field of the output and the name for every image or video in an output, in order, at any depth.

    Args:
        data: an output.
        key: `image_name` or `video_name`.
    """
    rest: list[tuple[str, JSONValue]] = [("", data)]  # a stack, because a server may nest without limit
    while rest:
        field_name, value = rest.pop()
        if isinstance(value, dict):
            name = value.get(key)
            if isinstance(name, str):
                yield field_name, name
            else:
                rest.extend((field_name or child_key, child) for child_key, child in reversed(value.items()))
        elif isinstance(value, list):
            rest.extend((field_name, child) for child in reversed(value))


def read_session_outputs(session: Mapping[str, Any]) -> tuple[NodeOutput, ...]:
    """Return the outputs of a finished session in the order they were made; the rounds of an iteration are in order.

    Args:
        session: the `session` of a queue item (`invokeai/app/services/shared/graph.py`, GraphExecutionState).

    Raises:
        TypeError: the session has a part of the wrong type.
    """
    results = _read_object(session, "results")
    sources = _read_object(session, "prepared_source_mapping")
    nodes = _read_object(_read_object(session, "graph"), "nodes")
    # Older servers do not send the iteration paths, but list the results in the order they were made.
    paths = _read_object(session, "prepared_iteration_paths")
    by_source: dict[str, list[str]] = {}
    for prepared_id in results:
        by_source.setdefault(to_text(sources.get(prepared_id, prepared_id), "a node id"), []).append(prepared_id)
    outputs: list[NodeOutput] = []
    for source, prepared_ids in by_source.items():
        node = _read_object(nodes, source)
        has_paths = all(prepared_id in paths for prepared_id in prepared_ids)
        in_order = sorted(prepared_ids, key=lambda prepared_id: paths[prepared_id]) if has_paths else prepared_ids
        outputs.extend(
            NodeOutput(
                node_id=source,
                node_type=to_text(node.get("type", ""), "a node type"),
                prepared_id=prepared_id,
                index=index,
                is_intermediate=bool(node.get("is_intermediate", False)),
                data=to_object(results[prepared_id], "an output"),
            )
            for index, prepared_id in enumerate(in_order)
        )
    return tuple(outputs)


def _read_object(data: Mapping[str, Any], name: str) -> JSONObject:
    """Return an object within an object; an empty one if it is missing or null."""
    value = data.get(name)
    return {} if value is None else to_object(value, name)


def number_rounds(outputs: Iterable[NodeOutput]) -> tuple[NodeOutput, ...]:
    """Return outputs that were recorded from events with the rounds of each node numbered in the order received."""
    rounds: Counter[str] = Counter()
    numbered: list[NodeOutput] = []
    for output in outputs:
        numbered.append(evolve(output, index=rounds[output.node_id]))
        rounds[output.node_id] += 1
    return tuple(numbered)
