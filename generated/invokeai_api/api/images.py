"""Requests to the server's `images` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import Unset

    from ..bodies import (
        CreateImageUploadEntryBody,
        DeleteImagesFromListBody,
        DownloadImagesFromListBody,
        GetImagesByNamesBody,
        ImageRecordChanges,
        StarImagesInListBody,
        UnstarImagesInListBody,
        UploadImageBody,
    )
    from ..models.delete_images_result import DeleteImagesResult
    from ..models.image_dto import ImageDTO
    from ..models.image_names_result import ImageNamesResult
    from ..models.image_upload_entry import ImageUploadEntry
    from ..models.image_urls_dto import ImageUrlsDTO
    from ..models.images_downloaded import ImagesDownloaded
    from ..models.metadata_field import MetadataField
    from ..models.offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO
    from ..models.starred_images_result import StarredImagesResult
    from ..models.unstarred_images_result import UnstarredImagesResult
    from ..models.workflow_and_graph_response import WorkflowAndGraphResponse


def list_image_dtos(
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
) -> Request[OffsetPaginatedResultsImageDTO]:
    """List Image Dtos.

    Gets a list of image DTOs for the current user

    Args:
        image_origin: The origin of images to list.
        categories: The categories of image to include.
        is_intermediate: Whether to list intermediate images.
        board_id: The board id to filter by. Use 'none' to find images without a board.
        offset: The page offset
        limit: The number of images per page
        order_dir: The order of sort
        starred_first: Whether to sort by starred images first
        search_term: The term to search for
    """

    def parse(data: Any) -> OffsetPaginatedResultsImageDTO:
        from ..models.offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO

        response_200 = OffsetPaginatedResultsImageDTO.from_dict(data)

        return response_200

    return Request(
        "images.list_image_dtos",
        "GET",
        "/api/v1/images/",
        params=drop_empty(
            {
                "image_origin": image_origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "offset": offset,
                "limit": limit,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def create_image_upload_entry(*, body: CreateImageUploadEntryBody) -> Request[ImageUploadEntry]:
    """Create Image Upload Entry.

    Uploads an image from a URL, not implemented
    """

    def parse(data: Any) -> ImageUploadEntry:
        from ..models.image_upload_entry import ImageUploadEntry

        response_200 = ImageUploadEntry.from_dict(data)

        return response_200

    return Request(
        "images.create_image_upload_entry",
        "POST",
        "/api/v1/images/",
        json=drop_unset(body),
        parse=parse,
    )


def delete_images_from_list(*, body: DeleteImagesFromListBody) -> Request[DeleteImagesResult]:
    """Delete Images From List."""

    def parse(data: Any) -> DeleteImagesResult:
        from ..models.delete_images_result import DeleteImagesResult

        response_200 = DeleteImagesResult.from_dict(data)

        return response_200

    return Request(
        "images.delete_images_from_list",
        "POST",
        "/api/v1/images/delete",
        json=drop_unset(body),
        parse=parse,
    )


def download_images_from_list(*, body: DownloadImagesFromListBody | Unset = UNSET) -> Request[ImagesDownloaded]:
    """Download Images From List."""

    def parse(data: Any) -> ImagesDownloaded:
        from ..models.images_downloaded import ImagesDownloaded

        response_202 = ImagesDownloaded.from_dict(data)

        return response_202

    return Request(
        "images.download_images_from_list",
        "POST",
        "/api/v1/images/download",
        json=drop_unset(body) if body is not UNSET else None,
        statuses=(202,),
        parse=parse,
    )


def get_bulk_download_item(*, bulk_download_item_name: str) -> Request[bytes]:
    """Get Bulk Download Item.

    Gets a bulk download zip file.

    Requires authentication.  The caller must be the user who initiated the
    download (tracked by the bulk download service) or an admin.

    Args:
        bulk_download_item_name: The bulk_download_item_name of the bulk download item to get
    """

    return Request(
        "images.get_bulk_download_item",
        "GET",
        "/api/v1/images/download/{bulk_download_item_name}".format(
            **quote_path("images.get_bulk_download_item", bulk_download_item_name=bulk_download_item_name)
        ),
        answer="bytes",
    )


def get_image_dto(*, image_name: str) -> Request[ImageDTO]:
    """Get Image Dto.

    Gets an image's DTO

    Args:
        image_name: The name of image to get
    """

    def parse(data: Any) -> ImageDTO:
        from ..models.image_dto import ImageDTO

        response_200 = ImageDTO.from_dict(data)

        return response_200

    return Request(
        "images.get_image_dto",
        "GET",
        "/api/v1/images/i/{image_name}".format(**quote_path("images.get_image_dto", image_name=image_name)),
        parse=parse,
    )


def delete_image(*, image_name: str) -> Request[DeleteImagesResult]:
    """Delete Image.

    Deletes an image

    Args:
        image_name: The name of the image to delete
    """

    def parse(data: Any) -> DeleteImagesResult:
        from ..models.delete_images_result import DeleteImagesResult

        response_200 = DeleteImagesResult.from_dict(data)

        return response_200

    return Request(
        "images.delete_image",
        "DELETE",
        "/api/v1/images/i/{image_name}".format(**quote_path("images.delete_image", image_name=image_name)),
        parse=parse,
    )


def update_image(*, image_name: str, body: ImageRecordChanges) -> Request[ImageDTO]:
    """Update Image.

    Updates an image

    Args:
        image_name: The name of the image to update
    """

    def parse(data: Any) -> ImageDTO:
        from ..models.image_dto import ImageDTO

        response_200 = ImageDTO.from_dict(data)

        return response_200

    return Request(
        "images.update_image",
        "PATCH",
        "/api/v1/images/i/{image_name}".format(**quote_path("images.update_image", image_name=image_name)),
        json=drop_unset(body),
        parse=parse,
    )


def get_image_full(*, image_name: str) -> Request[bytes]:
    """Get Image Full.

    Gets a full-resolution image file.

    Browser media requests authenticate with the path-scoped HttpOnly cookie set at login.
    Returns 409 while image storage maintenance is active.

    Args:
        image_name: The name of full-resolution image file to get
    """

    return Request(
        "images.get_image_full",
        "GET",
        "/api/v1/images/i/{image_name}/full".format(**quote_path("images.get_image_full", image_name=image_name)),
        answer="bytes",
    )


def get_image_full_head(*, image_name: str) -> Request[None]:
    """Get Image Full.

    Gets a full-resolution image file.

    Browser media requests authenticate with the path-scoped HttpOnly cookie set at login.
    Returns 409 while image storage maintenance is active.

    Args:
        image_name: The name of full-resolution image file to get
    """

    return Request(
        "images.get_image_full_head",
        "HEAD",
        "/api/v1/images/i/{image_name}/full".format(**quote_path("images.get_image_full_head", image_name=image_name)),
        answer="none",
    )


def get_image_metadata(*, image_name: str) -> Request[MetadataField | None]:
    """Get Image Metadata.

    Gets an image's metadata

    Args:
        image_name: The name of image to get
    """

    def parse(data: Any) -> MetadataField | None:
        from ..models.metadata_field import MetadataField

        def _parse_response_200(data: object) -> MetadataField | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = MetadataField.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MetadataField | None, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "images.get_image_metadata",
        "GET",
        "/api/v1/images/i/{image_name}/metadata".format(
            **quote_path("images.get_image_metadata", image_name=image_name)
        ),
        parse=parse,
    )


def get_image_thumbnail(*, image_name: str) -> Request[bytes]:
    """Get Image Thumbnail.

    Gets a thumbnail image file.

    Browser media requests authenticate with the path-scoped HttpOnly cookie set at login.
    Returns 409 while image storage maintenance is active.

    Args:
        image_name: The name of thumbnail image file to get
    """

    return Request(
        "images.get_image_thumbnail",
        "GET",
        "/api/v1/images/i/{image_name}/thumbnail".format(
            **quote_path("images.get_image_thumbnail", image_name=image_name)
        ),
        answer="bytes",
    )


def get_image_urls(*, image_name: str) -> Request[ImageUrlsDTO]:
    """Get Image Urls.

    Gets an image and thumbnail URL

    Args:
        image_name: The name of the image whose URL to get
    """

    def parse(data: Any) -> ImageUrlsDTO:
        from ..models.image_urls_dto import ImageUrlsDTO

        response_200 = ImageUrlsDTO.from_dict(data)

        return response_200

    return Request(
        "images.get_image_urls",
        "GET",
        "/api/v1/images/i/{image_name}/urls".format(**quote_path("images.get_image_urls", image_name=image_name)),
        parse=parse,
    )


def get_image_workflow(*, image_name: str) -> Request[WorkflowAndGraphResponse]:
    """Get Image Workflow.

    Args:
        image_name: The name of image whose workflow to get
    """

    def parse(data: Any) -> WorkflowAndGraphResponse:
        from ..models.workflow_and_graph_response import WorkflowAndGraphResponse

        response_200 = WorkflowAndGraphResponse.from_dict(data)

        return response_200

    return Request(
        "images.get_image_workflow",
        "GET",
        "/api/v1/images/i/{image_name}/workflow".format(
            **quote_path("images.get_image_workflow", image_name=image_name)
        ),
        parse=parse,
    )


def get_images_by_names(*, body: GetImagesByNamesBody) -> Request[list[ImageDTO]]:
    """Get Images By Names.

    Gets image DTOs for the specified image names. Maintains order of input names.
    """

    def parse(data: Any) -> list[ImageDTO]:
        from ..models.image_dto import ImageDTO

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = ImageDTO.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "images.get_images_by_names",
        "POST",
        "/api/v1/images/images_by_names",
        json=drop_unset(body),
        parse=parse,
    )


def get_intermediates_count() -> Request[int]:
    """Get Intermediates Count.

    Gets the count of intermediate images. Non-admin users only see their own intermediates.
    """

    def parse(data: Any) -> int:
        return cast("int", data)

    return Request(
        "images.get_intermediates_count",
        "GET",
        "/api/v1/images/intermediates",
        parse=parse,
    )


def clear_intermediates() -> Request[int]:
    """Clear Intermediates.

    Clears all intermediates. Requires admin.
    """

    def parse(data: Any) -> int:
        return cast("int", data)

    return Request(
        "images.clear_intermediates",
        "DELETE",
        "/api/v1/images/intermediates",
        parse=parse,
    )


def get_image_names(
    *,
    image_origin: None | str | Unset = UNSET,
    categories: list[str] | None | Unset = UNSET,
    is_intermediate: bool | None | Unset = UNSET,
    board_id: None | str | Unset = UNSET,
    order_dir: str | Unset = "DESC",
    starred_first: bool | Unset = True,
    search_term: None | str | Unset = UNSET,
) -> Request[ImageNamesResult]:
    """Get Image Names.

    Gets ordered list of image names with metadata for optimistic updates.

    Deprecated: use `GET /v1/gallery/item_names`, which returns images and videos interleaved
    in one ordered list. This image-only endpoint predates the polymorphic gallery.

    Args:
        image_origin: The origin of images to list.
        categories: The categories of image to include.
        is_intermediate: Whether to list intermediate images.
        board_id: The board id to filter by. Use 'none' to find images without a board.
        order_dir: The order of sort
        starred_first: Whether to sort by starred images first
        search_term: The term to search for
    """

    def parse(data: Any) -> ImageNamesResult:
        from ..models.image_names_result import ImageNamesResult

        response_200 = ImageNamesResult.from_dict(data)

        return response_200

    return Request(
        "images.get_image_names",
        "GET",
        "/api/v1/images/names",
        params=drop_empty(
            {
                "image_origin": image_origin,
                "categories": categories,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "order_dir": order_dir,
                "starred_first": starred_first,
                "search_term": search_term,
            }
        ),
        parse=parse,
    )


def star_images_in_list(*, body: StarImagesInListBody) -> Request[StarredImagesResult]:
    """Star Images In List."""

    def parse(data: Any) -> StarredImagesResult:
        from ..models.starred_images_result import StarredImagesResult

        response_200 = StarredImagesResult.from_dict(data)

        return response_200

    return Request(
        "images.star_images_in_list",
        "POST",
        "/api/v1/images/star",
        json=drop_unset(body),
        parse=parse,
    )


def delete_uncategorized_images() -> Request[DeleteImagesResult]:
    """Delete Uncategorized Images.

    Deletes all uncategorized images owned by the current user (or all if admin)
    """

    def parse(data: Any) -> DeleteImagesResult:
        from ..models.delete_images_result import DeleteImagesResult

        response_200 = DeleteImagesResult.from_dict(data)

        return response_200

    return Request(
        "images.delete_uncategorized_images",
        "DELETE",
        "/api/v1/images/uncategorized",
        parse=parse,
    )


def unstar_images_in_list(*, body: UnstarImagesInListBody) -> Request[UnstarredImagesResult]:
    """Unstar Images In List."""

    def parse(data: Any) -> UnstarredImagesResult:
        from ..models.unstarred_images_result import UnstarredImagesResult

        response_200 = UnstarredImagesResult.from_dict(data)

        return response_200

    return Request(
        "images.unstar_images_in_list",
        "POST",
        "/api/v1/images/unstar",
        json=drop_unset(body),
        parse=parse,
    )


def upload_image(
    *,
    body: UploadImageBody,
    image_category: str,
    is_intermediate: bool,
    board_id: None | str | Unset = UNSET,
    session_id: None | str | Unset = UNSET,
    crop_visible: bool | None | Unset = False,
) -> Request[ImageDTO]:
    """Upload Image.

    Uploads an image for the current user

    Args:
        image_category: The category of the image
        is_intermediate: Whether this is an intermediate image
        board_id: The board to add this image to, if any
        session_id: The session ID associated with this upload, if any
        crop_visible: Whether to crop the image
    """

    def parse(data: Any) -> ImageDTO:
        from ..models.image_dto import ImageDTO

        response_201 = ImageDTO.from_dict(data)

        return response_201

    return Request(
        "images.upload_image",
        "POST",
        "/api/v1/images/upload",
        params=drop_empty(
            {
                "image_category": image_category,
                "is_intermediate": is_intermediate,
                "board_id": board_id,
                "session_id": session_id,
                "crop_visible": crop_visible,
            }
        ),
        form=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )
