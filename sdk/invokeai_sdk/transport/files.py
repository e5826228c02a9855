"""Safe file writing: inside the target folder only, and atomically."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterator
    from io import FileIO

_DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
"""Names that Windows reserves for devices, with any extension."""

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_LONGEST_NAME: Final = 255

_WRITE_SIZE: Final = 1 << 20
"""The number of bytes to collect before writing them."""


def safe_join(folder: Path, name: str) -> Path:
    """Return the path of a file named `name` directly in `folder`.

    Args:
        folder: the folder.
        name: a file name from a server.

    Raises:
        DownloadError: the name would leave the folder, or is not a valid file name on every system.
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
        raise DownloadError(
            f"the name {name!r} from the server is not a safe file name in {str(folder)!r}", path=folder
        )
    return folder / name


async def resolve_target(path: str | os.PathLike[str], name: str) -> Path:
    """Return the file to save to for a path that may be a folder.

    Args:
        path: the file, or a folder: an existing folder, or a path that ends in a slash or has no suffix.
        name: the server's name of the file, if the target is a folder.

    Raises:
        DownloadError: the name would leave the folder, or is not a valid file name on every system.
    """
    text = os.fspath(path)
    target = Path(text)
    if text.endswith(("/", os.sep)) or not target.suffix or await run_in_thread(target.is_dir):
        return safe_join(target, name)
    return target


async def write_whole(chunks: AsyncIterable[bytes], path: Path) -> Path:
    """Write chunks to a file that appears at `path` only when it is complete.

    The bytes go to a temporary file in the same folder, which is removed after an error or a cancellation. An existing
    file is replaced. A small file is opened, written and renamed by one function in the worker thread, because for many
    small files switching threads takes most of the time.

    Raises:
        DownloadError: the file cannot be written: no such folder, no permission, disk full.
    """
    partial = _Partial(path)
    pending: list[bytes] = []
    size = 0
    try:
        async for chunk in chunks:
            pending.append(chunk)
            size += len(chunk)
            if size >= _WRITE_SIZE:
                await run_in_thread(partial.write, pending)
                pending, size = [], 0
        await run_in_thread(partial.finish, pending)
    finally:
        if partial.exists:
            await run_in_thread(partial.discard)
    return path


class _Partial:
    """A temporary file next to its target; the methods block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.parent / f".{secrets.token_hex(8)}.part"
        self._file: FileIO | None = None

    @property
    def exists(self) -> bool:
        """Whether a temporary file is open."""
        return self._file is not None

    def write(self, chunks: list[bytes]) -> None:
        with _convert_errors(self._path):
            _write(self._open(), chunks)

    def finish(self, chunks: list[bytes]) -> None:
        with _convert_errors(self._path):
            file = self._open()
            _write(file, chunks)
            file.close()
            self._replace_target()
        self._file = None

    def discard(self) -> None:
        """Close and remove the temporary file."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._partial.unlink()
        self._file = None

    def _open(self) -> FileIO:
        if self._file is None:
            try:
                self._file = self._partial.open("xb", buffering=0)
            except FileNotFoundError:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._partial.open("xb", buffering=0)
        return self._file

    def _replace_target(self) -> None:
        try:
            self._partial.replace(self._path)
        except OSError:
            if self._path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "the path is a folder; give the path of a file") from None
            raise


def _write(file: FileIO, chunks: list[bytes]) -> None:
    """Write all chunks to an unbuffered file, which may accept fewer bytes than given."""
    rest = memoryview(b"".join(chunks))
    while rest:
        rest = rest[file.write(rest) :]


@contextlib.contextmanager
def _convert_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot write {str(path)!r}: {error.strerror or error}; no part of the file is left"
        raise DownloadError(message, path=path) from error
