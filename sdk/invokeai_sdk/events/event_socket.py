"""`Events`: the event socket of a client, kept connected by one background task."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from invokeai_api import api

from invokeai_sdk.errors import (
    APIError,
    AuthenticationError,
    ClientClosedError,
    EventsConnectionError,
    EventsError,
    EventsRejectedError,
)
from invokeai_sdk.events.backoff import reconnect_delay
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.events.router import Router
from invokeai_sdk.events.socket_stats import EventsStats
from invokeai_sdk.events.socketio_connection import SocketIOConnection, raise_if_cancelled
from invokeai_sdk.events.stream_items import Event, Reconnected
from invokeai_sdk.events.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.events.socket_stats import EventsState
    from invokeai_sdk.transport import Transport

_log = logging.getLogger("invokeai_sdk.events")

_SILENCE_SECONDS: Final = 15.0
"""The time without an event after which the connection is checked."""


class Events:
    """The event socket of a client, shared by all its handles and streams.

    The socket connects when it is first needed. One background task keeps it connected until the client is closed:
    after a disconnection it reconnects, with increasing pauses between the attempts. The server does not repeat the
    events of the meantime; job handles and job streams fetch the state of their jobs instead.

    Attributes:
        router: the dispatcher of the received events.
        generation: the number of connections so far.
        state: the state of the socket.
        problem: the error because of which the socket is not connected; None without an error.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.router: Router = Router()
        self.generation: int = 0
        self.state: EventsState = "idle"
        self.problem: EventsError | None = None
        self._queues: set[str] = {transport.options.queue_id}
        self._task: asyncio.Task[None] | None = None
        self._connection: SocketIOConnection | None = None
        self._state_waiters: set[asyncio.Future[None]] = set()
        self._state_listeners: list[Callable[[], None]] = []
        self._rejected_token: str | None = None

    def __repr__(self) -> str:
        return f"<Events {self.state}, generation {self.generation}>"

    def subscribe(self, *names: str | type[Event], maxsize: int = DEFAULT_SIZE) -> Subscription[Event]:
        """Open a stream of the server's events: of all jobs, models and downloads, not only of this client's.

        A `Reconnected` in the stream means that events may be missing: the server does not repeat them.

        Args:
            *names: the events to receive, as classes or as names on the wire; none for all events.
            maxsize: the number of unread events to keep for a slow reader.

        Returns:
            A stream that ends when it or the client is closed. Reading it raises `EventsRejectedError` if the server
            rejects the client's token.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client is in use in another event loop.
        """
        wire_names = frozenset(name if isinstance(name, str) else name.wire_name for name in names)
        subscription: Subscription[Event] = Subscription(maxsize)
        self.start()
        self.router.add_subscription(subscription, wire_names)
        return subscription

    def stats(self) -> EventsStats:
        """Return the state and the statistics of the socket."""
        subscriptions = self.router.subscriptions()
        return EventsStats(
            state=self.state,
            generation=self.generation,
            received=self.router.received,
            subscriptions=len(subscriptions),
            pending=sum(each.pending for each in subscriptions),
            dropped=sum(each.dropped for each in subscriptions),
            coalesced=sum(each.coalesced for each in subscriptions),
        )

    def add_state_listener(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of `state`, until the client is closed."""
        self._state_listeners.append(listener)

    def start(self) -> None:
        """Start the background task that connects the socket, unless it is running.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client is in use in another event loop.
        """
        if self.state == "closed":
            raise ClientClosedError("this client is closed")
        self._transport.check()
        loop = asyncio.get_running_loop()
        if self._task is None or (self._task.done() and self._transport.token != self._rejected_token):
            self._set_state("connecting")
            self._task = loop.create_task(self._run(), name="invokeai-events")

    async def wait_connected(self, timeout: float | None = None) -> None:
        """Wait until the socket is connected and subscribed to the client's queue.

        Args:
            timeout: the largest number of seconds to wait; None for no limit.

        Raises:
            EventsRejectedError: the server rejects the client's token.
            EventsConnectionError: the socket did not connect in time; the attempts continue in the background.
            ClientClosedError: the client was closed.
            WrongLoopError: the client is in use in another event loop.
        """
        self.start()
        try:
            async with asyncio.timeout(timeout):
                while self.state != "connected":
                    self._raise_if_closed_or_rejected()
                    await self._wait_for_state_change()
        except TimeoutError as error:
            raise self.problem or EventsConnectionError(
                f"the event socket of {self._transport.base_url} did not connect within {timeout} s"
            ) from error

    async def try_subscribe(self, queue_id: str) -> bool:
        """Subscribe the socket to a queue: wait until it is, or until the current connection attempt has failed.

        Args:
            queue_id: the id of the queue.

        Returns:
            Whether the socket is connected and subscribed. If not, the attempts continue in the background.

        Raises:
            EventsRejectedError: the server rejects the client's token.
            ClientClosedError: the client was closed.
            WrongLoopError: the client is in use in another event loop.
        """
        self.start()
        self._queues.add(queue_id)
        if self._connection is not None and queue_id not in self._connection.queues:
            try:
                await self._connection.subscribe(queue_id)
            except EventsConnectionError:
                return False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._transport.options.connect_timeout):
                while self.state == "connecting":
                    await self._wait_for_state_change()
        self._raise_if_closed_or_rejected()
        return self.state == "connected"

    def reconnect(self) -> None:
        """Reconnect a connected socket, so that a new token is used: the socket authenticates only when it connects."""
        if self._connection is not None:
            self._set_state("connecting")
            self._connection.closed.set()

    async def aclose(self) -> None:
        """Close the socket and end the background task. Closing again does nothing."""
        self._set_state("closed")
        for subscription in self.router.subscriptions():
            subscription.end()
        task = self._task
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            return
        task.cancel()
        # The task closes its connection before it ends; a cancellation of this method must not interrupt that.
        await _wait_for_end(task)

    # --- The background task ---

    async def _run(self) -> None:
        attempt = 0
        while True:
            connection = SocketIOConnection(self._transport.options, self._transport.token, self.router.dispatch)
            try:
                try:
                    await self._connect(connection)
                    attempt = 0
                    await self._wait_until_disconnected(connection)
                    self.problem = EventsConnectionError(
                        f"the event socket of {self._transport.base_url} was disconnected"
                    )
                finally:
                    self._connection = None
                    await connection.close()
            except EventsRejectedError as error:
                if await self._is_rejection_final(connection):
                    self._reject(connection, error)
                    return
                self.problem = EventsConnectionError(str(error))
            except EventsConnectionError as error:
                self.problem = error
            except Exception as error:  # noqa: BLE001 - logged
                # Such as a CA bundle that cannot be read: report it in `wait_connected`, and continue the attempts.
                _log.exception("the event socket failed with an unexpected error")
                self.problem = EventsConnectionError(f"could not connect the event socket: {error}")
            raise_if_cancelled()
            attempt += 1
            self._set_state("waiting")
            delay = reconnect_delay(attempt)
            _log.info("%s; reconnecting in %.1f s", self.problem, delay)
            await asyncio.sleep(delay)
            if attempt == 1:
                self._set_state("connecting")

    async def _connect(self, connection: SocketIOConnection) -> None:
        """Open a connection and subscribe it to everything that is needed."""
        await connection.open()
        # Single-user servers send the events of bulk downloads to this room only.
        await connection.call("subscribe_bulk_download", {"bulk_download_id": "default"})
        while missing := self._queues - connection.queues:  # more queues may be added meanwhile
            await connection.subscribe(min(missing))
        self._connection = connection
        self.generation += 1
        self.problem = None
        _log.info("the event socket of %s is connected (generation %d)", self._transport.base_url, self.generation)
        if self.generation > 1:
            for subscription in self.router.subscriptions():
                subscription.put(Reconnected(generation=self.generation))  # type: ignore[arg-type]
        self._set_state("connected")

    async def _wait_until_disconnected(self, connection: SocketIOConnection) -> None:
        """Return when the connection is closed; check a connection that receives no events.

        Raises:
            EventsConnectionError: the check failed.
        """
        while True:
            received = connection.received
            try:
                async with asyncio.timeout(_SILENCE_SECONDS):
                    await connection.closed.wait()
            except TimeoutError:
                if connection.received == received:
                    await connection.subscribe(min(self._queues))
            else:
                return

    async def _is_rejection_final(self, connection: SocketIOConnection) -> bool:
        """Return whether the server would reject the next handshake as well.

        A server that is still starting rejects every handshake, so a REST request decides. That request also renews the
        token, if the client can.
        """
        if self._transport.token != connection.token:
            return False
        try:
            await self._transport.send(api.queue.get_queue_status(queue_id=min(self._queues)).as_json())
        except AuthenticationError:
            return True
        except APIError:
            return False
        return False

    def _reject(self, connection: SocketIOConnection, error: EventsRejectedError) -> None:
        """Report to every stream and every wait that the server rejects the token."""
        self.problem = error
        self._rejected_token = connection.token
        for subscription in self.router.subscriptions():
            subscription.end(error)
        self._set_state("rejected")

    # --- The state ---

    def _set_state(self, state: EventsState) -> None:
        if self.state == "closed":
            return
        self.state = state
        waiters, self._state_waiters = self._state_waiters, set()
        for future in waiters:
            if not future.done():
                future.set_result(None)
        for listener in self._state_listeners:
            listener()

    async def _wait_for_state_change(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._state_waiters.add(future)
        try:
            await future
        finally:
            self._state_waiters.discard(future)

    def _raise_if_closed_or_rejected(self) -> None:
        if self.state == "closed":
            raise ClientClosedError("this client is closed")
        if self.state == "rejected" and self.problem is not None:
            raise self.problem


async def _wait_for_end(task: asyncio.Task[None]) -> None:
    """Wait until a cancelled task has ended; if this wait is cancelled meanwhile, raise the cancellation afterwards."""
    cancellation: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancellation = error
    if cancellation is not None:
        raise cancellation
    if not task.cancelled() and task.exception() is not None:
        _log.error("the background task of the event socket failed", exc_info=task.exception())
