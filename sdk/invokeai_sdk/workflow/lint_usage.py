"""Lint rules for unused nodes: nodes whose results no other node uses and the server does not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.nodes import CLIENT_TYPES, describe_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

_KEPT_TYPES: Final = frozenset({"ImageField", "VideoField"})
"""Output types that the server keeps even if no other node uses them."""
_ENDS: Final = frozenset({"workflow_return"})


def find_unused_nodes(workflow: Workflow) -> Iterator[Finding]:
    """Report unused nodes, connectors without an input, and workflows without any image or video.

    A node is used if it outputs an image or a video, which the server keeps, or if it feeds a used node.
    """
    edges = [edge for edge in workflow.edges if not edge.collapsed]
    feeders: dict[str, list[str]] = {}
    for edge in edges:
        feeders.setdefault(edge.target, []).append(edge.source)
    sources = {edge.source for edge in edges}
    nodes = workflow.nodes.values()
    for node in nodes:
        if node.kind == "connector" and node.id not in feeders and node.id in sources:
            yield Finding(
                code="unfed_connector",
                message=f"the connector {node.label or node.id!r} has an output connection but no input connection",
                node_id=node.id,
                fix="connect an output to the connector, or remove it; the inputs behind it use their own values",
            )
    ends = [node.id for node in nodes if _is_end(node)]
    if ends:
        used = _find_upstream_nodes(ends, feeders)
        yield from (_report_unused_node(node) for node in nodes if _could_be_used(node) and node.id not in used)
    elif any(node.executable for node in nodes):
        yield Finding(code="no_output", severity="info", message="no node of the workflow outputs an image or a video")


def _find_upstream_nodes(ends: list[str], feeders: Mapping[str, list[str]]) -> set[str]:
    """Return the given nodes and all nodes that feed them, directly or through other nodes."""
    pending, upstream = list(ends), set(ends)
    while pending:
        for source in feeders.get(pending.pop(), ()):
            if source not in upstream:
                upstream.add(source)
                pending.append(source)
    return upstream


def _report_unused_node(node: WorkflowNode) -> Finding:
    feeds_batches = node.type in CLIENT_TYPES
    problem = "has no effect: it feeds no batch" if feeds_batches else "runs, but its result is not used"
    return Finding(
        code="unused_node",
        severity="info" if feeds_batches else "warning",
        message=f"node {describe_node(node)} {problem}",
        node_id=node.id,
        fix="connect the node's output, or remove the node",
    )


def _could_be_used(node: WorkflowNode) -> bool:
    return node.kind == "invocation" and node.template is not None


def _is_end(node: WorkflowNode) -> bool:
    if node.type in _ENDS or (node.kind == "invocation" and node.template is None):
        return True
    if not node.executable or node.template is None:
        return False
    return any(output.type.name in _KEPT_TYPES for output in node.template.outputs.values())
