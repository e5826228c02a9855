"""Escaping of control characters, so that text from elsewhere cannot control a terminal or reorder a line."""

from __future__ import annotations

import re
from typing import Final

_CONTROL_CHARACTERS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL; tabs and newlines are harmless
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ud800-\udfff]"  # lone surrogates, which no terminal can encode
)


def escape_control_characters(text: str) -> str:
    r"""Return a text with its control characters as Python escapes, such as `\x1b`; tabs and newlines stay."""
    return _CONTROL_CHARACTERS.sub(lambda found: found.group().encode("unicode_escape").decode(), text)
