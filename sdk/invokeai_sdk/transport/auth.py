"""Who the client is to the server: one bearer token, kept fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

_REFRESHED: Final = "X-Refreshed-Token"
"""The header in which a multi-user server renews a token (`invokeai/app/api_app.py`)."""


class Credentials:
    """The token that goes with every request and socket, and how to get another.

    Attributes:
        token: the current bearer token, or None. Held in memory only.
        reauthenticate: called once when the server answers 401; returns a new token.
    """

    def __init__(self, token: str | None) -> None:
        self.token = token
        self.reauthenticate: Callable[[], Awaitable[str]] | None = None
        self._renewing = anyio.Lock()

    def __repr__(self) -> str:
        return f"<Credentials {'with a token' if self.token else 'without a token'}>"

    def headers(self) -> dict[str, str]:
        """Return the headers that carry the token."""
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def observe(self, headers: Mapping[str, str]) -> None:
        """Take the renewed token that an answer may bring."""
        self.token = headers.get(_REFRESHED) or self.token

    async def renew(self, refused: str | None) -> bool:
        """Get a token other than the one that was refused.

        Args:
            refused: the token of the call that the server refused.

        Returns:
            Whether there is another token to try with, be it that somebody else renewed it meanwhile.
        """
        async with self._renewing:
            if self.token != refused:
                return True
            if self.reauthenticate is None:
                return False
            self.token = await self.reauthenticate()
            return self.token != refused
