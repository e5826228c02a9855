"""`SyncOutputReady` and `SyncJobEvent`: the job events of the blocking client; written by hand.

Only `OutputReady` has a blocking counterpart, because only this event contains handles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeAlias

from attrs import fields

from invokeai_sdk.jobs.events import (
    ChildChanged,
    NodeCompleted,
    NodeFailed,
    NodeStarted,
    OutputReady,
    Progress,
    Reconnected,
    StatusChanged,
    Terminal,
)
from invokeai_sdk.sync.mirror import wrap

if TYPE_CHECKING:
    from invokeai_sdk.sync.media.image import SyncImageHandle
    from invokeai_sdk.sync.media.video import SyncVideoHandle
    from invokeai_sdk.sync.portal import Portal


class SyncOutputReady(OutputReady):
    """Images or videos of a node can be downloaded. Not sent for intermediate nodes.

    This class is an `OutputReady`, so that `case OutputReady(images=images)` matches in blocking code as well.

    Attributes:
        output: the output of the node.
        images: the images in the output, in order, as blocking handles.
        videos: the videos in the output, in order, as blocking handles.
    """

    images: tuple[SyncImageHandle, ...]  # type: ignore[assignment] # blocking handles instead
    videos: tuple[SyncVideoHandle, ...]  # type: ignore[assignment] # blocking handles instead

    @classmethod
    def from_async(cls, portal: Portal, event: OutputReady) -> Self:
        """Return the counterpart of an asynchronous event."""
        values = {each.name: getattr(event, each.name) for each in fields(OutputReady)}
        return cls(**{**values, "images": wrap(portal, event.images), "videos": wrap(portal, event.videos)})


SyncJobEvent: TypeAlias = (
    StatusChanged
    | ChildChanged
    | NodeStarted
    | Progress
    | NodeCompleted
    | NodeFailed
    | SyncOutputReady
    | Reconnected
    | Terminal
)
"""An event of a job or batch. A stream also yields `Lagged` if the reader was too slow."""
