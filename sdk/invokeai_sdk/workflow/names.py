"""How messages name things, and what else may have been meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_sdk.workflow.nodes import WorkflowNode


def quoted(node: WorkflowNode) -> str:
    """Name a node: its label or its type's title, its type, its id."""
    title = node.template.title if node.template else ""
    name = node.label or title
    return f"{name!r} [{node.type}], id {node.id!r}" if name else f"[{node.type}], id {node.id!r}"


def close(name: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Return the names most like the one that was asked for, without regard to case.

    Args:
        name: what was asked for.
        known: what there is.
        most: how many to return at most.
    """
    by_folded: dict[str, str] = {}
    for word in known:
        by_folded.setdefault(word.casefold(), word)
    found = difflib.get_close_matches(name.casefold(), by_folded, n=most, cutoff=0.6)
    return tuple(by_folded[folded] for folded in found)
