"""The blocking counterpart of `invokeai_sdk.repositories.workflows`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import unwrapped
from invokeai_sdk.sync.repositories.workflow_library import SyncWorkflowLibrary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.repositories.workflows import WorkflowRepository, WorkflowSource
    from invokeai_sdk.sync.jobs.results import SyncBatchResult
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.workflow.inputs import InputKey


class SyncWorkflowRepository(SyncWorkflowLibrary):
    """Loads and runs workflows, and looks after the server's library of them."""

    _async: WorkflowRepository

    def load(self, source: WorkflowSource) -> SyncWorkflowHandle:
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
        return self._wrapped(self._call(self._async.load, source))

    def run(
        self,
        source: WorkflowSource,
        inputs: Mapping[InputKey, object] | None = None,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        timeout: float | None = None,
    ) -> SyncBatchResult:
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
        return self._wrapped(
            self._call(self._async.run, source, unwrapped(inputs), runs=runs, board=board, timeout=timeout)
        )
