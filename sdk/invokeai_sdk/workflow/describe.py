"""Descriptions of a workflow's inputs: a table for people and a JSON Schema for programs."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from attrs import frozen

from invokeai_sdk._html import render_table
from invokeai_sdk._text import escape_control_characters
from invokeai_sdk._types import UNSET, JSONObject
from invokeai_sdk.fields.models import IvkModelIdentifierField
from invokeai_sdk.fields.normalise import ITEM_READERS, WHOLE_READERS, get_canonical_type_name
from invokeai_sdk.fields.opaque import IvkUnknownField
from invokeai_sdk.workflow.lint_models import KnownModel, read_model
from invokeai_sdk.workflow.update_schema import make_update_schema
from invokeai_sdk.workflow.value_schema import LIST_RULES, collect_rules, make_value_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_COLUMNS: Final = ("#", "label", "node", "field", "type", "value", "constraints")
_WIDEST: Final = 48


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


def to_json_schema(workflow: Workflow, *, models: Iterable[object] = ()) -> JSONObject:
    """Return a JSON Schema (2020-12) of the object that `workflow.inputs.update` accepts.

    The properties are the inputs on the form, by their keys (`workflow.inputs.keys`). `update` accepts exactly the JSON
    values that fit a property. `default` is the current value. `required` lists the required inputs without a value,
    which must be set before the workflow can run. Inputs that another node feeds are `readOnly`, because their values
    are never sent. `examples` are the choices of a drop-down, or the names of models that fit. `x-invokeai` holds the
    place of each input and the editor's display settings.

    Args:
        workflow: the workflow.
        models: the server's models, as for `Workflow.lint`.
    """
    known = [read_model(model) for model in models]
    properties: JSONObject = {}
    required: list[str] = []
    for key, inp in workflow.inputs.items():
        properties[key] = _make_property(inp, known)
        if inp.required and not inp.connected and inp.value is UNSET and not inp.field.pending:
            required.append(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": workflow.definition.name,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _make_schema(inp: IvkWorkflowInput) -> JSONObject:
    if not issubclass(inp.field_class, IvkUnknownField):
        return make_update_schema(inp.field_class, inp.template, optional=inp.optional, is_seed=inp.is_seed)
    # JSON that the SDK does not interpret: only the server's schema restricts the value.
    name = None if inp.template is None else get_canonical_type_name(inp.template.type)
    if inp.template is None or (name not in ITEM_READERS and name not in WHOLE_READERS):
        return collect_rules(inp.template, LIST_RULES)
    return make_value_schema(inp.template)


def _make_property(inp: IvkWorkflowInput, models: list[KnownModel]) -> JSONObject:
    schema = deepcopy(_make_schema(inp))
    schema |= {"title": inp.label}
    if inp.description:
        schema["description"] = inp.description
    if inp.value is not UNSET:
        schema["default"] = inp.value
    examples = _list_examples(inp, models)
    if examples:
        schema["examples"] = examples
    if inp.connected:
        schema["readOnly"] = True
    template = inp.template
    schema["x-invokeai"] = {
        "index": inp.index,
        "node_id": inp.node_id,
        "field_name": inp.field_name,
        "type": None if inp.field_type is None else str(inp.field_type),
        "settings": inp.settings,
        "option_labels": dict(template.option_labels) if template is not None and template.option_labels else None,
    }
    return schema


def _list_examples(inp: IvkWorkflowInput, models: list[KnownModel]) -> list[str]:
    """List the choices of the editor's drop-down, or the names of the models that an input accepts."""
    if inp.field_class is IvkModelIdentifierField:
        bases, types = (inp.template.model_base, inp.template.model_type) if inp.template is not None else (None, None)
        fitting = (m for m in models if (not bases or m.base in bases) and (not types or m.type in types))
        return sorted({model.name for model in fitting})
    options = (inp.settings or {}).get("options")
    return [option["value"] for option in options] if isinstance(options, list) else []
