"""How long to wait before the next try of the socket."""

from __future__ import annotations

import random
from typing import Final

_FIRST: Final = 0.25
_LONGEST: Final = 15.0


def reconnect_delay(attempt: int, *, rng: random.Random | None = None) -> float:
    """Return the seconds to wait before a try: full jitter under a doubling limit.

    Args:
        attempt: failed tries so far, from 1.
        rng: where chance comes from; left out, the module `random`.
    """
    limit = min(_LONGEST, _FIRST * 2 ** min(attempt - 1, 16))
    return (rng or random).uniform(0.0, limit)
