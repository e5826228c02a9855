"""Inputs of a workflow in the order of its form, found by index, by label, by node and field, or by node."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousInputError, UnknownInputError
from invokeai_sdk.workflow.attribute_guard import guard_attributes, make_attribute_error
from invokeai_sdk.workflow.nodes import describe_node
from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invokeai_sdk._types import SupportsItems
    from invokeai_sdk.workflow.form import NodeFieldElement
    from invokeai_sdk.workflow.workflow import Workflow

InputKey: TypeAlias = int | str | tuple[str, str]
"""Key of an input: its index, its label (or its node's label, type or id), `(node, field)`, or `"node.field"`."""


def _refuse_attribute(inputs: WorkflowInputs, name: str) -> AttributeError:
    labels = [inp.label for inp in inputs]
    matches = find_close_matches(name, labels)
    key = repr(matches[0]) if matches else "key"
    return make_attribute_error(
        inputs, name, advice=f"set an input by its key, as in inputs[{key}] = value", also_known=labels
    )


@guard_attributes(_refuse_attribute)
class WorkflowInputs:
    """The inputs of a workflow, in the order of its form.

    ::

        for inp in workflow.inputs: ...
        workflow.inputs[5] = 30                       # by index; negative ones count from the end
        workflow.inputs["Positive Prompt"] = "a fox"  # by label, else by the node's label, type or id
        workflow.inputs[node, "seed"] = 7             # any field, on the form or not; the node by id, label or type
        workflow.inputs["noise.seed"] = 7             # the same as one string

    A key that matches several fields raises `AmbiguousInputError`, which names them. Setting an attribute, such as
    `workflow.inputs.seed`, raises `AttributeError`.
    """

    def __init__(self, workflow: Workflow) -> None:
        self._workflow = workflow
        self._inputs = tuple(
            self._make(index, element.node_id, element.field_name, element)
            for index, element in enumerate(workflow.form.fields())
        )

    def __len__(self) -> int:
        return len(self._inputs)

    def __iter__(self) -> Iterator[IvkWorkflowInput]:
        return iter(self._inputs)

    def __contains__(self, key: object) -> bool:
        """Return whether a key finds exactly one input."""
        if not isinstance(key, int | str | tuple):
            return False
        try:
            self[key]
        except (UnknownInputError, AmbiguousInputError):
            return False
        return True

    def __getitem__(self, key: InputKey) -> IvkWorkflowInput:
        """Return an input by its key.

        Raises:
            UnknownInputError: the key matches no field; the error names close matches.
            AmbiguousInputError: the key matches several fields; the error names them.
        """
        match key:
            case bool():
                pass
            case int() if -len(self) <= key < len(self):
                return self._inputs[key]
            case str():
                return self._find_by_name(key)
            case (str() as node, str() as name):
                return self._find_by_field(node, name)
        indices = f"indices run from 0 to {len(self) - 1}" if len(self) else "the workflow's form has no inputs"
        raise UnknownInputError(f"no input has the key {key!r}: {indices}, labels are strings, fields (node, field)")

    def __setitem__(self, key: InputKey, value: object) -> None:
        """Set the value of an input; see `IvkWorkflowInput.set`."""
        self[key].set(value)

    def update(self, values: SupportsItems[InputKey, object]) -> None:
        """Set several inputs; if one value is refused, none is set.

        Args:
            values: the new values by the keys of their inputs.

        Raises:
            UnknownInputError: a key matches no field.
            AmbiguousInputError: a key matches several fields.
            FieldLockedError: a value is a field of another class than its input's.
            FieldValueError: an input does not accept its value.
        """
        pairs = [(self[key], value) for key, value in values.items()]
        checked = [(inp, inp.check(value)) for inp, value in pairs]
        for inp, field in checked:
            self._workflow.set_value(inp.node_id, inp.field_name, field)

    def __repr__(self) -> str:
        return f"<WorkflowInputs {[inp.label for inp in self._inputs]}>"

    # --- Search ------------------------------------------------------------------------------------------------------

    def _make(
        self, index: int | None, node_id: str, field_name: str, element: NodeFieldElement | None = None
    ) -> IvkWorkflowInput:
        node = self._workflow.node(node_id)
        stored = node.inputs.get(field_name)
        return IvkWorkflowInput(
            self._workflow,
            index,
            node_id,
            field_name,
            stored.label if stored else "",
            stored.description if stored else "",
            node.input_template(field_name),
            element.settings if element else None,
            element.show_description if element else True,
        )

    def _find_by_name(self, name: str) -> IvkWorkflowInput:
        labelled = [inp for inp in self._inputs if inp.label == name]
        matches = labelled or [inp for inp in self._inputs if name in (inp.node_id, inp.node.label, inp.node.type)]
        fields = {(inp.node_id, inp.field_name) for inp in matches}
        if len(fields) == 1:
            return matches[0]
        if fields:
            raise AmbiguousInputError(
                f"{name!r} matches {len(fields)} inputs; use an index or (node, field)",
                candidates=[f"{inp.index}: {inp.describe()}" for inp in matches],
            )
        node, dot, field_name = name.rpartition(".")
        if dot and (node, field_name) in self:
            return self[node, field_name]
        labels = [inp.label for inp in self._inputs]
        raise UnknownInputError(f"no input is labelled {name!r}", suggestions=find_close_matches(name, labels))

    def _find_by_field(self, node: str, name: str) -> IvkWorkflowInput:
        nodes = self._workflow.nodes
        ids = [node] if node in nodes else [n.id for n in nodes.values() if node in (n.label, n.type)]
        matches = [node_id for node_id in ids if self._has_field(node_id, name)]
        if len(matches) == 1:
            on_form = (i for i in self._inputs if (i.node_id, i.field_name) == (matches[0], name))
            return next(on_form, None) or self._make(None, matches[0], name)
        if matches:
            raise AmbiguousInputError(
                f"{node!r} matches {len(matches)} nodes that have a field {name!r}; use one of their ids",
                candidates=[describe_node(nodes[node_id]) for node_id in matches],
                field_name=name,
            )
        if not ids:
            known = [known for n in nodes.values() for known in (n.id, n.label, n.type) if known]
            raise UnknownInputError(
                f"no node has the id, label or type {node!r}", suggestions=find_close_matches(node, known)
            )
        fields = [*nodes[ids[0]].inputs, *(t.inputs if (t := nodes[ids[0]].template) else ())]
        raise UnknownInputError(
            f"node {describe_node(nodes[ids[0]])} has no field {name!r}",
            suggestions=find_close_matches(name, fields),
            node_id=ids[0],
            field_name=name,
        )

    def _has_field(self, node_id: str, name: str) -> bool:
        return name in self._workflow.node(node_id).inputs or self._workflow.input_template(node_id, name) is not None
