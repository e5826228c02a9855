"""`MediaHandle`: the common base of `ImageHandle` and `VideoHandle`."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, Self, TypeVar

import anyio
from attrs import frozen

from invokeai_sdk._text import escape_control_characters
from invokeai_sdk.errors import NotFoundError, WorkflowFormatError
from invokeai_sdk.media.board_names import resolve_board_id
from invokeai_sdk.media.display import MAX_PICTURES, Picture, render_pictures
from invokeai_sdk.transport.files import resolve_target

if TYPE_CHECKING:
    import builtins
    import os
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager

    from invokeai_sdk._request import Request
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.transport.download import Download


@frozen(kw_only=True)
class OutputSource:
    """The queue item, node and field that produced an image or video.

    Attributes:
        item_id: the id of the queue item.
        node_id: the id of the node in the workflow.
        node_type: the type of the node.
        field_name: the output field of the node.
        index: the index of the iteration, from 0.
        cached: whether the server reused the output of an earlier run from its cache; None if unknown.
    """

    item_id: int
    node_id: str
    node_type: str = ""
    field_name: str = ""
    index: int = 0
    cached: bool | None = None


class Embedded(NamedTuple):
    """The workflow and the graph stored with an image or video; each is None if it is not stored.

    Attributes:
        workflow: the JSON of the workflow, which is the same for all images of a batch.
        graph: the JSON of the graph, with the values that made this image.
    """

    workflow: JSONObject | None
    graph: JSONObject | None


class MediaRecord(Protocol):
    """The attributes that the records of images and videos share, as far as handles read them."""

    @property
    def width(self) -> int:
        """The width in pixels."""

    @property
    def height(self) -> int:
        """The height in pixels."""


RecordT = TypeVar("RecordT", bound=MediaRecord)
UrlsT = TypeVar("UrlsT")


class MediaHandle(ABC, Generic[RecordT, UrlsT]):
    """A file in the server's gallery, by name. Creating a handle sends no request.

    Every method that sends a request raises `NotFoundError` if the server does not have the file, and another
    `APIError` if the request fails.

    Attributes:
        name: the server's name of the file, such as `….png`.
        record: the record that the server sent last; None before the first.
        source: the queue item and node that produced the file, if it is a result of a job.
    """

    def __init__(
        self, core: Core, name: str, *, record: RecordT | None = None, source: OutputSource | None = None
    ) -> None:
        self._core = core
        self._file_content: builtins.bytes | None = None
        self._thumbnail_content: builtins.bytes | None = None
        self.name = name
        self.record = record
        self.source = source

    @property
    def node_id(self) -> str | None:
        """The id of the workflow node that produced the file, if it is a result of a job."""
        return None if self.source is None else self.source.node_id

    async def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
        """Stream the file to disk. The file appears under its path only when it is complete.

        Args:
            path: the path to write, or a folder to save into under the server's name. A path is a folder if it exists
                as one, ends in a slash, or has no suffix. Missing folders are created.
            overwrite: whether to replace an existing file; otherwise an existing file is kept, and nothing is
                requested.

        Returns:
            The path of the file.

        Raises:
            DownloadError: the file cannot be written; no part of it is left.
            NotFoundError: the server does not have the file.
            APIError: the request failed.
        """
        target = await resolve_target(path, self.name)
        if not overwrite and await anyio.Path(target).is_file():
            return target
        return await self._core.transport.download(self._file_request(), Path(target))

    async def bytes(self) -> builtins.bytes:
        """Return the whole file."""
        return await self._core.transport.send(self._file_request())

    def stream(self) -> AbstractAsyncContextManager[Download]:
        """Open the file for reading piece by piece; leaving the block closes the connection.

        Example::

            async with image.stream() as download:
                async for chunk in download:
                    ...

        Returns:
            An async context manager of a `Download`: an async iterator of bytes that has the media type and the size.
        """
        return self._core.transport.stream(self._file_request())

    async def thumbnail(self) -> builtins.bytes:
        """Return the server's preview as a WebP file of at most 256 pixels a side; of a video, its first frame."""
        self._thumbnail_content = await self._core.transport.send(self._thumbnail_request())
        return self._thumbnail_content

    async def metadata(self) -> JSONObject | None:
        """Return the metadata stored with the file; None without metadata."""
        found = await self._core.transport.send(self._metadata_request().as_json())
        return found if isinstance(found, dict) else None

    async def workflow(self) -> JSONObject | None:
        """Return the workflow stored with the file; None without a workflow.

        All files of a batch have the same workflow; the graph of a file has the values that made it.

        Raises:
            WorkflowFormatError: what is stored is not JSON.
        """
        return self._decode(await self._fetch_embedded(), "workflow")

    async def graph(self) -> JSONObject | None:
        """Return the graph stored with the file; None without a graph.

        Raises:
            WorkflowFormatError: what is stored is not JSON.
        """
        return self._decode(await self._fetch_embedded(), "graph")

    async def embedded(self) -> Embedded:
        """Return the workflow and the graph stored with the file, in one request.

        Raises:
            WorkflowFormatError: the workflow is not JSON, or there is no workflow and the graph is not JSON.
        """
        answer = await self._fetch_embedded()
        workflow = self._decode(answer, "workflow")
        try:
            return Embedded(workflow, self._decode(answer, "graph"))
        except WorkflowFormatError:
            if workflow is None:
                raise
            return Embedded(workflow, None)

    async def urls(self) -> UrlsT:
        """Return the URLs of the file and its thumbnail, relative to the server's URL.

        Raises:
            NotFoundError: the server does not have the file. (Older servers return URLs for any name.)
        """
        return await self._core.transport.send(self._urls_request())

    async def exists(self) -> bool:
        """Return whether the server has the record and the file; the file is not downloaded."""
        try:
            await self._core.transport.send(self._head_request())
        except NotFoundError:
            return False
        return True

    async def refresh(self) -> Self:
        """Retrieve the record from the server, and return this handle."""
        self.record = await self._core.transport.send(self._record_request())
        return self

    async def update(
        self,
        *,
        category: str | None = None,
        intermediate: bool | None = None,
        starred: bool | None = None,
        session_id: str | None = None,
    ) -> Self:
        """Change the record on the server, and return this handle with the new record.

        Args:
            category: `general`, `mask`, `control`, `user` or `other`; None keeps it, as for the other arguments.
            intermediate: whether the gallery hides the file.
            starred: whether the file is starred.
            session_id: the session that the file is recorded under.

        Raises:
            BadRequestError: the server does not have the image. (For a video, the error is `NotFoundError`.)
            ValidationError: the category is unknown.
        """
        request = self._update_request(
            category=category, intermediate=intermediate, starred=starred, session_id=session_id
        )
        self.record = await self._core.transport.send(request)
        return self

    async def star(self) -> Self:
        """Star the file, and return this handle with the new record."""
        return await self.update(starred=True)

    async def unstar(self) -> Self:
        """Remove the star, and return this handle with the new record."""
        return await self.update(starred=False)

    async def move(self, board: BoardRef | None) -> None:
        """Move the file to a board. A file is on at most one board.

        Args:
            board: the handle, id or name of a board. None and the uncategorized board remove the file from its board.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
            NotFoundError: the server does not have the file, or no board has this id.
        """
        await self._core.transport.send(self._move_request(await resolve_board_id(self._core, board)))

    async def delete(self) -> None:
        """Delete the file permanently.

        Raises:
            NotFoundError: the server does not have the file (any more).
        """
        await self._core.transport.send(self._delete_request())

    async def _fetch_embedded(self) -> JSONObject:
        found = await self._core.transport.send(self._workflow_request().as_json())
        return found if isinstance(found, dict) else {}

    def _decode(self, answer: JSONObject, key: str) -> JSONObject | None:
        value = answer.get(key)
        try:
            decoded = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError) as error:
            raise WorkflowFormatError(f"the {key} stored with {self.name!r} is not JSON: {error}") from error
        return decoded if isinstance(decoded, dict) else None

    # --- The requests of one kind of media ---

    @abstractmethod
    def _file_request(self) -> Request[builtins.bytes]: ...

    @abstractmethod
    def _head_request(self) -> Request[None]: ...

    @abstractmethod
    def _thumbnail_request(self) -> Request[builtins.bytes]: ...

    @abstractmethod
    def _metadata_request(self) -> Request[object]: ...

    @abstractmethod
    def _workflow_request(self) -> Request[object]: ...

    @abstractmethod
    def _urls_request(self) -> Request[UrlsT]: ...

    @abstractmethod
    def _record_request(self) -> Request[RecordT]: ...

    @abstractmethod
    def _update_request(
        self, *, category: str | None, intermediate: bool | None, starred: bool | None, session_id: str | None
    ) -> Request[RecordT]: ...

    @abstractmethod
    def _move_request(self, board_id: str | None) -> Request[object]: ...

    @abstractmethod
    def _delete_request(self) -> Request[object]: ...

    # --- Protocols of Python and notebooks ---

    def __eq__(self, other: object) -> bool:
        return self.name == other.name if isinstance(other, type(self)) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    def __repr__(self) -> str:
        size = "" if self.record is None else f" {self.record.width}x{self.record.height}"
        node = "" if self.source is None else f" of node {self.source.node_id!r}"
        return escape_control_characters(f"<{type(self).__name__} {self.name}{size}{node}>")

    def _repr_html_(self) -> str:
        """Return HTML for a notebook: the picture, embedded if it was downloaded or the server can be reached."""
        return render_media([self])

    def _make_picture(self) -> Picture:
        return Picture(
            self._core,
            self.name,
            self._file_request(),
            self._thumbnail_request(),
            self._file_content,
            self._thumbnail_content,
        )


def render_media(items: Sequence[MediaHandle[Any, Any]]) -> str:
    """Return HTML for a notebook that shows images and videos, a limited number of them; see `render_pictures`."""
    shown = items[:MAX_PICTURES]
    pictures = [item._make_picture() for item in shown]  # noqa: SLF001 - the same module
    html = render_pictures(pictures, more=len(items) - len(shown))
    for item, picture in zip(shown, pictures, strict=True):
        item._thumbnail_content = picture.thumbnail_content  # noqa: SLF001
    return html
