"""Types that every floor shares."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typing import SupportsIndex

JSONObject: TypeAlias = dict[str, Any]
"""A decoded JSON object whose keys the SDK does not own (a workflow, a graph, an event)."""

JSONValue: TypeAlias = "JSONObject | list[Any] | str | int | float | bool | None"
"""Any decoded JSON value."""


class Unset(Enum):
    """The type of `UNSET`: tells "no value" apart from a JSON null."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET

_T = TypeVar("_T")


def given(value: _T | None) -> _T | Unset:
    """Return a value, or `UNSET` for `None`: an optional argument of a request that is left out if it is `None`."""
    return UNSET if value is None else value


class Secret(str):
    """A token or password: a text like any other, which tracebacks, debuggers and logs do not show."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """Return a text as a secret, and None as it is."""
        return None if text is None else cls(text)

    def __repr__(self) -> str:
        return "'***'"

    def __getitem__(self, key: SupportsIndex | slice) -> Self:
        return type(self)(super().__getitem__(key))  # who shortens what they show slices it first
