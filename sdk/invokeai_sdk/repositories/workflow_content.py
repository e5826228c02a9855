"""Workflows in memory, in every form in which the SDK and the server return them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.repositories.resolve_needs import resolve_needs
from invokeai_sdk.workflow.context import Needs
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core


class ConvertibleToDict(Protocol):
    """An object that can be converted to JSON, such as a generated model."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON of the object."""


class SavedWorkflow(Protocol):
    """A record of the server's library, such as `client.workflows.get` returns."""

    @property
    def workflow(self) -> ConvertibleToDict:
        """The workflow."""


WorkflowContent: TypeAlias = WorkflowDefinition | Workflow | SavedWorkflow | Mapping[str, "JSONValue"]
"""A workflow in memory: a definition, a loaded workflow with its current values, a record of the server's library, or
the JSON of a workflow, of a record or of a graph."""


async def read_content(core: Core, content: WorkflowContent) -> WorkflowDefinition:
    """Return the definition of a workflow. Pending values of a loaded workflow are uploaded and looked up.

    Args:
        core: the client's core.
        content: the workflow.

    Raises:
        WorkflowFormatError: the content is not a workflow.
        WorkflowError: a model or board is not found.
        APIError: a request failed.
    """
    if isinstance(content, WorkflowDefinition):
        return content
    if isinstance(content, Workflow):
        needs = content.needs(content.context)
        context = await resolve_needs(
            core, Needs(pending=needs.pending), content.context, inputs=content.find_pending_inputs()
        )
        return content.to_definition(context=context)
    if isinstance(content, Mapping):
        return WorkflowDefinition.from_dict(dict(content))
    workflow = getattr(content, "workflow", None)
    to_dict = getattr(workflow, "to_dict", None)
    if not callable(to_dict):
        raise WorkflowFormatError(
            f"a {type(content).__name__} is not a workflow; give a WorkflowDefinition, a loaded workflow, a record of "
            "the library, or a dict with the workflow's JSON"
        )
    return WorkflowDefinition.from_dict(to_dict())
