"""The event loop is not blocked by imports: heavy modules are imported in worker threads before they are needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.server

WORKFLOW = Path(__file__).parents[2] / "examples" / "workflows" / "sd15-text-to-image.json"

PROGRAM = """
import asyncio, sys, threading

from invokeai_sdk import InvokeAIClient

imported = []

class Recorder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            imported.append(name)

async def main(url, path):
    client = InvokeAIClient.from_url(url)
    sys.meta_path.insert(0, Recorder)
    async with client:
        workflow = await client.workflows.load(path)
        workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2})
        batch = await workflow.submit()
        result = await batch.result(timeout=120)
        assert result.images
    sys.meta_path.remove(Recorder)
    print(*imported)

asyncio.run(main(*sys.argv[1:]))
"""

LIGHT = {
    "invokeai_sdk._ids",
    "invokeai_sdk.media",
    "invokeai_sdk.media.source",
    "invokeai_sdk.repositories",
    "invokeai_sdk.repositories.find_record",
    "invokeai_sdk.repositories.paging",
    "invokeai_sdk.repositories.workflows",
}
"""The modules of the SDK that `client.workflows` imports in the event loop."""


def test_the_first_load_submit_and_result_import_little_in_the_event_loop(server_url: str) -> None:
    program = [sys.executable, "-I", "-c", PROGRAM, server_url, str(WORKFLOW)]
    done = subprocess.run(program, check=False, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    own = {name for name in imported if name.startswith("invokeai_sdk")}
    assert own <= LIGHT
    models = {name for name in imported if name.startswith("invokeai_api.models.")}
    assert len(models) <= 10
    packages = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names
    assert packages <= {"invokeai_sdk", "invokeai_api"}
