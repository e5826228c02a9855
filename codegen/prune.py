"""Keep only what is reached: by an endpoint, or as an event of the socket, which no endpoint mentions."""

from __future__ import annotations

from codegen.spec import JSONObject, operations, schemas
from codegen.walk import inside, of_operation, reference


def prune(document: JSONObject) -> None:
    """Drop every named schema that neither an operation nor an event reaches, in place."""
    named = schemas(document)
    pending = [name for name in named if name.endswith("Event")]
    for operation in operations(document).values():
        for root in of_operation(operation):
            pending += references_in(root)
    reached: set[str] = set()
    while pending:
        if (name := pending.pop()) not in reached:
            reached.add(name)
            pending += references_in(named[name])
    document["components"] = {"schemas": {name: schema for name, schema in named.items() if name in reached}}


def references_in(schema: JSONObject) -> list[str]:
    """Return the names a schema refers to."""
    return [name for inner in inside(schema) if (name := reference(inner)) is not None]
