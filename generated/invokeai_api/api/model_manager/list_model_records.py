from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.models_list import ModelsList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_base_models: list[str] | None | Unset
    if isinstance(base_models, Unset):
        json_base_models = UNSET
    elif isinstance(base_models, list):
        json_base_models = base_models

    else:
        json_base_models = base_models
    params["base_models"] = json_base_models

    json_model_type: None | str | Unset
    if isinstance(model_type, Unset):
        json_model_type = UNSET
    else:
        json_model_type = model_type
    params["model_type"] = json_model_type

    json_model_name: None | str | Unset
    if isinstance(model_name, Unset):
        json_model_name = UNSET
    else:
        json_model_name = model_name
    params["model_name"] = json_model_name

    json_model_format: None | str | Unset
    if isinstance(model_format, Unset):
        json_model_format = UNSET
    else:
        json_model_format = model_format
    params["model_format"] = json_model_format

    params["order_by"] = order_by

    params["direction"] = direction

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v2/models/",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ModelsList | None:
    if response.status_code == 200:
        response_200 = ModelsList.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ModelsList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> Response[ModelsList]:
    """List Model Records

     Get a list of models.

    Args:
        base_models (list[str] | None | Unset): Base models to include
        model_type (None | str | Unset): The type of model to get
        model_name (None | str | Unset): Exact match on the name of the model
        model_format (None | str | Unset): Exact match on the format of the model (e.g.
            'diffusers')
        order_by (str | Unset): The field to order by Default: 'name'.
        direction (str | Unset): The direction to order by Default: 'ASC'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModelsList]
    """

    kwargs = _get_kwargs(
        base_models=base_models,
        model_type=model_type,
        model_name=model_name,
        model_format=model_format,
        order_by=order_by,
        direction=direction,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> ModelsList | None:
    """List Model Records

     Get a list of models.

    Args:
        base_models (list[str] | None | Unset): Base models to include
        model_type (None | str | Unset): The type of model to get
        model_name (None | str | Unset): Exact match on the name of the model
        model_format (None | str | Unset): Exact match on the format of the model (e.g.
            'diffusers')
        order_by (str | Unset): The field to order by Default: 'name'.
        direction (str | Unset): The direction to order by Default: 'ASC'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModelsList
    """

    return sync_detailed(
        client=client,
        base_models=base_models,
        model_type=model_type,
        model_name=model_name,
        model_format=model_format,
        order_by=order_by,
        direction=direction,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> Response[ModelsList]:
    """List Model Records

     Get a list of models.

    Args:
        base_models (list[str] | None | Unset): Base models to include
        model_type (None | str | Unset): The type of model to get
        model_name (None | str | Unset): Exact match on the name of the model
        model_format (None | str | Unset): Exact match on the format of the model (e.g.
            'diffusers')
        order_by (str | Unset): The field to order by Default: 'name'.
        direction (str | Unset): The direction to order by Default: 'ASC'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ModelsList]
    """

    kwargs = _get_kwargs(
        base_models=base_models,
        model_type=model_type,
        model_name=model_name,
        model_format=model_format,
        order_by=order_by,
        direction=direction,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> ModelsList | None:
    """List Model Records

     Get a list of models.

    Args:
        base_models (list[str] | None | Unset): Base models to include
        model_type (None | str | Unset): The type of model to get
        model_name (None | str | Unset): Exact match on the name of the model
        model_format (None | str | Unset): Exact match on the format of the model (e.g.
            'diffusers')
        order_by (str | Unset): The field to order by Default: 'name'.
        direction (str | Unset): The direction to order by Default: 'ASC'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ModelsList
    """

    return (
        await asyncio_detailed(
            client=client,
            base_models=base_models,
            model_type=model_type,
            model_name=model_name,
            model_format=model_format,
            order_by=order_by,
            direction=direction,
        )
    ).parsed
