"""The life of something that starts and stops in blocking calls, for blocking and for asynchronous code."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

import anyio

from invokeai_sdk.testing.threads import run_in_thread

if TYPE_CHECKING:
    from types import TracebackType


class Lifecycle(ABC):
    """Gives blocking methods their asynchronous twins, and makes context managers of both kinds of them.

    The blocking methods must look at `_interrupted` while they wait, and give up when it is set.
    """

    def __init__(self) -> None:
        self._interrupted = threading.Event()

    @abstractmethod
    def start(self) -> None:
        """Start."""

    @abstractmethod
    def stop(self) -> None:
        """Stop in good order."""

    @abstractmethod
    def kill(self) -> None:
        """Stop at once."""

    @abstractmethod
    def restart(self) -> None:
        """Stop and start."""

    @abstractmethod
    def close(self) -> None:
        """Stop for good, and clean up."""

    async def astart(self) -> None:
        """As `start`, without blocking the event loop; cancelling it kills the server."""
        await run_in_thread(self.start, self._interrupted)

    async def astop(self) -> None:
        """As `stop`, without blocking the event loop."""
        await run_in_thread(self.stop, self._interrupted)

    async def akill(self) -> None:
        """As `kill`, without blocking the event loop."""
        await run_in_thread(self.kill, self._interrupted)

    async def arestart(self) -> None:
        """As `restart`, without blocking the event loop; cancelling it kills the server."""
        await run_in_thread(self.restart, self._interrupted)

    async def aclose(self) -> None:
        """As `close`, without blocking the event loop."""
        await run_in_thread(self.close, self._interrupted)

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
