"""Requests to the server's `model_relationships` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from ..bodies import ModelRelationshipBatchRequest, ModelRelationshipCreateRequest


def add_model_relationship(*, body: ModelRelationshipCreateRequest) -> Request[None]:
    """Add Model Relationship.

    Creates a **bidirectional** relationship between two models, allowing each to reference the other as related.
    """

    return Request(
        "model_relationships.add_model_relationship",
        "POST",
        "/api/v1/model_relationships/",
        json=drop_unset(body),
        statuses=(204,),
        answer="none",
    )


def remove_model_relationship(*, body: ModelRelationshipCreateRequest) -> Request[None]:
    """Remove Model Relationship.

    Removes a **bidirectional** relationship between two models. The relationship must already exist.
    """

    return Request(
        "model_relationships.remove_model_relationship",
        "DELETE",
        "/api/v1/model_relationships/",
        json=drop_unset(body),
        statuses=(204,),
        answer="none",
    )


def get_related_models_batch(*, body: ModelRelationshipBatchRequest) -> Request[list[str]]:
    """Get Related Model Keys (Batch).

    Retrieves all **unique related model keys** for a list of given models. This is useful for contextual suggestions
    or filtering.
    """

    def parse(data: Any) -> list[str]:

        response_200 = cast(list[str], data)

        return response_200

    return Request(
        "model_relationships.get_related_models_batch",
        "POST",
        "/api/v1/model_relationships/batch",
        json=drop_unset(body),
        parse=parse,
    )


def get_related_models(*, model_key: str) -> Request[list[str]]:
    """Get Related Models.

    Get a list of model keys related to a given model.

    Args:
        model_key: The key of the model to get relationships for
    """

    def parse(data: Any) -> list[str]:

        response_200 = cast(list[str], data)

        return response_200

    return Request(
        "model_relationships.get_related_models",
        "GET",
        "/api/v1/model_relationships/i/{model_key}".format(
            **quote_path("model_relationships.get_related_models", model_key=model_key)
        ),
        parse=parse,
    )
