"""One HTTP exchange: the only module that knows httpx."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from typing import TYPE_CHECKING, Any, Final

import anyio
import anyio.to_thread
import httpx

from invokeai_sdk.errors import APIConnectionError, APITimeoutError, ClientClosedError, WrongLoopError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from invokeai_sdk.options import ClientOptions

Response = httpx.Response
"""An HTTP answer."""

RequestError = httpx.RequestError
"""What httpx raises when no answer came, or not all of it."""

log = logging.getLogger("invokeai_sdk.http")

_POOL: Final = httpx.Limits(max_connections=100, max_keepalive_connections=20)
_SECRETS: Final = re.compile(
    r"((?:access_token|token|authorization|x-refreshed-token)\W{1,8}(?:Bearer )?)[^\s&'\")]+", re.I
)


class HTTP:
    """Sends single requests through one pool of connections, within one event loop."""

    def __init__(self, options: ClientOptions, client: httpx.AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: URL, timeouts, extra headers, TLS verification.
            client: somebody's own httpx client; its timeouts and limits hold, and it is not closed here.
        """
        self._options = options
        self._owned = client is None
        self._client = client or httpx.AsyncClient(verify=options.verify, limits=_POOL)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        for name in ("httpx", "httpcore.http11", "httpcore.http2"):
            logger = logging.getLogger(name)
            if _scrub not in logger.filters:
                logger.addFilter(_scrub)

    def check(self) -> None:
        """Make sure that the client is open and used in its own event loop.

        Raises:
            ClientClosedError: it was closed.
            WrongLoopError: it belongs to another loop.
        """
        if self._closed:
            raise ClientClosedError("this client is closed; make a new one")
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise WrongLoopError(
                "this client was first used in another event loop; make one client per loop,"
                " or use SyncInvokeAIClient from blocking code"
            )

    async def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        files: list[tuple[str, Any]] | None = None,
        headers: Mapping[str, str],
        timeout: float | None,
        stream: bool = False,
    ) -> Response:
        """Send one request and return the answer, whatever its status.

        Args:
            method: the HTTP method.
            path: the path below the base URL, with its leading slash.
            params: the query; lists repeat their key.
            json: a body to send as JSON.
            files: the parts of a multipart form; files among them are read in a worker thread.
            headers: headers besides those of the options.
            timeout: seconds to wait for bytes, instead of the options' `read_timeout`.
            stream: leave the body to be read by the caller, who closes the answer.

        Raises:
            APIConnectionError: no answer came; `sent` tells whether the server may have seen the request.
            APITimeoutError: no answer came in time.
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        self.check()
        method = method.upper()
        url = self._options.url + path
        request = self._client.build_request(
            method,
            url,
            params=params,
            json=json,
            files=files,
            headers={**self._options.headers, **headers},
            timeout=self._timeout(timeout),
        )
        if files and isinstance(request.stream, httpx.SyncByteStream):
            request.stream = _OffLoop(request.stream)
        began = time.perf_counter()
        try:
            response = await self._client.send(request, stream=stream, follow_redirects=False)
        except httpx.RequestError as error:
            raise connection_error(error, method, url) from error
        except RuntimeError as error:
            if self._client.is_closed:
                raise ClientClosedError("the httpx client of this client is closed") from error
            raise
        log.debug("%s %s -> %d in %.0f ms", method, url, response.status_code, (time.perf_counter() - began) * 1000)
        return response

    async def aclose(self) -> None:
        """Close the pool, unless it is somebody else's. Calling it again does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._owned:
            with anyio.CancelScope(shield=True):
                await self._client.aclose()

    def _timeout(self, seconds: float | None) -> httpx.Timeout | httpx._client.UseClientDefault:
        if seconds is None and not self._owned:
            return httpx.USE_CLIENT_DEFAULT
        return httpx.Timeout(seconds or self._options.read_timeout, connect=self._options.connect_timeout)


def connection_error(error: httpx.RequestError, method: str, url: str) -> APIConnectionError:
    """Turn httpx's error into ours, with a line that says what to look at."""
    sent = not isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
    reason = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        what = "connect" if isinstance(error, httpx.ConnectTimeout) else "get an answer"
        if isinstance(error, httpx.PoolTimeout):
            what = "get a free connection"
        return APITimeoutError(f"{method} {url}: could not {what} in time", method=method, url=url, sent=sent)
    if isinstance(error, httpx.ConnectError):
        message = f"{method} {url}: cannot connect ({reason}); is InvokeAI running there?"
    else:
        message = f"{method} {url}: the connection broke ({reason})"
    return APIConnectionError(message, method=method, url=url, sent=sent)


class _OffLoop(httpx.AsyncByteStream):
    """A request body whose files are read in a worker thread, not in the event loop."""

    def __init__(self, body: httpx.SyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks: Iterator[bytes] = iter(self._body)
        while (chunk := await anyio.to_thread.run_sync(next, chunks, None)) is not None:
            yield chunk


class _Scrub(logging.Filter):
    """Blots out tokens in what the HTTP libraries log: URLs with a query, and answer headers."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = _SECRETS.sub(r"\1…", message)
        if clean != message:
            record.msg, record.args = clean, None
        return True


_scrub: Final = _Scrub()
