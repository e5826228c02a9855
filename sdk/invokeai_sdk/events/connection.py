"""`Events`: the one event socket of a client, kept alive by one task."""

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
    WrongLoopError,
)
from invokeai_sdk.events.backoff import reconnect_delay
from invokeai_sdk.events.base import Event, Reconnected
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.events.link import Link, raise_if_cancelled
from invokeai_sdk.events.router import Router
from invokeai_sdk.events.stats import EventsStats
from invokeai_sdk.events.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk.events.stats import EventsState
    from invokeai_sdk.transport import Transport

_log = logging.getLogger("invokeai_sdk.events")

_QUIET_SECONDS: Final = 15.0
"""A socket on which nothing came for so long is asked whether it is alive."""


class Events:
    """The event socket, shared by everything a client does.

    It opens when first needed and is kept open by one task: a lost socket is opened again, after growing pauses,
    for the client's life. What happened in between is caught up by those who need it (jobs do).

    Attributes:
        router: where events go.
        generation: counts the connections, from 1.
        state: what the socket is doing.
        problem: why it is not connected, if it is not.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.router: Router = Router()
        self.generation: int = 0
        self.state: EventsState = "idle"
        self.problem: EventsError | None = None
        self._queues: set[str] = {transport.options.queue_id}
        self._task: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._changed: set[asyncio.Future[None]] = set()
        self._listeners: list[Callable[[], None]] = []
        self._rejected_token: str | None = None

    def __repr__(self) -> str:
        return f"<Events {self.state}, generation {self.generation}>"

    def subscribe(self, *names: str | type[Event], maxsize: int = DEFAULT_SIZE) -> Subscription[Event]:
        """Open a stream of the server's own events, whatever they belong to.

        A `Reconnected` in it means that events may have been missed: the server repeats none.

        Args:
            *names: which events: their classes, or their names on the wire; none for all.
            maxsize: how many to keep for a slow reader.

        Returns:
            An endless stream; drop or close it when done. It raises `EventsRejectedError` if the server rejects
            the client's token.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        wanted = frozenset(name if isinstance(name, str) else name.wire_name for name in names)
        subscription: Subscription[Event] = Subscription(maxsize)
        self.start()
        self.router.add_subscription(subscription, wanted)
        return subscription

    def stats(self) -> EventsStats:
        """Return how the socket fares."""
        open_ones = self.router.subscriptions()
        return EventsStats(
            state=self.state,
            generation=self.generation,
            received=self.router.received,
            subscriptions=len(open_ones),
            pending=sum(s.pending for s in open_ones),
            dropped=sum(s.dropped for s in open_ones),
            coalesced=sum(s.coalesced for s in open_ones),
        )

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change of `state`, for the client's life."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Open the socket if it is not open or opening.

        Raises:
            ClientClosedError: the client was closed.
            WrongLoopError: the client belongs to another event loop.
        """
        if self.state == "closed":
            raise ClientClosedError("this client is closed")
        loop = asyncio.get_running_loop()
        if self._task is not None and self._task.get_loop() is not loop:
            raise WrongLoopError("this client belongs to another event loop; make one client for each loop")
        if self._task is None or (self._task.done() and self._transport.token != self._rejected_token):
            self._set_state("connecting")
            self._task = loop.create_task(self._run(), name="invokeai-events")

    async def connected(self, timeout: float | None = None) -> None:
        """Wait until the socket is open and subscribed.

        Args:
            timeout: seconds to wait at most; None goes on as long as there is hope.

        Raises:
            EventsRejectedError: the server rejects the token.
            EventsConnectionError: it is not open in time; the SDK goes on trying.
            ClientClosedError: the client was closed.
        """
        self.start()
        try:
            async with asyncio.timeout(timeout):
                while self.state != "connected":
                    self._raise_if_over()
                    await self._change()
        except TimeoutError as error:
            raise self.problem or EventsConnectionError("the event socket did not open in time") from error

    async def attempted(self, queue_id: str) -> bool:
        """Wait until the socket is open and subscribed to a queue, or the try of the moment has failed.

        Args:
            queue_id: the queue.

        Returns:
            Whether it is open. If not, the SDK goes on trying.

        Raises:
            EventsRejectedError: the server rejects the token.
            ClientClosedError: the client was closed.
        """
        self.start()
        self._queues.add(queue_id)
        if self._link is not None and queue_id not in self._link.queues:
            try:
                await self._link.subscribe(queue_id)
            except EventsConnectionError:
                return False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._transport.options.connect_timeout):
                while self.state == "connecting":
                    await self._change()
        self._raise_if_over()
        return self.state == "connected"

    def reopen(self) -> None:
        """Open an open socket anew, because it should be somebody else's: its token counts when it opens."""
        if self._link is not None:
            self._set_state("connecting")
            self._link.closed.set()

    async def aclose(self) -> None:
        """Close the socket and end its task. Calling it again does nothing."""
        self._set_state("closed")
        for subscription in self.router.subscriptions():
            subscription.end()
        task = self._task
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            return
        task.cancel()
        # The task closes its socket on the way out; a cancellation of ours must not leave it half done.
        await _finished(task)

    # --- The task ---

    async def _run(self) -> None:
        attempt = 0
        while True:
            link = Link(self._transport.options, self._transport.token, self.router.dispatch)
            try:
                try:
                    await self._establish(link)
                    attempt = 0
                    await self._until_lost(link)
                    self.problem = EventsConnectionError("the event socket was lost")
                finally:
                    self._link = None
                    await link.close()
            except EventsRejectedError as error:
                if await self._is_final(link):
                    self._reject(link, error)
                    return
                self.problem = EventsConnectionError(str(error))
            except EventsConnectionError as error:
                self.problem = error
            except Exception as error:  # noqa: BLE001 - logged
                # Whatever it is, say a CA bundle that cannot be read, those who wait must hear of it, and hope goes on.
                _log.exception("the event socket failed in an unforeseen way")
                self.problem = EventsConnectionError(f"the event socket cannot be opened: {error}")
            raise_if_cancelled()
            attempt += 1
            self._set_state("waiting")
            delay = reconnect_delay(attempt)
            _log.info("%s; trying again in %.1f s", self.problem, delay)
            await asyncio.sleep(delay)
            if attempt == 1:
                self._set_state("connecting")

    async def _establish(self, link: Link) -> None:
        await link.open()
        # Single-user servers send the zips' events to this room only.
        await link.call("subscribe_bulk_download", {"bulk_download_id": "default"})
        while missing := self._queues - link.queues:  # more may be asked for meanwhile
            await link.subscribe(min(missing))
        self._link = link
        self.generation += 1
        self.problem = None
        _log.info("the event socket of %s is open (generation %d)", self._transport.base_url, self.generation)
        if self.generation > 1:
            for subscription in self.router.subscriptions():
                subscription.put(Reconnected(generation=self.generation))  # type: ignore[arg-type]
        self._set_state("connected")

    async def _until_lost(self, link: Link) -> None:
        """Return when the socket is gone; ask a silent one whether it is."""
        while True:
            heard = link.heard
            try:
                async with asyncio.timeout(_QUIET_SECONDS):
                    await link.closed.wait()
            except TimeoutError:
                if link.heard == heard:
                    await link.subscribe(min(self._queues))
            else:
                return

    async def _is_final(self, link: Link) -> bool:
        """Tell whether a rejected handshake will be rejected again.

        A server that is still starting rejects everybody, so REST decides: it also renews the token, if it can.
        """
        if self._transport.token != link.token:
            return False
        try:
            await self._transport.send(api.queue.get_queue_status(queue_id=min(self._queues)).as_json())
        except AuthenticationError:
            return True
        except APIError:
            return False
        return False

    def _reject(self, link: Link, error: EventsRejectedError) -> None:
        self.problem = error
        self._rejected_token = link.token
        for subscription in self.router.subscriptions():
            subscription.end(error)
        self._set_state("rejected")

    # --- Its state ---

    def _set_state(self, state: EventsState) -> None:
        if self.state == "closed":
            return
        self.state = state
        changed, self._changed = self._changed, set()
        for future in changed:
            if not future.done():
                future.set_result(None)
        for listener in self._listeners:
            listener()

    async def _change(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._changed.add(future)
        try:
            await future
        finally:
            self._changed.discard(future)

    def _raise_if_over(self) -> None:
        if self.state == "closed":
            raise ClientClosedError("this client is closed")
        if self.state == "rejected" and self.problem is not None:
            raise self.problem


async def _finished(task: asyncio.Task[None]) -> None:
    """Wait until a cancelled task has ended, even if this wait is cancelled meanwhile."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    if not task.cancelled() and task.exception() is not None:
        _log.error("the event socket's task ended in an error", exc_info=task.exception())
