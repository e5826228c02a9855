"""Redaction of tokens and passwords in the logs of the HTTP libraries."""

from __future__ import annotations

import logging
import re
from typing import Final

_LOGGERS: Final = ("httpx", "httpcore.http11", "httpcore.http2")
"""httpx logs whole URLs, whose query can hold a token; httpcore logs the headers of answers."""

_SECRETS: Final = re.compile(
    r"""((?:[?&](?:access_token|token|password|api_key)=)             # a query
       | (?://[^\s/@:]*:(?=[^\s/@]*@))                                # user:password@ in a URL
       | (?:b?['"](?:authorization|cookie|set-cookie|x-refreshed-token)['"],\s*b?['"]))   # a header
       (?:Bearer\s)?[^\s&'"@]*""",
    re.IGNORECASE | re.VERBOSE,
)


class Redaction(logging.Filter):
    """A log filter that replaces tokens and passwords with `***`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record, and return True so that it is logged."""
        message = record.getMessage()
        clean = redact(message)
        if clean != message:
            record.msg, record.args = clean, None
        return True


def redact(text: str) -> str:
    """Return a text with its tokens and passwords replaced by `***`."""
    return _SECRETS.sub(r"\1***", text)


_REDACTION: Final = Redaction()


def redact_http_logs() -> None:
    """Install the redaction on the loggers of the HTTP libraries; calling it again does nothing."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_REDACTION)
