"""Polling: repeated requests until a condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_FIRST_PAUSE: Final = 0.05
_GROWTH: Final = 1.5


async def poll_until(
    condition: Callable[[], Awaitable[bool]], *, timeout: float | None, longest_pause: float = 1.0
) -> bool:
    """Check a condition repeatedly, at first every 50 ms, then at growing intervals.

    Args:
        condition: returns whether polling can stop.
        timeout: seconds before polling stops anyway; `None` for no limit.
        longest_pause: the longest interval between two checks, in seconds.

    Returns:
        Whether the condition held before the timeout.
    """
    pause = _FIRST_PAUSE
    with anyio.move_on_after(timeout):
        while not await condition():
            await anyio.sleep(pause)
            pause = min(pause * _GROWTH, longest_pause)
        return True
    return False
