"""The inputs of a workflow, described: as a table for people, as a JSON Schema for programs."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from invokeai_sdk._types import UNSET, JSONObject
from invokeai_sdk.fields.generators import FAMILIES
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_COLUMNS: Final = ("#", "label", "node", "field", "type", "value", "constraints")
_WIDEST: Final = 48

# JSON Schema keywords and the template's attributes that fill them.
_NUMBER_RULES: Final = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}
_TEXT_RULES: Final = {"minLength": "min_length", "maxLength": "max_length"}
_LIST_RULES: Final = {"minItems": "min_items", "maxItems": "max_items"}


# --- For people ------------------------------------------------------------------------------------------------------


@frozen
class Description:
    """A table of a workflow's inputs.

    `str()` gives plain text; rich draws it as a table (`rich.print(description)`).

    Attributes:
        title: the workflow's name.
        rows: one tuple of texts for each input, in the order of `columns`.
        columns: the headings.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = _COLUMNS

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        body = "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
        )
        return f"{self.title}\n{body}" if self.title else body

    def __rich__(self) -> Any:
        from rich.markup import escape  # noqa: PLC0415 - rich is an extra, and is here if it draws this
        from rich.table import Table  # noqa: PLC0415

        table = Table(title=escape(self.title) or None)
        for column in self.columns:
            table.add_column(column, overflow="fold")
        for row in self.rows:
            table.add_row(*map(escape, row))
        return table


def describe(workflow: Workflow) -> Description:
    """Describe the inputs on a workflow's form: where they are, what they hold, and what they may hold."""
    rows = []
    for inp in workflow.inputs:
        node = inp.node.label or (inp.node.template.title if inp.node.template else "") or inp.node.type
        kind = str(inp.field_type) if inp.field_type is not None else "unknown"
        cells = (str(inp.index), inp.label, node, inp.field_name, kind, _shown(inp), ", ".join(_constraints(inp)))
        rows.append(tuple(map(_one_line, cells)))
    return Description(workflow.definition.name, tuple(rows))


def _shown(inp: IvkWorkflowInput) -> str:
    """Show a value: names of images and models rather than the objects they are in."""
    if inp.field.pending:
        return ", ".join(map(str, inp.field.pending))
    if inp.value is UNSET:
        return "-"
    match inp.value:
        case {"name": str(name), "base": str(base), "type": str()}:
            return f"{name} ({base})"
        case {"image_name": str(name)} | {"video_name": str(name)} | {"board_id": str(name)}:
            return name
    return json.dumps(inp.value, ensure_ascii=False)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _constraints(inp: IvkWorkflowInput) -> list[str]:
    words = []
    if inp.connected:
        words.append("connected")
    if inp.required:
        words.append("required")
    template = inp.template
    if template is None:
        return words
    bounds = (
        ("≥", template.minimum),
        (">", template.exclusive_minimum),
        ("≤", template.maximum),
        ("<", template.exclusive_maximum),
        ("multiple of", template.multiple_of),
        ("length ≥", template.min_length),
        ("length ≤", template.max_length),
        ("entries ≥", template.min_items),
        ("entries ≤", template.max_items),
    )
    words += [f"{sign} {bound:.15g}" for sign, bound in bounds if bound is not None]
    for options in (template.options, template.model_base, template.model_type):
        if options:
            words.append(" | ".join(map(str, options)))
    return words


# --- For programs ----------------------------------------------------------------------------------------------------


def to_json_schema(workflow: Workflow) -> JSONObject:
    """Return a JSON Schema (2020-12) of the object that `workflow.inputs.update` takes.

    Its properties are the inputs on the form, by label, or as `node id.field` where several have that label. Each has
    its current value as `default`. `required` lists those that must be given because they have no value yet.
    Inputs fed by another node are `readOnly`: what is set there is never sent. Under `x-invokeai` each property
    says where it is and how the editor shows it.
    """
    labels = Counter(inp.label for inp in workflow.inputs)
    properties: JSONObject = {}
    required: list[str] = []
    for inp in workflow.inputs:
        key = inp.label if labels[inp.label] == 1 else f"{inp.node_id}.{inp.field_name}"
        properties[key] = _property(inp)
        if inp.required and not inp.connected and inp.value is UNSET and not inp.field.pending:
            required.append(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": workflow.definition.name,
        "type": "object",
        "properties": properties,
        "required": list(dict.fromkeys(required)),
        "additionalProperties": False,
    }


def _property(inp: IvkWorkflowInput) -> JSONObject:
    schema = value_schema(inp.template) if inp.template is not None else {}
    schema |= {"title": inp.label}
    if inp.description:
        schema["description"] = inp.description
    if inp.value is not UNSET:
        schema["default"] = inp.value
    if inp.connected:
        schema["readOnly"] = True
    schema["x-invokeai"] = {
        "index": inp.index,
        "node_id": inp.node_id,
        "field_name": inp.field_name,
        "type": None if inp.field_type is None else str(inp.field_type),
        "settings": inp.settings,
    }
    return schema


def value_schema(template: InputTemplate) -> JSONObject:
    """Return a JSON Schema of the values that an input takes, as JSON has them."""
    name = get_canonical_type_name(template.type)
    item = _item_schema(name, template)
    many = {"type": "array", "items": item, **_rules(template, _LIST_RULES)}
    if template.type.cardinality is Cardinality.COLLECTION or name == "LoRAField":
        return many
    return item if template.type.cardinality is Cardinality.SINGLE else {"anyOf": [item, many]}


def _item_schema(name: str, template: InputTemplate) -> JSONObject:  # noqa: PLR0911 - one for each family of types
    match name:
        case "IntegerField":
            return {"type": "integer", **_rules(template, _NUMBER_RULES)}
        case "FloatField":
            return {"type": "number", **_rules(template, _NUMBER_RULES)}
        case "StringField":
            return {"type": "string", **_rules(template, _TEXT_RULES)}
        case "EnumField" | "SchedulerField":
            return {"enum": [*template.options]} if template.options else {"type": "string"}
        case "ModelIdentifierField":
            return _model_schema(template)
        case "LoRAField":
            return _object({"lora": _model_schema(template), "weight": {"type": "number"}})
        case _:
            return deepcopy(_FIXED.get(name, {}))


def _rules(template: InputTemplate, names: Mapping[str, str]) -> JSONObject:
    found = {keyword: getattr(template, attribute) for keyword, attribute in names.items()}
    return {keyword: bound for keyword, bound in found.items() if bound is not None}


def _object(properties: JSONObject, optional: JSONObject | None = None) -> JSONObject:
    return {"type": "object", "properties": {**properties, **(optional or {})}, "required": [*properties]}


def _model_schema(template: InputTemplate) -> JSONObject:
    text: JSONObject = {"type": "string", "minLength": 1}
    base = {"enum": [*template.model_base]} if template.model_base else text
    kind = {"enum": [*template.model_type]} if template.model_type else text
    return _object({"key": text, "hash": text, "name": text, "base": base, "type": kind})


def _reference(key: str) -> JSONObject:
    return _object({key: {"type": "string", "minLength": 1}})


_CHANNEL: Final[JSONObject] = {"type": "integer", "minimum": 0, "maximum": 255}
_FIXED: Final[Mapping[str, JSONObject]] = {
    "BooleanField": {"type": "boolean"},
    "SavedWorkflowField": {"type": "string"},
    "ImageField": _reference("image_name"),
    "VideoField": _reference("video_name"),
    "BoardField": {"anyOf": [{"enum": ["auto", "none"]}, _reference("board_id")]},
    "StylePresetField": _reference("style_preset_id"),
    "SystemPromptField": _reference("system_prompt_id"),
    "ColorField": _object(dict.fromkeys("rgba", _CHANNEL)),
    **{name: _object({"type": {"enum": [kind.type for kind in kinds]}}) for name, kinds in FAMILIES.items()},
}
