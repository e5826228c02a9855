"""The blocking counterpart of `invokeai_sdk.repositories.workflows`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.workflow_record_dto import WorkflowRecordDTO
    from invokeai_api.models.workflow_record_list_item_with_thumbnail_dto import WorkflowRecordListItemWithThumbnailDTO
    from invokeai_api.models.workflow_record_with_thumbnail_dto import WorkflowRecordWithThumbnailDTO

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.jobs.events import Progress
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.repositories.workflows import WorkflowOrder, WorkflowRepository
    from invokeai_sdk.sync.jobs.events import SyncJobEvent
    from invokeai_sdk.sync.jobs.images import SyncImageHandle
    from invokeai_sdk.sync.jobs.results import SyncBatchResult
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.inputs import InputKey
    from invokeai_sdk.workflow.workflow import Workflow


class SyncWorkflowRepository(Mirror):
    """Loads and runs workflows, and manages the workflows saved on the server.

    A saved workflow has the category `user`, or `default` if it came with the server.
    """

    _async: WorkflowRepository

    def load(self, source: SyncWorkflowSource) -> SyncWorkflowHandle:
        """Load a workflow, ready to be submitted.

        Args:
            source: the path of a workflow's JSON file, or of a PNG that InvokeAI saved; a dict; a
                `WorkflowDefinition`; an image on the server, for the workflow that made the image or else a workflow
                made from its graph; or the id or exact name of a workflow in the server's library. A string with a
                file's suffix, or one that is the path of a file, is a path.

        Raises:
            WorkflowFormatError: there is no such file or saved workflow, it is not JSON, or it is not a workflow; or
                neither a workflow nor a graph is stored with the image.
            WorkflowVersionError: a workflow schema that this SDK does not know.
            WorkflowMigrationError: an old workflow that cannot be migrated to the current schema.
            AmbiguousNameError: several saved workflows have this name.
            NotFoundError: the server has no such image.
            APIError: a request failed.
        """
        return self._wrapped(self._call(self._async.load, unwrapped(source)))

    def run(
        self,
        source: SyncWorkflowSource,
        inputs: Mapping[InputKey, object] | None = None,
        *,
        runs: int = 1,
        board: SyncBoardRef | None = None,
        timeout: float | None = None,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[SyncJobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> SyncBatchResult:
        """Load a workflow, set its inputs, run it, and wait for the result.

        Args:
            source: what `load` takes.
            inputs: values by input: by label, index, or node and field. All are checked before any is set.
            runs: how many times to run the workflow.
            board: where nodes whose board is "auto" save: a handle, an id or a name; `None` for no board.
            timeout: the maximum number of seconds to wait for the jobs; the jobs continue after it.
            return_exceptions: return the errors of jobs that did not complete in `failures` instead of raising the
                first one.
            cancel_on_exit: cancel the jobs on the server if this call is cancelled or times out.
            on_event: called with every event of every job; an awaitable result is awaited.
            on_progress: called with every progress report, likewise.

        Raises:
            InvokeAIError: whatever `load`, setting an input, or `WorkflowHandle.run` raises.
        """
        return self._wrapped(
            self._call(
                self._async.run,
                unwrapped(source),
                unwrapped(inputs),
                runs=runs,
                board=unwrapped(board),
                timeout=timeout,
                return_exceptions=return_exceptions,
                cancel_on_exit=cancel_on_exit,
                on_event=self._callback(on_event),
                on_progress=self._callback(on_progress),
            )
        )

    def list(
        self,
        *,
        search: str | None = None,
        tags: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        opened: bool | None = None,
        public: bool | None = None,
        callable: bool | None = None,
        order_by: WorkflowOrder = "name",
        descending: bool = False,
        page_size: int = PAGE_SIZE,
    ) -> Iterator[WorkflowRecordListItemWithThumbnailDTO]:
        """Iterate over the saved workflows, without their nodes; `get` returns a whole workflow.

        Args:
            search: only workflows with this text in their name, description or tags.
            tags: only workflows with any of these tags.
            categories: only workflows of these categories, `user` and `default`.
            opened: only workflows that were opened before, or if false only the others.
            public: only workflows shared with all users, or if false only the others.
            callable: only workflows that another workflow can call, or if false only the others.
            order_by: what to sort by.
            descending: sort in descending order.
            page_size: how many workflows to request at once.
        """
        return self._wrapped(
            self._call(
                self._async.list,
                search=search,
                tags=tags,
                categories=categories,
                opened=opened,
                public=public,
                callable=callable,
                order_by=order_by,
                descending=descending,
                page_size=page_size,
            )
        )

    def get(self, workflow: str) -> WorkflowRecordWithThumbnailDTO:
        """Return the record of a saved workflow; `record.workflow.to_dict()` is the workflow's JSON.

        Args:
            workflow: the id or the exact name.

        Raises:
            NotFoundError: no saved workflow has this id or name; the message suggests similar names.
            AmbiguousNameError: several saved workflows have this name.
        """
        return self._call(self._async.get, workflow)

    def create(self, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Save a workflow as a new one, and return its record with its id.

        Args:
            workflow: the workflow's JSON; an id in it is ignored.

        Raises:
            ValidationError: the JSON is not a workflow.
        """
        return self._call(self._async.create, workflow)

    def update(self, workflow_id: str, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Replace a saved workflow, and return its record.

        Args:
            workflow_id: the saved workflow.
            workflow: the new JSON of the workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
            ValidationError: the JSON is not a workflow.
        """
        return self._call(self._async.update, workflow_id, workflow)

    def save(self, workflow: Workflow | SyncWorkflowHandle, *, name: str | None = None) -> WorkflowRecordDTO:
        """Save a workflow with its current values, and return its record.

        A workflow that was loaded from the library replaces the saved one; any other is saved as a new workflow.

        Args:
            workflow: the workflow. A value that is yet to be uploaded or looked up cannot be saved.
            name: save the workflow as a new one with this name.

        Raises:
            FieldValueError: a value is yet to be uploaded or looked up.
        """
        return self._call(self._async.save, unwrapped(workflow), name=name)

    def delete(self, workflow_id: str) -> None:
        """Delete a saved workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        self._call(self._async.delete, workflow_id)

    def share(self, workflow_id: str, *, public: bool = True) -> WorkflowRecordDTO:
        """Share a saved workflow with all users, and return its record.

        Args:
            workflow_id: the saved workflow.
            public: if false, stop sharing the workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        return self._call(self._async.share, workflow_id, public=public)

    def mark_opened(self, workflow_id: str) -> None:
        """Set the time at which a saved workflow was last opened to now, for the web UI's list of recent workflows.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        self._call(self._async.mark_opened, workflow_id)

    def tags(self, *, categories: Sequence[str] | None = None, public: bool | None = None) -> tuple[str, ...]:
        """Return the tags of all saved workflows, each once.

        Args:
            categories: only tags of workflows of these categories.
            public: only tags of workflows shared with all users, or if false only of the others.
        """
        return self._call(self._async.tags, categories=categories, public=public)

    def count_by_tag(
        self,
        tags: Sequence[str],
        *,
        categories: Sequence[str] | None = None,
        opened: bool | None = None,
        public: bool | None = None,
    ) -> dict[str, int]:
        """Return the number of saved workflows with each of these tags, by tag. The filters are those of `list`."""
        return self._call(self._async.count_by_tag, tags, categories=categories, opened=opened, public=public)

    def count_by_category(
        self, categories: Sequence[str] = ("user", "default"), *, opened: bool | None = None, public: bool | None = None
    ) -> dict[str, int]:
        """Return the number of saved workflows in each category, by category. The filters are those of `list`."""
        return self._call(self._async.count_by_category, categories, opened=opened, public=public)

    def set_thumbnail(self, workflow_id: str, image: ImageSource) -> None:
        """Set the image that the library shows for a saved workflow.

        Args:
            workflow_id: the saved workflow.
            image: any source that `client.images.upload` takes.

        Raises:
            NotFoundError: no saved workflow has this id.
            UnsupportedMediaTypeError: the server cannot read the image.
        """
        self._call(self._async.set_thumbnail, workflow_id, image)

    def save_thumbnail(self, workflow_id: str, path: str | Path) -> Path:
        """Download the image that the library shows for a saved workflow, and return the path of the file.

        Raises:
            NotFoundError: no saved workflow has this id, or the saved workflow has no image.
            DownloadError: the file cannot be written.
        """
        return self._call(self._async.save_thumbnail, workflow_id, path)

    def delete_thumbnail(self, workflow_id: str) -> None:
        """Delete the image that the library shows for a saved workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        self._call(self._async.delete_thumbnail, workflow_id)


SyncWorkflowSource: TypeAlias = "str | Path | JSONObject | WorkflowDefinition | SyncImageHandle"
"""A file (workflow JSON, or a PNG that InvokeAI saved), a dict, a definition, an image on the server, or the id or name
of a saved workflow.
"""
