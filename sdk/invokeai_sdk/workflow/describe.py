"""Descriptions of a workflow's inputs: a table for people and a JSON Schema for programs."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk._html import render_table
from invokeai_sdk._text import escape_control_characters
from invokeai_sdk._types import UNSET, JSONObject
from invokeai_sdk.fields.generators import FAMILIES
from invokeai_sdk.fields.normalise import get_canonical_type_name
from invokeai_sdk.schema.types import Cardinality

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from invokeai_sdk.schema.types import InputTemplate
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_COLUMNS: Final = ("#", "label", "node", "field", "type", "value", "constraints")
_WIDEST: Final = 48

# JSON Schema keywords, each with the attribute of `InputTemplate` that holds its value.
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

    `str()` gives plain text; rich (`rich.print(description)`) and notebooks draw it as a table.

    Attributes:
        title: the workflow's name.
        rows: one tuple of cells for each input, in the order of `columns`.
        columns: the headings of the columns.
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

    def _repr_html_(self) -> str:
        return render_table(self.columns, self.rows, title=self.title)

    def __rich__(self) -> Table:
        from rich.markup import escape  # noqa: PLC0415 - an extra; rich itself calls this
        from rich.table import Table  # noqa: PLC0415

        table = Table(title=escape(self.title) or None)
        for column in self.columns:
            table.add_column(column, overflow="fold")
        for row in self.rows:
            table.add_row(*map(escape, row))
        return table


def describe(workflow: Workflow) -> Description:
    """Describe the inputs on a workflow's form: node and field, type, current value and constraints."""
    rows = []
    for inp in workflow.inputs:
        node = inp.node.label or (inp.node.template.title if inp.node.template else "") or inp.node.type
        kind = str(inp.field_type) if inp.field_type is not None else "unknown"
        cells = (str(inp.index), inp.label, node, inp.field_name, kind, _format_value(inp), _format_constraints(inp))
        rows.append(tuple(map(_shorten, cells)))
    return Description(" ".join(escape_control_characters(workflow.definition.name).split()), tuple(rows))


def _format_value(inp: IvkWorkflowInput) -> str:
    """Format a value: images, models and boards by name, other values as JSON."""
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


def _shorten(text: str) -> str:
    line = escape_control_characters(" ".join(text.split()))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _format_constraints(inp: IvkWorkflowInput) -> str:
    constraints = ["connected"] if inp.connected else []
    if inp.required:
        constraints.append("required")
    template = inp.template
    if template is None:
        return ", ".join(constraints)
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
    constraints += [f"{sign} {bound:.15g}" for sign, bound in bounds if bound is not None]
    for options in (template.options, template.model_base, template.model_type):
        if options:
            constraints.append(" | ".join(map(str, options)))
    return ", ".join(constraints)


# --- For programs ----------------------------------------------------------------------------------------------------


def to_json_schema(workflow: Workflow) -> JSONObject:
    """Return a JSON Schema (2020-12) of the object that `workflow.inputs.update` accepts.

    The properties are the inputs on the form, named by label, or `node id.field` if several inputs have the label.
    `default` is the current value. `required` lists the required inputs without a value. Inputs that another node
    feeds are `readOnly`, because their values are never sent. `x-invokeai` holds the place of each input and the
    editor's display settings.
    """
    properties: JSONObject = {}
    required: list[str] = []
    for key, inp in workflow.inputs.items():
        properties[key] = _make_property(inp)
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


def _make_property(inp: IvkWorkflowInput) -> JSONObject:
    schema = make_value_schema(inp.template) if inp.template is not None else {}
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


def make_value_schema(template: InputTemplate) -> JSONObject:
    """Return a JSON Schema of the JSON values that an input accepts."""
    name = get_canonical_type_name(template.type)
    item = _make_item_schema(name, template)
    many = {"type": "array", "items": item, **_collect_rules(template, _LIST_RULES)}
    if template.type.cardinality is Cardinality.COLLECTION or name == "LoRAField":
        return many
    return item if template.type.cardinality is Cardinality.SINGLE else {"anyOf": [item, many]}


def _make_item_schema(name: str, template: InputTemplate) -> JSONObject:  # noqa: PLR0911 - a case per family of types
    match name:
        case "IntegerField":
            return {"type": "integer", **_collect_rules(template, _NUMBER_RULES)}
        case "FloatField":
            return {"type": "number", **_collect_rules(template, _NUMBER_RULES)}
        case "StringField":
            return {"type": "string", **_collect_rules(template, _TEXT_RULES)}
        case "EnumField" | "SchedulerField":
            return {"enum": [*template.options]} if template.options else {"type": "string"}
        case "ModelIdentifierField":
            return _make_model_schema(template)
        case "LoRAField":
            return _make_object_schema({"lora": _make_model_schema(template), "weight": {"type": "number"}})
        case _:
            return deepcopy(_FIXED.get(name, {}))


def _collect_rules(template: InputTemplate, names: Mapping[str, str]) -> JSONObject:
    bounds = {keyword: getattr(template, attribute) for keyword, attribute in names.items()}
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
