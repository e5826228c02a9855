"""Blocking work off the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

import anyio

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Args = TypeVarTuple("Args")


async def in_thread(function: Callable[[*Args], T], *args: *Args) -> T:
    """Run a function in a worker thread and wait for its end, whatever happens meanwhile.

    A thread cannot be interrupted. So a cancellation, asyncio's or anyio's, is kept until the function has ended:
    then nothing is still being opened or written behind the back of whoever cleans up.

    Raises:
        Exception: whatever the function raises.
    """
    future = asyncio.get_running_loop().run_in_executor(None, function, *args)
    interruption: asyncio.CancelledError | None = None
    with anyio.CancelScope(shield=True):
        while not future.done():
            try:
                await asyncio.wait([future])
            except asyncio.CancelledError as error:
                interruption = error
    if interruption is not None:
        future.exception()  # seen, so that asyncio does not complain of it; the cancellation goes first
        raise interruption
    return future.result()
