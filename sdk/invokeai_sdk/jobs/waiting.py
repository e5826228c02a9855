"""Waiting for many jobs: as they end, or for all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Self

from invokeai_sdk.errors import InvokeAIError, WaitTimeout
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.lookup import WHOLE_ITEMS
from invokeai_sdk.jobs.outcome import outcomes
from invokeai_sdk.jobs.registry import JobRegistry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.results import JobResult


def as_completed(handles: Iterable[JobHandle | BatchHandle], *, timeout: float | None = None) -> AsCompleted:
    """Iterate over jobs in the order they end.

    Args:
        handles: jobs, or batches for all of their jobs.
        timeout: seconds for all of them together.

    Returns:
        An async iterator of `JobHandle`; `await job.result()` then gives its result or raises its error at once.
    """
    return AsCompleted(list(handles), timeout)


async def gather(
    handles: Iterable[JobHandle], *, return_exceptions: bool = False, timeout: float | None = None
) -> list[JobResult | InvokeAIError]:
    """Wait for jobs and return their results in the order given.

    Args:
        handles: the jobs.
        return_exceptions: put errors in their place in the list, instead of raising the first one.
        timeout: seconds for all of them together.

    Raises:
        JobError: a job did not complete; the other jobs go on.
        WaitTimeout: the wait ran out; the jobs go on.
        APIError: the server could not be asked.
    """
    jobs = list(handles)
    results = await settle(jobs, keep=(InvokeAIError,) if return_exceptions else (), timeout=timeout)
    return [results[job] for job in jobs]


async def settle(
    jobs: Iterable[JobHandle], *, keep: tuple[type[InvokeAIError], ...], timeout: float | None = None
) -> dict[JobHandle, JobResult | InvokeAIError]:
    """Wait for jobs and return what each gave; those that have ended meanwhile are asked for together.

    Args:
        jobs: which.
        keep: errors to return in a job's place; another one is raised as soon as it is known.
        timeout: seconds for all of them together.
    """
    settled: dict[JobHandle, JobResult | InvokeAIError] = {}
    async with as_completed(jobs, timeout=timeout) as ending:
        while ended := await ending._some(WHOLE_ITEMS):  # noqa: SLF001 - of this module
            try:
                found = await _outcomes(ended)
            except keep as error:
                found = dict.fromkeys(ended, error)
            for job, outcome in found.items():
                if isinstance(outcome, InvokeAIError) and not isinstance(outcome, keep):
                    raise outcome
                settled[job] = outcome
    return settled


async def _outcomes(jobs: Iterable[JobHandle]) -> dict[JobHandle, JobResult | InvokeAIError]:
    """Return what ended jobs gave, in their order."""
    by_queue: dict[tuple[Core, str], list[JobHandle]] = {}
    for job in jobs:
        by_queue.setdefault((job._core, job.queue_id), []).append(job)  # noqa: SLF001 - the same idea in two modules
    found: dict[JobHandle, JobResult | InvokeAIError] = {}
    for (core, queue_id), mine in by_queue.items():
        trackers = [await job._attach() for job in mine]  # noqa: SLF001 - see above
        lookup = core.shared(JobRegistry).lookup
        found.update(zip(mine, await outcomes(core, lookup, queue_id, trackers), strict=True))
    return found


class AsCompleted:
    """Jobs in the order they end; made by `as_completed`. No job has a task of its own."""

    def __init__(self, handles: list[JobHandle | BatchHandle], timeout: float | None) -> None:
        self._handles = handles
        self._timeout = timeout
        self._deadline: float | None = None
        self._waiting: dict[JobHandle, asyncio.Future[None]] | None = None
        self._ready: deque[JobHandle] = deque()
        self._error: BaseException | None = None
        self._waiter: asyncio.Future[None] | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> JobHandle:
        loop = asyncio.get_running_loop()
        if self._timeout is not None and self._deadline is None:
            self._deadline = loop.time() + self._timeout
        try:
            async with asyncio.timeout_at(self._deadline) as scope:
                if self._waiting is None:
                    await self._start()
                return await self._next()
        except TimeoutError as error:
            if not scope.expired():
                raise
            self._let_go()
            raise WaitTimeout(f"jobs did not end within {self._timeout:g} s; on the server they go on") from error

    async def aclose(self) -> None:
        """Forget the jobs that have not ended yet."""
        self._let_go()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _some(self, most: int) -> list[JobHandle]:
        """Return jobs that have ended and were not returned yet, waiting for one if need be; none after the last."""
        try:
            jobs = [await anext(self)]
        except StopAsyncIteration:
            return []
        while self._ready and len(jobs) < most:
            jobs.append(self._ready.popleft())
        return jobs

    async def _start(self) -> None:
        jobs: dict[JobHandle, None] = {}
        for handle in self._handles:
            for job in [handle] if isinstance(handle, JobHandle) else await handle.jobs():
                jobs[job] = None
        waiting: dict[JobHandle, asyncio.Future[None]] = {}
        try:
            for job in jobs:
                waiting[job] = await job._ending()  # noqa: SLF001 - the same idea in two modules
        except BaseException:
            for ending in waiting.values():
                ending.cancel()
            raise
        self._waiting = waiting
        for job, ending in waiting.items():
            ending.add_done_callback(partial(self._ended, job))

    def _let_go(self) -> None:
        waiting, self._waiting = self._waiting or {}, {}
        for ending in waiting.values():
            ending.cancel()

    def _ended(self, job: JobHandle, ending: asyncio.Future[None]) -> None:
        error = None if ending.cancelled() else ending.exception()
        if self._waiting is None or job not in self._waiting:
            return
        del self._waiting[job]
        self._error = self._error or error
        self._ready.append(job)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _next(self) -> JobHandle:
        while not self._ready:
            if not self._waiting:
                raise StopAsyncIteration
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        if self._error is not None:
            raise self._error
        return self._ready.popleft()
