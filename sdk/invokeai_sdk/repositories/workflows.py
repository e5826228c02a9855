"""`client.workflows`: workflows from files or the server's library, ready to run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import anyio.to_thread

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import NotFoundError, WorkflowFormatError
from invokeai_sdk.repositories.catalogue import ServerCatalogue
from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
from invokeai_sdk.repositories.workflow_library import WorkflowLibrary
from invokeai_sdk.workflow.definition import WorkflowDefinition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.workflow.inputs import InputKey

WorkflowSource: TypeAlias = "str | Path | JSONObject | WorkflowDefinition"
"""A file (workflow JSON, or a PNG that InvokeAI saved), a dict, a definition, or the id or name of a saved workflow."""

_PICTURES = frozenset({".png"})


class WorkflowRepository(WorkflowLibrary):
    """Loads and runs workflows, and looks after the server's library of them."""

    async def load(self, source: WorkflowSource) -> WorkflowHandle:
        """Load a workflow.

        Args:
            source: the path of a workflow's JSON, or of a PNG that holds one; a dict; a `WorkflowDefinition`; or the
                id or exact name of a workflow in the server's library. A text with a file's suffix, or one that names
                a file that exists, is a path.

        Raises:
            WorkflowFormatError: no such file or saved workflow, not JSON, or not a workflow.
            WorkflowVersionError: a workflow schema that this SDK does not know.
            WorkflowMigrationError: an old workflow that cannot be brought up to date.
            APIError: the server could not be asked.
        """
        definition = await self._definition(source)
        catalogue = await self._core.common(ServerCatalogue).get(_node_types(definition.raw))
        return await WorkflowHandle.open(definition, core=self._core, catalogue=catalogue)

    async def run(
        self,
        source: WorkflowSource,
        inputs: Mapping[InputKey, object] | None = None,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        timeout: float | None = None,
    ) -> BatchResult:
        """Load a workflow, set its inputs, run it, and wait for the result.

        Args:
            source: what `load` takes.
            inputs: values by whatever finds an input; all are checked before any is set.
            runs: how often to run it.
            board: where nodes whose board is "auto" save.
            timeout: seconds to wait at most; the jobs themselves go on.

        Raises:
            InvokeAIError: whatever `load`, setting an input, or `WorkflowHandle.run` raises.
        """
        workflow = await self.load(source)
        workflow.inputs.update(inputs or {})
        return await workflow.run(runs=runs, board=board, timeout=timeout)

    async def _definition(self, source: WorkflowSource) -> WorkflowDefinition:
        if isinstance(source, WorkflowDefinition):
            return source
        if isinstance(source, dict):
            return WorkflowDefinition.from_dict(source)
        path = Path(source)
        if isinstance(source, Path) or path.suffix or await anyio.to_thread.run_sync(path.is_file):
            read = WorkflowDefinition.from_image if path.suffix.lower() in _PICTURES else WorkflowDefinition.from_file
            return await anyio.to_thread.run_sync(read, path)
        return await self._saved(source)

    async def _saved(self, text: str) -> WorkflowDefinition:
        """Find a workflow in the library, by its id or its exact name."""
        if looks_like_id(text):
            try:
                return _of_record(await self.get(text))
            except NotFoundError:
                raise WorkflowFormatError(f"the server has no saved workflow with the id {text!r}") from None
        names: dict[str, list[str]] = {}
        async for item in self.list():
            names.setdefault(item.name, []).append(item.workflow_id)
        ids = names.get(text, [])
        if len(ids) > 1:
            raise WorkflowFormatError(f"{len(ids)} saved workflows are named {text!r}; name one by its id: {ids}")
        if not ids:
            close = find_close_matches(text, names)
            hint = f"; did you mean {' or '.join(map(repr, close))}?" if close else ""
            raise WorkflowFormatError(f"there is no file and no saved workflow named {text!r}{hint}")
        return _of_record(await self.get(ids[0]))


def _node_types(raw: JSONObject) -> set[str]:
    """Collect the node types that a workflow names, whatever else may be wrong with it."""
    nodes = raw.get("nodes")
    data = [node.get("data") for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    types = [each.get("type") for each in data if isinstance(each, dict) and "inputs" in each]
    return {each for each in types if isinstance(each, str)}


def _of_record(record: JSONObject) -> WorkflowDefinition:
    workflow = record.get("workflow")
    if not isinstance(workflow, dict):
        raise WorkflowFormatError(f"the server's record {record.get('workflow_id')!r} holds no workflow")
    return WorkflowDefinition.from_dict(workflow)
