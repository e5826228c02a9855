"""Writing what a server sent to disk: inside the folder meant, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import anyio.to_thread

from invokeai_sdk.errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

_DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Names that mean a device to Windows, with whatever extension."""

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_FIRST_PRINTABLE: Final = 0x20
_LONGEST_NAME: Final = 255


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
        or any(character in _FORBIDDEN or ord(character) < _FIRST_PRINTABLE for character in name)
        or stem in _DEVICE_NAMES
        or name != name.rstrip(". ")
    )
    if hostile:
        raise DownloadError(f"the server's name {name!r} cannot be a file in {str(folder)!r}", path=folder)
    return folder / name


async def write_whole(chunks: AsyncIterable[bytes], path: Path) -> Path:
    """Write chunks to a file that appears at `path` only when it is complete.

    The bytes go to a temporary file in the same folder, which is removed if anything, a cancellation included,
    comes between. A file already there is replaced.

    Raises:
        DownloadError: the file cannot be written: no such folder, no permission, disk full.
    """
    try:
        file, partial = await anyio.to_thread.run_sync(_open_partial, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        async for chunk in chunks:
            await anyio.to_thread.run_sync(_write, file, chunk, path)
        await anyio.to_thread.run_sync(_finish, file, partial, path)
    except BaseException:
        _discard(file, partial)
        raise
    return path


def _open_partial(path: Path) -> tuple[IO[bytes], Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    return os.fdopen(handle, "wb"), Path(partial)


def _write(file: IO[bytes], chunk: bytes, path: Path) -> None:
    try:
        file.write(chunk)
    except OSError as error:
        raise _unwritable(path, error) from error


def _finish(file: IO[bytes], partial: Path, path: Path) -> None:
    try:
        file.close()
        # mkstemp makes files for their owner alone; a download should be as readable as any other file.
        partial.chmod(0o666 & ~_umask())
        partial.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _discard(file: IO[bytes], partial: Path) -> None:
    with contextlib.suppress(OSError):
        file.close()
    with contextlib.suppress(OSError):
        partial.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> DownloadError:
    return DownloadError(f"cannot write {str(path)!r}: {error.strerror or error}; nothing of it is left", path=path)
