"""The pytest plugin, used by a test suite of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CONFTEST = """
import pytest
pytest_plugins = ["invokeai_sdk.testing.pytest_plugin"]

@pytest.fixture(autouse=True)
def _watch(no_leaks):
    pass
"""


def run(tmp_path, tests, **env):
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_it.py").write_text(tests)
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode=auto\nasyncio_default_fixture_loop_scope=function\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout


LEAKS = {
    "thread": "def test_it():\n    import threading, time\n    threading.Thread(target=time.sleep, args=(30,), daemon=True, name='stray').start()\n",
    "socket": "import socket\ndef test_it():\n    global kept\n    kept = socket.socket()\n",
    "task": "import asyncio\nasync def test_it():\n    global kept\n    kept = asyncio.create_task(asyncio.sleep(30), name='stray')\n",
}


@pytest.mark.parametrize("kind", LEAKS)
def test_a_leak_fails_its_test(tmp_path, kind):
    status, output = run(tmp_path, LEAKS[kind])
    assert status == 1, output
    assert f"{kind}s" in output
    assert "test_it left" in output
    assert "1 passed, 1 error" in output


def test_closed_resources_are_not_leaks(tmp_path):
    clean = (
        "import asyncio, socket, threading\n"
        "async def test_it():\n"
        "    task = asyncio.create_task(asyncio.sleep(30))\n"
        "    task.cancel()\n"
        "    await asyncio.to_thread(threading.active_count)\n"
        "    with socket.socket():\n        pass\n"
    )
    status, output = run(tmp_path, clean)
    assert status == 0, output


USES_A_SERVER = "def test_it(invokeai_server):\n    pass\ndef test_other():\n    pass\n"


def test_deselected_tests_are_reported(tmp_path):
    status, output = run(tmp_path, USES_A_SERVER, INVOKEAI_TEST_SERVER="0")
    assert status == 0, output
    assert "NO REAL SERVER" in output
    assert "1 tests against the real InvokeAI server were NOT run" in output
    assert "1 passed, 1 deselected" in output


def test_without_an_installation_the_error_names_the_command(tmp_path):
    status, output = run(
        tmp_path, USES_A_SERVER, INVOKEAI_SDK_SERVER_HOME=str(tmp_path / "none"), INVOKEAI_TEST_SERVER=""
    )
    assert status == 1, output
    assert "make server" in output
    assert "1 passed, 1 error" in output
