"""Reader and writer of `dynamicInputTemplates`, the input templates that a `call_saved_workflow` node stores.

Their JSON has the format of the editor's templates (`invokeai/frontend/web/src/features/nodes/types/field.ts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from invokeai_sdk._types import UNSET, JSONObject
from invokeai_sdk.schema.types import Cardinality, FieldType, InputKind, InputTemplate
from invokeai_sdk.workflow.json_checks import (
    is_number,
    refuse,
    require_boolean,
    require_list,
    require_object,
    require_string,
)
from invokeai_sdk.workflow.nodes import DynamicInput

if TYPE_CHECKING:
    from collections.abc import Mapping

_INPUT_KINDS: Final = ("connection", "direct", "any")

# Keys of the JSON, each with the attribute of `InputTemplate` that holds its value.
_NUMBERS: Final = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "ui_order": "ui_order",
}
_STRING_LISTS: Final = {
    "options": "options",
    "ui_model_base": "model_base",
    "ui_model_type": "model_type",
    "ui_model_variant": "model_variant",
    "ui_model_format": "model_format",
    "ui_model_provider_id": "model_provider",
}


def parse_dynamic_inputs(raw: object, where: str) -> Mapping[str, DynamicInput]:
    """Read a node's `dynamicInputTemplates`.

    Raises:
        WorkflowFormatError: an entry is not an input template.
    """
    return {
        name: DynamicInput(_parse_template(item, f"{where}.{name}"), cast("JSONObject", item))
        for name, item in require_object(raw, where).items()
    }


def make_dynamic_input(template: InputTemplate) -> DynamicInput:
    """Make a dynamic input from a template."""
    return DynamicInput(template, _write_template(template))


def _parse_template(item: object, where: str) -> InputTemplate:
    raw = require_object(item, where)
    kind = raw.get("input")
    if kind not in _INPUT_KINDS:
        refuse(f"{where}.input", "one of " + ", ".join(_INPUT_KINDS), kind)
    fields: dict[str, Any] = {}
    for key, attribute in _NUMBERS.items():
        if (number := raw.get(key)) is not None:
            if not is_number(number):
                refuse(f"{where}.{key}", "a number", number)
            fields[attribute] = number
    for key, attribute in _STRING_LISTS.items():
        if (strings := raw.get(key)) is not None:
            fields[attribute] = tuple(
                _require_text(s, f"{where}.{key}") for s in require_list(strings, f"{where}.{key}")
            )
    labels = raw.get("ui_choice_labels")
    if labels is not None:
        named = require_object(labels, f"{where}.ui_choice_labels")
        fields["option_labels"] = {key: require_string(named, key, f"{where}.ui_choice_labels") for key in named}
    description, component = raw.get("description"), raw.get("ui_component")
    return InputTemplate(
        name=require_string(raw, "name", where),
        title=require_string(raw, "title", where),
        type=_parse_type(raw.get("type"), f"{where}.type"),
        description=description if isinstance(description, str) else "",
        required=require_boolean(raw, "required", where),
        input=cast("InputKind", kind),
        default=raw.get("default", UNSET),
        ui_hidden=raw.get("ui_hidden") is True,
        ui_component=component if isinstance(component, str) else None,
        **fields,
    )


def _require_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        refuse(where, "strings", value)
    return value


def _parse_type(item: object, where: str, *, depth: int = 1) -> FieldType:
    raw = require_object(item, where)
    cardinality = raw.get("cardinality")
    if cardinality not in tuple(Cardinality):
        refuse(f"{where}.cardinality", "one of " + ", ".join(Cardinality), cardinality)
    original = raw.get("originalType")
    return FieldType(
        name=require_string(raw, "name", where),
        cardinality=Cardinality(cardinality),
        batch=require_boolean(raw, "batch", where),
        original=_parse_type(original, f"{where}.originalType", depth=0) if original is not None and depth else None,
    )


def _write_template(template: InputTemplate) -> JSONObject:
    raw: JSONObject = {
        "name": template.name,
        "title": template.title,
        "required": template.required,
        "description": template.description,
        "fieldKind": "input",
        "input": template.input,
        "ui_hidden": template.ui_hidden,
        "type": _write_type(template.type),
    }
    if template.default is not UNSET:
        raw["default"] = template.default
    if template.ui_component is not None:
        raw["ui_component"] = template.ui_component
    if template.option_labels is not None:
        raw["ui_choice_labels"] = dict(template.option_labels)
    for key, attribute in _NUMBERS.items():
        if (number := getattr(template, attribute)) is not None:
            raw[key] = number
    for key, attribute in _STRING_LISTS.items():
        if (strings := getattr(template, attribute)) is not None:
            raw[key] = list(strings)
    return raw


def _write_type(of: FieldType) -> JSONObject:
    raw: JSONObject = {"name": of.name, "cardinality": str(of.cardinality), "batch": of.batch}
    if of.original is not None:
        raw["originalType"] = _write_type(of.original)
    return raw
