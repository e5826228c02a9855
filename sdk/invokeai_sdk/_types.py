"""Names for shapes that every floor shares."""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal, TypeAlias

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
