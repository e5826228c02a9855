"""Input maps: records of the places of a workflow's inputs, to detect that the workflow was edited.

A script that sets inputs by index or by node breaks silently when the workflow is edited. `export_input_map` records
the places of the inputs, and `verify_input_map` compares them with a later version of the workflow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from attrs import asdict, frozen

from invokeai_sdk._text import escape_control_characters
from invokeai_sdk.errors import WorkflowFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_FORMAT: Final = 1


@frozen
class MappedInput:
    """The place of one input.

    Attributes:
        index: the position on the form, from 0.
        label: the label that the form shows.
        node_id: the id of the node.
        node_type: the type of the node.
        field_name: the name of the node's field.
        type: the type of the field; `None` if no schema describes it.
    """

    index: int
    label: str
    node_id: str
    node_type: str
    field_name: str
    type: str | None

    @classmethod
    def from_input(cls, inp: IvkWorkflowInput) -> Self:
        """Record the place of an input on the form."""
        kind = None if inp.field_type is None else str(inp.field_type)
        return cls(-1 if inp.index is None else inp.index, inp.label, inp.node_id, inp.node.type, inp.field_name, kind)

    @classmethod
    def from_json(cls, raw: JSONValue) -> Self:
        """Read an entry of an exported map.

        Raises:
            WorkflowFormatError: `raw` is not an entry of an input map.
        """
        match raw:
            case {
                "index": int(index),
                "label": str(label),
                "node_id": str(node_id),
                "node_type": str(node_type),
                "field_name": str(field_name),
                "type": (str() | None) as kind,
            }:
                return cls(index, label, node_id, node_type, field_name, kind)
        raise WorkflowFormatError(f"not an entry of an input map: {raw!r}", code="input_map")


@frozen
class InputMapReport:
    """The comparison of an input map with a workflow.

    Attributes:
        unchanged: inputs with the same place, label and type.
        moved: pairs of the recorded and the current place: the same field with another index, label or type, or the
            same label, field and node type on a node with another id.
        missing: recorded inputs that the workflow no longer has.
        new: inputs of the workflow that are not recorded.
    """

    unchanged: tuple[MappedInput, ...]
    moved: tuple[tuple[MappedInput, MappedInput], ...]
    missing: tuple[MappedInput, ...]
    new: tuple[MappedInput, ...]

    @property
    def ok(self) -> bool:
        """Whether every recorded input is unchanged; new inputs are allowed."""
        return not self.moved and not self.missing

    def __str__(self) -> str:
        lines = [f"{len(self.unchanged)} inputs unchanged"]
        lines += [f"moved: {_format(before)} is now {_format(after)}" for before, after in self.moved]
        lines += [f"missing: {_format(entry)}" for entry in self.missing]
        lines += [f"new: {_format(entry)}" for entry in self.new]
        return escape_control_characters("\n".join(lines))


def export_input_map(workflow: Workflow) -> JSONObject:
    """Return the places of the inputs on a workflow's form as JSON, to be stored beside a script."""
    inputs = [asdict(MappedInput.from_input(inp)) for inp in workflow.inputs]
    return {"version": _FORMAT, "workflow": workflow.definition.name, "inputs": inputs}


def verify_input_map(workflow: Workflow, exported: JSONObject) -> InputMapReport:
    """Compare a workflow's inputs with an input map that was exported earlier.

    Args:
        workflow: the current workflow.
        exported: the input map that `export_input_map` returned.

    Raises:
        WorkflowFormatError: `exported` is not an input map, or one of a later SDK.
    """
    if not isinstance(exported, dict) or not isinstance(exported.get("inputs"), list):
        raise WorkflowFormatError("not an input map: an input map has a list of inputs", code="input_map")
    if exported.get("version") != _FORMAT:
        raise WorkflowFormatError(
            f"the input map has version {exported.get('version')!r}; this SDK reads version {_FORMAT}",
            code="input_map",
        )
    recorded = [MappedInput.from_json(entry) for entry in exported["inputs"]]
    current = [MappedInput.from_input(inp) for inp in workflow.inputs]
    pairs: list[tuple[MappedInput, MappedInput]] = []
    # The most reliable key first: an input that matched an entry is not compared with later ones.
    for key in (lambda i: i, lambda i: (i.node_id, i.field_name), lambda i: (i.label, i.node_type, i.field_name)):
        pairs += _match(recorded, current, key)
        recorded = [entry for entry in recorded if all(entry is not before for before, _ in pairs)]
        current = [entry for entry in current if all(entry is not after for _, after in pairs)]
    return InputMapReport(
        unchanged=tuple(before for before, after in pairs if before == after),
        moved=tuple((before, after) for before, after in pairs if before != after),
        missing=tuple(recorded),
        new=tuple(current),
    )


def _match(
    recorded: Iterable[MappedInput], current: Iterable[MappedInput], key: Callable[[MappedInput], object]
) -> list[tuple[MappedInput, MappedInput]]:
    """Pair recorded with current inputs that have the same key, each at most once."""
    unmatched = list(current)
    pairs = []
    for before in recorded:
        after = next((entry for entry in unmatched if key(entry) == key(before)), None)
        if after is not None:
            unmatched = [entry for entry in unmatched if entry is not after]
            pairs.append((before, after))
    return pairs


def _format(entry: MappedInput) -> str:
    return f"{entry.index}: {entry.label!r} ({entry.node_type} {entry.node_id}.{entry.field_name}, {entry.type})"
