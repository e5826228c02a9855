"""Waiting for many jobs: as they end, or for all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Self

from invokeai_sdk.errors import InvokeAIError, WaitTimeout
from invokeai_sdk.jobs.job import JobHandle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

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
    results: dict[JobHandle, JobResult | InvokeAIError] = {}
    async for job in as_completed(jobs, timeout=timeout):
        try:
            results[job] = await job.result()
        except InvokeAIError as error:
            if not return_exceptions:
                raise
            results[job] = error
    return [results[job] for job in jobs]


class AsCompleted:
    """Jobs in the order they end; made by `as_completed`. No job has a task of its own."""

    def __init__(self, handles: list[JobHandle | BatchHandle], timeout: float | None) -> None:
        self._handles = handles
        self._timeout = timeout
        self._deadline: float | None = None
        self._waiting: set[JobHandle] | None = None
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
            raise WaitTimeout(f"jobs did not end within {self._timeout:g} s; on the server they go on") from error

    async def aclose(self) -> None:
        """Forget the jobs that have not ended yet."""
        self._waiting = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _start(self) -> None:
        jobs: dict[JobHandle, None] = {}
        for handle in self._handles:
            for job in [handle] if isinstance(handle, JobHandle) else await handle.jobs():
                jobs[job] = None
        endings = {job: await job._ending() for job in jobs}  # noqa: SLF001 - the same idea in two modules
        self._waiting = set(endings)
        for job, ending in endings.items():
            ending.add_done_callback(partial(self._ended, job))

    def _ended(self, job: JobHandle, ending: asyncio.Future[None]) -> None:
        error = None if ending.cancelled() else ending.exception()
        if self._waiting is None or job not in self._waiting:
            return
        self._waiting.discard(job)
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
