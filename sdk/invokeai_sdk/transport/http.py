"""Single HTTP exchanges over one connection pool; the only module that imports httpx."""

from __future__ import annotations

import asyncio
import http.cookiejar
import logging
import re
import socket
import ssl
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import anyio
import httpx

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk._version import __version__
from invokeai_sdk.errors import APIConnectionError, APITimeoutError, ClientClosedError, OptionsError, WrongLoopError
from invokeai_sdk.transport.redact import redact_http_logs

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from invokeai_sdk.options import ClientOptions

AsyncClient = httpx.AsyncClient
"""The client a user may bring along."""

Response = httpx.Response
"""An HTTP answer."""

RequestError = httpx.RequestError
"""The errors of httpx for a missing or incomplete answer; `HTTP.to_error` converts them."""

_logger = logging.getLogger("invokeai_sdk.http")

_CLOSED_MEANWHILE: Final = "the client was closed during this call"

_CONNECTIONS: Final = 64
"""The limit of concurrent calls, and of concurrent streams besides. Further calls wait for a semaphore, because httpx's
own pool examines all of its waiting requests whenever one of them changes state."""

_POOL: Final = httpx.Limits(
    max_connections=None,
    max_keepalive_connections=_CONNECTIONS,
    keepalive_expiry=4.0,  # the server closes idle connections after 5 s; a POST must not meet one that is closing
)


class Timeouts(NamedTuple):
    """Timeouts in seconds: for a connection, and for the next bytes in either direction."""

    connect: float
    read: float


class HTTP:
    """Sends single requests through one pool of connections, within one event loop.

    Attributes:
        calls: the semaphore to hold during a call.
        streams: the semaphore to hold while an answer is read piece by piece.
    """

    def __init__(self, options: ClientOptions, client: httpx.AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: URL, extra headers, TLS verification.
            client: an httpx client of the user's own. Its TLS, proxies, limits and headers are used, and its timeouts
                unless a call has its own; its `base_url` is ignored, and it is not closed here.
        """
        self._options = options
        self._owned = client is None
        self._trust = _trust(options) if client is None else True
        self._client = client
        self._opening = asyncio.Lock()
        self.calls: asyncio.Semaphore = asyncio.Semaphore(_CONNECTIONS)
        self.streams: asyncio.Semaphore = asyncio.Semaphore(_CONNECTIONS)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        redact_http_logs()

    @property
    def is_closed(self) -> bool:
        """Whether the client was closed."""
        return self._closed

    def check(self) -> None:
        """Check that the client is open and used in its own event loop.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another loop, or no asyncio loop is running.
        """
        if self._closed:
            raise ClientClosedError("this client is closed; make a new one")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise WrongLoopError("this client needs a running asyncio event loop; trio is not supported") from None
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise WrongLoopError("this client was first used in another event loop; make one client per loop")

    async def open(self) -> AsyncClient:
        """Return the httpx client, creating it on first use in a worker thread, because httpx imports much for it.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another loop, or no asyncio loop is running.
        """
        self.check()
        if self._client is None:
            async with self._opening:
                if self._client is None:
                    client = await run_in_thread(_make_client, self._trust)
                    if self._closed:
                        await client.aclose()
                        raise ClientClosedError(_CLOSED_MEANWHILE)
                    self._client = client
        return self._client

    async def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        files: list[tuple[str, Any]] | None = None,
        headers: Mapping[str, str],
        timeouts: Timeouts | None,
    ) -> Response:
        """Send one request and return the answer of any status, without its body. Redirects are not followed.

        The caller reads the body, with `read_body` or piece by piece, and closes the answer.

        Args:
            method: the HTTP method, in capitals.
            path: the path below the base URL, with its leading slash.
            params: the query; a list repeats its key.
            json: a body to send as JSON.
            files: the parts of a multipart form; their files are read in a worker thread.
            headers: headers in addition to those of the options.
            timeouts: the timeouts; None for those of the httpx client.

        Raises:
            APIConnectionError: there was no answer; `sent` says whether the server may have received the request.
            APITimeoutError: there was no answer in time.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
            ValueError: the body cannot be JSON, because of a NaN for example.
        """
        self.check()
        client = self._client or await self.open()
        request = client.build_request(
            method,
            self._options.url + path,
            params=params,
            json=json,
            files=files,
            headers={**_encoding_headers(method), **self._options.headers, **headers} or None,
            timeout=httpx.USE_CLIENT_DEFAULT if timeouts is None else _timeout(timeouts),
        )
        request.__class__ = _RequestWithoutQuery  # httpx has no setting for the class of requests
        if files is not None and isinstance(request.stream, httpx.SyncByteStream):
            request.stream = _ThreadedBody(request.stream)
        began = time.perf_counter()
        try:
            response = await client.send(request, stream=True, follow_redirects=False)
        except httpx.RequestError as error:
            raise self.to_error(error, method, path) from error
        except RuntimeError as error:  # raised by httpx for a closed client
            if client.is_closed:
                raise ClientClosedError(_CLOSED_MEANWHILE) from error
            raise
        if _logger.isEnabledFor(logging.DEBUG):
            took = (time.perf_counter() - began) * 1000
            _logger.debug("%s %s%s -> %d in %.0f ms", method, self._options.url, path, response.status_code, took)
        return response

    async def read_body(self, response: Response, limit: int) -> tuple[bytes, bool]:
        """Read and close an answer.

        Args:
            response: the answer.
            limit: the number of bytes to read at most, decompressed.

        Returns:
            The body or its beginning, and whether the body is longer than the limit.

        Raises:
            APIConnectionError: the connection broke, or the body ended early.
            APITimeoutError: no bytes arrived in time.
        """
        try:
            if _has_length_within(response, limit):
                return await response.aread(), False
            chunks: list[bytes] = []
            size = 0
            async for chunk in response.aiter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > limit:
                    break
            await _close(response)
            return b"".join(chunks)[:limit], size > limit
        except httpx.RequestError as error:
            await _close(response)
            raise self.to_error(error, response.request.method, response.request.url.path) from error
        except BaseException:
            await _close(response)
            raise

    async def forget_connection(self, response: Response) -> None:
        """Close the connection of an answer that was read, so that no later call uses it.

        After an unhandled exception uvicorn closes the connection itself, shortly after its answer of status 500.
        """
        stream = response.extensions.get("network_stream")
        if stream is not None and response.http_version == "HTTP/1.1":  # in other versions calls share a connection
            await stream.aclose()

    def to_error(self, error: httpx.RequestError, method: str, path: str) -> ClientClosedError | APIConnectionError:
        """Return the SDK's error for an error of httpx."""
        if self._closed or (self._client is not None and self._client.is_closed):
            return ClientClosedError(_CLOSED_MEANWHILE)
        return connection_error(error, method=method, base_url=self._options.url, path=path)

    async def aclose(self) -> None:
        """Close the pool, unless the user owns it; calls in progress fail. Calling it again does nothing.

        Raises:
            WrongLoopError: the client belongs to another event loop.
        """
        if self._closed:
            return
        self.check()
        self._closed = True
        if self._owned and self._client is not None:
            with anyio.CancelScope(shield=True):
                await self._client.aclose()


def _has_length_within(response: Response, limit: int) -> bool:
    """Return whether an answer declares a length of at most `limit` bytes, which httpx then enforces."""
    length = _get_header(response, b"content-length")
    return (
        not _get_header(response, b"content-encoding")
        and re.fullmatch("[0-9]{1,18}", length) is not None
        and int(length) <= limit
    )


def _get_header(response: Response, name: bytes) -> str:
    """Return a header of an answer, or an empty string; `response.headers` is ten times slower."""
    for key, value in response.headers.raw:
        if key.lower() == name:
            return value.decode("latin-1")
    return ""


async def _close(response: Response) -> None:
    with anyio.CancelScope(shield=True):
        await response.aclose()


def media_type(response: Response) -> str:
    """Return the media type of an answer, without parameters such as the charset."""
    return _get_header(response, b"content-type").partition(";")[0].strip().lower()


def connection_error(error: httpx.RequestError, *, method: str, base_url: str, path: str) -> APIConnectionError:
    """Return the SDK's error for an error of httpx, with a message that says what to check."""
    url = base_url + path
    sent = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    if isinstance(error, httpx.TimeoutException):
        limits = error.request.extensions.get("timeout", {})
        return APITimeoutError(_timeout_message(error, limits, base_url), method=method, url=url, sent=sent)
    if isinstance(error, httpx.ConnectError):
        message = f"cannot connect to {base_url}: {_connect_failure(error)}"
    else:
        message = f"the connection to {base_url} broke during {method} {path}: {str(error) or type(error).__name__}"
    return APIConnectionError(message, method=method, url=url, sent=sent)


def _timeout_message(error: httpx.TimeoutException, limits: Mapping[str, float | None], base_url: str) -> str:
    where = f"{error.request.method} {error.request.url.copy_with(query=None)}"
    match error:
        case httpx.ConnectTimeout():
            return f"no connection to {base_url} within {limits.get('connect')} s; is the host up and the port open?"
        case httpx.WriteTimeout():
            return f"{where}: the server accepted no bytes of the request for {limits.get('write')} s"
        case httpx.PoolTimeout():
            return f"{where}: no connection of the pool became free within {limits.get('pool')} s"
        case _:
            return f"{where}: the server sent nothing for {limits.get('read')} s; allow more time with timeout=…"


def _connect_failure(error: BaseException) -> str:
    """Describe why no connection was made, from the causes of httpx's error."""
    for cause in _causes(error):
        match cause:
            case ConnectionRefusedError():
                return "connection refused; is InvokeAI running on this port?"
            case socket.gaierror():
                return "no such host; is its name spelled correctly?"
            case ssl.SSLCertVerificationError():
                return f"its certificate is not trusted ({cause.verify_message}); pass its CA bundle as verify=…"
            case ssl.SSLError():
                return (
                    f"the TLS handshake failed ({cause.reason}); should the URL begin with http:// instead of https://?"
                )
            case _:
                pass
    return f"{str(error) or type(error).__name__}; is InvokeAI running there?"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _causes(inner)
        error = error.__cause__ or error.__context__


@lru_cache
def _timeout(timeouts: Timeouts) -> httpx.Timeout:
    return httpx.Timeout(timeouts.read, connect=timeouts.connect)


def _make_client(verify: ssl.SSLContext | bool) -> httpx.AsyncClient:
    # Without cookies: the cookie that the server sets at login would override the token of later calls.
    cookies = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=()))
    headers = {"User-Agent": f"invokeai-sdk/{__version__} httpx/{httpx.__version__}"}
    return httpx.AsyncClient(verify=verify, limits=_POOL, cookies=cookies, headers=headers)


def _trust(options: ClientOptions) -> ssl.SSLContext | bool:
    """Return the settings that verify a server's certificate."""
    if options.url.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # unused for http, and quick to create
    if isinstance(options.verify, (str, Path)):
        bundle = Path(options.verify)
        try:
            if bundle.is_dir():
                return ssl.create_default_context(capath=bundle)
            return ssl.create_default_context(cafile=bundle)
        except OSError as error:  # an ssl.SSLError is one
            raise OptionsError(f"verify names {str(bundle)!r}, which is not a CA bundle: {error}") from error
    return options.verify


def _encoding_headers(method: str) -> dict[str, str]:
    """Return the headers that refuse compression: newer starlettes fail on a compressed answer without a body."""
    return {} if method == "GET" else {"Accept-Encoding": "identity"}


class _RequestWithoutQuery(httpx.Request):
    """A request whose repr omits the query, which can hold a token; tracebacks with local variables show reprs."""

    def __repr__(self) -> str:
        return f"<Request({self.method!r}, {str(self.url.copy_with(query=None))!r})>"


class _ThreadedBody(httpx.AsyncByteStream):
    """A request body whose files are read in a worker thread instead of the event loop."""

    def __init__(self, body: httpx.SyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks: Iterator[bytes] = iter(self._body)
        while (chunk := await run_in_thread(next, chunks, None)) is not None:
            yield chunk
