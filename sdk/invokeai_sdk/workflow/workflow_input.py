"""One input of a workflow: what it is, what it holds, and setting it.

Setting an input checks the value against everything the server's schema says about the field; what is refused changes
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field as attribute
from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import FieldLockedError, FieldValueError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.registry import read_stored_field
from invokeai_sdk.fields.validate import Violation, find_violations
from invokeai_sdk.workflow.names import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk.schema.types import FieldType, InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow


@frozen(eq=False, slots=False)  # without slots a frozen class is made three times as fast
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
        return type(read_stored_field(self.template, UNSET if stored is None else stored.value))

    @property
    def value(self) -> JSONValue | Unset:
        """The current value as JSON has it, valid or not; `UNSET` if it has none, or one that is pending."""
        return self._workflow.raw_value(self.node_id, self.field_name)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What is wrong with the current value; nothing, if no schema says how it should be."""
        if self.template is None or self.field.pending:
            return ()
        return find_violations(self.template, self.value, connected=self.connected)

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
        # The editor takes any text for a choice, except for a scheduler: it knows those, and refuses any other.
        name = self.template.type.name if self.template is not None else ""
        if name == "SchedulerField" or (name == "EnumField" and not isinstance(raw, str)):
            for rule in self._broken(made.to_api()):
                raise self._refusal(rule.message, rule.code)
        self._workflow.set_value(self.node_id, self.field_name, made)

    def where(self) -> str:
        """Say which input this is, for a message: label, field, node and its id."""
        return f"{self.label!r} (field {self.field_name!r} of node {quoted(self.node)})"

    def _broken(self, value: JSONValue | Unset) -> Sequence[Violation]:
        if self.template is None or (value is UNSET and self.connected):
            return ()
        return find_violations(self.template, value, connected=False)

    def _refusal(self, message: str, code: str) -> FieldValueError:
        return FieldValueError(
            f"{self.where()}: {message}", code=code, node_id=self.node_id, field_name=self.field_name
        )
