"""`ProxyConnection`: one connection through a `FaultProxy`, with the rules applied to the data of both directions."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import TYPE_CHECKING, Self

from attrs import define, field

from invokeai_sdk.testing.fault_rules import Cut, Delay, Direction, Exchange, RequestHead, Rule, Stall, Truncate

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from types import TracebackType

_CHUNK_BYTES = 65536
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@define(eq=False)
class ArmedRule:
    """A rule that a proxy applies. As a context manager, it is removed at the end of the block.

    Attributes:
        rule: the rule.
        hits: the number of exchanges that the rule was applied to.
    """

    rule: Rule
    hits: int = 0
    _removed: asyncio.Event = field(factory=asyncio.Event, repr=False)
    _armed: list[ArmedRule] = field(factory=list, repr=False)

    def remove(self) -> None:
        """Stop applying the rule, and pass on the data that it holds back. Removing it again does nothing."""
        self._removed.set()
        if self in self._armed:
            self._armed.remove(self)

    async def wait_removed(self) -> None:
        """Wait until the rule is removed."""
        await self._removed.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.remove()


@define(eq=False)
class ProxyState:
    """State that all connections of a proxy share.

    Attributes:
        random: the random number generator.
        armed: the rules that are applied, in the order in which they were added.
        connections: the number of connections that clients opened.
        unreachable: the number of connections that were reset because the server was not reachable.
        cuts: the number of connections that were cut or truncated.
        stalls: the number of exchanges that were stalled.
        passed: the number of bytes passed on, by direction.
    """

    random: random.Random
    armed: list[ArmedRule] = field(factory=list)
    connections: int = 0
    unreachable: int = 0
    cuts: int = 0
    stalls: int = 0
    passed: dict[Direction, int] = field(factory=lambda: {"up": 0, "down": 0})


class _ConnectionEndedByRule(Exception):
    """A rule ends this connection."""


@define(eq=False)
class ProxyConnection:
    """The connection of a client to the proxy, and the corresponding connection of the proxy to the server.

    Attributes:
        exchange: the current exchange.
        task: the task that runs `run`.
    """

    exchange: Exchange
    task: asyncio.Task[None] | None = field(default=None, init=False)
    _client: asyncio.StreamWriter
    _state: ProxyState
    _server: asyncio.StreamWriter | None = field(default=None, init=False)
    _passed: dict[Direction, int] = field(factory=lambda: {"up": 0, "down": 0}, init=False)
    _decided: dict[ArmedRule, bool] = field(factory=dict, init=False)

    async def run(self, from_client: asyncio.StreamReader, host: str, port: int) -> None:
        """Pass on data in both directions until both sides have closed, one side resets, or a rule ends the connection.

        Args:
            from_client: the reader of the client's connection.
            host: the host of the server.
            port: the port of the server.
        """
        try:
            try:
                from_server, self._server = await asyncio.open_connection(host, port)
            except OSError:
                self._state.unreachable += 1
                return
            with _ignore_broken_connections():
                async with asyncio.TaskGroup() as pumps:
                    up = self._pump("up", from_client, self._server)
                    down = self._pump("down", from_server, self._client)
                    pumps.create_task(up, name=f"FaultProxy up {self.exchange.connection}")
                    pumps.create_task(down, name=f"FaultProxy down {self.exchange.connection}")
                for writer in (self._client, self._server):
                    writer.close()
                    await writer.wait_closed()
        finally:
            self.reset()

    def reset(self) -> None:
        """Reset the sides of the connection that are not closed yet."""
        for writer in (self._client, self._server):
            if writer is None or writer.is_closing():
                continue
            with contextlib.suppress(OSError):  # already closed
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            writer.transport.abort()

    async def _pump(self, direction: Direction, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(_CHUNK_BYTES):
            if direction == "up":
                self._observe(chunk)
            for armed in list(self._state.armed):
                await self._apply(armed, direction, chunk, sink)
            await self._forward(direction, chunk, sink)
        sink.write_eof()

    async def _forward(self, direction: Direction, chunk: bytes, sink: asyncio.StreamWriter) -> None:
        self._passed[direction] += len(chunk)
        self._state.passed[direction] += len(chunk)
        sink.write(chunk)
        await sink.drain()

    async def _apply(self, armed: ArmedRule, direction: Direction, chunk: bytes, sink: asyncio.StreamWriter) -> None:
        rule = armed.rule
        allowed = rule.after - self._passed[direction]
        if rule.direction not in (None, direction) or len(chunk) <= allowed or not self._is_hit_by(armed):
            return
        if isinstance(rule, Delay):
            await asyncio.sleep(rule.seconds)
        elif isinstance(rule, Stall):
            await armed.wait_removed()
        elif isinstance(rule, Cut | Truncate):
            await self._forward(direction, chunk[: max(allowed, 0)], sink)
            self._state.cuts += 1
            if isinstance(rule, Truncate):
                sink.close()
                await sink.wait_closed()
            raise _ConnectionEndedByRule

    def _is_hit_by(self, armed: ArmedRule) -> bool:
        """Return whether the rule applies to the current exchange; decided once per exchange."""
        if armed not in self._decided:
            rule = armed.rule
            hit = (
                (rule.times is None or armed.hits < rule.times)
                and rule.match(self.exchange)
                and self._state.random.random() < rule.probability
            )
            self._decided[armed] = hit
            armed.hits += hit
            self._state.stalls += hit and isinstance(rule, Stall)
        return self._decided[armed]

    def _observe(self, data: bytes) -> None:
        """Detect the start of the next exchange: a client sends no request before the previous one is answered."""
        if self.exchange.request is not None and self.exchange.request.websocket:
            return
        request = RequestHead.parse(data)
        if request is not None:
            self.exchange = Exchange(self.exchange.connection, self.exchange.number + 1, request)
            self._passed = {"up": 0, "down": 0}
            self._decided.clear()


@contextlib.contextmanager
def _ignore_broken_connections() -> Iterator[None]:
    """Suppress the errors of broken connections, but no others."""
    try:
        yield
    except* (_ConnectionEndedByRule, OSError):
        pass
