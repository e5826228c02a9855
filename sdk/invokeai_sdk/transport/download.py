"""`Download`: an answer whose body is read piece by piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self, cast

from invokeai_sdk.transport.answers import make_unexpected_error
from invokeai_sdk.transport.http import RequestError, media_type

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from invokeai_sdk.transport.http import HTTP, Response


class Download:
    """The body of an answer; iterate over it once to get its bytes.

    Attributes:
        content_type: the media type, or an empty string.
        size: the length in bytes, if the server sent it.
    """

    def __init__(self, http: HTTP, response: Response, limit: int) -> None:
        self._http = http
        self._limit = limit
        self._received = 0
        self._response = response
        # Not an async generator of our own: an unfinished generator would be finalized at an unknown time.
        self._chunks = cast("AsyncGenerator[bytes, None]", response.aiter_bytes())
        self.content_type: str = media_type(response)
        length = response.headers.get("content-length", "")
        encoded = "content-encoding" in response.headers
        self.size: int | None = int(length) if re.fullmatch(r"[0-9]{1,18}", length) and not encoded else None

    def __repr__(self) -> str:
        size = "of unknown size" if self.size is None else f"of {self.size} bytes"
        return f"<Download {self.content_type or 'of unknown type'} {size}>"

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """Return the next bytes of the body.

        Raises:
            APIConnectionError: the connection broke, or the body ended early.
            APITimeoutError: no bytes arrived in time.
            UnexpectedResponseError: the body is larger than `max_download_bytes`.
        """
        try:
            chunk = await anext(self._chunks)
        except RequestError as error:
            request = self._response.request
            raise self._http.to_error(error, request.method, request.url.path) from error
        self._received += len(chunk)
        if self._received > self._limit:
            why = f"a file of more than {self._limit} bytes (max_download_bytes)"
            raise make_unexpected_error(why, self._response, b"")
        return chunk

    async def read(self) -> bytes:
        """Return the whole body. Raises what iterating does."""
        return b"".join([chunk async for chunk in self])

    async def aclose(self) -> None:
        """Stop reading; the block that opened the download does this."""
        await self._chunks.aclose()
