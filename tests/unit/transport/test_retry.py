"""The decision to retry: from plain values to a delay or None."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from invokeai_sdk.transport.retry import Failure, is_repeatable, retry_delay

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)


def delay(failure, *, attempt=1, retries=2, may=True, draw=max):
    return retry_delay(failure, attempt=attempt, retries=retries, repeatable=may, uniform=draw, now=lambda: NOW)


@pytest.mark.parametrize("status", [None, 408, 429, 502, 503, 504])
def test_passing_faults_are_tried_again_if_the_call_is_repeatable(status):
    assert delay(Failure(status)) is not None
    assert delay(Failure(status), may=False) is None


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 415, 422, 424, 500])
def test_lasting_faults_are_not(status):
    assert delay(Failure(status)) is None


def test_it_gives_up():
    assert delay(Failure(503), attempt=2) is not None
    assert delay(Failure(503), attempt=3) is None
    assert delay(Failure(503), retries=0) is None


def test_the_whole_delay_is_drawn_and_grows_to_a_bound():
    bounds = []
    for attempt in range(1, 12):
        delay(Failure(503), attempt=attempt, retries=99, draw=lambda low, high: bounds.append((low, high)) or 0.0)
    assert {low for low, _ in bounds} == {0.0}
    highs = [high for _, high in bounds]
    assert highs[:3] == [highs[0], highs[0] * 2, highs[0] * 4]
    assert highs == sorted(highs)
    assert highs[-1] == highs[-2]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("7", 7.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("Tue, 24 Nov 2026 12:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("61", None),
        ("inf", None),
        ("Wed, 25 Nov 2026 12:00:00 GMT", None),
    ],
)
def test_a_retry_after_is_honoured_in_both_forms(header, seconds):
    assert delay(Failure(503, retry_after=header)) == seconds


@pytest.mark.parametrize("header", ["", "soon", "Tue, 99 Nov 2026", "nan"])
def test_a_retry_after_that_makes_no_sense_is_ignored(header):
    assert delay(Failure(503, retry_after=header), draw=lambda low, high: 0.25) == 0.25


def test_maintenance_did_nothing_so_anything_may_be_sent_again():
    failure = Failure(409, detail="Image storage maintenance is active")
    assert delay(failure, may=False) is not None
    assert delay(Failure(409, detail="exists"), may=True) is None


@pytest.mark.parametrize(
    ("operation", "method", "may"),
    [
        ("app.app_version", "GET", True),
        ("images.get_image_full_head", "HEAD", True),
        ("queue.cancel_by_batch_ids", "PUT", True),
        ("images.delete_image", "DELETE", True),
        ("queue.get_queue_items_by_item_ids", "POST", True),
        ("queue.enqueue_batch", "POST", False),
        ("images.upload_image", "POST", False),
        ("boards.update_board", "PATCH", False),
        ("queue.retry_items_by_id", "PUT", False),
        ("model_manager.install_hugging_face_model", "GET", False),
    ],
)
def test_what_may_be_repeated(operation, method, may):
    assert is_repeatable(operation, method) is may
