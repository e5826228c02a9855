"""The filters that the listings of images, videos and the gallery have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk._types import JSONObject


def gallery_filters(
    origin_name: str,
    categories: Sequence[str] | None,
    origin: str | None,
    intermediate: bool | None,
    search: str | None,
    starred_first: bool,
    descending: bool,
) -> JSONObject:
    """Return the query parameters of a listing; what is `None` does not filter, and is not sent.

    Args:
        origin_name: what the listing calls its origin parameter.
        categories: only these categories.
        origin: only this origin.
        intermediate: only intermediate ones, or only the others.
        search: only those with this text.
        starred_first: the starred ones before all others.
        descending: the newest first.
    """
    chosen: JSONObject = {
        origin_name: origin,
        "categories": None if categories is None else [*categories],
        "is_intermediate": intermediate,
        "search_term": search,
    }
    return {
        **{name: value for name, value in chosen.items() if value is not None},
        "starred_first": starred_first,
        "order_dir": "DESC" if descending else "ASC",
    }
