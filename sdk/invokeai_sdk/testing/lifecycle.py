"""`Lifecycle`: asynchronous variants of blocking start and stop methods, and context managers of both kinds."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

import anyio

from invokeai_sdk._concurrency import run_in_thread

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


class Lifecycle(ABC):
    """Base of classes with blocking methods to start and stop something.

    Adds an asynchronous variant of each method, named with a leading `a`, and makes the object a context manager, both
    blocking and asynchronous. The blocking methods must check `_interrupted` while they wait, and raise when it is set.
    """

    def __init__(self) -> None:
        self._interrupted = threading.Event()

    @abstractmethod
    def start(self) -> None:
        """Start."""

    @abstractmethod
    def stop(self) -> None:
        """Stop gracefully."""

    @abstractmethod
    def kill(self) -> None:
        """Stop immediately."""

    @abstractmethod
    def restart(self) -> None:
        """Stop and start again."""

    @abstractmethod
    def close(self) -> None:
        """Stop and release all resources."""

    async def astart(self) -> None:
        """Do what `start` does, without blocking the event loop. Cancelling it kills the server."""
        await self._run(self.start)

    async def astop(self) -> None:
        """Do what `stop` does, without blocking the event loop."""
        await self._run(self.stop)

    async def akill(self) -> None:
        """Do what `kill` does, without blocking the event loop."""
        await self._run(self.kill)

    async def arestart(self) -> None:
        """Do what `restart` does, without blocking the event loop. Cancelling it kills the server."""
        await self._run(self.restart)

    async def aclose(self) -> None:
        """Do what `close` does, without blocking the event loop."""
        await self._run(self.close)

    async def _run(self, method: Callable[[], None]) -> None:
        """Run a blocking method in a worker thread.

        When cancelled, set `_interrupted`, and raise the cancellation once the method has returned: everything that the
        method started is cleaned up by then.
        """
        work = asyncio.ensure_future(run_in_thread(method))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            self._interrupted.set()
            with anyio.CancelScope(shield=True):
                await asyncio.wait([work])
            self._interrupted.clear()
            if not work.cancelled():
                work.exception()  # retrieve the exception, so that asyncio does not report it; the cancellation wins
            raise

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        try:
            await self.astart()
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self.aclose()
            raise
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with anyio.CancelScope(shield=True):
            await self.aclose()
