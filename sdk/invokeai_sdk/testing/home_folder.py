"""Where a local InvokeAI is installed, and whether it is complete.

A home is a folder::

    HOME/
      venv/              the server's own Python environment; venv/installed.json is written last
      models/            the tiny models; models/installed.json is written last
      .lock              held by a running installer
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from attrs import frozen

from invokeai_sdk.errors import InvokeAIError

HOME_VARIABLE = "INVOKEAI_SDK_SERVER_HOME"
"""The environment variable that names the home."""

INSTALL_HINT = "run `make server`, or `python -m invokeai_sdk.testing.install`"

_STAMP = "installed.json"


class LocalServerError(InvokeAIError):
    """The local server could not be started, or ended when it should not have.

    Attributes:
        log_tail: the last lines of the server's log, if it got as far as writing one.
    """

    def __init__(self, message: str, *, log_tail: str = "") -> None:
        self.log_tail = log_tail
        super().__init__(f"{message}\n{log_tail}" if log_tail else message)


class ServerNotInstalledError(LocalServerError):
    """There is no complete installation of InvokeAI in the home."""


@frozen
class ServerHome:
    """The folder a local InvokeAI is installed in.

    Attributes:
        path: the folder, absolute.
    """

    path: Path

    @property
    def venv(self) -> Path:
        """The server's own Python environment."""
        return self.path / "venv"

    @property
    def python(self) -> Path:
        """The interpreter of that environment."""
        return self.venv / "bin" / "python"

    @property
    def models(self) -> Path:
        """The folder of the tiny models."""
        return self.path / "models"

    @property
    def sd15(self) -> Path:
        """The tiny Stable Diffusion 1.5 model, a diffusers folder named `tiny-sd15`."""
        return self.models / "tiny-sd15"

    @property
    def sdxl(self) -> Path:
        """The tiny SDXL model, a diffusers folder named `tiny-sdxl`."""
        return self.models / "tiny-sdxl"

    @property
    def lora(self) -> Path:
        """A tiny LoRA for Stable Diffusion 1.5, a file named `tiny-sd15-lora.safetensors`."""
        return self.models / "tiny-sd15-lora.safetensors"

    @property
    def tiny_models(self) -> tuple[Path, ...]:
        """All of the tiny models. Install copies of them: a server may move or delete what it installs."""
        return (self.sd15, self.sdxl, self.lora)

    @property
    def version(self) -> str | None:
        """The version of InvokeAI installed here, or `None` while there is none."""
        return read_stamp(self.venv).get("invokeai")

    def require(self) -> None:
        """Make sure that the installation is complete.

        Raises:
            ServerNotInstalledError: it is missing or was interrupted; the message says what to run.
        """
        for part, needed in ((self.venv, (self.python,)), (self.models, self.tiny_models)):
            if not read_stamp(part) or not all(path.exists() for path in needed):
                raise ServerNotInstalledError(
                    f"no complete InvokeAI installation in {self.path} ({part.name}/ is missing or unfinished); "
                    f"{INSTALL_HINT}, or point {HOME_VARIABLE} to a finished one"
                )


def server_home(path: str | os.PathLike[str] | None = None) -> ServerHome:
    """Locate the home of the local server.

    Args:
        path: the home itself. Without it, the environment variable `INVOKEAI_SDK_SERVER_HOME` decides, then the
            nearest `.server` folder in the working directory or above it, then `.server` in the working directory.

    Returns:
        The home, whether or not anything is installed there yet.
    """
    chosen = path or os.environ.get(HOME_VARIABLE)
    if chosen:
        return ServerHome(Path(chosen).expanduser().absolute())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".server").is_dir():
            return ServerHome(folder / ".server")
    return ServerHome(here / ".server")


def read_stamp(part: Path) -> dict[str, str]:
    """Read what was written when this part of the home was complete; empty if it never was."""
    try:
        stamp = json.loads((part / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stamp.items()} if isinstance(stamp, dict) else {}


def write_stamp(part: Path, stamp: dict[str, str]) -> None:
    """Declare this part of the home complete, in one indivisible step."""
    temporary = part / f"{_STAMP}.new"
    temporary.write_text(json.dumps(stamp, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    temporary.replace(part / _STAMP)
