"""What an answer of the server means to the one who called: JSON made into models, or the error that it is none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk.transport.call import parse_json
from invokeai_sdk.transport.download import media_type
from invokeai_sdk.transport.failures import status_error, unexpected_answer

if TYPE_CHECKING:
    from invokeai_sdk.errors import APIStatusError, UnexpectedResponseError
    from invokeai_sdk.transport.call import Operation
    from invokeai_sdk.transport.http import Response

HTML: Final = "text/html"
WEB_PAGE: Final = (
    "a web page; InvokeAI's web interface answers so to paths it does not know:"
    " is the URL the server's own, sub-path included, and is the server recent enough for this call?"
)


def decoded(wanted: Operation, response: Response) -> Any:
    """Return what a successful answer means to the one who called the operation.

    Raises:
        UnexpectedResponseError: it is not what the API promises.
    """
    if wanted.answer == "text":
        return response.text
    if media_type(response) == HTML:
        raise unexpected(WEB_PAGE, response, response.content)
    if wanted.answer == "nothing" or without_body(response):
        return None
    if wanted.answer == "bytes":
        return response.content
    data = json_of(response)
    if data is None:
        return None
    try:
        return parse_json(wanted, response.status_code, data)
    except Exception as error:  # whatever the generated code trips over
        why = f"JSON that these bindings cannot read ({type(error).__name__}: {error}); Transport.raw() still can"
        raise unexpected(why, response, response.content) from error


def json_of(response: Response) -> Any:
    """Return the JSON of an answer.

    Raises:
        UnexpectedResponseError: it is none.
    """
    kind = media_type(response)
    if kind == HTML:
        raise unexpected(WEB_PAGE, response, response.content)
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        if response.content:
            why = f"a body that is not the JSON that is due ({kind or 'of no media type'}): {error}"
        else:
            why = "an empty body where JSON is due"
        raise unexpected(why, response, response.content) from error


def without_body(response: Response) -> bool:
    """Tell whether an answer has no body by its nature."""
    return response.status_code == HTTPStatus.NO_CONTENT or response.request.method == "HEAD"


def problem_of(response: Response, content: bytes) -> APIStatusError | UnexpectedResponseError:
    """Return the error that an answer other than a success is.

    Args:
        response: the answer.
        content: its body, which has been read.
    """
    if response.is_redirect:
        target = str(response.headers.get("location", "")).partition("?")[0]
        why = f"a redirect to {target!r}, which is not followed so that no token goes astray; give that URL instead"
        return unexpected(why, response, content)
    return status_error(
        method=response.request.method,
        url=_shown(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def unexpected(why: str, response: Response, content: bytes) -> UnexpectedResponseError:
    """Return the error for an answer that is not what the API promises."""
    return unexpected_answer(
        why,
        method=response.request.method,
        url=_shown(response),
        status=response.status_code,
        content_type=media_type(response),
        content=content,
    )


def _shown(response: Response) -> str:
    """Return the URL as errors may show it: without its query, which can hold a token."""
    return str(response.request.url.copy_with(query=None))
