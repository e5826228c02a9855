"""Throughput of 200 concurrent image downloads compared with httpx alone streaming to files.

The files of the other side are written once in worker threads, as the SDK writes them, and once in the event loop, which
blocks every other task meanwhile.
"""

from __future__ import annotations

import asyncio
import io
import secrets
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import anyio
import httpx
from PIL import Image
from timing import Row, compare_async

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.testing import LocalServer
from invokeai_sdk.testing.home_folder import ServerNotInstalledError

Write: TypeAlias = Callable[[httpx.Response, Path], Awaitable[None]]

IMAGES = 200
AT_ONCE = 8
SIZES = (64, 512)
ROUNDS = 9


def rows() -> list[Row]:
    """Compare with httpx alone, against the same real server."""
    try:
        with LocalServer(tiny_models=False) as server:
            return asyncio.run(_measure(server.url))
    except ServerNotInstalledError:
        print("no local server is installed: skipping the image rows", file=sys.stderr)
        return []


async def _measure(url: str) -> list[Row]:
    found = []
    async with InvokeAIClient.from_url(url) as client, httpx.AsyncClient(base_url=url) as http:
        for size in SIZES:
            names = [(await client.images.upload(_noise(size))).name for _ in range(IMAGES)]
            what = f"`client.images.download`, {IMAGES} images of {size} x {size}, {AT_ONCE} at once, per second"
            for against, write, target in (
                ("httpx, files written in worker threads", _write_in_threads, 0.9),
                ("httpx, files written in the event loop", _write_in_loop, None),
            ):
                with tempfile.TemporaryDirectory() as folder:
                    new = lambda folder=folder: Path(tempfile.mkdtemp(dir=folder))  # noqa: E731 - a new folder, because replacing files costs more
                    ours = lambda names=names, new=new: _ours(client, names, new())  # noqa: E731
                    plain = lambda names=names, new=new, write=write: _plain(http, names, new(), write)  # noqa: E731
                    throughput = await compare_async(plain, ours, rounds=ROUNDS, repetitions=1)  # inverted: per second
                found.append(Row(what, against, *throughput, target=target, below=False))
    return found


async def _ours(client: InvokeAIClient, names: list[str], folder: Path) -> None:
    (await client.images.download(names, folder, concurrency=AT_ONCE)).raise_for_failures()


async def _plain(http: httpx.AsyncClient, names: list[str], folder: Path, write: Write) -> None:
    left = iter(names)

    async def work() -> None:
        for name in left:
            async with http.stream("GET", f"/api/v1/images/i/{name}/full") as answer:
                answer.raise_for_status()
                await write(answer, folder / name)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def _write_in_threads(answer: httpx.Response, path: Path) -> None:
    async with await anyio.open_file(path, "wb") as file:
        async for chunk in answer.aiter_bytes():
            await file.write(chunk)


async def _write_in_loop(answer: httpx.Response, path: Path) -> None:
    with path.open("wb") as file:
        async for chunk in answer.aiter_bytes():
            file.write(chunk)


def _noise(size: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (size, size), secrets.token_bytes(3 * size * size)).save(out, "PNG", compress_level=1)
    return out.getvalue()
