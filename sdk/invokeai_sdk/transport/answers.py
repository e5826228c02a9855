"""Reading of HTTP answers: results from successful answers, errors from all others."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from invokeai_sdk.transport.download import media_type
from invokeai_sdk.transport.failures import status_error, unexpected_answer

if TYPE_CHECKING:
    from invokeai_sdk._request import Request
    from invokeai_sdk.errors import APIStatusError, UnexpectedResponseError
    from invokeai_sdk.transport.http import Response

T = TypeVar("T")

HTML: Final = "text/html"
WEB_PAGE: Final = (
    "a web page; InvokeAI's web interface answers unknown paths with its own page:"
    " is the URL the server's own, including its sub-path, and is the server recent enough for this call?"
)


def read_answer(request: Request[T], response: Response) -> T:
    """Return the result of a request from its successful answer.

    Raises:
        UnexpectedResponseError: the answer is not what the API promises.
    """
    return cast("T", _read(request, response))


def _read(request: Request[Any], response: Response) -> Any:
    if response.status_code not in request.statuses:
        raise unexpected_error("a status that the API does not declare", response, response.content)
    if request.answer == "text":
        return response.text
    if media_type(response) == HTML:
        raise unexpected_error(WEB_PAGE, response, response.content)
    if request.answer == "bytes":
        return response.content
    if request.answer == "none" or _has_no_body(response):
        return None
    data = _decode_json(response)
    if data is None:
        return None
    try:
        return request.parse(data)
    except Exception as error:  # the generated code raises many kinds of errors for JSON of the wrong shape
        why = (
            f"JSON that these bindings cannot read ({type(error).__name__}: {error});"
            " send request.as_json() to get the JSON itself"
        )
        raise unexpected_error(why, response, response.content) from error


def _decode_json(response: Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        if response.content:
            why = f"a body that is not JSON ({media_type(response) or 'no media type'}): {error}"
        else:
            why = "an empty body instead of JSON"
        raise unexpected_error(why, response, response.content) from error


def _has_no_body(response: Response) -> bool:
    return response.status_code == HTTPStatus.NO_CONTENT or response.request.method == "HEAD"


def error_of(response: Response, content: bytes) -> APIStatusError | UnexpectedResponseError:
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
        return unexpected_error(why, response, content)
    return status_error(
        method=response.request.method,
        url=_url_without_query(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def unexpected_error(why: str, response: Response, content: bytes) -> UnexpectedResponseError:
    """Return the error for an answer that is not what the API promises."""
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
