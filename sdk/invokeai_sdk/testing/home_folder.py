"""Home folder of a local InvokeAI installation: its location, its parts, and whether it is complete.

::

    HOME/
      venv/              the server's own Python environment; venv/installed.json is written last
      models/            the tiny models; models/installed.json is written last
      .lock              locked by a running installer
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from attrs import frozen

from invokeai_sdk.errors import InvokeAIError

HOME_VARIABLE = "INVOKEAI_SDK_SERVER_HOME"
"""The environment variable that holds the path of the home folder."""

INSTALL_HINT = "run `make server`, or `python -m invokeai_sdk.testing.install`"

_STAMP = "installed.json"


class LocalServerError(InvokeAIError):
    """The local server did not start, ended unexpectedly, or failed to process a request of the test kit.

    Attributes:
        log_tail: the last lines of the server's log; empty if the log is not relevant or does not exist.
    """

    def __init__(self, message: str, *, log_tail: str = "") -> None:
        self.log_tail = log_tail
        super().__init__(f"{message}\n{log_tail}" if log_tail else message)


class ServerNotInstalledError(LocalServerError):
    """The home folder contains no complete InvokeAI installation."""


@frozen
class ServerHome:
    """The folder in which a local InvokeAI is installed.

    Attributes:
        path: the absolute path of the folder.
    """

    path: Path

    @property
    def venv(self) -> Path:
        """The folder of the server's own Python environment."""
        return self.path / "venv"

    @property
    def python(self) -> Path:
        """The Python interpreter of the server's environment."""
        return self.venv / "bin" / "python"

    @property
    def models(self) -> Path:
        """The folder of the tiny models."""
        return self.path / "models"

    @property
    def sd15(self) -> Path:
        """The path of the tiny Stable Diffusion 1.5 model, a diffusers folder named `tiny-sd15`."""
        return self.models / "tiny-sd15"

    @property
    def sdxl(self) -> Path:
        """The path of the tiny SDXL model, a diffusers folder named `tiny-sdxl`."""
        return self.models / "tiny-sdxl"

    @property
    def lora(self) -> Path:
        """The path of a tiny LoRA for Stable Diffusion 1.5, a file named `tiny-sd15-lora.safetensors`."""
        return self.models / "tiny-sd15-lora.safetensors"

    @property
    def tiny_models(self) -> tuple[Path, ...]:
        """The paths of all tiny models. Install copies of them: a server may move or delete the files of its models."""
        return (self.sd15, self.sdxl, self.lora)

    @property
    def version(self) -> str | None:
        """The installed version of InvokeAI; None if no version is installed."""
        return read_stamp(self.venv).get("invokeai")

    def require(self) -> None:
        """Check that the installation is complete.

        Raises:
            ServerNotInstalledError: a part is missing or unfinished; the message names the command to run.
        """
        for part, required in ((self.venv, (self.python,)), (self.models, self.tiny_models)):
            if not read_stamp(part) or not all(path.exists() for path in required):
                raise ServerNotInstalledError(
                    f"no complete InvokeAI installation in {self.path} ({part.name}/ is missing or unfinished); "
                    f"{INSTALL_HINT}, or set {HOME_VARIABLE} to the folder of a complete installation"
                )


def server_home(path: str | os.PathLike[str] | None = None) -> ServerHome:
    """Return the home folder of the local server.

    Args:
        path: the home folder. By default it is the first of: the folder named by the environment variable
            `INVOKEAI_SDK_SERVER_HOME`, the nearest existing `.server` in the working directory or its parents, and
            `.server` in the working directory.

    Returns:
        The home folder, whether or not InvokeAI is installed in it.
    """
    explicit = path or os.environ.get(HOME_VARIABLE)
    if explicit:
        return ServerHome(Path(explicit).expanduser().absolute())
    working_directory = Path.cwd()
    for folder in (working_directory, *working_directory.parents):
        if (folder / ".server").is_dir():
            return ServerHome(folder / ".server")
    return ServerHome(working_directory / ".server")


def read_stamp(part: Path) -> dict[str, str]:
    """Return the stamp that `write_stamp` wrote into a part of the home folder; empty if that part is not complete."""
    try:
        stamp = json.loads((part / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in stamp.items()} if isinstance(stamp, dict) else {}


def write_stamp(part: Path, stamp: dict[str, str]) -> None:
    """Mark a part of the home folder as complete, atomically."""
    temporary = part / f"{_STAMP}.new"
    temporary.write_text(json.dumps(stamp, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    temporary.replace(part / _STAMP)
