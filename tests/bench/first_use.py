"""First use of the client in a process of its own: prints the longest pauses of the event loop, as JSON.

`python first_use.py URL WORKFLOW`. Nothing of the SDK is imported before the probe runs.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CALLS = 20
"""Number of bare calls whose median is the unit."""
TICK = 0.001
"""Seconds that the probe sleeps between two measurements."""


@asynccontextmanager
async def _probe() -> AsyncIterator[list[float]]:
    """Measure the pauses of the event loop, in seconds, until the block ends."""
    pauses: list[float] = []

    async def measure() -> None:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            pauses.append(now - before - TICK)
            before = now

    task = asyncio.create_task(measure())
    await asyncio.sleep(0)
    try:
        yield pauses
        await asyncio.sleep(2 * TICK)  # the last pause counts too
    finally:
        task.cancel()


async def _measure(url: str, path: Path) -> dict[str, float]:
    """Return the seconds of a bare call, and the longest pauses of opening a client and of its first job."""
    calls = []
    async with httpx.AsyncClient(base_url=url) as http:
        for _ in range(CALLS):
            began = time.perf_counter()
            (await http.get("/api/v1/app/version")).raise_for_status()
            calls.append(time.perf_counter() - began)

    async with _probe() as opening:
        from invokeai_sdk import InvokeAIClient  # inside the probe, to measure the modules that it loads

        client = await InvokeAIClient.from_url(url).__aenter__()
    try:
        async with _probe() as running:
            workflow = await client.workflows.load(path)
            workflow.inputs["Width"] = 128
            batch = await workflow.submit()
            result = await batch.result(timeout=60)
        assert len(result.images) == 1
    finally:
        await client.aclose()
    return {"call": statistics.median(calls), "open": max(opening), "run": max(running)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measure(sys.argv[1], Path(sys.argv[2])))))
