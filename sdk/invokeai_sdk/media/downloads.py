"""Downloads of many files: a bounded number at a time, each to its own file, with failures reported by name."""

from __future__ import annotations

from collections.abc import AsyncIterable
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import anyio
from attrs import frozen

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import APIError, DownloadError
from invokeai_sdk.transport.files import safe_join

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable, Mapping

T = TypeVar("T")


@frozen
class Downloads:
    """The result of downloading many files.

    Attributes:
        paths: the path of each downloaded file, by the server's name of the file.
        failed: the error of each file that could not be downloaded, by name; no part of such a file is left.
    """

    paths: Mapping[str, Path]
    failed: Mapping[str, Exception]

    @property
    def ok(self) -> bool:
        """Whether every file was downloaded."""
        return not self.failed

    def raise_for_failures(self) -> None:
        """Raise the first error, if a download failed.

        Raises:
            APIError: a request failed.
            DownloadError: a file could not be written.
        """
        for error in self.failed.values():
            raise error


async def download_all(
    items: Iterable[T] | AsyncIterable[T],
    folder: str | os.PathLike[str],
    *,
    name_of: Callable[[T], str],
    download: Callable[[str, Path], Awaitable[object]],
    overwrite: bool,
    concurrency: int,
) -> Downloads:
    """Download items into a folder; the next item is taken when a download has ended.

    Args:
        items: the items; an async iterator is read as needed.
        folder: the folder, created if missing.
        name_of: returns the name of an item, which becomes the file name. A name that is not a safe file name is
            reported as failed.
        download: downloads the item with a name to a path.
        overwrite: whether to replace existing files; otherwise an existing file counts as downloaded.
        concurrency: the maximum number of downloads at a time.

    Raises:
        ValueError: `concurrency` is less than 1.
        OSError: the folder cannot be created.
        Exception: whatever iterating over the items raises; the running downloads end first.
    """
    if concurrency < 1:
        raise ValueError(f"concurrency must be at least 1, not {concurrency}")
    target = Path(folder)
    await run_in_thread(lambda: target.mkdir(parents=True, exist_ok=True))
    workers = _Workers(target, download, overwrite=overwrite)
    async with aclosing(_iterate(items)) as source, anyio.create_task_group() as group:
        names = (name_of(item) async for item in source)
        for _ in range(concurrency):
            group.start_soon(workers.work, names)
    if workers.error is not None:
        raise workers.error
    return Downloads(workers.paths, workers.failed)


class _Workers:
    """The state that the workers of one call of `download_all` share."""

    def __init__(self, folder: Path, download: Callable[[str, Path], Awaitable[object]], *, overwrite: bool) -> None:
        self._folder = folder
        self._download = download
        self._overwrite = overwrite
        self._lock = anyio.Lock()
        self.paths: dict[str, Path] = {}
        self.failed: dict[str, Exception] = {}
        self.error: Exception | None = None

    async def work(self, names: AsyncIterator[str]) -> None:
        """Download name after name until there are no more, or until something besides a download fails."""
        try:
            while self.error is None:
                async with self._lock:
                    name = await anext(names)
                await self._download_name(name)
        except StopAsyncIteration:
            pass
        except Exception as error:  # noqa: BLE001 - raised when the other workers have ended
            self.error = error

    async def _download_name(self, name: str) -> None:
        try:
            path = safe_join(self._folder, name)
            if self._overwrite or not await run_in_thread(path.exists):
                await self._download(name, path)
            self.paths[name] = path
        except (APIError, DownloadError) as error:
            self.failed[name] = error


async def _iterate(items: Iterable[T] | AsyncIterable[T]) -> AsyncGenerator[T, None]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item
