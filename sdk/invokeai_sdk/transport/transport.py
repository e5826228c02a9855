"""`Transport`: sends every request to the server."""

from __future__ import annotations

import asyncio
import copy
import logging
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Self, TypeVar

import anyio
from invokeai_api.api import app

from invokeai_sdk.errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    NotSupportedError,
    UnexpectedResponseError,
)
from invokeai_sdk.transport.answers import (
    HTML,
    MAX_ERROR_BYTES,
    WEB_PAGE,
    make_status_error,
    make_unexpected_error,
    read_answer,
)
from invokeai_sdk.transport.auth import Credentials
from invokeai_sdk.transport.download import Download
from invokeai_sdk.transport.files import write_whole
from invokeai_sdk.transport.forms import open_form
from invokeai_sdk.transport.http import HTTP, Timeouts
from invokeai_sdk.transport.retry import Failure, is_repeatable, retry_delay
from invokeai_sdk.transport.unsupported import is_older, load_since, may_be_unsupported, proves_missing_route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from types import TracebackType

    from invokeai_sdk._request import Request
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.transport.forms import Part
    from invokeai_sdk.transport.http import AsyncClient, Response

T = TypeVar("T")

_logger = logging.getLogger("invokeai_sdk.http")


class Transport:
    """Sends requests to one server, from one event loop.

    The functions in `invokeai_api.api` build the requests. Every request is sent with explicit timeouts and the token,
    is repeated if repeating is safe, and ends in a typed result or a typed error.

    Attributes:
        options: the address of the server, timeouts and retries.
        credentials: the token and its renewal.
    """

    def __init__(self, options: ClientOptions, *, http: AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: the address of the server, timeouts and retries.
            http: an httpx client of your own; it is not closed here.
        """
        self.options = options
        self.credentials: Credentials = Credentials(options.token)
        self._http = HTTP(options, http)
        self._is_copy = False
        self._own_timeouts = http is None
        self._server_version: list[str] = []  # one list for all copies

    def __repr__(self) -> str:
        return f"<Transport {self.options.url}>"

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def with_options(self, options: ClientOptions) -> Transport:
        """Return a copy with other timeouts or retries that shares the connections and the token.

        The copy is closed with the original; closing the copy itself does nothing.

        Args:
            options: the options of the copy, with the same server address and TLS settings.
        """
        other = copy.copy(self)
        other.options = options
        other._is_copy = True  # noqa: SLF001 - its own class
        if _timeouts(options) != _timeouts(self.options):
            other._own_timeouts = True  # noqa: SLF001
        return other

    @property
    def base_url(self) -> str:
        """The server's address, without a trailing slash."""
        return self.options.url

    @property
    def token(self) -> str | None:
        """The current bearer token."""
        return self.credentials.token

    @property
    def is_closed(self) -> bool:
        """Whether the client was closed."""
        return self._http.is_closed

    def check(self) -> None:
        """Check that the client is open and used in its own event loop.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop, or no asyncio loop is running.
        """
        self._http.check()

    async def open(self) -> None:
        """Prepare for the first call in a worker thread; otherwise the first call does this. Nothing is connected.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        await self._http.open()

    async def send(self, request: Request[T], *, timeout: float | None = None) -> T:
        """Send a request and return the result.

        Args:
            request: the request, such as `boards.get_board(board_id="…")` of `invokeai_api.api`. Files in a form are
                read in a worker thread, piece by piece.
            timeout: seconds to wait for bytes, instead of the options' `read_timeout`.

        Returns:
            The answer, of the request's type; `None` for an answer without a body.

        Raises:
            NotSupportedError: the server does not have the operation.
            APIStatusError: the server answered with an error status; there is a subclass for each status.
            APIConnectionError: there was no answer; `APITimeoutError` if a timeout expired.
            UnexpectedResponseError: the answer is not what the API promises.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
            OSError: a file of a form cannot be read.
            ValueError: the body cannot be JSON, because of a NaN for example.
        """
        limit = max(timeout or 0, self.options.call_timeout)
        try:
            async with asyncio.timeout(limit) as deadline, self._http.calls:
                response = await self._exchange(request, timeout=timeout)
                content, exceeds = await self._http.read_body(response, self.options.max_answer_bytes)
        except TimeoutError as error:
            if not deadline.expired():
                raise
            message = f"{request.method} {self._url(request)}: not completed within {limit:g} s (call_timeout)"
            raise APITimeoutError(message, method=request.method, url=self._url(request), sent=True) from error
        try:
            if exceeds:
                raise make_unexpected_error(
                    f"a body of more than {len(content)} bytes (max_answer_bytes)", response, content
                )
            return read_answer(request, response, content)
        except UnexpectedResponseError as error:
            await self._raise_if_unsupported(request.operation, error)
            raise

    @asynccontextmanager
    async def stream(self, request: Request[object], *, timeout: float | None = None) -> AsyncIterator[Download]:
        """Send a request and read the answer piece by piece; leaving the block closes it. Raises what `send` does."""
        async with self._http.streams:
            response = await self._exchange(request, timeout=timeout)
            download = Download(self._http, response, self.options.max_download_bytes)
            try:
                if download.content_type == HTML and request.answer != "text":
                    content, _ = await self._http.read_body(response, MAX_ERROR_BYTES)
                    page = make_unexpected_error(WEB_PAGE, response, content)
                    await self._raise_if_unsupported(request.operation, page)
                    raise page
                yield download
            finally:
                with anyio.CancelScope(shield=True):
                    await download.aclose()
                    await response.aclose()

    async def download(self, request: Request[object], path: Path, *, timeout: float | None = None) -> Path:
        """Stream an answer to a file that appears at `path` only when it is complete.

        Raises:
            DownloadError: the file cannot be written; no part of it is left.
            APIError: whatever `send` raises.
        """
        attempt = 0
        while True:
            attempt += 1
            async with self.stream(request, timeout=timeout) as download:
                try:
                    return await write_whole(download, path)
                except APIConnectionError as error:  # in mid-body; before it, `stream` has retries of its own
                    broken = error
            await self._pause(
                broken, Failure(), attempt=attempt, repeatable=is_repeatable(request.operation, request.method)
            )

    async def server_version(self) -> str:
        """Return the server's version, requested once for a client and its copies. Raises what `send` does."""
        if not self._server_version:
            self._server_version.append((await self.send(app.app_version())).version)
        return self._server_version[0]

    async def aclose(self) -> None:
        """Close the connections. Calling it again does nothing."""
        if not self._is_copy:
            await self._http.aclose()

    async def _exchange(self, request: Request[object], *, timeout: float | None) -> Response:
        """Send a request until the answer is a success, or sending it again would not help; the body is not read."""
        if request.form is None:
            return await self._send_until_answered(request, None, timeout=timeout)
        async with open_form(request.form) as form:
            return await self._send_until_answered(request, form, timeout=timeout)

    async def _send_until_answered(
        self, request: Request[object], form: list[Part] | None, *, timeout: float | None
    ) -> Response:
        attempt = 0
        renewed = False
        while True:
            attempt += 1
            token = self.credentials.token
            problem: APIError
            try:
                response = await self._http.send(
                    request.method,
                    request.path,
                    params=request.params or None,  # httpx rebuilds the URL even for an empty query
                    json=request.json,
                    files=form,
                    headers=self.credentials.headers(),
                    timeouts=self._timeouts(timeout),
                )
                self.credentials.observe(token, response.headers)
                if response.is_success:
                    return response
                problem, failure = await self._read_failure(response)
            except APIConnectionError as error:
                problem, failure = error, Failure()
            if failure.status == HTTPStatus.UNAUTHORIZED and not renewed and await self.credentials.renew(token):
                renewed = True
                attempt -= 1
                continue
            if isinstance(problem, (APIStatusError, UnexpectedResponseError)):
                await self._raise_if_unsupported(request.operation, problem)
            repeatable = is_repeatable(request.operation, request.method)
            await self._pause(problem, failure, attempt=attempt, repeatable=repeatable)

    def _url(self, request: Request[object]) -> str:
        return f"{self.options.url}{request.path}"

    def _timeouts(self, seconds: float | None) -> Timeouts | None:
        """Return a call's timeouts; None leaves them to an httpx client of the user's own."""
        if seconds is not None:
            return Timeouts(min(seconds, self.options.connect_timeout), seconds)
        return _timeouts(self.options) if self._own_timeouts else None

    async def _pause(self, problem: APIError, failure: Failure, *, attempt: int, repeatable: bool) -> None:
        """Wait until the next attempt is due, or raise the problem if no further attempt is due."""
        delay = retry_delay(failure, attempt=attempt, retries=self.options.retries, repeatable=repeatable)
        if delay is None:
            raise problem
        _logger.info("%s; trying again in %.1f s", problem, delay)
        await anyio.sleep(delay)

    async def _read_failure(self, response: Response) -> tuple[APIError, Failure]:
        """Read an answer that is not a success."""
        try:
            content, _ = await self._http.read_body(response, MAX_ERROR_BYTES)
        finally:
            if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
                with anyio.CancelScope(shield=True):
                    await self._http.forget_connection(response)
        problem = make_status_error(response, content)
        detail = str(problem.detail) if isinstance(problem, APIStatusError) else ""
        return problem, Failure(response.status_code, detail, response.headers.get("retry-after"))

    async def _raise_if_unsupported(self, operation: str, error: APIStatusError | UnexpectedResponseError) -> None:
        """Raise `NotSupportedError` if an error means that the server does not have the operation."""
        if operation == app.app_version().operation or not may_be_unsupported(operation, error):
            return
        try:
            version = await self.server_version()
        except APIError:
            return  # the original error describes the server's state better
        since = load_since().get(operation)
        if proves_missing_route(error) or (since is not None and is_older(version, since)):
            raise NotSupportedError(operation, server_version=version, since=since) from error


def _timeouts(options: ClientOptions) -> Timeouts:
    return Timeouts(options.connect_timeout, options.read_timeout)
