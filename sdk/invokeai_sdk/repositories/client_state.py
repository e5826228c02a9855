"""The client state repository: `client.client_state`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from invokeai_sdk.core import Core


class ClientStateRepository:
    """Texts that the server stores for the user under keys, as the web UI does with its settings.

    Give your keys a prefix of your own, so that they differ from the web UI's keys. The texts do not depend on the
    queue.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._queue_id = core.options.queue_id  # a part of the routes that the server ignores

    async def get(self, key: str) -> str | None:
        """Return the text stored under a key, or `None` if there is no text."""
        return await self._transport.send(api.client_state.get_client_state_by_key(queue_id=self._queue_id, key=key))

    async def set(self, key: str, value: str) -> None:
        """Store a text under a key, in place of the text stored before."""
        await self._transport.send(api.client_state.set_client_state(queue_id=self._queue_id, key=key, body=value))

    async def keys(self, prefix: str = "") -> list[str]:
        """Return the keys that begin with a prefix."""
        return await self._transport.send(
            api.client_state.get_client_state_keys_by_prefix(queue_id=self._queue_id, prefix=prefix)
        )

    async def delete(self, key: str) -> None:
        """Delete the text stored under a key, if there is one."""
        await self._transport.send(api.client_state.delete_client_state_by_key(queue_id=self._queue_id, key=key))

    async def clear(self) -> None:
        """Delete all texts of the user. This also resets the web UI."""
        await self._transport.send(api.client_state.delete_client_state(queue_id=self._queue_id))
