"""Titles of fields whose schema has no title, derived from the field names."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(
    r"\d*(?:1st|2nd|3rd|(?![123])\dth)(?=\b|[A-Z_])"  # 1st, 22nd
    r"|[A-Z]+(?=[A-Z][a-z])"  # IP in IPAdapter
    r"|[A-Z]?[a-z]+|[A-Z]+|\d+"
)


def to_title(name: str) -> str:
    """Return a field name as a title, as the editor shows it: `image1_mask` becomes "Image 1 Mask"."""
    return " ".join(word[:1].upper() + word[1:] for word in _WORD.findall(name))
