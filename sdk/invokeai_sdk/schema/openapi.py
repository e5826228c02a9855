"""Parser of OpenAPI documents: from a server's document to node templates, by the rules of InvokeAI's editor.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/parseSchema.ts`. A field that cannot be parsed is left
out, as in the editor; the other fields of its node are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from invokeai_sdk.errors import SchemaError
from invokeai_sdk.schema.field_type import FieldParseError, parse_field_type
from invokeai_sdk.schema.legacy_models import MODEL_FIELD, is_legacy_model_type
from invokeai_sdk.schema.templates import STATEFUL_TYPES, build_input_template, build_output_template
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

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
    """Return the templates of all nodes in a server's OpenAPI document, by node type, sorted by node type.

    Args:
        document: the server's `/openapi.json`, decoded.

    Raises:
        SchemaError: the document has no `components.schemas`, so it is not that of an InvokeAI server.
    """
    schemas = document.get("components", {}).get("schemas")
    if not isinstance(schemas, dict):
        raise SchemaError("not the OpenAPI document of an InvokeAI server: components.schemas must be an object")
    nodes = [
        _parse_node_template(schema, schemas)
        for schema in schemas.values()
        if schema.get("class") == "invocation" and _get_type_name(schema) not in _NOT_IN_EDITOR
    ]
    return {
        node.type: node for node in sorted((node for node in nodes if node is not None), key=lambda node: node.type)
    }


def _parse_node_template(schema: JSONObject, schemas: Mapping[str, JSONObject]) -> NodeTemplate | None:
    """Return the template of one node, `None` if the node has no type or its output has no schema.

    Args:
        schema: the JSON schema of the node.
        schemas: all schemas of the document by name, among them that of the output.
    """
    output = schemas.get(schema.get("output", {}).get("$ref", "").rpartition("/")[2], {})
    node_type = _get_type_name(schema)
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
        output_type=_get_type_name(output),
        inputs=_parse_inputs(node_type, properties),
        outputs=_parse_outputs(node_type, output["properties"]),
    )


def _get_type_name(schema: JSONObject) -> str:
    name: str = schema["properties"].get("type", {}).get("default", "")
    return name


def _parse_inputs(node_type: str, properties: JSONObject) -> dict[str, InputTemplate]:
    templates: list[InputTemplate] = []
    for name, schema in properties.items():
        if name in _RESERVED_INPUTS or (node_type, name) == ("iterate", "index"):
            continue
        field_type = _parse_property_type(schema)
        if field_type is None or field_type.name == _RESERVED_TYPE:
            continue
        if (node_type, name) in _BATCH_INPUTS:
            field_type = evolve(field_type, batch=True)
        try:
            templates.append(build_input_template(name, schema, field_type))
        except FieldParseError:
            continue
    # The sort is stable: inputs without `ui_order` keep the order of the schema, after those with one.
    templates.sort(key=lambda template: (template.ui_order is None, template.ui_order or 0))
    return {template.name: template for template in templates}


def _parse_outputs(node_type: str, properties: JSONObject) -> dict[str, OutputTemplate]:
    templates: dict[str, OutputTemplate] = {}
    for name, schema in properties.items():
        if name == "type" or (field_type := _parse_property_type(schema)) is None:
            continue
        if (node_type, name) in _BATCH_OUTPUTS:
            field_type = evolve(field_type, batch=True)
        templates[name] = build_output_template(name, schema, field_type)
    return templates


def _parse_property_type(schema: JSONObject) -> FieldType | None:
    """Return the type of a property of a node, `None` if the property is not a field or its type cannot be parsed."""
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
