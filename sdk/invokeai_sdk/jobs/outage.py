"""Outages: how long the server has not answered, and requests that are repeated until the server answers."""

from __future__ import annotations

import asyncio
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeVar

from invokeai_sdk.errors import APIConnectionError, APIStatusError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from invokeai_sdk.core import Core
    from invokeai_sdk.errors import InvokeAIError

T = TypeVar("T")

_log = logging.getLogger("invokeai_sdk.jobs")

_WARN_SECONDS: Final = 2.0
"""The length of an outage that is worth a warning; a single lost connection is not."""

_FIRST_PAUSE: Final = 0.25
_LONGEST_PAUSE: Final = 2.0

_OUTAGE_STATUSES: Final = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
        *range(520, 528),  # the answers of Cloudflare for a server that it cannot reach
    }
)
"""Statuses that a proxy answers for a server that it cannot reach."""


class Reachability:
    """Whether the server answers; `core.common(Reachability)` is the instance of a client and its copies.

    Attributes:
        problem: the error of the last request; None if the server has answered.
    """

    def __init__(self, _: Core) -> None:
        self.problem: InvokeAIError | None = None
        self._since = 0.0
        self._has_warned = False

    @property
    def seconds(self) -> float:
        """The time since the first request that was not answered; 0 if the server has answered."""
        return 0.0 if self.problem is None else time.monotonic() - self._since

    def on_failure(self, error: InvokeAIError) -> None:
        """Record a request without an answer; log a warning once per outage."""
        if self.problem is None:
            self._since = time.monotonic()
        self.problem = error
        if not self._has_warned and self.seconds >= _WARN_SECONDS:
            self._has_warned = True
            _log.warning("the server does not answer; its jobs are polled until it does: %s", error)

    def on_answer(self) -> None:
        """Record an answer, and log the end of an outage."""
        if self._has_warned:
            _log.warning("the server answers again, after %.0f s", self.seconds)
        self._has_warned = False
        self.problem = None


def is_outage(error: InvokeAIError) -> bool:
    """Return whether an error means that the server cannot be reached now, in contrast to an answer of the server."""
    if isinstance(error, APIStatusError):
        return error.status_code in _OUTAGE_STATUSES
    return isinstance(error, APIConnectionError)


async def outlast(core: Core, send: Callable[[], Awaitable[T]]) -> T:
    """Repeat an idempotent request for as long as the server cannot be reached; limit the time with a timeout.

    Args:
        core: the client.
        send: sends the request.

    Raises:
        InvokeAIError: the server answered with an error.
    """
    reachability = core.common(Reachability)
    pause = _FIRST_PAUSE
    while True:
        try:
            result = await send()
        except (APIConnectionError, APIStatusError) as error:
            if not is_outage(error):
                reachability.on_answer()
                raise
            reachability.on_failure(error)
        else:
            reachability.on_answer()
            return result
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
