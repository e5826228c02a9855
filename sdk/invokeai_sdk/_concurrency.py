"""Concurrency helpers: blocking functions in worker threads, and bounded concurrent maps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")
Args = TypeVarTuple("Args")


async def run_in_thread(function: Callable[[*Args], T], *args: *Args) -> T:
    """Run a blocking function in a worker thread and return its result.

    A thread cannot be interrupted, so a cancellation (asyncio's or anyio's) takes effect only after the function has
    returned: nothing is still being opened or written while the caller cleans up.

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
        future.exception()  # retrieve the exception, so that asyncio does not report it; the cancellation wins
        raise interruption
    return future.result()


async def map_concurrently(function: Callable[[T], Awaitable[R]], items: Sequence[T], *, limit: int) -> list[R]:
    """Call an async function for each item, at most `limit` at a time, and return the results in item order.

    The first error cancels the remaining calls and is raised unwrapped.

    Args:
        function: the async function to call with each item.
        items: the items.
        limit: the maximum number of calls in flight.
    """
    results: dict[int, R] = {}
    errors: list[Exception] = []
    limiter = anyio.CapacityLimiter(limit)

    async def call(index: int, item: T) -> None:
        async with limiter:
            try:
                results[index] = await function(item)
            except Exception as error:  # noqa: BLE001 - raised below, without the task group's wrapping
                errors.append(error)
                group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index, item in enumerate(items):
            group.start_soon(call, index, item)
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(items))]
