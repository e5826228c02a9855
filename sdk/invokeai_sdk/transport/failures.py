"""What went wrong, in one line: error answers of the server turned into typed errors."""

from __future__ import annotations

import difflib
import html
import json
import re
from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk.errors import APIStatusError, UnexpectedResponseError, status_error_class

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_TEXT: Final = 300
_KEPT_BODY: Final = 2000
_SHOWN_PROBLEMS: Final = 3
_UNPROCESSABLE: Final = 422
_SECRET: Final = re.compile(r"password|token|secret|key", re.IGNORECASE)
_HINTS: Final = {
    401: "give a valid token (token=… or INVOKEAI_TOKEN)",
    502: "the proxy in front of the server could not reach it; is InvokeAI running?",
    503: "the server, or the proxy in front of it, is not ready",
    504: "the proxy in front of the server got no answer from it in time",
}


def status_error(*, method: str, url: str, status: int, content_type: str, content: bytes) -> APIStatusError:
    """Turn an error answer into the exception for its status, with one readable line."""
    body: Any = _decoded(content_type, content)
    detail = body.get("detail") if isinstance(body, dict) else None
    if status == _UNPROCESSABLE and isinstance(detail, list):
        reason = _problems(detail)
    elif isinstance(detail, str):
        reason = _shortened(detail)
    elif "html" in content_type:
        reason = f"a web page titled {_title(content)!r}, from a proxy rather than InvokeAI"
    elif not content:
        reason = "no reason given"
    else:
        reason = _shortened(content.decode(errors="replace"))
    hint = _HINTS.get(status)
    if hint:
        reason = f"{reason} ({hint})"
    message = f"{method} {url} answered {status}: {reason}"
    return status_error_class(status)(message, method=method, url=url, status_code=status, body=body, detail=detail)


def unexpected_answer(
    why: str, *, method: str, url: str, status: int, content_type: str, content: bytes
) -> UnexpectedResponseError:
    """Make the error for an answer that is not what the API promises."""
    return UnexpectedResponseError(
        f"{method} {url} answered {status} with {why}",
        method=method,
        url=url,
        status_code=status,
        content_type=content_type,
        body=content[:_KEPT_BODY].decode(errors="replace"),
    )


def _title(content: bytes) -> str:
    found = re.search(rb"<(title|h1)[^>]*>(.*?)</\1>", content[:_KEPT_BODY], re.IGNORECASE | re.DOTALL)
    return _shortened(html.unescape(found.group(2).decode(errors="replace"))) if found else ""


def _decoded(content_type: str, content: bytes) -> object:
    if "json" in content_type:
        try:
            return json.loads(content)
        except ValueError:
            pass
    return content.decode(errors="replace")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[:_LONGEST_TEXT]}…"


def _problems(detail: list[Any]) -> str:
    """Say what a pydantic 422 complains of: the first few problems, each with its place and reason."""
    lines = [_problem(entry) for entry in detail[:_SHOWN_PROBLEMS]]
    if len(detail) > _SHOWN_PROBLEMS:
        lines.append(f"and {len(detail) - _SHOWN_PROBLEMS} more")
    return "; ".join(lines)


def _problem(entry: Any) -> str:
    if not isinstance(entry, dict):
        return _shortened(str(entry))
    loc = entry.get("loc")
    place = [str(part) for part in loc] if isinstance(loc, list) else []
    reason = str(entry.get("msg", "invalid")).removeprefix("Value error, ")
    context = entry.get("ctx")
    if entry.get("type") == "union_tag_invalid":
        reason = _unknown_tag(reason, context)
    elif entry.get("type") == "json_invalid":
        return f"the body is not JSON: {context.get('error') if isinstance(context, dict) else reason}"
    elif _is_plain(entry.get("input")) and not _SECRET.search(place[-1] if place else ""):
        reason = f"{reason} (got {entry['input']!r})"
    return f"{_place(place)}{_shortened(reason)}"


def _place(place: list[str]) -> str:
    """Name where a problem is: a node of the graph with its field, or the path in the request."""
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


def _unknown_tag(message: str, context: Any) -> str:
    """Shorten the list of all 309 node types to the few that look like the one given."""
    tags = context if isinstance(context, dict) else {}
    unknown = str(tags.get("tag") or _first(re.findall(r"Input tag '([^']*)'", message)))
    known = re.findall(r"'([^']*)'", str(tags.get("expected_tags") or message.partition("expected tags:")[2]))
    close = difflib.get_close_matches(unknown, known, n=3)
    hint = f"; did you mean {' or '.join(repr(tag) for tag in close)}?" if close else ""
    return f"the server has no type {unknown!r}{hint}"


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "?")


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= 80  # noqa: PLR2004 - what fits in a line
