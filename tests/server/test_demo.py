"""The demo, `make demo`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

DEMO = Path(__file__).parents[2] / "examples" / "demo.py"


def run_demo(folder, **env):
    inherited = {key: value for key, value in os.environ.items() if key != "INVOKEAI_URL"}
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", str(DEMO)],
        cwd=folder,
        env={**inherited, **env},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def sizes(folder):
    found = []
    for path in sorted((folder / "out").iterdir()):
        with Image.open(path) as image:
            image.load()
            found.append((image.format, image.size))
    return sorted(found)


EXPECTED = [("PNG", (64, 64)), ("PNG", (128, 128))]


@pytest.mark.server
def test_it_makes_images_on_a_server_of_the_users_own(server_url, tmp_path):
    done = run_demo(tmp_path, INVOKEAI_URL=server_url)
    assert done.returncode == 0, done.stderr
    assert sizes(tmp_path) == EXPECTED
    for path in (tmp_path / "out").iterdir():
        assert path.name in done.stdout


@pytest.mark.server
def test_it_brings_a_server_along_where_there_is_none(server, tmp_path):
    done = run_demo(tmp_path, INVOKEAI_SDK_SERVER_HOME=str(server.home.path))
    assert done.returncode == 0, done.stderr
    assert sizes(tmp_path) == EXPECTED
    assert "installed" in done.stdout
    assert server.home.lora.exists()


@pytest.mark.server
def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path):
    done = run_demo(tmp_path, INVOKEAI_URL="http://127.0.0.1:9")
    assert done.returncode != 0
    assert "127.0.0.1:9" in done.stderr.strip().splitlines()[-1]
    assert not (tmp_path / "out").exists()
