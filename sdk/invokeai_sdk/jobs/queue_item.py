"""`Snapshot` and `QueueItem`: the server's records of queue items, read from JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from invokeai_sdk.jobs.events import Failed
from invokeai_sdk.jobs.json_checks import (
    object_or_empty,
    text_or_none,
    to_integer,
    to_object,
    to_optional,
    to_text,
)
from invokeai_sdk.jobs.outputs import read_session_outputs

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.jobs.outputs import NodeOutput

REDACTED: Final = "redacted"
"""The server's replacement for the ids in the items of other users (`invokeai/app/api/routers/session_queue.py`)."""


@frozen
class Snapshot:
    """The state of one queue item in a REST answer.

    Attributes:
        item_id: the id of the item.
        status: the status.
        sequence: the `status_sequence`; None if the answer has none.
        batch_id: the id of the batch; `"redacted"` for the item of another user.
        parent_item_id: the id of the parent, for the child of a workflow call.
        created_at: the time of submission, UTC, as the server formats it.
        started_at: the time of the start.
        completed_at: the time of the end.
        session_id: the id of the execution of the graph; empty if the answer has none.
    """

    item_id: int
    status: str
    sequence: int | None
    batch_id: str
    parent_item_id: int | None
    created_at: str | None
    started_at: str | None
    completed_at: str | None
    session_id: str = ""

    @classmethod
    def from_json(cls, data: object) -> Snapshot:
        """Return the snapshot of an item or of the summary of an item.

        Raises:
            TypeError: the JSON is not a queue item.
        """
        item = to_object(data, "a queue item")
        return cls(
            to_integer(item.get("item_id"), "item_id"),
            to_text(item.get("status"), "status"),
            to_optional(item.get("status_sequence"), to_integer, "status_sequence"),
            to_text(item.get("batch_id"), "batch_id"),
            to_optional(item.get("parent_item_id"), to_integer, "parent_item_id"),
            text_or_none(item.get("created_at")),
            text_or_none(item.get("started_at")),
            text_or_none(item.get("completed_at")),
            to_optional(item.get("session_id"), to_text, "session_id") or "",
        )

    @property
    def is_hidden(self) -> bool:
        """Whether the item belongs to another user, so that the server shows only its status and times."""
        return self.batch_id == REDACTED


@frozen
class QueueItem:
    """One whole queue item.

    Attributes:
        snapshot: the ids, status and times.
        priority: the priority in the queue.
        root_item_id: the id of the topmost parent, for the child of a workflow call.
        retried_from_item_id: the id of the item that was tried first, for a retry.
        error_type: the class name of the server's exception, for a failed item.
        error_message: the message of the exception.
        error_traceback: the server's traceback.
        session: the execution of the graph: graph, results and errors.
        outputs: the outputs of the nodes, for an item that has ended.
    """

    snapshot: Snapshot
    priority: int = 0
    root_item_id: int | None = None
    retried_from_item_id: int | None = None
    error_type: str | None = None
    error_message: str | None = None
    error_traceback: str | None = field(default=None, repr=False)
    session: JSONObject = field(factory=dict, repr=False)
    outputs: tuple[NodeOutput, ...] = field(default=(), repr=False)

    @classmethod
    def from_json(cls, data: object) -> QueueItem:
        """Return the record of a whole item.

        Raises:
            TypeError: the JSON is not a queue item.
        """
        item = to_object(data, "a queue item")
        session = to_optional(item.get("session"), to_object, "session") or {}
        return cls(
            Snapshot.from_json(item),
            to_optional(item.get("priority"), to_integer, "priority") or 0,
            to_optional(item.get("root_item_id"), to_integer, "root_item_id"),
            to_optional(item.get("retried_from_item_id"), to_integer, "retried_from_item_id"),
            text_or_none(item.get("error_type")),
            text_or_none(item.get("error_message")),
            text_or_none(item.get("error_traceback")),
            session,
            read_session_outputs(session),
        )

    @property
    def item_id(self) -> int:
        """The id of the item."""
        return self.snapshot.item_id

    @property
    def batch_id(self) -> str:
        """The id of the batch."""
        return self.snapshot.batch_id

    @property
    def graph(self) -> JSONObject:
        """The submitted graph; empty if the item has none."""
        return object_or_empty(self.session.get("graph"))

    def read_failure(self) -> Failed:
        """Return the `Failed` of a failed item, with the node that failed if the session names the node."""
        errors = object_or_empty(self.session.get("errors"))
        sources = object_or_empty(self.session.get("prepared_source_mapping"))
        prepared_id = next(iter(errors), "")
        node_id = text_or_none(sources.get(prepared_id))
        node: Any = object_or_empty(self.graph.get("nodes")).get(node_id or "")
        return Failed(
            item_id=self.item_id,
            batch_id=self.batch_id,
            node_id=node_id,
            node_type=text_or_none(object_or_empty(node).get("type")),
            error_type=self.error_type,
            error_message=self.error_message,
            traceback=self.error_traceback,
        )
