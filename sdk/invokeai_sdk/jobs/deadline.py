"""Deadlines of local waits, and the cancellation of jobs after their wait has ended early."""

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
async def enforce_deadline(
    timeout: float | None, subject: str, *, cancel: Callable[[], Coroutine[Any, Any, object]] | None = None
) -> AsyncIterator[None]:
    """Limit the time spent in a block.

    Args:
        timeout: seconds; None for no limit.
        subject: the job or batch waited for, for the error message.
        cancel: cancels the job or batch on the server; called after a timeout or a cancellation.

    Raises:
        WaitTimeout: the time ran out.
    """
    scope = asyncio.timeout(timeout)
    try:
        async with scope:
            yield
    except TimeoutError as error:
        if not scope.expired():
            raise
        await cancel_on_server(cancel)
        raise WaitTimeout(
            f"{subject} did not end within {timeout:g} s; the server continues to process it"
            if cancel is None
            else f"{subject} did not end within {timeout:g} s; the server was asked to cancel it"
        ) from error
    except asyncio.CancelledError:
        await cancel_on_server(cancel)
        raise


async def cancel_on_server(cancel: Callable[[], Coroutine[Any, Any, object]] | None) -> None:
    """Cancel on the server on a best-effort basis, within a time limit, even while this task is being cancelled.

    Args:
        cancel: sends the request; None does nothing.
    """
    if cancel is None:
        return
    with anyio.move_on_after(_CANCEL_SECONDS, shield=True):
        try:
            await cancel()
        except InvokeAIError as error:
            _log.warning("could not cancel on the server: %s", error)
