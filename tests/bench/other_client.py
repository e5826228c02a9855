"""The same work with invokeai-py-client, run by a Python without this project.

Reads lines `<repetitions> <path>` from standard input and prints the processor seconds of each.
"""

from __future__ import annotations

import sys
import time

from invokeai_py_client import InvokeAIClient
from invokeai_py_client.workflow import WorkflowDefinition


def main() -> None:
    client = InvokeAIClient.from_url("http://127.0.0.1:9")  # no connection is made, because loading needs no server
    for line in sys.stdin:
        repetitions, path = line.rstrip("\n").split(" ", 1)
        began = time.process_time()
        for _ in range(int(repetitions)):
            workflow = client.workflow_repo.create_workflow(WorkflowDefinition.from_file(path))
            workflow.list_inputs()
            workflow._convert_to_api_format()
        print(time.process_time() - began, flush=True)


main()
