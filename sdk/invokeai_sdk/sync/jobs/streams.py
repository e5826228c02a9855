"""The blocking counterpart of `invokeai_sdk.jobs.streams`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.events.subscription import SyncSubscription
from invokeai_sdk.sync.jobs.events import SyncJobEvent

if TYPE_CHECKING:
    from invokeai_sdk.jobs.streams import JobStream


class SyncJobStream(SyncSubscription[SyncJobEvent]):
    """An event stream that ends by itself after the end of the last job.

    A stream of a submission listens from the submission on. One that was attached later starts with its first use:
    with what is known by then, for the server repeats nothing.

    It raises `EventsRejectedError` if the server rejects the client's token, and `ClientClosedError` if the client is
    closed before the end.
    """

    _async: JobStream
