"""`FaultProxy`: a TCP proxy between a client and a server that breaks connections on demand."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import random
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from attrs import frozen

from invokeai_sdk.testing.fault_rules import Exchange, Match, everything
from invokeai_sdk.testing.proxy_connection import ArmedRule, ProxyConnection, ProxyState
from invokeai_sdk.testing.server_process import LOOPBACK, bind_port

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator
    from types import TracebackType

    from invokeai_sdk.testing.fault_rules import Rule


@frozen
class ProxyStats:
    """Statistics of a proxy.

    Attributes:
        connections: the number of connections that clients opened.
        open: the number of connections that are open now.
        unreachable: the number of connections that were reset because the server was not reachable.
        cuts: the number of connections that were cut or truncated.
        stalls: the number of exchanges that were stalled.
        bytes_up: the number of bytes passed on to the server.
        bytes_down: the number of bytes passed on to the clients.
    """

    connections: int = 0
    open: int = 0
    unreachable: int = 0
    cuts: int = 0
    stalls: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class FaultProxy:
    """A proxy in front of a server that breaks connections in every way in which a network can.

    Use it as an asynchronous context manager::

        async with FaultProxy(server.url) as proxy, InvokeAIClient.from_url(proxy.url) as client:
            proxy.cut(websocket)                                    # all open websockets, now
            with proxy.add(Cut(match=request("POST", "*/enqueue_batch"), direction="down", times=1)):
                ...                                                 # the next response to an enqueue is lost
            async with proxy.refusing():                            # as if no server listened
                ...
            async with proxy.cutting(every=0.2, match=websocket):   # at random times
                ...

    Rules are applied in the order in which they were added. The proxy recognises requests in unencrypted HTTP only.

    Args:
        url: the URL of the server, such as `http://127.0.0.1:9090`. The proxy's URL has the same path.
        seed: the seed of the random number generator, to make random faults repeatable.

    Attributes:
        url: the URL of the proxy, for clients.
        port: the port of the proxy, which stays the same until the proxy is closed.
    """

    def __init__(self, url: str, *, seed: int | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"a fault proxy takes a URL that begins with http://, not {url!r}")
        self._target = (parts.hostname, parts.port or 80)
        self._path = parts.path.rstrip("/")
        self._state = ProxyState(random.Random(seed))  # noqa: S311 - faults, not secrets
        self._open: dict[int, ProxyConnection] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._reserved_port: socket.socket | None = None
        self.port: int = 0

    def __repr__(self) -> str:
        return f"<FaultProxy {self.url} for {self._target[0]}:{self._target[1]} {self.stats}>"

    @property
    def url(self) -> str:
        """The URL of the proxy, for clients."""
        return f"http://{LOOPBACK}:{self.port}{self._path}"

    @property
    def stats(self) -> ProxyStats:
        """The statistics of the proxy."""
        state = self._state
        return ProxyStats(
            connections=state.connections,
            open=len(self._open),
            unreachable=state.unreachable,
            cuts=state.cuts,
            stalls=state.stalls,
            bytes_up=state.passed["up"],
            bytes_down=state.passed["down"],
        )

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The current exchange of every open connection."""
        return tuple(connection.exchange for connection in self._open.values())

    async def __aenter__(self) -> Self:
        self._reserved_port = bind_port()
        self.port = self._reserved_port.getsockname()[1]
        await self.accept()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Reset all open connections and release the port. Closing again does nothing."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        if self._reserved_port is not None:
            self._reserved_port.close()
            self._reserved_port = None
        for armed in list(self._state.armed):
            armed.remove()
        tasks = list(self._tasks)
        self._drop(everything)
        if tasks:
            await asyncio.wait(tasks)
        if server is not None:
            await server.wait_closed()

    def add(self, rule: Rule) -> ArmedRule:
        """Start to apply a rule.

        Args:
            rule: a `Cut`, `Truncate`, `Stall` or `Delay`.

        Returns:
            The armed rule: a context manager that removes the rule at the end of the block.
        """
        armed = ArmedRule(rule, armed=self._state.armed)
        self._state.armed.append(armed)
        return armed

    def cut(self, match: Match = everything) -> int:
        """Reset open connections now.

        Args:
            match: a function that selects the connections by their current exchange; by default all connections.

        Returns:
            The number of connections that were reset.
        """
        dropped = self._drop(match)
        self._state.cuts += dropped
        return dropped

    async def refuse(self) -> None:
        """Refuse new connections, as a machine without a server does. Open connections are not affected."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._reserved_port = bind_port(self.port)

    async def accept(self) -> None:
        """Accept new connections again."""
        if self._server is None:
            reserved, self._reserved_port = self._reserved_port, None
            self._server = await asyncio.start_server(self._start_connection, sock=reserved or bind_port(self.port))

    @contextlib.asynccontextmanager
    async def refusing(self) -> AsyncIterator[None]:
        """Refuse new connections within a block. An asynchronous context manager."""
        await self.refuse()
        try:
            yield
        finally:
            await self.accept()

    @contextlib.asynccontextmanager
    async def cutting(self, *, every: float, match: Match = everything) -> AsyncIterator[None]:
        """Cut a random connection repeatedly within a block. An asynchronous context manager.

        Args:
            every: the mean number of seconds between two cuts.
            match: a function that selects the connections that may be cut, by their current exchange.
        """
        task = asyncio.create_task(self._cut_at_random(every, match), name="FaultProxy cutting")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _cut_at_random(self, every: float, match: Match) -> None:
        while True:
            await asyncio.sleep(self._state.random.expovariate(1 / every))
            eligible = [exchange for exchange in self.exchanges if match(exchange)]
            if eligible:
                self.cut(self._state.random.choice(eligible).__eq__)

    def _drop(self, match: Match) -> int:
        """Reset the open connections that match, and return their number."""
        dropped = [connection for connection in self._open.values() if match(connection.exchange)]
        for connection in dropped:
            connection.reset()
            if connection.task is not None:
                connection.task.cancel()
        return len(dropped)

    def _start_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._state.connections += 1
        number = self._state.connections
        connection = self._open[number] = ProxyConnection(Exchange(number), writer, self._state)
        task = asyncio.create_task(connection.run(reader, *self._target), name=f"FaultProxy connection {number}")
        connection.task = task
        self._tasks.add(task)
        task.add_done_callback(functools.partial(self._forget_connection, number))

    def _forget_connection(self, number: int, task: asyncio.Task[None]) -> None:
        self._open.pop(number, None)
        self._tasks.discard(task)
