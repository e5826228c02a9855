"""A small real HTTP server on loopback, with the answers that each test gives."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from attrs import define, field, frozen

from invokeai_sdk.options import ClientOptions
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable


@frozen
class Request:
    """A request that the server received."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)


@frozen
class Answer:
    """An answer for the server to send.

    `declared` is a Content-Length other than the true one. After the `last` answer of a connection, the server reads one
    more request and closes the connection.
    """

    status: int = 200
    body: bytes = b"null"
    content_type: str = "application/json"
    headers: dict[str, str] = field(factory=dict)
    declared: int | None = None
    delay: float = 0.0
    hang_up: bool = False
    last: bool = False

    @classmethod
    def of(cls, data: object, status: int = 200, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, json.dumps(data).encode(), headers=named)


@define
class Loopback:
    """The server; `answer` decides, `requests` remembers."""

    answer: Callable[[Request], Answer]
    requests: list[Request] = field(factory=list)
    connections: int = 0
    tls: ssl.SSLContext | None = None
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[Any] | None] = field(factory=set)

    @property
    def port(self) -> int:
        assert self._server is not None
        return self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"{'http' if self.tls is None else 'https'}://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in self._tasks if task), return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.current_task())
        self.connections += 1
        try:
            while request := await _read(reader):
                self.requests.append(request)
                answer = self.answer(request)
                if answer.delay:
                    await asyncio.sleep(answer.delay)
                if answer.hang_up:
                    break
                writer.write(_head(answer) + (b"" if request.method == "HEAD" else answer.body))
                await writer.drain()
                if answer.last:
                    await _read(reader)
                if answer.last or answer.declared is not None:
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
            self._tasks.discard(asyncio.current_task())


async def _read(reader: asyncio.StreamReader) -> Request | None:
    line = await reader.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    headers: dict[str, str] = {}
    while (line := (await reader.readline()).decode().strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = b""
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
    return Request(method, target, headers, body)


def _head(answer: Answer) -> bytes:
    headers = {"Content-Type": answer.content_type, **answer.headers}
    if answer.status != 204:
        headers["Content-Length"] = str(len(answer.body) if answer.declared is None else answer.declared)
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {answer.status} Whatever\r\n{lines}\r\n".encode()


@pytest.fixture
async def loopback():
    server = Loopback(lambda _: Answer())
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def connect(loopback) -> Any:
    """Return a function that makes a transport to the loopback server; all are closed at the end."""
    made: list[Transport] = []

    def make(sub_path: str = "", *, http: Any = None, **options: Any) -> Transport:
        transport = Transport(ClientOptions(url=loopback.url + sub_path, **options), http=http)
        made.append(transport)
        return transport

    yield make
    for transport in made:
        await transport.aclose()


@pytest.fixture
def no_waiting(monkeypatch) -> list[float]:
    """Let retries happen at once; return the delays they asked for."""
    delays: list[float] = []

    async def at_once(seconds: float) -> None:
        delays.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr("invokeai_sdk.transport.transport.anyio.sleep", at_once)
    return delays


@pytest.fixture
def answer() -> type[Answer]:
    return Answer


@pytest.fixture
def in_turn() -> Callable[..., Callable[[Request], Answer]]:
    """Return a function that makes a handler giving one answer after the other, the last for ever."""

    def make(*answers: Answer) -> Callable[[Request], Answer]:
        left = list(answers)
        return lambda _: left.pop(0) if len(left) > 1 else left[0]

    return make
