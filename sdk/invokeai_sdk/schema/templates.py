"""Build the template of one input or output from its JSON schema, by the editor's rules.

Mirrors `invokeai/frontend/web/src/features/nodes/util/schema/build{Input,Output}FieldTemplate.ts`: a *stateful* type
can hold a value in a workflow and has a default; every other type only takes connections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from invokeai_sdk._types import UNSET, JSONValue, Unset
from invokeai_sdk.schema.field_type import FieldParseError, present_members
from invokeai_sdk.schema.legacy_models import legacy_constraints
from invokeai_sdk.schema.titles import start_case
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, OutputTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject

_DEFAULTS: Final[Mapping[str, JSONValue | Unset]] = {
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
"""What the editor falls back to where a schema has no default."""

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
"""Defaults that the editor uses whatever the schema says."""

STATEFUL_TYPES: Final = frozenset((*_DEFAULTS, *_FIXED_DEFAULTS, "EnumField"))
"""The types that hold a value in a workflow; inputs of any other type only take connections."""

_LISTS: Final = frozenset(("IntegerField", "FloatField", "StringField", "ImageField"))
"""The types whose lists have rules of their own; other lists are treated like a single value."""

_NUMERIC: Final = {
    "multipleOf": "multiple_of",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
}
_LENGTHS: Final = {"minLength": "min_length", "maxLength": "max_length"}
_ITEMS: Final = {"minItems": "min_items", "maxItems": "max_items"}
_BOUNDS: Final[Mapping[str, Mapping[str, str]]] = {
    "IntegerField": _NUMERIC,
    "FloatField": _NUMERIC,
    "StringField": _LENGTHS,
    "SavedWorkflowField": _LENGTHS,
    "LoRAField": _ITEMS,
}
_HINTS: Final = {"ui_component": "ui_component", "ui_order": "ui_order", "ui_choice_labels": "option_labels"}
_MODEL_FILTERS: Final = {
    "ui_model_base": "model_base",
    "ui_model_type": "model_type",
    "ui_model_variant": "model_variant",
    "ui_model_format": "model_format",
    "ui_model_provider_id": "model_provider",
}


def build_input(name: str, schema: JSONObject, field_type: FieldType) -> InputTemplate:
    """Build an input's template.

    Args:
        name: the field's name.
        schema: its JSON schema.
        field_type: its type, UI hints included.

    Raises:
        FieldParseError: an enum without options.
    """
    said: dict[str, Any] = {ours: schema[theirs] for theirs, ours in _HINTS.items() if schema.get(theirs) is not None}
    said |= legacy_constraints(schema.get("ui_type"))
    said |= {ours: tuple(schema[theirs]) for theirs, ours in _MODEL_FILTERS.items() if schema.get(theirs) is not None}
    if field_type.name in STATEFUL_TYPES:
        said |= {"input": schema.get("input") or "any"} | _value_rules(schema, field_type)
    else:
        said["input"] = "connection"
    return InputTemplate(
        name=name,
        title=_title(name, schema),
        type=field_type,
        description=schema.get("description") or "",
        required=bool(schema.get("orig_required")),
        ui_hidden=bool(schema.get("ui_hidden")),
        **said,
    )


def build_output(name: str, schema: JSONObject, field_type: FieldType) -> OutputTemplate:
    """Build an output's template.

    Args:
        name: the field's name.
        schema: its JSON schema.
        field_type: its type, UI hints included.
    """
    return OutputTemplate(
        name=name,
        title=_title(name, schema),
        type=field_type,
        description=schema.get("description") or "",
        ui_hidden=bool(schema.get("ui_hidden")),
        ui_order=schema.get("ui_order"),
    )


def _title(name: str, schema: JSONObject) -> str:
    title = schema.get("title")
    return title if title is not None else start_case(name)


def _value_rules(schema: JSONObject, field_type: FieldType) -> dict[str, Any]:
    """Return default, bounds and options, as far as the schema's top level states them.

    Like the editor, this does not look for bounds inside an `anyOf`.
    """
    name = field_type.name
    if name in _FIXED_DEFAULTS:
        return {"default": _FIXED_DEFAULTS[name]}
    rules: dict[str, Any] = {}
    bounds = dict(_BOUNDS.get(name, {}))
    fallback: JSONValue | Unset = _DEFAULTS.get(name, UNSET)
    if name == "EnumField":
        rules["options"] = options = _options(schema)
        fallback = options[0]
    elif name == "SchedulerField" and schema.get("enum"):
        # The editor has a list of its own; the server's is the one that counts.
        rules["options"] = tuple(schema["enum"])
    elif field_type.cardinality is Cardinality.COLLECTION and name in _LISTS:
        bounds |= _ITEMS
        fallback = [] if schema.get("orig_required") else UNSET
    rules["default"] = schema["default"] if schema.get("default") is not None else fallback
    for theirs, ours in bounds.items():
        bound = schema.get(theirs)
        # Drafts before 2020-12 had booleans for exclusive bounds.
        if bound is not None and not isinstance(bound, bool):
            rules[ours] = bound
    return rules


def _options(schema: JSONObject) -> tuple[JSONValue, ...]:
    said = schema
    if schema.get("anyOf") is not None:
        present = present_members(schema)
        said = present[0] if len(present) == 1 else {}
    options = (said["const"],) if said.get("const") else tuple(said.get("enum") or ())
    if not options:
        raise FieldParseError("an enum without options")
    return options
