"""The blocking counterpart of `invokeai_sdk.repositories.client_state`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_sdk.repositories.client_state import ClientStateRepository


class SyncClientStateRepository(Mirror):
    """Texts that the server keeps for this user under keys of their choice.

    The web UI keeps its own state here, so choose keys with a prefix of yours. The queue id that the server's
    routes carry is ignored by it.
    """

    _async: ClientStateRepository

    def get(self, key: str) -> str | None:
        """Return the text under a key, or `None`."""
        return self._call(self._async.get, key)

    def set(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        self._call(self._async.set, key, value)

    def keys(self, prefix: str = "") -> list[str]:
        """Return the keys that begin with a text."""
        return self._call(self._async.keys, prefix)

    def delete(self, key: str) -> None:
        """Forget one key, whether it was there or not."""
        self._call(self._async.delete, key)

    def clear(self) -> None:
        """Forget everything kept for this user: the web UI starts over, too."""
        self._call(self._async.clear)
