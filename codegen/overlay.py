"""Apply an OpenAPI Overlay 1.0 document, strictly: a target that matches nothing is an error.

Targets are JSONPath expressions of names and wildcards (`$.paths['/x'].get`, `$.paths.*.head`); that is all the
overlay needs, and anything else is refused rather than misread.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from codegen.spec import OVERLAY, CodegenError, JSONObject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STEP = re.compile(r"\.(?P<name>[A-Za-z_][A-Za-z0-9_-]*)|\['(?P<quoted>[^']+)'\]|(?P<any>\.\*|\[\*\])")


def apply_overlay(document: JSONObject, path: Path = OVERLAY) -> None:
    """Apply every action of the overlay to the document, in order and in place.

    Raises:
        CodegenError: an action matches nothing, has no reason, or is not understood.
    """
    overlay = YAML(typ="safe").load(path.read_text("utf-8"))
    for action in overlay["actions"]:
        target = action["target"]
        if not action.get("description"):
            raise CodegenError(f"overlay: {target} gives no reason")
        found = list(_find(document, target))
        if not found:
            raise CodegenError(f"overlay: {target} matches nothing; was it fixed upstream? ({action['description']})")
        for parent, key in found:
            if action.get("remove"):
                del parent[key]
            else:
                parent[key] = _merged(parent[key], deepcopy(action["update"]))


def _find(document: JSONObject, target: str) -> Iterator[tuple[JSONObject, str]]:
    """Yield (container, key) of each match."""
    if not target.startswith("$"):
        raise CodegenError(f"overlay: {target} is not a JSONPath")
    matches: list[tuple[JSONObject, str]] = [({"$": document}, "$")]
    position = 1
    while position < len(target):
        step = _STEP.match(target, position)
        if step is None:
            raise CodegenError(f"overlay: {target} uses more of JSONPath than is supported, at {target[position:]!r}")
        position = step.end()
        name = step["name"] or step["quoted"]
        matches = [
            (node, key)
            for parent, parent_key in matches
            if isinstance(node := parent[parent_key], dict)
            for key in (list(node) if name is None else [name] if name in node else [])
        ]
    yield from matches


def _merged(old: Any, new: Any) -> Any:
    """Merge as the standard says: objects by key, lists by appending, anything else by replacing."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {k: _merged(old[k], v) if k in old else v for k, v in new.items()}
    if isinstance(old, list):
        return [*old, *(new if isinstance(new, list) else [new])]
    return new
