"""`IvkWorkflowInput`: one input of a workflow, with its description, its current value and its setters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field as attribute
from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
from invokeai_sdk.errors import FieldLockedError, FieldValueError
from invokeai_sdk.fields.base import IvkField
from invokeai_sdk.fields.registry import read_stored_field
from invokeai_sdk.fields.scalars import RANDOM, IvkIntegerCollectionField, IvkIntegerField, RandomSeed
from invokeai_sdk.fields.validate import Violation, find_violations
from invokeai_sdk.workflow.attribute_guard import guard_attributes, make_attribute_error
from invokeai_sdk.workflow.nodes import describe_node
from invokeai_sdk.workflow.seeds import draw_seed, is_seed_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk.schema.types import FieldType, InputTemplate
    from invokeai_sdk.workflow.nodes import WorkflowNode
    from invokeai_sdk.workflow.workflow import Workflow


def _refuse_attribute(inp: IvkWorkflowInput, name: str) -> AttributeError:
    return make_attribute_error(inp, name, advice="set it with set(value)" if name in ("field", "value") else "")


@guard_attributes(_refuse_attribute)
@frozen(eq=False, slots=False)  # instances of a frozen class without slots are created three times as fast
class IvkWorkflowInput:
    """One input of a workflow.

    The attributes describe the input and never change; `field`, `value` and `connected` are read from the workflow on
    each access. Setting an attribute raises `AttributeError`; `set` and `set_json` change the value. They check it
    against the server's schema, and change nothing if they refuse it.

    Attributes:
        index: the position on the form, from 0; `None` for a field that is not on the form.
        node_id: the id of the node.
        field_name: the name of the node's field.
        own_label: the label given by the workflow's author, often empty.
        own_description: the description given by the author, often empty.
        template: the schema's description of the field; `None` if no schema describes the node.
        settings: the editor's display settings (slider bounds, drop-down options), as the workflow states them.
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
        """The node that the input belongs to."""
        return self._workflow.node(self.node_id)

    @property
    def label(self) -> str:
        """The label that the form shows: the author's, else the field's title."""
        return self.own_label or (self.template.title if self.template else "") or self.field_name

    @property
    def description(self) -> str:
        """The description that the form shows: the author's, else the field's."""
        return self.own_description or (self.template.description if self.template else "")

    @property
    def field_type(self) -> FieldType | None:
        """The type of the field; `None` if no schema describes it."""
        return self.template.type if self.template else None

    @property
    def required(self) -> bool | None:
        """Whether the input must have a value or a connection; `None` if no schema describes the field."""
        return self.template.required if self.template else None

    @property
    def optional(self) -> bool:
        """Whether `inputs.update` can remove the value by `None`: the server needs no value, and has no default."""
        return self.template is None or (not self.template.required and self.template.default in (UNSET, None))

    @property
    def is_seed(self) -> bool:
        """Whether the input holds a seed and accepts `"random"`.

        It holds one if the name of the field, or the label of the input or its node, says so, or if its node feeds an
        input with such a name.
        """
        if self.field_class is not IvkIntegerField:
            return False
        texts = (self.field_name, self.own_label, self.node.label)
        return any(is_seed_name(text) for text in texts) or self._workflow.feeds_seed(self.node_id)

    @property
    def connected(self) -> bool:
        """Whether another node feeds the input; its own value is then never sent."""
        return self._workflow.is_connected(self.node_id, self.field_name)

    @property
    def field(self) -> IvkField[Any]:
        """The current field. Its class is locked: only a field of exactly this class can replace it."""
        return self._workflow.value(self.node_id, self.field_name)

    @property
    def field_class(self) -> type[IvkField[Any]]:
        """The class of every field that this input can have."""
        stored = self.node.inputs.get(self.field_name)
        return type(read_stored_field(self.template, UNSET if stored is None else stored.value))

    @property
    def value(self) -> JSONValue | Unset:
        """The current value as JSON, valid or not; `UNSET` if the input has no value.

        The value of a model or board that is to be looked up is the name, and that of a random seed is `"random"`. A
        file to upload has no value yet.
        """
        raw = self._workflow.raw_value(self.node_id, self.field_name)
        return self.field.preview() if raw is UNSET or isinstance(raw, RandomSeed) else raw

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The rules of the schema that the current value breaks; empty if no schema describes the field."""
        if self.template is None or self.field.pending:
            return ()
        return find_violations(self.template, self.value, connected=self.connected)

    def set(self, value: object) -> None:
        """Set the value.

        Args:
            value: a plain Python value that the field class accepts, or a field of exactly that class. `None` removes
                the value. `"random"` gives each run another seed, if the input holds a seed.

        Raises:
            FieldLockedError: the value is a field of another class.
            FieldValueError: the value has the wrong type, is out of bounds, or is not an option.
        """
        self._workflow.set_value(self.node_id, self.field_name, self.check(value))

    def check(self, value: object, *, removable: bool = True) -> IvkField[Any]:
        """Return the field that `set` would store, without storing it.

        Args:
            value: a value as for `set`.
            removable: whether `None` removes the value; if false, `None` is refused.

        Raises:
            FieldLockedError: the value is a field of another class.
            FieldValueError: the value has the wrong type, is out of bounds, or is not an option.
        """
        cls = self.field_class
        if isinstance(value, IvkWorkflowInput):
            value = value.field
        if isinstance(value, IvkField):
            if type(value) is not cls:
                reason = f"holds a {cls.__name__}; a {type(value).__name__} cannot replace it"
                raise FieldLockedError(
                    f"{self.describe()} {reason}",
                    node_id=self.node_id,
                    field_name=self.field_name,
                    label=self.label,
                    reason=reason,
                )
            value = value.value
        if isinstance(value, str) and value == RANDOM and self.is_seed:
            value = draw_seed(self.template)
        if cls in (IvkIntegerField, IvkIntegerCollectionField):
            value = _convert_whole_numbers(value)
        try:
            field = cls.coerce(value, self.template)
            # A value that a server must complete is checked with a placeholder.
            complete = field.resolve({pending: pending.placeholder for pending in field.pending})
            broken = self._find_violations(complete.to_api())
        except FieldValueError as error:
            raise self._make_error(error.message, error.code) from error
        if value is None and field.value is UNSET and not removable:
            raise self._make_error(f"expected {cls.expects}, got nothing (null)", FieldValueError.default_code)
        if broken:
            raise self._make_error("; ".join(rule.message for rule in broken), broken[0].code)
        return field

    def set_json(self, raw: JSONValue) -> None:
        """Set the value from JSON. As in the editor, the type is checked and the bounds are not.

        Args:
            raw: the decoded JSON value.

        Raises:
            FieldValueError: the field class does not accept the value.
        """
        try:
            field = self.field_class.from_api(raw)
        except FieldValueError as error:
            raise self._make_error(error.message, error.code) from error
        # The editor accepts any string for an enum, but only its own schedulers for a scheduler.
        name = self.template.type.name if self.template is not None else ""
        if name == "SchedulerField" or (name == "EnumField" and not isinstance(raw, str)):
            for rule in self._find_violations(field.to_api()):
                raise self._make_error(rule.message, rule.code)
        self._workflow.set_value(self.node_id, self.field_name, field)

    def describe(self) -> str:
        """Return the text that error messages name the input by: label, field, node and node id."""
        return f"{self.label!r} (field {self.field_name!r} of node {describe_node(self.node)})"

    def _find_violations(self, value: JSONValue | Unset) -> Sequence[Violation]:
        if self.template is None or (value is UNSET and self.connected):
            return ()
        return find_violations(self.template, value, connected=False)

    def _make_error(self, message: str, code: str) -> FieldValueError:
        return FieldValueError(
            f"{self.describe()}: {message}",
            code=code,
            node_id=self.node_id,
            field_name=self.field_name,
            label=self.label,
            reason=message,
        )


def _convert_whole_numbers(value: object) -> object:
    """Return floats without a fraction as integers, of any size: JSON does not distinguish them."""
    if isinstance(value, list | tuple):
        return [_convert_whole_numbers(entry) for entry in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
