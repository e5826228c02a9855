"""Socket events of queues, queue items and nodes, as frozen values.

The classes have the names of the server's own schema (`invokeai/app/services/events/events_common.py`). They serve all
supported server versions: an attribute that an older server does not send has its default value, and a key that a newer
server added is found in `raw`.
"""

from __future__ import annotations

import base64
import binascii
import io
from html import escape
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from invokeai_sdk._types import JSONObject  # noqa: TC001 - attrs.resolve_types and typing.get_type_hints need it
from invokeai_sdk.errors import MissingExtraError
from invokeai_sdk.events.stream_items import Event, register_event

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PIL.Image import Image

REDACTED = "redacted"
"""The value of the ids and the user in the copies of an event that other users receive in multi-user mode."""


@frozen
class ProgressImage:
    """A preview of an image that is being generated.

    Attributes:
        width: the width of the preview, in pixels.
        height: the height of the preview, in pixels.
        data_url: the encoded image, as a `data:` URL.
    """

    width: int
    height: int
    data_url: str = field(repr=False)

    @property
    def media_type(self) -> str:
        """The media type of the encoded image, such as `image/jpeg`."""
        return self.data_url[5:].partition(",")[0].partition(";")[0]

    def bytes(self) -> bytes:
        """Return the encoded image.

        Raises:
            ValueError: the data URL is not valid base64.
        """
        try:
            return base64.b64decode(self.data_url.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise ValueError(f"the data URL of the preview image is not valid base64: {error}") from error

    def pil(self) -> Image:
        """Decode the image with Pillow.

        Raises:
            MissingExtraError: Pillow is not installed.
            ValueError: the data URL is not valid base64.
        """
        try:
            from PIL import Image  # noqa: PLC0415 - an extra
        except ModuleNotFoundError as error:
            raise MissingExtraError("a preview's pil()", extra="images") from error
        return Image.open(io.BytesIO(self.bytes()))

    def _repr_html_(self) -> str:
        source = escape(self.data_url) if self.data_url.startswith("data:image/") else ""
        return f'<img src="{source}" width="{escape(str(self.width))}" height="{escape(str(self.height))}">'


@frozen
class QueueEvent(Event):
    """Base of the events of a queue."""

    queue_id: str = ""


@frozen
class QueueItemEvent(QueueEvent):
    """Base of the events of one queue item.

    In multi-user mode other users receive a copy of the event in which `batch_id` and `user_id` are `"redacted"`.
    """

    item_id: int = -1
    batch_id: str = ""
    origin: str | None = None
    destination: str | None = None
    user_id: str = "system"


@frozen
class InvocationEvent(QueueItemEvent):
    """Base of the events of one running node.

    Attributes:
        session_id: the id of the graph's execution.
        invocation: the prepared node, which the server executes; its `id` differs from that of the graph's node.
        invocation_source_id: the id of the node in the submitted graph.
    """

    session_id: str = ""
    invocation: JSONObject = field(factory=dict, repr=False)
    invocation_source_id: str = ""

    @property
    def prepared_id(self) -> str:
        """The id of the prepared node; every iteration of a node has another one."""
        return str(self.invocation.get("id", ""))

    @property
    def node_type(self) -> str:
        """The node's type, such as `denoise_latents`."""
        return str(self.invocation.get("type", ""))


@register_event
@frozen
class InvocationStartedEvent(InvocationEvent):
    """A node started."""

    wire_name: ClassVar[str] = "invocation_started"


@register_event
@frozen
class InvocationProgressEvent(InvocationEvent):
    """A node reports progress.

    Attributes:
        message: a description of the current step.
        percentage: from 0 to 1; None if the node does not know.
        image: a preview image, if the node sends one.
        device: the GPU on which the node runs, if the server reports it.
    """

    wire_name: ClassVar[str] = "invocation_progress"
    coalesces: ClassVar[bool] = True

    message: str = ""
    percentage: float | None = None
    image: ProgressImage | None = None
    device: str | None = None

    @property
    def coalesce_key(self) -> Hashable:
        """The key that a newer event must share to replace this one."""
        return (self.item_id, self.prepared_id)


@register_event
@frozen
class InvocationCompleteEvent(InvocationEvent):
    """A node completed.

    Attributes:
        result: the node's output.
    """

    wire_name: ClassVar[str] = "invocation_complete"

    result: JSONObject = field(factory=dict)


@register_event
@frozen
class InvocationErrorEvent(InvocationEvent):
    """A node failed; its queue item fails too."""

    wire_name: ClassVar[str] = "invocation_error"

    error_type: str = ""
    error_message: str = ""
    error_traceback: str = field(default="", repr=False)


@register_event
@frozen
class QueueItemStatusChangedEvent(QueueItemEvent):
    """The status of a queue item changed.

    Attributes:
        status: `pending`, `in_progress`, `waiting`, `completed`, `failed`, `canceled`, or a status of a newer server.
        status_sequence: a number that increases with every status change of the item; None on servers before 6.13.
        batch_status: the number of the batch's items in each status.
        queue_status: the number of the queue's items in each status.
    """

    wire_name: ClassVar[str] = "queue_item_status_changed"

    status: str = ""
    status_sequence: int | None = None
    error_type: str | None = None
    error_message: str | None = None
    error_traceback: str | None = field(default=None, repr=False)
    created_at: str | None = None
    updated_at: str | None = None
    started_at: str | None = None
    completed_at: str | None = None
    batch_status: JSONObject = field(factory=dict, repr=False)
    queue_status: JSONObject = field(factory=dict, repr=False)
    session_id: str = ""


@register_event
@frozen
class BatchEnqueuedEvent(QueueEvent):
    """A batch was added to the queue; `enqueued` is less than `requested` if the queue was full."""

    wire_name: ClassVar[str] = "batch_enqueued"

    batch_id: str = ""
    enqueued: int = 0
    requested: int = 0
    priority: int = 0
    origin: str | None = None
    user_id: str = "system"


@register_event
@frozen
class QueueItemsRetriedEvent(QueueEvent):
    """Queue items were retried; the ids are those of the retried items, not of the new ones."""

    wire_name: ClassVar[str] = "queue_items_retried"

    retried_item_ids: list[int] = field(factory=list)
    user_ids: list[str] = field(factory=list)
    retried_item_ids_by_user: dict[str, list[int]] = field(factory=dict, repr=False)


@register_event
@frozen
class QueueItemsCanceledEvent(QueueEvent):
    """Pending queue items were canceled or deleted in bulk; there are no events of the single items."""

    wire_name: ClassVar[str] = "queue_items_canceled"

    canceled_item_ids: list[int] = field(factory=list)
    user_ids: list[str] = field(factory=list)
    canceled_item_ids_by_user: dict[str, list[int]] = field(factory=dict, repr=False)


@register_event
@frozen
class QueueClearedEvent(QueueEvent):
    """A queue was cleared: all its items, or only those of one user if `user_id` is not None."""

    wire_name: ClassVar[str] = "queue_cleared"

    user_id: str | None = None


@register_event
@frozen
class RecallParametersUpdatedEvent(QueueEvent):
    """Parameters were sent to the panels of the web UI."""

    wire_name: ClassVar[str] = "recall_parameters_updated"

    user_id: str = "system"
    parameters: JSONObject = field(factory=dict)
