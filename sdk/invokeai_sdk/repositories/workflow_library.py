"""The workflow library of the server: the storing half of `client.workflows`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from invokeai_api import api

from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.repositories.paging import PAGE_SIZE, Listing
from invokeai_sdk.repositories.uploads import prepare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.paginated_results_workflow_record_list_item_with_thumbnail_dto import (
        PaginatedResultsWorkflowRecordListItemWithThumbnailDTO,
    )
    from invokeai_api.models.workflow_record_dto import WorkflowRecordDTO
    from invokeai_api.models.workflow_record_list_item_with_thumbnail_dto import WorkflowRecordListItemWithThumbnailDTO

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.workflow.workflow import Workflow

WorkflowOrder: TypeAlias = Literal["created_at", "updated_at", "opened_at", "name", "is_public"]
"""What the server can sort workflows by."""


class WorkflowLibrary:
    """The workflows saved on the server. `category` is `user`, or `default` for those that came with it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

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
    ) -> AsyncIterator[WorkflowRecordListItemWithThumbnailDTO]:
        """Iterate over the saved workflows, without their nodes; `get` fetches one whole.

        Args:
            search: only those with this text in name, description or tags.
            tags: only those with any of these tags.
            categories: only these of `user` and `default`.
            opened: only those that were opened before, or only the others.
            public: only those shared with all users, or only the others.
            callable: only those that another workflow can call, or only the others.
            order_by: what to sort by.
            descending: the last first.
            page_size: how many to ask for at once.
        """
        where = _given(
            query=search,
            tags=None if tags is None else [*tags],
            categories=None if categories is None else [*categories],
            has_been_opened=opened,
            is_public=public,
            callable_=callable,
        )

        async def fetch(offset: int, limit: int) -> PaginatedResultsWorkflowRecordListItemWithThumbnailDTO:
            page: PaginatedResultsWorkflowRecordListItemWithThumbnailDTO = await self._transport.send(
                api.workflows.list_workflows(
                    page=offset // limit,
                    per_page=limit,
                    order_by=order_by,
                    direction="DESC" if descending else "ASC",
                    **where,
                )
            )
            return page

        return Listing.paged(fetch, key=lambda item: item.workflow_id, make=lambda item: item, page_size=page_size)

    async def get(self, workflow_id: str) -> JSONObject:
        """Return a saved workflow's record, verbatim: the workflow itself is under `workflow`.

        Raises:
            NotFoundError: there is none of this id.
        """
        record = await self._transport.send(api.workflows.get_workflow(workflow_id=workflow_id).as_json())
        return record if isinstance(record, dict) else {}

    async def create(self, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Save a workflow as a new one, and return its record with its id.

        Args:
            workflow: the workflow's JSON; an id in it is ignored.

        Raises:
            ValidationError: this is not a workflow to the server.
        """
        body = {key: value for key, value in workflow.items() if key != "id"}
        record: WorkflowRecordDTO = await self._transport.send(api.workflows.create_workflow(body={"workflow": body}))
        return record

    async def update(self, workflow_id: str, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Replace a saved workflow, and return its record.

        Raises:
            NotFoundError: there is none of this id.
            ValidationError: this is not a workflow to the server.
        """
        body = {**workflow, "id": workflow_id}  # the server goes by the id in the body, not by the one in the path
        record: WorkflowRecordDTO = await self._transport.send(
            api.workflows.update_workflow(workflow_id=workflow_id, body={"workflow": body})
        )
        return record

    async def save(self, workflow: Workflow, *, name: str | None = None) -> WorkflowRecordDTO:
        """Save a workflow with its current values, and return its record.

        One that was loaded from the library replaces what is there; any other is saved as a new one.

        Args:
            workflow: the workflow. Values that wait to be uploaded or looked up cannot be saved.
            name: save it as a new one of this name.

        Raises:
            FieldValueError: a value waits to be uploaded or looked up.
        """
        current = workflow.compile(validate=False, unknown_nodes="keep").workflow or workflow.definition.to_dict()
        known = workflow.definition.id
        if name is None and known is not None:
            try:
                return await self.update(known, current)
            except NotFoundError:
                pass
        return await self.create(current if name is None else {**current, "name": name})

    async def delete(self, workflow_id: str) -> None:
        """Delete a saved workflow.

        Raises:
            NotFoundError: there is none of this id.
        """
        await self._transport.send(api.workflows.delete_workflow(workflow_id=workflow_id))

    async def share(self, workflow_id: str, *, public: bool = True) -> WorkflowRecordDTO:
        """Share a workflow with all users, or no longer.

        Raises:
            NotFoundError: there is none of this id.
        """
        record: WorkflowRecordDTO = await self._transport.send(
            api.workflows.update_workflow_is_public(workflow_id=workflow_id, body={"is_public": public})
        )
        return record

    async def mark_opened(self, workflow_id: str) -> None:
        """Note that a workflow was opened just now, for the web UI's list of recent ones.

        Raises:
            NotFoundError: there is none of this id.
        """
        await self._transport.send(api.workflows.update_opened_at(workflow_id=workflow_id))

    async def tags(self, *, categories: Sequence[str] | None = None, public: bool | None = None) -> tuple[str, ...]:
        """Return every tag that a workflow has.

        Args:
            categories: only of workflows of these categories.
            public: only of those shared with all users, or only of the others.
        """
        where = _given(categories=None if categories is None else [*categories], is_public=public)
        return tuple(await self._transport.send(api.workflows.get_all_tags(**where)))

    async def count_by_tag(
        self,
        tags: Sequence[str],
        *,
        categories: Sequence[str] | None = None,
        opened: bool | None = None,
        public: bool | None = None,
    ) -> dict[str, int]:
        """Return how many workflows have each of these tags. The filters are those of `list`."""
        where = _given(
            categories=None if categories is None else [*categories], has_been_opened=opened, is_public=public
        )
        answer = await self._transport.send(api.workflows.get_counts_by_tag(tags=[*tags], **where))
        counts: dict[str, int] = answer.to_dict()
        return counts

    async def count_by_category(
        self,
        categories: Sequence[str] = ("user", "default"),
        *,
        opened: bool | None = None,
        public: bool | None = None,
    ) -> dict[str, int]:
        """Return how many workflows are in each of these categories. The filters are those of `list`."""
        where = _given(has_been_opened=opened, is_public=public)
        answer = await self._transport.send(api.workflows.counts_by_category(categories=[*categories], **where))
        counts: dict[str, int] = answer.to_dict()
        return counts

    async def set_thumbnail(self, workflow_id: str, image: ImageSource) -> None:
        """Set the picture that the library shows for a workflow.

        Args:
            workflow_id: the workflow.
            image: from wherever `client.images.upload` takes one.

        Raises:
            NotFoundError: there is none of this id.
            UnsupportedMediaTypeError: the server cannot read the picture.
        """
        ready = await prepare(image)
        await self._transport.upload(
            "workflows.set_workflow_thumbnail",
            file=ready.file,
            filename=ready.filename,
            content_type=ready.content_type,
            field="image",
            workflow_id=workflow_id,
        )

    async def save_thumbnail(self, workflow_id: str, path: str | Path) -> Path:
        """Download a workflow's picture.

        Raises:
            NotFoundError: there is none of this id, or it has no picture.
        """
        return await self._transport.download(api.workflows.get_workflow_thumbnail(workflow_id=workflow_id), Path(path))

    async def delete_thumbnail(self, workflow_id: str) -> None:
        """Remove a workflow's picture.

        Raises:
            NotFoundError: there is none of this id.
        """
        await self._transport.send(api.workflows.delete_workflow_thumbnail(workflow_id=workflow_id))


def _given(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
