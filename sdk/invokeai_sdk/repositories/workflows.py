"""`client.workflows`: loading and running workflows, and the server's library of saved workflows."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from invokeai_api import api

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._types import given
from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.media.source import to_file
from invokeai_sdk.repositories.find_record import find_record
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from invokeai_api.models.paginated_results_workflow_record_list_item_with_thumbnail_dto import (
        PaginatedResultsWorkflowRecordListItemWithThumbnailDTO,
    )
    from invokeai_api.models.workflow_record_dto import WorkflowRecordDTO
    from invokeai_api.models.workflow_record_list_item_with_thumbnail_dto import WorkflowRecordListItemWithThumbnailDTO
    from invokeai_api.models.workflow_record_with_thumbnail_dto import WorkflowRecordWithThumbnailDTO

    from invokeai_sdk._request import Request
    from invokeai_sdk._types import JSONValue, SupportsItems
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.events import JobEvent, Progress
    from invokeai_sdk.jobs.results import BatchResult
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.media.video import VideoHandle
    from invokeai_sdk.repositories.workflow_content import WorkflowContent
    from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.inputs import InputKey
    from invokeai_sdk.workflow.workflow import Workflow

T = TypeVar("T")

WorkflowSource: TypeAlias = "str | os.PathLike[str] | WorkflowContent | ImageHandle | VideoHandle"
"""A path (of workflow JSON, or of a PNG that InvokeAI saved), a workflow in memory, an image or video on the server, or
the id or name of a saved workflow."""

WorkflowOrder: TypeAlias = Literal["created_at", "updated_at", "opened_at", "name", "is_public"]
"""The fields by which the server can sort workflows."""

_DEFAULT_ID_PREFIX: Final = "default_"
"""The prefix of the ids of the workflows that come with the server."""


class WorkflowRepository:
    """Loads and runs workflows, and manages the workflows saved on the server.

    A saved workflow has the category `user`, or `default` if it came with the server.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    # --- Running -----------------------------------------------------------------------------------------------------

    async def load(self, source: WorkflowSource) -> WorkflowHandle:
        """Load a workflow, ready to be submitted.

        Args:
            source: the path of a workflow's JSON file, or of a PNG that InvokeAI saved; a dict; a
                `WorkflowDefinition` or a record of the library; an image or video on the server, for the workflow that
                made it, with the values that made it, or else a workflow drawn from its graph; or the id or exact name
                of a workflow in the server's library. A text is the path of a file if there is such a file, and
                otherwise an id or name.

        Raises:
            WorkflowFormatError: there is no such file or saved workflow, it is not JSON, or it is not a workflow; or
                neither a workflow nor a graph is stored with the image or video.
            WorkflowVersionError: a workflow schema that this SDK does not know.
            WorkflowMigrationError: an old workflow that cannot be migrated to the current schema.
            AmbiguousNameError: several saved workflows have this name.
            NotFoundError: the server has no such image or video.
            APIError: a request failed.
        """
        # Importing the module takes some tenths of a second, in which the event loop would be blocked.
        await run_in_thread(import_module, "invokeai_sdk.repositories.load_workflow")
        from invokeai_sdk.repositories.load_workflow import load_workflow  # noqa: PLC0415 - imported above

        async def get_saved(id_or_name: str) -> JSONValue:
            return await self._send_for(
                id_or_name, lambda workflow_id: api.workflows.get_workflow(workflow_id=workflow_id).as_json()
            )

        return await load_workflow(self._core, source, get_saved=get_saved)

    async def run(
        self,
        source: WorkflowSource,
        inputs: SupportsItems[InputKey, object] | None = None,
        *,
        runs: int = 1,
        board: BoardRef | None = None,
        timeout: float | None = None,
        return_exceptions: bool = False,
        cancel_on_exit: bool = False,
        on_event: Callable[[JobEvent], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
    ) -> BatchResult:
        """Load a workflow, set its inputs, run it, and wait for the result.

        Args:
            source: what `load` takes.
            inputs: values by input: by label, index, or node and field. The inputs of a saved workflow that is picked
                here can be set in the same call.
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
        workflow = await self.load(source)
        await workflow.set_inputs(inputs or {})
        return await workflow.run(
            runs=runs,
            board=board,
            timeout=timeout,
            return_exceptions=return_exceptions,
            cancel_on_exit=cancel_on_exit,
            on_event=on_event,
            on_progress=on_progress,
        )

    # --- The library -------------------------------------------------------------------------------------------------

    def list(
        self,
        *,
        search: str | None = None,
        tags: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        opened: bool | None = None,
        public: bool | None = None,
        callable: bool | None = None,  # noqa: A002 - the server's word
        order_by: WorkflowOrder = "name",
        descending: bool = False,
        page_size: int = PAGE_SIZE,
    ) -> Listing[WorkflowRecordListItemWithThumbnailDTO]:
        """List the saved workflows, without their nodes; `get` returns a whole workflow.

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

        async def fetch(offset: int, limit: int) -> PaginatedResultsWorkflowRecordListItemWithThumbnailDTO:
            return await self._transport.send(
                api.workflows.list_workflows(
                    page=offset // limit,
                    per_page=limit,
                    order_by=order_by,
                    direction="DESC" if descending else "ASC",
                    query=given(search),
                    tags=_as_list(tags),
                    categories=_as_list(categories),
                    has_been_opened=given(opened),
                    is_public=given(public),
                    callable_=given(callable),
                )
            )

        return Listing.paged(fetch, key=lambda item: item.workflow_id, make=lambda item: item, page_size=page_size)

    async def get(self, workflow: str) -> WorkflowRecordWithThumbnailDTO:
        """Return the record of a saved workflow; `record.workflow.to_dict()` is the workflow's JSON.

        Args:
            workflow: the id or the exact name.

        Raises:
            NotFoundError: no saved workflow has this id or name; the message suggests similar names.
            AmbiguousNameError: several saved workflows have this name.
        """
        return await self._send_for(workflow, lambda workflow_id: api.workflows.get_workflow(workflow_id=workflow_id))

    async def create(self, workflow: WorkflowContent) -> WorkflowRecordDTO:
        """Save a workflow as a new one, and return its record with its id.

        Args:
            workflow: a `WorkflowDefinition`, a loaded workflow with its current values, a record of the library, or the
                JSON of a workflow; an id in it is ignored.

        Raises:
            WorkflowFormatError: the argument is not a workflow.
            WorkflowError: a model or board of a loaded workflow is not found, or a file cannot be read.
            ValidationError: the JSON is not a workflow.
        """
        definition = await self._read(workflow)
        body = {key: value for key, value in definition.raw.items() if key != "id"}
        return await self._transport.send(api.workflows.create_workflow(body={"workflow": body}))

    async def update(self, workflow_id: str, workflow: WorkflowContent) -> WorkflowRecordDTO:
        """Replace a saved workflow, and return its record.

        Args:
            workflow_id: the saved workflow.
            workflow: the new workflow, in any form that `create` takes.

        Raises:
            NotFoundError: no saved workflow has this id.
            WorkflowFormatError: the argument is not a workflow.
            WorkflowError: a model or board of a loaded workflow is not found, or a file cannot be read.
            ValidationError: the JSON is not a workflow.
        """
        definition = await self._read(workflow)
        body = {**definition.raw, "id": workflow_id}  # the server uses the id in the body, not the id in the path
        return await self._transport.send(
            api.workflows.update_workflow(workflow_id=workflow_id, body={"workflow": body})
        )

    async def save(self, workflow: Workflow, *, name: str | None = None) -> WorkflowRecordDTO:
        """Save a workflow with its current values, and return its record.

        A workflow that was loaded from the library replaces the saved one; any other is saved as a new workflow. Models
        and boards that are set by name are looked up, and files that are inputs uploaded, as on submission.

        Args:
            workflow: the workflow.
            name: save the workflow as a new one with this name.

        Raises:
            WorkflowError: a model or board is not found, or a file cannot be read; the error names the input.
        """
        definition = await self._read(workflow)
        workflow_id = workflow.definition.id
        if name is None and workflow_id is not None:
            try:
                return await self.update(workflow_id, definition)
            except NotFoundError:
                pass
        return await self.create(definition if name is None else {**definition.raw, "name": name})

    async def delete(self, workflow_id: str) -> None:
        """Delete a saved workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        await self._transport.send(api.workflows.delete_workflow(workflow_id=workflow_id))

    async def share(self, workflow_id: str, *, public: bool = True) -> WorkflowRecordDTO:
        """Share a saved workflow with all users, and return its record.

        Args:
            workflow_id: the saved workflow.
            public: if false, stop sharing the workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        return await self._transport.send(
            api.workflows.update_workflow_is_public(workflow_id=workflow_id, body={"is_public": public})
        )

    async def mark_opened(self, workflow_id: str) -> None:
        """Set the time at which a saved workflow was last opened to now, for the web UI's list of recent workflows.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        await self._transport.send(api.workflows.update_opened_at(workflow_id=workflow_id))

    async def tags(self, *, categories: Sequence[str] | None = None, public: bool | None = None) -> tuple[str, ...]:
        """Return the tags of all saved workflows, each once.

        Args:
            categories: only tags of workflows of these categories.
            public: only tags of workflows shared with all users, or if false only of the others.
        """
        request = api.workflows.get_all_tags(categories=_as_list(categories), is_public=given(public))
        return tuple(await self._transport.send(request))

    async def count_by_tag(
        self,
        tags: Sequence[str],
        *,
        categories: Sequence[str] | None = None,
        opened: bool | None = None,
        public: bool | None = None,
    ) -> dict[str, int]:
        """Return the number of saved workflows with each of these tags, by tag. The filters are those of `list`."""
        request = api.workflows.get_counts_by_tag(
            tags=[*tags], categories=_as_list(categories), has_been_opened=given(opened), is_public=given(public)
        )
        return dict((await self._transport.send(request)).additional_properties)

    async def count_by_category(
        self,
        categories: Sequence[str] = ("user", "default"),
        *,
        opened: bool | None = None,
        public: bool | None = None,
    ) -> dict[str, int]:
        """Return the number of saved workflows in each category, by category. The filters are those of `list`."""
        request = api.workflows.counts_by_category(
            categories=[*categories], has_been_opened=given(opened), is_public=given(public)
        )
        return dict((await self._transport.send(request)).additional_properties)

    async def set_thumbnail(self, workflow_id: str, image: MediaSource) -> None:
        """Set the image that the library shows for a saved workflow.

        Args:
            workflow_id: the saved workflow.
            image: any source that `client.images.upload` takes.

        Raises:
            NotFoundError: no saved workflow has this id.
            UnsupportedMediaTypeError: the server cannot read the image.
        """
        request = api.workflows.set_workflow_thumbnail(workflow_id=workflow_id, body={"image": await to_file(image)})
        await self._transport.send(request)

    async def save_thumbnail(self, workflow_id: str, path: str | Path) -> Path:
        """Download the image that the library shows for a saved workflow, and return the path of the file.

        Raises:
            NotFoundError: no saved workflow has this id, or the saved workflow has no image.
            DownloadError: the file cannot be written.
        """
        return await self._transport.download(api.workflows.get_workflow_thumbnail(workflow_id=workflow_id), Path(path))

    async def delete_thumbnail(self, workflow_id: str) -> None:
        """Delete the image that the library shows for a saved workflow.

        Raises:
            NotFoundError: no saved workflow has this id.
        """
        await self._transport.send(api.workflows.delete_workflow_thumbnail(workflow_id=workflow_id))

    async def _read(self, workflow: WorkflowContent) -> WorkflowDefinition:
        await run_in_thread(import_module, "invokeai_sdk.repositories.workflow_content")
        from invokeai_sdk.repositories.workflow_content import read_content  # noqa: PLC0415 - imported above

        return await read_content(self._core, workflow)

    async def _send_for(self, id_or_name: str, make_request: Callable[[str], Request[T]]) -> T:
        """Send a request about a saved workflow given by id or name. An id costs no other request, a name one or two.

        Args:
            id_or_name: the id or the exact name.
            make_request: returns the request for an id.

        Raises:
            NotFoundError: no saved workflow has this id or name; the message suggests similar names.
            AmbiguousNameError: several saved workflows have this name.
        """
        if looks_like_id(id_or_name.removeprefix(_DEFAULT_ID_PREFIX)):
            with suppress(NotFoundError):
                return await self._transport.send(make_request(id_or_name))
        named = [item async for item in self.list(search=id_or_name) if item.name == id_or_name]
        record = find_record(
            named or [item async for item in self.list()],
            id_or_name,
            kind="saved workflow",
            id_of=lambda item: item.workflow_id,
            name_of=lambda item: item.name,
            url=f"{self._transport.base_url}{api.workflows.list_workflows().path}",
        )
        return await self._transport.send(make_request(record.workflow_id))


def _as_list(values: Sequence[str] | None) -> list[str] | None:
    return None if values is None else [*values]
