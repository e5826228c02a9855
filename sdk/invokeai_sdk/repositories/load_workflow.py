"""Loading of workflows from every kind of source.

Importing this module imports nearly all of the SDK, so `client.workflows` imports the module in a worker thread.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._files import check_regular, is_regular, open_regular
from invokeai_sdk.errors import APIError, NotFoundError, NotRegularFileError, WorkflowFormatError
from invokeai_sdk.media.handle import MediaHandle
from invokeai_sdk.repositories.server_catalogue import ServerCatalogue
from invokeai_sdk.repositories.workflow_content import read_content
from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.png_texts import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.media.video import VideoHandle
    from invokeai_sdk.repositories.workflows import WorkflowSource

_FILE_SUFFIXES: Final = (".json", ".png")


async def load_workflow(
    core: Core, source: WorkflowSource, *, get_saved: Callable[[str], Awaitable[JSONValue]]
) -> WorkflowHandle:
    """Load a workflow, ready to be submitted.

    Args:
        core: the client's core.
        source: the source, as `WorkflowRepository.load` takes it.
        get_saved: returns the record of a saved workflow given by id or name, as JSON.

    Raises:
        InvokeAIError: whatever `WorkflowRepository.load` raises.
    """
    if isinstance(source, MediaHandle):
        definition = await _read_media(core, source)
    elif isinstance(source, str):
        definition = await _read_text(source, get_saved)
    elif isinstance(source, os.PathLike):
        definition = await run_in_thread(_read_file, Path(source))
    else:
        definition = await read_content(core, source)
    catalogue = await core.common(ServerCatalogue).get(_node_types_of_workflow(definition.raw))
    return await WorkflowHandle.open(definition, core=core, catalogue=catalogue)


async def _read_text(text: str, get_saved: Callable[[str], Awaitable[JSONValue]]) -> WorkflowDefinition:
    """Read the file with a path, or else the saved workflow with an id or name."""
    if await run_in_thread(is_regular, text):
        return await run_in_thread(_read_file, Path(text))
    try:
        record = await get_saved(text)
    except NotFoundError as error:
        raise WorkflowFormatError(f"{await run_in_thread(_explain_no_file, text)}, and {error}") from error
    except APIError as error:
        if not _looks_like_path(text):
            raise
        problem = await run_in_thread(_explain_no_file, text)
        raise WorkflowFormatError(f"{problem}, and the library cannot be searched for this name: {error}") from error
    workflow = record.get("workflow") if isinstance(record, dict) else None
    if not isinstance(workflow, dict):
        raise WorkflowFormatError(f"the server's record of the saved workflow {text!r} has no workflow")
    return WorkflowDefinition.from_dict(workflow)


def _looks_like_path(text: str) -> bool:
    return text.lower().endswith(_FILE_SUFFIXES) or "/" in text or "\\" in text


def _explain_no_file(text: str) -> str:
    """Return the reason why a text is not the path of a workflow's file."""
    try:
        check_regular(text)
    except NotRegularFileError as error:
        return str(error)
    return f"there is no file {text!r}"


def _read_file(path: Path) -> WorkflowDefinition:
    """Read a workflow from JSON or from a PNG, which is recognized by its first bytes or its suffix."""
    try:
        with open_regular(path) as file:
            is_image = file.read(len(SIGNATURE)) == SIGNATURE
    except (OSError, ValueError):
        is_image = False  # reading the workflow reports the error
    read = WorkflowDefinition.from_image if is_image or path.suffix.lower() == ".png" else WorkflowDefinition.from_file
    return read(path)


async def _read_media(core: Core, media: ImageHandle | VideoHandle) -> WorkflowDefinition:
    workflow, graph = await media.embedded()
    if workflow is not None:
        catalogue = await core.common(ServerCatalogue).get(_node_types_of_workflow(workflow))
        return WorkflowDefinition.from_embedded(workflow, graph, catalogue=catalogue)
    if graph is None:
        raise WorkflowFormatError(f"neither a workflow nor a graph is stored with {media.name!r}")
    catalogue = await core.common(ServerCatalogue).get(_node_types_of_graph(graph))
    return WorkflowDefinition.from_graph(graph, catalogue=catalogue)


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
