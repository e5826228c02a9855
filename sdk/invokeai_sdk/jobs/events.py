"""Events of jobs: everything that the event stream of a job or a batch yields."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import field, frozen

from invokeai_sdk.events.stream_items import Lagged, Reconnected, StreamItem
from invokeai_sdk.events.types import ProgressImage  # noqa: TC001 - a public annotation

if TYPE_CHECKING:
    from collections.abc import Hashable

    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.media.video import VideoHandle

__all__ = [
    "Canceled",
    "ChildChanged",
    "Completed",
    "Failed",
    "JobEvent",
    "Lagged",
    "Lost",
    "NodeCompleted",
    "NodeFailed",
    "NodeStarted",
    "OutputReady",
    "Progress",
    "Reconnected",
    "StatusChanged",
    "Terminal",
]


@frozen(kw_only=True)
class _ItemEvent(StreamItem):
    """Base of the events of one job.

    Attributes:
        item_id: the id of the job, which is a queue item of the server.
        batch_id: the id of the job's batch, or an empty string if the batch is not known yet.
    """

    item_id: int
    batch_id: str = ""


@frozen(kw_only=True)
class StatusChanged(_ItemEvent):
    """The job has a new status and has not ended.

    Attributes:
        status: `pending`, `in_progress`, `waiting` (for the jobs of a workflow call), or another text from a newer
            server.
    """

    status: str


@frozen(kw_only=True)
class ChildChanged(_ItemEvent):
    """The status of a child job changed. A job that calls a saved workflow has child jobs and waits for their end.

    The statuses of a child are reported in order, the final one exactly once and before the end of the parent. The
    server's events do not name the parent, so the SDK requests it: the reports of a short child can come all at once
    after the child has ended. If the server does not answer within 10 seconds, the parent ends without the reports.

    Attributes:
        child_id: the id of the child job; `client.jobs.handle(child_id)` gives its events, result and children.
        status: the new status: `in_progress`, `waiting` or `pending` (for and after children of its own), and at the
            end `completed`, `failed` or `canceled`, or `lost` if the server no longer has the child.
    """

    child_id: int
    status: str


@frozen(kw_only=True)
class _NodeEvent(_ItemEvent):
    """Base of the events of one node.

    Attributes:
        node_id: the id of the node in the workflow.
        node_type: the type of the node, such as `l2i`.
        prepared_id: the server's id of this execution of the node; a node in an iteration is executed several times.
    """

    node_id: str
    node_type: str = ""
    prepared_id: str = ""


@frozen(kw_only=True)
class NodeStarted(_NodeEvent):
    """A node started."""


@frozen(kw_only=True)
class Progress(_NodeEvent):
    """A node reported progress. A newer report of the same execution replaces one that was not read yet.

    Attributes:
        message: the server's description of the current step.
        percentage: the progress of this node as a fraction from 0 to 1; None if the node does not report a fraction.
        image: the preview image; None without one.
        overall: the progress of the job's whole graph as a fraction from 0 to 1; None if the graph is not known.
    """

    coalesces: ClassVar[bool] = True

    message: str = ""
    percentage: float | None = None
    image: ProgressImage | None = None
    overall: float | None = None

    @property
    def coalesce_key(self) -> Hashable:
        """The key shared by reports that replace each other."""
        return (self.item_id, self.prepared_id)


@frozen(kw_only=True)
class NodeCompleted(_NodeEvent):
    """A node completed.

    Attributes:
        output: the output of the node.
        overall: the progress of the job's whole graph as a fraction from 0 to 1; None if the graph is not known.
    """

    output: NodeOutput
    overall: float | None = None


@frozen(kw_only=True)
class NodeFailed(_NodeEvent):
    """A node failed; the job's `Failed` follows.

    Attributes:
        error_type: the class name of the server's exception.
        error_message: the message of the exception.
        traceback: the server's traceback.
    """

    error_type: str = ""
    error_message: str = ""
    traceback: str = field(default="", repr=False)


@frozen(kw_only=True)
class OutputReady(_NodeEvent):
    """Images or videos of a node can be downloaded. Not sent for intermediate nodes.

    Attributes:
        output: the output of the node.
        images: the images in the output, in order.
        videos: the videos in the output, in order.
    """

    output: NodeOutput
    images: tuple[ImageHandle, ...] = ()
    videos: tuple[VideoHandle, ...] = ()


@frozen(kw_only=True)
class _TerminalEvent(_ItemEvent):
    """Base of the events that end a job. They are never dropped."""

    lasting: ClassVar[bool] = True


@frozen(kw_only=True)
class Completed(_TerminalEvent):
    """The job completed."""


@frozen(kw_only=True)
class Failed(_TerminalEvent):
    """The job failed.

    Attributes:
        node_id: the id of the node that failed; None if the server did not name the node.
        node_type: the type of that node.
        error_type: the class name of the server's exception.
        error_message: the message of the exception.
        traceback: the server's traceback.
    """

    node_id: str | None = None
    node_type: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    traceback: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Canceled(_TerminalEvent):
    """The job was canceled by any client, or its queue was cleared before the job started."""


@frozen(kw_only=True)
class Lost(_TerminalEvent):
    """The server no longer has the job: the job was deleted or pruned before the SDK saw its end."""


Terminal: TypeAlias = Completed | Failed | Canceled | Lost
"""The end of a job. Each job has exactly one, as its last event."""

JobEvent: TypeAlias = (
    StatusChanged
    | ChildChanged
    | NodeStarted
    | Progress
    | NodeCompleted
    | NodeFailed
    | OutputReady
    | Reconnected
    | Terminal
)
"""An event of a job or batch. A stream also yields `Lagged` if the reader was too slow."""
