"""Ratios of times, measured in alternating pairs so that other load on the machine affects both sides equally."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

ROUNDS = 9
"""Number of pairs that make a ratio."""

SLICE = 0.03
"""Seconds that one side of a pair should take, well above the resolution of the clock."""


class Row(NamedTuple):
    """One line of the results.

    Attributes:
        what: the measured operation.
        against: the operation it is compared with.
        ratio: the median of the ratios of the pairs.
        low: the lower quartile of the ratios.
        high: the upper quartile of the ratios.
        target: the required ratio, or None.
        below: whether the ratio must be at most the target; otherwise it must be at least the target.
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
        """Whether the target is met, as Markdown; empty without a target."""
        if self.target is None:
            return ""
        met = self.ratio <= self.target if self.below else self.ratio >= self.target
        return "met" if met else "**missed**"


class Spread(NamedTuple):
    """The median and the quartiles of ratios."""

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
        work: the function to time.
        clock: the clock; processor time excludes other programs and waiting.
    """

    def measure(repetitions: int) -> float:
        began = clock()
        for _ in range(repetitions):
            work()
        return clock() - began

    return measure


def compare(
    ours: Callable[[int], float], theirs: Callable[[int], float], *, rounds: int = ROUNDS, seconds: float = SLICE
) -> Spread:
    """Time A and B in alternation and return the spread of the ratios of A to B.

    Args:
        ours: times the given number of repetitions of A.
        theirs: times the given number of repetitions of B.
        rounds: the number of pairs.
        seconds: how long one side should take; longer where garbage collections are rare.
    """
    sides = [(side, _repetitions(side, seconds)) for side in (ours, theirs)]
    ratios = []
    for _ in range(rounds):
        a, b = (side(repetitions) / repetitions for side, repetitions in sides)
        ratios.append(a / b)
    return spread(ratios)


async def compare_async(
    ours: Callable[[], Awaitable[object]],
    theirs: Callable[[], Awaitable[object]],
    *,
    rounds: int,
    repetitions: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Spread:
    """Time two awaitables in alternation; see `compare`.

    Args:
        ours: makes one awaitable of A.
        theirs: makes one awaitable of B.
        rounds: the number of pairs.
        repetitions: how often each side is awaited in one pair.
        clock: the clock; `time.process_time` excludes waiting.
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
    side(1)  # a warm-up: the first call may do work that later calls do not
    return max(1, round(seconds / max(side(1), 1e-7)))
