"""The blocking counterpart of `invokeai_sdk.repositories.workflow_library`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.workflow_record_dto import WorkflowRecordDTO
    from invokeai_api.models.workflow_record_list_item_with_thumbnail_dto import WorkflowRecordListItemWithThumbnailDTO

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.repositories.workflow_library import WorkflowLibrary, WorkflowOrder
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.workflow.workflow import Workflow


class SyncWorkflowLibrary(Mirror):
    """The workflows saved on the server. `category` is `user`, or `default` for those that came with it."""

    _async: WorkflowLibrary

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

    def get(self, workflow_id: str) -> JSONObject:
        """Return a saved workflow's record, verbatim: the workflow itself is under `workflow`.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.get, workflow_id)

    def create(self, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Save a workflow as a new one, and return its record with its id.

        Args:
            workflow: the workflow's JSON; an id in it is ignored.

        Raises:
            ValidationError: this is not a workflow to the server.
        """
        return self._call(self._async.create, workflow)

    def update(self, workflow_id: str, workflow: Mapping[str, JSONValue]) -> WorkflowRecordDTO:
        """Replace a saved workflow, and return its record.

        Raises:
            NotFoundError: there is none of this id.
            ValidationError: this is not a workflow to the server.
        """
        return self._call(self._async.update, workflow_id, workflow)

    def save(self, workflow: Workflow | SyncWorkflowHandle, *, name: str | None = None) -> WorkflowRecordDTO:
        """Save a workflow with its current values, and return its record.

        One that was loaded from the library replaces what is there; any other is saved as a new one.

        Args:
            workflow: the workflow. Values that wait to be uploaded or looked up cannot be saved.
            name: save it as a new one of this name.

        Raises:
            FieldValueError: a value waits to be uploaded or looked up.
        """
        return self._call(self._async.save, unwrapped(workflow), name=name)

    def delete(self, workflow_id: str) -> None:
        """Delete a saved workflow.

        Raises:
            NotFoundError: there is none of this id.
        """
        self._call(self._async.delete, workflow_id)

    def share(self, workflow_id: str, *, public: bool = True) -> WorkflowRecordDTO:
        """Share a workflow with all users, or no longer.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.share, workflow_id, public=public)

    def mark_opened(self, workflow_id: str) -> None:
        """Note that a workflow was opened just now, for the web UI's list of recent ones.

        Raises:
            NotFoundError: there is none of this id.
        """
        self._call(self._async.mark_opened, workflow_id)

    def tags(self, *, categories: Sequence[str] | None = None, public: bool | None = None) -> tuple[str, ...]:
        """Return every tag that a workflow has.

        Args:
            categories: only of workflows of these categories.
            public: only of those shared with all users, or only of the others.
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
        """Return how many workflows have each of these tags. The filters are those of `list`."""
        return self._call(self._async.count_by_tag, tags, categories=categories, opened=opened, public=public)

    def count_by_category(
        self, categories: Sequence[str] = ("user", "default"), *, opened: bool | None = None, public: bool | None = None
    ) -> dict[str, int]:
        """Return how many workflows are in each of these categories. The filters are those of `list`."""
        return self._call(self._async.count_by_category, categories, opened=opened, public=public)

    def set_thumbnail(self, workflow_id: str, image: ImageSource) -> None:
        """Set the picture that the library shows for a workflow.

        Args:
            workflow_id: the workflow.
            image: from wherever `client.images.upload` takes one.

        Raises:
            NotFoundError: there is none of this id.
            UnsupportedMediaTypeError: the server cannot read the picture.
        """
        self._call(self._async.set_thumbnail, workflow_id, image)

    def save_thumbnail(self, workflow_id: str, path: str | Path) -> Path:
        """Download a workflow's picture.

        Raises:
            NotFoundError: there is none of this id, or it has no picture.
        """
        return self._call(self._async.save_thumbnail, workflow_id, path)

    def delete_thumbnail(self, workflow_id: str) -> None:
        """Remove a workflow's picture.

        Raises:
            NotFoundError: there is none of this id.
        """
        self._call(self._async.delete_thumbnail, workflow_id)
