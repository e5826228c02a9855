"""The blocking client behind the names and awaits of the asynchronous one, so that one test body serves both."""

from __future__ import annotations

import inspect
from typing import Any

from anyio.to_thread import run_sync

from invokeai_sdk import OutputReady
from invokeai_sdk.sync.jobs.events import SyncOutputReady
from invokeai_sdk.sync.mirror import Mirror

_END = object()


class Asyncified:
    """A blocking object that looks like its asynchronous counterpart; each of its calls blocks a worker thread."""

    def __init__(self, blocking: Any) -> None:
        self._blocking = blocking

    @property
    def __class__(self) -> type:
        """What `isinstance` and `match` go by."""
        return OutputReady if isinstance(self._blocking, OutputReady) else type(self._blocking._async)

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._blocking, name)
        if not inspect.ismethod(member):
            return asyncified(member)
        if not inspect.iscoroutinefunction(getattr(self.__class__, name)):
            return lambda *args, **options: asyncified(member(*blocking(args), **blocking(options)))

        async def call(*args: Any, **options: Any) -> Any:
            return asyncified(await run_sync(lambda: member(*blocking(args), **blocking(options))))

        return call

    def __aiter__(self) -> Asyncified:
        return self

    def __await__(self) -> Any:
        """Read a listing as a list."""

        async def read() -> list[Any]:
            return [each async for each in self]

        return read().__await__()

    async def __anext__(self) -> Any:
        found = await run_sync(next, self._blocking, _END)
        if found is _END:
            raise StopAsyncIteration
        return asyncified(found)

    async def aclose(self) -> None:
        await run_sync(self._blocking.close)

    async def __aenter__(self) -> Any:
        return asyncified(await run_sync(self._blocking.__enter__))

    async def __aexit__(self, *error: object) -> None:
        await run_sync(self._blocking.__exit__, *error)

    def __iter__(self) -> Any:
        return (asyncified(each) for each in self._blocking)

    def __len__(self) -> int:
        return len(self._blocking)

    def __getitem__(self, key: Any) -> Any:
        return asyncified(self._blocking[key])

    def __eq__(self, other: object) -> bool:
        return self._blocking == blocking(other)

    def __hash__(self) -> int:
        return hash(self._blocking)

    def __str__(self) -> str:
        return str(self._blocking)

    def __repr__(self) -> str:
        return repr(self._blocking)


def asyncified(value: Any) -> Any:
    """Return the asynchronous object for an object of the blocking client."""
    if isinstance(value, (Mirror, SyncOutputReady)):
        return Asyncified(value)
    if isinstance(value, list):
        return [asyncified(each) for each in value]
    if type(value) is tuple:
        return tuple(asyncified(each) for each in value)
    if isinstance(value, dict):
        return {key: asyncified(each) for key, each in value.items()}
    return value


def blocking(value: Any) -> Any:
    """Return the blocking object for an object that such a test passes."""
    if type(value) is Asyncified:
        return value._blocking
    if type(value) in (list, tuple, set):
        return type(value)(blocking(each) for each in value)
    if isinstance(value, dict):
        return {key: blocking(each) for key, each in value.items()}
    if inspect.isfunction(value):
        return lambda *args: value(*asyncified(args))
    if inspect.isgenerator(value):
        return (blocking(each) for each in value)
    return value
