"""Base classes of fields: `IvkField` for one value, `IvkCollectionField` for a list of values."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, Self, TypeVar

from attrs import evolve, frozen

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.errors import FieldValueError
from invokeai_sdk.fields.pending import PendingUpload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.schema.types import InputTemplate

T = TypeVar("T")

_MAX_DESCRIPTION_LENGTH: Final = 80  # characters


@frozen
class IvkField(Generic[T]):
    """The value of a workflow input, with conversion to and from the server's JSON.

    There is one subclass per field type. Every subclass can be created without arguments.

    Attributes:
        expects: a description of the accepted values, for error messages, such as "a whole number".
        value: the value as a Python object; `UNSET` if the field has no value.
    """

    expects: ClassVar[str]
    value: T | Unset = UNSET

    @classmethod
    def from_api(cls, raw: JSONValue | Unset) -> Self:
        """Create a field from JSON, as stored in a workflow file or sent by the server.

        Args:
            raw: the decoded JSON value; `UNSET` creates a field without a value.

        Raises:
            FieldValueError: the JSON value does not have the type of this field.
        """
        return cls(UNSET if raw is UNSET else cls._read(raw))

    @classmethod
    def coerce(cls, value: object, template: InputTemplate | None = None) -> Self:
        """Create a field from a Python value.

        Args:
            value: the value; each class describes the values that it accepts. `None` creates a field without a value.
            template: the input that the field is for; restricts which models a model name can refer to.

        Raises:
            FieldValueError: the field does not accept the value.
        """
        return cls(UNSET if value is UNSET or value is None else cls._take(value, template))

    def to_api(self) -> JSONValue | Unset:
        """Return the value as JSON; `UNSET` if the field has no value.

        Raises:
            FieldValueError: the value is pending: a file to upload, or a name to look up (code `pending_value`).
        """
        for pending in self.pending:
            raise FieldValueError(f"{pending} cannot be converted to JSON before it is resolved", code="pending_value")
        return UNSET if self.value is UNSET else self._write(self.value)

    def preview(self) -> JSONValue | Unset:
        """Return the value as JSON for display, with the names of models and boards that are to be looked up.

        Returns:
            The JSON; `UNSET` if the field has no value, or if a file must be uploaded first.
        """
        if self.value is UNSET or any(isinstance(pending, PendingUpload) for pending in self.pending):
            return UNSET
        return self._preview(self.value)

    @property
    def pending(self) -> tuple[Pending, ...]:
        """The uploads and look-ups that a server must complete before the value can be sent; empty for most fields."""
        return () if self.value is UNSET else tuple(self._pending(self.value))

    def resolve(self, replacements: Mapping[Pending, JSONValue]) -> Self:
        """Return a copy of this field in which the pending values are replaced.

        Args:
            replacements: the JSON value for each pending value, such as `{"image_name": …}` for an upload or the
                identifier of a model. Pending values without a replacement stay pending.

        Raises:
            FieldValueError: a replacement does not have the type of this field.
        """
        return self if self.value is UNSET else evolve(self, value=self._resolve(self.value, replacements))

    # --- Hooks for subclasses ----------------------------------------------------------------------------------------

    @classmethod
    def _read(cls, raw: object) -> T:
        """Convert a JSON value, or raise `FieldValueError` by calling `_refuse`."""
        raise NotImplementedError

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> T:
        """Convert a Python value, or raise `FieldValueError`; by default, accept what `_read` accepts."""
        del template
        return cls._read(value)

    @classmethod
    def _write(cls, value: T) -> JSONValue:
        """Return the JSON form of a value."""
        return value  # type: ignore[return-value]  # the default is for types that JSON has as well

    @classmethod
    def _preview(cls, value: T) -> JSONValue:
        """Return the JSON form of a value that can be a name to look up."""
        return cls._write(value)

    @classmethod
    def _pending(cls, value: T) -> Iterable[Pending]:
        """Return the pending values that a value consists of or contains."""
        del value
        return ()

    @classmethod
    def _resolve(cls, value: T, replacements: Mapping[Pending, JSONValue]) -> T:
        """Return a value in which the pending values are replaced."""
        del replacements
        return value

    @classmethod
    def _refuse(cls, got: object) -> NoReturn:
        """Raise `FieldValueError` for a value that the field does not accept."""
        raise FieldValueError(f"expected {cls.expects}, got {describe_value(got)}")


@frozen
class IvkCollectionField(IvkField[tuple[T, ...]]):
    """A list of values of one type.

    Attributes:
        item: the field class that converts and checks the entries.
        value: the entries, as a tuple.
    """

    item: ClassVar[type[IvkField[Any]]]
    value: tuple[T, ...] | Unset = ()

    @classmethod
    def _read(cls, raw: object) -> tuple[T, ...]:
        if not isinstance(raw, list):
            cls._refuse(raw)
        return cls._convert_each(raw, cls.item._read)  # noqa: SLF001 - a collection delegates to the class of its items

    @classmethod
    def _take(cls, value: object, template: InputTemplate | None) -> tuple[T, ...]:
        if isinstance(value, str | bytes | dict) or not isinstance(value, Iterable):
            cls._refuse(value)
        return cls._convert_each(value, lambda entry: cls.item._take(entry, template))  # noqa: SLF001

    @classmethod
    def _convert_each(cls, entries: Iterable[object], convert: Callable[[object], T]) -> tuple[T, ...]:
        values: list[T] = []
        for index, entry in enumerate(entries):
            try:
                values.append(convert(entry))
            except FieldValueError as error:
                raise FieldValueError(f"entry {index}: {error.message}", code=error.code) from error
        return tuple(values)

    @classmethod
    def _write(cls, value: tuple[T, ...]) -> JSONValue:
        return [cls.item._write(entry) for entry in value]  # noqa: SLF001

    @classmethod
    def _preview(cls, value: tuple[T, ...]) -> JSONValue:
        return [cls.item._preview(entry) for entry in value]  # noqa: SLF001

    @classmethod
    def _pending(cls, value: tuple[T, ...]) -> Iterable[Pending]:
        return (pending for entry in value for pending in cls.item._pending(entry))  # noqa: SLF001

    @classmethod
    def _resolve(cls, value: tuple[T, ...], replacements: Mapping[Pending, JSONValue]) -> tuple[T, ...]:
        return tuple(cls.item._resolve(entry, replacements) for entry in value)  # noqa: SLF001


def describe_value(value: object) -> str:
    """Return a description of a value for an error message: its kind, and its JSON or repr, shortened."""
    kinds: dict[type, str] = {bool: "the boolean", str: "the text", int: "the number", float: "the number"}
    if value is None:
        return "nothing (null)"
    kind = kinds.get(type(value))
    try:
        shown = json.dumps(value, ensure_ascii=False) if kind or isinstance(value, dict | list) else repr(value)
    except (TypeError, ValueError, RecursionError):
        shown = f"an object of type {type(value).__name__}"
    shown = shown if len(shown) <= _MAX_DESCRIPTION_LENGTH else f"{shown[: _MAX_DESCRIPTION_LENGTH - 1]}…"
    return f"{kind} {shown}" if kind else shown
