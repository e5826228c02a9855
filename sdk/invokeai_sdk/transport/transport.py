"""`Transport`: every call to the server meets here."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

import anyio

from invokeai_sdk.errors import APIConnectionError, APIError
from invokeai_sdk.transport.auth import Credentials
from invokeai_sdk.transport.call import Form, Operation, build_request, operation, parse_json
from invokeai_sdk.transport.download import Download, media_type
from invokeai_sdk.transport.failures import status_error, unexpected_answer
from invokeai_sdk.transport.files import write_whole
from invokeai_sdk.transport.http import HTTP, RequestError
from invokeai_sdk.transport.retry import Failure, repeatable, retry_delay
from invokeai_sdk.transport.uploads import readable

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.errors import UnexpectedResponseError
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.transport.http import AsyncClient, Response

log = logging.getLogger("invokeai_sdk.http")

_HTML: Final = "text/html"
_WEB_PAGE: Final = (
    "a web page; InvokeAI's web interface answers so to paths it does not know:"
    " is the URL the server's own, sub-path included, and is the server recent enough for this call?"
)


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

    def __repr__(self) -> str:
        return f"<Transport {self.options.url}>"

    async def __aenter__(self) -> Self:
        self._http.check()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

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
        return self._decoded(wanted, await self._answer(wanted, args, timeout=timeout))

    async def raw(self, name: str, /, *, timeout: float | None = None, **args: Any) -> JSONValue:
        """Call an operation and return the JSON of its answer as the server sent it. Raises what `call` does."""
        wanted = operation(name)
        response = await self._answer(wanted, args, timeout=timeout)
        return None if _without_body(response) else self._json(response)

    async def get_json(self, path: str, *, timeout: float | None = None) -> Any:
        """Get JSON that the API does not list, such as `openapi.json`. Raises what `call` does."""
        wanted = _plain_get(f"/{path.lstrip('/')}")
        return self._json(await self._answer(wanted, {}, timeout=timeout))

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
        return self._decoded(wanted, response)

    @asynccontextmanager
    async def stream(self, name: str, /, *, timeout: float | None = None, **args: Any) -> AsyncIterator[Download]:
        """Open an answer for reading piece by piece; leaving the block closes it. Raises what `call` does."""
        wanted = operation(name)
        async with self._http.streams:
            response = await self._answer(wanted, args, timeout=timeout, stream=True)
            answer = Download(self._http, response)
            try:
                if answer.content_type == _HTML and wanted.answer != "text":
                    raise _unexpected(_WEB_PAGE, response, await answer.read())
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
                    timeout=timeout,
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
        if response.is_redirect:
            target = str(response.headers.get("location", "")).partition("?")[0]
            why = f"a redirect to {target!r}, which is not followed so that no token goes astray; give that URL instead"
            return _unexpected(why, response, content), Failure(response.status_code)
        problem = status_error(
            method=response.request.method,
            url=_shown(response),
            status=response.status_code,
            content_type=media_type(response),
            content=content,
        )
        return problem, Failure(response.status_code, str(problem.detail), response.headers.get("retry-after"))

    def _decoded(self, wanted: Operation, response: Response) -> Any:
        """Return what an answer means to the one who called the operation."""
        if wanted.answer == "text":
            return response.text
        if media_type(response) == _HTML:
            raise _unexpected(_WEB_PAGE, response, response.content)
        if wanted.answer == "nothing" or _without_body(response):
            return None
        if wanted.answer == "bytes":
            return response.content
        data = self._json(response)
        if data is None:
            return None
        try:
            return parse_json(wanted, response.status_code, data)
        except Exception as error:  # whatever the generated code trips over
            why = f"JSON that these bindings cannot read ({type(error).__name__}: {error}); Transport.raw() still can"
            raise _unexpected(why, response, response.content) from error

    def _json(self, response: Response) -> Any:
        kind = media_type(response)
        if kind == _HTML:
            raise _unexpected(_WEB_PAGE, response, response.content)
        try:
            return response.json()
        except (ValueError, RecursionError) as error:
            if response.content:
                why = f"a body that is not the JSON that is due ({kind or 'of no media type'}): {error}"
            else:
                why = "an empty body where JSON is due"
            raise _unexpected(why, response, response.content) from error


def _plain_get(path: str) -> Operation:
    return Operation(path, "json", (), lambda: {"method": "GET", "url": path}, lambda **_: None)


def _without_body(response: Response) -> bool:
    return response.status_code == HTTPStatus.NO_CONTENT or response.request.method == "HEAD"


def _unexpected(why: str, response: Response, content: bytes) -> UnexpectedResponseError:
    return unexpected_answer(
        why,
        method=response.request.method,
        url=_shown(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def _shown(response: Response) -> str:
    """Return the URL as errors may show it: without its query, which can hold a token."""
    return str(response.request.url.copy_with(query=None))
