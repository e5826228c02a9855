"""The blocking counterpart of `invokeai_sdk.jobs.events`: of the one event that carries handles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeAlias

from attrs import fields

from invokeai_sdk.jobs.events import OutputReady
from invokeai_sdk.sync.mirror import wrap

if TYPE_CHECKING:
    from invokeai_sdk.jobs.events import (
        ChildChanged,
        NodeCompleted,
        NodeFailed,
        NodeStarted,
        Progress,
        Reconnected,
        StatusChanged,
        Terminal,
    )
    from invokeai_sdk.sync.media.image import SyncImageHandle
    from invokeai_sdk.sync.portal import Portal


class SyncOutputReady(OutputReady):
    """A node that is not an intermediate one has put out pictures: they can be fetched now.

    It is an `OutputReady`, so that `match` finds it under that name, too.

    Attributes:
        output: what it put out.
        images: the images in it.
    """

    images: tuple[SyncImageHandle, ...]  # type: ignore[assignment] # handles that block instead

    @classmethod
    def from_async(cls, portal: Portal, event: OutputReady) -> Self:
        """Return the counterpart of an asynchronous event."""
        values = {each.name: getattr(event, each.name) for each in fields(OutputReady)}
        return cls(**{**values, "images": wrap(portal, event.images)})


SyncJobEvent: TypeAlias = (
    "StatusChanged | ChildChanged | NodeStarted | Progress | NodeCompleted | NodeFailed | SyncOutputReady"
    " | Reconnected | Terminal"
)
"""What a stream yields, besides `Lagged` where the reader was too slow."""
