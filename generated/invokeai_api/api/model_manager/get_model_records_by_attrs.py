from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.model_record import ModelRecord
from ...types import UNSET, Response


def _get_kwargs(
    *,
    name: str,
    type_: str,
    base: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params["type"] = type_

    params["base"] = base

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/models/get_by_attrs",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ModelRecord | None:
    if response.status_code == 200:
        response_200 = ModelRecord.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ModelRecord]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    name: str,
    type_: str,
    base: str,
) -> Response[ModelRecord]:
    """Get Model Records By Attrs

     Gets a model by its attributes. The main use of this route is to provide backwards compatibility
    with the old
    model manager, which identified models by a combination of name, base and type.

    Args:
        name (str): The name of the model
        type_ (str): The type of the model
        base (str): The base model of the model

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModelRecord]
    """

    kwargs = _get_kwargs(
        name=name,
        type_=type_,
        base=base,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    name: str,
    type_: str,
    base: str,
) -> ModelRecord | None:
    """Get Model Records By Attrs

     Gets a model by its attributes. The main use of this route is to provide backwards compatibility
    with the old
    model manager, which identified models by a combination of name, base and type.

    Args:
        name (str): The name of the model
        type_ (str): The type of the model
        base (str): The base model of the model

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModelRecord
    """

    return sync_detailed(
        client=client,
        name=name,
        type_=type_,
        base=base,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    name: str,
    type_: str,
    base: str,
) -> Response[ModelRecord]:
    """Get Model Records By Attrs

     Gets a model by its attributes. The main use of this route is to provide backwards compatibility
    with the old
    model manager, which identified models by a combination of name, base and type.

    Args:
        name (str): The name of the model
        type_ (str): The type of the model
        base (str): The base model of the model

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModelRecord]
    """

    kwargs = _get_kwargs(
        name=name,
        type_=type_,
        base=base,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    name: str,
    type_: str,
    base: str,
) -> ModelRecord | None:
    """Get Model Records By Attrs

     Gets a model by its attributes. The main use of this route is to provide backwards compatibility
    with the old
    model manager, which identified models by a combination of name, base and type.

    Args:
        name (str): The name of the model
        type_ (str): The type of the model
        base (str): The base model of the model

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModelRecord
    """

    return (
        await asyncio_detailed(
            client=client,
            name=name,
            type_=type_,
            base=base,
        )
    ).parsed
