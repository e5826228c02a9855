"""Socket events of the workflow library and of language-model tasks, as frozen values."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from invokeai_sdk.events.stream_items import Event, register_event

if TYPE_CHECKING:
    from collections.abc import Hashable


@frozen
class WorkflowEvent(Event):
    """Base of the events of the workflow library."""

    workflow_id: str = ""
    user_id: str = "system"


@register_event
@frozen
class WorkflowCreatedEvent(WorkflowEvent):
    """A workflow was saved for the first time."""

    wire_name: ClassVar[str] = "workflow_created"

    is_public: bool = False


@register_event
@frozen
class WorkflowUpdatedEvent(WorkflowEvent):
    """A workflow was changed."""

    wire_name: ClassVar[str] = "workflow_updated"

    old_is_public: bool = False
    new_is_public: bool = False


@register_event
@frozen
class WorkflowDeletedEvent(WorkflowEvent):
    """A workflow was deleted."""

    wire_name: ClassVar[str] = "workflow_deleted"

    is_public: bool = False


@register_event
@frozen
class WorkflowAccessRevokedEvent(WorkflowEvent):
    """A workflow is no longer shared with this user."""

    wire_name: ClassVar[str] = "workflow_access_revoked"


@frozen
class LLMTaskEvent(Event):
    """Base of the events of a language-model task, such as expanding a prompt."""

    task_id: str = ""
    user_id: str = "system"


@register_event
@frozen
class LLMTaskProgressEvent(LLMTaskEvent):
    """A language-model task reports progress; `percentage` is from 0 to 1."""

    wire_name: ClassVar[str] = "llm_task_progress"
    coalesces: ClassVar[bool] = True

    phase: str = ""
    message: str = ""
    percentage: float | None = None
    current_tokens: int | None = None
    total_tokens: int | None = None

    @property
    def coalesce_key(self) -> Hashable:
        """The key that a newer event must share to replace this one."""
        return (type(self), self.task_id)


@register_event
@frozen
class LLMTaskCompleteEvent(LLMTaskEvent):
    """A language-model task completed."""

    wire_name: ClassVar[str] = "llm_task_complete"


@register_event
@frozen
class LLMTaskErrorEvent(LLMTaskEvent):
    """A language-model task failed."""

    wire_name: ClassVar[str] = "llm_task_error"

    error: str = ""
