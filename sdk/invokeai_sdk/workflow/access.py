"""Clearing values that point to something the server no longer has.

Mirrors the access checks of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`. Lists of
LoRAs are not checked, nor are generators: the editor does not either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk._types import UNSET
from invokeai_sdk.fields.normalise import stateful_name
from invokeai_sdk.workflow.findings import Finding, code_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.workflow.context import CompileContext
    from invokeai_sdk.workflow.nodes import NodeInput, WorkflowNode

# By type of field: what the reference is called in the value, and the editor's message about one that is gone.
_REFERENCES: Final[Mapping[str, tuple[str, str]]] = {
    "ImageField": ("image_name", "imageAccessError"),
    "VideoField": ("video_name", "videoAccessError"),
    "BoardField": ("board_id", "boardAccessError"),
    "ModelIdentifierField": ("key", "modelAccessError"),
}


def anything_missing(context: CompileContext) -> bool:
    """Tell whether the context knows of anything that is gone."""
    return bool(context.missing_images or context.missing_videos or context.missing_boards or context.missing_models)


def accessible(node: WorkflowNode, context: CompileContext, findings: list[Finding]) -> WorkflowNode:
    """Return a node without references to what the server does not have."""
    missing: Mapping[str, frozenset[str]] = {
        "ImageField": context.missing_images,
        "VideoField": context.missing_videos,
        "BoardField": context.missing_boards,
        "ModelIdentifierField": context.missing_models,
    }
    changed: dict[str, NodeInput] = {}
    for key, item in node.inputs.items():
        slot = node.input_template(item.name)
        name = stateful_name(slot.type) if slot is not None else ""
        if name not in missing:
            continue
        reference, message = _REFERENCES[name]
        entries = item.value if isinstance(item.value, list) and name == "ImageField" else [item.value]
        gone = [lost for entry in entries if (lost := _name(entry, reference)) in missing[name]]
        findings.extend(_gone(node, key, reference, lost, message) for lost in gone)
        if gone and entries is item.value:
            kept = [entry for entry in entries if _name(entry, reference) not in missing[name]]
            changed[key] = item._replace(value=kept)
        elif gone:
            changed[key] = item._replace(value=UNSET)
    return evolve(node, inputs={**node.inputs, **changed}) if changed else node


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
