"""What the SDK adds to jobs and their events, over httpx and python-socketio alone."""

from __future__ import annotations

import asyncio
import json
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any

import httpx
import socketio
from timing import Row, paired, spread, timer

from invokeai_sdk.core import Core
from invokeai_sdk.events.decode import decode
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home import ServerNotInstalledError
from invokeai_sdk.workflow.compiled import CompiledBatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

JOBS = 100
ROUNDS = 5
STREAMS = 1000
ENDS = {"completed", "failed", "canceled"}

COMPLETE = {
    "queue_id": "default",
    "item_id": 0,
    "batch_id": "0",
    "origin": "workflows",
    "destination": "gallery",
    "user_id": "system",
    "session_id": str(uuid.uuid4()),
    "invocation": {"id": str(uuid.uuid4()), "type": "l2i", "is_intermediate": True, "use_cache": True, "fp32": False}
    | {"latents": {"latents_name": str(uuid.uuid4()), "seed": 7}, "vae": {"vae": {"key": str(uuid.uuid4())}}},
    "invocation_source_id": "l2i:1",
    "result": {"type": "image_output", "image": {"image_name": "x.png"}, "width": 64, "height": 64},
    "timestamp": 1,
}


def rows() -> list[Row]:
    """Compare the work per event with reading its JSON, and whole jobs with the bare libraries."""
    found = [_decoding(), asyncio.run(_dispatch())]
    try:
        with LocalServer(tiny_models=False) as server:
            found += asyncio.run(_jobs(server.url))
    except ServerNotInstalledError:
        print("no local server is installed: its event rows are left out", file=sys.stderr)
    return found


def _decoding() -> Row:
    text = json.dumps(COMPLETE)
    ratio = paired(timer(lambda: decode("invocation_complete", COMPLETE)), timer(lambda: json.loads(text)))
    return Row("decoding an `invocation_complete`", "`json.loads` of its text", *ratio)


async def _dispatch() -> Row:
    """An event to its one job among a thousand, each with a stream that is read."""
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    registry = core.shared(JobRegistry)
    streams = []
    for item_id in range(STREAMS):
        batch = registry.open_batch(str(item_id), "default")
        registry.seal(batch, [item_id])
        streams.append(JobStream(batch, _never))
    payloads = [COMPLETE | {"item_id": item_id, "batch_id": str(item_id)} for item_id in range(STREAMS)]
    texts = [json.dumps(payload) for payload in payloads]

    def ours() -> None:
        for payload in payloads:
            core.events.router.dispatch("invocation_complete", payload)

    def theirs() -> None:
        for text in texts:
            json.loads(text)

    ratio = paired(timer(ours), timer(theirs))
    assert all(stream.pending for stream in streams)
    await core.aclose()
    return Row(f"an event through to its stream, {STREAMS} streams open", "`json.loads` of its text", *ratio)


async def _jobs(url: str) -> list[Row]:
    core = Core(ClientOptions(url=url))
    bare = _Bare(url)
    await bare.open()
    try:
        await core.events.connected(30)

        async def ours() -> None:
            batch = await submit(core, _trivial())
            seen = [event async for event in batch.events()]
            assert sum(event.lasting for event in seen) == JOBS

        speeds, works = [], []
        for number in range(-1, ROUNDS):
            ours_took, bare_took = await _timed(ours), await _timed(bare.run)
            if number >= 0:  # the first pair warms both sides up
                speeds.append(bare_took[0] / ours_took[0])
                works.append(ours_took[1] / bare_took[1])
    finally:
        await bare.close()
        await core.aclose()
    what = f"{ROUNDS} times {JOBS} jobs on a real server, with all their events"
    return [
        Row(f"{what}: jobs a second", "httpx + python-socketio", *spread(speeds), target=0.95, below=False),
        Row(f"{what}: the client's processor time", "httpx + python-socketio", *spread(works)),
    ]


async def _timed(run: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    await run()
    return time.perf_counter() - began[0], time.process_time() - began[1]


class _Bare:
    """The least a program can do to run jobs and see their events."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.AsyncClient(base_url=url, timeout=60)
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("*", self.on_event)
        self.events: list[Any] = []
        self.batch_id = ""
        self.left = 0
        self.done = asyncio.Event()

    async def open(self) -> None:
        await self.socket.connect(self.url, transports=["websocket"], socketio_path="/ws/socket.io", wait_timeout=30)
        await self.socket.call("subscribe_queue", {"queue_id": "default"})

    def on_event(self, name: str, payload: Any) -> None:
        if payload.get("batch_id") != self.batch_id:
            return
        self.events.append(payload)
        if name == "queue_item_status_changed" and payload["status"] in ENDS:
            self.left -= 1
            if not self.left:
                self.done.set()

    async def run(self) -> None:
        self.batch_id, self.left, self.events = str(uuid.uuid4()), JOBS, []
        self.done.clear()
        response = await self.http.post("/api/v1/queue/default/enqueue_batch", json=_trivial().body(self.batch_id))
        response.raise_for_status()
        await self.done.wait()

    async def close(self) -> None:
        await self.socket.disconnect()
        await self.http.aclose()


def _trivial() -> CompiledBatch:
    node = {"id": "n", "type": "integer", "value": 1, "use_cache": False, "is_intermediate": True}
    return CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": {"n": node}, "edges": []}, runs=JOBS)


async def _never() -> Any:
    raise AssertionError


if __name__ == "__main__":
    for row in rows():
        print(row, row.verdict)
