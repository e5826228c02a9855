"""Which nodes of a workflow do work that nobody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.names import quoted
from invokeai_sdk.workflow.nodes import CLIENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

_KEPT_TYPES: Final = frozenset({"ImageField", "VideoField"})
"""What the server keeps although no other node takes it."""
_ENDS: Final = frozenset({"workflow_return"})


def unused_nodes(workflow: Workflow) -> Iterator[Finding]:
    """Report nodes that lead to nothing, connectors that nothing feeds, and workflows that keep nothing at all.

    A node is used if it gives an image or a video, which the server keeps, or if it feeds one that is used.
    """
    edges = [edge for edge in workflow.edges if not edge.collapsed]
    feeders: dict[str, list[str]] = {}
    for edge in edges:
        feeders.setdefault(edge.target, []).append(edge.source)
    leading_on = {edge.source for edge in edges}
    nodes = workflow.nodes.values()
    for node in nodes:
        if node.kind == "connector" and node.id not in feeders and node.id in leading_on:
            yield Finding(
                code="unfed_connector",
                message=f"the connector {node.label or node.id!r} leads on, but nothing leads to it",
                node_id=node.id,
                fix="connect an output to it, or remove it; what it leads to uses its own value",
            )
    ends = [node.id for node in nodes if _is_end(node)]
    if ends:
        used = _leading_to(ends, feeders)
        yield from (_unused(node) for node in nodes if _could_be_used(node) and node.id not in used)
    elif any(node.executable for node in nodes):
        yield Finding(code="no_output", severity="info", message="no node of the workflow gives an image or a video")


def _leading_to(ends: list[str], feeders: Mapping[str, list[str]]) -> set[str]:
    pending, found = list(ends), set(ends)
    while pending:
        for source in feeders.get(pending.pop(), ()):
            if source not in found:
                found.add(source)
                pending.append(source)
    return found


def _unused(node: WorkflowNode) -> Finding:
    feeds_batches = node.type in CLIENT_TYPES
    what = "does nothing: it feeds no batch" if feeds_batches else "runs, but nothing uses its result"
    return Finding(
        code="unused_node",
        severity="info" if feeds_batches else "warning",
        message=f"node {quoted(node)} {what}",
        node_id=node.id,
        fix="connect its output, or remove it",
    )


def _could_be_used(node: WorkflowNode) -> bool:
    return node.kind == "invocation" and node.template is not None


def _is_end(node: WorkflowNode) -> bool:
    if node.type in _ENDS or (node.kind == "invocation" and node.template is None):
        return True
    if not node.executable or node.template is None:
        return False
    return any(output.type.name in _KEPT_TYPES for output in node.template.outputs.values())
