"""Uploading images, each content once: the part of `client.images` that brings images in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import anyio

from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.repositories.image_listing import ImageListing
from invokeai_sdk.repositories.uploads import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_api.models.image_dto import ImageDTO

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.images import ImageHandle
    from invokeai_sdk.repositories.boards import BoardRef
    from invokeai_sdk.repositories.uploads import ImageSource, Upload


class _Known:
    """What a client and its copies have uploaded: the image's name for each content and its arguments."""

    def __init__(self, _: Core) -> None:
        self.names: dict[tuple[object, ...], str] = {}
        self.uploading: WeakValueDictionary[tuple[object, ...], anyio.Lock] = WeakValueDictionary()


class ImageUploads(ImageListing):
    """Uploading images, and remembering which content the server has already."""

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._known = core.common(_Known)

    async def upload(
        self,
        source: ImageSource,
        *,
        filename: str | None = None,
        board: BoardRef | None = None,
        category: str = "user",
        intermediate: bool = False,
        metadata: Mapping[str, JSONValue] | None = None,
        resize: tuple[int, int] | None = None,
        crop_visible: bool = False,
        session_id: str | None = None,
        reuse: bool = True,
    ) -> ImageHandle:
        """Upload an image.

        The same content with the same arguments goes up once in a client's life, as long as the server still has it.

        Args:
            source: a path, bytes, a file opened with `"rb"`, a Pillow image, or an async iterator of bytes. The
                server takes whatever its Pillow opens, and stores PNG.
            filename: what to call it on the way; the server gives it a name of its own.
            board: the board to put it on: a handle, an id, or a name.
            category: `user` (what the web UI uploads), `general`, `control`, `mask` or `other`.
            intermediate: keep it out of the gallery.
            metadata: InvokeAI metadata to store with it, instead of what the file carries.
            resize: the width and height in pixels to scale it to, at most 4096 * 4096 in area.
            crop_visible: cut off the border that is fully transparent.
            session_id: a session to record it under.
            reuse: whether an earlier upload of the same will do.

        Raises:
            OSError: the path or file cannot be read.
            BoardNotFoundError: no board has this name.
            UnsupportedMediaTypeError: the server cannot read it as an image.
            BadRequestError: `resize` is too large or not positive.
        """
        ready = await prepare(source, filename)
        query: JSONObject = {"image_category": category, "is_intermediate": intermediate, "crop_visible": crop_visible}
        if (board_id := await self._boards.resolve(board)) is not None:
            query["board_id"] = board_id
        if session_id is not None:
            query["session_id"] = session_id
        fields: dict[str, str] = {}
        if metadata is not None:
            fields["metadata"] = json.dumps(metadata)
        if resize is not None:
            fields["resize_to"] = json.dumps({"width": resize[0], "height": resize[1]})
        key = (ready.digest, *query.items(), *fields.items())
        async with self._known.uploading.setdefault(key, anyio.Lock()):
            image = await self._known_upload(key) if reuse else None
            if image is None:
                image = await self._send(ready, query, fields)
                self._known.names[key] = image.image_name
        return image

    async def _known_upload(self, key: tuple[object, ...]) -> ImageHandle | None:
        name = self._known.names.get(key)
        if name is None:
            return None
        try:
            return await self.get(name)
        except NotFoundError:
            return None

    async def _send(self, ready: Upload, query: JSONObject, fields: dict[str, str]) -> ImageHandle:
        record: ImageDTO = await self._transport.upload(
            "images.upload_image",
            file=ready.file,
            filename=ready.filename,
            content_type=ready.content_type,
            fields=fields,
            **query,
        )
        return self._handle(record)
