"""Noticing that a workflow's inputs are no longer where a script expects them.

A script that sets inputs by index or by node breaks silently when somebody edits the workflow. `export_input_map`
writes down where they are; `verify_input_map` says what became of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from attrs import asdict, frozen

from invokeai_sdk.errors import WorkflowFormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_FORMAT: Final = 1


@frozen
class MappedInput:
    """Where one input is.

    Attributes:
        index: its place on the form.
        label: its label, as the form shows it.
        node_id: its node.
        node_type: the node's type.
        field_name: its field.
        type: the field's type; `None` if no schema describes it.
    """

    index: int
    label: str
    node_id: str
    node_type: str
    field_name: str
    type: str | None

    @classmethod
    def of(cls, inp: IvkWorkflowInput) -> Self:
        """Write down where an input on the form is."""
        kind = None if inp.field_type is None else str(inp.field_type)
        return cls(-1 if inp.index is None else inp.index, inp.label, inp.node_id, inp.node.type, inp.field_name, kind)

    @classmethod
    def from_json(cls, raw: JSONValue) -> Self:
        """Read an entry of an exported map.

        Raises:
            WorkflowFormatError: it is not one.
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
    """What became of the inputs of a map.

    Attributes:
        unchanged: inputs that are where they were, under the same label and of the same type.
        moved: pairs of what was and what is: the same field at another index, with another label or type, or the
            same label, field and kind of node on a node with another id.
        missing: inputs that are gone.
        new: inputs that were not there.
    """

    unchanged: tuple[MappedInput, ...]
    moved: tuple[tuple[MappedInput, MappedInput], ...]
    missing: tuple[MappedInput, ...]
    new: tuple[MappedInput, ...]

    @property
    def ok(self) -> bool:
        """Whether every input of the map is where it was; new ones do no harm."""
        return not self.moved and not self.missing

    def __str__(self) -> str:
        lines = [f"{len(self.unchanged)} inputs unchanged"]
        lines += [f"moved: {_place(was)} is now {_place(now)}" for was, now in self.moved]
        lines += [f"missing: {_place(gone)}" for gone in self.missing]
        lines += [f"new: {_place(here)}" for here in self.new]
        return "\n".join(lines)


def export_input_map(workflow: Workflow) -> JSONObject:
    """Write down where the inputs on a workflow's form are, as JSON to be kept next to a script."""
    inputs = [asdict(MappedInput.of(inp)) for inp in workflow.inputs]
    return {"version": _FORMAT, "workflow": workflow.definition.name, "inputs": inputs}


def verify_input_map(workflow: Workflow, exported: JSONObject) -> InputMapReport:
    """Compare a workflow's inputs with those written down earlier.

    Args:
        workflow: the workflow as it is now.
        exported: what `export_input_map` gave.

    Raises:
        WorkflowFormatError: that is no input map, or one of a later SDK.
    """
    if not isinstance(exported, dict) or not isinstance(exported.get("inputs"), list):
        raise WorkflowFormatError("not an input map: it has no list of inputs", code="input_map")
    if exported.get("version") != _FORMAT:
        raise WorkflowFormatError(f"input map of unknown version {exported.get('version')!r}", code="input_map")
    before = [MappedInput.from_json(entry) for entry in exported["inputs"]]
    now = [MappedInput.of(inp) for inp in workflow.inputs]
    pairs: list[tuple[MappedInput, MappedInput]] = []
    # The surest sign first: an input taken by one entry is not offered to the next.
    for same in (lambda i: i, lambda i: (i.node_id, i.field_name), lambda i: (i.label, i.node_type, i.field_name)):
        pairs += _matched(before, now, same)
        before = [entry for entry in before if all(entry is not was for was, _ in pairs)]
        now = [entry for entry in now if all(entry is not here for _, here in pairs)]
    return InputMapReport(
        unchanged=tuple(was for was, here in pairs if was == here),
        moved=tuple((was, here) for was, here in pairs if was != here),
        missing=tuple(before),
        new=tuple(now),
    )


def _matched(
    before: Iterable[MappedInput], now: Iterable[MappedInput], same: Callable[[MappedInput], object]
) -> list[tuple[MappedInput, MappedInput]]:
    free = list(now)
    found = []
    for was in before:
        here = next((entry for entry in free if same(entry) == same(was)), None)
        if here is not None:
            free = [entry for entry in free if entry is not here]
            found.append((was, here))
    return found


def _place(entry: MappedInput) -> str:
    return f"{entry.index}: {entry.label!r} ({entry.node_type} {entry.node_id}.{entry.field_name}, {entry.type})"
