"""Waits for many jobs: `as_completed` in the order they end, `gather` for all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from invokeai_sdk.errors import InvokeAIError, JobError, WaitTimeout
from invokeai_sdk.jobs.item_reader import ITEMS_PER_REQUEST
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.jobs.outcome import read_outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from invokeai_sdk.core import Core
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.results import JobResult

ErrorT = TypeVar("ErrorT", bound=InvokeAIError)


def as_completed(handles: Iterable[JobHandle | BatchHandle], *, timeout: float | None = None) -> AsCompleted:
    """Iterate over jobs in the order they end.

    Args:
        handles: jobs, and batches for all of their jobs.
        timeout: seconds for all jobs together; None for no limit.

    Returns:
        An async iterator of `JobHandle`; `await job.result()` then returns its result or raises its error at once.
    """
    return AsCompleted(list(handles), timeout)


async def gather(
    handles: Iterable[JobHandle | BatchHandle], *, return_exceptions: bool = False, timeout: float | None = None
) -> list[JobResult | InvokeAIError]:
    """Wait for jobs and return their results in the order given.

    Args:
        handles: jobs, and batches for all of their jobs in the order they were queued.
        return_exceptions: return errors in the place of results; otherwise the first error is raised immediately.
        timeout: seconds for all jobs together; None for no limit.

    Raises:
        JobError: a job did not complete; the other jobs continue.
        WaitTimeout: the time ran out; the jobs continue.
        APIError: a request failed.
    """
    return await collect(handles, keep=InvokeAIError if return_exceptions else (), timeout=timeout)


async def collect(
    handles: Iterable[JobHandle | BatchHandle],
    *,
    keep: type[ErrorT] | tuple[()],
    timeout: float | None = None,
) -> list[JobResult | ErrorT]:
    """Wait for jobs and return their results in the order given; jobs that have ended are read together.

    Args:
        handles: jobs, and batches for all of their jobs in the order they were queued.
        keep: the class of the errors to return in the place of results; other errors are raised immediately.
        timeout: seconds for all jobs together; None for no limit.
    """
    outcomes: dict[JobHandle, JobResult | ErrorT] = {}
    async with as_completed(handles, timeout=timeout) as ending:
        while ended := await ending._take(ITEMS_PER_REQUEST):  # noqa: SLF001 - a class of this module
            try:
                found = await _read_outcomes(ended)
            except keep as error:
                outcomes.update(dict.fromkeys(ended, error))
                continue
            for job, outcome in found.items():
                if isinstance(outcome, JobError) and not isinstance(outcome, keep):
                    raise outcome
                outcomes[job] = outcome
        return [outcomes[job] for job in ending._jobs]  # noqa: SLF001 - a class of this module


async def _read_outcomes(jobs: Iterable[JobHandle]) -> dict[JobHandle, JobResult | JobError]:
    """Return the outcomes of ended jobs."""
    by_queue: dict[tuple[Core, str], list[JobHandle]] = {}
    for job in jobs:
        by_queue.setdefault((job._core, job.queue_id), []).append(job)  # noqa: SLF001 - a module of the same package
    outcomes: dict[JobHandle, JobResult | JobError] = {}
    for (core, queue_id), of_queue in by_queue.items():
        trackers = [await job._attach() for job in of_queue]  # noqa: SLF001 - a module of the same package
        outcomes.update(zip(of_queue, await read_outcomes(core, queue_id, trackers), strict=True))
    return outcomes


class AsCompleted:
    """An async iterator over jobs in the order they end, made by `as_completed`. Jobs have no tasks of their own."""

    def __init__(self, handles: list[JobHandle | BatchHandle], timeout: float | None) -> None:
        self._handles = handles
        self._timeout = timeout
        self._deadline: float | None = None
        self._jobs: list[JobHandle] = []
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
            self._stop_waiting()
            raise WaitTimeout(
                f"jobs did not end within {self._timeout:g} s; the server continues to process them"
            ) from error

    async def aclose(self) -> None:
        """Stop waiting for the jobs that have not ended."""
        self._stop_waiting()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _take(self, limit: int) -> list[JobHandle]:
        """Return 1 to `limit` ended jobs, waiting if necessary; none after the last job."""
        try:
            jobs = [await anext(self)]
        except StopAsyncIteration:
            return []
        while self._ready and len(jobs) < limit:
            jobs.append(self._ready.popleft())
        return jobs

    async def _start(self) -> None:
        jobs: list[JobHandle] = []
        for handle in self._handles:
            jobs += [handle] if isinstance(handle, JobHandle) else await handle.jobs()
        waiting: dict[JobHandle, asyncio.Future[None]] = {}
        try:
            for job in dict.fromkeys(jobs):
                waiting[job] = await job._create_end_future()  # noqa: SLF001 - a module of the same package
        except BaseException:
            for future in waiting.values():
                future.cancel()
            raise
        self._jobs, self._waiting = jobs, waiting
        for job, future in waiting.items():
            future.add_done_callback(partial(self._on_end, job))

    def _stop_waiting(self) -> None:
        waiting, self._waiting = self._waiting or {}, {}
        for future in waiting.values():
            future.cancel()

    def _on_end(self, job: JobHandle, future: asyncio.Future[None]) -> None:
        error = None if future.cancelled() else future.exception()
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
