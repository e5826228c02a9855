"""Clearing values that point to something the server no longer has.

Mirrors the access checks of `invokeai/frontend/web/src/features/nodes/util/workflow/validateWorkflow.ts`. Lists of
LoRAs are not checked, nor are generators: the editor does not either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk._types import UNSET
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
        if slot is None or slot.type.name not in missing:
            continue
        reference, message = _REFERENCES[slot.type.name]
        gone = missing[slot.type.name]

        def report(name: str, *, key: str = key, reference: str = reference, message: str = message) -> None:
            findings.append(
                Finding(
                    code=code_of(message),
                    message=f"{node.type} {node.id!r}: the server has no {reference} {name!r}; {key!r} was cleared",
                    node_id=node.id,
                    field_name=key,
                    params={reference: name},
                )
            )

        value = item.value
        if isinstance(value, dict) and value.get(reference) in gone:
            report(value[reference])
            changed[key] = item._replace(value=UNSET)
        elif isinstance(value, list) and slot.type.name == "ImageField":
            kept = [entry for entry in value if not (isinstance(entry, dict) and entry.get(reference) in gone)]
            for entry in value:
                if entry not in kept:
                    report(entry[reference])
            if len(kept) < len(value):
                changed[key] = item._replace(value=kept)
    return evolve(node, inputs={**node.inputs, **changed}) if changed else node
