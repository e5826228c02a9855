"""Search for a Python interpreter that InvokeAI supports."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

SUPPORTED = ("3.11", "3.12")
"""The Python versions that InvokeAI supports, the preferred one first."""

_PROBE = "import ensurepip, sqlite3, ssl, sys, venv; print('.'.join(map(str, sys.version_info[:3])))"


class PythonNotFoundError(RuntimeError):
    """No Python interpreter that InvokeAI supports was found."""


@frozen
class Python:
    """A working Python interpreter.

    Attributes:
        path: the path of the executable.
        version: the version, such as `3.11.7`.
    """

    path: Path
    version: str


def find_python(path: Path | None = None) -> Python:
    """Find a Python interpreter for the server's environment.

    The candidates are this interpreter, those on the search path, and those of pyenv, uv, Homebrew and conda.

    Args:
        path: the only candidate to consider; None for all of them.

    Returns:
        The first candidate that works; 3.11 is preferred to 3.12.

    Raises:
        PythonNotFoundError: no candidate works; the message says how to install one.
    """
    if path is not None:
        version = _probe_version(str(path))
        if version is None or not version.startswith(SUPPORTED):
            raise PythonNotFoundError(
                f"{path} is not a working Python {' or '.join(SUPPORTED)} with venv, ssl and sqlite3"
            )
        return Python(path, version)
    for supported in SUPPORTED:
        for candidate in _list_candidates(supported):
            version = _probe_version(candidate)
            if version is not None and version.startswith(supported + "."):
                return Python(Path(candidate), version)
    raise PythonNotFoundError(
        f"no Python {' or '.join(SUPPORTED)} with venv was found, and InvokeAI needs one. Install one "
        "(Debian and Ubuntu: `apt install python3.11 python3.11-venv`; macOS: `brew install python@3.11`; anywhere: "
        "`pyenv install 3.11` or `uv python install 3.11`), or pass its path with --python"
    )


def _list_candidates(version: str) -> Iterator[str]:
    """Yield the executables that may be an interpreter of a version, such as `3.11`."""
    yield getattr(sys, "_base_executable", sys.executable)
    yield f"python{version}"
    pyenv = os.environ.get("PYENV_ROOT", "~/.pyenv")
    for pattern in (
        f"{pyenv}/versions/{version}*/bin/python",
        f"~/.local/share/uv/python/cpython-{version}*/bin/python",
        f"/opt/homebrew/opt/python@{version}/bin/python{version}",
        f"/usr/local/opt/python@{version}/bin/python{version}",
        f"/usr/bin/python{version}",
        f"/usr/local/bin/python{version}",
        f"~/*conda*/envs/*/bin/python{version}",
    ):
        yield from sorted(glob.glob(os.path.expanduser(pattern)), reverse=True)  # noqa: PTH111, PTH207 - absolute patterns


def _probe_version(executable: str) -> str | None:
    """Return the version of an interpreter; None if it does not run, or lacks a module that the server needs."""
    try:
        done = subprocess.run(  # noqa: S603 - a candidate interpreter, by name or from a fixed list
            [executable, "-I", "-c", _PROBE], check=False, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
