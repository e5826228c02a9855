"""Ten thousand images: listed in constant memory, and downloaded many at a time."""

from __future__ import annotations

import gc
import io
import sqlite3
import tracemalloc
from contextlib import closing
from typing import TYPE_CHECKING, Any

from PIL import Image

from invokeai_sdk import InvokeAIClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNT = 10_000
DOWNLOADED = 200


def multiply(database: Path, name: str) -> None:
    """Make more images of one, in the server's own database."""
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(images)") if row[1] != "image_name"]
        generated = {row[1] for row in connection.execute("PRAGMA table_xinfo(images)") if row[6]}
        kept = ", ".join(column for column in columns if column not in generated)
        connection.executemany(
            f"INSERT INTO images (image_name, {kept}) SELECT ?, {kept} FROM images WHERE image_name = ?",
            [(f"copy-{number:05}.png", name) for number in range(COUNT - 1)],
        )


async def test_ten_thousand_images_are_listed_in_constant_memory(fresh_server: Callable[..., Any], png):
    async with fresh_server(tiny_models=False) as server, InvokeAIClient.from_url(server.url) as client:
        image = await client.images.upload(png())
        multiply(server.root / "databases" / "invokeai.db", image.name)
        assert await client.images.count() == COUNT
        names: set[str] = set()
        peaks = {}
        tracemalloc.start()
        async for each in client.images.list(page_size=250):
            names.add(each.name)
            if len(names) in (2 * COUNT // 10, COUNT):
                gc.collect()
                held = sum(len(name) + 49 for name in names) + names.__sizeof__()  # the test's own
                peaks[len(names)] = tracemalloc.get_traced_memory()[0] - held
        tracemalloc.stop()
        assert len(names) == COUNT
        assert peaks[COUNT] - peaks[2 * COUNT // 10] < 500_000, peaks


async def test_two_hundred_images_are_downloaded_whole(client: InvokeAIClient, png, tmp_path):
    content = {(await client.images.upload(image)).name: image for image in (png((64, 64)) for _ in range(DOWNLOADED))}
    downloads = await client.images.download(content, tmp_path / "out", concurrency=32)
    downloads.raise_for_failures()
    assert {path.name for path in (tmp_path / "out").iterdir()} == content.keys() == downloads.paths.keys()
    for name, path in downloads.paths.items():
        assert Image.open(path).tobytes() == Image.open(io.BytesIO(content[name])).tobytes()
