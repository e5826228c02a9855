"""What the web UI keeps on the server between visits: `client.client_state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from invokeai_sdk.core import Core


class ClientStateRepository:
    """Texts that the server keeps for this user under keys of their choice.

    The web UI keeps its own state here, so choose keys with a prefix of yours. The queue id that the server's
    routes carry is ignored by it.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._queue_id = core.options.queue_id

    async def get(self, key: str) -> str | None:
        """Return the text under a key, or `None`."""
        value: str | None = await self._transport.send(
            api.client_state.get_client_state_by_key(queue_id=self._queue_id, key=key)
        )
        return value

    async def set(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        await self._transport.send(api.client_state.set_client_state(queue_id=self._queue_id, key=key, body=value))

    async def keys(self, prefix: str = "") -> list[str]:
        """Return the keys that begin with a text."""
        keys: list[str] = await self._transport.send(
            api.client_state.get_client_state_keys_by_prefix(queue_id=self._queue_id, prefix=prefix)
        )
        return keys

    async def delete(self, key: str) -> None:
        """Forget one key, whether it was there or not."""
        await self._transport.send(api.client_state.delete_client_state_by_key(queue_id=self._queue_id, key=key))

    async def clear(self) -> None:
        """Forget everything kept for this user: the web UI starts over, too."""
        await self._transport.send(api.client_state.delete_client_state(queue_id=self._queue_id))
