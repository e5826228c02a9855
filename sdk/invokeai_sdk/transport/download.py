"""An answer read piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.transport.http import RequestError, connection_error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from invokeai_sdk.transport.http import Response


class Download:
    """A body on its way; iterate over it for its bytes, once.

    Attributes:
        content_type: its media type, or an empty string.
        size: its length in bytes, if the server told.
    """

    def __init__(self, response: Response) -> None:
        self._response = response
        self.content_type = str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
        length = response.headers.get("content-length", "")
        encoded = "content-encoding" in response.headers
        self.size = int(length) if length.isdigit() and not encoded else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body's bytes as they come.

        Raises:
            APIConnectionError: the connection broke, or the body ended too soon.
            APITimeoutError: nothing came in time.
        """
        request = self._response.request
        try:
            async for chunk in self._response.aiter_bytes():
                yield chunk
        except RequestError as error:
            raise connection_error(error, request.method, str(request.url.copy_with(query=None))) from error

    async def read(self) -> bytes:
        """Return the whole body."""
        return b"".join([chunk async for chunk in self])
