"""The inputs of a workflow: what its form shows, to be listed, read and set.

An input is found by its place on the form, by its label, by its node and field, or by its node alone. Setting one
checks the value against everything the server's schema says about the field; what is refused changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field as attribute
from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import AmbiguousInputError, FieldLockedError, FieldValueError, UnknownInputError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.registry import stored_field
from invokeai_sdk.fields.validate import Violation, violations
from invokeai_sdk.workflow.names import close, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from invokeai_sdk.schema.types import FieldType, InputTemplate
    from invokeai_sdk.workflow.form import NodeFieldElement
    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow

InputKey: TypeAlias = int | str | tuple[str, str]
"""What finds an input: its index, its label (or its node's label, type or id), or (node, field) or `"node.field"`."""


@frozen(eq=False)
class IvkWorkflowInput:
    """One input of a workflow.

    The attributes say what it is and never change; `field`, `value` and `connected` are read from the workflow
    whenever they are asked for.

    Attributes:
        index: its place on the form, from 0; `None` for a field that is not on the form.
        node_id: the node.
        field_name: its field.
        own_label: the label that the workflow's author gave it, often empty.
        own_description: the description that the author gave it, often empty.
        template: what the server's schema says about it; `None` if no schema describes its node.
        settings: how the editor shows it (slider bounds, drop-down options), as the workflow states it.
        show_description: whether the form shows the description.
    """

    _workflow: Workflow = attribute(repr=False)
    index: int | None
    node_id: str
    field_name: str
    own_label: str = ""
    own_description: str = ""
    template: InputTemplate | None = attribute(default=None, repr=False)
    settings: JSONObject | None = attribute(default=None, repr=False)
    show_description: bool = attribute(default=True, repr=False)

    @property
    def node(self) -> WorkflowNode:
        """The node it belongs to."""
        return self._workflow.node(self.node_id)

    @property
    def label(self) -> str:
        """The label as the form shows it: the author's, else the field's title."""
        return self.own_label or (self.template.title if self.template else "") or self.field_name

    @property
    def description(self) -> str:
        """The description as the form shows it: the author's, else the field's."""
        return self.own_description or (self.template.description if self.template else "")

    @property
    def field_type(self) -> FieldType | None:
        """The field's type; `None` if no schema describes it."""
        return self.template.type if self.template else None

    @property
    def required(self) -> bool | None:
        """Whether it must have a value or a connection; `None` if no schema says."""
        return self.template.required if self.template else None

    @property
    def connected(self) -> bool:
        """Whether another node feeds it; its own value is then never sent."""
        return self._workflow.connected(self.node_id, self.field_name)

    @property
    def field(self) -> IvkField[Any]:
        """The current field. Its class is locked: only one of exactly this class can replace it."""
        return self._workflow.value(self.node_id, self.field_name)

    @property
    def field_class(self) -> type[IvkField[Any]]:
        """The class that every value of this input has."""
        stored = self.node.inputs.get(self.field_name)
        return type(stored_field(self.template, UNSET if stored is None else stored.value))

    @property
    def value(self) -> JSONValue | Unset:
        """The current value as JSON has it, valid or not; `UNSET` if it has none, or one that is pending."""
        return self._workflow.raw_value(self.node_id, self.field_name)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What is wrong with the current value; nothing, if no schema says how it should be."""
        if self.template is None or self.field.pending:
            return ()
        return violations(self.template, self.value, connected=self.connected)

    def set(self, value: object) -> None:
        """Give it another value.

        Args:
            value: a plain Python value that its field class takes, or a field of exactly that class. `None` takes
                the value away.

        Raises:
            FieldLockedError: a field of another class.
            FieldValueError: a value of the wrong type, out of bounds, or not among the options.
        """
        self._workflow.set_value(self.node_id, self.field_name, self.checked(value))

    def checked(self, value: object) -> IvkField[Any]:
        """Return the field that `set` would put in place, without doing so.

        Raises:
            FieldLockedError: a field of another class.
            FieldValueError: a value of the wrong type, out of bounds, or not among the options.
        """
        cls = self.field_class
        if isinstance(value, IvkField):
            if type(value) is not cls:
                raise FieldLockedError(
                    f"{self.where()} holds a {cls.__name__}; a {type(value).__name__} cannot replace it",
                    node_id=self.node_id,
                    field_name=self.field_name,
                )
            value = value.value
        try:
            made = cls.coerce(value, self.template)
        except FieldValueError as error:
            raise self._refusal(error.message, error.code) from error
        broken = [] if made.pending else self._broken(made.to_api())
        if broken:
            raise self._refusal("; ".join(rule.message for rule in broken), broken[0].code)
        return made

    def set_json(self, raw: JSONValue) -> None:
        """Give it a value as JSON has it, as the editor's own widgets do: of the right shape, bounds aside.

        Raises:
            FieldValueError: a value that the field's schema does not take.
        """
        try:
            made = self.field_class.from_api(raw)
        except FieldValueError as error:
            raise self._refusal(error.message, error.code) from error
        self._workflow.set_value(self.node_id, self.field_name, made)

    def where(self) -> str:
        """Say which input this is, for a message: label, field, node and its id."""
        return f"{self.label!r} (field {self.field_name!r} of node {quoted(self.node)})"

    def _broken(self, value: JSONValue | Unset) -> Sequence[Violation]:
        if self.template is None or (value is UNSET and self.connected):
            return ()
        return violations(self.template, value, connected=False)

    def _refusal(self, message: str, code: str) -> FieldValueError:
        return FieldValueError(
            f"{self.where()}: {message}", code=code, node_id=self.node_id, field_name=self.field_name
        )


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
        elements = list(workflow.form.fields())
        self._inputs = tuple(self._on_form(index, element) for index, element in enumerate(elements))

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

    def _on_form(self, index: int, element: NodeFieldElement) -> IvkWorkflowInput:
        return self._make(index, element.node_id, element.field_name, element)

    def _make(
        self, index: int | None, node_id: str, field_name: str, element: NodeFieldElement | None = None
    ) -> IvkWorkflowInput:
        stored = self._workflow.node(node_id).inputs.get(field_name)
        return IvkWorkflowInput(
            workflow=self._workflow,
            index=index,
            node_id=node_id,
            field_name=field_name,
            own_label=stored.label if stored else "",
            own_description=stored.description if stored else "",
            template=self._workflow.input_template(node_id, field_name),
            settings=element.settings if element else None,
            show_description=element.show_description if element else True,
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
