"""Cost of imports, each measured in a fresh process."""

from __future__ import annotations

import subprocess
import sys

from timing import Row, spread

ROUNDS = 15

_PROGRAM = "import time; began = time.perf_counter(); {}; print(time.perf_counter() - began)"

_COMPARED = (
    ("import invokeai_sdk", "import httpx, attrs", 1.3),
    ("from invokeai_sdk import InvokeAIClient", "import httpx, attrs", None),
    ("import invokeai_sdk; invokeai_sdk.InvokeAIClient.from_url('http://127.0.0.1:9')", "import httpx, attrs", None),
    ("import invokeai_api.api.queue", "import httpx", 2.0),
    ("import invokeai_api.api.images", "import httpx", 2.0),
)


def rows() -> list[Row]:
    """Compare imports in alternation, each in a fresh process."""
    return [
        Row(f"`{ours}`", f"`{theirs}`", *_compare(ours, theirs), target=target) for ours, theirs, target in _COMPARED
    ]


def _compare(ours: str, theirs: str) -> tuple[float, float, float]:
    _seconds(ours), _seconds(theirs)  # the first import compiles modules to bytecode
    return spread([_seconds(ours) / _seconds(theirs) for _ in range(ROUNDS)])


def _seconds(statements: str) -> float:
    program = _PROGRAM.format(statements)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return float(done.stdout)
