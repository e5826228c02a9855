"""Logs of the HTTP libraries, without secrets."""

from __future__ import annotations

import logging

import pytest

from invokeai_sdk.transport.redact import redact, redact_http_logs


@pytest.mark.parametrize(
    "text",
    [
        "GET http://h/install?source=a&access_token=S3CRET&x=1",
        "GET http://h/?token=S3CRET",
        "GET https://user:S3CRET@h/path",
        "headers=[(b'Server', b'uvicorn'), (b'X-Refreshed-Token', b'S3CRET.S3-CRET_'), (b'Date', b'now')]",
        "[('authorization', 'Bearer S3CRET')]",
        "[(b'set-cookie', b'session=S3CRET; Path=/')]",
    ],
)
def test_secrets_are_blotted_out(text):
    clean = redact(text)
    assert "S3CRET" not in clean
    assert "***" in clean


@pytest.mark.parametrize(
    "text",
    ["GET http://h:9090/api/v1/images/?limit=10&tokens=5", "expected tokens: 'a', 'b'", "http://h/a:b@c", "plain"],
)
def test_what_is_no_secret_stays(text):
    assert redact(text) == text


def test_records_are_cleaned_and_the_filter_added_once():
    redact_http_logs()
    redact_http_logs()
    logger = logging.getLogger("httpx")
    (redaction,) = [f for f in logger.filters if type(f).__name__ == "Redaction"]
    record = logger.makeRecord("httpx", 20, "f", 1, "HTTP Request: %s %s", ("GET", "http://h/?token=S3CRET"), None)
    assert redaction.filter(record)
    assert record.getMessage() == "HTTP Request: GET http://h/?token=***"
