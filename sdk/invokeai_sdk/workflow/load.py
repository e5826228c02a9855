"""Loader: turns workflow JSON into a workflow that can be compiled, with the repairs that the editor makes.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`, with the same steps and warnings
in the same order: refresh the inputs of saved workflows, drop invalid edges, update nodes, clear references to missing
images and models, turn `exposedFields` into a form, and remove form fields that do not exist. Unlike the editor, the
loader recovers a broken form as far as possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.base import describe_value
from invokeai_sdk.schema.node_history import get_current_field_name, may_have_had_field
from invokeai_sdk.workflow.document import parse_document
from invokeai_sdk.workflow.edges import accept_edges, report_missing_template
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.form import Form, NodeFieldElement, make_exposed_element, make_linear_form
from invokeai_sdk.workflow.form_parse import parse_form
from invokeai_sdk.workflow.migrate import migrate
from invokeai_sdk.workflow.missing_references import clear_missing_references, collect_missing_references
from invokeai_sdk.workflow.node_update import needs_update, resolve_field_name, update_node
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, CORE_METADATA, Edge, WorkflowNode
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID, refresh_saved_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.schema.types import NodeTemplate
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.missing_references import MissingReferences
    from invokeai_sdk.workflow.nodes import NodeInput


_EMPTY: Final[tuple[JSONValue, ...]] = ("", [], {})
"""Values whose loss changes nothing."""


@frozen(eq=False)
class LoadedWorkflow:
    """A loaded and repaired workflow.

    Attributes:
        texts: the name, author and other texts.
        category: `user`, or `default` for workflows that InvokeAI ships.
        nodes: the nodes by id, in file order.
        edges: the valid edges, in file order.
        suspended: the edges that are invalid only because the types of their nodes are unknown.
        exposed: the (node id, field name) pairs of `exposedFields`.
        form: the form.
        findings: what loading changed or left out, in the editor's order.
    """

    texts: Mapping[str, str]
    category: str
    nodes: Mapping[str, WorkflowNode]
    edges: tuple[Edge, ...]
    suspended: tuple[Edge, ...]
    exposed: tuple[tuple[str, str], ...]
    form: Form
    findings: tuple[Finding, ...]

    def with_node(self, node: WorkflowNode) -> LoadedWorkflow:
        """Return the workflow with a node replaced, without the edges and form fields of inputs that it lost."""
        before = self.nodes[node.id]
        lost = {name for name in (*before.inputs, *before.dynamic) if name not in node.inputs}
        edges = tuple(e for e in self.edges if e.target != node.id or e.target_handle not in lost)
        form = self.form.map_fields(lambda e: None if e.node_id == node.id and e.field_name in lost else e)
        return evolve(self, nodes={**self.nodes, node.id: node}, edges=edges, form=form)


def load(raw: JSONObject, catalogue: Mapping[str, NodeTemplate], context: CompileContext) -> LoadedWorkflow:
    """Load workflow JSON of any supported schema.

    Args:
        raw: the JSON; it is not changed.
        catalogue: the node types.
        context: the server's answers.

    Raises:
        WorkflowVersionError: the JSON states no schema version, or an unknown one.
        WorkflowMigrationError: the JSON is of an old schema and cannot be migrated.
        WorkflowFormatError: a part that the editor requires is missing or has the wrong type.
    """
    document = parse_document(migrate(raw, catalogue), catalogue)
    nodes, findings = document.nodes, document.findings
    form, problem = parse_form(document.form)
    if problem is not None:
        findings.insert(0, _report_invalid_form(problem))

    _refresh_saved_workflows(nodes, catalogue, context, findings)
    edges, suspended = accept_edges(document.edges, nodes, findings)
    _update_nodes(nodes, edges, context, findings)

    exposed = tuple((node_id, _resolve_name(nodes, node_id, name)) for node_id, name in document.exposed)
    if exposed and form.is_empty:
        form = _build_exposed_form(exposed, nodes, findings)
    form = _repair_form(form, nodes, findings)
    return LoadedWorkflow(document.texts, document.category, nodes, edges, suspended, exposed, form, tuple(findings))


def _refresh_saved_workflows(
    nodes: dict[str, WorkflowNode],
    catalogue: Mapping[str, NodeTemplate],
    context: CompileContext,
    findings: list[Finding],
) -> None:
    for node in [node for node in nodes.values() if node.type == CALL_SAVED_WORKFLOW]:
        stored = node.inputs.get(WORKFLOW_ID)
        workflow_id = stored.value if stored is not None else None
        if not isinstance(workflow_id, str) or not workflow_id:
            continue
        saved = context.saved_workflows.get(workflow_id)
        if saved is None:
            findings.append(_report_missing_workflow(node, workflow_id))
        else:
            nodes[node.id] = refresh_saved_inputs(node, saved, catalogue)


def _update_nodes(
    nodes: dict[str, WorkflowNode], edges: Sequence[Edge], context: CompileContext, findings: list[Finding]
) -> None:
    """Update every node to its type's version, and clear its references to missing images, boards and models."""
    missing = collect_missing_references(context)
    for node in [node for node in nodes.values() if node.kind == "invocation"]:
        template = node.template
        if template is None:
            findings.append(report_missing_template(node))
            continue
        current = update_node(node, edges) if needs_update(node) else node
        if current is None:
            findings.append(_report_failed_update(node, template))
            continue
        if current is not node:
            findings.extend(_report_dropped_values(node, current))
        nodes[node.id] = _check_inputs(current, template, missing, findings)


def _check_inputs(
    node: WorkflowNode, template: NodeTemplate, missing: MissingReferences, findings: list[Finding]
) -> WorkflowNode:
    """Report the inputs that a node's type does not have, and clear missing references."""
    known, dynamic = template.inputs, node.dynamic
    cleared: dict[str, NodeInput] = {}
    for key, item in node.inputs.items():
        if item.name not in known and item.name not in dynamic:
            if node.type != CORE_METADATA:
                findings.append(_report_unknown_input(node, key))
        elif missing:
            input_template = dynamic[item.name].template if item.name in dynamic else known[item.name]
            checked = clear_missing_references(node, key, input_template, missing, findings)
            if checked is not item:
                cleared[key] = checked
    return evolve(node, inputs={**node.inputs, **cleared}) if cleared else node


def _resolve_name(nodes: Mapping[str, WorkflowNode], node_id: str, field_name: str) -> str:
    node = nodes.get(node_id)
    return field_name if node is None else resolve_field_name(node, field_name)


def _build_exposed_form(
    exposed: Sequence[tuple[str, str]], nodes: Mapping[str, WorkflowNode], findings: list[Finding]
) -> Form:
    """Build a form of the exposed fields. Fields of nodes of unknown types are kept, as on a form."""
    elements: list[NodeFieldElement] = []
    for index, (node_id, field_name) in enumerate(exposed):
        node = nodes.get(node_id)
        input_template = node.input_template(field_name) if node is not None and node.template is not None else None
        is_unknown = node is not None and node.kind == "invocation" and node.template is None
        if input_template is not None or (is_unknown and node is not None and field_name in node.inputs):
            field_type = input_template.type if input_template is not None else None
            elements.append(make_exposed_element(index, node_id, field_name, field_type))
        else:
            findings.append(_report_missing_exposed_field(node, node_id, field_name))
    return make_linear_form(elements)


def _repair_form(form: Form, nodes: Mapping[str, WorkflowNode], findings: list[Finding]) -> Form:
    """Rename the form fields that were renamed, and remove those that their node does not have."""
    fields = {element.id: element for element in form.fields()}
    if all(_is_valid(element, nodes) for element in fields.values()):
        return form
    kept: dict[str, NodeFieldElement] = {}
    # In file order, in which the editor reports the fields that it removes.
    for element_id in form.file_order:
        element = fields.get(element_id)
        if element is None:
            continue
        name = _resolve_name(nodes, element.node_id, element.field_name)
        node = nodes.get(element.node_id)
        if node is not None and name in node.inputs:
            kept[element_id] = evolve(element, field_name=name)
        else:
            findings.append(_report_missing_form_field(element.node_id, name))
    return form.map_fields(lambda element: kept.get(element.id))


def _is_valid(element: NodeFieldElement, nodes: Mapping[str, WorkflowNode]) -> bool:
    """Return whether the node of a form field has the field under this name."""
    node = nodes.get(element.node_id)
    name = element.field_name
    return node is not None and name in node.inputs and name == resolve_field_name(node, name)


def _report_invalid_form(problem: str) -> Finding:
    return Finding(
        code="invalid_form",
        message=f"the form is broken ({problem}); elements that can be reached from its root were kept",
        fix="open and save the workflow in the editor, or repair the form",
        params={"problem": problem},
    )


def _report_missing_workflow(node: WorkflowNode, workflow_id: str) -> Finding:
    return Finding(
        code="problem_retrieving_workflow",
        message=f"{node.type} {node.id!r}: could not retrieve the saved workflow {workflow_id!r}",
        node_id=node.id,
        field_name=WORKFLOW_ID,
        params={"workflow_id": workflow_id},
    )


def _report_failed_update(node: WorkflowNode, template: NodeTemplate) -> Finding:
    obsolete = [key for key in node.inputs if key not in template.inputs]
    return Finding(
        code="unable_to_update_node",
        message=f"{node.type} {node.id!r} has version {node.version} and cannot be updated to {template.version}"
        + (f"; the new version lacks the inputs {', '.join(obsolete)}" if obsolete else ""),
        node_id=node.id,
        fix="replace the node in the editor",
        params={
            "node": node.id,
            "type": node.type,
            "version": node.version,
            "template_version": template.version,
            "stale_inputs": tuple(obsolete),
        },
    )


def _report_dropped_values(node: WorkflowNode, updated: WorkflowNode) -> Iterator[Finding]:
    """Report the values that updating a node removed."""
    for name, item in node.inputs.items():
        stored = item.value if item.value is not UNSET else item.unusable
        if name in updated.inputs or stored is UNSET or stored is None:
            continue
        current = get_current_field_name(node.type, name)
        if current not in updated.inputs:
            current = None
        is_loss = stored not in _EMPTY and _may_have_had_field(node, name)
        shown = describe_value(stored)
        yield Finding(
            code="dropped_value",
            # The editor drops inputs that the type never had, as it drops all others; nothing is lost by that.
            severity="warning" if is_loss else "info",
            message=f"{node.type} {node.id!r} was updated from version {node.version} to {updated.version}, which "
            f"{'calls' if current else 'lacks'} the input {name!r}{f' {current!r}' if current else ''}: "
            f"its value, {shown}, was dropped",
            node_id=node.id,
            field_name=name,
            fix=f"set {current!r} to {shown}, or load `definition.rename_fields()`" if current else None,
            params={
                "value": stored,
                "current_name": current,
                "version": node.version,
                "template_version": updated.version,
            },
        )


def _may_have_had_field(node: WorkflowNode, field_name: str) -> bool:
    template = node.template
    return template is not None and may_have_had_field(node.type, template.node_pack, field_name)


def _report_missing_exposed_field(node: WorkflowNode | None, node_id: str, field_name: str) -> Finding:
    current = None if node is None else get_current_field_name(node.type, field_name)
    is_loss = node is not None and _may_have_had_field(node, field_name)
    problem = "no node has this id" if node is None else f"{node.type} {node_id!r} has no such input"
    return Finding(
        code="missing_exposed_field",
        severity="warning" if is_loss else "info",
        message=f"the exposed field {node_id}.{field_name} is not among the inputs: {problem}"
        + (f"; it is called {current!r} now" if current else ""),
        node_id=node_id,
        field_name=field_name,
        fix="load `definition.rename_fields()`" if current else None,
        params={"nodeId": node_id, "fieldName": field_name},
    )


def _report_unknown_input(node: WorkflowNode, key: str) -> Finding:
    return Finding(
        code="missing_field_template",
        message=f"{node.type} {node.id!r} has no input {key!r}; its value is not used",
        node_id=node.id,
        field_name=key,
        params={"node": node.id, "field": key},
    )


def _report_missing_form_field(node_id: str, field_name: str) -> Finding:
    return Finding(
        code="deleted_missing_node_field_form_element",
        message=f"the form field {node_id}.{field_name} does not exist and was removed from the form",
        node_id=node_id,
        field_name=field_name,
        params={"nodeId": node_id, "fieldName": field_name},
    )
