"""Fields of plain values: numbers, text, booleans, choices; and lists of them."""

from __future__ import annotations

import operator
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import frozen

from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.schema.types import EnumOption

if TYPE_CHECKING:
    from invokeai_sdk.schema.types import InputTemplate

V = TypeVar("V", bound="bool | int | float | str")


@frozen
class _PlainField(IvkField[V]):
    """A value that is its own JSON."""

    @classmethod
    def _keep(cls, raw: object) -> V | Unset:
        """Return what is kept of a JSON value; `UNSET` to refuse it."""
        raise NotImplementedError

    @classmethod
    def _read(cls, raw: object) -> V:
        value = cls._keep(raw)
        if value is UNSET:
            cls._refuse(raw)
        return value


@frozen
class IvkIntegerField(_PlainField[int]):
    """A whole number. Takes ints, floats without a fraction, and anything with `__index__`; no bools."""

    expects: ClassVar[str] = "a whole number"
    value: int | Unset = 0

    @classmethod
    def _keep(cls, raw: object) -> int | Unset:
        return readers.integer(raw)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> int:
        if hasattr(value, "__index__") and not isinstance(value, bool):
            return operator.index(value)
        return super()._take(value, template)


@frozen
class IvkFloatField(_PlainField[float]):
    """A finite number. Takes ints, floats and anything with `__float__`; no bools, no text."""

    expects: ClassVar[str] = "a number"
    value: float | Unset = 0.0

    @classmethod
    def _keep(cls, raw: object) -> float | Unset:
        return readers.number(raw)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> float:
        if hasattr(value, "__float__") and not isinstance(value, bool | int | float):
            try:
                return super()._take(float(value), template)
            except (TypeError, ValueError, OverflowError):
                cls._refuse(value)
        return super()._take(value, template)


@frozen
class IvkStringField(_PlainField[str]):
    """Any text."""

    expects: ClassVar[str] = "a text"
    value: str | Unset = ""

    @classmethod
    def _keep(cls, raw: object) -> str | Unset:
        return readers.string(raw)


@frozen
class IvkBooleanField(_PlainField[bool]):
    """`True` or `False`; numbers and text are refused."""

    expects: ClassVar[str] = "True or False"
    value: bool | Unset = False

    @classmethod
    def _keep(cls, raw: object) -> bool | Unset:
        return readers.boolean(raw)


@frozen
class _ChoiceField(_PlainField[V]):
    """One of several options; also takes members of a Python enum whose value is one."""

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> V:
        return super()._take(value.value if isinstance(value, Enum) else value, template)


@frozen
class IvkEnumField(_ChoiceField[EnumOption]):
    """One of the options that the node names: text, rarely a number.

    Which options there are is checked when the field is set on an input.
    """

    expects: ClassVar[str] = "one of the input's options"

    @classmethod
    def _keep(cls, raw: object) -> EnumOption | Unset:
        return raw if isinstance(raw, str | bool) else readers.number(raw)


@frozen
class IvkSchedulerField(_ChoiceField[str]):
    """The name of a scheduler, such as `dpmpp_3m_k`."""

    expects: ClassVar[str] = "the name of a scheduler"
    value: str | Unset = "dpmpp_3m_k"

    @classmethod
    def _keep(cls, raw: object) -> str | Unset:
        return readers.string(raw)


@frozen
class IvkSavedWorkflowField(_PlainField[str]):
    """The id of a workflow saved on the server; empty if none is chosen. Takes objects with a `workflow_id`."""

    expects: ClassVar[str] = "the id of a saved workflow"
    value: str | Unset = ""

    @classmethod
    def _keep(cls, raw: object) -> str | Unset:
        return readers.string(raw)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> str:
        return super()._take(getattr(value, "workflow_id", value), template)


@frozen
class IvkIntegerCollectionField(IvkCollectionField[int]):
    """A list of whole numbers."""

    expects: ClassVar[str] = "a list of whole numbers"
    item: ClassVar = IvkIntegerField


@frozen
class IvkFloatCollectionField(IvkCollectionField[float]):
    """A list of numbers."""

    expects: ClassVar[str] = "a list of numbers"
    item: ClassVar = IvkFloatField


@frozen
class IvkStringCollectionField(IvkCollectionField[str]):
    """A list of texts."""

    expects: ClassVar[str] = "a list of texts"
    item: ClassVar = IvkStringField


@frozen
class IvkBooleanCollectionField(IvkCollectionField[bool]):
    """A list of booleans."""

    expects: ClassVar[str] = "a list of booleans"
    item: ClassVar = IvkBooleanField


@frozen
class IvkEnumCollectionField(IvkCollectionField[EnumOption]):
    """A list of options."""

    expects: ClassVar[str] = "a list of options"
    item: ClassVar = IvkEnumField
