"""Waits for a condition instead of a length of time: a busy machine only makes the wait longer."""

import asyncio


async def wait_until(condition, timeout=60):
    """Return as soon as `condition()` is true; raise a TimeoutError if that takes more than `timeout` seconds."""
    async with asyncio.timeout(timeout):
        while not condition():  # noqa: ASYNC110 - the condition has no notification
            await asyncio.sleep(0.005)
