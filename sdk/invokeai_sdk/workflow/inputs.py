"""Inputs of a workflow in the order of its form, found by index, by label, by node and field, or by node."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousInputError, FieldValueError, UnknownInputError, WorkflowError
from invokeai_sdk.workflow.attribute_guard import guard_attributes, make_attribute_error
from invokeai_sdk.workflow.nodes import describe_node
from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from invokeai_sdk._types import SupportsItems
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.workflow.form import NodeFieldElement
    from invokeai_sdk.workflow.workflow import Workflow

InputKey: TypeAlias = int | str | tuple[str, str]
"""Key of an input: its index, its label (or its node's label, type or id), `(node, field)`, or `"node.field"`."""


_MOST_SHOWN: Final = 30
"""The maximum number of known names in an error message."""


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

        All refused values are reported at once: the `errors` of the error are one error for each, with `label`,
        `node_id`, `field_name`, `code` and `reason`. If they have different classes, a `FieldValueError` is raised.

        Args:
            values: the new values by the keys of their inputs. `None` removes the value of an input that needs none;
                `IvkWorkflowInput.set` removes any value, so that the server's default is used.

        Raises:
            UnknownInputError: a key matches no field.
            AmbiguousInputError: a key matches several fields.
            FieldLockedError: a value is a field of another class than its input's.
            FieldValueError: an input does not accept its value.
        """
        checked: list[tuple[IvkWorkflowInput, IvkField[Any]]] = []
        errors: list[WorkflowError] = []
        for key, value in values.items():
            try:
                inp = self[key]
                checked.append((inp, inp.check(value, removable=inp.optional)))
            except WorkflowError as error:
                errors.append(error)
        if errors:
            raise _combine(errors)
        for inp, field in checked:
            self._workflow.set_value(inp.node_id, inp.field_name, field)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the inputs: the label, or `node id.field` if several inputs have the label.

        Together with the search by key, this makes `dict(workflow.inputs)` a dictionary of the inputs by key.
        """
        return tuple(self._make_keys())

    def items(self) -> tuple[tuple[str, IvkWorkflowInput], ...]:
        """Return the inputs with their keys."""
        return tuple(self._make_keys().items())

    def values(self) -> tuple[IvkWorkflowInput, ...]:
        """Return the inputs, in the order of the form; an input that the form shows twice only once."""
        return tuple(self._make_keys().values())

    def __repr__(self) -> str:
        return f"<WorkflowInputs {[inp.label for inp in self._inputs]}>"

    def _make_keys(self) -> dict[str, IvkWorkflowInput]:
        counts = Counter(inp.label for inp in self._inputs)
        inputs: dict[str, IvkWorkflowInput] = {}
        for inp in self._inputs:
            inputs.setdefault(inp.label if counts[inp.label] == 1 else f"{inp.node_id}.{inp.field_name}", inp)
        return inputs

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
        nothing = "" if labels else "; the form has no inputs, but `inputs[node, field]` finds any field"
        raise _make_unknown_error(f"no input is labelled {name!r}{nothing}", name, labels, "the labels are")

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
            raise _make_unknown_error(
                f"no node has the id, label or type {node!r}",
                node,
                known,
                "the nodes are",
                shown=(n.type for n in nodes.values()),
            )
        fields = [*nodes[ids[0]].inputs, *(t.inputs if (t := nodes[ids[0]].template) else ())]
        raise _make_unknown_error(
            f"node {describe_node(nodes[ids[0]])} has no field {name!r}",
            name,
            fields,
            "its fields are",
            node_id=ids[0],
            field_name=name,
        )

    def _has_field(self, node_id: str, name: str) -> bool:
        return name in self._workflow.node(node_id).inputs or self._workflow.input_template(node_id, name) is not None


def _make_unknown_error(
    message: str,
    name: str,
    known: Sequence[str],
    heading: str,
    *,
    shown: Iterable[str] | None = None,
    node_id: str | None = None,
    field_name: str | None = None,
) -> UnknownInputError:
    """Make the error for a name that matches nothing: with similar names, or else with the known names."""
    suggestions = find_close_matches(name, known)
    names = list(dict.fromkeys(known if shown is None else shown))
    if names and not suggestions:
        more = ", …" if len(names) > _MOST_SHOWN else ""
        message = f"{message}; {heading} {', '.join(map(repr, names[:_MOST_SHOWN]))}{more}"
    return UnknownInputError(message, suggestions=suggestions, node_id=node_id, field_name=field_name)


def _combine(errors: Sequence[WorkflowError]) -> WorkflowError:
    """Return one error for all: the error itself if there is one, else one of their common class."""
    if len(errors) == 1:
        return errors[0]
    classes, codes = {type(error) for error in errors}, {error.code for error in errors}
    message = "\n".join((f"{len(errors)} values were refused:", *(f"- {error.message}" for error in errors)))
    cls = classes.pop() if len(classes) == 1 else FieldValueError
    return cls(message, code=codes.pop() if len(codes) == 1 else "several_values", errors=errors)
