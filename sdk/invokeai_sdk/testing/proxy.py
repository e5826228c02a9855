"""A TCP proxy between a client and a real server, which breaks connections on demand."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import random
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from attrs import frozen

from invokeai_sdk.testing.fault_rules import Exchange, Match, everything
from invokeai_sdk.testing.proxy_connection import ArmedRule, Ledger, Relay
from invokeai_sdk.testing.server_process import LOOPBACK, bind_port

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator
    from types import TracebackType

    from invokeai_sdk.testing.fault_rules import Rule


@frozen
class ProxyStats:
    """What went through a proxy so far.

    Attributes:
        connections: how many the clients opened.
        open: how many are open now.
        unreachable: how many found no server behind the proxy, and were reset.
        cuts: how many were cut or truncated.
        stalls: how many exchanges were stalled.
        bytes_up: bytes passed on to the server.
        bytes_down: bytes passed on to the clients.
    """

    connections: int = 0
    open: int = 0
    unreachable: int = 0
    cuts: int = 0
    stalls: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class FaultProxy:
    """A proxy in front of a server, to break connections to it in every way a network can.

    An asynchronous context manager::

        async with FaultProxy(server.url) as proxy, InvokeAIClient.from_url(proxy.url) as client:
            proxy.cut(websocket)                                    # all open websockets, now
            with proxy.add(Cut(match=request("POST", "*/enqueue_batch"), direction="down", times=1)):
                ...                                                 # the next answer to an enqueue is lost
            async with proxy.refusing():                            # as if nobody listened
                ...
            async with proxy.cutting(every=0.2, match=websocket):   # at random times
                ...

    Rules are asked in the order they were added. Only unencrypted HTTP can be told apart by request.

    Args:
        url: where the server is, such as `http://127.0.0.1:9090`. A path is kept in `url`.
        seed: makes every random choice repeatable.

    Attributes:
        url: the proxy's own URL, to give to a client.
        port: its port, the same for as long as it lives.
    """

    def __init__(self, url: str, *, seed: int | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"a fault proxy needs a plain http:// URL, not {url!r}")
        self._target = (parts.hostname, parts.port or 80)
        self._path = parts.path.rstrip("/")
        self._ledger = Ledger(random.Random(seed))  # noqa: S311 - faults, not secrets
        self._open: dict[int, Relay] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._held: socket.socket | None = None
        self.port = 0

    def __repr__(self) -> str:
        return f"<FaultProxy {self.url} for {self._target[0]}:{self._target[1]} {self.stats}>"

    @property
    def url(self) -> str:
        """The proxy's own URL."""
        return f"http://{LOOPBACK}:{self.port}{self._path}"

    @property
    def stats(self) -> ProxyStats:
        """What went through so far."""
        ledger = self._ledger
        return ProxyStats(
            connections=ledger.connections,
            open=len(self._open),
            unreachable=ledger.unreachable,
            cuts=ledger.cuts,
            stalls=ledger.stalls,
            bytes_up=ledger.passed["up"],
            bytes_down=ledger.passed["down"],
        )

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The current exchange of every open connection."""
        return tuple(relay.exchange for relay in self._open.values())

    async def __aenter__(self) -> Self:
        self._held = bind_port()
        self.port = self._held.getsockname()[1]
        await self.accept()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Reset whatever is open and give the port back. Closing twice is fine."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        if self._held is not None:
            self._held.close()
            self._held = None
        for armed in list(self._ledger.armed):
            armed.remove()
        tasks = list(self._tasks)
        self._drop(everything)
        if tasks:
            await asyncio.wait(tasks)
        if server is not None:
            await server.wait_closed()

    def add(self, rule: Rule) -> ArmedRule:
        """Put a rule to work.

        Args:
            rule: a `Cut`, `Truncate`, `Stall` or `Delay`.

        Returns:
            The rule at work; as a context manager it is removed at the end of the block.
        """
        armed = ArmedRule(rule, armed=self._ledger.armed)
        self._ledger.armed.append(armed)
        return armed

    def cut(self, match: Match = everything) -> int:
        """Reset open connections now.

        Args:
            match: which ones, judged by their current exchange; all by default.

        Returns:
            How many there were.
        """
        dropped = self._drop(match)
        self._ledger.cuts += dropped
        return dropped

    async def refuse(self) -> None:
        """Refuse new connections, as a machine where nobody listens does. Open ones go on."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._held = bind_port(self.port)

    async def accept(self) -> None:
        """Accept new connections again."""
        if self._server is None:
            held, self._held = self._held, None
            self._server = await asyncio.start_server(self._welcome, sock=held or bind_port(self.port))

    @contextlib.asynccontextmanager
    async def refusing(self) -> AsyncIterator[None]:
        """Refuse new connections for the length of a block."""
        await self.refuse()
        try:
            yield
        finally:
            await self.accept()

    @contextlib.asynccontextmanager
    async def cutting(self, *, every: float, match: Match = everything) -> AsyncIterator[None]:
        """Cut a connection at random, again and again, for the length of a block.

        Args:
            every: seconds between two cuts, on average.
            match: which connections may be cut.
        """
        task = asyncio.create_task(self._cut_at_random(every, match), name="FaultProxy cutting")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _cut_at_random(self, every: float, match: Match) -> None:
        while True:
            await asyncio.sleep(self._ledger.random.expovariate(1 / every))
            eligible = [exchange for exchange in self.exchanges if match(exchange)]
            if eligible:
                self.cut(self._ledger.random.choice(eligible).__eq__)

    def _drop(self, match: Match) -> int:
        dropped = [relay for relay in self._open.values() if match(relay.exchange)]
        for relay in dropped:
            relay.reset()
            if relay.task is not None:
                relay.task.cancel()
        return len(dropped)

    def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ledger.connections += 1
        number = self._ledger.connections
        relay = self._open[number] = Relay(Exchange(number), writer, self._ledger)
        relay.task = asyncio.create_task(relay.run(reader, *self._target), name=f"FaultProxy connection {number}")
        self._tasks.add(relay.task)
        relay.task.add_done_callback(functools.partial(self._forget, number))

    def _forget(self, number: int, task: asyncio.Task[None]) -> None:
        self._open.pop(number, None)
        self._tasks.discard(task)
