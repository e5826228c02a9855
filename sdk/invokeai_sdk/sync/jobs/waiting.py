"""The blocking counterpart of `invokeai_sdk.jobs.waiting`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.jobs.job import SyncJobHandle
from invokeai_sdk.sync.mirror import SyncIterator

if TYPE_CHECKING:
    from invokeai_sdk.jobs.waiting import AsCompleted


class SyncAsCompleted(SyncIterator[SyncJobHandle]):
    """Jobs in the order they end; made by `as_completed`. No job has a task of its own."""

    _async: AsCompleted
