"""What went wrong, in one line: error answers of the server turned into typed errors."""

from __future__ import annotations

import difflib
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
    elif "html" in content_type or not content:
        reason = _HINTS.get(status, "no reason given")
    else:
        reason = _shortened(content.decode(errors="replace"))
    hint = _HINTS.get(status)
    if hint and hint not in reason:
        reason = f"{reason} ({hint})"
    message = f"{method} {url} answered {status}: {reason}"
    return status_error_class(status)(
        message, method=method, url=url, status_code=status, body=body, detail=detail if detail is not None else body
    )


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
    place = [str(part) for part in entry.get("loc") or []]
    reason = str(entry.get("msg", "invalid")).removeprefix("Value error, ")
    if entry.get("type") == "union_tag_invalid":
        reason = _unknown_tag(reason, entry.get("ctx"))
    elif _is_plain(entry.get("input")):
        reason = f"{reason} (got {entry['input']!r})"
    return f"{_place(place)}{_shortened(reason)}"


def _place(place: list[str]) -> str:
    """Name where a problem is: a node of the graph with its field, or the path in the request."""
    if place[:4] == ["body", "batch", "graph", "nodes"] and len(place) > 4:  # noqa: PLR2004 - the node's id comes next
        node, *rest = place[4:]
        of_type = f" (type {rest[0]!r})" if rest else ""
        field = f" field {'.'.join(rest[1:])!r}:" if len(rest) > 1 else ""
        return f"node {node!r}{of_type}:{field} "
    if place[:3] == ["body", "batch", "graph"]:
        return "graph: "
    inner = place[1:] if place[:1] in (["body"], ["query"], ["path"]) else place
    return f"{'.'.join(inner)}: " if inner else ""


def _unknown_tag(message: str, context: Any) -> str:
    """Shorten the list of all 309 node types to the few that look like the one given."""
    tags = context if isinstance(context, dict) else {}
    unknown = str(tags.get("tag") or _first(re.findall(r"Input tag '([^']*)'", message)))
    known = re.findall(r"'([^']*)'", str(tags.get("expected_tags") or message.partition("expected tags:")[2]))
    close = difflib.get_close_matches(unknown, known, n=3)
    hint = f"; did you mean {' or '.join(repr(tag) for tag in close)}?" if close else ""
    return f"the server knows no type {unknown!r}{hint}"


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "?")


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= 80  # noqa: PLR2004 - what fits in a line
