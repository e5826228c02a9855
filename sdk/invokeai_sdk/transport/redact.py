"""Keeping secrets out of what the HTTP libraries log."""

from __future__ import annotations

import logging
import re
from typing import Final

_LOGGERS: Final = ("httpx", "httpcore.http11", "httpcore.http2")
"""httpx logs whole URLs, and the server takes some tokens in the query; httpcore logs the headers of answers."""

_SECRETS: Final = re.compile(
    r"""((?:[?&](?:access_token|token|password|api_key)=)             # a query
       | (?://[^\s/@:]*:(?=[^\s/@]*@))                                # user:password@ in a URL
       | (?:b?['"](?:authorization|cookie|set-cookie|x-refreshed-token)['"],\s*b?['"]))   # a header
       (?:Bearer\s)?[^\s&'"@]*""",
    re.IGNORECASE | re.VERBOSE,
)


class Redaction(logging.Filter):
    """Blots out tokens and passwords in a log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, cleaned."""
        message = record.getMessage()
        clean = redacted(message)
        if clean != message:
            record.msg, record.args = clean, None
        return True


def redacted(text: str) -> str:
    """Return a text with its tokens and passwords blotted out."""
    return _SECRETS.sub(r"\1***", text)


_REDACTION: Final = Redaction()


def redact_http_logs() -> None:
    """Clean the logs of the HTTP libraries; doing it again changes nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_REDACTION)
