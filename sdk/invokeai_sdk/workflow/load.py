"""From a workflow's JSON to a workflow that can be compiled: everything the editor puts right when it loads a file.

Mirrors `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`, in its order, with the same
warnings in the same order: saved-workflow inputs are refreshed, invalid edges dropped, nodes updated, references to
what is gone cleared, `exposedFields` turned into a form, and form fields without a field removed. Unlike the editor's,
a form that is broken is recovered as far as it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from invokeai_sdk.workflow.access import accessible, missing_references
from invokeai_sdk.workflow.edges import accept_edges, missing_template
from invokeai_sdk.workflow.findings import Finding
from invokeai_sdk.workflow.form import Form, NodeFieldElement, exposed_field, linear_form
from invokeai_sdk.workflow.form_parse import parse_form
from invokeai_sdk.workflow.migrate import migrate
from invokeai_sdk.workflow.node_update import current_field_name, needs_update, updated
from invokeai_sdk.workflow.nodes import CALL_SAVED_WORKFLOW, CORE_METADATA, Edge, WorkflowNode
from invokeai_sdk.workflow.parse import parse_document
from invokeai_sdk.workflow.saved_workflow import WORKFLOW_ID, refreshed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import NodeTemplate
    from invokeai_sdk.workflow.access import Missing
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.nodes import NodeInput


@frozen(eq=False)
class Loaded:
    """A workflow, loaded and put right.

    Attributes:
        texts: its name, author and so on.
        category: `user`, or `default` for those InvokeAI ships.
        nodes: its nodes by id, in file order.
        edges: the valid edges, in file order.
        suspended: edges that would be valid if the types of their nodes were known.
        exposed: the (node id, field name) pairs of `exposedFields`.
        form: its form.
        findings: what was changed or left out, in the editor's order.
    """

    texts: Mapping[str, str]
    category: str
    nodes: Mapping[str, WorkflowNode]
    edges: tuple[Edge, ...]
    suspended: tuple[Edge, ...]
    exposed: tuple[tuple[str, str], ...]
    form: Form
    findings: tuple[Finding, ...]

    def with_node(self, node: WorkflowNode) -> Loaded:
        """Return the workflow with another version of a node, without what referred to inputs it no longer has."""
        before = self.nodes[node.id]
        gone = {name for name in (*before.inputs, *before.dynamic) if name not in node.inputs}
        edges = tuple(e for e in self.edges if e.target != node.id or e.target_handle not in gone)
        form = self.form.map_fields(lambda e: None if e.node_id == node.id and e.field_name in gone else e)
        return evolve(self, nodes={**self.nodes, node.id: node}, edges=edges, form=form)


def load(raw: JSONObject, catalogue: Mapping[str, NodeTemplate], context: CompileContext) -> Loaded:
    """Load workflow JSON of any supported schema.

    Args:
        raw: the JSON; it is left as it is.
        catalogue: the node types.
        context: what the server would answer.

    Raises:
        WorkflowVersionError: no schema version, or an unknown one.
        WorkflowMigrationError: an old workflow that cannot be brought to the current schema.
        WorkflowFormatError: something the editor insists on is missing or of the wrong shape.
    """
    document = parse_document(migrate(raw, catalogue), catalogue)
    nodes, findings = document.nodes, document.findings
    form, problem = parse_form(document.form)
    if problem is not None:
        findings.insert(0, _invalid_form(problem))

    _refresh_saved_workflows(nodes, catalogue, context, findings)
    edges, suspended = accept_edges(document.edges, nodes, findings)
    _update_nodes(nodes, edges, context, findings)

    exposed = tuple((node_id, _renamed(nodes, node_id, name)) for node_id, name in document.exposed)
    if exposed and form.is_empty:
        form = _form_of_exposed(exposed, nodes)
    form = _checked_form(form, nodes, findings)
    return Loaded(document.texts, document.category, nodes, edges, suspended, exposed, form, tuple(findings))


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
            findings.append(_not_retrieved(node, workflow_id))
        else:
            nodes[node.id] = refreshed(node, saved, catalogue)


def _update_nodes(
    nodes: dict[str, WorkflowNode], edges: Sequence[Edge], context: CompileContext, findings: list[Finding]
) -> None:
    """Bring every node up to date, and clear its references to what is gone."""
    missing = missing_references(context)
    for node in [node for node in nodes.values() if node.kind == "invocation"]:
        template = node.template
        if template is None:
            findings.append(missing_template(node))
            continue
        current = updated(node, edges) if needs_update(node) else node
        if current is None:
            findings.append(_not_updated(node, template))
            continue
        nodes[node.id] = _with_checked_inputs(current, template, missing, findings)


def _with_checked_inputs(
    node: WorkflowNode, template: NodeTemplate, missing: Missing, findings: list[Finding]
) -> WorkflowNode:
    """Report the inputs of a node that it should not have, and clear those whose reference is gone."""
    known, dynamic = template.inputs, node.dynamic
    cleared: dict[str, NodeInput] = {}
    for key, item in node.inputs.items():
        if item.name not in known and item.name not in dynamic:
            if node.type != CORE_METADATA:
                findings.append(_unknown_input(node, key))
        elif missing:
            slot = dynamic[item.name].template if item.name in dynamic else known[item.name]
            checked = accessible(node, key, slot, missing, findings)
            if checked is not item:
                cleared[key] = checked
    return evolve(node, inputs={**node.inputs, **cleared}) if cleared else node


def _renamed(nodes: Mapping[str, WorkflowNode], node_id: str, field_name: str) -> str:
    node = nodes.get(node_id)
    return field_name if node is None else current_field_name(node, field_name)


def _form_of_exposed(exposed: Sequence[tuple[str, str]], nodes: Mapping[str, WorkflowNode]) -> Form:
    elements: list[NodeFieldElement] = []
    for place, (node_id, field_name) in enumerate(exposed):
        node = nodes.get(node_id)
        slot = node.input_template(field_name) if node is not None and node.template is not None else None
        if slot is not None:
            elements.append(exposed_field(place, node_id, field_name, slot.type))
    return linear_form(elements)


def _checked_form(form: Form, nodes: Mapping[str, WorkflowNode], findings: list[Finding]) -> Form:
    """Rename what was renamed, and take fields off the form that their node does not have."""
    fields = {element.id: element for element in form.fields()}
    if all(_stands(element, nodes) for element in fields.values()):
        return form
    kept: dict[str, NodeFieldElement] = {}
    # In the order of the file, as the editor reports what it takes off.
    for element_id in form.file_order:
        element = fields.get(element_id)
        if element is None:
            continue
        name = _renamed(nodes, element.node_id, element.field_name)
        node = nodes.get(element.node_id)
        if node is not None and name in node.inputs:
            kept[element_id] = evolve(element, field_name=name)
        else:
            findings.append(_missing_form_field(element.node_id, name))
    return form.map_fields(lambda element: kept.get(element.id))


def _stands(element: NodeFieldElement, nodes: Mapping[str, WorkflowNode]) -> bool:
    """Tell whether a field on the form is one that its node has, under its present name."""
    node = nodes.get(element.node_id)
    name = element.field_name
    return node is not None and name in node.inputs and name == current_field_name(node, name)


def _invalid_form(problem: str) -> Finding:
    return Finding(
        code="invalid_form",
        message=f"the form is broken ({problem}); what can be reached from its root was kept",
        fix="open and save the workflow in the editor, or repair the form",
        params={"problem": problem},
    )


def _not_retrieved(node: WorkflowNode, workflow_id: str) -> Finding:
    return Finding(
        code="problem_retrieving_workflow",
        message=f"{node.type} {node.id!r}: the saved workflow {workflow_id!r} could not be had from the server",
        node_id=node.id,
        field_name=WORKFLOW_ID,
        params={"workflow_id": workflow_id},
    )


def _not_updated(node: WorkflowNode, template: NodeTemplate) -> Finding:
    stale = [key for key in node.inputs if key not in template.inputs]
    return Finding(
        code="unable_to_update_node",
        message=f"{node.type} {node.id!r} has version {node.version}, the catalogue {template.version}: left as it is"
        + (f"; it has inputs that are gone now: {', '.join(stale)}" if stale else ""),
        node_id=node.id,
        fix="replace the node in the editor",
        params={
            "node": node.id,
            "type": node.type,
            "version": node.version,
            "template_version": template.version,
            "stale_inputs": tuple(stale),
        },
    )


def _unknown_input(node: WorkflowNode, key: str) -> Finding:
    return Finding(
        code="missing_field_template",
        message=f"{node.type} {node.id!r} has no input {key!r}; its value is not used",
        node_id=node.id,
        field_name=key,
        params={"node": node.id, "field": key},
    )


def _missing_form_field(node_id: str, field_name: str) -> Finding:
    return Finding(
        code="deleted_missing_node_field_form_element",
        message=f"the form's field {node_id}.{field_name} does not exist and was taken off the form",
        node_id=node_id,
        field_name=field_name,
        params={"nodeId": node_id, "fieldName": field_name},
    )
