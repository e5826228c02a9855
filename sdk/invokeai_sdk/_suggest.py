"""Suggestions for misspelt names: the known names closest to a given one, and the hint that lists them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_SUGGESTIONS: Final = 3
_CUTOFF: Final = 0.5


def find_close_matches(name: str, known: Iterable[str], *, similarity: float = _CUTOFF) -> tuple[str, ...]:
    """Return the known names most similar to `name`, ignoring case: at most three, the most similar first.

    Args:
        name: the name.
        known: the known names.
        similarity: how similar a name must be, from 0 (any name) to 1 (equal).
    """
    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    matches = get_close_matches(name.casefold(), by_folded, n=_MAX_SUGGESTIONS, cutoff=similarity)
    return tuple(by_folded[match] for match in matches)


def did_you_mean(suggestions: Iterable[object]) -> str:
    """Return "; did you mean 'a' or 'b'?" to append to an error message, or an empty string without suggestions."""
    names = " or ".join(map(repr, suggestions))
    return f"; did you mean {names}?" if names else ""
