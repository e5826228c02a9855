"""Whether to repeat a failed call, and after how long: a pure decision, made from plain values."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

_TRANSIENT: Final = frozenset({408, 429, 502, 503, 504})
"""Statuses that mean "not now". 500 is not among them: InvokeAI gives it for lasting faults too."""

_MAINTENANCE_STATUS: Final = 409
_MAINTENANCE: Final = "maintenance is active"
"""Part of the detail of a 409 while images are being moved (`invokeai/app/api/dependencies.py`): nothing was done."""

_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 8.0
_LONGEST_RETRY_AFTER: Final = 60.0

_SAFE_POSTS: Final = frozenset(
    {
        "images.get_images_by_names",
        "images.star_images_in_list",
        "images.unstar_images_in_list",
        "model_manager.empty_model_cache",
        "model_relationships.get_related_models_batch",
        "queue.get_queue_item_summaries_by_ids",
        "queue.get_queue_items_by_item_ids",
        "utilities.parse_dynamicprompts",
        "videos.star_videos_in_list",
        "videos.unstar_videos_in_list",
    }
)
"""Operations that only read, or set what is then set, though they are POSTs."""

_UNSAFE: Final = frozenset(
    {
        "images.get_bulk_download_item",  # the server deletes the file with the first fetch
        "model_manager.convert_model",
        "model_manager.install_hugging_face_model",  # a GET that installs
        "queue.retry_items_by_id",  # each call makes new items
    }
)
"""Operations whose method says that they can be repeated, and which cannot."""


@frozen
class Failure:
    """Why a call did not end well.

    Attributes:
        status: the HTTP status, or None if no answer came.
        detail: the server's `detail` text, if any.
        retry_after: the `Retry-After` header, if any.
    """

    status: int | None = None
    detail: str = ""
    retry_after: str | None = None


def repeatable(operation: str, method: str) -> bool:
    """Tell whether doing an operation twice does no more than doing it once."""
    if operation in _UNSAFE:
        return False
    return method.upper() in {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"} or operation in _SAFE_POSTS


def retry_delay(
    failure: Failure,
    *,
    attempt: int,
    retries: int,
    repeatable: bool,
    uniform: Callable[[float, float], float] = random.uniform,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> float | None:
    """Decide whether to try again.

    Args:
        failure: what went wrong.
        attempt: how many tries there have been, from 1.
        retries: how many more than one there may be.
        repeatable: whether the call may be repeated though the server may have acted on it.
        uniform: draws a random number between two; full jitter spreads the retries of many clients.
        now: the time, for a `Retry-After` that is a date.

    Returns:
        Seconds to wait before the next try, or None to give up.
    """
    if attempt > retries:
        return None
    refused = failure.status == _MAINTENANCE_STATUS and _MAINTENANCE in failure.detail
    if not refused and not (repeatable and (failure.status is None or failure.status in _TRANSIENT)):
        return None
    asked = _retry_after_seconds(failure.retry_after, now)
    if asked is not None:
        return asked if asked <= _LONGEST_RETRY_AFTER else None
    return uniform(0.0, min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** (attempt - 1)))


def _retry_after_seconds(header: str | None, now: Callable[[], datetime]) -> float | None:
    """Read a `Retry-After`, seconds or an HTTP date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        pass
    else:
        return None if math.isnan(seconds) else max(0.0, seconds)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())
