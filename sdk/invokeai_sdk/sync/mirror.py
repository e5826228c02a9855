"""`Mirror`: base of the blocking classes, which call asynchronous objects in the client's event loop."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, contextmanager
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, Self, TypeVar, overload

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import WaitTimeout
from invokeai_sdk.workflow.attribute_guard import guard_attributes, make_attribute_error

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator
    from types import TracebackType

    from invokeai_sdk.sync.portal import Portal

T = TypeVar("T")
P = ParamSpec("P")

_PACKAGE: Final = "invokeai_sdk"

_SHOWN: Final = 20
"""The number of items of a listing that a notebook shows."""


@guard_attributes(make_attribute_error)
class Mirror:
    """Base of the blocking classes, which `python -m codegen mirror` generates.

    Each method runs the asynchronous method of the same name in the client's event loop and waits for the result.
    """

    def __init__(self, portal: Portal, async_object: Any) -> None:
        """Wrap an asynchronous object; only the SDK calls this.

        Args:
            portal: the client's event loop.
            async_object: the asynchronous object.
        """
        self._portal = portal
        self._async = async_object

    @classmethod
    def from_async(cls, portal: Portal, async_object: Any) -> Self:
        """Return the blocking object for an asynchronous one."""
        return cls(portal, async_object)

    def _call(self, method: Callable[P, Coroutine[Any, Any, T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a coroutine function in the event loop and return its result."""
        try:
            with _blocking_errors(self._portal):
                return self._portal.call(method, *args, **kwargs)
        except StopAsyncIteration:
            raise StopIteration from None

    def _call_plain(self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a plain function in the event loop and return its result."""

        async def call() -> T:
            return method(*args, **kwargs)

        return self._portal.call(call)

    def _wrap(self, value: Any) -> Any:
        return wrap(self._portal, value)

    def _callback(self, function: Callable[[Any], object] | None) -> Callable[[Any], object] | None:
        """Return an async callback that calls a function in a worker thread, where it may block and use the client."""
        if function is None:
            return None

        async def call(event: object) -> None:
            answer = await run_in_thread(function, wrap(self._portal, event))
            if inspect.isawaitable(answer):
                await answer

        return call

    def __eq__(self, other: object) -> bool:
        return self._async == other._async if isinstance(other, Mirror) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._async)

    def __repr__(self) -> str:
        return repr(self._async).replace(type(self._async).__name__, type(self).__name__, 1)


class SyncIterator(Mirror, Generic[T]):
    """A blocking iterator over the items of an asynchronous iterator.

    `async for` works as well, in any asyncio event loop, without blocking that loop.
    """

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        item: T = self._wrap(self._call(self._async.__anext__))
        return item

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        with _blocking_errors(self._portal):
            item: T = self._wrap(await self._portal.call_async(self._async.__anext__))
        return item

    def _repr_html_(self) -> str | None:
        """Return HTML for a notebook that shows the next items of a listing, which stay in it."""
        if not hasattr(self._async, "peek"):
            return None
        from invokeai_sdk.repositories.display import render_items  # noqa: PLC0415 - imports the classes of items

        items = self._call(self._async.peek, _SHOWN + 1)
        return render_items(items[:_SHOWN], complete=len(items) <= _SHOWN)

    def close(self) -> None:
        """End the iteration and release its resources."""
        if hasattr(self._async, "aclose"):
            self._call(self._async.aclose)

    def __enter__(self) -> Self:
        self._call(self._async.__aenter__)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._async.__aexit__, kind, error, trace)


def wrap(portal: Portal, value: Any) -> Any:
    """Return the blocking objects for a result of an asynchronous call, also within lists, tuples and dicts."""
    if type(value) in (list, tuple):
        return type(value)(wrap(portal, each) for each in value)
    if isinstance(value, dict):
        return {key: wrap(portal, each) for key, each in value.items()}
    kind: Any = type(value)
    blocking_class = _find_blocking_class(kind)
    if blocking_class is not None:
        return blocking_class.from_async(portal, value)
    if isinstance(value, AsyncIterator):
        return SyncIterator[Any](portal, value)
    if isinstance(value, AbstractAsyncContextManager):
        return _enter(portal, value)
    return value


def unwrap(value: Any) -> Any:
    """Return the asynchronous objects for an argument of a blocking call, also within lists, tuples, sets and dicts."""
    if isinstance(value, Mirror):
        return value._async  # noqa: SLF001 - the two objects of one pair
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(unwrap(each) for each in value)
    if isinstance(value, dict):
        return {key: unwrap(each) for key, each in value.items()}
    return value


@overload
def unwrap_items(values: Iterable[Any]) -> list[Any]: ...
@overload
def unwrap_items(values: None) -> None: ...
def unwrap_items(values: Iterable[Any] | None) -> list[Any] | None:
    """Unwrap the items of an iterable, which is read in the caller's thread because it may use the client."""
    return None if values is None else [unwrap(each) for each in values]


def unwrap_stream(values: Iterable[Any]) -> Any:
    """Unwrap an iterator of the client itself, or else the items of an iterable."""
    return unwrap(values) if isinstance(values, SyncIterator) else unwrap_items(values)


async def call_async(method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking method from an event loop, without blocking that loop.

    Example::

        batch = workflow.submit()
        result = await call_async(batch.result, timeout=60)

    Args:
        method: a method of a blocking object, such as `batch.result`.
        *args: the arguments of the method.
        **kwargs: the keyword arguments of the method.

    Raises:
        TypeError: `method` is not a method of a blocking object.
        BaseException: whatever the method raises.
    """
    mirror = getattr(method, "__self__", None)
    if not isinstance(mirror, Mirror):
        raise TypeError(f"call_async() needs a method of a blocking object, such as batch.result, not {method!r}")
    portal, async_object = mirror._portal, mirror._async  # noqa: SLF001 - the two objects of one pair
    call = partial(getattr(async_object, method.__name__), *unwrap(args), **unwrap(kwargs))
    with _blocking_errors(portal):
        result: T = wrap(portal, await portal.call_async(call))
    return result


@contextmanager
def _blocking_errors(portal: Portal) -> Iterator[None]:
    """Replace the handle in the error of a wait by the blocking handle."""
    try:
        yield
    except WaitTimeout as error:
        error.handle = wrap(portal, error.handle)
        raise


@contextmanager
def _enter(portal: Portal, manager: AbstractAsyncContextManager[Any]) -> Iterator[Any]:
    with portal.to_blocking_manager(manager) as value:
        yield wrap(portal, value)


@cache
def _find_blocking_class(kind: Any) -> type[Mirror] | None:
    """Return the blocking class for a class of the SDK: the class of the same module below `invokeai_sdk.sync`."""
    package, _, rest = kind.__module__.partition(".")
    if package != _PACKAGE:
        return None
    try:
        module = import_module(f"{_PACKAGE}.sync.{rest}")
    except ModuleNotFoundError:
        return None
    blocking_class: type[Mirror] | None = getattr(module, f"Sync{kind.__name__}", None)
    return blocking_class
