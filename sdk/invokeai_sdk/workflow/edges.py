"""Validation of the edges of a workflow.

Mirrors the edge part of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`: both ends must
exist, and the editor must allow the connection beside the edges accepted before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk.schema.connections import ConnectionValidator
from invokeai_sdk.schema.node_history import REMOVED_NODES, get_current_field_name
from invokeai_sdk.schema.wiring import NonInvocation
from invokeai_sdk.workflow.findings import Finding, to_code
from invokeai_sdk.workflow.migrate import UNKNOWN_PACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.schema.connection_problem import ConnectionProblem
    from invokeai_sdk.schema.types import NodeTemplate
    from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

MISSING_TEMPLATE: Final = "missing_template"
DELETED_EDGE: Final = "deleted_invalid_edge"

# Codes of findings about the ends of an edge, each with the code of the corresponding connection rule.
_RULE_CODES: Final[Mapping[str, str]] = {
    "source_node_does_not_exist": "missing_node",
    "target_node_does_not_exist": "missing_node",
    "source_node_field_does_not_exist": "missing_field_template",
    "target_node_field_does_not_exist": "missing_field_template",
    MISSING_TEMPLATE: "missing_invocation_template",
}
_FIXES: Final[Mapping[str, str]] = {
    "cannot_connect_to_self": "remove the edge",
    "cannot_duplicate_connection": "remove one of the two edges",
    "missing_node": "remove the edge",
    "missing_invocation_template": "install the node type on the server, or remove the edge",
    "missing_field_template": "connect a field that the node has",
    "cannot_connect_to_direct_input": "set the value on the node instead of connecting it",
    "cannot_mix_and_match_collection_item_types": "use a separate collect node for each type",
    "input_may_only_have_one_connection": "remove one of the edges, or combine them with a collect node",
    "field_types_must_match": "connect an output of the input's type, or insert a node that converts the type",
    "connection_would_create_cycle": "remove an edge of the cycle",
}

_OWN_PACKS: Final = ("invokeai", UNKNOWN_PACK)


def accept_edges(
    edges: Sequence[Edge], nodes: Mapping[str, WorkflowNode], findings: list[Finding]
) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Validate the edges of a file, as the editor does.

    Args:
        edges: the edges, in file order.
        nodes: the nodes by id.
        findings: the list that a finding for each invalid edge is added to.

    Returns:
        The valid edges, and the suspended ones: invalid only because the types of their nodes are unknown.
    """
    connections = ConnectionValidator(
        {node.id: _describe_end(node) for node in nodes.values()}, ((edge.source, edge.target) for edge in edges)
    )
    accepted: list[Edge] = []
    suspended: list[Edge] = []
    for edge in edges:
        if edge.collapsed:
            issues = _find_missing_ends(edge, nodes)
            if not issues:
                connections.add_collapsed(edge.source, edge.target)
        else:
            problem = connections.add_if_valid((edge.source, edge.source_handle), (edge.target, edge.target_handle))
            # An edge without an end also breaks a rule; reporting the missing end is more helpful.
            issues = [] if problem is None else _find_missing_ends(edge, nodes) or [_report_broken_rule(problem)]
        if not issues:
            accepted.append(edge)
            continue
        findings.append(_report_dropped_edge(edge, issues))
        if all(issue.code == MISSING_TEMPLATE for issue in issues):
            suspended.append(edge)
    return tuple(accepted), tuple(suspended)


def report_missing_template(node: WorkflowNode) -> Finding:
    """Return the finding for a node whose type is not in the catalogue."""
    return Finding(
        code=MISSING_TEMPLATE,
        severity="error",
        message=f"node {node.id!r}: unknown node type {node.type!r}",
        node_id=node.id,
        fix=_suggest_replacement(node),
        params={"node": node.id, "type": node.type},
    )


def suggest_types(node: WorkflowNode, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the node types that a misspelt type can mean; empty for types of other packs and removed types."""
    is_own = node.node_pack == "invokeai" and node.type not in REMOVED_NODES
    return catalogue.suggest(node.type) if is_own else ()


def is_suspended(finding: Finding) -> bool:
    """Return whether a finding is about an edge that is invalid only because the types of its nodes are unknown."""
    return finding.code == DELETED_EDGE and all(issue.code == MISSING_TEMPLATE for issue in finding.issues)


def name_broken_rule(finding: Finding) -> Finding:
    """Return the finding about a dropped edge with the code of the first rule that the edge breaks, and with fixes."""
    # An unknown type is reported with its node; another problem of the edge is more helpful here.
    issues = sorted(finding.issues, key=lambda issue: issue.code == MISSING_TEMPLATE)
    codes = dict.fromkeys(_RULE_CODES.get(issue.code, issue.code) for issue in issues)
    fixes = dict.fromkeys(_FIXES[code] for code in codes if code in _FIXES)
    return evolve(finding, code=next(iter(codes), finding.code), fix="; ".join(fixes) or None)


def _suggest_replacement(node: WorkflowNode) -> str:
    """Say how to replace a node of an unknown type, or which node pack provides the type."""
    if node.node_pack not in _OWN_PACKS:
        return (
            f"install the node pack {node.node_pack!r}, which provides {node.type!r}, on the server, "
            "and use the server's own catalogue"
        )
    successors = REMOVED_NODES.get(node.type)
    if successors:
        return f"InvokeAI removed this node; replace it by {' and '.join(successors)} in the editor"
    if successors is not None:
        return "InvokeAI removed this node, and has none that replaces it; remove it in the editor"
    if node.node_pack == UNKNOWN_PACK:
        return f"install the node pack that provides {node.type!r} on the server, and use the server's own catalogue"
    return (
        f"{node.type!r} is not a node of the InvokeAI release that the catalogue describes; "
        "use the catalogue of the server that the workflow is for, or replace the node in the editor"
    )


def _describe_end(node: WorkflowNode) -> NodeTemplate | NonInvocation:
    if node.template is None:
        return NonInvocation.CONNECTOR if node.kind == "connector" else NonInvocation.OTHER
    if not node.dynamic:
        return node.template
    dynamic = {name: item.template for name, item in node.dynamic.items()}
    return evolve(node.template, inputs={**node.template.inputs, **dynamic})


def _find_missing_ends(edge: Edge, nodes: Mapping[str, WorkflowNode]) -> list[Finding]:
    """Report the nodes, node types and fields that are missing at the ends of an edge, the source first."""
    issues: list[Finding] = []
    source, target = nodes.get(edge.source), nodes.get(edge.target)
    if source is None:
        issues.append(_report_missing_node("source_node_does_not_exist", edge.source))
    elif source.kind == "invocation":
        if source.template is None:
            issues.append(report_missing_template(source))
        elif not edge.collapsed and edge.source_handle not in source.template.outputs:
            issues.append(_report_missing_field("source_node_field_does_not_exist", source, edge.source_handle))
    if target is None:
        issues.append(_report_missing_node("target_node_does_not_exist", edge.target))
    elif target.kind == "invocation":
        if target.template is None:
            issues.append(report_missing_template(target))
        elif not edge.collapsed and target.input_template(edge.target_handle) is None:
            issues.append(_report_missing_field("target_node_field_does_not_exist", target, edge.target_handle))
    return issues


def _report_broken_rule(problem: ConnectionProblem) -> Finding:
    return Finding(code=to_code(problem), message=problem.text)


def _report_missing_node(code: str, node_id: str) -> Finding:
    return Finding(code=code, message=f"no node has the id {node_id!r}", params={"node": node_id})


def _report_missing_field(code: str, node: WorkflowNode, handle: str) -> Finding:
    current = get_current_field_name(node.type, handle)
    return Finding(
        code=code,
        message=f"{node.type} {node.id!r} has no field {handle!r}"
        + (f", which is called {current!r} now" if current is not None else ""),
        node_id=node.id,
        field_name=handle,
        params={"node": node.id, "field": handle},
    )


def _report_dropped_edge(edge: Edge, issues: list[Finding]) -> Finding:
    reasons = "; ".join(issue.message for issue in issues)
    return Finding(
        code=DELETED_EDGE,
        severity="error",
        message=f"the edge {edge.source_name} -> {edge.target_name} was left out: {reasons}",
        node_id=edge.target,
        field_name=edge.target_handle or None,
        params={"source": edge.source_name, "target": edge.target_name},
        issues=tuple(issues),
    )
