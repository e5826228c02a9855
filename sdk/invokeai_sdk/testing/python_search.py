"""Finds a Python that InvokeAI runs on."""

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
"""The versions InvokeAI runs on, the preferred one first."""

_PROBE = "import ensurepip, sqlite3, ssl, sys, venv; print('.'.join(map(str, sys.version_info[:3])))"


class PythonNotFoundError(RuntimeError):
    """No Python was found that InvokeAI runs on."""


@frozen
class Python:
    """An interpreter that works.

    Attributes:
        path: its executable.
        version: such as `3.11.7`.
    """

    path: Path
    version: str


def find_python(path: Path | None = None) -> Python:
    """Find a Python to build the server's environment on.

    Looks at this interpreter, the search path, and where pyenv, uv, Homebrew and conda keep theirs.

    Args:
        path: take this one, and nothing else.

    Returns:
        The first one that works, a 3.11 before a 3.12.

    Raises:
        PythonNotFoundError: none works; the message says how to get one.
    """
    if path is not None:
        version = _probe(str(path))
        if version is None or not version.startswith(SUPPORTED):
            raise PythonNotFoundError(
                f"{path} is not a working Python {' or '.join(SUPPORTED)} with venv, ssl and sqlite3"
            )
        return Python(path, version)
    for wanted in SUPPORTED:
        for candidate in _candidates(wanted):
            version = _probe(candidate)
            if version is not None and version.startswith(wanted + "."):
                return Python(Path(candidate), version)
    raise PythonNotFoundError(
        f"InvokeAI needs a Python {' or '.join(SUPPORTED)} with venv, and none was found. Install one "
        "(Debian and Ubuntu: `apt install python3.11 python3.11-venv`; macOS: `brew install python@3.11`; anywhere: "
        "`pyenv install 3.11` or `uv python install 3.11`), or name yours with --python"
    )


def _candidates(version: str) -> Iterator[str]:
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


def _probe(executable: str) -> str | None:
    """Ask an interpreter for its version; `None` if it lacks what the server needs, or does not run at all."""
    try:
        done = subprocess.run(  # noqa: S603 - a candidate interpreter, by name or from a fixed list
            [executable, "-I", "-c", _PROBE], check=False, capture_output=True, text=True, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
