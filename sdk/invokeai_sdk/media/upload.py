"""Uploads of media: the same content with the same arguments is uploaded once per client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

import anyio

from invokeai_sdk.errors import NotFoundError
from invokeai_sdk.media.handle import MediaHandle
from invokeai_sdk.media.source import open_source

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from invokeai_sdk._request import File
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.source import MediaSource

HandleT = TypeVar("HandleT", bound=MediaHandle[Any, Any])


class _UploadedNames:
    """The server's names of the files that a client and its copies have uploaded, by content and arguments."""

    def __init__(self, _: Core) -> None:
        self.names: dict[Hashable, str] = {}
        self._locks: WeakValueDictionary[Hashable, anyio.Lock] = WeakValueDictionary()

    def lock(self, key: Hashable) -> anyio.Lock:
        """Return the lock that concurrent uploads of the same content share."""
        return self._locks.setdefault(key, anyio.Lock())


async def upload_once(
    core: Core,
    source: MediaSource,
    *,
    filename: str | None,
    arguments: Hashable,
    reuse: bool,
    send: Callable[[File], Awaitable[HandleT]],
    get: Callable[[str], Awaitable[HandleT]],
) -> HandleT:
    """Upload a source, unless the same content was uploaded with the same arguments and is still on the server.

    Args:
        core: the client's core.
        source: the source.
        filename: the file name to send, instead of the name of the source.
        arguments: the kind of the upload and everything besides the content that affects its result.
        reuse: whether to return an earlier upload.
        send: uploads a file and returns its handle.
        get: returns the handle of an earlier upload with its record.

    Raises:
        OSError: a path or open file cannot be read.
        NotRegularFileError: a path is that of a folder, a device, a named pipe or a socket.
        TypeError: the source is none of the supported forms.
        APIError: a request failed.
    """
    uploaded = core.common(_UploadedNames)
    async with open_source(source, filename) as hashed:
        key = (hashed.digest, arguments)
        async with uploaded.lock(key):
            if reuse and key in uploaded.names:
                try:
                    return await get(uploaded.names[key])
                except NotFoundError:
                    pass  # deleted on the server meanwhile
            handle = await send(hashed.file)
            uploaded.names[key] = handle.name
            return handle
