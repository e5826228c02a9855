"""`Core`: options, transport and event socket of a client, for its handles and repositories."""

from __future__ import annotations

import copy
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, Unpack, runtime_checkable

from attrs import evolve

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import ClientClosedError, OptionsError
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from invokeai_sdk.events.event_socket import Events
    from invokeai_sdk.options import ClientOptions, OptionChanges

_CONNECTION_OPTIONS: Final = ("url", "token", "headers", "verify")
"""The options of the connection itself, which copies that share the connection cannot change."""

T = TypeVar("T")


@runtime_checkable
class _Closable(Protocol):
    async def aclose(self) -> None: ...


class Core:
    """The options, transport and event socket of a client.

    Attributes:
        options: the server's address, timeouts and so on.
        transport: sends requests.
        has_own_http: whether requests use an httpx client of the user's own.
    """

    def __init__(self, options: ClientOptions, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: the server's address, timeouts and so on.
            http: an httpx client of the user's own; it is not closed here.
        """
        self.options = options
        self.transport: Transport = Transport(options, http=http)
        self.has_own_http: bool = http is not None
        self._origin = self
        self._events: Events | None = None
        self._shared: dict[Callable[[Core], Any], Any] = {}

    @property
    def events(self) -> Events:
        """The event socket, created on first use and shared by a client and its copies.

        Raises:
            ClientClosedError: the client was closed.
        """
        if self._origin._events is None:  # noqa: SLF001 - its own class
            if self.transport.is_closed:
                raise ClientClosedError("this client is closed; make a new one")
            from invokeai_sdk.events.event_socket import Events

            self._origin._events = Events(self._origin.transport)  # noqa: SLF001
        return self._origin._events  # noqa: SLF001

    async def open(self) -> None:
        """Import in a worker thread what the first call and the first job need. Nothing is connected."""
        await self.transport.open()
        await run_in_thread(import_module, "invokeai_sdk.events.event_socket")

    @property
    def is_copy(self) -> bool:
        """Whether `with_options` made this core; a copy is closed with its original."""
        return self is not self._origin

    def with_options(self, **changes: Unpack[OptionChanges]) -> Core:
        """Return a copy with other options that shares the connections, the event socket and the token.

        The copy is closed with the original; closing the copy itself does nothing.

        Raises:
            OptionsError: an option is not valid, or belongs to the shared connection.
        """
        options = evolve(self.options, **changes)
        changed = [name for name in _CONNECTION_OPTIONS if getattr(options, name) != getattr(self.options, name)]
        if changed:
            raise OptionsError(
                f"with_options() shares the connection, so it cannot change {' and '.join(changed)};"
                " make another client with InvokeAIClient.from_url(…)"
            )
        other = copy.copy(self)
        other.options = options
        other.transport = self.transport.with_options(options)
        other._shared = {}  # noqa: SLF001 - its own class
        return other

    def shared(self, cls: Callable[[Core], T]) -> T:
        """Return this client's single instance of `cls(core)`, creating it on first use.

        Instances with an `aclose` method are closed with the client, and are shared by a client and its copies.
        """
        if self.is_copy and hasattr(cls, "aclose"):
            return self._origin.shared(cls)
        if cls not in self._shared:
            self._shared[cls] = cls(self)
        instance: T = self._shared[cls]
        return instance

    def common(self, make: Callable[[Core], T]) -> T:
        """Return the single instance of `make(core)` that a client and its copies share, such as a cache."""
        return self._origin.shared(make)

    async def aclose(self) -> None:
        """Close the shared instances, newest first, then the event socket, then the connections."""
        if self.is_copy:
            return
        try:
            for instance in reversed(self._shared.values()):
                if isinstance(instance, _Closable):
                    await instance.aclose()
        finally:
            try:
                if self._events is not None:
                    await self._events.aclose()
            finally:
                await self.transport.aclose()
