"""Writing what a server sent to disk: inside the folder meant, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import secrets
from typing import IO, TYPE_CHECKING, Final

from invokeai_sdk.errors import DownloadError
from invokeai_sdk.transport.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Iterator
    from pathlib import Path

_DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"}
)
"""Names that mean a device to Windows, with whatever extension."""

_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
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
        or any(character in _FORBIDDEN or not character.isprintable() for character in name)
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
    partial = _Partial(path)
    try:
        await in_thread(partial.open)
        async for chunk in chunks:
            await in_thread(partial.write, chunk)
        await in_thread(partial.finish)
    finally:
        await in_thread(partial.discard)
    return path


class _Partial:
    """A file in the making, under a name of its own next to the one it will have; its methods block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._partial = path.parent / f".{secrets.token_hex(8)}.part"
        self._file: IO[bytes] | None = None

    def open(self) -> None:
        with _explaining(self._path):
            if self._path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file in it")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._partial.open("xb")

    def write(self, chunk: bytes) -> None:
        assert self._file is not None  # noqa: S101 - write comes after open
        with _explaining(self._path):
            self._file.write(chunk)

    def finish(self) -> None:
        assert self._file is not None  # noqa: S101 - finish comes after open
        with _explaining(self._path):
            self._file.close()
            self._partial.replace(self._path)
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


@contextlib.contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot write {str(path)!r}: {error.strerror or error}; nothing of it is left"
        raise DownloadError(message, path=path) from error
