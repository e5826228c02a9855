"""Models installed from a URL: bytes as they come, pausing, resuming, cancelling, and installing it again."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import ModelInstallError
from invokeai_sdk.events.resource_types import (
    ModelInstallCompleteEvent,
    ModelInstallDownloadProgressEvent,
)
from invokeai_sdk.repositories.model_types import InstallStatus

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from invokeai_sdk.events.resource_types import ModelInstallEvent
    from invokeai_sdk.repositories.model_install import InstallJob
PADDING = 1_500_000
FIRST_PART = 400_000


def padded(lora: Path) -> bytes:
    """Return a LoRA whose file is large enough to take its time: a long text among its metadata."""
    content = lora.read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    header["__metadata__"] = {**header.get("__metadata__", {}), "padding": "x" * PADDING}
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + content[8 + length :]


class FileServer:
    """Serves one file, as far as it may at the moment, and from where it is asked to."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._sendable = FIRST_PART
        self._more = asyncio.Event()

    def allow(self, part: float) -> None:
        """Let so much of the file go out, a number from 0 to 1."""
        self._sendable = round(part * len(self.content))
        self._more.set()
        self._more = asyncio.Event()

    @asynccontextmanager
    async def serving(self):
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/lora.safetensors"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        found = re.search(r"range: bytes=(\d+)-", head, re.IGNORECASE)
        at, total = int(found.group(1)) if found else 0, len(self.content)
        part = f"Content-Range: bytes {at}-{total - 1}/{total}\r\n" if found else ""
        writer.write(
            f'HTTP/1.1 {206 if found else 200} OK\r\nContent-Length: {total - at}\r\n{part}ETag: "e"\r\n'
            "Accept-Ranges: bytes\r\nConnection: close\r\n\r\n".encode()
        )
        try:
            while at < total:
                writer.write(self.content[at : self._sendable])
                await writer.drain()
                at = max(at, self._sendable)
                if at < total:
                    await self._more.wait()
        except ConnectionError:
            pass  # the download was paused or cancelled
        finally:
            writer.close()


async def watched(client: InvokeAIClient, source: FileServer, job: InstallJob) -> AsyncIterator[ModelInstallEvent]:
    """Return the job's events from where the download has half of the file."""
    await client.events.wait_connected(20)
    events = job.events()
    first = asyncio.create_task(anext(events))
    await asyncio.sleep(0)  # it has begun to listen
    source.allow(0.5)
    event = await first
    assert isinstance(event, ModelInstallDownloadProgressEvent)
    assert 0 < event.bytes < event.total_bytes == len(source.content)
    return events


async def test_a_model_is_downloaded(fresh_server):
    settings = {"allow_private_download_urls": True}  # such as that of this test's file server
    async with (
        fresh_server(settings=settings, tiny_models=False) as server,
        InvokeAIClient.from_url(server.url) as client,
    ):
        content = padded(next(path for path in server.home.tiny_models if path.suffix))
        for act in (a_download_is_watched_paused_and_resumed, a_download_is_cancelled):
            files = FileServer(content)
            async with files.serving() as url:
                await act(client, files, url)


async def a_download_is_watched_paused_and_resumed(client: InvokeAIClient, source: FileServer, url: str) -> None:
    job = await client.models.install(url, config={"name": "a downloaded LoRA"})
    events = await watched(client, source, job)
    assert (await job.pause()).status == InstallStatus.Paused
    assert 0 < job.progress[0] < job.progress[1] == len(source.content)
    source.allow(0.7)
    await job.resume()
    source.allow(1)
    model = await job.result(timeout=60)
    assert (model.name, model.type) == ("a downloaded LoRA", "lora")
    assert job.progress == (len(source.content), len(source.content))
    rest = [event async for event in events]
    assert isinstance(rest[-1], ModelInstallCompleteEvent)
    assert rest[-1].key == model.key
    assert [event async for event in job.events()] == []  # it is over

    # The server knows duplicates by their path, and a download gets a new one: it is a second model.
    again = await (await client.models.install(url, exist_ok=True)).result(timeout=60)
    assert again != model
    assert again.record.source == model.record.source == url
    assert (await client.models.delete_many([model, again])).ok


async def a_download_is_cancelled(client: InvokeAIClient, source: FileServer, url: str) -> None:
    job = await client.models.install(url)
    events = await watched(client, source, job)
    await job.cancel()
    source.allow(1)
    with pytest.raises(ModelInstallError, match="cancelled") as caught:
        await job.result(timeout=60)
    assert caught.value.reason == "cancelled"
    assert job.status == InstallStatus.Cancelled
    rest = [event async for event in events]  # they end, though the server says nothing of a cancelled download
    assert not any(isinstance(event, ModelInstallCompleteEvent) for event in rest)
    assert await client.models.list() == []
