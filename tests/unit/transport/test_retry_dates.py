"""`Retry-After` as a date without a time zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from invokeai_sdk.transport.retry import Failure, retry_delay

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("header", ["Tue, 24 Nov 2026 12:00:30 -0000", "Tue, 24 Nov 2026 12:00:30"])
def test_a_date_without_a_zone_is_in_utc(header):
    delay = retry_delay(
        Failure(503, retry_after=header), attempt=1, retries=2, repeatable=True, uniform=max, now=lambda: NOW
    )
    assert delay == 30.0
