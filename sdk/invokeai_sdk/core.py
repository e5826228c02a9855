"""`Core`: what handles and repositories hold of a client."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, Unpack, runtime_checkable

from attrs import evolve

from invokeai_sdk.errors import OptionsError
from invokeai_sdk.events.connection import Events
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from invokeai_sdk.options import ClientOptions, OptionChanges

_OF_THE_CONNECTION: Final = ("url", "token", "headers", "verify")
"""The options that say whom to talk to, and as whom: copies that share a connection share them."""

T = TypeVar("T")


@runtime_checkable
class _Closable(Protocol):
    async def aclose(self) -> None: ...


class Core:
    """The parts of a client that everything else is built on.

    Attributes:
        options: where the server is, and how to talk to it.
        transport: its operations.
        events: its event socket.
    """

    def __init__(self, options: ClientOptions, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare; nothing is connected.

        Args:
            options: where the server is, and how to talk to it.
            http: an httpx client of the user's own; it is not closed here.
        """
        self.options = options
        self.transport = Transport(options, http=http)
        self.events = Events(self.transport)
        self._origin = self
        self._shared: dict[Callable[[Core], Any], Any] = {}

    @property
    def is_copy(self) -> bool:
        """Whether this was made by `with_options`, and is closed with the one it came from."""
        return self is not self._origin

    def with_options(self, **changes: Unpack[OptionChanges]) -> Core:
        """Return a copy with other options that shares the connections, the event socket and the token.

        It is closed with the one it came from; closing the copy itself does nothing.

        Raises:
            OptionsError: an option that cannot be, or that a connection cannot be shared without.
        """
        options = evolve(self.options, **changes)
        other_party = [name for name in _OF_THE_CONNECTION if getattr(options, name) != getattr(self.options, name)]
        if other_party:
            raise OptionsError(
                f"with_options() shares the connection, so it cannot change {' and '.join(other_party)};"
                " make another client with InvokeAIClient.from_url(…)"
            )
        other = copy.copy(self)
        other.options = options
        other.transport = self.transport.with_options(options)
        other._shared = {}  # noqa: SLF001 - its own class
        return other

    def shared(self, cls: Callable[[Core], T]) -> T:
        """Return this client's single instance of `cls(core)`, made when first asked for.

        An instance that has an `aclose` is closed with the client; of such there is one for a client and its copies.
        """
        if self.is_copy and hasattr(cls, "aclose"):
            return self._origin.shared(cls)
        if cls not in self._shared:
            self._shared[cls] = cls(self)
        instance: T = self._shared[cls]
        return instance

    def common(self, make: Callable[[Core], T]) -> T:
        """Return the single instance of `make(core)` that a client and its copies have: for what they remember."""
        return self._origin.shared(make)

    async def aclose(self) -> None:
        """Close what was opened: shared instances, newest first, then the socket, then the connections."""
        if self.is_copy:
            return
        try:
            for instance in reversed(self._shared.values()):
                if isinstance(instance, _Closable):
                    await instance.aclose()
        finally:
            try:
                await self.events.aclose()
            finally:
                await self.transport.aclose()
