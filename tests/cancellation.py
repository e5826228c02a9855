"""Run a coroutine and cancel it at a chosen await, to prove that every point of it can be cancelled."""

import asyncio
import types


@types.coroutine
def cancel_at_await(await_number, coroutine):
    """Run a coroutine in the current task and cancel the task at its n-th suspension."""
    awaits, step, argument = 0, coroutine.send, None
    while True:
        try:
            awaited = step(argument)
        except StopIteration:
            return
        awaits += 1
        if awaits == await_number:
            asyncio.current_task().cancel()
        try:
            step, argument = coroutine.send, (yield awaited)
        except BaseException as error:  # noqa: BLE001 - whatever is thrown in is passed on to the coroutine
            step, argument = coroutine.throw, error


async def run_cancelled_at(await_number, coroutine):
    """Run a coroutine in a task, cancelled at its n-th suspension; return whether it has so many."""

    async def run():
        await cancel_at_await(await_number, coroutine)

    task = asyncio.create_task(run())
    async with asyncio.timeout(60):
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()
    return task.cancelled()


async def run_alone_cancelled_at(await_number, coroutine):
    """Do what `run_cancelled_at` does, and wait until every task that the coroutine started has ended."""
    before = asyncio.all_tasks()
    cancelled = await run_cancelled_at(await_number, coroutine)
    if left := asyncio.all_tasks() - before:
        _, running = await asyncio.wait(left, timeout=30)
        assert not running, f"cancelled at await {await_number}"
    return cancelled
