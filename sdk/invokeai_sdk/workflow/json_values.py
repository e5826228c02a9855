"""Copies and checks of JSON values."""

from __future__ import annotations

import math
from typing import Any, TypeVar, cast

T = TypeVar("T")


def clone(value: T) -> T:
    """Return a deep copy of a JSON value; several times faster than `copy.deepcopy`."""
    copy: Any = value
    if type(copy) is dict:
        copy = {key: clone(item) if type(item) in _NESTED else item for key, item in copy.items()}
    elif type(copy) is list:
        copy = [clone(item) if type(item) in _NESTED else item for item in copy]
    return cast("T", copy)


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
