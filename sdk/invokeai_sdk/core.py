"""`Core`: what handles and repositories hold of a client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from invokeai_sdk.events.connection import Events
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from invokeai_sdk.options import ClientOptions

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
        self._shared: dict[Callable[[Core], Any], Any] = {}

    def shared(self, cls: Callable[[Core], T]) -> T:
        """Return this client's single instance of `cls(core)`, made when first asked for.

        An instance that has an `aclose` is closed with the client.
        """
        if cls not in self._shared:
            self._shared[cls] = cls(self)
        instance: T = self._shared[cls]
        return instance

    async def aclose(self) -> None:
        """Close what was opened: shared instances, newest first, then the socket, then the connections."""
        try:
            for instance in reversed(self._shared.values()):
                if isinstance(instance, _Closable):
                    await instance.aclose()
        finally:
            try:
                await self.events.aclose()
            finally:
                await self.transport.aclose()
