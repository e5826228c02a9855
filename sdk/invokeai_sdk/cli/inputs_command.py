"""The command `invokeai-sdk inputs`, which lists the inputs of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._types import UNSET
from invokeai_sdk.cli.output import print_json, print_rich
from invokeai_sdk.cli.sources import load_workflow

if TYPE_CHECKING:
    from argparse import Namespace

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput


def run(options: Namespace) -> int:
    """Print the inputs as a table, as JSON, or as a JSON Schema."""
    workflow = load_workflow(options)
    if options.schema:
        print_json(workflow.to_json_schema())
    elif options.json:
        print_json({"name": workflow.definition.name, "inputs": [make_input_row(inp) for inp in workflow.inputs]})
    else:
        print_rich(workflow.describe())
    return 0


def make_input_row(inp: IvkWorkflowInput) -> JSONObject:
    """Return an input as JSON, without `value` if it has none; `label` is the author's label and may be empty."""
    row: JSONObject = {
        "index": inp.index,
        "node_id": inp.node_id,
        "field_name": inp.field_name,
        "label": inp.own_label,
        "description": inp.own_description,
        "display_label": inp.label if inp.own_label or inp.template else None,
        "display_description": inp.description,
        "field_type": None,
        "required": inp.required,
        "connected": inp.connected,
        "settings": inp.settings,
    }
    if inp.field_type is not None:
        kind = inp.field_type
        row["field_type"] = {"name": kind.name, "cardinality": kind.cardinality.value, "batch": kind.batch}
    if inp.value is not UNSET:
        row["value"] = inp.value
    return row
