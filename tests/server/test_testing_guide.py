"""The examples of the test kit's guide, run as a test suite."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST, *TESTS = re.findall(
    r"^```python\n(.*?)^```", (ROOT / "docs/testing.md").read_text(), re.MULTILINE | re.DOTALL
)


@pytest.mark.server
def test_it_runs_as_shown(tmp_path, server):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode=auto\nasyncio_default_fixture_loop_scope=function\n")
    for number, test in enumerate(TESTS):
        (tmp_path / f"test_{number}.py").write_text(test)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "INVOKEAI_SDK_SERVER_HOME": str(server.home.path)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert len(TESTS) == 3
    assert "3 passed" in done.stdout
