"""Requests to the server's `workflows` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue, Unset

    from ..bodies import CreateWorkflowBody, SetWorkflowThumbnailBody, UpdateWorkflowBody, UpdateWorkflowIsPublicBody
    from ..models.counts_by_category_response_200 import CountsByCategoryResponse200
    from ..models.get_counts_by_tag_response_200 import GetCountsByTagResponse200
    from ..models.paginated_results_workflow_record_list_item_with_thumbnail_dto import (
        PaginatedResultsWorkflowRecordListItemWithThumbnailDTO,
    )
    from ..models.workflow_record_dto import WorkflowRecordDTO
    from ..models.workflow_record_with_thumbnail_dto import WorkflowRecordWithThumbnailDTO


def list_workflows(
    *,
    page: int | Unset = 0,
    per_page: int | None | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
    categories: list[str] | None | Unset = UNSET,
    tags: list[str] | None | Unset = UNSET,
    query: None | str | Unset = UNSET,
    has_been_opened: bool | None | Unset = UNSET,
    is_public: bool | None | Unset = UNSET,
    callable_: bool | None | Unset = UNSET,
) -> Request[PaginatedResultsWorkflowRecordListItemWithThumbnailDTO]:
    """List Workflows.

    Gets a page of workflows

    Args:
        page: The page to get
        per_page: The number of workflows per page
        order_by: The attribute to order by
        direction: The direction to order by
        categories: The categories of workflow to get
        tags: The tags of workflow to get
        query: The text to query by (matches name and description)
        has_been_opened: Whether to include/exclude recent workflows
        is_public: Filter by public/shared status
        callable_: Filter by whether workflows are callable by call_saved_workflow
    """

    def parse(data: Any) -> PaginatedResultsWorkflowRecordListItemWithThumbnailDTO:
        from ..models.paginated_results_workflow_record_list_item_with_thumbnail_dto import (
            PaginatedResultsWorkflowRecordListItemWithThumbnailDTO,
        )

        response_200 = PaginatedResultsWorkflowRecordListItemWithThumbnailDTO.from_dict(data)

        return response_200

    return Request(
        "workflows.list_workflows",
        "GET",
        "/api/v1/workflows/",
        params=drop_empty(
            {
                "page": page,
                "per_page": per_page,
                "order_by": order_by,
                "direction": direction,
                "categories": categories,
                "tags": tags,
                "query": query,
                "has_been_opened": has_been_opened,
                "is_public": is_public,
                "callable": callable_,
            }
        ),
        parse=parse,
    )


def create_workflow(*, body: CreateWorkflowBody) -> Request[WorkflowRecordDTO]:
    """Create Workflow.

    Creates a workflow
    """

    def parse(data: Any) -> WorkflowRecordDTO:
        from ..models.workflow_record_dto import WorkflowRecordDTO

        response_200 = WorkflowRecordDTO.from_dict(data)

        return response_200

    return Request(
        "workflows.create_workflow",
        "POST",
        "/api/v1/workflows/",
        json=drop_unset(body),
        parse=parse,
    )


def counts_by_category(
    *, categories: list[str], has_been_opened: bool | None | Unset = UNSET, is_public: bool | None | Unset = UNSET
) -> Request[CountsByCategoryResponse200]:
    """Counts By Category.

    Counts workflows by category

    Args:
        categories: The categories to include
        has_been_opened: Whether to include/exclude recent workflows
        is_public: Filter by public/shared status
    """

    def parse(data: Any) -> CountsByCategoryResponse200:
        from ..models.counts_by_category_response_200 import CountsByCategoryResponse200

        response_200 = CountsByCategoryResponse200.from_dict(data)

        return response_200

    return Request(
        "workflows.counts_by_category",
        "GET",
        "/api/v1/workflows/counts_by_category",
        params=drop_empty({"categories": categories, "has_been_opened": has_been_opened, "is_public": is_public}),
        parse=parse,
    )


def get_counts_by_tag(
    *,
    tags: list[str],
    categories: list[str] | None | Unset = UNSET,
    has_been_opened: bool | None | Unset = UNSET,
    is_public: bool | None | Unset = UNSET,
) -> Request[GetCountsByTagResponse200]:
    """Get Counts By Tag.

    Counts workflows by tag

    Args:
        tags: The tags to get counts for
        categories: The categories to include
        has_been_opened: Whether to include/exclude recent workflows
        is_public: Filter by public/shared status
    """

    def parse(data: Any) -> GetCountsByTagResponse200:
        from ..models.get_counts_by_tag_response_200 import GetCountsByTagResponse200

        response_200 = GetCountsByTagResponse200.from_dict(data)

        return response_200

    return Request(
        "workflows.get_counts_by_tag",
        "GET",
        "/api/v1/workflows/counts_by_tag",
        params=drop_empty(
            {"tags": tags, "categories": categories, "has_been_opened": has_been_opened, "is_public": is_public}
        ),
        parse=parse,
    )


def get_workflow(*, workflow_id: str) -> Request[WorkflowRecordWithThumbnailDTO]:
    """Get Workflow.

    Gets a workflow

    Args:
        workflow_id: The workflow to get
    """

    def parse(data: Any) -> WorkflowRecordWithThumbnailDTO:
        from ..models.workflow_record_with_thumbnail_dto import WorkflowRecordWithThumbnailDTO

        response_200 = WorkflowRecordWithThumbnailDTO.from_dict(data)

        return response_200

    return Request(
        "workflows.get_workflow",
        "GET",
        "/api/v1/workflows/i/{workflow_id}".format(**quote_path("workflows.get_workflow", workflow_id=workflow_id)),
        parse=parse,
    )


def delete_workflow(*, workflow_id: str) -> Request[JSONValue]:
    """Delete Workflow.

    Deletes a workflow

    Args:
        workflow_id: The workflow to delete
    """

    return Request(
        "workflows.delete_workflow",
        "DELETE",
        "/api/v1/workflows/i/{workflow_id}".format(**quote_path("workflows.delete_workflow", workflow_id=workflow_id)),
    )


def update_workflow(*, workflow_id: str, body: UpdateWorkflowBody) -> Request[WorkflowRecordDTO]:
    """Update Workflow.

    Updates a workflow
    """

    def parse(data: Any) -> WorkflowRecordDTO:
        from ..models.workflow_record_dto import WorkflowRecordDTO

        response_200 = WorkflowRecordDTO.from_dict(data)

        return response_200

    return Request(
        "workflows.update_workflow",
        "PATCH",
        "/api/v1/workflows/i/{workflow_id}".format(**quote_path("workflows.update_workflow", workflow_id=workflow_id)),
        json=drop_unset(body),
        parse=parse,
    )


def update_workflow_is_public(*, workflow_id: str, body: UpdateWorkflowIsPublicBody) -> Request[WorkflowRecordDTO]:
    """Update Workflow Is Public.

    Updates whether a workflow is shared publicly

    Args:
        workflow_id: The workflow to update
    """

    def parse(data: Any) -> WorkflowRecordDTO:
        from ..models.workflow_record_dto import WorkflowRecordDTO

        response_200 = WorkflowRecordDTO.from_dict(data)

        return response_200

    return Request(
        "workflows.update_workflow_is_public",
        "PATCH",
        "/api/v1/workflows/i/{workflow_id}/is_public".format(
            **quote_path("workflows.update_workflow_is_public", workflow_id=workflow_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )


def update_opened_at(*, workflow_id: str) -> Request[JSONValue]:
    """Update Opened At.

    Updates the opened_at field of a workflow

    Args:
        workflow_id: The workflow to update
    """

    return Request(
        "workflows.update_opened_at",
        "PUT",
        "/api/v1/workflows/i/{workflow_id}/opened_at".format(
            **quote_path("workflows.update_opened_at", workflow_id=workflow_id)
        ),
    )


def get_workflow_thumbnail(*, workflow_id: str) -> Request[bytes]:
    """Get Workflow Thumbnail.

    Gets a workflow's thumbnail image.

    This endpoint is intentionally unauthenticated because browsers load images
    via <img src> tags which cannot send Bearer tokens. Workflow IDs are UUIDs,
    providing security through unguessability.

    Args:
        workflow_id: The id of the workflow thumbnail to get
    """

    return Request(
        "workflows.get_workflow_thumbnail",
        "GET",
        "/api/v1/workflows/i/{workflow_id}/thumbnail".format(
            **quote_path("workflows.get_workflow_thumbnail", workflow_id=workflow_id)
        ),
        answer="bytes",
    )


def set_workflow_thumbnail(*, workflow_id: str, body: SetWorkflowThumbnailBody) -> Request[JSONValue]:
    """Set Workflow Thumbnail.

    Sets a workflow's thumbnail image

    Args:
        workflow_id: The workflow to update
    """

    return Request(
        "workflows.set_workflow_thumbnail",
        "PUT",
        "/api/v1/workflows/i/{workflow_id}/thumbnail".format(
            **quote_path("workflows.set_workflow_thumbnail", workflow_id=workflow_id)
        ),
        form=drop_unset(body),
    )


def delete_workflow_thumbnail(*, workflow_id: str) -> Request[JSONValue]:
    """Delete Workflow Thumbnail.

    Removes a workflow's thumbnail image

    Args:
        workflow_id: The workflow to update
    """

    return Request(
        "workflows.delete_workflow_thumbnail",
        "DELETE",
        "/api/v1/workflows/i/{workflow_id}/thumbnail".format(
            **quote_path("workflows.delete_workflow_thumbnail", workflow_id=workflow_id)
        ),
    )


def get_all_tags(
    *, categories: list[str] | None | Unset = UNSET, is_public: bool | None | Unset = UNSET
) -> Request[list[str]]:
    """Get All Tags.

    Gets all unique tags from workflows

    Args:
        categories: The categories to include
        is_public: Filter by public/shared status
    """

    def parse(data: Any) -> list[str]:

        response_200 = cast(list[str], data)

        return response_200

    return Request(
        "workflows.get_all_tags",
        "GET",
        "/api/v1/workflows/tags",
        params=drop_empty({"categories": categories, "is_public": is_public}),
        parse=parse,
    )
