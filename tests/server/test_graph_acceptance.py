"""Compiled graphs compared with the server: the server accepts them, and builds the same graphs itself.

InvokeAI's own classes check the graphs, in InvokeAI's own environment; no server is started.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from invokeai_sdk._types import UNSET
from invokeai_sdk.testing import server_home
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

pytestmark = pytest.mark.server

JUDGE = Path(__file__).with_name("graph_acceptance.py")
SHIPPED = "lib/python3*/site-packages/invokeai/app/services/workflow_records/default_workflows/*.json"


def add_return_node(workflow):
    """Add the return node that the server needs to build a graph of a workflow."""
    data = {"id": "the-return", "type": "workflow_return", "version": "1.0.0", "inputs": {}, "label": "", "notes": ""}
    flags = {"isOpen": True, "isIntermediate": True, "useCache": False, "nodePack": "invokeai"}
    node = {"id": "the-return", "type": "invocation", "data": data | flags, "position": {"x": 0, "y": 0}}
    return workflow | {"nodes": [*workflow["nodes"], node]}


def stand_in(slot):
    """Return a value for an input that the workflow leaves to its user."""
    if slot.type.name == "ModelIdentifierField":
        base, type_ = (known[0] if known else "any" for known in (slot.model_base, slot.model_type))
        return {"key": "k", "hash": "h", "name": "M", "base": base, "type": "main" if type_ == "any" else type_}
    return {"ImageField": {"image_name": "i.png"}, "VideoField": {"video_name": "v.mp4"}}[slot.type.name]


@pytest.fixture(scope="module")
def shipped():
    paths = sorted(server_home().venv.glob(SHIPPED))
    assert len(paths) >= 20
    workflows = {path.stem: Workflow(WorkflowDefinition.from_file(path)) for path in paths}
    for workflow in workflows.values():
        for node in workflow.nodes.values():
            for name, slot in (node.template.inputs if node.template else {}).items():
                unset = workflow.raw_value(node.id, name) is UNSET and not workflow.is_connected(node.id, name)
                if slot.required and unset and slot.input != "connection":
                    workflow.inputs[node.id, name].set_json(stand_in(slot))
            if node.type == "prompt_from_file":  # the server checks that the file exists
                workflow.inputs[node.id, "file_path"].set_json(__file__)
    return workflows


@pytest.fixture(scope="module")
def verdicts(shipped, tmp_path_factory):
    cases = []
    for workflow in shipped.values():
        batch = workflow.compile(validate=False, unknown_nodes="drop")
        known = {node_id for node_id, node in workflow.nodes.items() if node.kind != "invocation" or node.template}
        sent = batch.workflow | {"nodes": [node for node in batch.workflow["nodes"] if node["id"] in known]}
        cases.append({"graph": batch.graph, "data": batch.data, "workflow": add_return_node(sent)})
    root = str(tmp_path_factory.mktemp("root"))
    done = subprocess.run(
        [server_home().python, JUDGE],
        input=json.dumps(cases),
        env=os.environ | {"INVOKEAI_ROOT": root, "INVOKEAI_PATCHMATCH": "false"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(shipped, zip(cases, json.loads(done.stdout), strict=True), strict=True))


def test_the_server_accepts_every_shipped_workflow(shipped, verdicts):
    assert {name: verdict["batch"] for name, (_, verdict) in verdicts.items() if verdict["batch"]} == {}
    for workflow in shipped.values():
        workflow.compile(unknown_nodes="drop")  # the SDK accepts them as well


def test_the_server_builds_the_same_graphs(verdicts):
    compared = 0
    for name, (case, verdict) in verdicts.items():
        if verdict["graph"] is None or verdict["built"] is None:
            continue
        built = verdict["built"]
        built["nodes"].pop("the-return")
        edges = [json.dumps(edge, sort_keys=True) for edge in case["graph"]["edges"]]
        assert sorted(json.dumps(edge, sort_keys=True) for edge in built["edges"]) == sorted(edges), name
        assert built["nodes"].keys() == verdict["graph"]["nodes"].keys(), name
        connected = {(e["destination"]["node_id"], e["destination"]["field"]) for e in case["graph"]["edges"]}
        for node_id, node in built["nodes"].items():
            ours = verdict["graph"]["nodes"][node_id]
            # The server's own builder keeps the values of connected inputs, which the edges then overwrite.
            differing = {f for f in node if node[f] != ours.get(f) and (node_id, f) not in connected}
            assert differing == set(), (name, node_id)
            compared += 1
    assert compared > 100
