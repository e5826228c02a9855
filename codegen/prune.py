"""Removal of unused schemas. Schemas of operations stay, and those of socket events, which no operation mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.spec import JSONObject, operations, schemas
from codegen.walk import inside, of_operation, reference

if TYPE_CHECKING:
    from collections.abc import Iterable


def prune(document: JSONObject) -> None:
    """Drop every named schema that no operation and no event refers to, directly or indirectly, in place."""
    roots = [root for operation in operations(document).values() for root in of_operation(operation)]
    reached = reachable(document, roots)
    document["components"] = {"schemas": {k: v for k, v in schemas(document).items() if k in reached}}


def reachable(document: JSONObject, roots: Iterable[JSONObject]) -> set[str]:
    """Return the names of the schemas that the roots and the events refer to, directly or indirectly.

    Args:
        document: the document.
        roots: schemas to start from, in addition to the events.
    """
    named = schemas(document)
    pending = [name for name in named if name.endswith("Event")]
    for root in roots:
        pending += _references_in(root)
    reached: set[str] = set()
    while pending:
        if (name := pending.pop()) not in reached:
            reached.add(name)
            pending += _references_in(named[name])
    return reached


def _references_in(schema: JSONObject) -> list[str]:
    return [name for inner in inside(schema) if (name := reference(inner)) is not None]
