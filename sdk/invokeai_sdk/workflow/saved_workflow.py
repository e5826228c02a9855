"""`call_saved_workflow`: a node whose inputs are the form inputs of another, saved workflow.

Mirrors `invokeai/frontend/web/src/features/nodes/` `util/workflow/validateWorkflow.ts` (the refresh on load) and
`components/flow/nodes/Invocation/callSavedWorkflow*` (which inputs the saved workflow offers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.templates import STATEFUL_TYPES
from invokeai_sdk.workflow.dynamic_inputs import dynamic_input
from invokeai_sdk.workflow.form_parse import parse_form
from invokeai_sdk.workflow.nodes import SAVED_INPUT_PREFIX, DynamicInput, NodeInput, WorkflowNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.schema.types import FieldType, InputTemplate, NodeTemplate

WORKFLOW_ID: Final = "workflow_id"


@frozen
class _Offered:
    """One input that a saved workflow offers to its callers."""

    name: str
    template: InputTemplate
    value: JSONValue | Unset


def refreshed(node: WorkflowNode, saved: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> WorkflowNode:
    """Give a `call_saved_workflow` node the inputs that the saved workflow offers now.

    Inputs it no longer offers go; new ones come with the saved workflow's own value; of those that stay, label and
    description are renewed, and the value survives if the type is still the one the node was saved with.

    Args:
        node: the calling node.
        saved: the server's answer for the saved workflow (`GET /api/v1/workflows/i/{id}`).
        catalogue: the node types.
    """
    offered = list(_offered_inputs(saved, catalogue))
    names = {offer.name for offer in offered}
    inputs = {k: v for k, v in node.inputs.items() if not k.startswith(SAVED_INPUT_PREFIX) or k in names}
    dynamic: dict[str, DynamicInput] = {
        k: v for k, v in node.dynamic.items() if not k.startswith(SAVED_INPUT_PREFIX) or k in names
    }
    for offer in offered:
        label, description = offer.template.title, offer.template.description
        before, current = dynamic.get(offer.name), inputs.get(offer.name)
        dynamic[offer.name] = dynamic_input(offer.template)
        if current is not None and before is not None and _alike(before.template.type, offer.template.type):
            inputs[offer.name] = current._replace(label=label, description=description)
        else:
            inputs[offer.name] = NodeInput(offer.name, label, description, offer.value)
    return evolve(node, inputs=inputs, dynamic=dynamic)


def emptied(node: WorkflowNode) -> WorkflowNode:
    """Take all inputs of the saved workflow off a node, as the editor does when its `workflow_id` is cleared."""
    return evolve(
        node,
        inputs={k: v for k, v in node.inputs.items() if not k.startswith(SAVED_INPUT_PREFIX)},
        dynamic={k: v for k, v in node.dynamic.items() if not k.startswith(SAVED_INPUT_PREFIX)},
    )


def _alike(first: FieldType, second: FieldType) -> bool:
    return (first.name, first.cardinality, first.batch) == (second.name, second.cardinality, second.batch)


def _offered_inputs(saved: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> Iterator[_Offered]:
    workflow = saved.get("workflow")
    if not isinstance(workflow, dict):
        return
    nodes: dict[str, JSONObject] = {}
    for node in _dicts(workflow.get("nodes")):
        data = node.get("data")
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            nodes.setdefault(data["id"], data)
    seen: set[str] = set()
    for node_id, field_name in _form_fields(workflow):
        data = nodes.get(node_id, {})
        inputs, node_type = data.get("inputs"), data.get("type")
        stored = inputs.get(field_name) if isinstance(inputs, dict) else None
        template = catalogue.get(node_type) if isinstance(node_type, str) else None
        slot = template.inputs.get(field_name) if template is not None else None
        name = f"{SAVED_INPUT_PREFIX}{node_id}::{field_name}"
        if (
            not isinstance(stored, dict)
            or slot is None
            or get_canonical_type_name(slot.type) not in STATEFUL_TYPES
            or name in seen
        ):
            continue
        seen.add(name)
        yield _Offered(
            name,
            evolve(
                slot,
                name=name,
                title=_text(stored.get("label")) or slot.title or field_name,
                description=_text(stored.get("description")) or slot.description,
                ui_order=len(seen) - 1,
                input="any",
                ui_hidden=False,
            ),
            stored.get("value", UNSET),
        )


def _form_fields(workflow: JSONObject) -> list[tuple[str, str]]:
    """List the fields on a saved workflow's form, then those it exposes beside it; of a broken form the latter only.

    The JSON is a stranger's, read straight from the server: what does not look right is passed over.
    """
    form, problem = parse_form(workflow.get("form"))
    on_form = [(element.node_id, element.field_name) for element in form.fields()]
    exposed = list(_identifiers(workflow.get("exposedFields")))
    if exposed and problem is not None:
        return exposed
    shown = set(on_form)
    return on_form + [pair for pair in exposed if pair not in shown]


def _identifiers(items: object) -> Iterator[tuple[str, str]]:
    for item in _dicts(items):
        node_id, field_name = item.get("nodeId"), item.get("fieldName")
        if isinstance(node_id, str) and isinstance(field_name, str):
            yield node_id, field_name


def _dicts(items: object) -> Iterator[JSONObject]:
    return (item for item in items if isinstance(item, dict)) if isinstance(items, list) else iter(())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
