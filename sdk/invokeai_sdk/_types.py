"""Types shared by all layers: JSON, `UNSET`, and secrets."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
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
