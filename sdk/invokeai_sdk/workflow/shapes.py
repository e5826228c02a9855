"""Checking the shape of foreign JSON: the few checks every parser of workflow files needs.

`an_object` and `a_list` take a value and where it stands (`nodes.3.data`); the others take an object, the key of the
value in it, and where the object stands, so that the full path is only put together for an error. All raise
`WorkflowFormatError`. They mirror what the editor's schemas ask for
(`invokeai/frontend/web/src/features/nodes/types/workflow.ts`): an *identifier* is a string that is not blank,
stripped of surrounding blanks; booleans are never numbers.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

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


def is_number(value: object) -> bool:
    """Tell whether a value is a finite JSON number."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def a_position(node: JSONObject, where: str) -> JSONObject:
    """Return a node's place on the canvas, (0, 0) if it has none."""
    position = node.get("position", _ORIGIN)
    if not isinstance(position, dict):
        refuse(f"{where}.position", "an object", position)
    x, y = position.get("x"), position.get("y")
    if (type(x) is not int and not is_number(x)) or (type(y) is not int and not is_number(y)):
        refuse(f"{where}.position", "two numbers, x and y", position)
    return {"x": x, "y": y}


def major_version(version: object) -> int | None:
    """Return the major part of a node's or schema's version, `None` if it is none.

    As in the editor, only three whole numbers separated by dots are asked for, and what follows them is ignored
    (`invokeai/frontend/web/src/features/nodes/types/semver.ts`).
    """
    return _major(version) if isinstance(version, str) else None


@lru_cache(maxsize=1024)
def _major(version: str) -> int | None:
    parts = version.split(".", 3)
    if len(parts) < 3 or not all(part.isascii() and part.strip().isdecimal() for part in parts[:3]):  # noqa: PLR2004 - major, minor, patch
        return None
    try:
        return int(parts[0])
    except ValueError:  # more digits than Python converts
        return None
