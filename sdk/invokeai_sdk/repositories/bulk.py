"""Results of bulk operations. The server silently omits names that it cannot process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import frozen

from invokeai_sdk.errors import BulkError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

BATCH_SIZE: Final = 1000
"""The largest number of names that the server accepts in one body (`app/api/routers/images.py`, `session_queue.py`)."""

SKIPPED: Final = "not found on the server, or no permission"
"""The reason for a name that the server omits from its answer."""

FAILED: Final = "the server reported a failure"
"""The reason for a name that the server lists as failed without a reason."""


@frozen
class BulkResult:
    """The result of a bulk operation by name.

    Attributes:
        done: the names that were processed, in the order given.
        failed: the names that were not processed, each with the reason.
    """

    done: tuple[str, ...]
    failed: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether every name was processed."""
        return not self.failed

    def raise_for_failures(self) -> None:
        """Raise an error if a name was not processed.

        Raises:
            BulkError: at least one name was not processed; the error has the names and reasons.
        """
        if self.failed:
            name, reason = next(iter(self.failed.items()))
            total = len(self.done) + len(self.failed)
            raise BulkError(f"{len(self.failed)} of {total} failed: {name}: {reason}", failed=self.failed)


def to_bulk_result(
    requested: Iterable[str], done: Iterable[str], failed: Mapping[str, str] | Iterable[str] = ()
) -> BulkResult:
    """Return the result of one request.

    Args:
        requested: the names that were sent; repeated names count once.
        done: the names that the server processed.
        failed: the names that the server lists as failed, with reasons if it gives reasons.
    """
    processed = set(done)
    reasons = failed if isinstance(failed, Mapping) else dict.fromkeys(failed, FAILED)
    names = tuple(dict.fromkeys(requested))
    return BulkResult(
        done=tuple(name for name in names if name in processed),
        failed={name: reasons.get(name, SKIPPED) for name in names if name not in processed},
    )


def merge_results(results: Iterable[BulkResult]) -> BulkResult:
    """Return several results as one."""
    done: list[str] = []
    failed: dict[str, str] = {}
    for result in results:
        done.extend(result.done)
        failed.update(result.failed)
    return BulkResult(tuple(done), failed)


def split_into_batches(items: Sequence[T], size: int = BATCH_SIZE) -> Iterator[Sequence[T]]:
    """Yield consecutive parts of a sequence, each small enough for one request."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


async def send_in_batches(names: Iterable[str], send: Callable[[list[str]], Awaitable[BulkResult]]) -> BulkResult:
    """Send names in as few requests as the server's limit allows, and return the merged result.

    Args:
        names: the names; repeated names are sent once, and no names send nothing.
        send: sends one batch of names and returns its result.
    """
    batches = split_into_batches(tuple(dict.fromkeys(names)))
    return merge_results([await send([*batch]) for batch in batches])
