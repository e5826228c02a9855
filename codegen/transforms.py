"""Transforms: general rules that adapt a FastAPI document for a tolerant client.

Each transform changes the document in place; `TRANSFORMS` lists them in order.
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
"""The number of members from which a union is a registry, of nodes or outputs, that plugins extend."""


def clean_operation_ids(document: JSONObject) -> None:
    """Shorten FastAPI's default ids: `login_api_v1_auth_login_post` becomes `login`."""
    taken: set[tuple[str, str]] = set()
    for (method, path), operation in operations(document).items():
        suffix = "_" + re.sub(r"\W", "_", path.lstrip("/")) + "_" + method
        name = operation["operationId"] = operation["operationId"].removesuffix(suffix)
        if (key := (operation["tags"][0], name)) in taken:
            raise CodegenError(f"two operations would be named {'.'.join(key)}; name one of them in the overlay")
        taken.add(key)


def keep_success_answers(document: JSONObject) -> None:
    """Keep only 2xx answers; the transport raises all others as errors."""
    for operation in operations(document).values():
        operation["responses"] = {k: v for k, v in operation["responses"].items() if k.startswith("2")}


def drop_credentials(document: JSONObject) -> None:
    """Drop security and cookies, which the transport handles."""
    for operation in operations(document).values():
        operation.pop("security", None)
        operation["parameters"] = [p for p in operation.get("parameters", ()) if p["in"] != "cookie"]


def strip_titles(document: JSONObject) -> None:
    """Drop titles, because the generator would use them as class names instead of the names of the schemas."""
    for schema in each_schema(document):
        schema.pop("title", None)


def mark_binary_uploads(document: JSONObject) -> None:
    """Replace the `contentMediaType` of newer FastAPI releases by `format: binary`, which the generator knows."""
    for schema in each_schema(document):
        if schema.pop("contentMediaType", None) == "application/octet-stream":
            schema["format"] = "binary"


def drop_form_nulls(document: JSONObject) -> None:
    """Remove null from the types of form fields: a null in a multipart form would be sent as the text "None"."""
    for operation in operations(document).values():
        form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
        if form is None:
            continue
        properties = resolve(document, form["schema"])["properties"]
        for name, value in properties.items():
            present = [member for member in members(value) if member.get("type") != "null"]
            if len(present) == 1:
                properties[name] = present[0] | {k: v for k, v in value.items() if k not in ("anyOf", "oneOf")}


def drop_string_formats(document: JSONObject) -> None:
    """Keep dates as strings, because the server's database dates have no time zone."""
    for schema in each_schema(document):
        if schema.get("type") == "string" and schema.get("format") != "binary":
            schema.pop("format", None)


def open_enums(document: JSONObject) -> None:
    """Replace enums and constants by their base type, so that values of newer servers are accepted."""
    for schema in each_schema(document):
        values = schema.pop("enum", None) or ([schema["const"]] if "const" in schema else None)
        schema.pop("const", None)
        if values is not None:
            schema["x-known-values"] = values


def open_objects(document: JSONObject) -> None:
    """Allow additional fields in every object."""
    for schema in each_schema(document):
        if schema.get("additionalProperties") is False:
            del schema["additionalProperties"]


def open_unions(document: JSONObject) -> None:
    """Replace a union by any JSON if it is a registry, or if its objects differ only by a constant."""
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
    """Return whether each object requires a property that no other object has."""
    for this in objects:
        others = {name for other in objects if other is not this for name in other.get("properties", ())}
        if not set(this.get("required", ())) - others:
            return False
    return True


def simplify_unions(document: JSONObject) -> None:
    """Merge equal members of unions, and inline references to scalar types."""
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
    """Append the known values of a former enum to its description."""
    for schema in schemas(document).values():
        for value in schema.get("properties", {}).values():
            _describe(value, value)
    for operation in operations(document).values():
        for parameter in operation["parameters"]:
            _describe(parameter, parameter["schema"])


def _describe(described: JSONObject, schema: JSONObject) -> None:
    if len(known := known_values(schema)) > 1:
        text = described.get("description", "").rstrip().removesuffix(".")
        values = ", ".join(str(value) for value in known)
        described["description"] = f"{text}. Known values: {values}." if text else f"Known values: {values}."


TRANSFORMS: tuple[Callable[[JSONObject], None], ...] = (
    clean_operation_ids,
    keep_success_answers,
    drop_credentials,
    strip_titles,
    mark_binary_uploads,
    drop_form_nulls,
    drop_string_formats,
    open_enums,
    open_objects,
    merge_model_configs,
    open_unions,
    simplify_unions,
    describe_enums,
)
