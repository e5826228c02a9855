"""One connection of the event socket, from handshake to its end; the only user of python-socketio.

python-socketio's own reconnection is not used: each connection is a fresh client, so that nothing of a broken one
(rooms, acks, half-closed sessions) reaches into the next.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from invokeai_sdk.errors import EventsConnectionError, EventsRejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp
    import socketio

    from invokeai_sdk.options import ClientOptions

_log = logging.getLogger("invokeai_sdk.events")

_LARGEST_FRAME: Final = 256 << 20
"""Bytes of one message: a progress preview or a large graph exceeds aiohttp's 4 MiB."""

_CLOSE_SECONDS: Final = 2.0
_REFUSAL_STATUSES: Final = frozenset({401, 403})

_SILENT: Final = logging.Logger("engineio")  # noqa: LOG001 - in no hierarchy, on purpose
_SILENT.disabled = True
"""python-socketio logs handshakes with their token, and faults that the supervisor reports better."""


class _Session:
    """What python-socketio needs of an HTTP session, keeping the websocket it opened.

    If a handshake is cancelled, the library forgets the websocket it had; somebody has to close it.
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
            _log.debug("the websocket did not close in time")
        finally:
            await self._session.close()


class Link:
    """One socket.

    Attributes:
        token: what it was opened with.
        closed: set when the socket is gone, for whatever reason.
        heard: counts the events received.
        queues: the queues it is subscribed to.
    """

    def __init__(self, options: ClientOptions, token: str | None, on_event: Callable[[str, Any], None]) -> None:
        self._options = options
        self.token = token
        self._on_event = on_event
        self.closed = asyncio.Event()
        self.heard = 0
        self.queues: set[str] = set()
        self._session: _Session | None = None
        self._client: socketio.AsyncClient | None = None

    async def open(self) -> None:
        """Connect and pass the handshake.

        Raises:
            EventsConnectionError: no connection; trying later may help.
            EventsRejectedError: the server did not accept the token.
        """
        # Both take a third of a second to load, once: not in the event loop.
        await asyncio.to_thread(importlib.import_module, "socketio")
        import aiohttp  # noqa: PLC0415
        import socketio  # noqa: PLC0415

        url = urlsplit(self._options.url)
        connector = aiohttp.TCPConnector(ssl=_ssl_argument(self._options.verify))
        self._session = _Session(aiohttp.ClientSession(connector=connector, trace_configs=[_no_redirects()]))
        self._client = client = socketio.AsyncClient(
            reconnection=False,
            handle_sigint=False,
            logger=_SILENT,
            engineio_logger=_SILENT,
            http_session=self._session,
            request_timeout=_CLOSE_SECONDS,
            websocket_extra_options={"max_msg_size": _LARGEST_FRAME},
        )
        client.on("*", self._receive)
        headers = dict(self._options.headers)
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        # The handshake itself is quick; a server in the middle of a garbage collection or a model load is not.
        patience = self._options.connect_timeout + 10.0
        try:
            async with asyncio.timeout(patience):
                await client.connect(
                    f"{url.scheme}://{url.netloc}",
                    headers=headers,
                    auth={"token": self.token} if self.token else None,
                    transports=["websocket"],
                    socketio_path=f"{url.path}/ws/socket.io",
                    wait_timeout=patience,
                )
        except TimeoutError as error:
            raise EventsConnectionError(f"the event socket of {self._options.url} did not open in time") from error
        except (socketio.exceptions.SocketIOError, aiohttp.ClientError, OSError, ValueError) as error:
            if client.failed_namespaces or _refused(error):
                raise EventsRejectedError(
                    f"{self._options.url} refuses the event socket; is the token valid?"
                ) from error
            raise EventsConnectionError(f"the event socket of {self._options.url} cannot be opened: {error}") from error
        raise_if_cancelled()
        reader = client.eio.read_loop_task
        if reader is None or reader.done():
            raise EventsConnectionError(f"the event socket of {self._options.url} closed at once")
        reader.add_done_callback(lambda _: self.closed.set())

    async def subscribe(self, queue_id: str) -> None:
        """Have the events of a queue sent, and return when they are.

        Raises:
            EventsConnectionError: the socket broke, or no acknowledgement came in time.
        """
        await self.call("subscribe_queue", {"queue_id": queue_id})
        self.queues.add(queue_id)

    async def call(self, event: str, data: dict[str, str], *, timeout: float = 20.0) -> None:
        """Send an event and wait until the server has handled it.

        Raises:
            EventsConnectionError: the socket broke, or no acknowledgement came in time.
        """
        import socketio  # noqa: PLC0415

        assert self._client is not None  # noqa: S101 - open() came first
        acknowledged = asyncio.get_running_loop().create_future()

        def acknowledge(*_: object) -> None:
            if not acknowledged.done():
                acknowledged.set_result(None)

        gone = asyncio.ensure_future(self.closed.wait())
        try:
            await self._client.emit(event, data, callback=acknowledge)
            await asyncio.wait({acknowledged, gone}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        except (socketio.exceptions.SocketIOError, OSError) as error:
            raise EventsConnectionError(f"the event socket broke: {error}") from error
        finally:
            gone.cancel()
        if not acknowledged.done():
            raise EventsConnectionError(f"the server did not acknowledge {event}")

    async def close(self) -> None:
        """Close everything that `open` created, in whatever state it is. Only a cancellation is raised.

        Every step is bounded in time, and the session is closed even if this is cancelled, at any point and repeatedly.
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

    def _receive(self, name: str, *payload: Any) -> None:
        self.heard += 1
        self._on_event(name, payload[0] if payload else None)


async def _disconnect(client: socketio.AsyncClient) -> None:
    """Disconnect a client within a time limit, and end its background tasks."""
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
        # An interrupted disconnect() leaves the client in this list for the life of the process.
        connected = importlib.import_module("engineio.base_client").connected_clients
        if client.eio in connected:
            connected.remove(client.eio)
        done, left = await asyncio.wait(tasks, timeout=_CLOSE_SECONDS)
        problems = [task.exception() for task in done if not task.cancelled()]
        if left or any(problems):
            _log.debug("the event socket did not close cleanly: %s", problems or left)


def _no_redirects() -> aiohttp.TraceConfig:
    """Make what keeps a handshake from being followed elsewhere: the token would go along."""
    import aiohttp  # noqa: PLC0415

    async def refuse(_: object, __: object, params: aiohttp.TraceRequestRedirectParams) -> None:
        target = params.response.headers.get("location", "").partition("?")[0]
        raise OSError(f"it is redirected to {target!r}, which is not followed so that no token goes astray")

    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(refuse)
    return trace


def raise_if_cancelled() -> None:
    """Raise the cancellation of this task that python-socketio may have swallowed: its connect handler does."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _refused(error: BaseException) -> bool:
    """Tell whether a handshake ended in an answer that speaks of the token, not of the path to the server."""
    context = error.__context__ or error.__cause__
    while context is not None:
        if getattr(context, "status", None) in _REFUSAL_STATUSES:
            return True
        context = context.__context__ or context.__cause__
    return False


def _ssl_argument(verify: bool | str | Path | ssl.SSLContext) -> bool | ssl.SSLContext:
    if isinstance(verify, (str, Path)):
        if Path(verify).is_dir():
            return ssl.create_default_context(capath=verify)
        return ssl.create_default_context(cafile=verify)
    return verify
