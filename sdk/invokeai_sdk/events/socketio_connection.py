"""`SocketIOConnection`: one connection of the event socket, from handshake to close; the only user of python-socketio.

python-socketio's own reconnection is not used. Each connection uses a new python-socketio client, so that no state of a
broken connection (rooms, acknowledgements, half-closed sessions) affects the next one.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import EventsConnectionError, EventsRejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp
    import socketio

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.options import ClientOptions

_log = logging.getLogger("invokeai_sdk.events")

_CLOSE_SECONDS: Final = 2.0
"""The time limit of each step of closing."""

_REJECTION_STATUSES: Final = frozenset({401, 403})

_REJECTION: Final = "{} rejected the event socket's handshake; is the token valid?"

_NO_LOG: Final = logging.Logger("engineio")  # noqa: LOG001 - outside the hierarchy of loggers, so that no configuration enables it
_NO_LOG.disabled = True
"""A logger without output: python-socketio logs handshakes with their token, and errors that the SDK reports itself."""


class _Session:
    """The part of an `aiohttp.ClientSession` that python-socketio uses; closing it closes the websocket as well.

    When a handshake is cancelled, python-socketio drops the websocket without closing it.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._websocket: aiohttp.ClientWebSocketResponse | None = None

    @property
    def closed(self) -> bool:
        return self._session.closed

    async def ws_connect(self, url: str, **options: Any) -> aiohttp.ClientWebSocketResponse:
        self._websocket = await self._session.ws_connect(url, **options)
        return self._websocket

    async def close(self) -> None:
        try:
            if self._websocket is not None:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self._websocket.close()
        except TimeoutError:
            _log.debug("the websocket did not close within %g s", _CLOSE_SECONDS)
        finally:
            await self._session.close()


class SocketIOConnection:
    """One connection to the server's event socket.

    Attributes:
        token: the token that the handshake uses.
        closed: set when the connection is closed, by either side.
        received: the number of events received so far.
        queues: the ids of the queues to which the connection is subscribed.
    """

    def __init__(
        self, options: ClientOptions, token: str | None, on_event: Callable[[str, JSONValue | bytes], None]
    ) -> None:
        """Prepare a connection; `open` opens it.

        Args:
            options: the server's address, and how to connect to it.
            token: the bearer token; None for servers that need none.
            on_event: called with the name and the payload of every event.
        """
        self._options = options
        self.token = token
        self._on_event = on_event
        self.closed: asyncio.Event = asyncio.Event()
        self.received: int = 0
        self.queues: set[str] = set()
        self._session: _Session | None = None
        self._client: socketio.AsyncClient | None = None

    async def open(self) -> None:
        """Connect to the server and complete the handshake.

        Raises:
            EventsConnectionError: the connection failed; a later attempt may succeed.
            EventsRejectedError: the server did not accept the token.
        """
        # The first import of both libraries takes a third of a second: not in the event loop.
        await run_in_thread(importlib.import_module, "socketio")
        import aiohttp  # noqa: PLC0415
        import socketio  # noqa: PLC0415

        url = urlsplit(self._options.url)
        connector = aiohttp.TCPConnector(ssl=_ssl_argument(self._options.verify))
        self._session = _Session(aiohttp.ClientSession(connector=connector, trace_configs=[_forbid_redirects()]))
        self._client = client = socketio.AsyncClient(
            reconnection=False,
            handle_sigint=False,
            logger=_NO_LOG,
            engineio_logger=_NO_LOG,
            http_session=self._session,
            request_timeout=_CLOSE_SECONDS,
            websocket_extra_options={"max_msg_size": self._options.max_frame_bytes},
        )
        client.on("*", self._receive)
        acknowledged = asyncio.Event()
        client.on("connect", acknowledged.set)
        client.on("connect_error", lambda *_: acknowledged.set())
        headers = dict(self._options.headers)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        # The handshake is quick, but a server may be in the middle of a garbage collection or of loading a model.
        handshake_timeout = self._options.connect_timeout + 10.0
        try:
            async with asyncio.timeout(handshake_timeout):
                await client.connect(
                    f"{url.scheme}://{url.netloc}",
                    headers=headers,
                    auth={"token": self.token} if self.token else None,
                    transports=["websocket"],
                    socketio_path=f"{url.path}/ws/socket.io",
                    wait=False,
                )
                # python-socketio's own wait would not notice that the connection is lost meanwhile.
                await _wait_for_acknowledgement(acknowledged, client.eio.read_loop_task)
        except TimeoutError as error:
            raise EventsConnectionError(
                f"the event socket of {self._options.url} did not connect within {handshake_timeout:g} s"
            ) from error
        except (socketio.exceptions.SocketIOError, aiohttp.ClientError, OSError, ValueError) as error:
            if _is_rejection(error):
                raise EventsRejectedError(_REJECTION.format(self._options.url)) from error
            raise EventsConnectionError(
                f"could not connect the event socket of {self._options.url}: {error}"
            ) from error
        raise_if_cancelled()
        if client.failed_namespaces:
            raise EventsRejectedError(_REJECTION.format(self._options.url))
        reader = client.eio.read_loop_task
        if reader is None or reader.done():
            raise EventsConnectionError(f"{self._options.url} closed the event socket during the handshake")
        reader.add_done_callback(lambda _: self.closed.set())

    async def subscribe(self, queue_id: str) -> None:
        """Subscribe to the events of a queue, and wait until the server acknowledges.

        Raises:
            EventsConnectionError: the connection failed, or no acknowledgement came in time.
        """
        await self.call("subscribe_queue", {"queue_id": queue_id})
        self.queues.add(queue_id)

    async def call(self, event: str, data: dict[str, str], *, timeout: float = 20.0) -> None:
        """Send an event and wait until the server acknowledges.

        Args:
            event: the event's name.
            data: the event's payload.
            timeout: the largest number of seconds to wait for the acknowledgement.

        Raises:
            EventsConnectionError: the connection failed, or no acknowledgement came in time.
        """
        import socketio  # noqa: PLC0415

        assert self._client is not None  # noqa: S101 - `open` is called first
        acknowledged = asyncio.get_running_loop().create_future()

        def acknowledge(*_: object) -> None:
            if not acknowledged.done():
                acknowledged.set_result(None)

        closed = asyncio.ensure_future(self.closed.wait())
        try:
            await self._client.emit(event, data, callback=acknowledge)
            await asyncio.wait({acknowledged, closed}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        except (socketio.exceptions.SocketIOError, OSError) as error:
            raise EventsConnectionError(f"the event socket failed while sending {event!r}: {error}") from error
        finally:
            closed.cancel()
        if not acknowledged.done():
            reason = "closed the event socket" if self.closed.is_set() else f"did not answer within {timeout:g} s"
            raise EventsConnectionError(f"the server did not acknowledge {event!r}: it {reason}")

    async def close(self) -> None:
        """Close everything that `open` created, whatever its state. Raises nothing but a cancellation.

        Every step has a time limit. The session is closed even if this method is cancelled, at any point and
        repeatedly.
        """
        client, self._client = self._client, None
        session, self._session = self._session, None
        try:
            if client is not None:
                await _disconnect(client)
        finally:
            try:
                if session is not None:
                    await session.close()
            finally:
                self.closed.set()

    def _receive(self, name: str, *payload: JSONValue | bytes) -> None:
        self.received += 1
        self._on_event(name, payload[0] if payload else None)


async def _wait_for_acknowledgement(acknowledged: asyncio.Event, reader: asyncio.Task[None]) -> None:
    """Wait until the server has acknowledged or rejected the handshake, or the connection is lost."""
    waiter = asyncio.ensure_future(acknowledged.wait())
    try:
        await asyncio.wait({waiter, reader}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiter.cancel()


async def _disconnect(client: socketio.AsyncClient) -> None:
    """Disconnect a python-socketio client within a time limit, and end its background tasks."""
    loops = (client.eio.read_loop_task, client.eio.write_loop_task)
    tasks: set[asyncio.Task[None]] = {
        asyncio.ensure_future(client.disconnect()),
        *(task for task in loops if task is not None),
    }
    try:
        await asyncio.wait(tasks, timeout=_CLOSE_SECONDS)
    finally:
        for task in tasks:
            task.cancel()
        # An interrupted `disconnect` leaves the client in this list until the process ends.
        connected = importlib.import_module("engineio.base_client").connected_clients
        if client.eio in connected:
            connected.remove(client.eio)
        done, left = await asyncio.wait(tasks, timeout=_CLOSE_SECONDS)
        problems = [task.exception() for task in done if not task.cancelled()]
        if left or any(problems):
            _log.debug("the event socket did not close cleanly: %s", problems or left)


def _forbid_redirects() -> aiohttp.TraceConfig:
    """Return a trace configuration that rejects redirects, so that the token is never sent to another address."""
    import aiohttp  # noqa: PLC0415

    async def reject(_: object, __: object, params: aiohttp.TraceRequestRedirectParams) -> None:
        target = params.response.headers.get("location", "").partition("?")[0]
        raise OSError(f"the server redirected it to {target!r}; redirects are not followed, to keep the token secret")

    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(reject)
    return trace


def raise_if_cancelled() -> None:
    """Raise the pending cancellation of this task, which python-socketio may have suppressed in its connect handler."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _is_rejection(error: BaseException) -> bool:
    """Return whether a handshake failed because the server rejected the token, not because of the network."""
    context = error.__context__ or error.__cause__
    while context is not None:
        if getattr(context, "status", None) in _REJECTION_STATUSES:
            return True
        context = context.__context__ or context.__cause__
    return False


def _ssl_argument(verify: bool | str | Path | ssl.SSLContext) -> bool | ssl.SSLContext:
    """Return the option `verify` in the form that aiohttp takes."""
    if isinstance(verify, (str, Path)):
        if Path(verify).is_dir():
            return ssl.create_default_context(capath=verify)
        return ssl.create_default_context(cafile=verify)
    return verify
