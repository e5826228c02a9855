"""The migration guide is true: its scripts run, and every name in its table exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from invokeai_sdk import InvokeAIClient, SyncInvokeAIClient, compat
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.results import BatchResult
from invokeai_sdk.repositories.board_handle import BoardHandle
from invokeai_sdk.repositories.boards import BoardRepository
from invokeai_sdk.repositories.models import DnnModelRepository
from invokeai_sdk.repositories.queue import Queue
from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
from invokeai_sdk.repositories.workflows import WorkflowRepository

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/migrating.md").read_text("utf-8")
SCRIPTS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
ROWS = [line.strip("| ").split(" | ") for line in GUIDE.splitlines() if line.startswith("| `")]

OLDER = {
    "InvokeAIClient": compat.InvokeAIClient,
    "client.workflow_repo": compat.WorkflowRepository,
    "client.board_repo": compat.BoardRepository,
    "client.dnn_model_repo": compat.DnnModelRepository,
    "workflow": compat.WorkflowHandle,
    "board": compat.BoardHandle,
}
NEWER = {
    "InvokeAIClient": InvokeAIClient,
    "SyncInvokeAIClient": SyncInvokeAIClient,
    "client": InvokeAIClient,
    "client.workflows": WorkflowRepository,
    "client.boards": BoardRepository,
    "client.models": DnnModelRepository,
    "client.queue()": Queue,
    "workflow": WorkflowHandle,
    "batch": BatchHandle,
    "board": BoardHandle,
    "result": BatchResult,
}


@pytest.mark.server
@pytest.mark.parametrize("script", SCRIPTS, ids=["older", "newer"])
def test_a_script_runs(script, server_url, tmp_path):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script.replace("http://localhost:9090", server_url)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ".png" in done.stdout


def named(column: str) -> list[tuple[str, str]]:
    """Return the attribute that a cell of the table names: owner and name."""
    return re.findall(r"\b((?:\w+(?:\(\))?\.)*\w+(?:\(\))?)\.(\w+)", " ".join(re.findall(r"`(.*?)`", column)))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_name_in_the_table_exists(row):
    older, *newer = row
    calls = [(OLDER, *call) for call in named(older)] + [(NEWER, *call) for cell in newer for call in named(cell)]
    assert calls or older.startswith("`to_ivk_model_field")
    for known, owner, name in calls:
        assert hasattr(known[owner], name), f"{owner}.{name}"
