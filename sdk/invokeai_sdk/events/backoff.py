"""Backoff: the pauses between attempts to connect the event socket."""

from __future__ import annotations

import random
from typing import Final

_FIRST_LIMIT: Final = 0.25
_LAST_LIMIT: Final = 15.0


def reconnect_delay(attempt: int, *, rng: random.Random | None = None) -> float:
    """Return the seconds to wait before the next connection attempt: full jitter below a limit that doubles.

    Args:
        attempt: the number of failed attempts so far, from 1.
        rng: the random number generator; by default the module `random`.
    """
    limit = min(_LAST_LIMIT, _FIRST_LIMIT * 2 ** min(attempt - 1, 16))
    return (rng or random).uniform(0.0, limit)
