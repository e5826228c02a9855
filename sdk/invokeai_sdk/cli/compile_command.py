"""The command `invokeai-sdk compile`, which prints the graph and batch that the editor would send."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from attrs import evolve

from invokeai_sdk.cli.inputs_command import make_input_row
from invokeai_sdk.cli.output import print_json, print_text
from invokeai_sdk.cli.sources import load_workflow, read_json
from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.migrate import CURRENT

if TYPE_CHECKING:
    from argparse import Namespace

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.workflow.workflow import Workflow


def run(options: Namespace) -> int:
    """Load a workflow, set its values, compile it and print the result; nothing is sent."""
    context = _read_context(options)
    workflow = load_workflow(options, context)
    inputs = [make_input_row(inp) for inp in workflow.inputs]
    if options.inputs is not None:
        _set_values(workflow, options.inputs)
    # Without validation, because the editor does not validate what it sends.
    batch = workflow.compile(runs=options.runs or context.runs, unknown_nodes=options.unknown_nodes, validate=False)
    result = {
        "migrated_version": CURRENT,
        "inputs": inputs,
        "graph": {"nodes": batch.graph["nodes"], "edges": batch.graph["edges"]},
        "batch_data": batch.data,
        "runs": batch.runs,
        "origin": batch.origin,
        "destination": batch.destination,
        "warnings": [
            {key: getattr(finding, key) for key in ("code", "message", "node_id", "field_name")}
            for finding in batch.warnings
        ],
    }
    if options.json:
        print_json(result)
    else:
        _print_summary(result)
    return 0


def _read_context(options: Namespace) -> CompileContext:
    context = CompileContext()
    if options.context is not None:
        raw = read_json(options.context)
        if not isinstance(raw, dict):
            raise WorkflowFormatError(f"{options.context}: a context must be a JSON object")
        context = CompileContext.from_json(raw)
    return context if options.auto_add_board is None else evolve(context, auto_add_board_id=options.auto_add_board)


def _set_values(workflow: Workflow, path: str) -> None:
    """Set the values in a JSON file, a list of `{node_id, field_name, value}`, in file order."""
    rows = read_json(path)
    if not isinstance(rows, list):
        raise WorkflowFormatError(f"{path}: expected a list of {{node_id, field_name, value}}")
    for index, row in enumerate(rows):
        match row:
            case {"node_id": str(node_id), "field_name": str(field_name), "value": value}:
                workflow.node(node_id)  # by id only: `inputs` would also accept a label or a type
                workflow.inputs[node_id, field_name].set_json(value)
            case _:
                raise WorkflowFormatError(f"{path}: entry {index} is not {{node_id, field_name, value}}")


def _print_summary(result: JSONObject) -> None:
    graph, data = result["graph"], result["batch_data"]
    sessions = result["runs"] * prod(len(zipped[0]["items"]) for zipped in data if zipped)
    print_text(f"graph: {len(graph['nodes'])} nodes, {len(graph['edges'])} edges")
    for zipped in data:
        fields = ", ".join(f"{datum['node_path']}.{datum['field_name']}" for datum in zipped)
        print_text(f"batch: {len(zipped[0]['items']) if zipped else 0} values for {fields}")
    print_text(f"runs: {result['runs']}, {sessions} sessions in total")
    for warning in result["warnings"]:
        print_text(f"warning [{warning['code']}]: {warning['message']}")
