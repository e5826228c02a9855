"""Two hundred images downloaded in parallel, against httpx alone streaming them to files in the same way."""

from __future__ import annotations

import asyncio
import io
import secrets
import sys
import tempfile
from pathlib import Path

import httpx
from PIL import Image
from timing import Row, paired_async

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home import ServerNotInstalledError

IMAGES = 200
AT_ONCE = 8
SIZES = (64, 512)
ROUNDS = 9


def rows() -> list[Row]:
    """Compare with httpx alone, against a real server."""
    try:
        with LocalServer(tiny_models=False) as server:
            return asyncio.run(_measure(server.url))
    except ServerNotInstalledError:
        print("no local server is installed: its image rows are left out", file=sys.stderr)
        return []


async def _measure(url: str) -> list[Row]:
    found = []
    async with InvokeAIClient.from_url(url) as client, httpx.AsyncClient(base_url=url) as http:
        for size in SIZES:
            names = [(await client.images.upload(_noise(size))).name for _ in range(IMAGES)]
            with tempfile.TemporaryDirectory() as folder:
                new = lambda folder=folder: tempfile.mkdtemp(dir=folder)  # noqa: E731 - replacing files costs more
                ours = lambda names=names, new=new: _ours(client, names, Path(new()))  # noqa: E731
                plain = lambda names=names, new=new: _plain(http, names, Path(new()))  # noqa: E731
                throughput = await paired_async(plain, ours, rounds=ROUNDS, repetitions=1)  # time inverted: per second
            what = f"`client.images.download`, {IMAGES} images of {size} x {size}, {AT_ONCE} at once, per second"
            found.append(Row(what, "httpx, streamed to files", *throughput, target=0.9, below=False))
    return found


async def _ours(client: InvokeAIClient, names: list[str], folder: Path) -> None:
    (await client.images.download(names, folder, concurrency=AT_ONCE)).raise_for_failures()


async def _plain(http: httpx.AsyncClient, names: list[str], folder: Path) -> None:
    left = iter(names)

    async def work() -> None:
        for name in left:
            async with http.stream("GET", f"/api/v1/images/i/{name}/full") as answer:
                answer.raise_for_status()
                with (folder / name).open("wb") as file:
                    async for chunk in answer.aiter_bytes():
                        file.write(chunk)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


def _noise(size: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (size, size), secrets.token_bytes(3 * size * size)).save(out, "PNG", compress_level=1)
    return out.getvalue()
