"""Loading of workflows from every kind of source.

Importing this module imports nearly all of the SDK, so `client.workflows` imports the module in a worker thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import NotFoundError, WorkflowFormatError
from invokeai_sdk.media.handle import MediaHandle
from invokeai_sdk.repositories.server_catalogue import ServerCatalogue
from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
from invokeai_sdk.workflow.definition import WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.media.video import VideoHandle
    from invokeai_sdk.repositories.workflows import WorkflowSource

_IMAGE_SUFFIXES: Final = frozenset({".png"})


async def load_workflow(
    core: Core, source: WorkflowSource, *, find_id: Callable[[str], Awaitable[str]]
) -> WorkflowHandle:
    """Load a workflow, ready to be submitted.

    Args:
        core: the client's core.
        source: the source, as `WorkflowRepository.load` takes it.
        find_id: returns the id of a saved workflow given by id or name.

    Raises:
        InvokeAIError: whatever `WorkflowRepository.load` raises.
    """
    if isinstance(source, WorkflowDefinition):
        definition = source
    elif isinstance(source, dict):
        definition = WorkflowDefinition.from_dict(source)
    elif isinstance(source, MediaHandle):
        definition = await _read_media(core, source)
    elif isinstance(source, Path) or Path(source).suffix or await run_in_thread(Path(source).is_file):
        definition = await _read_file(Path(source))
    else:
        definition = await _read_saved(core, source, find_id)
    catalogue = await core.common(ServerCatalogue).get(_node_types_of_workflow(definition.raw))
    return await WorkflowHandle.open(definition, core=core, catalogue=catalogue)


async def _read_file(path: Path) -> WorkflowDefinition:
    is_image = path.suffix.lower() in _IMAGE_SUFFIXES
    read = WorkflowDefinition.from_image if is_image else WorkflowDefinition.from_file
    return await run_in_thread(read, path)


async def _read_media(core: Core, media: ImageHandle | VideoHandle) -> WorkflowDefinition:
    workflow = await media.workflow()
    if workflow is not None:
        return WorkflowDefinition.from_dict(workflow)
    graph = await media.graph()
    if graph is None:
        raise WorkflowFormatError(f"neither a workflow nor a graph is stored with {media.name!r}")
    catalogue = await core.common(ServerCatalogue).get(_node_types_of_graph(graph))
    return WorkflowDefinition.from_graph(graph, catalogue=catalogue)


async def _read_saved(core: Core, id_or_name: str, find_id: Callable[[str], Awaitable[str]]) -> WorkflowDefinition:
    try:
        workflow_id = await find_id(id_or_name)
        record = await core.transport.send(api.workflows.get_workflow(workflow_id=workflow_id).as_json())
    except NotFoundError as error:
        raise WorkflowFormatError(f"there is no file {id_or_name!r}, and {error}") from error
    workflow = record.get("workflow") if isinstance(record, dict) else None
    if not isinstance(workflow, dict):
        raise WorkflowFormatError(f"the server's record of the saved workflow {workflow_id!r} has no workflow")
    return WorkflowDefinition.from_dict(workflow)


def _node_types_of_workflow(raw: JSONObject) -> set[str]:
    """Return the node types in a workflow's JSON, which may be invalid in every other respect."""
    nodes = raw.get("nodes")
    data = [node.get("data") for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    types = [each.get("type") for each in data if isinstance(each, dict) and "inputs" in each]
    return {each for each in types if isinstance(each, str)}


def _node_types_of_graph(graph: JSONObject) -> set[str]:
    """Return the node types in a graph's JSON, which may be invalid in every other respect."""
    nodes = graph.get("nodes")
    types = [node.get("type") for node in nodes.values() if isinstance(node, dict)] if isinstance(nodes, dict) else []
    return {each for each in types if isinstance(each, str)}
