"""Small operations on JSON values that several modules of this floor share."""

from __future__ import annotations

from typing import Any


def clone(value: Any) -> Any:
    """Copy a JSON value: lists and objects anew, scalars as they are (several times faster than `copy.deepcopy`)."""
    kind = type(value)
    if kind is dict:
        return {key: clone(item) if type(item) in _NESTED else item for key, item in value.items()}
    if kind is list:
        return [clone(item) if type(item) in _NESTED else item for item in value]
    return value


_NESTED = frozenset((dict, list))
