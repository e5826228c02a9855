"""Many downloads at once: each streamed to its own file, a few in flight, the failures told apart."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread
from attrs import frozen

from invokeai_sdk.errors import APIError, DownloadError
from invokeai_sdk.transport.files import safe_join

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Mapping

_T = TypeVar("_T")


@frozen
class Downloads:
    """The outcome of a parallel download.

    Attributes:
        paths: each name downloaded, to the file it is in.
        failed: each name that could not be, to its error; no part of a file is left.
    """

    paths: Mapping[str, Path]
    failed: Mapping[str, Exception]

    @property
    def ok(self) -> bool:
        """Whether everything arrived."""
        return not self.failed

    def raise_for_failures(self) -> None:
        """Raise the first error, if any download failed."""
        for error in self.failed.values():
            raise error


async def download_all(
    things: Iterable[_T] | AsyncIterable[_T],
    folder: str | Path,
    *,
    name_of: Callable[[_T], str],
    fetch: Callable[[str, Path], Awaitable[object]],
    overwrite: bool,
    concurrency: int,
) -> Downloads:
    """Download things into a folder, `concurrency` at a time, taking the next only when one is done.

    Args:
        things: what to download; an async iterator is read as it is needed.
        folder: where to; it is created if need be.
        name_of: a thing's name, which becomes its file's. A name that would leave the folder counts as failed.
        fetch: downloads the thing of a name to a path.
        overwrite: replace files that are there already; otherwise they count as downloaded.
        concurrency: how many to have in flight.
    """
    if concurrency < 1:
        raise ValueError(f"concurrency must be at least 1, not {concurrency}")
    target = Path(folder)
    await anyio.to_thread.run_sync(lambda: target.mkdir(parents=True, exist_ok=True))
    run = _Run(target, fetch, overwrite)
    async with aclosing(_each(things)) as source, anyio.create_task_group() as group:
        names = (name_of(thing) async for thing in source)
        for _ in range(concurrency):
            group.start_soon(run.work, names)
    if run.broken is not None:
        raise run.broken
    return Downloads(run.paths, run.failed)


class _Run:
    """One parallel download: what its workers share."""

    def __init__(self, folder: Path, fetch: Callable[[str, Path], Awaitable[object]], overwrite: bool) -> None:
        self._folder = folder
        self._fetch = fetch
        self._overwrite = overwrite
        self._taking = anyio.Lock()
        self.paths: dict[str, Path] = {}
        self.failed: dict[str, Exception] = {}
        self.broken: Exception | None = None

    async def work(self, names: AsyncIterator[str]) -> None:
        """Take names and download them until there are no more, or something else than a download breaks."""
        try:
            while self.broken is None:
                async with self._taking:
                    name = await anext(names)
                await self._one(name)
        except StopAsyncIteration:
            pass
        except Exception as error:  # noqa: BLE001 - raised once the other workers are done
            self.broken = error

    async def _one(self, name: str) -> None:
        try:
            path = safe_join(self._folder, name)
            if self._overwrite or not await anyio.to_thread.run_sync(path.exists):
                await self._fetch(name, path)
            self.paths[name] = path
        except (APIError, DownloadError) as error:
            self.failed[name] = error


async def _each(things: Iterable[_T] | AsyncIterable[_T]) -> AsyncGenerator[_T, None]:
    if hasattr(things, "__aiter__"):
        async for thing in things:
            yield thing
    else:
        for thing in things:
            yield thing
