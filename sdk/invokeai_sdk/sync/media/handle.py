"""The blocking counterpart of `invokeai_sdk.media.handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self

from invokeai_sdk.media.handle import MediaHandle, OutputSource, RecordT, UrlsT
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    import os
    from contextlib import AbstractContextManager
    from pathlib import Path

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.sync.transport.download import SyncDownload


class SyncMediaHandle(Mirror, Generic[RecordT, UrlsT]):
    """A file in the server's gallery, by name. Creating a handle sends no request.

    Every method that sends a request raises `NotFoundError` if the server does not have the file, and another
    `APIError` if the request fails.

    Attributes:
        name: the server's name of the file, such as `….png`.
        record: the record that the server sent last; None before the first.
        source: the queue item and node that produced the file, if it is a result of a job.
    """

    _async: MediaHandle[Any, Any]

    @property
    def name(self) -> str:
        """The server's name of the file, such as `….png`."""
        return self._async.name

    @property
    def record(self) -> RecordT | None:
        """The record that the server sent last; None before the first."""
        return self._async.record

    @property
    def source(self) -> OutputSource | None:
        """The queue item and node that produced the file, if it is a result of a job."""
        return self._async.source

    @property
    def node_id(self) -> str | None:
        """The id of the workflow node that produced the file, if it is a result of a job."""
        return self._async.node_id

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = True) -> Path:
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
        return self._call(self._async.save, path, overwrite=overwrite)

    def bytes(self) -> builtins.bytes:
        """Return the whole file."""
        return self._call(self._async.bytes)

    def stream(self) -> AbstractContextManager[SyncDownload]:
        """Open the file for reading piece by piece; leaving the block closes the connection.

        Example::

            with image.stream() as download:
                for chunk in download:
                    ...

        Returns:
            A context manager of a `Download`: an iterator of bytes that has the media type and the size.
        """
        return self._wrapped(self._call(self._async.stream))

    def thumbnail(self) -> builtins.bytes:
        """Return the server's preview as a WebP file of at most 256 pixels a side; of a video, its first frame."""
        return self._call(self._async.thumbnail)

    def metadata(self) -> JSONObject | None:
        """Return the metadata stored with the file; None without metadata."""
        return self._call(self._async.metadata)

    def workflow(self) -> JSONObject | None:
        """Return the workflow stored with the file; None without a workflow."""
        return self._call(self._async.workflow)

    def graph(self) -> JSONObject | None:
        """Return the graph stored with the file; None without a graph."""
        return self._call(self._async.graph)

    def urls(self) -> UrlsT:
        """Return the URLs of the file and its thumbnail, relative to the server's URL.

        Raises:
            NotFoundError: the server does not have the file. (Older servers return URLs for any name.)
        """
        return self._call(self._async.urls)

    def exists(self) -> bool:
        """Return whether the server has the record and the file; the file is not downloaded."""
        return self._call(self._async.exists)

    def refresh(self) -> Self:
        """Retrieve the record from the server, and return this handle."""
        return self._wrapped(self._call(self._async.refresh))

    def update(
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
        return self._wrapped(
            self._call(
                self._async.update, category=category, intermediate=intermediate, starred=starred, session_id=session_id
            )
        )

    def star(self) -> Self:
        """Star the file, and return this handle with the new record."""
        return self._wrapped(self._call(self._async.star))

    def unstar(self) -> Self:
        """Remove the star, and return this handle with the new record."""
        return self._wrapped(self._call(self._async.unstar))

    def move(self, board: BoardRef | None) -> None:
        """Move the file to a board. A file is on at most one board.

        Args:
            board: the handle, id or name of a board. None and the uncategorized board remove the file from its board.

        Raises:
            BoardNotFoundError: no board has this name.
            AmbiguousBoardError: several boards have this name.
            NotFoundError: the server does not have the file, or no board has this id.
        """
        self._call(self._async.move, board)

    def delete(self) -> None:
        """Delete the file permanently.

        Raises:
            NotFoundError: the server does not have the file (any more).
        """
        self._call(self._async.delete)

    def _repr_html_(self) -> str:
        return self._call(self._async._repr_html_)
