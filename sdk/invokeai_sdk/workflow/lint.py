"""Everything that can be said against a workflow before it runs.

`lint` gathers what loading changed, the connections it had to leave out, values that break a rule of the server's
schema, models that the server does not have, and nodes whose work nobody uses. It never raises and changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk.errors import WorkflowError
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.workflow.checks import check_batch, check_graph
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.graph import fed_inputs
from invokeai_sdk.workflow.lint_models import missing_models
from invokeai_sdk.workflow.lint_usage import unused_nodes
from invokeai_sdk.workflow.names import close, quoted
from invokeai_sdk.workflow.nodes import CORE_METADATA
from invokeai_sdk.workflow.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.nodes import WorkflowNode

# What loading says about the ends of an edge, in the words of the rules for connections.
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
    "cannot_mix_and_match_collection_item_types": "collect each type in a collect node of its own",
    "input_may_only_have_one_connection": "remove one of the edges, or gather them with a collect node",
    "field_types_must_match": "connect an output of the input's type, or put a converting node between them",
    "connection_would_create_cycle": "remove an edge of the cycle",
}


def lint(
    workflow: Workflow, *, catalogue: Catalogue | None = None, models: Iterable[object] | None = None
) -> list[Finding]:
    """Report everything that is wrong with a workflow and its current values.

    Args:
        workflow: the workflow.
        catalogue: the node types to judge it by, such as those of the server it is meant for; its own by default.
        models: the server's models, as objects or dictionaries with `key`, `hash`, `name`, `base` and `type` (and
            `variant` and `format`, if the server tells). Without them no model is looked up.

    Returns:
        The findings, errors first. An `error` is what the server would refuse.
    """
    if catalogue is not None and catalogue is not workflow.catalogue:
        workflow = _moved(workflow, catalogue)
    found = [
        *_loading(workflow),
        *_values(workflow),
        *(missing_models(workflow, models) if models is not None else ()),
        *unused_nodes(workflow),
        *_graph(workflow),
    ]
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda finding: order[finding.severity])


def _moved(workflow: Workflow, catalogue: Catalogue) -> Workflow:
    """Load a workflow by another catalogue, with the values that were set and still have a place."""
    moved = Workflow(workflow.definition, catalogue=catalogue, context=workflow.context)
    for node in workflow.nodes.values():
        there = moved.nodes.get(node.id)
        for name in node.inputs:
            changed = (
                workflow.value(node.id, name).pending or workflow.raw_value(node.id, name) != node.inputs[name].value
            )
            if changed and there is not None and name in there.inputs:
                moved.set_value(node.id, name, workflow.value(node.id, name))
    return moved


def _loading(workflow: Workflow) -> Iterator[Finding]:
    """Report what loading changed; an edge it left out once for every reason, by the rule that the edge breaks."""
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
            similar = close(finding.field_name, template.inputs if template else ())
            yield evolve(finding, fix=f"perhaps {' or '.join(similar)} is meant") if similar else finding
        else:
            yield finding


def _values(workflow: Workflow) -> Iterator[Finding]:
    """Report values that break a rule, and required inputs without one, in the file or not."""
    for node in workflow.nodes.values():
        if node.kind != "invocation" or node.template is None or node.type == CORE_METADATA:
            continue
        templates = {**node.template.inputs, **{name: item.template for name, item in node.dynamic.items()}}
        for name, template in templates.items():
            if workflow.value(node.id, name).pending:
                continue
            value, connected = workflow.raw_value(node.id, name), workflow.connected(node.id, name)
            for rule in find_violations(template, value, connected=connected):
                fix = "connect it or give it a value" if rule.code == "missing_input" else None
                yield Finding(
                    code=rule.code,
                    severity="error",
                    message=f"{template.title or name} ({name}) of {quoted(node)}: {rule.message}",
                    node_id=node.id,
                    field_name=name,
                    fix=fix,
                    params=rule.params,
                )


def _graph(workflow: Workflow) -> Iterator[Finding]:
    """Report what is wrong with the graph and the batch as a whole: cycles, two edges into one input, uneven lists."""
    try:
        compiled = workflow.compile(validate=False, unknown_nodes="drop")
    except WorkflowError as error:
        if error.code != "pending_value":
            yield _refusal(error)
        return
    nodes: Mapping[str, WorkflowNode] = workflow.nodes
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_graph(compiled.graph, nodes, fed_inputs(compiled.graph["edges"])),
        lambda: check_batch(compiled.data, nodes, workflow.edges),
    )
    for check in checks:
        try:
            check()
        except WorkflowError as error:
            yield _refusal(error)


def _refusal(error: WorkflowError) -> Finding:
    return Finding(
        code=error.code,
        severity="error",
        message=error.message,
        node_id=error.node_id,
        field_name=error.field_name,
    )
