"""The events of queues, their items and their nodes, as frozen values.

The classes are named as in the server's own schema (`invokeai/app/services/events/events_common.py`).
Servers of every supported version are read with them: an attribute that an older server does not send has
its default, one that a newer server added is found in `raw`.
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
from invokeai_sdk.events.base import Event, known

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PIL.Image import Image

REDACTED = "redacted"
"""What stands for the ids and the user in the companions that other users receive in multi-user mode."""


@frozen
class ProgressImage:
    """A preview of an image in the making.

    Attributes:
        width: in pixels, of the preview.
        height: in pixels, of the preview.
        data_url: the picture as the server sent it, a `data:` URL.
    """

    width: int
    height: int
    data_url: str = field(repr=False)

    @property
    def media_type(self) -> str:
        """Such as `image/jpeg`."""
        return self.data_url[5:].partition(",")[0].partition(";")[0]

    def bytes(self) -> bytes:
        """Decode the picture.

        Raises:
            ValueError: the server sent no valid base64 data.
        """
        try:
            return base64.b64decode(self.data_url.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise ValueError(f"the preview is not valid base64: {error}") from error

    def pil(self) -> Image:
        """Decode the picture with Pillow.

        Raises:
            MissingExtraError: Pillow is not installed.
            ValueError: the server sent no valid base64 data.
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
    """Base of the events that belong to a queue."""

    queue_id: str = ""


@frozen
class QueueItemEvent(QueueEvent):
    """Base of the events that belong to one queue item.

    `batch_id` and `user_id` are `"redacted"` in the companions that other users receive.
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
        session_id: the run of the graph.
        invocation: the node as prepared for running; its `id` is not that of the graph's node.
        invocation_source_id: the id of the node in the graph that was submitted.
    """

    session_id: str = ""
    invocation: JSONObject = field(factory=dict, repr=False)
    invocation_source_id: str = ""

    @property
    def prepared_id(self) -> str:
        """The id of the prepared node: each round of an iteration has its own."""
        return str(self.invocation.get("id", ""))

    @property
    def node_type(self) -> str:
        """The node's type, such as `denoise_latents`."""
        return str(self.invocation.get("type", ""))


@known
@frozen
class InvocationStartedEvent(InvocationEvent):
    """A node began."""

    wire_name: ClassVar[str] = "invocation_started"


@known
@frozen
class InvocationProgressEvent(InvocationEvent):
    """A node reports progress.

    Attributes:
        message: what it is doing.
        percentage: from 0 to 1; None where it cannot tell.
        image: a preview, if there is one.
        device: the GPU it runs on, if it does and the server tells.
    """

    wire_name: ClassVar[str] = "invocation_progress"
    coalesces: ClassVar[bool] = True

    message: str = ""
    percentage: float | None = None
    image: ProgressImage | None = None
    device: str | None = None

    @property
    def coalesce_key(self) -> Hashable:
        """What a newer one must share to replace this one."""
        return (self.item_id, self.prepared_id)


@known
@frozen
class InvocationCompleteEvent(InvocationEvent):
    """A node is done.

    Attributes:
        result: its output.
    """

    wire_name: ClassVar[str] = "invocation_complete"

    result: JSONObject = field(factory=dict)


@known
@frozen
class InvocationErrorEvent(InvocationEvent):
    """A node failed, and its item with it."""

    wire_name: ClassVar[str] = "invocation_error"

    error_type: str = ""
    error_message: str = ""
    error_traceback: str = field(default="", repr=False)


@known
@frozen
class QueueItemStatusChangedEvent(QueueItemEvent):
    """A queue item changed its status.

    Attributes:
        status: `pending`, `in_progress`, `waiting`, `completed`, `failed` or `canceled`; newer servers may have more.
        status_sequence: rises with every change of the item; None on servers before 6.13.
        batch_status: the counts of its batch.
        queue_status: the counts of the queue.
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


@known
@frozen
class BatchEnqueuedEvent(QueueEvent):
    """A batch was put into the queue; `enqueued` is less than `requested` if the queue was full."""

    wire_name: ClassVar[str] = "batch_enqueued"

    batch_id: str = ""
    enqueued: int = 0
    requested: int = 0
    priority: int = 0
    origin: str | None = None
    user_id: str = "system"


@known
@frozen
class QueueItemsRetriedEvent(QueueEvent):
    """Items were retried: the ids are those of the old items, not of the new ones."""

    wire_name: ClassVar[str] = "queue_items_retried"

    retried_item_ids: list[int] = field(factory=list)
    user_ids: list[str] = field(factory=list)
    retried_item_ids_by_user: dict[str, list[int]] = field(factory=dict, repr=False)


@known
@frozen
class QueueItemsCanceledEvent(QueueEvent):
    """Pending items were canceled or deleted in bulk; there is no event for each."""

    wire_name: ClassVar[str] = "queue_items_canceled"

    canceled_item_ids: list[int] = field(factory=list)
    user_ids: list[str] = field(factory=list)
    canceled_item_ids_by_user: dict[str, list[int]] = field(factory=dict, repr=False)


@known
@frozen
class QueueClearedEvent(QueueEvent):
    """A queue was cleared; of one user's items only, if `user_id` is given."""

    wire_name: ClassVar[str] = "queue_cleared"

    user_id: str | None = None


@known
@frozen
class RecallParametersUpdatedEvent(QueueEvent):
    """Parameters were sent to the editor's panels."""

    wire_name: ClassVar[str] = "recall_parameters_updated"

    user_id: str = "system"
    parameters: JSONObject = field(factory=dict)
