"""Application of an OpenAPI Overlay 1.0 document, strict: a target that matches nothing is an error.

Targets are JSONPath expressions of names and wildcards (`$.paths['/x'].get`, `$.paths.*.head`); other JSONPath is
refused.
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
        CodegenError: an action matches nothing, has no description, or uses an unsupported target.
    """
    overlay = YAML(typ="safe").load(path.read_text("utf-8"))
    for action in overlay["actions"]:
        target = action["target"]
        if not action.get("description"):
            raise CodegenError(f"overlay: {target} has no description")
        found = list(_find(document, target))
        if not found:
            raise CodegenError(f"overlay: {target} matches nothing; was it fixed upstream? ({action['description']})")
        for parent, key in found:
            if action.get("remove"):
                del parent[key]
            else:
                parent[key] = _merge(parent[key], deepcopy(action["update"]))


def _find(document: JSONObject, target: str) -> Iterator[tuple[JSONObject, str]]:
    """Yield (container, key) of each match."""
    if not target.startswith("$"):
        raise CodegenError(f"overlay: {target} is not a JSONPath")
    matches: list[tuple[JSONObject, str]] = [({"$": document}, "$")]
    position = 1
    while position < len(target):
        step = _STEP.match(target, position)
        if step is None:
            raise CodegenError(f"overlay: {target} uses JSONPath that is not supported, at {target[position:]!r}")
        position = step.end()
        name = step["name"] or step["quoted"]
        matches = [
            (node, key)
            for parent, parent_key in matches
            if isinstance(node := parent[parent_key], dict)
            for key in (list(node) if name is None else [name] if name in node else [])
        ]
    yield from matches


def _merge(old: Any, new: Any) -> Any:
    """Merge two values by the rules of the standard: objects by key, lists by appending, other values by replacing."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {k: _merge(old[k], v) if k in old else v for k, v in new.items()}
    if isinstance(old, list):
        return [*old, *(new if isinstance(new, list) else [new])]
    return new
