"""Pauses of the event loop while a fresh process uses the client for the first time.

While code runs in the event loop without awaiting, every other task of the program waits: a web backend answers no request.
A probe task measures the longest such pause (`first_use.py`). Each measurement is a process of its own, because modules
are imported only once in a process.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import workflows
from timing import Row, spread

from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home_folder import ServerNotInstalledError

PROGRAM = Path(__file__).with_name("first_use.py")
ROUNDS = 9
LIMIT = 20
"""Bare calls that the longest pause of the first run may take: about 50 ms on a quiet machine."""

STEPS = {
    "open": "opening the client",
    "run": "the first `workflows.load`, `submit` and `result`",
}


def rows() -> list[Row]:
    """Compare the longest pauses with a bare call, against a real server."""
    try:
        with LocalServer(tiny_models=False) as server, tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "workflow.json")
            path.write_text(json.dumps(_workflow()), encoding="utf-8")
            _seconds(server.url, path)  # the first run compiles modules to bytecode
            measured = [_seconds(server.url, path) for _ in range(ROUNDS)]
    except ServerNotInstalledError:
        print("no local server is installed: skipping the rows about pauses", file=sys.stderr)
        return []
    found = []
    for step, what in STEPS.items():
        pauses = [seconds[step] for seconds in measured]
        print(
            f"longest pause of the event loop during {what}: {statistics.median(pauses) * 1e3:.0f} ms", file=sys.stderr
        )
        ratio = spread([seconds[step] / seconds["call"] for seconds in measured])
        label = f"longest pause of the event loop during {what}, in a fresh process"
        found.append(Row(label, "one httpx call", *ratio, target=LIMIT if step == "run" else None))
    return found


def _seconds(url: str, path: Path) -> dict[str, float]:
    done = subprocess.run([sys.executable, PROGRAM, url, path], check=True, capture_output=True, text=True)
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def _workflow() -> dict[str, object]:
    drawing = workflows.Drawing("A blank image")
    drawing.node("blank", "blank_image", kept=True, width=64, height=64)
    drawing.show(("blank", "width"))
    return drawing.saved()
