"""One connection through a `FaultProxy`: the bytes of both ways, and what the rules make of them."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import TYPE_CHECKING, Self

from attrs import define, field

from invokeai_sdk.testing.fault_rules import Cut, Delay, Direction, Exchange, Request, Rule, Stall, Truncate

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from types import TracebackType

_PIECE = 65536
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@define(eq=False)
class ArmedRule:
    """A rule at work in a proxy.

    Attributes:
        rule: the rule.
        hits: how many exchanges it has hit.
    """

    rule: Rule
    hits: int = 0
    _released: asyncio.Event = field(factory=asyncio.Event, repr=False)
    _armed: list[ArmedRule] = field(factory=list, repr=False)

    def remove(self) -> None:
        """Take the rule out; what it holds back flows on. Removing it twice is fine."""
        self._released.set()
        if self in self._armed:
            self._armed.remove(self)

    async def released(self) -> None:
        """Wait until the rule is removed."""
        await self._released.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.remove()


@define(eq=False)
class Ledger:
    """What the connections of a proxy share: the rules at work, the dice, and the counts."""

    random: random.Random
    armed: list[ArmedRule] = field(factory=list)
    connections: int = 0
    unreachable: int = 0
    cuts: int = 0
    stalls: int = 0
    passed: dict[Direction, int] = field(factory=lambda: {"up": 0, "down": 0})


class _Broken(Exception):
    """The rules end this connection now."""


@define(eq=False)
class Relay:
    """One client's connection, and the one made for it to the server.

    Attributes:
        exchange: what is going on in it.
        task: what runs it.
    """

    exchange: Exchange
    task: asyncio.Task[None] | None = field(default=None, init=False)
    _client: asyncio.StreamWriter
    _ledger: Ledger
    _server: asyncio.StreamWriter | None = field(default=None, init=False)
    _passed: dict[Direction, int] = field(factory=lambda: {"up": 0, "down": 0}, init=False)
    _decided: dict[ArmedRule, bool] = field(factory=dict, init=False)

    async def run(self, from_client: asyncio.StreamReader, host: str, port: int) -> None:
        """Pass bytes both ways until both sides are done, one breaks off, or a rule says so."""
        try:
            try:
                from_server, self._server = await asyncio.open_connection(host, port)
            except OSError:
                self._ledger.unreachable += 1
                return
            with _only_what_networks_do():
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
        """Drop both sides without a goodbye, those that are not closed yet."""
        for writer in (self._client, self._server):
            if writer is None or writer.is_closing():
                continue
            with contextlib.suppress(OSError):  # already gone
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            writer.transport.abort()

    async def _pump(self, direction: Direction, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while piece := await source.read(_PIECE):
            if direction == "up":
                self._observe(piece)
            for armed in list(self._ledger.armed):
                await self._apply(armed, direction, piece, sink)
            await self._forward(direction, piece, sink)
        sink.write_eof()

    async def _forward(self, direction: Direction, piece: bytes, sink: asyncio.StreamWriter) -> None:
        self._passed[direction] += len(piece)
        self._ledger.passed[direction] += len(piece)
        sink.write(piece)
        await sink.drain()

    async def _apply(self, armed: ArmedRule, direction: Direction, piece: bytes, sink: asyncio.StreamWriter) -> None:
        rule = armed.rule
        allowed = rule.after - self._passed[direction]
        if rule.direction not in (None, direction) or len(piece) <= allowed or not self._hits(armed):
            return
        if isinstance(rule, Delay):
            await asyncio.sleep(rule.seconds)
        elif isinstance(rule, Stall):
            await armed.released()
        elif isinstance(rule, Cut | Truncate):
            await self._forward(direction, piece[: max(allowed, 0)], sink)
            self._ledger.cuts += 1
            if isinstance(rule, Truncate):
                sink.close()
                await sink.wait_closed()
            raise _Broken

    def _hits(self, armed: ArmedRule) -> bool:
        """Decide, once for each exchange, whether the rule hits it."""
        if armed not in self._decided:
            rule = armed.rule
            hit = (
                (rule.times is None or armed.hits < rule.times)
                and rule.match(self.exchange)
                and self._ledger.random.random() < rule.probability
            )
            self._decided[armed] = hit
            armed.hits += hit
            self._ledger.stalls += hit and isinstance(rule, Stall)
        return self._decided[armed]

    def _observe(self, data: bytes) -> None:
        """Notice where the next exchange begins: clients do not send one before the last is answered."""
        if self.exchange.request is not None and self.exchange.request.websocket:
            return
        request = Request.parse(data)
        if request is not None:
            self.exchange = Exchange(self.exchange.connection, self.exchange.number + 1, request)
            self._passed = {"up": 0, "down": 0}
            self._decided.clear()


@contextlib.contextmanager
def _only_what_networks_do() -> Iterator[None]:
    """Let pass that a connection broke, and nothing else."""
    try:
        yield
    except* (_Broken, OSError):
        pass
