"""Inputs of `call_saved_workflow` nodes, which are the form inputs of another, saved workflow.

Mirrors `invokeai/frontend/web/src/features/nodes/` `util/workflow/validateWorkflow.ts` (the refresh on loading) and
`components/flow/nodes/Invocation/callSavedWorkflow*` (the choice of the inputs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.templates import STATEFUL_TYPES
from invokeai_sdk.workflow.dynamic_inputs import make_dynamic_input
from invokeai_sdk.workflow.form_parse import parse_form
from invokeai_sdk.workflow.nodes import SAVED_INPUT_PREFIX, DynamicInput, NodeInput, WorkflowNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.schema.types import FieldType, InputTemplate, NodeTemplate

WORKFLOW_ID: Final = "workflow_id"


@frozen
class _SavedInput:
    """One form input of a saved workflow, as an input of the calling node."""

    name: str
    template: InputTemplate
    value: JSONValue | Unset


def refresh_saved_inputs(node: WorkflowNode, saved: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> WorkflowNode:
    """Return a `call_saved_workflow` node with the current inputs of its saved workflow.

    Inputs that the saved workflow no longer has are removed. New inputs get the saved workflow's values. The others get
    its labels and descriptions, and keep their values unless their types have changed.

    Args:
        node: the calling node.
        saved: the server's record of the saved workflow (`GET /api/v1/workflows/i/{id}`).
        catalogue: the node types.
    """
    saved_inputs = list(_find_saved_inputs(saved, catalogue))
    names = {each.name for each in saved_inputs}
    inputs = {k: v for k, v in node.inputs.items() if not k.startswith(SAVED_INPUT_PREFIX) or k in names}
    dynamic: dict[str, DynamicInput] = {
        k: v for k, v in node.dynamic.items() if not k.startswith(SAVED_INPUT_PREFIX) or k in names
    }
    for each in saved_inputs:
        label, description = each.template.title, each.template.description
        before, current = dynamic.get(each.name), inputs.get(each.name)
        dynamic[each.name] = make_dynamic_input(each.template)
        if current is not None and before is not None and _have_same_type(before.template.type, each.template.type):
            inputs[each.name] = current._replace(label=label, description=description)
        else:
            inputs[each.name] = NodeInput(each.name, label, description, each.value)
    return evolve(node, inputs=inputs, dynamic=dynamic)


def remove_saved_inputs(node: WorkflowNode) -> WorkflowNode:
    """Return a node without the inputs of a saved workflow, as the editor does when its `workflow_id` is cleared."""
    return evolve(
        node,
        inputs={k: v for k, v in node.inputs.items() if not k.startswith(SAVED_INPUT_PREFIX)},
        dynamic={k: v for k, v in node.dynamic.items() if not k.startswith(SAVED_INPUT_PREFIX)},
    )


def _have_same_type(first: FieldType, second: FieldType) -> bool:
    return (first.name, first.cardinality, first.batch) == (second.name, second.cardinality, second.batch)


def _find_saved_inputs(saved: JSONObject, catalogue: Mapping[str, NodeTemplate]) -> Iterator[_SavedInput]:
    workflow = saved.get("workflow")
    if not isinstance(workflow, dict):
        return
    nodes: dict[str, JSONObject] = {}
    for node in _select_objects(workflow.get("nodes")):
        data = node.get("data")
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            nodes.setdefault(data["id"], data)
    seen: set[str] = set()
    for node_id, field_name in _list_form_fields(workflow):
        data = nodes.get(node_id, {})
        inputs, node_type = data.get("inputs"), data.get("type")
        stored = inputs.get(field_name) if isinstance(inputs, dict) else None
        template = catalogue.get(node_type) if isinstance(node_type, str) else None
        input_template = template.inputs.get(field_name) if template is not None else None
        name = f"{SAVED_INPUT_PREFIX}{node_id}::{field_name}"
        if (
            not isinstance(stored, dict)
            or input_template is None
            or get_canonical_type_name(input_template.type) not in STATEFUL_TYPES
            or name in seen
        ):
            continue
        seen.add(name)
        yield _SavedInput(
            name,
            evolve(
                input_template,
                name=name,
                title=_get_text(stored.get("label")) or input_template.title or field_name,
                description=_get_text(stored.get("description")) or input_template.description,
                ui_order=len(seen) - 1,
                input="any",
                ui_hidden=False,
            ),
            stored.get("value", UNSET),
        )


def _list_form_fields(workflow: JSONObject) -> list[tuple[str, str]]:
    """List the fields on a saved workflow's form, then its other exposed fields; only these if the form is broken.

    The JSON comes from the server and is not validated: invalid parts are skipped.
    """
    form, problem = parse_form(workflow.get("form"))
    on_form = [(element.node_id, element.field_name) for element in form.fields()]
    exposed = list(_parse_identifiers(workflow.get("exposedFields")))
    if exposed and problem is not None:
        return exposed
    return on_form + [pair for pair in exposed if pair not in set(on_form)]


def _parse_identifiers(items: object) -> Iterator[tuple[str, str]]:
    for item in _select_objects(items):
        node_id, field_name = item.get("nodeId"), item.get("fieldName")
        if isinstance(node_id, str) and isinstance(field_name, str):
            yield node_id, field_name


def _select_objects(items: object) -> Iterator[JSONObject]:
    return (item for item in items if isinstance(item, dict)) if isinstance(items, list) else iter(())


def _get_text(value: object) -> str:
    return value if isinstance(value, str) else ""
