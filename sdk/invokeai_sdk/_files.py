"""Regular files: opened for reading without waiting for a pipe or reading a device that has no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_sdk.errors import NotRegularFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from io import BufferedReader

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Without `O_NONBLOCK`, opening a named pipe waits until another program opens the pipe for writing."""

_KINDS: Final[Mapping[int, str]] = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class _FolderError(NotRegularFileError, IsADirectoryError):
    """A folder where a regular file is needed."""


def open_regular(path: str | os.PathLike[str]) -> BufferedReader:
    """Open a regular file for reading in binary mode; a symbolic link is followed.

    Raises:
        NotRegularFileError: the path is that of a folder, a device, a named pipe or a socket.
        OSError: the file cannot be opened.
        ValueError: the path contains a NUL character.
    """
    check_regular(path)  # opening a device can have effects of its own
    descriptor = os.open(path, _FLAGS)
    try:
        _check_mode(path, os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_regular(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a regular file. Raises what `open_regular` does."""
    with open_regular(path) as file:
        return file.read()


def check_regular(path: str | os.PathLike[str]) -> None:
    """Raise an error if a path is that of something that is not a regular file; a missing file is no error here.

    Raises:
        NotRegularFileError: the path is that of a folder, a device, a named pipe or a socket.
    """
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return
    _check_mode(path, mode)


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is that of a regular file; false for a text that cannot be a path."""
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def _check_mode(path: str | os.PathLike[str], mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        error_class = _FolderError if stat.S_ISDIR(mode) else NotRegularFileError
        raise error_class(f"{os.fspath(path)!r} is {kind}, not a regular file", path=Path(path))
