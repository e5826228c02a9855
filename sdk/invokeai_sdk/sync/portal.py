"""`Portal`: the event loop of a blocking client, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
import weakref
from concurrent.futures import CancelledError, Future
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import anyio
from anyio.from_thread import BlockingPortal

from invokeai_sdk.errors import ClientClosedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager, AbstractContextManager

T = TypeVar("T")

_CLEANUP_SECONDS: Final = 10.0
"""How long an interrupted call may take to end, say to cancel a job on the server; a second Ctrl-C cuts it short."""


class Portal:
    """Runs what blocking code asks for in one event loop; any thread may ask, one that runs a loop itself as well.

    The thread starts with the first call. It ends when the portal is closed, when nobody holds the portal any more, and
    with the program at the latest.

    Attributes:
        close: ends the thread; calling it again does nothing.
    """

    def __init__(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Prepare; no thread is started yet.

        Args:
            finish: called in the loop before it ends, if it ever ran.
        """
        self._thread = _LoopThread()
        self.close = weakref.finalize(self, self._thread.end, finish)

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function in the loop, a coroutine function or a plain one, and return what it gives.

        Interrupting the wait, as Ctrl-C does, cancels the call, and lets it clean up before it goes on.

        Raises:
            ClientClosedError: the client was closed.
            BaseException: whatever the function raises.
        """
        ended = threading.Event()

        async def run() -> Any:
            try:
                answer = function(*args, **kwargs)
                return await answer if isawaitable(answer) else answer
            finally:
                ended.set()

        future: Future[Any] = self._thread.loop().start_task_soon(run)
        try:
            return future.result()
        except CancelledError:
            raise ClientClosedError("the client was closed before this call was done") from None
        except BaseException:
            if future.cancel():
                ended.wait(_CLEANUP_SECONDS)
            raise

    async def awaited(self, function: Callable[..., Any], /, *args: Any) -> Any:
        """Do what `call` does from another event loop, without blocking that one."""
        return await asyncio.wrap_future(self._thread.loop().start_task_soon(function, *args))

    def entered(self, manager: AbstractAsyncContextManager[T]) -> AbstractContextManager[T]:
        """Return a context manager that enters and leaves an asynchronous one in the loop."""
        return self._thread.loop().wrap_async_context_manager(manager)


class _LoopThread:
    """A daemon thread with an event loop, started when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: BlockingPortal | None = None
        self._thread: threading.Thread | None = None
        self._ended = False

    def loop(self) -> BlockingPortal:
        with self._lock:
            if self._ended:
                raise ClientClosedError("this client is closed")
            if self._loop is None:
                ready: Future[BlockingPortal] = Future()
                self._thread = threading.Thread(target=_serve, args=(ready,), name="invokeai-sdk", daemon=True)
                self._thread.start()
                self._loop = ready.result()
            return self._loop

    def end(self, finish: Callable[[], Awaitable[None]]) -> None:
        with self._lock:
            loop, thread = self._loop, self._thread
            self._ended, self._loop = True, None
        if loop is None or thread is None:
            return
        if thread is threading.current_thread():
            # The collector of garbage, which calls in whatever thread it comes by, has found a client not closed.
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
        # At the end of the program the thread ends anyway, and Python 3.12.1 lets no loop end itself properly then.
        if threading.main_thread().is_alive():
            loop.call(loop.stop, True)  # what nobody waits for any more is cancelled
            thread.join()
