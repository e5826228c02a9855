"""InvokeAI's own checks of graphs and workflows; run with the server's Python.

Reads `[{"graph": …, "data": …, "workflow": …}]` from stdin and writes one object for each entry to stdout: `batch` is
the error of `Batch.model_validate` (null without an error), `graph` is the graph as the server parses it, and `built`
is the graph that the server builds from the workflow (null if it cannot).
"""

import contextlib
import json
import sys

with contextlib.redirect_stdout(sys.stderr):  # InvokeAI logs while it is imported
    from invokeai.app.services.session_queue.session_queue_common import Batch
    from invokeai.app.services.shared.graph import Graph
    from invokeai.app.services.shared.workflow_graph_builder import build_graph_from_workflow


def judge(case):
    verdict = {"batch": None, "graph": None, "built": None}
    try:
        verdict["graph"] = Graph.model_validate(case["graph"]).model_dump(mode="json")
        Batch.model_validate({"graph": case["graph"], "data": case["data"], "runs": 1})
    except ValueError as error:
        verdict["batch"] = str(error)
    # The server builds no graph for some node types, and no invalid graph.
    with contextlib.suppress(ValueError):
        verdict["built"] = build_graph_from_workflow(case["workflow"]).model_dump(mode="json")
    return verdict


with contextlib.redirect_stdout(sys.stderr):
    verdicts = [judge(case) for case in json.load(sys.stdin)]
json.dump(verdicts, sys.stdout)
