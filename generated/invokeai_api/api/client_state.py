"""Requests to the server's `client_state` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, quote_path

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue


def delete_client_state(*, queue_id: str) -> Request[JSONValue]:
    """Delete Client State.

    Deletes the client state for the current user (or system user if not authenticated)

    Args:
        queue_id: The queue id (ignored, kept for backwards compatibility)
    """

    return Request(
        "client_state.delete_client_state",
        "POST",
        "/api/v1/client_state/{queue_id}/delete".format(
            **quote_path("client_state.delete_client_state", queue_id=queue_id)
        ),
        statuses=(
            200,
            204,
        ),
    )


def delete_client_state_by_key(*, queue_id: str, key: str) -> Request[JSONValue]:
    """Delete Client State By Key.

    Deletes a specific client state key for the current user

    Args:
        queue_id: The queue id (ignored, kept for backwards compatibility)
        key: Key to delete
    """

    return Request(
        "client_state.delete_client_state_by_key",
        "POST",
        "/api/v1/client_state/{queue_id}/delete_by_key".format(
            **quote_path("client_state.delete_client_state_by_key", queue_id=queue_id)
        ),
        params=drop_empty({"key": key}),
        statuses=(
            200,
            204,
        ),
    )


def get_client_state_by_key(*, queue_id: str, key: str) -> Request[None | str]:
    """Get Client State By Key.

    Gets the client state for the current user (or system user if not authenticated)

    Args:
        queue_id: The queue id (ignored, kept for backwards compatibility)
        key: Key to get
    """

    def parse(data: Any) -> None | str:

        def _parse_response_200(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "client_state.get_client_state_by_key",
        "GET",
        "/api/v1/client_state/{queue_id}/get_by_key".format(
            **quote_path("client_state.get_client_state_by_key", queue_id=queue_id)
        ),
        params=drop_empty({"key": key}),
        parse=parse,
    )


def get_client_state_keys_by_prefix(*, queue_id: str, prefix: str) -> Request[list[str]]:
    """Get Client State Keys By Prefix.

    Gets client state keys matching a prefix for the current user

    Args:
        queue_id: The queue id (ignored, kept for backwards compatibility)
        prefix: Prefix to filter keys by
    """

    def parse(data: Any) -> list[str]:

        response_200 = cast(list[str], data)

        return response_200

    return Request(
        "client_state.get_client_state_keys_by_prefix",
        "GET",
        "/api/v1/client_state/{queue_id}/get_keys_by_prefix".format(
            **quote_path("client_state.get_client_state_keys_by_prefix", queue_id=queue_id)
        ),
        params=drop_empty({"prefix": prefix}),
        parse=parse,
    )


def set_client_state(*, queue_id: str, body: str, key: str) -> Request[str]:
    """Set Client State.

    Sets the client state for the current user (or system user if not authenticated)

    Args:
        queue_id: The queue id (ignored, kept for backwards compatibility)
        key: Key to set
    """

    def parse(data: Any) -> str:
        return cast("str", data)

    return Request(
        "client_state.set_client_state",
        "POST",
        "/api/v1/client_state/{queue_id}/set_by_key".format(
            **quote_path("client_state.set_client_state", queue_id=queue_id)
        ),
        params=drop_empty({"key": key}),
        json=body,
        parse=parse,
    )
