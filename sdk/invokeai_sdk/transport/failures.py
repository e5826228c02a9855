"""Conversion of error answers into typed errors with a one-line message."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._suggest import did_you_mean, find_close_matches
from invokeai_sdk.errors import APIStatusError, UnexpectedResponseError, get_status_error_class

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_TEXT: Final = 300
_MAX_BODY: Final = 2000
_MAX_PROBLEMS: Final = 3
_UNPROCESSABLE: Final = 422
_SECRET: Final = re.compile(r"password|token|secret|key", re.IGNORECASE)
_LOGIN: Final = "/api/v1/auth/login"
"""The route whose 401 means a wrong password instead of a wrong token."""

_HINTS: Final = {
    401: "pass a valid token: token=…, or INVOKEAI_TOKEN together with INVOKEAI_URL",
    502: "the proxy could not reach the server; is InvokeAI running?",
    503: "the server or its proxy is not ready",
    504: "the proxy received no answer from the server in time",
}


def status_error(*, method: str, url: str, status: int, content_type: str, content: bytes) -> APIStatusError:
    """Return the exception for an error answer, by its status."""
    body: Any = _decode(content_type, content)
    detail = body.get("detail") if isinstance(body, dict) else None
    if status == _UNPROCESSABLE and isinstance(detail, list):
        reason = _describe_problems(detail)
    elif isinstance(detail, str):
        reason = _shorten(detail)
    elif "html" in content_type:
        reason = f"a web page titled {_title(content)!r}, from a proxy rather than InvokeAI"
    elif not content:
        reason = "no reason given"
    else:
        reason = _shorten(content.decode(errors="replace"))
    hint = _HINTS.get(status)
    if hint and not url.endswith(_LOGIN):
        reason = f"{reason} ({hint})"
    message = f"{method} {url} answered {status}: {reason}"
    return get_status_error_class(status)(message, method=method, url=url, status_code=status, body=body, detail=detail)


def unexpected_answer(
    why: str, *, method: str, url: str, status: int, content_type: str, content: bytes
) -> UnexpectedResponseError:
    """Return the error for an answer that is not what the API promises."""
    return UnexpectedResponseError(
        f"{method} {url} answered {status} with {why}",
        method=method,
        url=url,
        status_code=status,
        content_type=content_type,
        body=content[:_MAX_BODY].decode(errors="replace"),
    )


def _title(content: bytes) -> str:
    found = re.search(rb"<(title|h1)[^>]*>(.*?)</\1>", content[:_MAX_BODY], re.IGNORECASE | re.DOTALL)
    return _shorten(html.unescape(found.group(2).decode(errors="replace"))) if found else ""


def _decode(content_type: str, content: bytes) -> object:
    if "json" in content_type:
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            pass
    return content.decode(errors="replace")


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_TEXT else f"{line[:_MAX_TEXT]}…"


def _describe_problems(detail: list[Any]) -> str:
    """Describe the first problems of a pydantic 422, each with its location and reason."""
    lines = [_describe_problem(entry) for entry in detail[:_MAX_PROBLEMS]]
    if len(detail) > _MAX_PROBLEMS:
        lines.append(f"and {len(detail) - _MAX_PROBLEMS} more")
    return "; ".join(lines)


def _describe_problem(entry: Any) -> str:
    if not isinstance(entry, dict):
        return _shorten(str(entry))
    loc = entry.get("loc")
    place = [str(part) for part in loc] if isinstance(loc, list) else []
    reason = str(entry.get("msg", "invalid")).removeprefix("Value error, ")
    context = entry.get("ctx")
    if entry.get("type") == "union_tag_invalid":
        reason = _describe_unknown_tag(reason, context)
    elif entry.get("type") == "json_invalid":
        return f"the body is not JSON: {context.get('error') if isinstance(context, dict) else reason}"
    elif _is_plain(entry.get("input")) and not _SECRET.search(place[-1] if place else ""):
        reason = f"{reason} (got {entry['input']!r})"
    return f"{_describe_place(place)}{_shorten(reason)}"


def _describe_place(place: list[str]) -> str:
    """Describe the location of a problem: a node of the graph with its field, or the path in the request."""
    match place:
        case ["body", "batch", "graph", "nodes", node]:
            where = f"node {node!r}"
        case ["body", "batch", "graph", "nodes", node, kind]:
            where = f"node {node!r} (type {kind!r})"
        case ["body", "batch", "graph", "nodes", node, kind, *field]:
            where = f"node {node!r} (type {kind!r}): field {'.'.join(field)!r}"
        case ["body", "batch", "graph", *inner]:
            where = ".".join(["graph", *inner])
        case [("query" | "path") as part, name, *_]:
            where = f"{part} parameter {name!r}"
        case ["body", *inner]:
            where = ".".join(inner)
        case _:
            where = ".".join(place)
    return f"{where}: " if where else ""


def _describe_unknown_tag(message: str, context: Any) -> str:
    """Describe an unknown node type with similar known types, instead of all known types."""
    tags = context if isinstance(context, dict) else {}
    unknown = str(tags.get("tag") or _first(re.findall(r"Input tag '([^']*)'", message)))
    known = re.findall(r"'([^']*)'", str(tags.get("expected_tags") or message.partition("expected tags:")[2]))
    return f"the server has no type {unknown!r}{did_you_mean(find_close_matches(unknown, known))}"


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "?")


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= 80  # noqa: PLR2004 - fits in a line
