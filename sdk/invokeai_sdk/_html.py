"""HTML for notebooks: tables, and pictures that stay visible without the server."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from invokeai_sdk._text import escape_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def escape_html(text: str) -> str:
    """Return a text for use between tags and in attributes: nothing in it is markup or reorders the page."""
    return escape(escape_control_characters(text))


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> str:
    """Return a table.

    Args:
        columns: the headings.
        rows: the cells of each row.
        title: the caption; none if empty.
    """
    caption = f"<caption>{escape_html(title)}</caption>" if title else ""
    head = "".join(f"<th>{escape_html(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape_html(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def make_data_url(content: bytes | None) -> str | None:
    """Return a data URL of a PNG, JPEG, GIF or WebP file; `None` for other content."""
    if content is None:
        return None
    media_type = "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None
    for signature, known in _SIGNATURES:
        if content.startswith(signature):
            media_type = known
    return None if media_type is None else f"data:{media_type};base64,{b64encode(content).decode()}"
