"""Which edges of a file are valid.

Mirrors the edge part of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`: both ends must
exist, and the edge must be one that could be drawn, given the ones accepted before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from invokeai_sdk.schema.connections import ConnectionValidator
from invokeai_sdk.schema.wiring import NonInvocation
from invokeai_sdk.workflow.findings import Finding, code_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk.schema.connection_problem import ConnectionProblem
    from invokeai_sdk.schema.types import NodeTemplate
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

MISSING_TEMPLATE = "missing_template"


def accept_edges(
    edges: Sequence[Edge], nodes: Mapping[str, WorkflowNode], findings: list[Finding]
) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Sort the edges of a file into those that are valid and those that are not.

    Args:
        edges: the edges, in file order.
        nodes: the nodes by id.
        findings: where to report the edges that were dropped.

    Returns:
        The valid edges, and those of the others that would do if only the types of their nodes were known.
    """
    connections = ConnectionValidator(
        {node.id: _end(node) for node in nodes.values()}, ((edge.source, edge.target) for edge in edges)
    )
    accepted: list[Edge] = []
    suspended: list[Edge] = []
    for edge in edges:
        if edge.collapsed:
            issues = _issues(edge, nodes)
            if not issues:
                connections.add_collapsed(edge.source, edge.target)
        else:
            problem = connections.add_if_valid((edge.source, edge.source_handle), (edge.target, edge.target_handle))
            # An edge that lacks an end breaks a rule as well; what it lacks says more.
            issues = [] if problem is None else _issues(edge, nodes) or [_broken_rule(problem)]
        if not issues:
            accepted.append(edge)
            continue
        findings.append(_dropped(edge, issues))
        if all(issue.code == MISSING_TEMPLATE for issue in issues):
            suspended.append(edge)
    return tuple(accepted), tuple(suspended)


def missing_template(node: WorkflowNode) -> Finding:
    """Report a node whose type nothing describes."""
    return Finding(
        code=MISSING_TEMPLATE,
        message=f"node {node.id!r}: no node type {node.type!r} is known",
        node_id=node.id,
        fix=f"install the node pack that brings {node.type!r} on the server, and use the server's own catalogue",
        params={"node": node.id, "type": node.type},
    )


def _end(node: WorkflowNode) -> NodeTemplate | NonInvocation:
    if node.template is None:
        return NonInvocation.CONNECTOR if node.kind == "connector" else NonInvocation.OTHER
    if not node.dynamic:
        return node.template
    dynamic = {name: item.template for name, item in node.dynamic.items()}
    return evolve(node.template, inputs={**node.template.inputs, **dynamic})


def _issues(edge: Edge, nodes: Mapping[str, WorkflowNode]) -> list[Finding]:
    """List what is missing at either end of an edge, the source first."""
    issues: list[Finding] = []
    source, target = nodes.get(edge.source), nodes.get(edge.target)
    if source is None:
        issues.append(_missing_node("source_node_does_not_exist", edge.source))
    elif source.kind == "invocation":
        if source.template is None:
            issues.append(missing_template(source))
        elif not edge.collapsed and edge.source_handle not in source.template.outputs:
            issues.append(_missing_field("source_node_field_does_not_exist", source, edge.source_handle))
    if target is None:
        issues.append(_missing_node("target_node_does_not_exist", edge.target))
    elif target.kind == "invocation":
        if target.template is None:
            issues.append(missing_template(target))
        elif not edge.collapsed and target.input_template(edge.target_handle) is None:
            issues.append(_missing_field("target_node_field_does_not_exist", target, edge.target_handle))
    return issues


def _broken_rule(problem: ConnectionProblem) -> Finding:
    return Finding(code=code_of(problem), message=problem.text)


def _missing_node(code: str, node_id: str) -> Finding:
    return Finding(code=code, message=f"there is no node {node_id!r}", params={"node": node_id})


def _missing_field(code: str, node: WorkflowNode, handle: str) -> Finding:
    return Finding(
        code=code,
        message=f"{node.type} {node.id!r} has no {handle!r}",
        node_id=node.id,
        field_name=handle,
        params={"node": node.id, "field": handle},
    )


def _dropped(edge: Edge, issues: list[Finding]) -> Finding:
    reasons = "; ".join(issue.message for issue in issues)
    return Finding(
        code="deleted_invalid_edge",
        message=f"the edge {edge.source_name} -> {edge.target_name} was left out: {reasons}",
        node_id=edge.target,
        field_name=edge.target_handle or None,
        params={"source": edge.source_name, "target": edge.target_name},
        issues=tuple(issues),
    )
