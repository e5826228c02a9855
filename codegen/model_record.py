"""`ModelRecord`: the classes of all model configurations merged into one.

A server has a class for each kind of model (124 in 6.14.2), in a union that grows with each release. With the union,
one unknown kind makes a whole list undecodable; with plain JSON, nothing is typed. So the union becomes one class:
fields that all kinds require are required, all other fields are optional.
"""

from __future__ import annotations

from typing import Any

from codegen.spec import CodegenError, JSONObject, schemas
from codegen.walk import each_schema, members, refer, reference

NAME = "ModelRecord"
LIST = "ModelsList"
"""The answer that lists models; its items are the union in every release."""


def merge_model_configs(document: JSONObject) -> None:
    """Replace the union of model configurations by `ModelRecord` everywhere.

    Raises:
        CodegenError: the items of the list of models are not a union.
    """
    named = schemas(document)
    variants = _member_names(named[LIST]["properties"]["models"]["items"])
    if not variants:
        raise CodegenError(f"{LIST} does not list a union of model configurations; adapt model_record.py")
    aliases = {name for name, schema in named.items() if _member_names(schema) == variants}
    record = _merge([named[name] for name in sorted(variants)])
    for schema in each_schema(document):
        if reference(schema) in aliases or _member_names(schema) == variants:
            for keyword in ("oneOf", "anyOf"):
                schema.pop(keyword, None)
            schema.update(refer(NAME))
    for name in aliases:
        del named[name]
    named[NAME] = record


def _member_names(schema: JSONObject) -> set[str]:
    return {name for member in members(schema) if (name := reference(member))}


def _merge(variants: list[JSONObject]) -> JSONObject:
    required = set.intersection(*(set(variant.get("required", ())) for variant in variants))
    spellings: dict[str, list[Any]] = {}
    for variant in variants:
        for name, schema in variant["properties"].items():
            known = spellings.setdefault(name, [])
            if schema not in known:
                known.append(schema)
    return {
        "type": "object",
        "description": "A model of any kind. Fields that only some kinds have are optional.",
        "required": sorted(required),
        "properties": {name: _union(known) for name, known in sorted(spellings.items())},
    }


def _union(spellings: list[Any]) -> JSONObject:
    """Return a schema for all variants of a property, without defaults, which differ between kinds."""
    bare = [{k: v for k, v in schema.items() if k not in ("default", "description")} for schema in spellings]
    described = {k: v for k, v in spellings[0].items() if k == "description"}
    flat = [member for schema in bare for member in (members(schema) or [schema])]
    distinct: list[JSONObject] = []
    for member in flat:
        if member not in distinct:
            distinct.append(member)
    return described | (distinct[0] if len(distinct) == 1 else {"anyOf": distinct})
