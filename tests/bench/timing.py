"""Ratios of times, taken in pairs so that whatever else the machine does meets both sides alike."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

ROUNDS = 9
"""How many pairs make a ratio."""

SLICE = 0.03
"""Seconds that one side of a pair should take, so that the clock's grain does not show."""


class Row(NamedTuple):
    """One line of the results.

    Attributes:
        what: what was measured.
        against: what it is compared with.
        ratio: the median of the ratios of the pairs.
        low: their lower quartile.
        high: their upper quartile.
        target: the ratio aimed at, if one was; `below` says on which side of it the result should be.
        below: whether less is better.
    """

    what: str
    against: str
    ratio: float
    low: float
    high: float
    target: float | None = None
    below: bool = True

    @property
    def verdict(self) -> str:
        """Whether the target is met; empty without one."""
        if self.target is None:
            return ""
        met = self.ratio <= self.target if self.below else self.ratio >= self.target
        return "met" if met else "**missed**"


class Spread(NamedTuple):
    """The median of some ratios, and their quartiles."""

    ratio: float
    low: float
    high: float


def spread(ratios: Sequence[float]) -> Spread:
    """Return the median and the quartiles of ratios."""
    low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Spread(middle, low, high)


def timer(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> Callable[[int], float]:
    """Return a function that times repetitions of `work`.

    Args:
        work: what to time.
        clock: what to time with; processor time leaves out what other programs do, and what is waited for.
    """

    def timed(repetitions: int) -> float:
        began = clock()
        for _ in range(repetitions):
            work()
        return clock() - began

    return timed


def paired(
    ours: Callable[[int], float], theirs: Callable[[int], float], *, rounds: int = ROUNDS, seconds: float = SLICE
) -> Spread:
    """Time A B A B and return the ratios of A to B, each side repeated as often as its speed allows.

    Args:
        ours: times that many repetitions of A.
        theirs: the same of B.
        rounds: how many pairs.
        seconds: how long one side should take; more, where the collector of garbage comes by only now and then.
    """
    sides = [(side, _repetitions(side, seconds)) for side in (ours, theirs)]
    ratios = []
    for _ in range(rounds):
        a, b = (side(repetitions) / repetitions for side, repetitions in sides)
        ratios.append(a / b)
    return spread(ratios)


async def paired_async(
    ours: Callable[[], Awaitable[object]],
    theirs: Callable[[], Awaitable[object]],
    *,
    rounds: int,
    repetitions: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Spread:
    """Time A B A B like `paired`, for what is awaited.

    Args:
        ours: makes one A to await.
        theirs: makes one B to await.
        rounds: how many pairs.
        repetitions: how often each side is awaited in one pair.
        clock: what to time with; `time.process_time` leaves out whatever is waited for.
    """
    ratios = []
    for number in range(-1, rounds):
        seconds = []
        for side in (ours, theirs):
            began = clock()
            for _ in range(repetitions):
                await side()
            seconds.append(clock() - began)
        if number >= 0:  # the first pair warms both sides up
            ratios.append(seconds[0] / seconds[1])
    return spread(ratios)


def _repetitions(side: Callable[[int], float], seconds: float) -> int:
    side(1)  # what happens only the first time is not what is measured
    return max(1, round(seconds / max(side(1), 1e-7)))
