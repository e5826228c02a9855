"""The inputs of a workflow: what its form shows, to be listed and found.

An input is found by its place on the form, by its label, by its node and field, or by its node alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk.errors import AmbiguousInputError, UnknownInputError
from invokeai_sdk.workflow.names import close, quoted
from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invokeai_sdk.workflow.form import NodeFieldElement
    from invokeai_sdk.workflow.workflow import Workflow

InputKey: TypeAlias = int | str | tuple[str, str]
"""What finds an input: its index, its label (or its node's label, type or id), or (node, field) or `"node.field"`."""


class WorkflowInputs:
    """The inputs of a workflow, in the order of its form.

    ::

        for inp in workflow.inputs: ...
        workflow.inputs[5] = 30                       # by index; negative ones count from the end
        workflow.inputs["Positive Prompt"] = "a fox"  # by label, else by the node's label, type or id
        workflow.inputs[node, "seed"] = 7             # any field, on the form or not; the node by id, label or type
        workflow.inputs["noise.seed"] = 7             # the same in one word

    A key that fits several fields is an error that names them.
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
        """Tell whether a key finds an input; one that fits several does not."""
        if not isinstance(key, int | str | tuple):
            return False
        try:
            self[key]
        except (UnknownInputError, AmbiguousInputError):
            return False
        return True

    def __getitem__(self, key: InputKey) -> IvkWorkflowInput:
        """Find an input.

        Raises:
            UnknownInputError: nothing answers to the key; close matches are named.
            AmbiguousInputError: several fields do; they are named.
        """
        match key:
            case bool():
                pass
            case int() if -len(self) <= key < len(self):
                return self._inputs[key]
            case str():
                return self._by_name(key)
            case (str() as node, str() as name):
                return self._by_field(node, name)
        have = f"indices run from 0 to {len(self) - 1}" if len(self) else "the workflow's form has no inputs"
        raise UnknownInputError(f"no input {key!r}: {have}, labels are text, fields are (node, field)")

    def __setitem__(self, key: InputKey, value: object) -> None:
        """Give an input another value; see `IvkWorkflowInput.set`."""
        self[key].set(value)

    def update(self, values: Mapping[InputKey, object]) -> None:
        """Set several inputs, or none: if one value is refused, nothing changes.

        Raises:
            UnknownInputError: a key that nothing answers to.
            AmbiguousInputError: a key that fits several fields.
            FieldLockedError: a field of another class than its input's.
            FieldValueError: a value that its input does not take.
        """
        found = [(self[key], value) for key, value in values.items()]
        ready = [(inp, inp.checked(value)) for inp, value in found]
        for inp, made in ready:
            self._workflow.set_value(inp.node_id, inp.field_name, made)

    def __repr__(self) -> str:
        return f"<WorkflowInputs {[inp.label for inp in self._inputs]}>"

    # --- Finding -------------------------------------------------------------------------------------------------

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

    def _by_name(self, name: str) -> IvkWorkflowInput:
        labelled = [inp for inp in self._inputs if inp.label == name]
        found = labelled or [inp for inp in self._inputs if name in (inp.node_id, inp.node.label, inp.node.type)]
        fields = {(inp.node_id, inp.field_name): inp for inp in reversed(found)}
        if len(fields) == 1:
            return found[0]
        if fields:
            raise AmbiguousInputError(
                f"{name!r} fits {len(fields)} inputs; use an index or (node, field)",
                candidates=[f"{inp.index}: {inp.where()}" for inp in found],
            )
        node, dot, field_name = name.rpartition(".")
        if dot and (node, field_name) in self:
            return self[node, field_name]
        labels = [inp.label for inp in self._inputs]
        raise UnknownInputError(f"no input is labelled {name!r}", suggestions=close(name, labels))

    def _by_field(self, node: str, name: str) -> IvkWorkflowInput:
        nodes = self._workflow.nodes
        ids = [node] if node in nodes else [n.id for n in nodes.values() if node in (n.label, n.type)]
        having = [node_id for node_id in ids if self._has(node_id, name)]
        if len(having) == 1:
            on_form = (i for i in self._inputs if (i.node_id, i.field_name) == (having[0], name))
            return next(on_form, None) or self._make(None, having[0], name)
        if having:
            raise AmbiguousInputError(
                f"{node!r} fits {len(having)} nodes that have a field {name!r}; use one of their ids",
                candidates=[quoted(nodes[node_id]) for node_id in having],
                field_name=name,
            )
        if not ids:
            known = [word for n in nodes.values() for word in (n.id, n.label, n.type) if word]
            raise UnknownInputError(f"no node has the id, label or type {node!r}", suggestions=close(node, known))
        fields = [*nodes[ids[0]].inputs, *(t.inputs if (t := nodes[ids[0]].template) else ())]
        raise UnknownInputError(
            f"node {quoted(nodes[ids[0]])} has no field {name!r}",
            suggestions=close(name, fields),
            node_id=ids[0],
            field_name=name,
        )

    def _has(self, node_id: str, name: str) -> bool:
        return name in self._workflow.node(node_id).inputs or self._workflow.input_template(node_id, name) is not None
