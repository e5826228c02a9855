"""Type checks of JSON values, shared by the parsers of workflow JSON.

`require_object` and `require_list` take a value and its path (`nodes.3.data`). The others take an object, a key and the
object's path, so that the full path is built only for an error. A `Shape` checks many keys at once. All raise
`WorkflowFormatError`. They follow the editor's schemas (`invokeai/frontend/web/src/features/nodes/types/workflow.ts`):
an identifier is a string that is not blank, stripped of surrounding whitespace; a boolean is not a number.
"""

from __future__ import annotations

import math
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn

from invokeai_sdk.errors import WorkflowFormatError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

_LONG = 40
"""Longer strings are truncated in messages."""

_KINDS: Mapping[type, str] = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    dict: "an object",
    list: "a list",
}

_ORIGIN: JSONObject = {"x": 0, "y": 0}


def refuse(where: str, expected: str, got: object) -> NoReturn:
    """Raise the error for a value of the wrong type.

    Args:
        where: the path of the value.
        expected: the type that is required.
        got: the value.

    Raises:
        WorkflowFormatError: always.
    """
    raise WorkflowFormatError(f"{where}: expected {expected}, got {describe_kind(got)}")


def describe_kind(value: object) -> str:
    """Return the text that messages name a JSON value by: a short string itself, other values by their JSON type."""
    if isinstance(value, str):
        return repr(value) if len(value) <= _LONG else f"{value[:_LONG]!r}…"
    return _KINDS.get(type(value), type(value).__name__)


def require_object(value: object, where: str) -> JSONObject:
    """Return a value that must be a JSON object."""
    if not isinstance(value, dict):
        refuse(where, "an object", value)
    return value


def require_list(value: object, where: str) -> list[object]:
    """Return a value that must be a JSON list."""
    if not isinstance(value, list):
        refuse(where, "a list", value)
    return value


def require_string(parent: JSONObject, key: str, where: str) -> str:
    """Return the value of a key, which must be a string; it may be empty."""
    value = parent.get(key)
    if not isinstance(value, str):
        refuse(f"{where}.{key}", "a string", value)
    return value


def require_identifier(parent: JSONObject, key: str, where: str) -> str:
    """Return the value of a key, which must be a string that is not blank, without surrounding whitespace."""
    value = parent.get(key)
    if not isinstance(value, str) or not (stripped := value.strip()):
        refuse(f"{where}.{key}", "a string that is not blank", value)
    return stripped


def require_boolean(parent: JSONObject, key: str, where: str) -> bool:
    """Return the value of a key, which must be a boolean."""
    value = parent.get(key)
    if not isinstance(value, bool):
        refuse(f"{where}.{key}", "true or false", value)
    return value


class Shape:
    """The required keys of an object and the types of their values, checked together.

    Args:
        **types: the types by key: `str`, `bool`, `dict` or `list`; at least two keys.
    """

    _EXPECTED: Final = {str: "a string", bool: "true or false", dict: "an object", list: "a list"}

    def __init__(self, **types: type) -> None:
        self._types = types
        self._expected_types = tuple(types.values())
        self._values = itemgetter(*types)

    def read(self, raw: JSONObject, where: str) -> tuple[Any, ...]:
        """Return the values in the order of the keys; other keys of the object are ignored.

        Raises:
            WorkflowFormatError: a key is missing, or its value has another type.
        """
        try:
            values: tuple[object, ...] = self._values(raw)
        except KeyError:
            values = tuple(map(raw.get, self._types))
        if tuple(map(type, values)) != self._expected_types:
            for (key, type_), value in zip(self._types.items(), values, strict=True):
                if not isinstance(value, type_):
                    refuse(f"{where}.{key}", self._EXPECTED[type_], value)
        return values


def is_number(value: object) -> bool:
    """Return whether a value is a finite number and not a boolean."""
    return type(value) is int or (isinstance(value, float) and math.isfinite(value))


def require_position(node: JSONObject, where: str) -> JSONObject:
    """Return a node's position on the canvas, (0, 0) by default."""
    position = node.get("position", _ORIGIN)
    if not isinstance(position, dict) or not is_number(position.get("x")) or not is_number(position.get("y")):
        refuse(f"{where}.position", "two numbers, x and y", position)
    return position


@lru_cache(maxsize=1024)
def parse_version(version: str) -> tuple[int, int, int] | None:
    """Parse the version of a node or a schema; `None` if the string is not a version.

    As in the editor, a version is three integers separated by dots, and any suffix is ignored
    (`invokeai/frontend/web/src/features/nodes/types/semver.ts`).
    """
    parts = version.split(".", 3)[:3]
    if len(parts) < 3 or not all(part.isascii() and part.strip().isdecimal() for part in parts):  # noqa: PLR2004 - major, minor, patch
        return None
    try:
        major, minor, patch = map(int, parts)
    except ValueError:  # more digits than Python converts
        return None
    return major, minor, patch
