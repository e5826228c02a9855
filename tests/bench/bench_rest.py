"""Cost of a REST call compared with httpx alone, one call after the other on one warm connection."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx
from invokeai_api import api
from timing import Row, compare_async

from invokeai_sdk import ClientOptions
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home_folder import ServerNotInstalledError
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

ROUNDS = 9

VERSION = {"version": "6.14.2"}
STATUS = {
    "queue": {"queue_id": "default", "item_id": None, "batch_id": None, "session_id": None, "total": 12}
    | dict.fromkeys(("pending", "in_progress", "waiting", "completed", "failed", "canceled"), 2),
    "processor": {"is_started": True, "is_processing": False},
}
OPERATIONS = (
    ("app.app_version", "/api/v1/app/version", api.app.app_version),
    ("queue.get_queue_status", "/api/v1/queue/default/status", lambda: api.queue.get_queue_status(queue_id="default")),
)
ANSWERS = dict(zip((path for _, path, _ in OPERATIONS), (VERSION, STATUS), strict=True))


def rows() -> list[Row]:
    """Compare with httpx alone, against a minimal server and against a real server."""
    found = asyncio.run(_loopback())
    try:
        with LocalServer(tiny_models=False) as server:
            found += asyncio.run(
                _measure(server.url, "a real server, waiting included", repetitions=20, clock=time.perf_counter)
            )
    except ServerNotInstalledError:
        print("no local server is installed: skipping the REST rows of a real server", file=sys.stderr)
    return found


async def _loopback() -> list[Row]:
    async with _tiny_server() as url:
        return await _measure(url, "processor time", repetitions=60, clock=time.process_time)


async def _measure(url: str, where: str, *, repetitions: int, clock: Callable[[], float]) -> list[Row]:
    found = []
    async with httpx.AsyncClient(base_url=url) as http, Transport(ClientOptions(url=url)) as transport:
        for name, path, build in OPERATIONS:

            async def plain(path: str = path) -> object:
                response = await http.get(path)
                response.raise_for_status()
                return json.loads(response.content)

            for kind, request in (("send", build), ("send as JSON", lambda build=build: build().as_json())):
                ours = lambda request=request: transport.send(request())  # noqa: E731 - binds the loop variable
                result = await compare_async(ours, plain, rounds=ROUNDS, repetitions=repetitions, clock=clock)
                found.append(Row(f"{kind} `{name}`, {where}", "httpx + `json.loads`", *result))
    return found


@asynccontextmanager
async def _tiny_server() -> AsyncIterator[str]:
    """Run a server in another process that answers GET requests from memory, and yield its URL."""
    process = await asyncio.create_subprocess_exec(sys.executable, __file__, stdout=asyncio.subprocess.PIPE)
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()


async def _serve() -> None:
    """Print the URL and answer requests until the process is killed."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = json.dumps(ANSWERS[head.split(b" ", 2)[1].decode()]).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
                    + body
                )
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
