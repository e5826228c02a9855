"""Reading of HTTP answers: results from successful answers, errors from all others."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from invokeai_sdk.transport.failures import status_error, unexpected_answer
from invokeai_sdk.transport.http import media_type

if TYPE_CHECKING:
    from invokeai_sdk._request import Request
    from invokeai_sdk.errors import APIStatusError, UnexpectedResponseError
    from invokeai_sdk.transport.http import Response

T = TypeVar("T")

HTML: Final = "text/html"
MAX_ERROR_BYTES: Final = 1 << 16
"""The number of bytes of an error answer that are read; the rest is dropped."""

WEB_PAGE: Final = (
    "a web page; InvokeAI's web interface answers unknown paths with its own page:"
    " is the URL the server's own, including its sub-path, and is the server recent enough for this call?"
)


def read_answer(request: Request[T], response: Response, content: bytes) -> T:
    """Return the result of a request from its successful answer.

    Args:
        request: the request.
        response: the answer.
        content: the body of the answer.

    Raises:
        UnexpectedResponseError: the API does not declare such an answer.
    """
    if response.status_code not in request.statuses:
        raise make_unexpected_error("a status that the API does not declare", response, content)
    if request.answer != "text" and media_type(response) == HTML:
        raise make_unexpected_error(WEB_PAGE, response, content)
    try:
        return cast("T", _read(request, response, content))
    except _MalformedError as error:
        raise make_unexpected_error(str(error), response, content) from error.__cause__


class _MalformedError(Exception):
    """The body of an answer cannot be read; the message says why."""


def _read(request: Request[Any], response: Response, content: bytes) -> Any:
    if request.answer == "text":
        return _decode_text(response, content)
    if request.answer == "bytes":
        return content
    if request.answer == "none" or response.request.method == "HEAD":
        return None
    data = None if response.status_code == HTTPStatus.NO_CONTENT else _decode_json(response, content)
    try:
        return request.parse(data)
    except Exception as error:  # the generated code raises many kinds of errors for JSON of the wrong shape
        raise _MalformedError(
            f"JSON that these bindings cannot read ({type(error).__name__}: {error});"
            " send request.as_json() to get the JSON itself"
        ) from error


def _decode_text(response: Response, content: bytes) -> str:
    try:
        return content.decode(response.charset_encoding or "utf-8", errors="replace")
    except LookupError:  # an unknown charset
        return content.decode(errors="replace")


def _decode_json(response: Response, content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        if not content:
            raise _MalformedError("an empty body instead of JSON") from error
        kind = media_type(response) or "no media type"
        raise _MalformedError(f"a body that is not JSON ({kind}): {error}") from error


def make_status_error(response: Response, content: bytes) -> APIStatusError | UnexpectedResponseError:
    """Return the error for an answer whose status is not a success.

    Args:
        response: the answer.
        content: the body of the answer.
    """
    if response.is_redirect:
        target = str(response.headers.get("location", "")).partition("?")[0]
        why = (
            f"a redirect to {target!r}, which is not followed so that no token is sent elsewhere; use that URL instead"
        )
        return make_unexpected_error(why, response, content)
    return status_error(
        method=response.request.method,
        url=_url_without_query(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def make_unexpected_error(why: str, response: Response, content: bytes) -> UnexpectedResponseError:
    """Return the error for an answer that the API does not declare."""
    return unexpected_answer(
        why,
        method=response.request.method,
        url=_url_without_query(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def _url_without_query(response: Response) -> str:
    """Return the URL for an error message; the query can hold a token."""
    return str(response.request.url.copy_with(query=None))
