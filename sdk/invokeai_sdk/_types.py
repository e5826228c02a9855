"""Types shared by all layers: JSON, `UNSET`, mappings as arguments, and secrets."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, Self, TypeAlias, TypeVar, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import SupportsIndex

JSONObject: TypeAlias = dict[str, Any]
"""A decoded JSON object of any shape: a workflow, a graph, an event."""

JSONValue: TypeAlias = "JSONObject | list[Any] | str | int | float | bool | None"
"""Any decoded JSON value."""


class Unset(Enum):
    """The type of `UNSET`, which means "no value", in contrast to a JSON null."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET

T = TypeVar("T")


def given(value: T | None) -> T | Unset:
    """Return a value, or `UNSET` for `None`: for optional arguments where `None` means "leave unchanged"."""
    return UNSET if value is None else value


KeyT_co = TypeVar("KeyT_co", covariant=True)
ValueT_co = TypeVar("ValueT_co", covariant=True)


@runtime_checkable
class SupportsItems(Protocol[KeyT_co, ValueT_co]):
    """The type of a mapping argument whose keys can be of several types, such as `int` or `str`.

    A `dict[str, int]` is a `SupportsItems[int | str, object]`, but not a `Mapping[int | str, object]`, because type
    checkers require the key type of a `Mapping` to be exactly the declared one.
    """

    def items(self) -> AbstractSet[tuple[KeyT_co, ValueT_co]]:
        """Return the pairs of keys and values."""


class Secret(str):
    """A token or password: a string whose repr hides it from tracebacks, debuggers and logs."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """Return a string as a secret, and None unchanged."""
        return None if text is None else cls(text)

    def __repr__(self) -> str:
        return "'***'"

    def __getitem__(self, key: SupportsIndex | slice) -> Self:
        return type(self)(super().__getitem__(key))  # code that shortens values for display slices them
