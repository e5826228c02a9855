"""Finding a thing by the name people know it by, or saying which ones it could have been."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_SUGGESTIONS: Final = 3
_UUID_DASHES: Final = (8, 13, 18, 23)
_UUID_LENGTH: Final = 36


def close_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names most like `name`, the closest first, regardless of case; three at most."""
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(each.casefold(), each)
    close = get_close_matches(name.casefold(), folded, n=_MOST_SUGGESTIONS, cutoff=0.5)
    return tuple(folded[each] for each in close)


def looks_like_id(text: str) -> bool:
    """Tell whether a text has the shape of the ids that the server gives out, a UUID."""
    return (
        len(text) == _UUID_LENGTH
        and all(text[i] == "-" for i in _UUID_DASHES)
        and all(c in "0123456789abcdefABCDEF-" for c in text)
    )
