"""Suggestions for misspelt names: the known names closest to a given one, and the hint that lists them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_SUGGESTIONS: Final = 3
_CUTOFF: Final = 0.5


def find_close_matches(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names most similar to `name`, ignoring case: at most three, the most similar first."""
    by_folded: dict[str, str] = {}
    for each in known:
        by_folded.setdefault(each.casefold(), each)
    matches = get_close_matches(name.casefold(), by_folded, n=_MAX_SUGGESTIONS, cutoff=_CUTOFF)
    return tuple(by_folded[match] for match in matches)


def did_you_mean(suggestions: Iterable[object]) -> str:
    """Return "; did you mean 'a' or 'b'?" to append to an error message, or an empty string without suggestions."""
    names = " or ".join(map(repr, suggestions))
    return f"; did you mean {names}?" if names else ""
