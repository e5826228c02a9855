"""Type checkers accept correct programs that use the SDK, and refuse wrong ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USAGE = Path(__file__).with_name("usage.py")

CHECKERS = {
    # a cache of its own, because `make check` may be writing the usual one
    "mypy": ["mypy", "--strict", "--no-pretty", "--cache-dir=.mypy_cache/typing"],
    "pyright": ["pyright", "--project", str(ROOT), "--pythonpath", sys.executable],
}

WRONG = """
from invokeai_sdk import SyncInvokeAIClient

with SyncInvokeAIClient.from_url() as client:
    client.workflows.load(7)
    client.workflows.load("a.json")  # type: ignore[arg-type]
"""


def check(checker: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *CHECKERS[checker], str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("checker", CHECKERS)
def test_programs_that_use_the_sdk_are_typed(checker: str) -> None:
    done = check(checker, USAGE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_mistake_is_reported_and_so_is_a_mark_without_a_mistake(checker: str, tmp_path: Path) -> None:
    program = tmp_path / "wrong.py"
    program.write_text(WRONG, encoding="utf-8")
    done = check(checker, program)
    assert done.returncode == 1, done.stdout + done.stderr
    errors = [line for line in done.stdout.splitlines() if "wrong.py:" in line and "error" in line]
    assert [":5:" in line or ":6:" in line for line in errors] == [True, True], done.stdout
