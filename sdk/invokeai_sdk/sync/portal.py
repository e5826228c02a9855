"""`Portal`: the event loop of a blocking client, in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import threading
import weakref
from concurrent.futures import CancelledError, Future
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import anyio
from anyio.from_thread import BlockingPortal

from invokeai_sdk.errors import ClientClosedError, WrongProcessError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

T = TypeVar("T")
P = ParamSpec("P")

_CLEANUP_SECONDS: Final = 10.0
"""The time an interrupted call has to end, for example to cancel a job on the server; a second Ctrl-C ends it early."""


class Portal:
    """Runs coroutine functions in one event loop on behalf of blocking code in any thread.

    The thread of the loop starts with the first call. It ends when the portal is closed or garbage-collected, or with
    the program.

    Attributes:
        close: ends the thread; calling it again does nothing.
    """

    def __init__(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Prepare; no thread is started yet.

        Args:
            finish: called in the loop before the loop ends, if the loop was started.
        """
        self._thread = _LoopThread()
        self.close: Callable[[], object] = weakref.finalize(self, self._thread.end, finish)

    def call(self, function: Callable[P, Coroutine[Any, Any, T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a coroutine function in the loop and return its result.

        Interrupting the wait, as Ctrl-C does, cancels the coroutine and waits for its cleanup.

        Raises:
            ClientClosedError: the client was closed.
            WrongProcessError: the process was forked after the first call.
            BaseException: whatever the function raises.
        """
        ended = threading.Event()

        async def run() -> T:
            try:
                return await function(*args, **kwargs)
            finally:
                ended.set()

        future: Future[T] = self._thread.loop().start_task_soon(run)
        try:
            return future.result()
        except CancelledError:
            raise ClientClosedError("the client was closed before this call ended") from None
        except BaseException:
            if future.cancel():
                ended.wait(_CLEANUP_SECONDS)
            raise

    async def call_async(self, function: Callable[[], Any]) -> Any:
        """Call a function in the loop from another event loop, without blocking that loop, and await its result."""

        async def run() -> Any:
            answer = function()
            return await answer if isawaitable(answer) else answer

        return await asyncio.wrap_future(self._thread.loop().start_task_soon(run))

    def to_blocking_manager(self, manager: AbstractAsyncContextManager[T]) -> AbstractContextManager[T]:
        """Return a context manager that enters and leaves an asynchronous context manager in the loop."""
        return self._thread.loop().wrap_async_context_manager(manager)


class _LoopThread:
    """A daemon thread with an event loop, started on first use.

    A forked child process has a copy of this object, but no thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: BlockingPortal | None = None
        self._thread: threading.Thread | None = None
        self._ended = False
        self._process: int | None = None

    @property
    def _is_forked(self) -> bool:
        return self._process not in (None, os.getpid())

    def loop(self) -> BlockingPortal:
        if self._is_forked:  # before taking the lock, which another thread may have held during the fork
            raise WrongProcessError(
                "this client was used before the process was forked; make a new client in the child process"
            )
        with self._lock:
            if self._ended:
                raise ClientClosedError("this client is closed")
            if self._loop is None:
                self._process = os.getpid()
                ready: Future[BlockingPortal] = Future()
                self._thread = threading.Thread(target=_serve, args=(ready,), name="invokeai-sdk", daemon=True)
                self._thread.start()
                self._loop = ready.result()
            return self._loop

    def end(self, finish: Callable[[], Awaitable[None]]) -> None:
        if self._is_forked:
            return
        with self._lock:
            loop, thread = self._loop, self._thread
            self._ended, self._loop = True, None
        if loop is None or thread is None:
            return
        if thread is threading.current_thread():
            # The garbage collector runs finalizers in any thread, also in the loop's own, which cannot join itself.
            threading.Thread(target=_stop, args=(loop, thread, finish), name="invokeai-sdk-close", daemon=True).start()
        else:
            _stop(loop, thread, finish)


def _serve(ready: Future[BlockingPortal]) -> None:
    async def main() -> None:
        async with BlockingPortal() as loop:
            ready.set_result(loop)
            await loop.sleep_until_stopped()

    try:
        anyio.run(main)
    except BaseException as error:
        if ready.done():
            raise
        ready.set_exception(error)


def _stop(loop: BlockingPortal, thread: threading.Thread, finish: Callable[[], Awaitable[None]]) -> None:
    try:
        loop.call(finish)
    finally:
        # At the end of the program the thread ends with it, and Python 3.12.1 cannot end the loop properly then.
        if threading.main_thread().is_alive():
            loop.call(loop.stop, True)  # cancels the remaining calls
            thread.join()
