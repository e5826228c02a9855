"""What all fields have in common."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.errors import FieldValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.types import InputTemplate

T = TypeVar("T")

_LONGEST = 80


@frozen
class IvkField(Generic[T]):
    """One value of a workflow input, of a type that is known.

    Every subclass can be made without arguments, holds its value in `value`, and knows how to read and write the
    server's JSON. Subclasses say in `expects` what they take, for messages.

    Attributes:
        value: the value as Python has it; `UNSET` if there is none.
    """

    expects: ClassVar[str]
    value: T | Unset = UNSET

    @classmethod
    def from_api(cls, raw: JSONValue | Unset) -> Self:
        """Read a value as JSON has it: in a workflow file, or in what the server sends.

        Args:
            raw: the decoded JSON value; `UNSET` gives a field without a value.

        Raises:
            FieldValueError: if it is not a value of this type.
        """
        return cls(UNSET if raw is UNSET else cls._read(raw))

    @classmethod
    def coerce(cls, value: object, template: InputTemplate | None = None) -> Self:
        """Make a field of a plain Python value.

        Args:
            value: any object; see the class for what it takes. `None` takes the value away.
            template: the input it is meant for, which narrows down what a name may stand for.

        Raises:
            FieldValueError: if the value is not one that this field takes.
        """
        return cls(UNSET if value is UNSET or value is None else cls._take(value, template))

    def to_api(self) -> JSONValue | Unset:
        """Return the value as JSON has it; `UNSET` if there is none.

        Raises:
            FieldValueError: if something about the value is pending (code `pending_value`).
        """
        for pending in self.pending:
            raise FieldValueError(f"{pending} has not been resolved yet", code="pending_value")
        return UNSET if self.value is UNSET else self._write(self.value)

    @property
    def pending(self) -> tuple[Pending, ...]:
        """What a server must complete before this value can be sent; empty for most fields."""
        return () if self.value is UNSET else tuple(self._pending(self.value))

    def resolved(self, answers: Mapping[Pending, JSONValue]) -> Self:
        """Return this field with everything pending replaced.

        Args:
            answers: for each pending thing the JSON value that stands for it, such as `{"image_name": …}` for an
                upload or the identifier of a model. What has no answer stays pending.

        Raises:
            FieldValueError: if an answer is not a value of this type.
        """
        return self if self.value is UNSET else evolve(self, value=self._resolve(self.value, answers))

    # --- What a subclass defines -------------------------------------------------------------------------------------

    @classmethod
    def _read(cls, raw: object) -> T:
        """Read a JSON value, or refuse it."""
        raise NotImplementedError

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> T:
        """Read a Python value, or refuse it; by default those that look like the JSON value."""
        del template
        return cls._read(value)

    @classmethod
    def _write(cls, value: T) -> JSONValue:
        """Write the JSON value."""
        return value  # type: ignore[return-value]  # plain types are their own JSON

    @classmethod
    def _pending(cls, value: T) -> Iterable[Pending]:
        del value
        return ()

    @classmethod
    def _resolve(cls, value: T, answers: Mapping[Pending, JSONValue]) -> T:
        del answers
        return value

    @classmethod
    def _refuse(cls, got: object) -> NoReturn:
        raise FieldValueError(f"expected {cls.expects}, got {describe(got)}")


@frozen
class IvkCollectionField(IvkField[tuple[T, ...]]):
    """A list of values of one type; `value` is a tuple.

    Attributes:
        item: the field class whose values the list holds. It reads, writes and checks the entries.
    """

    item: ClassVar[type[IvkField[Any]]]
    value: tuple[T, ...] | Unset = ()

    @classmethod
    def _read(cls, raw: object) -> tuple[T, ...]:
        if not isinstance(raw, list):
            cls._refuse(raw)
        return cls._each(raw, cls.item._read)  # noqa: SLF001 - a collection is made of its items

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> tuple[T, ...]:
        if isinstance(value, str | bytes | dict) or not hasattr(value, "__iter__"):
            cls._refuse(value)
        return cls._each(value, lambda entry: cls.item._take(entry, template))  # noqa: SLF001

    @classmethod
    def _each(cls, entries: Any, read: Any) -> tuple[T, ...]:
        taken: list[T] = []
        for index, entry in enumerate(entries):
            try:
                taken.append(read(entry))
            except FieldValueError as error:
                raise FieldValueError(f"entry {index}: {error.message}", code=error.code) from error
        return tuple(taken)

    @classmethod
    def _write(cls, value: tuple[T, ...]) -> JSONValue:
        return [cls.item._write(entry) for entry in value]  # noqa: SLF001

    @classmethod
    def _pending(cls, value: tuple[T, ...]) -> Iterable[Pending]:
        return (pending for entry in value for pending in cls.item._pending(entry))  # noqa: SLF001

    @classmethod
    def _resolve(cls, value: tuple[T, ...], answers: Mapping[Pending, JSONValue]) -> tuple[T, ...]:
        return tuple(cls.item._resolve(entry, answers) for entry in value)  # noqa: SLF001


def describe(value: object) -> str:
    """Say what a value is, for a message: its kind and, shortened, what it says."""
    kinds: dict[type, str] = {bool: "the boolean", str: "the text", int: "the number", float: "the number"}
    if value is None:
        return "nothing (null)"
    kind = kinds.get(type(value))
    try:
        shown = json.dumps(value, ensure_ascii=False) if kind or isinstance(value, dict | list) else repr(value)
    except (TypeError, ValueError, RecursionError):
        shown = f"an object of type {type(value).__name__}"
    shown = shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
    return f"{kind} {shown}" if kind else shown
