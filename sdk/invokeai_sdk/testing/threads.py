"""Runs blocking work beside the event loop without losing it to a cancellation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable


async def run_in_thread(function: Callable[[], None], interrupted: threading.Event) -> None:
    """Run a blocking function in a thread.

    When cancelled, ask it to give up, and come back only when it has: whatever it began is cleaned up by then.

    Args:
        function: what to run.
        interrupted: set while the function should give up.
    """
    work = asyncio.get_running_loop().run_in_executor(None, function)
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        interrupted.set()
        with anyio.CancelScope(shield=True):
            await asyncio.wait([work])
        interrupted.clear()
        work.exception()  # seen: the cancellation is what matters now
        raise
