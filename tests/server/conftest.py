"""Fixtures of the tests against the real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from invokeai_sdk import InvokeAIClient, SyncInvokeAIClient
from tests.server.asyncified import asyncified

WORKFLOWS = Path(__file__).parents[2] / "examples" / "workflows"


BOTH = {
    "test_boards",
    "test_images_repository",
    "test_library",
    "test_main_line",
    "test_media",
    "test_models_repository",
    "test_queue_repository",
}
"""The modules whose tests run with both clients."""


def pytest_generate_tests(metafunc):
    if "client" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in BOTH:
        alone = metafunc.definition.get_closest_marker("async_only")
        metafunc.parametrize("client", ["async"] if alone else ["async", "blocking"], indirect=True)


@pytest.fixture
async def client(request, server_url):
    """A client of the session's server: the asynchronous one, and in the modules of `BOTH` the blocking one as well."""
    if getattr(request, "param", "async") == "async":
        async with InvokeAIClient.from_url(server_url) as client:
            yield client
    else:
        with SyncInvokeAIClient.from_url(server_url) as client:
            yield asyncified(client)


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
