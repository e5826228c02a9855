"""Models that a workflow stores as InvokeAI 3 did: by name, base and type, to be looked up on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.models import parse_legacy_model
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.legacy_models import MODEL_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invokeai_sdk.fields.pending import PendingModel
    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode


def read_legacy_model(input_template: InputTemplate | None, stored: object) -> PendingModel | None:
    """Read a stored value that is a model of InvokeAI 3.

    Args:
        input_template: the template of the input.
        stored: the stored value.

    Returns:
        The model to look up; `None` if the value is none, or the input takes no model.
    """
    if input_template is None or get_canonical_type_name(input_template.type) != MODEL_FIELD:
        return None
    return parse_legacy_model(stored, input_template)


def find_legacy_model(node: WorkflowNode, field_name: str) -> PendingModel | None:
    """Return the model of InvokeAI 3 that an input stores, `None` if it stores none."""
    item = node.inputs.get(field_name)
    if item is None or item.unusable is UNSET:
        return None
    return read_legacy_model(node.input_template(field_name), item.unusable)


def list_legacy_models(node: WorkflowNode) -> Iterator[tuple[str, PendingModel]]:
    """Yield the inputs of a node that store a model of InvokeAI 3, with the model."""
    for name, item in node.inputs.items():
        if item.unusable is not UNSET:
            model = find_legacy_model(node, name)
            if model is not None:
                yield name, model
