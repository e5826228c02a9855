"""JSON Schemas of the values that `inputs.update` accepts, by field class.

A value that is an object or a text has one schema for both, as most keywords apply to one JSON type only: `pattern` to
texts, `properties` and `required` to objects, `items` to lists. So `type` is always stated, and alternatives are needed
only where two kinds of objects are accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import fields_dict

from invokeai_sdk.fields import compound, generator_fields, models, readers, references, scalars
from invokeai_sdk.fields.base import IvkCollectionField
from invokeai_sdk.fields.generators import BOARD_CATEGORY, FAMILIES, NULLABLE_NUMBERS, NULLABLE_SEED
from invokeai_sdk.fields.scalars import RANDOM
from invokeai_sdk.workflow.value_schema import LIST_RULES, NUMBER_RULES, TEXT_RULES, collect_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.fields.generators import Generator
    from invokeai_sdk.schema.types import InputTemplate

_SPACE: Final = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""The characters that names are stripped of, for use in a character class."""

_NOT_BLANK: Final = f"[^{_SPACE}]"
_IMAGE_NAME: Final = rf"^[^/\\]*[^/\\{_SPACE}][^/\\]*$"
_HEX_COLOR: Final = r"^#?(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$(?!\n)"
_RANDOM: Final = rf"^{RANDOM}$(?!\n)"

_TEXT: Final[JSONObject] = {"type": "string", "pattern": _NOT_BLANK}
_NONEMPTY: Final[JSONObject] = {"type": "string", "minLength": 1}
_SAFE_INTEGER: Final[JSONObject] = {
    "type": "integer",
    "minimum": -readers.SAFE_INTEGER,
    "maximum": readers.SAFE_INTEGER,
}
_CHANNEL: Final[JSONObject] = {"type": "integer", "minimum": 0, "maximum": 255}
_CORNERS: Final = ("x_min", "x_max", "y_min", "y_max")

_PARAMETERS: Final[Mapping[Any, JSONObject]] = {
    readers.number: {"type": "number"},
    readers.safe_integer: _SAFE_INTEGER,
    readers.positive_integer: {**_SAFE_INTEGER, "minimum": 1},
    readers.string: {"type": "string"},
    readers.trimmed_string: _TEXT,
    BOARD_CATEGORY: {"enum": ["images", "assets"]},
    NULLABLE_SEED: {**_SAFE_INTEGER, "type": ["integer", "null"]},
    NULLABLE_NUMBERS: {"type": ["array", "null"], "items": {"type": "number"}},
}
"""Schemas of the parameters of generators, by reader."""


def make_update_schema(
    cls: type[IvkField[Any]], template: InputTemplate | None, *, optional: bool, is_seed: bool = False
) -> JSONObject:
    """Return a JSON Schema of the values that `inputs.update` accepts for one input.

    Args:
        cls: the field class of the input, which is not opaque.
        template: the template of the input; `None` if the type of its node is unknown.
        optional: whether `null` removes the value.
        is_seed: whether the input accepts `"random"`.
    """
    if issubclass(cls, IvkCollectionField):
        items = _make_item_schema(cls.item, template)
        schema: JSONObject = {"type": "array", "items": items, **collect_rules(template, LIST_RULES)}
    else:
        schema = _make_item_schema(cls, template)
    if is_seed:
        schema = {**schema, "type": ["integer", "string"], "pattern": _RANDOM}
    if template is None:
        return {"anyOf": [schema, {"type": "null"}]} if schema else schema
    return _accept_null(schema) if optional else schema


def _make_item_schema(cls: type[IvkField[Any]], template: InputTemplate | None) -> JSONObject:
    make = _MAKERS.get(cls)
    return _FIXED.get(cls, {}) if make is None else make(template)


def _accept_null(schema: JSONObject) -> JSONObject:
    if "type" not in schema:
        return schema  # any JSON, null included
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    nullable = {**schema, "type": [*types, "null"]}
    return {**nullable, "enum": [*schema["enum"], None]} if "enum" in schema else nullable


# --- Numbers, texts, options -----------------------------------------------------------------------------------------


def _make_integer(template: InputTemplate | None) -> JSONObject:
    return {"type": "integer", **collect_rules(template, NUMBER_RULES)}


def _make_number(template: InputTemplate | None) -> JSONObject:
    return {"type": "number", **collect_rules(template, NUMBER_RULES)}


def _make_string(template: InputTemplate | None) -> JSONObject:
    return {"type": "string", **collect_rules(template, TEXT_RULES)}


def _make_option(template: InputTemplate | None) -> JSONObject:
    options = template.options if template is not None else None
    if options is None:
        return {"type": "string"}
    types = dict.fromkeys(_get_json_type(option) for option in options) or {"string": None}
    return {"type": next(iter(types)) if len(types) == 1 else [*types], "enum": [*options]}


def _get_json_type(option: object) -> str:
    return "boolean" if isinstance(option, bool) else "string" if isinstance(option, str) else "number"


# --- References ------------------------------------------------------------------------------------------------------


def _make_reference(key: str, pattern: str = _NOT_BLANK) -> JSONObject:
    """Return the schema of a reference: the name or id as a text, or an object with it under one key."""
    return {"type": ["string", "object"], "pattern": pattern, "properties": {key: _TEXT}, "required": [key]}


def _make_model(template: InputTemplate | None) -> JSONObject:
    """Return the schema of a model: its name, key or hash, its identifier, or a model in the form of InvokeAI 3."""
    bases = template.model_base if template is not None else None
    types = template.model_type if template is not None else None
    identifier = dict.fromkeys(("key", "hash", "name"), _NONEMPTY) | {
        "base": {"enum": [*bases]} if bases else _NONEMPTY,
        "type": {"enum": [*types]} if types else _NONEMPTY,
    }
    legacy = {
        "model_name": _TEXT,
        "base_model": {**_TEXT, "pattern": _match_any(bases)} if bases else _TEXT,
    }
    if types:
        legacy["model_type"] = {"pattern": f"{_match_any(types)}|^[{_SPACE}]*$"}
    return {
        "type": ["string", "object"],
        "pattern": _NOT_BLANK,
        "properties": identifier,
        "anyOf": [
            {"required": [*identifier], "properties": {"submodel_type": {"type": ["string", "null"]}}},
            {
                "required": ["model_name", "base_model"],
                "properties": legacy,
                "not": {"anyOf": [{"required": [name]} for name in identifier]},
            },
        ],
    }


def _match_any(options: Iterable[str]) -> str:
    """Return a pattern of texts that are one of the options, possibly surrounded by spaces."""
    escaped = "|".join("".join(f"\\{c}" if c in r"\^$.|?*+()[]{}" else c for c in option) for option in options)
    return f"^[{_SPACE}]*(?:{escaped})[{_SPACE}]*$(?!\\n)"


def _make_lora(template: InputTemplate | None) -> JSONObject:
    """Return the schema of a LoRA: a model, a model with its weight as an object, or as a list."""
    model, weight = _make_model(template), {"type": "number"}
    return {
        "type": ["string", "object", "array"],
        "prefixItems": [model, weight],
        "minItems": 2,
        "maxItems": 2,
        "if": {"type": "object", "required": ["lora", "weight"]},
        "then": {"properties": {"lora": model, "weight": weight}},
        "else": {"if": {"type": ["string", "object"]}, "then": model},
    }


# --- Compound values -------------------------------------------------------------------------------------------------


def _make_generator(type_name: str) -> JSONObject:
    """Return the schema of the generators of one family; without a `type`, any of the family can be meant."""
    kinds = [_make_generator_kind(kind) for kind in FAMILIES[type_name]]
    return {"type": "object", **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})}


def _make_generator_kind(kind: type[Generator]) -> JSONObject:
    parameters: JSONObject = {
        attribute.metadata["key"] or name: _PARAMETERS[attribute.metadata["reader"]]
        for name, attribute in fields_dict(kind).items()
    }
    return {"properties": {"type": {"const": kind.type}, **parameters}}


_MAKERS: Final[Mapping[type[IvkField[Any]], Callable[[InputTemplate | None], JSONObject]]] = {
    scalars.IvkIntegerField: _make_integer,
    scalars.IvkFloatField: _make_number,
    scalars.IvkStringField: _make_string,
    scalars.IvkEnumField: _make_option,
    scalars.IvkSchedulerField: _make_option,
    models.IvkModelIdentifierField: _make_model,
    models.IvkLoRAField: _make_lora,
}
"""Makers of the schema of one value that depends on the template, by field class."""

_FIXED: Final[Mapping[type[IvkField[Any]], JSONObject]] = {
    scalars.IvkBooleanField: {"type": "boolean"},
    scalars.IvkSavedWorkflowField: {"type": "string"},
    references.IvkImageField: _make_reference("image_name", _IMAGE_NAME),
    references.IvkVideoField: _make_reference("video_name", _IMAGE_NAME),
    references.IvkBoardField: _make_reference("board_id"),
    references.IvkStylePresetField: _make_reference("style_preset_id"),
    references.IvkSystemPromptField: _make_reference("system_prompt_id"),
    compound.IvkColorField: {
        "type": ["string", "array", "object"],
        "pattern": _HEX_COLOR,
        "items": _CHANNEL,
        "minItems": 3,
        "maxItems": 4,
        "properties": dict.fromkeys("rgba", _CHANNEL),
        "required": [*"rgba"],
    },
    compound.IvkBoundingBoxField: {
        "type": ["array", "object"],
        "items": _SAFE_INTEGER,
        "minItems": len(_CORNERS),
        "maxItems": len(_CORNERS),
        "properties": {**dict.fromkeys(_CORNERS, _SAFE_INTEGER), "score": {"type": ["number", "null"]}},
        "required": [*_CORNERS],
    },
    **{
        cls: _make_generator(cls.type_name)
        for cls in (
            generator_fields.IvkFloatGeneratorField,
            generator_fields.IvkIntegerGeneratorField,
            generator_fields.IvkStringGeneratorField,
            generator_fields.IvkImageGeneratorField,
        )
    },
}
"""Schemas of one value that do not depend on the template, by field class."""
