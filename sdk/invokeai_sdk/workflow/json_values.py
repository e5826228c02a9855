"""Copies and checks of JSON values."""

from __future__ import annotations

import math
from typing import Any


def clone(value: Any) -> Any:
    """Return a deep copy of a JSON value; several times faster than `copy.deepcopy`."""
    kind = type(value)
    if kind is dict:
        return {key: clone(item) if type(item) in _NESTED else item for key, item in value.items()}
    if kind is list:
        return [clone(item) if type(item) in _NESTED else item for item in value]
    return value


def is_json(value: object) -> bool:
    """Return whether JSON can represent a value: without NaN, infinity, and objects of other types."""
    kind = type(value)
    if kind is float:
        return math.isfinite(value)  # type: ignore[arg-type]  # it is a float
    if kind is list:
        return all(map(is_json, value))  # type: ignore[call-overload]  # it is a list
    if kind is dict:
        items: dict[Any, Any] = value  # type: ignore[assignment]  # it is a dict
        return all(type(key) is str and is_json(item) for key, item in items.items())
    return value is None or kind in (str, int, bool)


_NESTED = frozenset((dict, list))
