"""Rules that make any FastAPI document say what a tolerant client needs.

Each is a function that changes the document in place and does one thing; `TRANSFORMS` is their order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codegen.model_record import merge_model_configs
from codegen.spec import CodegenError, JSONObject, operations, schemas
from codegen.walk import each_schema, known_values, members, reference, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = 20
"""From so many members on, a union is a registry (of nodes, of outputs) that plugins extend: it cannot be closed."""


def clean_operation_ids(document: JSONObject) -> None:
    """Undo FastAPI's default ids: `login_api_v1_auth_login_post` is `login`."""
    taken: set[tuple[str, str]] = set()
    for (method, path), operation in operations(document).items():
        suffix = "_" + re.sub(r"\W", "_", path.lstrip("/")) + "_" + method
        name = operation["operationId"] = operation["operationId"].removesuffix(suffix)
        if (key := (operation["tags"][0], name)) in taken:
            raise CodegenError(f"two operations would be called {'.'.join(key)}; name one of them in the overlay")
        taken.add(key)


def success_only(document: JSONObject) -> None:
    """Keep 2xx answers: errors are raised by the transport, never decoded as results."""
    for operation in operations(document).values():
        operation["responses"] = {k: v for k, v in operation["responses"].items() if k.startswith("2")}


def no_credentials(document: JSONObject) -> None:
    """Drop security and cookies: authentication is the transport's."""
    for operation in operations(document).values():
        operation.pop("security", None)
        operation["parameters"] = [p for p in operation.get("parameters", ()) if p["in"] != "cookie"]


def strip_titles(document: JSONObject) -> None:
    """Drop titles: the generator would name classes after them instead of after the schema."""
    for schema in each_schema(document):
        schema.pop("title", None)


def binary_uploads(document: JSONObject) -> None:
    """Say `format: binary`, which the generator knows, for the `contentMediaType` of newer FastAPI releases."""
    for schema in each_schema(document):
        if schema.pop("contentMediaType", None) == "application/octet-stream":
            schema["format"] = "binary"


def plain_forms(document: JSONObject) -> None:
    """Let an absent form field be absent: a null in a multipart form would be sent as the text "None"."""
    for operation in operations(document).values():
        form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
        if form is None:
            continue
        properties = resolve(document, form["schema"])["properties"]
        for name, value in properties.items():
            present = [member for member in members(value) if member.get("type") != "null"]
            if len(present) == 1:
                properties[name] = present[0] | {k: v for k, v in value.items() if k not in ("anyOf", "oneOf")}


def plain_strings(document: JSONObject) -> None:
    """Keep dates and the like as the strings that they are: the server's database dates carry no zone."""
    for schema in each_schema(document):
        if schema.get("type") == "string" and schema.get("format") != "binary":
            schema.pop("format", None)


def open_enums(document: JSONObject) -> None:
    """Open enums and constants: a newer server's value must not break an older client."""
    for schema in each_schema(document):
        values = schema.pop("enum", None) or ([schema["const"]] if "const" in schema else None)
        schema.pop("const", None)
        if values is not None:
            schema["x-known-values"] = values


def open_objects(document: JSONObject) -> None:
    """Let every object keep the fields that this document does not know."""
    for schema in each_schema(document):
        if schema.get("additionalProperties") is False:
            del schema["additionalProperties"]


def open_unions(document: JSONObject) -> None:
    """Leave free what cannot be told apart: registries of nodes, and objects that differ by a constant alone."""
    named = schemas(document)
    for schema in each_schema(document):
        schema.pop("discriminator", None)
        objects = [named[name] for member in members(schema) if (name := reference(member)) and _is_object(named[name])]
        if len(objects) >= MANY or (len(objects) > 1 and not _distinct(objects)):
            free = {k: v for k, v in schema.items() if k not in ("anyOf", "oneOf")}
            schema.clear()
            schema.update(free)


def _is_object(schema: JSONObject) -> bool:
    return schema.get("type") == "object"


def _distinct(objects: list[JSONObject]) -> bool:
    """Tell whether each object requires a property that no other has."""
    for this in objects:
        others = {name for other in objects if other is not this for name in other.get("properties", ())}
        if not set(this.get("required", ())) - others:
            return False
    return True


def simple_unions(document: JSONObject) -> None:
    """Fold a union whose members have become the same, and inline the names of plain types."""
    named = schemas(document)
    for schema in each_schema(document):
        if (name := reference(schema)) and not _is_object(named[name]) and not members(named[name]):
            del schema["$ref"]
            for key, value in named[name].items():
                schema.setdefault(key, value)
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                _fold(schema, keyword)


def _fold(schema: JSONObject, keyword: str) -> None:
    known = known_values(schema)
    distinct: list[JSONObject] = []
    for member in schema[keyword]:
        bare = {k: v for k, v in member.items() if k not in ("description", "x-known-values")}
        if bare not in distinct:
            distinct.append(bare)
    if len(distinct) == len(schema[keyword]):
        return
    schema[keyword] = distinct
    if known:
        schema["x-known-values"] = known
    if len(distinct) == 1:
        del schema[keyword]
        schema.update({k: v for k, v in distinct[0].items() if k not in schema})


def describe_enums(document: JSONObject) -> None:
    """Tell the known values of an open enum to the reader, now that the type does not."""
    for schema in schemas(document).values():
        for value in schema.get("properties", {}).values():
            _describe(value, value)
    for operation in operations(document).values():
        for parameter in operation["parameters"]:
            _describe(parameter, parameter["schema"])


def _describe(described: JSONObject, schema: JSONObject) -> None:
    if len(known := known_values(schema)) > 1:
        said = described.get("description", "").rstrip().removesuffix(".")
        values = ", ".join(str(value) for value in known)
        described["description"] = f"{said}. Known values: {values}." if said else f"Known values: {values}."


TRANSFORMS: tuple[Callable[[JSONObject], None], ...] = (
    clean_operation_ids,
    success_only,
    no_credentials,
    strip_titles,
    binary_uploads,
    plain_forms,
    plain_strings,
    open_enums,
    open_objects,
    merge_model_configs,
    open_unions,
    simple_unions,
    describe_enums,
)
