"""Every fault of the proxy, in front of a server that sends a fixed response to each request."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress

import pytest

from invokeai_sdk.testing import Cut, Delay, FaultProxy, Stall, Truncate, plain_http, request, websocket
from tests.polling import wait_until

BODY = b"x" * 1000


class Upstream:
    """A server that responds to each request with 1,000 bytes, and records the request lines."""

    def __init__(self):
        self.seen = []
        self.url = ""

    async def serve(self, reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.seen.append(head.split(b"\r\n")[0].decode())
                if b"Upgrade: websocket" in head:
                    writer.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
                else:
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + BODY)
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def upstream_server():
    upstream = Upstream()
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    upstream.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield upstream
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def both(**options):
    async with upstream_server() as upstream, FaultProxy(upstream.url, **options) as proxy:
        yield upstream, proxy


class Client:
    """A connection that stays open between requests."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, proxy):
        return cls(*await asyncio.open_connection("127.0.0.1", proxy.port))

    async def send(self, method="GET", path="/", extra=b""):
        self.writer.write(f"{method} {path} HTTP/1.1\r\nHost: x\r\n".encode() + extra + b"\r\n")
        await self.writer.drain()

    async def ask(self, method="GET", path="/"):
        await self.send(method, path)
        await self.reader.readuntil(b"\r\n\r\n")
        return await self.reader.readexactly(1000)

    async def upgrade(self):
        await self.send(path="/ws", extra=b"Upgrade: websocket\r\nConnection: Upgrade\r\n")
        return await self.reader.readuntil(b"\r\n\r\n")

    async def close(self):
        self.writer.close()
        with suppress(OSError):
            await self.writer.wait_closed()


@asynccontextmanager
async def client(proxy):
    made = await Client.connect(proxy)
    try:
        yield made
    finally:
        await made.close()


async def test_data_is_passed_on_and_counted():
    async with both() as (upstream, proxy):
        async with client(proxy) as c:
            assert await c.ask(path="/a") == BODY
            assert await c.ask("POST", "/b?q=1") == BODY
            (exchange,) = proxy.exchanges
            assert (exchange.number, exchange.request.method, exchange.request.path) == (2, "POST", "/b")
            assert proxy.stats.open == 1
        assert upstream.seen == ["GET /a HTTP/1.1", "POST /b?q=1 HTTP/1.1"]
        assert proxy.stats.connections == 1
        assert proxy.stats.cuts == 0
        assert proxy.stats.bytes_down > 2000


async def test_cut_resets_only_what_matches():
    async with both() as (_, proxy), client(proxy) as socket, client(proxy) as plain:
        await socket.upgrade()
        await plain.ask()
        assert proxy.cut(websocket) == 1
        with pytest.raises(ConnectionResetError):
            await socket.reader.readexactly(1)
        assert await plain.ask() == BODY
        assert proxy.stats.cuts == 1


async def test_a_request_arrives_if_its_response_is_cut_but_not_if_it_is_cut_itself():
    async with both() as (upstream, proxy):
        enqueue = request("POST", "*/enqueue_batch")
        with proxy.add(Cut(match=enqueue, direction="down", times=1)) as rule:
            async with client(proxy) as c:
                assert await c.ask() == BODY  # on the same connection, but another request
                with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
                    await c.ask("POST", "/api/v1/queue/default/enqueue_batch")
            assert upstream.seen[-1].startswith("POST")
            async with client(proxy) as c:  # the rule applies only once
                assert await c.ask("POST", "/api/v1/queue/default/enqueue_batch") == BODY
            assert rule.hits == 1
        seen = len(upstream.seen)
        with proxy.add(Cut(match=enqueue, direction="up")):
            async with client(proxy) as c:
                with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
                    await c.ask("POST", "/api/v1/queue/default/enqueue_batch")
        assert len(upstream.seen) == seen


@pytest.mark.parametrize("after", [0, 1, 100])
async def test_truncate_closes_regularly_after_a_number_of_bytes(after):
    async with both() as (_, proxy), client(proxy) as c:
        with proxy.add(Truncate(direction="down", after=after)):
            await c.send()
            assert len(await c.reader.read()) == after


async def test_a_stall_holds_until_it_is_removed():
    async with both() as (_, proxy), client(proxy) as c, client(proxy) as other:
        with proxy.add(Stall(match=request("GET", "/slow"), direction="down")):
            asking = asyncio.create_task(c.ask(path="/slow"))
            assert await other.ask(path="/fast") == BODY
            await wait_until(lambda: proxy.stats.stalls == 1)
            assert not asking.done()
        assert await asking == BODY


async def test_a_delay_delays():
    async with both() as (_, proxy), client(proxy) as c:
        with proxy.add(Delay(seconds=0.2, direction="up", match=plain_http)):
            started = time.monotonic()
            assert await c.ask() == BODY
            assert time.monotonic() - started >= 0.2
        assert await c.ask() == BODY


async def test_refusing_does_not_affect_open_connections():
    async with both() as (_, proxy), client(proxy) as c:
        port = proxy.port
        async with proxy.refusing():
            with pytest.raises(ConnectionRefusedError):
                await Client.connect(proxy)
            assert await c.ask() == BODY
        async with client(proxy) as again:
            assert await again.ask() == BODY
        assert proxy.port == port


async def test_an_unreachable_server_resets_the_client():
    async with upstream_server() as upstream:
        url = upstream.url
    async with FaultProxy(url) as proxy, client(proxy) as c:
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await c.ask()
        assert proxy.stats.unreachable == 1


async def test_probability_is_repeatable_and_drawn_once_per_exchange():
    async def outcomes(seed):
        lost = []
        async with both(seed=seed) as (_, proxy):
            proxy.add(Cut(direction="down", probability=0.5))
            for _ in range(12):
                async with client(proxy) as c:
                    try:
                        lost.append(await c.ask() != BODY)
                    except (OSError, asyncio.IncompleteReadError):
                        lost.append(True)
        return lost

    first = await outcomes(7)
    assert first == await outcomes(7)
    assert 0 < sum(first) < 12


async def test_cutting_at_random_times():
    async with both(seed=1) as (_, proxy):
        async with proxy.cutting(every=0.01, match=plain_http):
            deadline = time.monotonic() + 10
            while proxy.stats.cuts < 10 and time.monotonic() < deadline:
                async with client(proxy) as c:
                    try:
                        while True:
                            await c.ask()
                    except (OSError, asyncio.IncompleteReadError):
                        pass
        cuts = proxy.stats.cuts
        assert cuts >= 10
        async with client(proxy) as c:
            assert await c.ask() == BODY
        assert proxy.stats.cuts == cuts


async def test_closing_resets_stalled_connections():
    async with both() as (_, proxy):
        proxy.add(Stall())
        c = await Client.connect(proxy)
        await c.send()
        await wait_until(lambda: proxy.stats.stalls == 1)
        await proxy.aclose()
        with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
            await c.reader.readexactly(1)
        await c.close()
        assert proxy.stats.open == 0


def test_only_plain_http_can_be_proxied():
    with pytest.raises(ValueError, match="http://"):
        FaultProxy("https://example.com")
