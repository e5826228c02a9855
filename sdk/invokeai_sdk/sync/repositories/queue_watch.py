"""The blocking counterpart of `invokeai_sdk.repositories.queue_watch`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import Self

from invokeai_sdk.repositories.queue_watch import QueueStreamItem, QueueWatch
from invokeai_sdk.sync.mirror import SyncIterator


class SyncQueueWatch(SyncIterator[QueueStreamItem]):
    """An endless iterator over the events of a queue, whosever items they are about.

    Of items of other users, the server tells little more than the state. As a context manager it listens from
    the beginning of the block to its end.
    """

    _async: QueueWatch

    def start(self) -> Self:
        """Begin to listen; what happens from here on is kept until it is read. Iterating does it by itself."""
        return self._wrapped(self._call(self._async.start))
