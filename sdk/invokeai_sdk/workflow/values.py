"""Small operations on JSON values that several modules of this floor share."""

from __future__ import annotations

import math
from typing import Any


def clone(value: Any) -> Any:
    """Copy a JSON value: lists and objects anew, scalars as they are (several times faster than `copy.deepcopy`)."""
    kind = type(value)
    if kind is dict:
        return {key: clone(item) if type(item) in _NESTED else item for key, item in value.items()}
    if kind is list:
        return [clone(item) if type(item) in _NESTED else item for item in value]
    return value


def is_json(value: object) -> bool:
    """Tell whether a value is one that JSON can say: no NaN, no infinity, no other kinds of objects."""
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
