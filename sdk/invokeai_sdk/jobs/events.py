"""What the event stream of a job or a batch yields."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from attrs import field, frozen

from invokeai_sdk.events.base import Lagged, Reconnected, StreamItem
from invokeai_sdk.events.types import ProgressImage  # noqa: TC001 - a public annotation

if TYPE_CHECKING:
    from collections.abc import Hashable

    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.media.image import ImageHandle

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
class _OfItem(StreamItem):
    """Base of what belongs to one queue item.

    Attributes:
        item_id: the queue item, which is the job.
        batch_id: its batch.
    """

    item_id: int
    batch_id: str = ""


@frozen(kw_only=True)
class StatusChanged(_OfItem):
    """The job changed its status, and is not at its end.

    Attributes:
        status: `pending`, `in_progress`, `waiting`, or what a newer server calls it.
    """

    status: str


@frozen(kw_only=True)
class ChildChanged(_OfItem):
    """A job that this one made, by calling a saved workflow, changed its status; this one waits for it.

    The server's events do not say whose child a job is, so it is asked; a child that is quicker than its answer is not
    told of.

    Attributes:
        child_id: the child: `client.jobs.get(child_id)` has its own events, results, and children.
        status: its status; `completed`, `failed` or `canceled` at its end.
    """

    child_id: int
    status: str


@frozen(kw_only=True)
class _OfNode(_OfItem):
    """Base of what belongs to one node.

    Attributes:
        node_id: the node of the workflow.
        node_type: its type.
        prepared_id: the server's own id of this run of the node.
    """

    node_id: str
    node_type: str = ""
    prepared_id: str = ""


@frozen(kw_only=True)
class NodeStarted(_OfNode):
    """A node began."""


@frozen(kw_only=True)
class Progress(_OfNode):
    """A node goes on.

    Attributes:
        message: what it is doing.
        percentage: of this node, from 0 to 1; None where it cannot tell.
        image: a preview, if there is one.
        overall: of the whole job's graph, from 0 to 1; None if the graph is not known here.
    """

    coalesces: ClassVar[bool] = True

    message: str = ""
    percentage: float | None = None
    image: ProgressImage | None = None
    overall: float | None = None

    @property
    def coalesce_key(self) -> Hashable:
        """What a newer one must share to replace this one."""
        return (self.item_id, self.prepared_id)


@frozen(kw_only=True)
class NodeCompleted(_OfNode):
    """A node is done.

    Attributes:
        output: what it put out.
        overall: of the whole job's graph, from 0 to 1; None if the graph is not known here.
    """

    output: NodeOutput
    overall: float | None = None


@frozen(kw_only=True)
class NodeFailed(_OfNode):
    """A node failed; the job's `Failed` follows."""

    error_type: str = ""
    error_message: str = ""
    traceback: str = field(default="", repr=False)


@frozen(kw_only=True)
class OutputReady(_OfNode):
    """A node that is not an intermediate one has put out pictures: they can be fetched now.

    Attributes:
        output: what it put out.
        images: the images in it.
    """

    output: NodeOutput
    images: tuple[ImageHandle, ...] = ()


@frozen(kw_only=True)
class _End(_OfItem):
    lasting: ClassVar[bool] = True


@frozen(kw_only=True)
class Completed(_End):
    """The job is done."""


@frozen(kw_only=True)
class Failed(_End):
    """The job failed.

    Attributes:
        node_id: the node that failed, if the server told.
        node_type: its type.
        error_type: the name of the server's exception.
        error_message: its message.
        traceback: the server's traceback.
    """

    node_id: str | None = None
    node_type: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    traceback: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Canceled(_End):
    """The job was canceled, by whomever, or its queue was cleared before its turn."""


@frozen(kw_only=True)
class Lost(_End):
    """The server no longer knows the job: it was deleted or pruned before its end was seen here."""


Terminal: TypeAlias = Completed | Failed | Canceled | Lost
"""How a job can end; exactly one comes, as the last event of its job."""

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
"""What a stream yields, besides `Lagged` where the reader was too slow."""
