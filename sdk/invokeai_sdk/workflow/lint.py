"""Linter: reports the problems of a workflow before it runs.

`lint` collects the changes that loading made, the edges that it dropped, values that break a rule of the server's
schema, models that the server does not have, and nodes whose results are not used. It never raises and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import WorkflowError
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.workflow.build_graph import count_connections
from invokeai_sdk.workflow.findings import Finding, report_error
from invokeai_sdk.workflow.lint_models import find_missing_models
from invokeai_sdk.workflow.lint_usage import find_unused_nodes
from invokeai_sdk.workflow.nodes import CORE_METADATA, describe_node
from invokeai_sdk.workflow.submission_checks import check_batch, check_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

# Codes of findings about the ends of an edge, each with the code of the corresponding connection rule.
_CONNECTION_CODES: Final[Mapping[str, str]] = {
    "source_node_does_not_exist": "missing_node",
    "target_node_does_not_exist": "missing_node",
    "source_node_field_does_not_exist": "missing_field_template",
    "target_node_field_does_not_exist": "missing_field_template",
    "missing_template": "missing_invocation_template",
}
_CONNECTION_FIXES: Final[Mapping[str, str]] = {
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


def lint(workflow: Workflow, *, models: Iterable[object] | None = None) -> list[Finding]:
    """Report every problem of a workflow and its current values; see `Workflow.lint`.

    Args:
        workflow: the workflow.
        models: the server's models; without them models are not checked.

    Returns:
        The findings, errors first. An error is a problem that the server would refuse.
    """
    findings = [
        *_report_loading(workflow),
        *_find_invalid_values(workflow),
        *(find_missing_models(workflow, models) if models is not None else ()),
        *find_unused_nodes(workflow),
        *_find_graph_problems(workflow),
    ]
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda finding: order[finding.severity])


def _report_loading(workflow: Workflow) -> Iterator[Finding]:
    """Report the findings of loading; a dropped edge is reported once for each rule that it breaks."""
    for finding in workflow.findings:
        if finding.code == "deleted_invalid_edge":
            for issue in finding.issues:
                code = _CONNECTION_CODES.get(issue.code, issue.code)
                yield evolve(finding, code=code, severity="error", fix=_CONNECTION_FIXES.get(code), issues=(issue,))
        elif finding.code == "missing_template" and finding.node_id is not None:
            similar = workflow.catalogue.suggest(workflow.node(finding.node_id).type)
            fix = f"{finding.fix}; similar types: {', '.join(similar)}" if similar else finding.fix
            yield evolve(finding, severity="error", fix=fix)
        elif finding.code == "missing_field_template" and finding.node_id and finding.field_name and not finding.fix:
            template = workflow.node(finding.node_id).template
            similar = find_close_matches(finding.field_name, template.inputs if template else ())
            yield evolve(finding, fix=f"use {' or '.join(map(repr, similar))} instead") if similar else finding
        else:
            yield finding


def _find_invalid_values(workflow: Workflow) -> Iterator[Finding]:
    """Report values that break a rule, and required inputs without a value, in the file or not."""
    for node in workflow.nodes.values():
        if node.kind != "invocation" or node.template is None or node.type == CORE_METADATA:
            continue
        templates = {**node.template.inputs, **{name: item.template for name, item in node.dynamic.items()}}
        for name, template in templates.items():
            if workflow.value(node.id, name).pending:
                continue
            value, connected = workflow.raw_value(node.id, name), workflow.is_connected(node.id, name)
            for rule in find_violations(template, value, connected=connected):
                fix = "connect the input or set a value" if rule.code == "missing_input" else None
                yield Finding(
                    code=rule.code,
                    severity="error",
                    message=f"{template.title or name} ({name}) of {describe_node(node)}: {rule.message}",
                    node_id=node.id,
                    field_name=name,
                    fix=fix,
                    params=rule.params,
                )


def _find_graph_problems(workflow: Workflow) -> Iterator[Finding]:
    """Report problems of the graph and the batch as a whole: cycles, two edges into one input, uneven lists."""
    try:
        compiled = workflow.compile(validate=False, unknown_nodes="drop")
    except WorkflowError as error:
        if error.code != "pending_value":
            yield report_error(error)
        return
    nodes: Mapping[str, WorkflowNode] = workflow.nodes
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_graph(compiled.graph, nodes, count_connections(compiled.graph["edges"])),
        lambda: check_batch(compiled.data, nodes, workflow.edges),
    )
    for check in checks:
        try:
            check()
        except WorkflowError as error:
            yield report_error(error)
