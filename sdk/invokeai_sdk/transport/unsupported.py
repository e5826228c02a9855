"""Detection of operations that a server does not have, and the release that added them."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import APIStatusError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.errors import UnexpectedResponseError

_NO_SUCH_ROUTE: Final = "Not Found"
"""FastAPI's detail for an unknown path; the server's own 404s have other texts."""


@cache
def load_since() -> Mapping[str, str]:
    """Return the first release of each operation; operations of the oldest supported release are not listed."""
    since: dict[str, str] = json.loads(files("invokeai_api").joinpath("since.json").read_text("utf-8"))["operations"]
    return since


def may_be_unsupported(operation: str, error: APIStatusError | UnexpectedResponseError) -> bool:
    """Return whether an error can mean that the server does not have the operation.

    A server answers a missing route with 405, with 404, or for a GET with the page of the web UI. A 404 or a page can
    also mean a wrong URL or a missing resource: then the server's version decides.
    """
    if proves_missing_route(error):
        return True
    if operation not in load_since():
        return False
    return not isinstance(error, APIStatusError) or (
        error.status_code == HTTPStatus.NOT_FOUND and error.detail == _NO_SUCH_ROUTE
    )


def proves_missing_route(error: APIStatusError | UnexpectedResponseError) -> bool:
    """Return whether an error can only come from a missing route."""
    return isinstance(error, APIStatusError) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def parse_release(version: str) -> tuple[int, ...]:
    """Return the numbers of a release for comparison: `(6, 13, 8)` for `"6.13.8.post1"`.

    Args:
        version: the version that a server reports; everything after the leading numbers is ignored.
    """
    numbers: list[int] = []
    for part in version.strip().lstrip("v").split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers)


def is_older(version: str, release: str) -> bool:
    """Return whether a server's version precedes a release; False for a version without numbers."""
    numbers = parse_release(version)
    return bool(numbers) and numbers < parse_release(release)
