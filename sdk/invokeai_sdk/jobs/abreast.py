"""Doing the same for many things, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

T = TypeVar("T")
R = TypeVar("R")


async def abreast(work: Callable[[T], Awaitable[R]], things: Sequence[T], *, at_once: int) -> list[R]:
    """Do `work` for each thing, and return what it gave, in the order of the things.

    The first error ends the rest, and is raised as it is.

    Args:
        work: what to do.
        things: for what.
        at_once: for how many at a time.
    """
    done: dict[int, R] = {}
    problems: list[Exception] = []
    limiter = anyio.CapacityLimiter(at_once)

    async def one(index: int, thing: T) -> None:
        async with limiter:
            try:
                done[index] = await work(thing)
            except Exception as error:  # noqa: BLE001 - raised below, without the task group's wrapping
                problems.append(error)
                group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        for index, thing in enumerate(things):
            group.start_soon(one, index, thing)
    if problems:
        raise problems[0]
    return [done[index] for index in range(len(things))]
