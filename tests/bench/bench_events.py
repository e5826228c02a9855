"""Cost of events and jobs compared with httpx and python-socketio alone."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
import tracemalloc
import uuid
from typing import TYPE_CHECKING, Any

import httpx
import socketio
from timing import Row, compare, spread, timer

from invokeai_sdk.core import Core
from invokeai_sdk.events.buffer import DEFAULT_SIZE
from invokeai_sdk.events.decode import decode
from invokeai_sdk.events.router import Router
from invokeai_sdk.events.subscription import Subscription
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.registry import JobRegistry
from invokeai_sdk.jobs.streams import JobStream
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home_folder import ServerNotInstalledError
from invokeai_sdk.workflow.compiled_batch import CompiledBatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from invokeai_sdk.events.stream_items import Event

JOBS = 500
ROUNDS = 5
STREAMS = 1000
ALLOWED = 8 << 10
"""Bytes that an idle job handle with a stream may use."""
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
    """Compare the work for an event with reading its JSON, and whole jobs with the bare libraries."""
    found = [_decoding(), asyncio.run(_dispatch()), *_fan_out(), asyncio.run(_memory())]
    try:
        with LocalServer(tiny_models=False) as server:
            found += asyncio.run(_jobs(server.url))
    except ServerNotInstalledError:
        print("no local server is installed: skipping the event rows", file=sys.stderr)
    return found


def _decoding() -> Row:
    text = json.dumps(COMPLETE)
    ratio = compare(timer(lambda: decode("invocation_complete", COMPLETE)), timer(lambda: json.loads(text)))
    return Row("decoding an `invocation_complete`", "`json.loads` of its text", *ratio)


async def _dispatch() -> Row:
    """Dispatch events to the stream of their job, one of a thousand."""
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    dispatch = core.events.router.dispatch
    streams = _streams(core)
    payloads = [COMPLETE | {"item_id": item_id, "batch_id": str(item_id)} for item_id in range(STREAMS)]
    texts = [json.dumps(payload) for payload in payloads]

    def theirs() -> None:
        for text in texts:
            json.loads(text)

    def to_one() -> None:
        for payload in payloads:
            dispatch("invocation_complete", payload)

    to_its_job = compare(timer(to_one), timer(theirs))
    _record(f"an event through to its stream, {STREAMS} open", timer(to_one), STREAMS)
    assert all(stream.pending for _, stream in streams)

    await core.aclose()
    return Row(f"an event through to its stream, {STREAMS} streams open", "`json.loads` of its text", *to_its_job)


def _fan_out() -> list[Row]:
    """Dispatch one event to a thousand subscribers, with and without subscribers that do not read."""
    text = json.dumps(COMPLETE)
    every, some = _Readers(stalled=0), _Readers(stalled=STREAMS // 10)
    each = compare(every.measure, timer(lambda: [json.loads(text) for _ in range(STREAMS)]))
    _record(f"an event to one of {STREAMS} subscribers", every.measure, STREAMS)
    stalled = compare(some.measure, every.measure)
    return [
        Row(f"an event to {STREAMS} subscribers, for each", "`json.loads` of its text", *each),
        Row(f"an event to {STREAMS} subscribers, a tenth of them stalled", "none stalled", *stalled, target=1.1),
    ]


class _Readers:
    """Subscribers of one socket, some of which never read; only the dispatch is timed."""

    def __init__(self, *, stalled: int) -> None:
        self.router = Router()
        self.all: list[Subscription[Event]] = [Subscription() for _ in range(STREAMS)]
        self.reading = self.all[stalled:]
        for subscription in self.all:
            self.router.add_subscription(subscription, frozenset())
        for _ in range(2 * DEFAULT_SIZE):  # fill the buffers of the subscribers that never read
            self.measure(1)

    def measure(self, repetitions: int) -> float:
        took = 0.0
        for _ in range(repetitions):
            began = time.process_time()
            self.router.dispatch("invocation_complete", COMPLETE)
            took += time.process_time() - began
            for subscription in self.reading:
                subscription._buffer.pop()
        return took


async def _memory() -> Row:
    """Measure the memory of a thousand idle job handles with a stream each."""
    core = Core(ClientOptions(url="http://127.0.0.1:9"))
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    kept = _streams(core)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    ratio = (after - before) / len(kept) / ALLOWED
    await core.aclose()
    return Row("memory of an idle job handle with a stream", "8 KiB", ratio, ratio, ratio, target=1.0)


def _streams(core: Core) -> list[tuple[JobHandle, JobStream]]:
    """Make a batch, a job handle and a stream, a thousand times."""
    registry = core.shared(JobRegistry)
    made = []
    for item_id in range(STREAMS):
        batch = registry.open_batch(str(item_id), "default")
        registry.seal(batch, [item_id])
        handle = JobHandle(core, item_id, tracker=batch.jobs[item_id])
        made.append((handle, JobStream(batch, _never)))
    return made


def _record(what: str, measure: Callable[[int], float], events: int) -> None:
    """Print the shortest of several times; the results have only ratios, because times depend on the machine."""
    seconds = min(measure(5) for _ in range(20)) / 5 / events
    print(f"{what}: {seconds * 1e6:.2f} µs", file=sys.stderr)


async def _jobs(url: str) -> list[Row]:
    core = Core(ClientOptions(url=url))
    bare = _Bare(url)
    await bare.open()
    try:
        await core.events.wait_connected(30)

        async def ours() -> None:
            batch = await submit(core, _trivial())
            seen = [event async for event in batch.events()]
            assert sum(event.lasting for event in seen) == JOBS

        speeds, works = [], []
        for number in range(-1, ROUNDS):
            ours_took, bare_took = await _measure_run(ours), await _measure_run(bare.run)
            if number >= 0:  # the first pair warms both sides up
                speeds.append(bare_took[0] / ours_took[0])
                works.append(ours_took[1] / bare_took[1])
    finally:
        await bare.close()
        await core.aclose()
    what = f"{JOBS} jobs submitted at once to a real server, with all their events"
    return [
        Row(f"{what}: jobs a second", "httpx + python-socketio", *spread(speeds), target=0.95, below=False),
        Row(f"{what}: the client's processor time", "httpx + python-socketio", *spread(works)),
    ]


async def _measure_run(run: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    await run()
    return time.perf_counter() - began[0], time.process_time() - began[1]


class _Bare:
    """A minimal program that runs jobs and receives their events."""

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
