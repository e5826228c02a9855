"""Credentials: the bearer token of a client and its renewal."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import anyio

from invokeai_sdk._types import Secret
from invokeai_sdk.errors import AuthenticationError, OptionsError, PermissionDeniedError
from invokeai_sdk.options import clean_token

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

_logger = logging.getLogger("invokeai_sdk.auth")

_REFRESHED: Final = "X-Refreshed-Token"
"""The header in which a multi-user server renews a token (`invokeai/app/api_app.py`)."""

_RENEWING: ContextVar[bool] = ContextVar("invokeai_sdk_renewing", default=False)
"""True within `reauthenticate`, whose own calls must not wait for their own renewal."""


class Credentials:
    """The token that every request and socket carries, and the callbacks that renew it.

    Attributes:
        reauthenticate: called once when the server answers 401; returns a new token.
        on_token: called with each new token from the server or `reauthenticate`, for example to store it.
    """

    def __init__(self, token: str | None) -> None:
        self.reauthenticate: Callable[[], Awaitable[str]] | None = None
        self.on_token: Callable[[str], None] | None = None
        self._token = Secret.of(token)
        self._not_renewable: str | None = None
        self._lock = anyio.Lock()

    def __repr__(self) -> str:
        return f"<Credentials {'with a token' if self.token else 'without a token'}>"

    @property
    def token(self) -> str | None:
        """The current bearer token, or None; set it to log in or out. It is kept in memory only."""
        return self._token

    @token.setter
    def token(self, token: str | None) -> None:
        self._token = Secret.of(token)
        self._not_renewable = None

    def headers(self) -> dict[str, str]:
        """Return the headers that carry the token."""
        return {"Authorization": Secret(f"Bearer {self._token}")} if self._token else {}

    def observe(self, sent: str | None, headers: Mapping[str, str]) -> None:
        """Take over the renewed token of an answer, if it has one.

        Args:
            sent: the token of the answered call. If it is no longer the current token, the client has logged in or out
                in the meantime, and the answer's token is obsolete.
            headers: the answer's headers.
        """
        if sent and sent == self._token and (refreshed := headers.get(_REFRESHED)):
            try:
                self._set(refreshed)
            except OptionsError as error:
                _logger.warning("ignored the renewed token of an answer: %s", error)

    async def renew(self, refused: str | None) -> bool:
        """Get a new token in place of a refused token.

        Concurrent calls that are refused share one new login.

        Args:
            refused: the token that the server refused.

        Returns:
            Whether the current token differs from the refused one, also if a concurrent call renewed it.

        Raises:
            OptionsError: `reauthenticate` returned a string that cannot be a token.
            Exception: whatever `reauthenticate` raises.
        """
        if _RENEWING.get() or self.reauthenticate is None:
            return False
        async with self._lock:
            if self._token != refused:
                return True
            if refused is not None and self._not_renewable == refused:
                return False
            inside = _RENEWING.set(True)
            try:
                self._set(await self.reauthenticate())
            except (AuthenticationError, PermissionDeniedError):
                self._not_renewable = refused  # so that waiting calls do not log in again
                raise
            finally:
                _RENEWING.reset(inside)
            return self._token != refused

    def _set(self, token: str) -> None:
        self.token = clean_token(token)
        if self.on_token is None or self.token is None:
            return
        try:
            self.on_token(self.token)
        except Exception:
            _logger.exception("on_token failed; the call that received the token continues")
