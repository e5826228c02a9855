"""Requests to the server's `queue` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue, Unset

    from ..bodies import (
        CancelByBatchIdsBody,
        EnqueueBatchBody,
        GetQueueItemsByItemIdsBody,
        GetQueueItemSummariesByIdsBody,
    )
    from ..models.batch_status import BatchStatus
    from ..models.cancel_all_except_current_result import CancelAllExceptCurrentResult
    from ..models.cancel_by_batch_i_ds_result import CancelByBatchIDsResult
    from ..models.cancel_by_destination_result import CancelByDestinationResult
    from ..models.clear_result import ClearResult
    from ..models.delete_all_except_current_result import DeleteAllExceptCurrentResult
    from ..models.delete_by_destination_result import DeleteByDestinationResult
    from ..models.enqueue_batch_result import EnqueueBatchResult
    from ..models.item_ids_result import ItemIdsResult
    from ..models.prune_result import PruneResult
    from ..models.retry_items_result import RetryItemsResult
    from ..models.session_processor_status import SessionProcessorStatus
    from ..models.session_queue_and_processor_status import SessionQueueAndProcessorStatus
    from ..models.session_queue_counts_by_destination import SessionQueueCountsByDestination
    from ..models.session_queue_item import SessionQueueItem
    from ..models.session_queue_item_summary import SessionQueueItemSummary


def get_batch_status(*, queue_id: str, batch_id: str) -> Request[BatchStatus]:
    """Get Batch Status.

    Gets the status of a batch. Non-admin users only see their own batches.

    Args:
        queue_id: The queue id to perform this operation on
        batch_id: The batch to get the status of
    """

    def parse(data: Any) -> BatchStatus:
        from ..models.batch_status import BatchStatus

        response_200 = BatchStatus.from_dict(data)

        return response_200

    return Request(
        "queue.get_batch_status",
        "GET",
        "/api/v1/queue/{queue_id}/b/{batch_id}/status".format(
            **quote_path("queue.get_batch_status", queue_id=queue_id, batch_id=batch_id)
        ),
        parse=parse,
    )


def cancel_all_except_current(*, queue_id: str) -> Request[CancelAllExceptCurrentResult]:
    """Cancel All Except Current.

    Immediately cancels all queue items except in-processing items. Non-admin users can only cancel their own items.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> CancelAllExceptCurrentResult:
        from ..models.cancel_all_except_current_result import CancelAllExceptCurrentResult

        response_200 = CancelAllExceptCurrentResult.from_dict(data)

        return response_200

    return Request(
        "queue.cancel_all_except_current",
        "PUT",
        "/api/v1/queue/{queue_id}/cancel_all_except_current".format(
            **quote_path("queue.cancel_all_except_current", queue_id=queue_id)
        ),
        parse=parse,
    )


def cancel_by_batch_ids(*, queue_id: str, body: CancelByBatchIdsBody) -> Request[CancelByBatchIDsResult]:
    """Cancel By Batch Ids.

    Immediately cancels all queue items from the given batch ids. Non-admin users can only cancel their own items.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> CancelByBatchIDsResult:
        from ..models.cancel_by_batch_i_ds_result import CancelByBatchIDsResult

        response_200 = CancelByBatchIDsResult.from_dict(data)

        return response_200

    return Request(
        "queue.cancel_by_batch_ids",
        "PUT",
        "/api/v1/queue/{queue_id}/cancel_by_batch_ids".format(
            **quote_path("queue.cancel_by_batch_ids", queue_id=queue_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )


def cancel_by_destination(*, queue_id: str, destination: str) -> Request[CancelByDestinationResult]:
    """Cancel By Destination.

    Immediately cancels all queue items with the given destination. Non-admin users can only cancel their own items.

    Args:
        queue_id: The queue id to perform this operation on
        destination: The destination to cancel all queue items for
    """

    def parse(data: Any) -> CancelByDestinationResult:
        from ..models.cancel_by_destination_result import CancelByDestinationResult

        response_200 = CancelByDestinationResult.from_dict(data)

        return response_200

    return Request(
        "queue.cancel_by_destination",
        "PUT",
        "/api/v1/queue/{queue_id}/cancel_by_destination".format(
            **quote_path("queue.cancel_by_destination", queue_id=queue_id)
        ),
        params=drop_empty({"destination": destination}),
        parse=parse,
    )


def clear(*, queue_id: str) -> Request[ClearResult]:
    """Clear.

    Clears the queue. Admin users clear (and cancel) all items; non-admin users clear only their
    own items — other users' queued and running items are untouched.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> ClearResult:
        from ..models.clear_result import ClearResult

        response_200 = ClearResult.from_dict(data)

        return response_200

    return Request(
        "queue.clear",
        "PUT",
        "/api/v1/queue/{queue_id}/clear".format(**quote_path("queue.clear", queue_id=queue_id)),
        parse=parse,
    )


def counts_by_destination(*, queue_id: str, destination: str) -> Request[SessionQueueCountsByDestination]:
    """Counts By Destination.

    Gets the counts of queue items by destination. Non-admin users only see their own items.

    Args:
        queue_id: The queue id to query
        destination: The destination to query
    """

    def parse(data: Any) -> SessionQueueCountsByDestination:
        from ..models.session_queue_counts_by_destination import SessionQueueCountsByDestination

        response_200 = SessionQueueCountsByDestination.from_dict(data)

        return response_200

    return Request(
        "queue.counts_by_destination",
        "GET",
        "/api/v1/queue/{queue_id}/counts_by_destination".format(
            **quote_path("queue.counts_by_destination", queue_id=queue_id)
        ),
        params=drop_empty({"destination": destination}),
        parse=parse,
    )


def get_current_queue_item(*, queue_id: str) -> Request[None | SessionQueueItem]:
    """Get Current Queue Item.

    Gets the currently execution queue item

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> None | SessionQueueItem:
        from ..models.session_queue_item import SessionQueueItem

        def _parse_response_200(data: object) -> None | SessionQueueItem:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = SessionQueueItem.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionQueueItem, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "queue.get_current_queue_item",
        "GET",
        "/api/v1/queue/{queue_id}/current".format(**quote_path("queue.get_current_queue_item", queue_id=queue_id)),
        parse=parse,
    )


def delete_by_destination(*, queue_id: str, destination: str) -> Request[DeleteByDestinationResult]:
    """Delete By Destination.

    Deletes all items with the given destination. Non-admin users can only delete their own items.

    Args:
        queue_id: The queue id to query
        destination: The destination to query
    """

    def parse(data: Any) -> DeleteByDestinationResult:
        from ..models.delete_by_destination_result import DeleteByDestinationResult

        response_200 = DeleteByDestinationResult.from_dict(data)

        return response_200

    return Request(
        "queue.delete_by_destination",
        "DELETE",
        "/api/v1/queue/{queue_id}/d/{destination}".format(
            **quote_path("queue.delete_by_destination", queue_id=queue_id, destination=destination)
        ),
        parse=parse,
    )


def delete_all_except_current(*, queue_id: str) -> Request[DeleteAllExceptCurrentResult]:
    """Delete All Except Current.

    Immediately deletes all queue items except in-processing items. Non-admin users can only delete their own items.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> DeleteAllExceptCurrentResult:
        from ..models.delete_all_except_current_result import DeleteAllExceptCurrentResult

        response_200 = DeleteAllExceptCurrentResult.from_dict(data)

        return response_200

    return Request(
        "queue.delete_all_except_current",
        "PUT",
        "/api/v1/queue/{queue_id}/delete_all_except_current".format(
            **quote_path("queue.delete_all_except_current", queue_id=queue_id)
        ),
        parse=parse,
    )


def enqueue_batch(*, queue_id: str, body: EnqueueBatchBody) -> Request[EnqueueBatchResult]:
    """Enqueue Batch.

    Processes a batch and enqueues the output graphs for execution for the current user.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> EnqueueBatchResult:
        from ..models.enqueue_batch_result import EnqueueBatchResult

        response_200 = EnqueueBatchResult.from_dict(data)

        return response_200

    return Request(
        "queue.enqueue_batch",
        "POST",
        "/api/v1/queue/{queue_id}/enqueue_batch".format(**quote_path("queue.enqueue_batch", queue_id=queue_id)),
        json=drop_unset(body),
        statuses=(
            200,
            201,
        ),
        parse=parse,
    )


def get_queue_item(*, queue_id: str, item_id: int) -> Request[SessionQueueItem]:
    """Get Queue Item.

    Gets a queue item

    Args:
        queue_id: The queue id to perform this operation on
        item_id: The queue item to get
    """

    def parse(data: Any) -> SessionQueueItem:
        from ..models.session_queue_item import SessionQueueItem

        response_200 = SessionQueueItem.from_dict(data)

        return response_200

    return Request(
        "queue.get_queue_item",
        "GET",
        "/api/v1/queue/{queue_id}/i/{item_id}".format(
            **quote_path("queue.get_queue_item", queue_id=queue_id, item_id=item_id)
        ),
        parse=parse,
    )


def delete_queue_item(*, queue_id: str, item_id: int) -> Request[JSONValue]:
    """Delete Queue Item.

    Deletes a queue item. Users can only delete their own items unless they are an admin.

    Args:
        queue_id: The queue id to perform this operation on
        item_id: The queue item to delete
    """

    return Request(
        "queue.delete_queue_item",
        "DELETE",
        "/api/v1/queue/{queue_id}/i/{item_id}".format(
            **quote_path("queue.delete_queue_item", queue_id=queue_id, item_id=item_id)
        ),
    )


def cancel_queue_item(*, queue_id: str, item_id: int) -> Request[SessionQueueItem]:
    """Cancel Queue Item.

    Cancels a queue item. Users can only cancel their own items unless they are an admin.

    Args:
        queue_id: The queue id to perform this operation on
        item_id: The queue item to cancel
    """

    def parse(data: Any) -> SessionQueueItem:
        from ..models.session_queue_item import SessionQueueItem

        response_200 = SessionQueueItem.from_dict(data)

        return response_200

    return Request(
        "queue.cancel_queue_item",
        "PUT",
        "/api/v1/queue/{queue_id}/i/{item_id}/cancel".format(
            **quote_path("queue.cancel_queue_item", queue_id=queue_id, item_id=item_id)
        ),
        parse=parse,
    )


def get_queue_item_ids(*, queue_id: str, order_dir: str | Unset = "DESC") -> Request[ItemIdsResult]:
    """Get Queue Item Ids.

    Gets all queue item ids that match the given parameters.

    IDs for every user's items are returned (item ids carry no sensitive data on their own).
    When the corresponding items are hydrated via get_queue_items_by_item_ids, those belonging
    to other users are redacted by sanitize_queue_item_for_user. This lets a non-admin see
    partially-redacted entries for other users' jobs in the queue list, while still revealing
    only timestamps and status for items they do not own.

    current_user is required so the endpoint stays behind authentication in multiuser mode.

    Args:
        queue_id: The queue id to perform this operation on
        order_dir: The order of sort
    """

    def parse(data: Any) -> ItemIdsResult:
        from ..models.item_ids_result import ItemIdsResult

        response_200 = ItemIdsResult.from_dict(data)

        return response_200

    return Request(
        "queue.get_queue_item_ids",
        "GET",
        "/api/v1/queue/{queue_id}/item_ids".format(**quote_path("queue.get_queue_item_ids", queue_id=queue_id)),
        params=drop_empty({"order_dir": order_dir}),
        parse=parse,
    )


def get_queue_item_summaries_by_ids(
    *, queue_id: str, body: GetQueueItemSummariesByIdsBody
) -> Request[list[SessionQueueItemSummary]]:
    """Get Queue Item Summaries By Ids.

    Gets lightweight queue item summaries for specified IDs in requested order.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> list[SessionQueueItemSummary]:
        from ..models.session_queue_item_summary import SessionQueueItemSummary

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = SessionQueueItemSummary.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "queue.get_queue_item_summaries_by_ids",
        "POST",
        "/api/v1/queue/{queue_id}/item_summaries_by_ids".format(
            **quote_path("queue.get_queue_item_summaries_by_ids", queue_id=queue_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )


def get_queue_items_by_item_ids(*, queue_id: str, body: GetQueueItemsByItemIdsBody) -> Request[list[SessionQueueItem]]:
    """Get Queue Items By Item Ids.

    Gets queue items for the specified queue item ids. Maintains order of item ids.

    Bound the legacy full-item endpoint as well as the summary endpoint: callers can otherwise
    force one graph deserialization and response copy per supplied id, defeating the queue-list
    optimization with an authenticated memory/CPU exhaustion request.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> list[SessionQueueItem]:
        from ..models.session_queue_item import SessionQueueItem

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = SessionQueueItem.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "queue.get_queue_items_by_item_ids",
        "POST",
        "/api/v1/queue/{queue_id}/items_by_ids".format(
            **quote_path("queue.get_queue_items_by_item_ids", queue_id=queue_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )


def list_all_queue_items(*, queue_id: str, destination: None | str | Unset = UNSET) -> Request[list[SessionQueueItem]]:
    """List All Queue Items.

    Gets all queue items

    Args:
        queue_id: The queue id to perform this operation on
        destination: The destination of queue items to fetch
    """

    def parse(data: Any) -> list[SessionQueueItem]:
        from ..models.session_queue_item import SessionQueueItem

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = SessionQueueItem.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "queue.list_all_queue_items",
        "GET",
        "/api/v1/queue/{queue_id}/list_all".format(**quote_path("queue.list_all_queue_items", queue_id=queue_id)),
        params=drop_empty({"destination": destination}),
        parse=parse,
    )


def get_next_queue_item(*, queue_id: str) -> Request[None | SessionQueueItem]:
    """Get Next Queue Item.

    Gets the next queue item, without executing it

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> None | SessionQueueItem:
        from ..models.session_queue_item import SessionQueueItem

        def _parse_response_200(data: object) -> None | SessionQueueItem:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = SessionQueueItem.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SessionQueueItem, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "queue.get_next_queue_item",
        "GET",
        "/api/v1/queue/{queue_id}/next".format(**quote_path("queue.get_next_queue_item", queue_id=queue_id)),
        parse=parse,
    )


def pause(*, queue_id: str) -> Request[SessionProcessorStatus]:
    """Pause.

    Pauses session processor. Admin only.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> SessionProcessorStatus:
        from ..models.session_processor_status import SessionProcessorStatus

        response_200 = SessionProcessorStatus.from_dict(data)

        return response_200

    return Request(
        "queue.pause",
        "PUT",
        "/api/v1/queue/{queue_id}/processor/pause".format(**quote_path("queue.pause", queue_id=queue_id)),
        parse=parse,
    )


def resume(*, queue_id: str) -> Request[SessionProcessorStatus]:
    """Resume.

    Resumes session processor. Admin only.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> SessionProcessorStatus:
        from ..models.session_processor_status import SessionProcessorStatus

        response_200 = SessionProcessorStatus.from_dict(data)

        return response_200

    return Request(
        "queue.resume",
        "PUT",
        "/api/v1/queue/{queue_id}/processor/resume".format(**quote_path("queue.resume", queue_id=queue_id)),
        parse=parse,
    )


def prune(*, queue_id: str) -> Request[PruneResult]:
    """Prune.

    Prunes all completed or errored queue items. Non-admin users can only prune their own items.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> PruneResult:
        from ..models.prune_result import PruneResult

        response_200 = PruneResult.from_dict(data)

        return response_200

    return Request(
        "queue.prune",
        "PUT",
        "/api/v1/queue/{queue_id}/prune".format(**quote_path("queue.prune", queue_id=queue_id)),
        parse=parse,
    )


def retry_items_by_id(*, queue_id: str, body: list[int]) -> Request[RetryItemsResult]:
    """Retry Items By Id.

    Retries the given queue items. Users can only retry their own items unless they are an admin.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> RetryItemsResult:
        from ..models.retry_items_result import RetryItemsResult

        response_200 = RetryItemsResult.from_dict(data)

        return response_200

    return Request(
        "queue.retry_items_by_id",
        "PUT",
        "/api/v1/queue/{queue_id}/retry_items_by_id".format(**quote_path("queue.retry_items_by_id", queue_id=queue_id)),
        json=body,
        parse=parse,
    )


def get_queue_status(*, queue_id: str) -> Request[SessionQueueAndProcessorStatus]:
    """Get Queue Status.

    Gets the status of the session queue. Returns global counts; every user additionally gets
    their own pending/in_progress counts (so the UI can show an X/Y badge and scope personal UI
    like the progress bar to the user's own activity). Non-admin users cannot see the current
    item's identifiers unless they own it.

    Args:
        queue_id: The queue id to perform this operation on
    """

    def parse(data: Any) -> SessionQueueAndProcessorStatus:
        from ..models.session_queue_and_processor_status import SessionQueueAndProcessorStatus

        response_200 = SessionQueueAndProcessorStatus.from_dict(data)

        return response_200

    return Request(
        "queue.get_queue_status",
        "GET",
        "/api/v1/queue/{queue_id}/status".format(**quote_path("queue.get_queue_status", queue_id=queue_id)),
        parse=parse,
    )
