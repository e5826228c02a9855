"""mypy reads `usage.py` as a user's own: every assertion holds, every line marked as an error is one, no other is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

USAGE = Path(__file__).with_name("usage.py")
ROOT = Path(__file__).parents[2]


def test_programs_that_use_the_sdk_are_typed() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--show-error-codes"]
    command += ["--cache-dir=.mypy_cache/typing", USAGE]  # not the one that `make check` may be writing
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    told = {int(line): text for line, text in re.findall(r"usage\.py:(\d+): error: (.*)", done.stdout)}
    lines = USAGE.read_text(encoding="utf-8").splitlines()
    wanted = {number for number, line in enumerate(lines, 1) if "# error: " in line}
    assert set(told) == wanted, done.stdout
