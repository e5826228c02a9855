"""Removal of references to images, videos, boards and models that the server does not have.

Mirrors the access checks of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`. Like the
editor, it checks neither lists of LoRAs nor generators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.workflow.findings import Finding, to_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.nodes import NodeInput, WorkflowNode

MissingReferences: TypeAlias = "Mapping[str, frozenset[str]]"
"""Missing names of images and videos, ids of boards and keys of models, by field type."""

# By field type: the key of the reference in the value, and the editor's message about a missing reference.
_REFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "ImageField": ("image_name", "imageAccessError"),
    "VideoField": ("video_name", "videoAccessError"),
    "BoardField": ("board_id", "boardAccessError"),
    "ModelIdentifierField": ("key", "modelAccessError"),
}


def collect_missing_references(context: CompileContext) -> MissingReferences:
    """Return the references that the context lists as missing, by field type; field types without any are left out."""
    missing = {
        "ImageField": context.missing_images,
        "VideoField": context.missing_videos,
        "BoardField": context.missing_boards,
        "ModelIdentifierField": context.missing_models,
    }
    return {name: references for name, references in missing.items() if references}


def clear_missing_references(
    node: WorkflowNode, key: str, input_template: InputTemplate, missing: MissingReferences, findings: list[Finding]
) -> NodeInput:
    """Return an input of a node without missing references.

    Args:
        node: the node.
        key: the key that the input is stored under.
        input_template: the template of the input.
        missing: the missing references.
        findings: the list that a finding for each removed reference is added to.
    """
    item, name = node.inputs[key], get_canonical_type_name(input_template.type)
    if name not in missing:
        return item
    reference, message = _REFERENCES[name]
    entries = item.value if isinstance(item.value, list) and name == "ImageField" else [item.value]
    removed = [target for entry in entries if (target := _get_reference(entry, reference)) in missing[name]]
    findings.extend(_report_missing_reference(node, key, reference, target, message) for target in removed)
    if not removed:
        return item
    if entries is not item.value:
        return item._replace(value=UNSET)
    return item._replace(value=[entry for entry in entries if _get_reference(entry, reference) not in missing[name]])


def _get_reference(entry: object, reference: str) -> str:
    """Return the name, id or key that an entry refers to; empty if it refers to nothing."""
    name = entry.get(reference) if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _report_missing_reference(node: WorkflowNode, key: str, reference: str, name: str, message: str) -> Finding:
    return Finding(
        code=to_code(message),
        message=f"{node.type} {node.id!r}: the server has no {reference} {name!r}; {key!r} was cleared",
        node_id=node.id,
        field_name=key,
        params={reference: name},
    )
