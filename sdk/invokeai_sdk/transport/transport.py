"""`Transport`: every call to the server meets here."""

from __future__ import annotations

import copy
import logging
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import anyio

from invokeai_sdk.errors import APIConnectionError, APIError, APIStatusError
from invokeai_sdk.transport.auth import Credentials
from invokeai_sdk.transport.call import Form, Operation, build_request, operation
from invokeai_sdk.transport.decode import HTML, WEB_PAGE, decoded, json_of, problem_of, unexpected, without_body
from invokeai_sdk.transport.download import Download
from invokeai_sdk.transport.files import write_whole
from invokeai_sdk.transport.http import HTTP, RequestError, Timeouts
from invokeai_sdk.transport.retry import Failure, repeatable, retry_delay
from invokeai_sdk.transport.uploads import readable

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.transport.http import AsyncClient, Response

log = logging.getLogger("invokeai_sdk.http")


class Transport:
    """Calls the operations of one server, by name, from one event loop.

    Names are those of the generated bindings, such as `queue.enqueue_batch`. Every call has explicit timeouts,
    is repeated if it safely can be, carries the token, and ends in a decoded answer or a typed error.

    Attributes:
        options: where the server is, and how to talk to it.
        credentials: the token, how it is renewed.
    """

    def __init__(self, options: ClientOptions, *, http: AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: where the server is, and how to talk to it.
            http: an httpx client of your own; it is not closed here.
        """
        self.options = options
        self.credentials: Credentials = Credentials(options.token)
        self._http = HTTP(options, http)
        self._is_copy = False
        self._own_timeouts = http is None

    def __repr__(self) -> str:
        return f"<Transport {self.options.url}>"

    async def __aenter__(self) -> Self:
        self._http.check()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def with_options(self, options: ClientOptions) -> Transport:
        """Return a copy with other timeouts or retries that shares the connections and the token.

        It is closed with the one it came from; closing the copy itself does nothing.

        Args:
            options: the copy's; where the server is, and how to trust it, is as in these.
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

    async def call(self, name: str, /, *, timeout: float | None = None, **args: Any) -> Any:
        """Call an operation and return its decoded answer.

        Args:
            name: the operation.
            timeout: seconds to wait for bytes, instead of the options' `read_timeout`.
            **args: the operation's parameters. A `body` may be plain JSON, sent as it is, or a generated model.

        Returns:
            A generated model, a list of them, JSON, text, bytes, or None where the answer has no body.

        Raises:
            UnknownOperationError: the bindings have no such operation.
            APIStatusError: the server answered with an error, as the subclass for its status.
            APIConnectionError: no answer came, `APITimeoutError` if not in time.
            UnexpectedResponseError: an answer that is not what the API promises.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        wanted = operation(name)
        return decoded(wanted, await self._answer(wanted, args, timeout=timeout))

    async def raw(self, name: str, /, *, timeout: float | None = None, **args: Any) -> JSONValue:
        """Call an operation and return the JSON of its answer as the server sent it. Raises what `call` does."""
        wanted = operation(name)
        response = await self._answer(wanted, args, timeout=timeout)
        return None if without_body(response) else json_of(response)

    async def get_json(self, path: str, *, timeout: float | None = None) -> Any:
        """Get JSON that the API does not list, such as `openapi.json`. Raises what `call` does."""
        wanted = _plain_get(f"/{path.lstrip('/')}")
        return json_of(await self._answer(wanted, {}, timeout=timeout))

    async def upload(
        self,
        name: str,
        /,
        *,
        file: bytes | Path | BinaryIO | AsyncIterable[bytes] | None,
        filename: str,
        content_type: str | None = None,
        field: str = "file",
        fields: Mapping[str, str | None] | None = None,
        timeout: float | None = None,
        **args: Any,
    ) -> Any:
        """Call an operation that takes a multipart form.

        Files are read in a worker thread, piece by piece; what can be read only once, an async iterator
        or a pipe, is spooled first, because a form may have to be sent again. A file given open is sent from its
        start, and stays open.

        Args:
            name: the operation.
            file: what to send, or None if the form goes without.
            filename: what to call it.
            content_type: its media type, such as `image/png`.
            field: the form's name for the file.
            fields: the other parts of the form; a None is left out.
            timeout: seconds to wait for bytes.
            **args: the operation's other parameters.

        Returns:
            The decoded answer.

        Raises:
            OSError: the file cannot be read.
            APIError: whatever `call` raises.
        """
        wanted = operation(name)
        parts: list[tuple[str, Any]] = [
            (key, (None, value.encode(), "text/plain")) for key, value in (fields or {}).items() if value is not None
        ]
        async with readable(file) as content:
            if content is not None:
                parts.append((field, (filename, content, content_type)))
            response = await self._answer(wanted, {**args, "body": Form(parts)}, timeout=timeout)
        return decoded(wanted, response)

    @asynccontextmanager
    async def stream(self, name: str, /, *, timeout: float | None = None, **args: Any) -> AsyncIterator[Download]:
        """Open an answer for reading piece by piece; leaving the block closes it. Raises what `call` does."""
        wanted = operation(name)
        async with self._http.streams:
            response = await self._answer(wanted, args, timeout=timeout, stream=True)
            answer = Download(self._http, response)
            try:
                if answer.content_type == HTML and wanted.answer != "text":
                    raise unexpected(WEB_PAGE, response, await answer.read())
                yield answer
            finally:
                with anyio.CancelScope(shield=True):
                    await answer.aclose()
                    await response.aclose()

    async def download(self, name: str, path: Path, /, *, timeout: float | None = None, **args: Any) -> Path:
        """Stream an answer to a file that appears at `path` only when it is complete.

        Raises:
            DownloadError: the file cannot be written; nothing of it is left.
            APIError: whatever `call` raises.
        """
        attempt = 0
        while True:
            attempt += 1
            async with self.stream(name, timeout=timeout, **args) as answer:
                try:
                    return await write_whole(answer, path)
                except APIConnectionError as error:  # halfway; the start has retries of its own
                    broken = error
            await self._pause(broken, Failure(), attempt=attempt, repeatable=repeatable(name, "GET"))

    async def aclose(self) -> None:
        """Close the connections. Calling it again does nothing."""
        if not self._is_copy:
            await self._http.aclose()

    async def _answer(
        self, wanted: Operation, args: Mapping[str, Any], *, timeout: float | None, stream: bool = False
    ) -> Response:
        """Send a request until it is answered well, or trying again would not help."""
        request = build_request(wanted, args)
        method: str = request["method"]
        attempt = 0
        renewed = False
        while True:
            attempt += 1
            token = self.credentials.token
            problem: APIError
            try:
                response = await self._http.send(
                    method,
                    request["url"],
                    params=request.get("params"),
                    json=request.get("json"),
                    files=request.get("files"),
                    headers=self.credentials.headers(),
                    timeouts=self._timeouts(timeout),
                    stream=stream,
                )
                self.credentials.observe(token, response.headers)
                if response.is_success:
                    return response
                problem, failure = await self._failed(response)
            except APIConnectionError as error:
                problem, failure = error, Failure()
            if failure.status == HTTPStatus.UNAUTHORIZED and not renewed and await self.credentials.renew(token):
                renewed = True
                attempt -= 1
                continue
            await self._pause(problem, failure, attempt=attempt, repeatable=repeatable(wanted.name, method))

    def _timeouts(self, seconds: float | None) -> Timeouts | None:
        """Return a call's timeouts; None leaves them to an httpx client of the user's own."""
        if seconds is not None:
            return Timeouts(min(seconds, self.options.connect_timeout), seconds)
        return _timeouts(self.options) if self._own_timeouts else None

    async def _pause(self, problem: APIError, failure: Failure, *, attempt: int, repeatable: bool) -> None:
        """Wait until the next try is due, or raise the problem if there is to be none."""
        delay = retry_delay(failure, attempt=attempt, retries=self.options.retries, repeatable=repeatable)
        if delay is None:
            raise problem
        log.info("%s; trying again in %.1f s", problem, delay)
        await anyio.sleep(delay)

    async def _failed(self, response: Response) -> tuple[APIError, Failure]:
        """Read an answer that is not a success, and say what it means."""
        try:
            content = await response.aread()
        except RequestError as error:
            raise self._http.explained(error, response.request.method, response.request.url.path) from error
        finally:
            with anyio.CancelScope(shield=True):
                await response.aclose()
                if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
                    await self._http.forget_connection(response)
        problem = problem_of(response, content)
        detail = str(problem.detail) if isinstance(problem, APIStatusError) else ""
        return problem, Failure(response.status_code, detail, response.headers.get("retry-after"))


def _plain_get(path: str) -> Operation:
    return Operation(path, "json", (), lambda: {"method": "GET", "url": path}, lambda **_: None)


def _timeouts(options: ClientOptions) -> Timeouts:
    return Timeouts(options.connect_timeout, options.read_timeout)
