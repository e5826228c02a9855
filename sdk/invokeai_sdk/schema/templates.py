"""Builders of input and output templates from JSON schemas, by the rules of InvokeAI's editor.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/build{Input,Output}FieldTemplate.ts`. Inputs of a
*stateful* type can hold a value in a workflow and have a default; inputs of any other type accept only connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.schema.field_type import FieldParseError, get_non_null_members
from invokeai_sdk.schema.legacy_models import get_legacy_constraints
from invokeai_sdk.schema.titles import to_title
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

_FALLBACK_DEFAULTS: Final[Mapping[str, JSONValue | Unset]] = {
    "IntegerField": 0,
    "FloatField": 0,
    "StringField": "",
    "BooleanField": False,
    "ImageField": UNSET,
    "VideoField": UNSET,
    "BoardField": "auto",
    "ModelIdentifierField": UNSET,
    "LoRAField": [],
    "ColorField": {"r": 127, "g": 127, "b": 127, "a": 255},
    "SchedulerField": "dpmpp_3m_k",
    "SavedWorkflowField": "",
    "StylePresetField": UNSET,
    "SystemPromptField": UNSET,
}
"""The defaults of inputs whose schema has no default, by type name."""

_FIXED_DEFAULTS: Final[Mapping[str, JSONValue | Unset]] = {
    "FloatGeneratorField": {"type": "float_generator_arithmetic_sequence", "start": 0, "step": 0.1, "count": 10},
    "IntegerGeneratorField": {"type": "integer_generator_arithmetic_sequence", "start": 0, "step": 1, "count": 10},
    "StringGeneratorField": {"type": "string_generator_parse_string", "input": "foo,bar,baz,qux", "splitOn": ","},
    "ImageGeneratorField": {"type": "image_generator_images_from_board", "category": "images"},
    "LoRAMetadataField": UNSET,
    "ControlNetMetadataField": UNSET,
    "IPAdapterMetadataField": UNSET,
    "T2IAdapterMetadataField": UNSET,
    "MetadataExtraField": UNSET,
}
"""The defaults of inputs whose schema's default the editor ignores, by type name."""

STATEFUL_TYPES: Final = frozenset((*_FALLBACK_DEFAULTS, *_FIXED_DEFAULTS, "EnumField"))
"""The types whose inputs can hold a value in a workflow; inputs of any other type accept only connections."""

_LIST_TYPES: Final = frozenset(("IntegerField", "FloatField", "StringField", "ImageField"))
"""The types whose collections have separate rules; other collections are treated like single values."""

_NUMBER_BOUNDS: Final = {
    "multipleOf": "multiple_of",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
}
_LENGTH_BOUNDS: Final = {"minLength": "min_length", "maxLength": "max_length"}
_ITEM_BOUNDS: Final = {"minItems": "min_items", "maxItems": "max_items"}
_BOUNDS: Final[Mapping[str, Mapping[str, str]]] = {
    "IntegerField": _NUMBER_BOUNDS,
    "FloatField": _NUMBER_BOUNDS,
    "StringField": _LENGTH_BOUNDS,
    "SavedWorkflowField": _LENGTH_BOUNDS,
    "LoRAField": _ITEM_BOUNDS,
}
_HINTS: Final = {"ui_component": "ui_component", "ui_order": "ui_order", "ui_choice_labels": "option_labels"}
_MODEL_FILTERS: Final = {
    "ui_model_base": "model_base",
    "ui_model_type": "model_type",
    "ui_model_variant": "model_variant",
    "ui_model_format": "model_format",
    "ui_model_provider_id": "model_provider",
}


def build_input_template(name: str, schema: JSONObject, field_type: FieldType) -> InputTemplate:
    """Return the template of an input.

    Args:
        name: the name of the input.
        schema: the JSON schema of the input.
        field_type: the type of the input, after UI hints.

    Raises:
        FieldParseError: the input is an enum without options.
    """
    rules: dict[str, Any] = {attribute: schema[key] for key, attribute in _HINTS.items() if schema.get(key) is not None}
    rules |= get_legacy_constraints(schema.get("ui_type"))
    rules |= {attribute: tuple(schema[key]) for key, attribute in _MODEL_FILTERS.items() if schema.get(key) is not None}
    if field_type.name in STATEFUL_TYPES:
        rules |= {"input": schema.get("input") or "any"} | _parse_value_rules(schema, field_type)
    else:
        rules["input"] = "connection"
    return InputTemplate(
        name=name,
        title=_get_title(name, schema),
        type=field_type,
        description=schema.get("description") or "",
        required=bool(schema.get("orig_required")),
        ui_hidden=bool(schema.get("ui_hidden")),
        **rules,
    )


def build_output_template(name: str, schema: JSONObject, field_type: FieldType) -> OutputTemplate:
    """Return the template of an output.

    Args:
        name: the name of the output.
        schema: the JSON schema of the output.
        field_type: the type of the output, after UI hints.
    """
    return OutputTemplate(
        name=name,
        title=_get_title(name, schema),
        type=field_type,
        description=schema.get("description") or "",
        ui_hidden=bool(schema.get("ui_hidden")),
        ui_order=schema.get("ui_order"),
    )


def _get_title(name: str, schema: JSONObject) -> str:
    title = schema.get("title")
    return title if title is not None else to_title(name)


def _parse_value_rules(schema: JSONObject, field_type: FieldType) -> dict[str, Any]:
    """Return the default, bounds and options of an input, by attribute of `InputTemplate`.

    As in the editor, bounds inside an `anyOf` are ignored.
    """
    name = field_type.name
    if name in _FIXED_DEFAULTS:
        return {"default": _FIXED_DEFAULTS[name]}
    rules: dict[str, Any] = {}
    bounds = dict(_BOUNDS.get(name, {}))
    fallback: JSONValue | Unset = _FALLBACK_DEFAULTS.get(name, UNSET)
    if name == "EnumField":
        rules["options"] = options = _parse_options(schema)
        fallback = options[0]
    elif name == "SchedulerField" and schema.get("enum"):
        # The editor has its own list of schedulers, but the server accepts those in its schema.
        rules["options"] = tuple(schema["enum"])
    elif field_type.cardinality is Cardinality.COLLECTION and name in _LIST_TYPES:
        bounds |= _ITEM_BOUNDS
        fallback = [] if schema.get("orig_required") else UNSET
    rules["default"] = schema["default"] if schema.get("default") is not None else fallback
    for key, attribute in bounds.items():
        bound = schema.get(key)
        # JSON Schema draft 4 uses booleans for exclusive bounds.
        if bound is not None and not isinstance(bound, bool):
            rules[attribute] = bound
    return rules


def _parse_options(schema: JSONObject) -> tuple[JSONValue, ...]:
    if schema.get("anyOf") is not None:
        members = get_non_null_members(schema)
        schema = members[0] if len(members) == 1 else {}
    options = (schema["const"],) if schema.get("const") else tuple(schema.get("enum") or ())
    if not options:
        raise FieldParseError("the JSON schema of an enum must list its options")
    return options
