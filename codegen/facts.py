"""Facts of a document: its operations, schemas, nodes and their parts, flat, so that two documents can be compared."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias

from attrs import asdict, frozen

from codegen.catalogue import events
from codegen.prepare import simplify
from codegen.spec import JSONObject, operation_name, operations, schemas
from codegen.walk import inside, members, reference
from invokeai_sdk._types import UNSET
from invokeai_sdk.schema.openapi import parse_openapi

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invokeai_sdk.schema.types import InputTemplate, NodeTemplate


@frozen
class Fact:
    """One fact of a document.

    Attributes:
        description: a short description, such as a type.
        of: the operation, schema or node that the fact is a part of, if any.
    """

    description: str = ""
    of: str | None = None


Facts: TypeAlias = dict[str, dict[str, Fact]]
"""By section, such as "operations", and name."""

_COMPARED = frozenset(
    (
        *("input", "default", "minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"),
        *("min_length", "max_length", "min_items", "max_items"),
        *("model_base", "model_type", "model_variant", "model_format"),
    )
)


def collect_facts(document: JSONObject) -> Facts:
    """Return the facts of a server's document.

    Args:
        document: the document as the server sent it; it is not changed.
    """
    plain = deepcopy(document)
    simplify(plain)
    nodes = parse_openapi(document).values()
    return {
        "operations": {f"{m.upper()} {p}": Fact(operation_name(op)) for (m, p), op in operations(plain).items()},
        "parameters": dict(_parameters(plain)),
        "schemas": dict.fromkeys(schemas(plain), Fact()),
        "fields": dict(_fields(plain)),
        "events": dict.fromkeys(events(plain), Fact()),
        "nodes": {node.type: Fact(f"version {node.version}") for node in nodes},
        "node fields": dict(_node_fields(nodes)),
        "enum values": dict((*_enum_values(document, schemas(plain)), *_node_options(nodes))),
    }


def list_wholes(facts: Facts) -> set[str]:
    """Return the names of the operations, schemas and nodes, which other facts are parts of."""
    return {fact.description for fact in facts["operations"].values()} | facts["schemas"].keys() | facts["nodes"].keys()


def _parameters(document: JSONObject) -> Iterator[tuple[str, Fact]]:
    for operation in operations(document).values():
        name = operation_name(operation)
        for parameter in operation["parameters"]:
            yield f"{name}({parameter['name']})", Fact(_describe(parameter["schema"], parameter["required"]), name)
        if body := operation.get("requestBody"):
            for content in body["content"].values():
                yield f"{name}(body)", Fact(_describe(content["schema"], body.get("required", False)), name)


def _fields(document: JSONObject) -> Iterator[tuple[str, Fact]]:
    for name, schema in schemas(document).items():
        for field, value in schema.get("properties", {}).items():
            yield f"{name}.{field}", Fact(_describe(value, field in schema.get("required", ())), name)


def _enum_values(document: JSONObject, kept: Iterable[str]) -> Iterator[tuple[str, Fact]]:
    """Yield the values of named enums, and of enums within fields and parameters."""
    named = schemas(document)
    for name, schema in named.items():
        for value in schema.get("enum", ()):
            yield f"{name} = {value!r}", Fact()
    for name in kept:
        for field, schema in named.get(name, {}).get("properties", {}).items():
            for value in _inline_enum_values(schema):
                yield f"{name}.{field} = {value!r}", Fact(of=name)
    for operation in operations(document).values():
        for parameter in operation.get("parameters", ()):
            for value in _inline_enum_values(parameter["schema"]):
                name = operation_name(operation)
                yield f"{name}({parameter['name']}) = {value!r}", Fact(of=name)


def _inline_enum_values(schema: JSONObject) -> list[object]:
    return [value for inner in inside(schema) for value in inner.get("enum", ())]


def _node_options(nodes: Iterable[NodeTemplate]) -> Iterator[tuple[str, Fact]]:
    for node in nodes:
        for field in node.inputs.values():
            for option in field.options or ():
                yield f"{node.type}.{field.name} = {option!r}", Fact(of=node.type)


def _node_fields(nodes: Iterable[NodeTemplate]) -> Iterator[tuple[str, Fact]]:
    for node in nodes:
        for field in node.inputs.values():
            yield f"{node.type}.{field.name}", Fact(_describe_input(field), node.type)
        for output in node.outputs.values():
            yield f"{node.type} → {output.name}", Fact(str(output.type), node.type)


def _describe_input(field: InputTemplate) -> str:
    rules = {k: v for k, v in asdict(field, recurse=False).items() if k in _COMPARED and v not in (None, UNSET)}
    rules_text = (f"{name}={json.dumps(value, sort_keys=True)}" for name, value in rules.items())
    return " ".join(("required" if field.required else "optional", str(field.type), *rules_text))


def _describe(schema: JSONObject, required: bool) -> str:
    return f"{'required' if required else 'optional'} {_describe_type(schema)}"


def _describe_type(schema: JSONObject) -> str:
    if name := reference(schema):
        return name
    if found := members(schema):
        return " | ".join(dict.fromkeys(_describe_type(member) for member in found))
    if schema.get("type") == "array":
        return f"list of ({_describe_type(schema.get('items', {}))})"
    return str(schema.get("format") or schema.get("type") or "anything")
