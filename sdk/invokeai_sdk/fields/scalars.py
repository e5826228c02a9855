"""Fields whose value is a number, a text, a boolean, an option, or a list of these."""

from __future__ import annotations

import operator
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from attrs import frozen

from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.fields import readers
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.schema.types import EnumOption

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.schema.types import InputTemplate

V = TypeVar("V", bound="bool | int | float | str")


RANDOM: Final = "random"
"""The text that stands for a random seed."""


class RandomSeed(int):
    """A random seed: each run gets another one. The number itself is used where a run cannot be told from another."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"RandomSeed({int(self)})"


@frozen
class _PlainField(IvkField[V]):
    """A value whose Python form and JSON form are the same."""

    @classmethod
    def _normalise(cls, raw: object) -> V | Unset:
        """Return the normalised form of a JSON value; `UNSET` to refuse the value."""
        raise NotImplementedError

    @classmethod
    def _read(cls, raw: object) -> V:
        value = cls._normalise(raw)
        if value is UNSET:
            cls._refuse(raw)
        return value


@frozen
class IvkIntegerField(_PlainField[int]):
    """A whole number. Accepts ints, floats without a fraction, and objects with `__index__`, but not booleans.

    Inputs that hold seeds also accept `"random"`: each run gets another seed.
    """

    expects: ClassVar[str] = "a whole number"
    value: int | Unset = 0

    @classmethod
    def _normalise(cls, raw: object) -> int | Unset:
        return readers.integer(raw)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> int:
        if isinstance(value, RandomSeed):
            return value
        if hasattr(value, "__index__") and not isinstance(value, bool):
            return operator.index(value)
        return super()._take(value, template)

    @classmethod
    def _preview(cls, value: int) -> JSONValue:
        return RANDOM if isinstance(value, RandomSeed) else value


@frozen
class IvkFloatField(_PlainField[float]):
    """A finite number. Accepts ints, floats and objects with `__float__`, but not booleans or text."""

    expects: ClassVar[str] = "a number"
    value: float | Unset = 0.0

    @classmethod
    def _normalise(cls, raw: object) -> float | Unset:
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
    """A text. Accepts any str."""

    expects: ClassVar[str] = "a text"
    value: str | Unset = ""

    @classmethod
    def _normalise(cls, raw: object) -> str | Unset:
        return readers.string(raw)


@frozen
class IvkBooleanField(_PlainField[bool]):
    """`True` or `False`. Does not accept numbers or text."""

    expects: ClassVar[str] = "True or False"
    value: bool | Unset = False

    @classmethod
    def _normalise(cls, raw: object) -> bool | Unset:
        return readers.boolean(raw)


@frozen
class _OptionField(_PlainField[V]):
    """One of several options. Also accepts members of a Python enum whose values are options."""

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> V:
        return super()._take(value.value if isinstance(value, Enum) else value, template)


@frozen
class IvkEnumField(_OptionField[EnumOption]):
    """One of the options of an input: usually a text, in rare cases a number.

    The field accepts any text, number or boolean; the options are checked when the field is set on an input.
    """

    expects: ClassVar[str] = "one of the input's options"

    @classmethod
    def _normalise(cls, raw: object) -> EnumOption | Unset:
        return raw if isinstance(raw, str | bool) else readers.number(raw)


@frozen
class IvkSchedulerField(_OptionField[str]):
    """The name of a scheduler, such as `dpmpp_3m_k`. Accepts any text, or an enum member with a text as its value."""

    expects: ClassVar[str] = "the name of a scheduler"
    value: str | Unset = "dpmpp_3m_k"

    @classmethod
    def _normalise(cls, raw: object) -> str | Unset:
        return readers.string(raw)


@frozen
class IvkSavedWorkflowField(_PlainField[str]):
    """The id of a workflow saved on the server, empty for none. Accepts the id, or an object with a `workflow_id`."""

    expects: ClassVar[str] = "the id of a saved workflow"
    value: str | Unset = ""

    @classmethod
    def _normalise(cls, raw: object) -> str | Unset:
        return readers.string(raw)

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> str:
        return super()._take(getattr(value, "workflow_id", value), template)


@frozen
class IvkIntegerCollectionField(IvkCollectionField[int]):
    """A list of whole numbers."""

    expects: ClassVar[str] = "a list of whole numbers"
    item: ClassVar[type[IvkField[Any]]] = IvkIntegerField


@frozen
class IvkFloatCollectionField(IvkCollectionField[float]):
    """A list of numbers."""

    expects: ClassVar[str] = "a list of numbers"
    item: ClassVar[type[IvkField[Any]]] = IvkFloatField


@frozen
class IvkStringCollectionField(IvkCollectionField[str]):
    """A list of texts."""

    expects: ClassVar[str] = "a list of texts"
    item: ClassVar[type[IvkField[Any]]] = IvkStringField


@frozen
class IvkBooleanCollectionField(IvkCollectionField[bool]):
    """A list of booleans."""

    expects: ClassVar[str] = "a list of booleans"
    item: ClassVar[type[IvkField[Any]]] = IvkBooleanField


@frozen
class IvkEnumCollectionField(IvkCollectionField[EnumOption]):
    """A list of options."""

    expects: ClassVar[str] = "a list of options"
    item: ClassVar[type[IvkField[Any]]] = IvkEnumField
