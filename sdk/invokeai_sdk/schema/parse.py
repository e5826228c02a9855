"""Read node templates from a server's OpenAPI document, by the editor's rules.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/parseSchema.ts`. A field that cannot be read is left out,
as in the editor; the rest of its node still works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from invokeai_sdk.schema.field_type import FieldParseError, SchemaError, parse_field_type
from invokeai_sdk.schema.legacy_models import MODEL_FIELD, is_legacy_model_type
from invokeai_sdk.schema.templates import STATEFUL_TYPES, build_input, build_output
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

__all__ = ["parse_field_type", "parse_node", "parse_openapi"]

_NOT_IN_EDITOR: Final = frozenset(("graph", "linear_ui_output"))
_RESERVED_INPUTS: Final = frozenset(("id", "type", "use_cache"))
_RESERVED_TYPE: Final = "IsIntermediate"
_BATCH_INPUTS: Final = frozenset(
    (("float_batch", "floats"), ("integer_batch", "integers"), ("string_batch", "strings"), ("image_batch", "images"))
)
_BATCH_OUTPUTS: Final = frozenset(
    (
        ("float_generator", "floats"),
        ("integer_generator", "integers"),
        ("string_generator", "strings"),
        ("image_generator", "images"),
    )
)


def parse_openapi(document: JSONObject) -> dict[str, NodeTemplate]:
    """Return the templates of all nodes in a server's OpenAPI document, by node type, sorted.

    Args:
        document: the decoded `/openapi.json`.

    Raises:
        SchemaError: the document has no schemas, so it is not a server's.
    """
    schemas = document.get("components", {}).get("schemas")
    if not isinstance(schemas, dict):
        raise SchemaError("not an OpenAPI document of InvokeAI: it has no components.schemas")
    nodes = [
        parse_node(schema, schemas)
        for schema in schemas.values()
        if schema.get("class") == "invocation" and _type_name(schema) not in _NOT_IN_EDITOR
    ]
    return {node.type: node for node in sorted((n for n in nodes if n is not None), key=lambda n: n.type)}


def parse_node(schema: JSONObject, schemas: Mapping[str, Any]) -> NodeTemplate | None:
    """Return the template of one node, `None` if it has no type or its output is not described.

    Args:
        schema: the node's own JSON schema.
        schemas: all named schemas, for the output's.
    """
    output = schemas.get(schema.get("output", {}).get("$ref", "").rpartition("/")[2], {})
    node_type = _type_name(schema)
    if not node_type or output.get("class") != "output":
        return None
    properties = schema["properties"]
    return NodeTemplate(
        type=node_type,
        title=schema.get("title", node_type).replace("Invocation", "", 1),
        version=schema.get("version") or "1.0.0",
        description=schema.get("description") or "",
        tags=tuple(schema.get("tags") or ()),
        node_pack=schema.get("node_pack") or "invokeai",
        classification=schema.get("classification") or "stable",
        category=schema.get("category") or "other",
        use_cache=properties.get("use_cache", {}).get("default", True),
        output_type=_type_name(output),
        inputs=_inputs(node_type, properties),
        outputs=_outputs(node_type, output["properties"]),
    )


def _type_name(schema: JSONObject) -> str:
    stated: str = schema["properties"].get("type", {}).get("default", "")
    return stated


def _inputs(node_type: str, properties: JSONObject) -> dict[str, InputTemplate]:
    found: list[InputTemplate] = []
    for name, schema in properties.items():
        if name in _RESERVED_INPUTS or (node_type, name) == ("iterate", "index"):
            continue
        field_type = _type_of(schema)
        if field_type is None or field_type.name == _RESERVED_TYPE:
            continue
        if (node_type, name) in _BATCH_INPUTS:
            field_type = evolve(field_type, batch=True)
        try:
            found.append(build_input(name, schema, field_type))
        except FieldParseError:
            continue
    # A stable sort: the unordered keep the schema's order, after the ordered.
    found.sort(key=lambda template: (template.ui_order is None, template.ui_order or 0))
    return {template.name: template for template in found}


def _outputs(node_type: str, properties: JSONObject) -> dict[str, OutputTemplate]:
    found: dict[str, OutputTemplate] = {}
    for name, schema in properties.items():
        if name == "type" or (field_type := _type_of(schema)) is None:
            continue
        if (node_type, name) in _BATCH_OUTPUTS:
            field_type = evolve(field_type, batch=True)
        found[name] = build_output(name, schema, field_type)
    return found


def _type_of(schema: JSONObject) -> FieldType | None:
    """Return the type of a node's property, `None` if it is not a field or cannot be read."""
    if "field_kind" not in schema:
        return None
    try:
        stated = parse_field_type(schema)
    except FieldParseError:
        stated = None
    ui_type = schema.get("ui_type")
    if not ui_type:
        return stated
    if stated is not None and is_legacy_model_type(ui_type, stated.name):
        return FieldType(MODEL_FIELD, stated.cardinality)
    cardinality = Cardinality.COLLECTION if ui_type == "CollectionField" else Cardinality.SINGLE
    hinted = FieldType(ui_type, cardinality)
    if ui_type in STATEFUL_TYPES and stated is not None and stated != hinted:
        return evolve(hinted, original=stated)
    return hinted
