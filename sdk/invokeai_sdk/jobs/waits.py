"""Waiting with a limit, and cleaning up on the server when a wait is given up."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

import anyio

from invokeai_sdk.errors import InvokeAIError, WaitTimeout

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

_log = logging.getLogger("invokeai_sdk.jobs")

_CANCEL_SECONDS: Final = 5.0


@asynccontextmanager
async def limited(
    timeout: float | None, what: str, *, cancel: Callable[[], Coroutine[Any, Any, object]] | None = None
) -> AsyncIterator[None]:
    """Limit what is done inside.

    Args:
        timeout: seconds; None for no limit.
        what: what is waited for, for the error.
        cancel: called when the wait is given up, be it by the limit or by a cancellation.

    Raises:
        WaitTimeout: the limit was reached.
    """
    scope = asyncio.timeout(timeout)
    try:
        async with scope:
            yield
    except TimeoutError as error:
        if not scope.expired():
            raise
        await give_up(cancel)
        raise WaitTimeout(f"{what} did not end within {timeout:g} s; on the server it goes on") from error
    except asyncio.CancelledError:
        await give_up(cancel)
        raise


async def give_up(cancel: Callable[[], Coroutine[Any, Any, object]] | None) -> None:
    """Cancel on the server, come what may, but not for long."""
    if cancel is None:
        return
    with anyio.move_on_after(_CANCEL_SECONDS, shield=True):
        try:
            await cancel()
        except InvokeAIError as error:
            _log.warning("the server could not be asked to cancel: %s", error)
