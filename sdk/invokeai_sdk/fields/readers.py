"""Readers of single JSON values, as strict and as lenient as the editor's own schemas.

A reader takes a decoded JSON value and gives back what the editor would keep of it, or `UNSET` if it would keep
nothing. Readers never raise and never mutate what they are given.
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
"""The largest integer that JavaScript holds exactly; beyond it the SDK goes on exactly, where the editor rounds."""

_LARGEST_NUMBER: Final = int(sys.float_info.max)

# What JavaScript's trim() takes away; Python's strip() differs at U+FEFF, U+001C-U+001F and U+0085.
_BLANKS: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def trim(text: str) -> str:
    """Take surrounding blanks away, by JavaScript's notion of a blank."""
    return text.strip(_BLANKS)


def boolean(raw: object) -> bool | Unset:
    """Keep `true` and `false`."""
    return raw if isinstance(raw, bool) else UNSET


def string(raw: object) -> str | Unset:
    """Keep any text, blanks included."""
    return raw if isinstance(raw, str) else UNSET


def filled_string(raw: object) -> str | Unset:
    """Keep text of at least one character."""
    return raw if isinstance(raw, str) and raw else UNSET


def trimmed_string(raw: object) -> str | Unset:
    """Keep text without its surrounding blanks, if anything is left."""
    return trim(raw) or UNSET if isinstance(raw, str) else UNSET


def number(raw: object) -> int | float | Unset:
    """Keep a finite number; a bool is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return UNSET
    # Python counts on where a double ends; JavaScript reads infinity there.
    return raw if (abs(raw) <= _LARGEST_NUMBER if isinstance(raw, int) else math.isfinite(raw)) else UNSET


def integer(raw: object) -> int | Unset:
    """Keep a whole number, exactly; `2.0` is `2`, as far as a double is exact."""
    if isinstance(raw, bool):
        return UNSET
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float) and raw.is_integer() and abs(raw) <= SAFE_INTEGER:
        return int(raw)
    return UNSET


def safe_integer(raw: object) -> int | Unset:
    """Keep a whole number that JavaScript holds exactly."""
    value = integer(raw)
    return value if value is not UNSET and abs(value) <= SAFE_INTEGER else UNSET


def positive_integer(raw: object) -> int | Unset:
    """Keep a whole number of at least 1."""
    value = safe_integer(raw)
    return value if value is not UNSET and value >= 1 else UNSET


def channel(raw: object) -> int | Unset:
    """Keep one channel of a colour: a whole number from 0 to 255."""
    value = integer(raw)
    return value if value is not UNSET and 0 <= value <= 255 else UNSET  # noqa: PLR2004 - eight bits


def one_of(*options: str) -> Reader:
    """Make a reader that keeps these words only."""

    def read(raw: object) -> JSONValue | Unset:
        return raw if isinstance(raw, str) and raw in options else UNSET

    return read


def nullable(reader: Reader) -> Reader:
    """Make a reader that keeps null as well."""

    def read(raw: object) -> JSONValue | Unset:
        return None if raw is None else reader(raw)

    return read


def list_of(reader: Reader) -> Reader:
    """Make a reader of lists whose every entry the given reader keeps."""

    def read(raw: object) -> JSONValue | Unset:
        if not isinstance(raw, list):
            return UNSET
        entries = [reader(entry) for entry in raw]
        return UNSET if UNSET in entries else entries

    return read


def object_of(required: dict[str, Reader], optional: dict[str, Reader] | None = None) -> Reader:
    """Make a reader of objects that keeps the named keys and strips every other one."""
    optional = optional or {}

    def read(raw: object) -> JSONValue | Unset:
        if not isinstance(raw, dict):
            return UNSET
        kept: JSONObject = {}
        for key, reader in required.items():
            value = reader(raw[key]) if key in raw else UNSET
            if value is UNSET:
                return UNSET
            kept[key] = value
        for key, reader in optional.items():
            if key in raw:
                value = reader(raw[key])
                if value is UNSET:
                    return UNSET
                kept[key] = value
        return kept

    return read
