"""The example scripts run on the real server with the tiny models, and save their images."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = ("--size", "64", "--steps", "2")


@pytest.fixture
def run(server_url, tmp_path):
    """Run an example in an empty folder, and return its output."""

    def run(script: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "error", str(EXAMPLES / script), *arguments],
            cwd=tmp_path,
            env={**os.environ, "INVOKEAI_URL": server_url, "PYTHONASYNCIODEBUG": "0"},
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        image.load()
        return image.size


def test_image_to_image(run, png, tmp_path):
    (tmp_path / "photo.png").write_bytes(png((90, 70)))
    (path,) = run("image_to_image.py", "photo.png", *SMALL).split()
    assert size(tmp_path / path) == (64, 64)


def test_two_stages(run, tmp_path):
    printed = run("two_stages.py", *SMALL)
    assert size(tmp_path / "out" / "draft.png") == (64, 64)
    assert size(tmp_path / "out" / "final.png") == (128, 128)
    assert "on Drafts, which has 1 images" in printed
    assert "on Finals, which has 1 images" in printed


def test_sweep(run, tmp_path):
    printed = run("sweep.py", *SMALL)
    assert "64 images, 0 failures" in printed
    pictures = [path for path in (tmp_path / "out").iterdir() if path.name != "sheet.png"]
    assert len(pictures) == 64
    assert {size(path) for path in pictures} == {(64, 64)}
    assert size(tmp_path / "out" / "sheet.png")[0] >= 8 * 64


def test_models(run):
    printed = run("models.py")
    assert "1 main for sdxl" in printed
    assert "Juggernaut XL" in printed
    assert "tiny-sdxl" in printed
    assert "ready to run" in printed


def test_every_example_is_run():
    tested = {"image_to_image.py", "models.py", "sweep.py", "two_stages.py", "demo.py"}
    assert {path.name for path in EXAMPLES.glob("*.py")} == tested
