"""An answer read piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

from invokeai_sdk.transport.http import RequestError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from invokeai_sdk.transport.http import HTTP, Response


class Download:
    """A body on its way; iterate over it for its bytes, once.

    Attributes:
        content_type: its media type, or an empty string.
        size: its length in bytes, if the server told.
    """

    def __init__(self, http: HTTP, response: Response) -> None:
        self._http = http
        self._request = response.request
        # Not an async generator of our own: one that is left half-read would be cleaned up who knows when.
        self._chunks = cast("AsyncGenerator[bytes, None]", response.aiter_bytes())
        self.content_type: str = media_type(response)
        length = response.headers.get("content-length", "")
        encoded = "content-encoding" in response.headers
        self.size: int | None = int(length) if length.isdigit() and not encoded else None

    def __repr__(self) -> str:
        size = "of unknown size" if self.size is None else f"of {self.size} bytes"
        return f"<Download {self.content_type or 'of unknown type'} {size}>"

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """Return the next of the body's bytes.

        Raises:
            APIConnectionError: the connection broke, or the body ended too soon.
            APITimeoutError: nothing came in time.
        """
        try:
            return await anext(self._chunks)
        except RequestError as error:
            raise self._http.explained(error, self._request.method, self._request.url.path) from error

    async def read(self) -> bytes:
        """Return the whole body. Raises what iterating does."""
        return b"".join([chunk async for chunk in self])

    async def aclose(self) -> None:
        """Stop reading; the block that opened the download does this."""
        await self._chunks.aclose()


def media_type(response: Response) -> str:
    """Return what an answer says it is, without parameters such as the charset."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
