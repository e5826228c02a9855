"""Clearing values that point to something the server no longer has.

Mirrors the access checks of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`. Lists of
LoRAs are not checked, nor are generators: the editor does not either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.workflow.findings import Finding, code_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.nodes import NodeInput, WorkflowNode

Missing: TypeAlias = "Mapping[str, frozenset[str]]"
"""What is gone, by type of field: names of images and videos, ids of boards, keys of models."""

# By type of field: what the reference is called in the value, and the editor's message about one that is gone.
_REFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "ImageField": ("image_name", "imageAccessError"),
    "VideoField": ("video_name", "videoAccessError"),
    "BoardField": ("board_id", "boardAccessError"),
    "ModelIdentifierField": ("key", "modelAccessError"),
}


def missing_references(context: CompileContext) -> Missing:
    """Return what the context knows to be gone; empty if that is nothing."""
    missing = {
        "ImageField": context.missing_images,
        "VideoField": context.missing_videos,
        "BoardField": context.missing_boards,
        "ModelIdentifierField": context.missing_models,
    }
    return {name: gone for name, gone in missing.items() if gone}


def accessible(
    node: WorkflowNode, key: str, slot: InputTemplate, missing: Missing, findings: list[Finding]
) -> NodeInput:
    """Return an input of a node without references to what the server does not have.

    Args:
        node: the node.
        key: where the input is stored.
        slot: what it is.
        missing: what is gone.
        findings: where to report what was cleared.
    """
    item, name = node.inputs[key], get_canonical_type_name(slot.type)
    if name not in missing:
        return item
    reference, message = _REFERENCES[name]
    entries = item.value if isinstance(item.value, list) and name == "ImageField" else [item.value]
    gone = [lost for entry in entries if (lost := _name(entry, reference)) in missing[name]]
    findings.extend(_gone(node, key, reference, lost, message) for lost in gone)
    if not gone:
        return item
    if entries is not item.value:
        return item._replace(value=UNSET)
    return item._replace(value=[entry for entry in entries if _name(entry, reference) not in missing[name]])


def _name(entry: object, reference: str) -> str:
    """Return what an entry refers to, nothing if it is no reference."""
    name = entry.get(reference) if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _gone(node: WorkflowNode, key: str, reference: str, name: str, message: str) -> Finding:
    return Finding(
        code=code_of(message),
        message=f"{node.type} {node.id!r}: the server has no {reference} {name!r}; {key!r} was cleared",
        node_id=node.id,
        field_name=key,
        params={reference: name},
    )
