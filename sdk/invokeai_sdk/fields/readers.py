"""Readers: functions that check and normalise one decoded JSON value, as strictly as the schemas of InvokeAI's editor.

A reader returns the normalised value, or `UNSET` if the editor would refuse the value. Readers never raise and never
change their argument. Readers are named after the values that they accept (`integer`, `list_of(string)`), because they
are mostly combined and passed as values.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Final, TypeAlias

from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset

if TYPE_CHECKING:
    from collections.abc import Callable

Reader: TypeAlias = "Callable[[object], JSONValue | Unset]"

SAFE_INTEGER: Final = 2**53 - 1
"""The largest integer that JavaScript represents exactly; the editor rounds larger integers, the SDK does not."""

_LARGEST_NUMBER: Final = int(sys.float_info.max)

# The characters that JavaScript's trim() removes; Python's strip() differs for U+FEFF, U+001C-U+001F and U+0085.
_WHITESPACE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def trim(text: str) -> str:
    """Return a text without surrounding whitespace, as JavaScript's `trim()` does."""
    return text.strip(_WHITESPACE)


def boolean(raw: object) -> bool | Unset:
    """Accept `true` and `false`."""
    return raw if isinstance(raw, bool) else UNSET


def string(raw: object) -> str | Unset:
    """Accept any text, unchanged."""
    return raw if isinstance(raw, str) else UNSET


def nonempty_string(raw: object) -> str | Unset:
    """Accept text with at least one character, unchanged."""
    return raw if isinstance(raw, str) and raw else UNSET


def trimmed_string(raw: object) -> str | Unset:
    """Accept text with at least one character other than whitespace, and remove surrounding whitespace."""
    return trim(raw) or UNSET if isinstance(raw, str) else UNSET


def number(raw: object) -> int | float | Unset:
    """Accept a finite number, but not a boolean."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return UNSET
    # Larger integers are infinite in JavaScript.
    return raw if (abs(raw) <= _LARGEST_NUMBER if isinstance(raw, int) else math.isfinite(raw)) else UNSET


def integer(raw: object) -> int | Unset:
    """Accept a whole number; a float such as `2.0` becomes `2`, up to `SAFE_INTEGER`."""
    if isinstance(raw, bool):
        return UNSET
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and raw.is_integer() and abs(raw) <= SAFE_INTEGER:
        return int(raw)
    return UNSET


def safe_integer(raw: object) -> int | Unset:
    """Accept a whole number that JavaScript represents exactly."""
    value = integer(raw)
    return value if value is not UNSET and abs(value) <= SAFE_INTEGER else UNSET


def positive_integer(raw: object) -> int | Unset:
    """Accept a whole number of at least 1."""
    value = safe_integer(raw)
    return value if value is not UNSET and value >= 1 else UNSET


def channel(raw: object) -> int | Unset:
    """Accept one channel of a colour: a whole number from 0 to 255."""
    value = integer(raw)
    return value if value is not UNSET and 0 <= value <= 255 else UNSET  # noqa: PLR2004 - eight bits


def one_of(*options: str) -> Reader:
    """Return a reader that accepts the given texts."""

    def read(raw: object) -> JSONValue | Unset:
        return raw if isinstance(raw, str) and raw in options else UNSET

    return read


def nullable(reader: Reader) -> Reader:
    """Return a reader that accepts null and whatever the given reader accepts."""

    def read(raw: object) -> JSONValue | Unset:
        return None if raw is None else reader(raw)

    return read


def list_of(reader: Reader) -> Reader:
    """Return a reader that accepts a list if the given reader accepts every entry."""

    def read(raw: object) -> JSONValue | Unset:
        if not isinstance(raw, list):
            return UNSET
        entries = [reader(entry) for entry in raw]
        return UNSET if UNSET in entries else entries

    return read


def object_of(required: dict[str, Reader], optional: dict[str, Reader] | None = None) -> Reader:
    """Return a reader that accepts objects with the given keys and removes all other keys.

    Args:
        required: the reader of each key that must be present.
        optional: the reader of each key that may be absent.
    """
    optional = optional or {}

    def read(raw: object) -> JSONValue | Unset:
        if not isinstance(raw, dict):
            return UNSET
        values: JSONObject = {}
        for key, reader in required.items():
            value = reader(raw[key]) if key in raw else UNSET
            if value is UNSET:
                return UNSET
            values[key] = value
        for key, reader in optional.items():
            if key in raw:
                value = reader(raw[key])
                if value is UNSET:
                    return UNSET
                values[key] = value
        return values

    return read
