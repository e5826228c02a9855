"""Writing what a server sent to disk: inside the folder meant, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import DownloadError
from invokeai_sdk.transport.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterator
    from io import FileIO

_DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
"""Names that mean a device to Windows, with whatever extension."""

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_LONGEST_NAME: Final = 255

_WRITTEN_AT_ONCE: Final = 1 << 20
"""Bytes to gather before they are written."""


def safe_join(folder: Path, name: str) -> Path:
    """Return the path of a file called `name` directly in `folder`.

    Args:
        folder: where the file belongs.
        name: a file name that a server gave.

    Raises:
        DownloadError: the name would lead out of the folder, or cannot be a file's name on some system.
    """
    stem = name.split(".", 1)[0].rstrip(" ").lower()
    hostile = (
        not name.strip(". ")
        or len(name.encode(errors="surrogatepass")) > _LONGEST_NAME
        or any(character in _FORBIDDEN or not character.isprintable() for character in name)
        or stem in _DEVICE_NAMES
        or name != name.rstrip(". ")
    )
    if hostile:
        raise DownloadError(f"the server's name {name!r} cannot be a file in {str(folder)!r}", path=folder)
    return folder / name


async def file_meant(path: str | os.PathLike[str], name: str) -> Path:
    """Return the file that is meant by a path to save under.

    Args:
        path: the file, or a folder: one that exists, or whose name ends in a slash or has no suffix.
        name: what the server calls the file, for a folder.

    Raises:
        DownloadError: the name would lead out of the folder, or cannot be a file's name on some system.
    """
    text = os.fspath(path)
    target = Path(text)
    if text.endswith(("/", os.sep)) or not target.suffix or await in_thread(target.is_dir):
        return safe_join(target, name)
    return target


async def write_whole(chunks: AsyncIterable[bytes], path: Path) -> Path:
    """Write chunks to a file that appears at `path` only when it is complete.

    The bytes go to a temporary file in the same folder, which is removed if anything, a cancellation included,
    comes between. A file already there is replaced. A small file is opened, written and renamed in one go: with many
    of them, the way to the worker thread and back is what takes the time.

    Raises:
        DownloadError: the file cannot be written: no such folder, no permission, disk full.
    """
    partial = _Partial(path)
    held: list[bytes] = []
    size = 0
    try:
        async for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size >= _WRITTEN_AT_ONCE:
                await in_thread(partial.write, held)
                held, size = [], 0
        await in_thread(partial.finish, held)
    finally:
        if partial.is_there:
            await in_thread(partial.discard)
    return path


class _Partial:
    """A file in the making, under a name of its own next to the one it will have; its methods block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.parent / f".{secrets.token_hex(8)}.part"
        self._file: FileIO | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is something of it to be discarded."""
        return self._file is not None

    def write(self, chunks: list[bytes]) -> None:
        with _explaining(self._path):
            _write(self._opened(), chunks)

    def finish(self, chunks: list[bytes]) -> None:
        with _explaining(self._path):
            file = self._opened()
            _write(file, chunks)
            file.close()
            self._into_place()
        self._file = None

    def discard(self) -> None:
        """Remove what is there of a file that was not finished."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._partial.unlink()
        self._file = None

    def _opened(self) -> FileIO:
        if self._file is None:
            try:
                self._file = self._partial.open("xb", buffering=0)
            except FileNotFoundError:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._partial.open("xb", buffering=0)
        return self._file

    def _into_place(self) -> None:
        try:
            self._partial.replace(self._path)
        except OSError:
            if self._path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file in it") from None
            raise


def _write(file: FileIO, chunks: list[bytes]) -> None:
    """Write to a file without a buffer, which takes as much at once as it likes."""
    rest = memoryview(b"".join(chunks))
    while rest:
        rest = rest[file.write(rest) :]


@contextlib.contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot write {str(path)!r}: {error.strerror or error}; nothing of it is left"
        raise DownloadError(message, path=path) from error
