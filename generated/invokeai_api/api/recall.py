"""Requests to the server's `recall` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..bodies import RecallParameter
    from ..models.get_recall_parameters_response_200 import GetRecallParametersResponse200
    from ..models.update_recall_parameters_response_200 import UpdateRecallParametersResponse200


def get_recall_parameters(*, queue_id: str) -> Request[GetRecallParametersResponse200]:
    """Get Recall Parameters.

    Retrieve all stored recall parameters for a given queue.

    Returns a dictionary of all recall parameters that have been set for the queue.

    Args:
        queue_id: The queue ID to retrieve parameters for

    Returns:
        A dictionary containing all stored recall parameters

    Args:
        queue_id: The queue id to retrieve parameters for
    """

    def parse(data: Any) -> GetRecallParametersResponse200:
        from ..models.get_recall_parameters_response_200 import GetRecallParametersResponse200

        response_200 = GetRecallParametersResponse200.from_dict(data)

        return response_200

    return Request(
        "recall.get_recall_parameters",
        "GET",
        "/api/v1/recall/{queue_id}".format(**quote_path("recall.get_recall_parameters", queue_id=queue_id)),
        parse=parse,
    )


def update_recall_parameters(
    *, queue_id: str, body: RecallParameter, strict: bool | Unset = False, append: bool | Unset = False
) -> Request[UpdateRecallParametersResponse200]:
    """Update Recall Parameters.

    Update recallable parameters that can be recalled on the frontend.

    This endpoint allows updating parameters such as prompt, model, steps, and other
    generation settings. These parameters are stored in client state and can be
    accessed by the frontend to populate UI elements.

    Args:
        queue_id: The queue ID to associate these parameters with
        parameters: The RecallParameter object containing the parameters to update
        strict: When true, parameters not included in the request body are reset
            to their defaults (cleared on the frontend).  Defaults to false,
            which preserves the existing behaviour of only updating the
            parameters that are explicitly provided.
        append: When true, recalled reference images (``ip_adapters`` and
            ``reference_images``) are appended to whatever reference images the
            frontend already has, instead of replacing the whole list.  Mutually
            exclusive with ``strict`` (which clears omitted parameters).

    Returns:
        A dictionary containing the updated parameters and status

    Example:
        POST /api/v1/recall/{queue_id}?strict=true
        {
            "positive_prompt": "a beautiful landscape",
            "model": "sd-1.5",
            "steps": 20
        }
        # In strict mode, all other parameters (reference_images, loras, etc.)
        # are cleared.  In non-strict mode (default) they would be left as-is.

    Args:
        queue_id: The queue id to perform this operation on
        strict: When true, parameters not included in the request are reset to their defaults (cleared).
        append: When true, recalled reference images (ip_adapters and reference_images) are appended to the frontend's
            existing reference-image list instead of replacing it. Mutually exclusive with strict.
    """

    def parse(data: Any) -> UpdateRecallParametersResponse200:
        from ..models.update_recall_parameters_response_200 import UpdateRecallParametersResponse200

        response_200 = UpdateRecallParametersResponse200.from_dict(data)

        return response_200

    return Request(
        "recall.update_recall_parameters",
        "POST",
        "/api/v1/recall/{queue_id}".format(**quote_path("recall.update_recall_parameters", queue_id=queue_id)),
        params=drop_empty({"strict": strict, "append": append}),
        json=drop_unset(body),
        parse=parse,
    )
