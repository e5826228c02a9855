"""Who the client is to the server: one bearer token, kept fresh."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import anyio

from invokeai_sdk._types import Secret
from invokeai_sdk.errors import AuthenticationError, PermissionDeniedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

log = logging.getLogger("invokeai_sdk.auth")

_REFRESHED: Final = "X-Refreshed-Token"
"""The header in which a multi-user server renews a token (`invokeai/app/api_app.py`)."""

_RENEWING: ContextVar[bool] = ContextVar("invokeai_sdk_renewing", default=False)
"""Set within `reauthenticate`, whose own calls must not wait for itself."""


class Credentials:
    """The token that goes with every request and socket, and how to get another.

    Attributes:
        reauthenticate: called once when the server answers 401; returns a new token.
        on_token: called with each token that the server or `reauthenticate` gives, to store it, say.
    """

    def __init__(self, token: str | None) -> None:
        self.reauthenticate: Callable[[], Awaitable[str]] | None = None
        self.on_token: Callable[[str], None] | None = None
        self._token = Secret.of(token)
        self._hopeless: str | None = None
        self._lock = anyio.Lock()

    def __repr__(self) -> str:
        return f"<Credentials {'with a token' if self.token else 'without a token'}>"

    @property
    def token(self) -> str | None:
        """The current bearer token, or None; set it to log in or out. Held in memory only."""
        return self._token

    @token.setter
    def token(self, token: str | None) -> None:
        self._token = Secret.of(token)
        self._hopeless = None

    def headers(self) -> dict[str, str]:
        """Return the headers that carry the token."""
        return {"Authorization": Secret(f"Bearer {self._token}")} if self._token else {}

    def observe(self, sent: str | None, headers: Mapping[str, str]) -> None:
        """Take the renewed token that an answer may bring.

        Args:
            sent: the token of the call that was answered. If it is no longer the current one, somebody has logged in
                or out meanwhile, and the answer's token is of the past.
            headers: the answer's headers.
        """
        if sent and sent == self._token and (refreshed := headers.get(_REFRESHED)):
            self._take(refreshed)

    async def renew(self, refused: str | None) -> bool:
        """Get a token other than the one that was refused.

        However many calls are refused at once, there is one new login.

        Args:
            refused: the token of the call that the server refused.

        Returns:
            Whether there is another token to try with, be it that somebody else renewed it meanwhile.

        Raises:
            Exception: whatever `reauthenticate` raises.
        """
        if _RENEWING.get() or self.reauthenticate is None:
            return False
        async with self._lock:
            if self._token != refused:
                return True
            if refused is not None and self._hopeless == refused:
                return False
            inside = _RENEWING.set(True)
            try:
                self._take(await self.reauthenticate())
            except (AuthenticationError, PermissionDeniedError):
                self._hopeless = refused  # the others that wait here need not be refused, too
                raise
            finally:
                _RENEWING.reset(inside)
            return self._token != refused

    def _take(self, token: str) -> None:
        self.token = token = Secret(token)
        if self.on_token is None:
            return
        try:
            self.on_token(token)
        except Exception:
            log.exception("on_token failed; the call that brought the token goes on")
