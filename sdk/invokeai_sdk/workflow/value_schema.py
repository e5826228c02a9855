"""JSON Schemas of the JSON values that the server accepts for an input."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from invokeai_sdk.fields.generators import FAMILIES
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import InputTemplate

# JSON Schema keywords, each with the attribute of `InputTemplate` that holds its value.
NUMBER_RULES: Final = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}
TEXT_RULES: Final = {"minLength": "min_length", "maxLength": "max_length"}
LIST_RULES: Final = {"minItems": "min_items", "maxItems": "max_items"}


def make_value_schema(template: InputTemplate) -> JSONObject:
    """Return a JSON Schema of the JSON values that an input accepts."""
    name = get_canonical_type_name(template.type)
    if name in _METADATA:
        return {"type": ["array", "null"], "items": {"type": "object"}, **collect_rules(template, LIST_RULES)}
    item = _make_item_schema(name, template)
    many = {"type": "array", "items": item, **collect_rules(template, LIST_RULES)}
    if template.type.cardinality is Cardinality.COLLECTION or name == "LoRAField":
        return many
    return item if template.type.cardinality is Cardinality.SINGLE else {"anyOf": [item, many]}


def _make_item_schema(name: str, template: InputTemplate) -> JSONObject:  # noqa: PLR0911 - a case per family of types
    match name:
        case "IntegerField":
            return {"type": "integer", **collect_rules(template, NUMBER_RULES)}
        case "FloatField":
            return {"type": "number", **collect_rules(template, NUMBER_RULES)}
        case "StringField":
            return {"type": "string", **collect_rules(template, TEXT_RULES)}
        case "EnumField" | "SchedulerField":
            return {"enum": [*template.options]} if template.options else {"type": "string"}
        case "ModelIdentifierField":
            return _make_model_schema(template)
        case "LoRAField":
            return _make_object_schema({"lora": _make_model_schema(template), "weight": {"type": "number"}})
        case _:
            return deepcopy(_FIXED.get(name, {}))


def collect_rules(template: InputTemplate | None, names: Mapping[str, str]) -> JSONObject:
    """Return the limits that a template states, by JSON Schema keyword.

    Args:
        template: the template of the input; `None` if the type of its node is unknown.
        names: the attributes of the template by keyword.
    """
    bounds = {keyword: getattr(template, attribute, None) for keyword, attribute in names.items()}
    return {keyword: bound for keyword, bound in bounds.items() if bound is not None}


def _make_object_schema(properties: JSONObject) -> JSONObject:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _make_model_schema(template: InputTemplate) -> JSONObject:
    text: JSONObject = {"type": "string", "minLength": 1}
    base = {"enum": [*template.model_base]} if template.model_base else text
    kind = {"enum": [*template.model_type]} if template.model_type else text
    return _make_object_schema({"key": text, "hash": text, "name": text, "base": base, "type": kind})


def _make_reference_schema(key: str) -> JSONObject:
    return _make_object_schema({key: {"type": "string", "minLength": 1}})


_METADATA: Final = frozenset(
    ("LoRAMetadataField", "ControlNetMetadataField", "IPAdapterMetadataField", "T2IAdapterMetadataField")
)
_CHANNEL: Final[JSONObject] = {"type": "integer", "minimum": 0, "maximum": 255}
_FIXED: Final[Mapping[str, JSONObject]] = {
    "BooleanField": {"type": "boolean"},
    "SavedWorkflowField": {"type": "string"},
    "ImageField": _make_reference_schema("image_name"),
    "VideoField": _make_reference_schema("video_name"),
    "BoardField": {"anyOf": [{"enum": ["auto", "none"]}, _make_reference_schema("board_id")]},
    "StylePresetField": _make_reference_schema("style_preset_id"),
    "SystemPromptField": _make_reference_schema("system_prompt_id"),
    "ColorField": _make_object_schema(dict.fromkeys("rgba", _CHANNEL)),
    **{
        name: _make_object_schema({"type": {"enum": [kind.type for kind in kinds]}}) for name, kinds in FAMILIES.items()
    },
}
