"""`ImageHandle`: an image on the server, by its name."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from urllib.parse import quote

import anyio
from attrs import frozen
from invokeai_api import api

from invokeai_sdk.jobs.pictures import open_image
from invokeai_sdk.transport.files import resolve_target

Content: TypeAlias = bytes
"""A file's bytes; `bytes` is a method's name below."""

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from invokeai_api.models.image_dto import ImageDTO
    from PIL.Image import Image

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core


@frozen(kw_only=True)
class ImageSource:
    """Where an image came from.

    Attributes:
        item_id: the queue item that put it out.
        node_id: the node of the workflow.
        node_type: its type.
        field_name: the output's field.
        index: which round of an iteration, from 0.
        cached: whether the server took it from its cache, so that an earlier run made it; None if not known.
    """

    item_id: int
    node_id: str
    node_type: str = ""
    field_name: str = ""
    index: int = 0
    cached: bool | None = None


class HasBoardId(Protocol):
    """A board's handle, as far as an image is concerned."""

    board_id: str


class ImageHandle:
    """An image on the server: its name, and what can be done with it. Making one does no I/O.

    Attributes:
        name: its name on the server, such as `….png`.
        record: what the server knows of it, if it was fetched.
        source: the job and node it came from, if it is a result.
    """

    def __init__(
        self, core: Core, name: str, *, record: ImageDTO | None = None, source: ImageSource | None = None
    ) -> None:
        self._core = core
        self.name = name
        self.record = record
        self.source = source
        self._content: bytes | None = None

    @property
    def image_name(self) -> str:
        """The name, as the server's fields call it."""
        return self.name

    @property
    def node_id(self) -> str | None:
        """The node of the workflow that it came from, if it is a result."""
        return None if self.source is None else self.source.node_id

    async def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
        """Stream the image to disk; the file appears when it is complete.

        Args:
            path: the file, or a folder to save under the server's name: one that exists, or whose name ends in a
                slash or has no suffix. Missing folders are made.
            overwrite: whether to replace a file that is there; if not, it is taken for this image and left.

        Returns:
            The file.

        Raises:
            DownloadError: it cannot be written; nothing is left of it.
            NotFoundError: the server has no such image.
            APIError: the server could not be asked.
        """
        target = await resolve_target(path, self.name)
        if not overwrite and await anyio.Path(target).is_file():
            return target
        return await self._core.transport.download(api.images.get_image_full(image_name=self.name), Path(target))

    async def bytes(self) -> bytes:
        """Return the image file, and keep it for display in a notebook. Raises what `save` does, but for the disk."""
        if self._content is None:
            content: bytes = await self._core.transport.send(api.images.get_image_full(image_name=self.name))
            self._content = content
        return self._content

    async def thumbnail(self) -> Content:
        """Return the server's small version of the image, a WebP file of at most 256 pixels a side."""
        content: Content = await self._core.transport.send(api.images.get_image_thumbnail(image_name=self.name))
        return content

    async def pil(self) -> Image:
        """Return the image as Pillow's.

        Raises:
            MissingExtraError: Pillow is not installed.
            APIError: the image cannot be fetched.
        """
        return open_image(await self.bytes(), "ImageHandle.pil()")

    async def metadata(self) -> JSONObject | None:
        """Return the metadata saved with the image; None if there is none."""
        found = await self._core.transport.send(api.images.get_image_metadata(image_name=self.name).as_json())
        return found if isinstance(found, dict) else None

    async def workflow(self) -> JSONObject | None:
        """Return the workflow embedded in the image; None if there is none."""
        return await self._embedded("workflow")

    async def graph(self) -> JSONObject | None:
        """Return the graph embedded in the image; None if there is none."""
        return await self._embedded("graph")

    async def refresh(self) -> ImageHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the image is gone.
        """
        self.record = await self._core.transport.send(api.images.get_image_dto(image_name=self.name))
        return self

    async def star(self) -> ImageHandle:
        """Star the image, and return this handle with its new record."""
        return await self._starred(True)

    async def unstar(self) -> ImageHandle:
        """Take the star off the image, and return this handle with its new record."""
        return await self._starred(False)

    async def move(self, board: HasBoardId | str | None) -> None:
        """Put the image on a board, off whichever it was on.

        Args:
            board: a board's handle or id; `None` takes the image off any board. `client.images.move` takes names, too.

        Raises:
            NotFoundError: there is no such board.
        """
        board_id = board if board is None or isinstance(board, str) else board.board_id
        if board_id is None or board_id == "none":
            await self._core.transport.send(api.boards.remove_image_from_board(body={"image_name": self.name}))
        else:
            body = {"image_name": self.name, "board_id": board_id}
            await self._core.transport.send(api.boards.add_image_to_board(body=body))

    async def delete(self) -> None:
        """Delete the image for good.

        Raises:
            NotFoundError: it is gone already.
        """
        await self._core.transport.send(api.images.delete_image(image_name=self.name))

    async def _starred(self, starred: bool) -> ImageHandle:
        self.record = await self._core.transport.send(
            api.images.update_image(image_name=self.name, body={"starred": starred})
        )
        return self

    async def _embedded(self, key: str) -> JSONObject | None:
        found = await self._core.transport.send(api.images.get_image_workflow(image_name=self.name).as_json())
        value = found.get(key) if isinstance(found, dict) else None
        decoded = json.loads(value) if isinstance(value, str) else value
        return decoded if isinstance(decoded, dict) else None

    def __eq__(self, other: object) -> bool:
        return self.name == other.name if isinstance(other, ImageHandle) else NotImplemented

    def __hash__(self) -> int:
        return hash((ImageHandle, self.name))

    def __repr__(self) -> str:
        size = "" if self.record is None else f" {self.record.width}x{self.record.height}"
        node = "" if self.source is None else f" of node {self.source.node_id!r}"
        return f"<ImageHandle {self.name}{size}{node}>"

    def _repr_png_(self) -> Content | None:
        return self._content if self._content and self._content.startswith(b"\x89PNG") else None

    def _repr_html_(self) -> str:
        base = escape(f"{self._core.transport.base_url}/api/v1/images/i/{quote(self.name, safe='')}")
        return f'<a href="{base}/full"><img src="{base}/thumbnail" alt="{escape(self.name)}"></a>'


async def fetch_records(core: Core, names: Sequence[str]) -> dict[str, ImageDTO]:
    """Return what the server knows of some images, by name; those it does not have are missing.

    Args:
        core: the client.
        names: the images, in any number.
    """
    records: dict[str, Any] = {}
    for piece in _pieces(list(dict.fromkeys(names)), 500):
        found = await core.transport.send(api.images.get_images_by_names(body={"image_names": piece}))
        records.update({record.image_name: record for record in found})
    return records


def _pieces(names: list[str], size: int) -> Iterable[list[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))
