"""What came of asking one thing for many names: the server skips those it cannot serve, without a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import frozen

from invokeai_sdk.errors import BulkError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

_T = TypeVar("_T")

BATCH_SIZE: Final = 1000
"""The most names the server takes in one body (`app/api/routers/images.py`, `session_queue.py`)."""

SKIPPED: Final = "unknown to the server, or not yours to change"
"""The reason for a name that the server left out of its answer altogether."""

FAILED: Final = "the server could not do it"
"""The reason for a name that the server itself lists as failed."""


@frozen
class BulkResult:
    """The outcome of a bulk call, name by name.

    Attributes:
        done: the names it happened to, in the order asked.
        failed: the names it did not happen to, each with the reason.
    """

    done: tuple[str, ...]
    failed: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether it happened to every name asked for."""
        return not self.failed

    def raise_for_failures(self) -> None:
        """Raise if anything failed.

        Raises:
            BulkError: something did; it carries the names and reasons.
        """
        if self.failed:
            first = next(iter(self.failed.items()))
            total = len(self.done) + len(self.failed)
            raise BulkError(f"{len(self.failed)} of {total} failed: {first[0]}: {first[1]}", failed=self.failed)


def report(asked: Iterable[str], done: Iterable[str], failed: Mapping[str, str] | Iterable[str] = ()) -> BulkResult:
    """Sort the names asked for by what the server said of each.

    Args:
        asked: the names sent, repetitions allowed.
        done: the names the server says it served.
        failed: the names it says it could not serve, with reasons if it gave any.
    """
    served = set(done)
    reasons = failed if isinstance(failed, Mapping) else dict.fromkeys(failed, FAILED)
    names = tuple(dict.fromkeys(asked))
    return BulkResult(
        done=tuple(name for name in names if name in served),
        failed={name: reasons.get(name, SKIPPED) for name in names if name not in served},
    )


def joined(results: Iterable[BulkResult]) -> BulkResult:
    """Return several outcomes as one."""
    done: list[str] = []
    failed: dict[str, str] = {}
    for result in results:
        done.extend(result.done)
        failed.update(result.failed)
    return BulkResult(tuple(done), failed)


def batches(things: Sequence[_T], size: int = BATCH_SIZE) -> Iterator[Sequence[_T]]:
    """Cut a sequence into pieces that the server accepts in one body."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


async def in_batches(names: Iterable[str], do: Callable[[Sequence[str]], Awaitable[BulkResult]]) -> BulkResult:
    """Do something for many names, as many at a time as the server accepts, each name once.

    Args:
        names: the names; an empty collection sends nothing.
        do: sends one piece and reports on it.
    """
    return joined([await do(piece) for piece in batches(tuple(dict.fromkeys(names)))])
