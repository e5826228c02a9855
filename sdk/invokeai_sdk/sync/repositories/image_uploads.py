"""The blocking counterpart of `invokeai_sdk.repositories.image_uploads`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import unwrapped
from invokeai_sdk.sync.repositories.image_listing import SyncImageListing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.jobs.images import ImageHandle

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.repositories.image_uploads import ImageUploads
    from invokeai_sdk.repositories.uploads import ImageSource
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef


class SyncImageUploads(SyncImageListing):
    """Uploading images, and remembering which content the server has already."""

    _async: ImageUploads

    def upload(
        self,
        source: ImageSource,
        *,
        filename: str | None = None,
        board: SyncBoardRef | None = None,
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
            source: a path, bytes, a file opened with `"rb"`, a Pillow image, or an iterator of bytes. The
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
        return self._call(
            self._async.upload,
            source,
            filename=filename,
            board=unwrapped(board),
            category=category,
            intermediate=intermediate,
            metadata=metadata,
            resize=resize,
            crop_visible=crop_visible,
            session_id=session_id,
            reuse=reuse,
        )
