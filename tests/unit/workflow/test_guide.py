"""The code blocks of the guide to workflows run, from top to bottom."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/workflows.md").read_text(), re.MULTILINE | re.DOTALL)


def test_the_code_blocks_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "docs/workflows.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "nodes.denoise.steps: 8 -> 20" in printed
    assert "2 queue items" in printed
