"""Traversal of the schemas of a document; names of properties are not taken for keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codegen.spec import JSONObject, operations, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE = ("items", "additionalProperties", "propertyNames", "not")
_MANY = ("anyOf", "oneOf", "allOf", "prefixItems")
_REF_PREFIX = "#/components/schemas/"


def each_schema(document: JSONObject) -> Iterator[JSONObject]:
    """Yield every schema of the document, inner schemas first, so that each can be changed in place."""
    for schema in schemas(document).values():
        yield from inside(schema)
    for operation in operations(document).values():
        for root in of_operation(operation):
            yield from inside(root)


def of_operation(operation: JSONObject) -> Iterator[JSONObject]:
    """Yield the outermost schemas of an operation: parameters, bodies, answers."""
    for parameter in operation.get("parameters", ()):
        yield parameter["schema"]
    yield from body_schemas(operation)
    yield from of_answers(operation)


def body_schemas(operation: JSONObject) -> Iterator[JSONObject]:
    """Yield the outermost schemas of an operation's request body."""
    yield from _contents(operation.get("requestBody", {}))


def of_answers(operation: JSONObject) -> Iterator[JSONObject]:
    """Yield the outermost schemas of an operation's answers."""
    for answer in operation.get("responses", {}).values():
        yield from _contents(answer)


def _contents(holder: JSONObject) -> Iterator[JSONObject]:
    for content in holder.get("content", {}).values():
        if "schema" in content:
            yield content["schema"]


def inside(schema: object) -> Iterator[JSONObject]:
    """Yield a schema and all schemas in it, inner schemas first."""
    if not isinstance(schema, dict):
        return
    for child in schema.get("properties", {}).values():
        yield from inside(child)
    for keyword in _ONE:
        yield from inside(schema.get(keyword))
    for keyword in _MANY:
        for child in schema.get(keyword, ()):
            yield from inside(child)
    yield schema


def known_values(schema: JSONObject) -> list[Any]:
    """Return the known values of all former enums in a schema."""
    return list(dict.fromkeys(value for inner in inside(schema) for value in inner.get("x-known-values", ())))


def reference(schema: JSONObject) -> str | None:
    """Return the name of the schema that a `$ref` refers to, or None for another schema."""
    ref = schema.get("$ref")
    return ref.removeprefix(_REF_PREFIX) if isinstance(ref, str) else None


def refer(name: str) -> JSONObject:
    """Return a `$ref` to a named schema."""
    return {"$ref": _REF_PREFIX + name}


def resolve(document: JSONObject, schema: JSONObject) -> JSONObject:
    """Return the schema that a reference refers to, or the schema itself."""
    name = reference(schema)
    found: JSONObject = schema if name is None else schemas(document)[name]
    return found


def members(schema: JSONObject) -> list[JSONObject]:
    """Return the members of a union, or an empty list for another schema."""
    found: list[JSONObject] = schema.get("oneOf") or schema.get("anyOf") or []
    return found
