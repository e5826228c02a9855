from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_image_origin: None | str | Unset
    if isinstance(image_origin, Unset):
        json_image_origin = UNSET
    else:
        json_image_origin = image_origin
    params["image_origin"] = json_image_origin

    json_categories: list[str] | None | Unset
    if isinstance(categories, Unset):
        json_categories = UNSET
    elif isinstance(categories, list):
        json_categories = categories

    else:
        json_categories = categories
    params["categories"] = json_categories

    json_is_intermediate: bool | None | Unset
    if isinstance(is_intermediate, Unset):
        json_is_intermediate = UNSET
    else:
        json_is_intermediate = is_intermediate
    params["is_intermediate"] = json_is_intermediate

    json_board_id: None | str | Unset
    if isinstance(board_id, Unset):
        json_board_id = UNSET
    else:
        json_board_id = board_id
    params["board_id"] = json_board_id

    params["offset"] = offset

    params["limit"] = limit

    params["order_dir"] = order_dir

    params["starred_first"] = starred_first

    json_search_term: None | str | Unset
    if isinstance(search_term, Unset):
        json_search_term = UNSET
    else:
        json_search_term = search_term
    params["search_term"] = json_search_term

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/images/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OffsetPaginatedResultsImageDTO | None:
    if response.status_code == 200:
        response_200 = OffsetPaginatedResultsImageDTO.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OffsetPaginatedResultsImageDTO]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Response[OffsetPaginatedResultsImageDTO]:
    """List Image Dtos

     Gets a list of image DTOs for the current user

    Args:
        image_origin (None | str | Unset): The origin of images to list.
        categories (list[str] | None | Unset): The categories of image to include.
        is_intermediate (bool | None | Unset): Whether to list intermediate images.
        board_id (None | str | Unset): The board id to filter by. Use 'none' to find images
            without a board.
        offset (int | Unset): The page offset Default: 0.
        limit (int | Unset): The number of images per page Default: 10.
        order_dir (str | Unset): The order of sort Default: 'DESC'.
        starred_first (bool | Unset): Whether to sort by starred images first Default: True.
        search_term (None | str | Unset): The term to search for

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OffsetPaginatedResultsImageDTO]
    """

    kwargs = _get_kwargs(
        image_origin=image_origin,
        categories=categories,
        is_intermediate=is_intermediate,
        board_id=board_id,
        offset=offset,
        limit=limit,
        order_dir=order_dir,
        starred_first=starred_first,
        search_term=search_term,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> OffsetPaginatedResultsImageDTO | None:
    """List Image Dtos

     Gets a list of image DTOs for the current user

    Args:
        image_origin (None | str | Unset): The origin of images to list.
        categories (list[str] | None | Unset): The categories of image to include.
        is_intermediate (bool | None | Unset): Whether to list intermediate images.
        board_id (None | str | Unset): The board id to filter by. Use 'none' to find images
            without a board.
        offset (int | Unset): The page offset Default: 0.
        limit (int | Unset): The number of images per page Default: 10.
        order_dir (str | Unset): The order of sort Default: 'DESC'.
        starred_first (bool | Unset): Whether to sort by starred images first Default: True.
        search_term (None | str | Unset): The term to search for

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OffsetPaginatedResultsImageDTO
    """

    return sync_detailed(
        client=client,
        image_origin=image_origin,
        categories=categories,
        is_intermediate=is_intermediate,
        board_id=board_id,
        offset=offset,
        limit=limit,
        order_dir=order_dir,
        starred_first=starred_first,
        search_term=search_term,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Response[OffsetPaginatedResultsImageDTO]:
    """List Image Dtos

     Gets a list of image DTOs for the current user

    Args:
        image_origin (None | str | Unset): The origin of images to list.
        categories (list[str] | None | Unset): The categories of image to include.
        is_intermediate (bool | None | Unset): Whether to list intermediate images.
        board_id (None | str | Unset): The board id to filter by. Use 'none' to find images
            without a board.
        offset (int | Unset): The page offset Default: 0.
        limit (int | Unset): The number of images per page Default: 10.
        order_dir (str | Unset): The order of sort Default: 'DESC'.
        starred_first (bool | Unset): Whether to sort by starred images first Default: True.
        search_term (None | str | Unset): The term to search for

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OffsetPaginatedResultsImageDTO]
    """

    kwargs = _get_kwargs(
        image_origin=image_origin,
        categories=categories,
        is_intermediate=is_intermediate,
        board_id=board_id,
        offset=offset,
        limit=limit,
        order_dir=order_dir,
        starred_first=starred_first,
        search_term=search_term,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    offset: int | Unset = 0,
    limit: int | Unset = 10,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> OffsetPaginatedResultsImageDTO | None:
    """List Image Dtos

     Gets a list of image DTOs for the current user

    Args:
        image_origin (None | str | Unset): The origin of images to list.
        categories (list[str] | None | Unset): The categories of image to include.
        is_intermediate (bool | None | Unset): Whether to list intermediate images.
        board_id (None | str | Unset): The board id to filter by. Use 'none' to find images
            without a board.
        offset (int | Unset): The page offset Default: 0.
        limit (int | Unset): The number of images per page Default: 10.
        order_dir (str | Unset): The order of sort Default: 'DESC'.
        starred_first (bool | Unset): Whether to sort by starred images first Default: True.
        search_term (None | str | Unset): The term to search for

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OffsetPaginatedResultsImageDTO
    """

    return (
        await asyncio_detailed(
            client=client,
            image_origin=image_origin,
            categories=categories,
            is_intermediate=is_intermediate,
            board_id=board_id,
            offset=offset,
            limit=limit,
            order_dir=order_dir,
            starred_first=starred_first,
            search_term=search_term,
        )
    ).parsed
