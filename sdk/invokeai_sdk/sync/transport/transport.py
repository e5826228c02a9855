"""The blocking counterpart of `invokeai_sdk.transport.transport`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from invokeai_sdk._request import Request
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.sync.transport.download import SyncDownload
    from invokeai_sdk.transport.transport import T, Transport


class SyncTransport(Mirror):
    """Sends requests to one server, from one event loop.

    The functions in `invokeai_api.api` build the requests. Every request is sent with explicit timeouts and the token,
    is repeated if repeating is safe, and ends in a typed result or a typed error.

    Attributes:
        options: the address of the server, timeouts and retries.
        credentials: the token and its renewal.
    """

    _async: Transport

    @property
    def options(self) -> ClientOptions:
        """The address of the server, timeouts and retries."""
        return self._async.options

    @property
    def base_url(self) -> str:
        """The server's address, without a trailing slash."""
        return self._async.base_url

    @property
    def token(self) -> str | None:
        """The current bearer token."""
        return self._async.token

    def send(self, request: Request[T], *, timeout: float | None = None) -> T:
        """Send a request and return the result.

        Args:
            request: the request, such as `boards.get_board(board_id="…")` of `invokeai_api.api`. Files in a form are
                read in a worker thread, piece by piece.
            timeout: seconds to wait for bytes, instead of the options' `read_timeout`.

        Returns:
            What the type of the request says; `None` for an answer without a body.

        Raises:
            NotSupportedError: the server does not have the operation.
            APIStatusError: the server answered with an error status; there is a subclass for each status.
            APIConnectionError: there was no answer; `APITimeoutError` if the time ran out.
            UnexpectedResponseError: the answer is not what the API promises.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
            OSError: a file of a form cannot be read.
            ValueError: the body cannot be JSON, because of a NaN for example.
        """
        return self._call(self._async.send, request, timeout=timeout)

    def stream(self, request: Request[object], *, timeout: float | None = None) -> AbstractContextManager[SyncDownload]:
        """Send a request and read the answer piece by piece; leaving the block closes it. Raises what `send` does."""
        return self._wrapped(self._call(self._async.stream, unwrapped(request), timeout=timeout))

    def download(self, request: Request[object], path: Path, *, timeout: float | None = None) -> Path:
        """Stream an answer to a file that appears at `path` only when it is complete.

        Raises:
            DownloadError: the file cannot be written; no part of it is left.
            APIError: whatever `send` raises.
        """
        return self._call(self._async.download, unwrapped(request), path, timeout=timeout)

    def server_version(self) -> str:
        """Return the server's version, requested once for a client and its copies. Raises what `send` does."""
        return self._call(self._async.server_version)
