"""What a node put out, and the pictures in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk._types import JSONObject

PASSING_NODES: Final = frozenset({"load_image", "image", "video"})
"""Node types that put out what was put in; the editor shows none of it as a result
(`invokeai/frontend/web/src/services/events/onInvocationComplete.tsx`)."""

CALLING_NODE: Final = "call_saved_workflow"
"""The node type that runs another workflow, as a job of its own, and puts out what that returns."""


@frozen(kw_only=True)
class NodeOutput:
    """One output of one node.

    Attributes:
        node_id: the node of the workflow (and of the graph submitted).
        node_type: its type, such as `l2i`.
        prepared_id: the server's own id of this run of the node.
        index: which round of an iteration, from 0.
        is_intermediate: whether the node's images are kept out of the gallery.
        data: the output as the server sent it: `type`, and the output's fields.
    """

    node_id: str
    node_type: str
    prepared_id: str
    index: int = 0
    is_intermediate: bool = False
    data: JSONObject = field(factory=dict)

    @property
    def type(self) -> str:
        """The output's type, such as `image_output`."""
        return str(self.data.get("type", ""))

    @property
    def value(self) -> Any:
        """The number, text, flag or list that the node put out; None if it put out something else."""
        return self.data.get("value", self.data.get("collection"))

    @property
    def image_names(self) -> tuple[str, ...]:
        """The images in it, in order."""
        return tuple(name for _, name in found(self.data, "image_name"))

    @property
    def video_names(self) -> tuple[str, ...]:
        """The videos in it, in order."""
        return tuple(name for _, name in found(self.data, "video_name"))


def found(data: Any, key: str, field_name: str = "") -> Iterator[tuple[str, str]]:
    """Yield (output field, name) of every image or video reference in an output, however deep.

    Args:
        data: an output, or a part of one.
        key: `image_name` or `video_name`.
        field_name: the output's field that `data` is in.
    """
    if isinstance(data, dict):
        name = data.get(key)
        if isinstance(name, str):
            yield field_name, name
            return
        for child_key, child in data.items():
            if isinstance(child, (dict, list)):
                yield from found(child, key, field_name or child_key)
    elif isinstance(data, list):
        for child in data:
            yield from found(child, key, field_name)


def session_outputs(session: Mapping[str, Any]) -> tuple[NodeOutput, ...]:
    """Return what a finished session put out, in the order it was made, iterations in theirs.

    Args:
        session: the `session` of a queue item (`invokeai/app/services/shared/graph.py`, GraphExecutionState).
    """
    results: JSONObject = session.get("results") or {}
    sources: JSONObject = session.get("prepared_source_mapping") or {}
    nodes: JSONObject = (session.get("graph") or {}).get("nodes") or {}
    # The path of an iteration; servers that do not tell list the results in the order they were made.
    paths: JSONObject = session.get("prepared_iteration_paths") or {}
    by_source: dict[str, list[str]] = {}
    for prepared_id in results:
        by_source.setdefault(sources.get(prepared_id, prepared_id), []).append(prepared_id)
    ordered: list[NodeOutput] = []
    for source, prepared in by_source.items():
        node = nodes.get(source) or {}
        in_order = sorted(prepared, key=lambda one: paths[one]) if all(one in paths for one in prepared) else prepared
        ordered.extend(
            NodeOutput(
                node_id=source,
                node_type=node.get("type", ""),
                prepared_id=prepared_id,
                index=index,
                is_intermediate=bool(node.get("is_intermediate", False)),
                data=results[prepared_id],
            )
            for index, prepared_id in enumerate(in_order)
        )
    return tuple(ordered)


def recorded_outputs(outputs: Mapping[str, NodeOutput]) -> tuple[NodeOutput, ...]:
    """Return outputs that were recorded from events, numbered by round in the order they came."""
    rounds: Counter[str] = Counter()
    numbered = []
    for output in outputs.values():
        numbered.append(
            NodeOutput(
                node_id=output.node_id,
                node_type=output.node_type,
                prepared_id=output.prepared_id,
                index=rounds[output.node_id],
                is_intermediate=output.is_intermediate,
                data=output.data,
            )
        )
        rounds[output.node_id] += 1
    return tuple(numbered)
