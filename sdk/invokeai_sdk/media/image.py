"""`ImageHandle`: an image on the server, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_api import api

from invokeai_sdk._types import given
from invokeai_sdk.media.handle import MediaHandle
from invokeai_sdk.media.pillow import open_image

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable

    from invokeai_api.models.image_dto import ImageDTO
    from invokeai_api.models.image_urls_dto import ImageUrlsDTO
    from PIL.Image import Image

    from invokeai_sdk._request import Request
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.handle import OutputSource

_RECORDS_PER_REQUEST = 500


class ImageHandle(MediaHandle["ImageDTO", "ImageUrlsDTO"]):
    """An image on the server, by name. Creating a handle sends no request.

    Every method that sends a request raises `NotFoundError` if the server does not have the image, and another
    `APIError` if the request fails.

    Attributes:
        name: the server's name of the image, such as `….png`.
        record: the record that the server sent last; None before the first.
        source: the queue item and node that produced the image, if it is a result of a job.
    """

    def __init__(
        self, core: Core, name: str, *, record: ImageDTO | None = None, source: OutputSource | None = None
    ) -> None:
        super().__init__(core, name, record=record, source=source)

    @property
    def image_name(self) -> str:
        """The same as `name`; the server's image fields have an `image_name`."""
        return self.name

    async def bytes(self) -> builtins.bytes:
        """Return the whole file, and keep it in this handle for later calls and for display in a notebook."""
        if self._file_content is None:
            self._file_content = await super().bytes()
        return self._file_content

    async def pil(self) -> Image:
        """Return the image as a Pillow image.

        Raises:
            MissingExtraError: Pillow is not installed.
            MediaError: the file is damaged, or has more pixels than Pillow accepts.
            NotFoundError: the server does not have the image.
        """
        return open_image(await self.bytes(), "ImageHandle.pil()")

    def _file_request(self) -> Request[builtins.bytes]:
        return api.images.get_image_full(image_name=self.name)

    def _head_request(self) -> Request[None]:
        return api.images.get_image_full_head(image_name=self.name)

    def _thumbnail_request(self) -> Request[builtins.bytes]:
        return api.images.get_image_thumbnail(image_name=self.name)

    def _metadata_request(self) -> Request[object]:
        return api.images.get_image_metadata(image_name=self.name)

    def _workflow_request(self) -> Request[object]:
        return api.images.get_image_workflow(image_name=self.name)

    def _urls_request(self) -> Request[ImageUrlsDTO]:
        return api.images.get_image_urls(image_name=self.name)

    def _record_request(self) -> Request[ImageDTO]:
        return api.images.get_image_dto(image_name=self.name)

    def _update_request(
        self, *, category: str | None, intermediate: bool | None, starred: bool | None, session_id: str | None
    ) -> Request[ImageDTO]:
        return api.images.update_image(
            image_name=self.name,
            body={
                "image_category": given(category),
                "is_intermediate": given(intermediate),
                "starred": given(starred),
                "session_id": given(session_id),
            },
        )

    def _move_request(self, board_id: str | None) -> Request[object]:
        if board_id is None:
            return api.boards.remove_image_from_board(body={"image_name": self.name})
        return api.boards.add_image_to_board(body={"image_name": self.name, "board_id": board_id})

    def _delete_request(self) -> Request[object]:
        return api.images.delete_image(image_name=self.name)

    def _repr_png_(self) -> builtins.bytes | None:
        content = self._file_content
        return content if content is not None and content.startswith(b"\x89PNG") else None


ImageRef: TypeAlias = ImageHandle | str
"""A reference to an image: a handle, or the server's name of the image."""


def image_name(image: ImageRef) -> str:
    """Return the name of an image that is given by handle or by name."""
    return image if isinstance(image, str) else image.name


async def fetch_image_records(core: Core, names: Iterable[str]) -> dict[str, ImageDTO]:
    """Return the records of images by name, retrieved in as few requests as possible.

    Args:
        core: the client's core.
        names: the names of the images; repeated names are requested once, unknown names are missing from the result.

    Raises:
        APIError: a request failed.
    """
    unique = [*dict.fromkeys(names)]
    records: dict[str, ImageDTO] = {}
    for start in range(0, len(unique), _RECORDS_PER_REQUEST):
        names_of_request = unique[start : start + _RECORDS_PER_REQUEST]
        found = await core.transport.send(api.images.get_images_by_names(body={"image_names": names_of_request}))
        records.update({record.image_name: record for record in found})
    return records
