"""Items of listings in notebooks: pictures of images and videos, and a table of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._html import render_table
from invokeai_sdk.media.handle import MediaHandle, render_media
from invokeai_sdk.repositories.board_handle import BoardHandle
from invokeai_sdk.repositories.model_handle import DnnModelHandle

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_ROWS: Final = 100
_MAX_COLUMNS: Final = 8
_WIDEST: Final = 60


def render_items(items: Sequence[object], *, complete: bool = True) -> str:
    """Return HTML for a notebook that shows the items of a listing, a limited number of them.

    Args:
        items: the items.
        complete: whether the listing has no further items.
    """
    if not items:
        return "<p>no items</p>"
    media = [item for item in items if isinstance(item, MediaHandle)]
    if len(media) == len(items):
        shown = render_media(media)
    else:
        rows = [_describe(item) for item in items[:MAX_ROWS]]
        columns = sorted(dict.fromkeys(column for row in rows for column in row), key=_rank)[:_MAX_COLUMNS]
        shown = render_table(columns, [[row.get(column, "") for column in columns] for row in rows])
        rest = len(items) - len(rows)
        shown += f"<p>and {rest} more</p>" if rest else ""
    return shown if complete else f"{shown}<p>and more</p>"


def _describe(item: object) -> dict[str, str]:
    """Return the cells of an item's row by column."""
    if isinstance(item, BoardHandle):
        record = item.record
        counts = {} if record is None else {"images": record.image_count, "archived": record.archived}
        return _to_cells({"name": item.name, **counts, "board_id": item.board_id})
    if isinstance(item, DnnModelHandle):
        names = ("name", "base", "type", "format", "key")
        return _to_cells({name: getattr(item, name) for name in names})
    to_dict = getattr(item, "to_dict", None)
    return _to_cells(to_dict()) if callable(to_dict) else {"item": _shorten(repr(item))}


def _rank(column: str) -> int:
    """Return the rank of a column of a table: names come first, then ids."""
    return 0 if column.endswith("name") else 1 if column == "id" or column.endswith("_id") else 2


def _to_cells(values: dict[str, Any]) -> dict[str, str]:
    return {
        name: _shorten(str(value))
        for name, value in values.items()
        if isinstance(value, (str, int, float)) and value != ""
    }


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
