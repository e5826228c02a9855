"""What the tests against the real server share."""

from __future__ import annotations

from pathlib import Path

import pytest

from invokeai_sdk import InvokeAIClient

WORKFLOWS = Path(__file__).parents[2] / "examples" / "workflows"


@pytest.fixture
async def client(server_url):
    """A client of the session's server."""
    async with InvokeAIClient.from_url(server_url) as client:
        yield client


@pytest.fixture
async def sd15(client):
    """The SD1.5 example, small and quick."""
    workflow = await client.workflows.load(WORKFLOWS / "sd15-text-to-image.json")
    workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2})
    return workflow


@pytest.fixture
async def sdxl(client):
    """The SDXL example, small and quick."""
    workflow = await client.workflows.load(WORKFLOWS / "sdxl-text-to-image.json")
    workflow.inputs.update({"Model": "tiny-sdxl", "Width": 64, "Height": 64, "Steps": 2})
    return workflow


@pytest.fixture
def png():
    """Make PNG files, no two of the same content."""
    import io
    import secrets

    from PIL import Image

    def make(size: tuple[int, int] = (16, 12)) -> bytes:
        out = io.BytesIO()
        Image.frombytes("RGB", size, secrets.token_bytes(3 * size[0] * size[1])).save(out, "PNG")
        return out.getvalue()

    return make
