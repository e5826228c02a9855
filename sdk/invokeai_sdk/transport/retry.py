"""Retry policy: a pure function that decides whether and when to repeat a failed call."""

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
"""Statuses of temporary failures. Not 500, which InvokeAI also answers for permanent failures."""

_MAINTENANCE_STATUS: Final = 409
_MAINTENANCE: Final = "maintenance is active"
"""Part of the detail of a 409 while images are being moved (`invokeai/app/api/dependencies.py`): no change was made."""

_FIRST_DELAY: Final = 0.5
_LONGEST_DELAY: Final = 8.0
_LONGEST_RETRY_AFTER: Final = 60.0

_IDEMPOTENT_POSTS: Final = frozenset(
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
"""POST operations that are idempotent: they only read, or set a value."""

_NOT_IDEMPOTENT: Final = frozenset(
    {
        "images.get_bulk_download_item",  # the server deletes the file with the first fetch
        "model_manager.convert_model",
        "model_manager.install_hugging_face_model",  # a GET that installs
        "queue.retry_items_by_id",  # each call makes new items
    }
)
"""Operations that are not idempotent, although their method implies it."""


@frozen
class Failure:
    """The failure of one attempt of a call.

    Attributes:
        status: the HTTP status, or None without an answer.
        detail: the server's `detail` text, if any.
        retry_after: the `Retry-After` header, if any.
    """

    status: int | None = None
    detail: str = ""
    retry_after: str | None = None


def is_repeatable(operation: str, method: str) -> bool:
    """Return whether the operation is idempotent."""
    if operation in _NOT_IDEMPOTENT:
        return False
    return method.upper() in {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"} or operation in _IDEMPOTENT_POSTS


def retry_delay(
    failure: Failure,
    *,
    attempt: int,
    retries: int,
    repeatable: bool,
    uniform: Callable[[float, float], float] = random.uniform,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> float | None:
    """Decide whether and when to repeat a call.

    Args:
        failure: the failure of the last attempt.
        attempt: the number of attempts so far, at least 1.
        retries: the maximum number of further attempts after the first.
        repeatable: whether the call is idempotent.
        uniform: draws a random number from a range; full jitter spreads the retries of many clients.
        now: returns the time, for a `Retry-After` that is a date.

    Returns:
        Seconds to wait before the next attempt, or None to give up.
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
    """Return the seconds of a `Retry-After`, which is a number of seconds or an HTTP date (RFC 9110, 10.2.3)."""
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
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now()).total_seconds())
    except (ValueError, OverflowError):  # not a date, or a date that Python cannot represent
        return None
