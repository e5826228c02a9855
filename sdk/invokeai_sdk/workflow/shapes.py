"""Checking the shape of foreign JSON: the few checks every parser of workflow files needs.

`an_object` and `a_list` take a value and where it stands (`nodes.3.data`); the others take an object, the key of the
value in it, and where the object stands, so that the full path is only put together for an error. A `Shape` checks
many keys at once. All raise `WorkflowFormatError`. They mirror what the editor's schemas ask for
(`invokeai/frontend/web/src/features/nodes/types/workflow.ts`): an *identifier* is a string that is not blank,
stripped of surrounding blanks; booleans are never numbers.
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
"""Longer strings are cut in messages."""

_KINDS: Mapping[type, str] = {
    type(None): "nothing",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    dict: "an object",
    list: "a list",
}

_ORIGIN: JSONObject = {"x": 0, "y": 0}


def refuse(where: str, expected: str, got: object) -> NoReturn:
    """Raise the error for a value of the wrong shape.

    Raises:
        WorkflowFormatError: always.
    """
    raise WorkflowFormatError(f"{where}: expected {expected}, got {kind_of(got)}")


def kind_of(value: object) -> str:
    """Name a JSON value for a message, in JSON's own words."""
    if isinstance(value, str):
        return repr(value) if len(value) <= _LONG else f"{value[:_LONG]!r}…"
    return _KINDS.get(type(value), type(value).__name__)


def an_object(value: object, where: str) -> JSONObject:
    """Return a JSON object."""
    if not isinstance(value, dict):
        refuse(where, "an object", value)
    return value


def a_list(value: object, where: str) -> list[object]:
    """Return a JSON list."""
    if not isinstance(value, list):
        refuse(where, "a list", value)
    return value


def a_string(parent: JSONObject, key: str, where: str) -> str:
    """Return the string under a key, empty or not."""
    value = parent.get(key)
    if not isinstance(value, str):
        refuse(f"{where}.{key}", "a string", value)
    return value


def an_identifier(parent: JSONObject, key: str, where: str) -> str:
    """Return the string under a key, not blank, without surrounding blanks."""
    value = parent.get(key)
    if not isinstance(value, str) or not (stripped := value.strip()):
        refuse(f"{where}.{key}", "a string that is not blank", value)
    return stripped


def a_boolean(parent: JSONObject, key: str, where: str) -> bool:
    """Return the boolean under a key."""
    value = parent.get(key)
    if not isinstance(value, bool):
        refuse(f"{where}.{key}", "true or false", value)
    return value


class Shape:
    """The keys that an object must have, and the type of each value, all read in one go.

    Args:
        **types: the type by key, `str`, `bool`, `dict` or `list`; at least two of them.
    """

    _EXPECTED: Final = {str: "a string", bool: "true or false", dict: "an object", list: "a list"}

    def __init__(self, **types: type) -> None:
        self._types = types
        self._in_order = tuple(types.values())
        self._values = itemgetter(*types)

    def read(self, raw: JSONObject, where: str) -> tuple[Any, ...]:
        """Return the values, in the order of the keys; whatever other keys the object has.

        Raises:
            WorkflowFormatError: a key is missing, or its value is of another type.
        """
        try:
            values: tuple[object, ...] = self._values(raw)
        except KeyError:
            values = tuple(map(raw.get, self._types))
        if tuple(map(type, values)) != self._in_order:
            for (key, type_), value in zip(self._types.items(), values, strict=True):
                if not isinstance(value, type_):
                    refuse(f"{where}.{key}", self._EXPECTED[type_], value)
        return values


def is_number(value: object) -> bool:
    """Tell whether a value is a finite JSON number."""
    return type(value) is int or (isinstance(value, float) and math.isfinite(value))


def a_position(node: JSONObject, where: str) -> JSONObject:
    """Return a node's place on the canvas, (0, 0) if it has none."""
    position = node.get("position", _ORIGIN)
    if not isinstance(position, dict) or not is_number(position.get("x")) or not is_number(position.get("y")):
        refuse(f"{where}.position", "two numbers, x and y", position)
    return position


@lru_cache(maxsize=1024)
def version_numbers(version: str) -> tuple[int, int, int] | None:
    """Return the numbers of a node's or schema's version, `None` if it is none.

    As in the editor, only three whole numbers separated by dots are asked for, and what follows them is ignored
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
