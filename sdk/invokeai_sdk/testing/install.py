"""Installer of a real InvokeAI for tests, on a CPU and with tiny models: `python -m invokeai_sdk.testing.install`.

The versions of all packages are pinned. The first installation takes about two minutes and 2 GB; a complete
installation is left as it is, and an interrupted one is restarted. Every core node is available, and Stable Diffusion
1.5 and SDXL run. Packages that only other models need are not installed; three of them, which InvokeAI always imports,
are replaced by inert ones.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from invokeai_sdk.testing.home_folder import HOME_VARIABLE, ServerHome, read_stamp, server_home, write_stamp
from invokeai_sdk.testing.python_search import PythonNotFoundError, find_python
from invokeai_sdk.testing.server_root import PAYLOAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INVOKEAI_VERSION = "6.14.2"
TORCH = "torch==2.13.0"
TORCHVISION = "torchvision==0.28.0"

INERT = ("onnx", "onnxruntime", "mediapipe", "mediapipe/python", "mediapipe/python/solutions")
INERT_MODULES = ("mediapipe/python/solutions/face_mesh.py",)


class InstallError(RuntimeError):
    """A step of the installation failed; the message ends with the output of the step."""


@frozen
class Installer:
    """Installs InvokeAI into a home folder.

    Attributes:
        home: the home folder.
        torch: the arguments of pip that install torch, such as `torch==2.13.0 --index-url https://…`. None keeps the
            installed torch; without one, it means `torch==2.13.0` from the default index.
        python: the Python interpreter for the server's environment; None to search for one.
    """

    home: ServerHome
    torch: str | None = None
    python: Path | None = None
    _started: float = field(factory=time.monotonic, init=False)

    def run(self) -> None:
        """Install every part that is missing, unfinished or outdated.

        Raises:
            InstallError: a step failed. Running again restarts that part.
            PythonNotFoundError: no Python interpreter that InvokeAI supports was found.
        """
        self.home.path.mkdir(parents=True, exist_ok=True)
        with self._lock():
            if self._venv_is_current():
                self._print(f"InvokeAI {INVOKEAI_VERSION} is already installed in {self.home.path}")
            else:
                self._build_venv()
            if not self._models_are_current():
                self._build_models()

    def _venv_is_current(self) -> bool:
        stamp = read_stamp(self.home.venv)
        return (
            stamp.get("fingerprint") == _environment_fingerprint()
            and self.torch in (None, stamp.get("torch"))
            and self.home.python.exists()
        )

    def _models_are_current(self) -> bool:
        stamp = read_stamp(self.home.models)
        complete = all(path.exists() for path in self.home.tiny_models)
        return complete and stamp.get("fingerprint") == _fingerprint("tiny_models.py")

    def _build_venv(self) -> None:
        venv = self.home.venv
        python = find_python(self.python)
        torch = self.torch or read_stamp(venv).get("torch", TORCH)
        if venv.exists():
            self._print("removing the outdated or unfinished environment")
            shutil.rmtree(venv)
        self._print(f"creating an environment with {python.path} ({python.version})")
        self._call(str(python.path), "-m", "venv", str(venv))
        self._pip("--upgrade", "pip")
        self._print(f"installing {torch}")
        self._pip(*shlex.split(torch))
        self._print(f"installing InvokeAI {INVOKEAI_VERSION}")
        torchvision = [] if "torchvision" in torch else [TORCHVISION]
        self._pip("--no-deps", *torchvision, f"invokeai=={INVOKEAI_VERSION}")
        self._print("installing its dependencies at pinned versions")
        pinned = ("-c", str(PAYLOAD / "server-constraints.txt"), "-r", str(PAYLOAD / "server-requirements.txt"))
        self._pip(*pinned, f"torch=={self._installed('torch')}")
        self._add_inert_packages()
        self._print("checking that it imports")
        self._call(str(self.home.python), "-c", "import torchvision, invokeai.app.run_app")
        write_stamp(
            venv,
            {
                "fingerprint": _environment_fingerprint(),
                "invokeai": INVOKEAI_VERSION,
                "python": python.version,
                "torch": torch,
            },
        )

    def _build_models(self) -> None:
        self._print("building the tiny models (SD 1.5, SDXL, a LoRA)")
        unfinished = self.home.path / "models.new"
        for folder in (unfinished, self.home.models):
            shutil.rmtree(folder, ignore_errors=True)
        unfinished.mkdir()
        quiet = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "TQDM_DISABLE": "1"}
        self._call(str(self.home.python), "-P", str(PAYLOAD / "tiny_models.py"), str(unfinished), env=quiet)
        unfinished.replace(self.home.models)
        write_stamp(self.home.models, {"fingerprint": _fingerprint("tiny_models.py")})
        self._print(f"ready in {self.home.path}")

    def _add_inert_packages(self) -> None:
        (packages,) = self.home.venv.glob("lib/python*/site-packages")
        shutil.copy(PAYLOAD / "torchvision_cpu.py", packages)
        (packages / "torchvision_cpu.pth").write_text("import torchvision_cpu\n", encoding="utf-8")
        for package in INERT:
            (packages / package).mkdir(parents=True)
            shutil.copy(PAYLOAD / "inert_stub.py", packages / package / "__init__.py")
        for module in INERT_MODULES:
            shutil.copy(PAYLOAD / "inert_stub.py", packages / module)

    def _installed(self, package: str) -> str:
        code = f"from importlib.metadata import version; print(version({package!r}))"
        return subprocess.check_output([str(self.home.python), "-c", code], text=True).strip()  # noqa: S603 - the environment that this module creates

    def _pip(self, *arguments: str) -> None:
        pip = (str(self.home.python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
        self._call(*pip, *arguments)

    def _call(self, *command: str, env: dict[str, str] | None = None) -> None:
        """Run a command; show its output only if it fails, because pip warns of the deliberately missing packages."""
        done = subprocess.run(  # noqa: S603 - the command is built in this module
            command, check=False, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            output = done.stdout.strip()[-5000:]
            raise InstallError(f"{shlex.join(command)} ended with status {done.returncode}\n{output}")

    def _print(self, message: str) -> None:
        print(f"[{time.monotonic() - self._started:4.0f} s] {message}", flush=True)  # noqa: T201 - a command's progress

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Lock the home folder against other installers; the lock is released when this process ends."""
        with (self.home.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._print("waiting for another installer to finish")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _fingerprint(*files: str, extra: Sequence[str] = ()) -> str:
    """Return a hash of files of the payload folder and of extra texts."""
    digest = hashlib.sha256()
    for file in files:
        digest.update((PAYLOAD / file).read_bytes())
    digest.update("\n".join(extra).encode())
    return digest.hexdigest()[:16]


def _environment_fingerprint() -> str:
    """Return a hash of everything that determines the environment's packages, except the user's choice of torch."""
    files = ("server-constraints.txt", "server-requirements.txt", "inert_stub.py", "torchvision_cpu.py")
    return _fingerprint(*files, extra=(INVOKEAI_VERSION, TORCHVISION, *INERT, *INERT_MODULES))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the installer as a command.

    Args:
        arguments: the command-line arguments; by default those of `sys.argv`.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m invokeai_sdk.testing.install", description=__doc__)
    parser.add_argument("home", nargs="?", help=f"the home folder; default: ${HOME_VARIABLE}, or .server")
    parser.add_argument("--torch", metavar="SPEC", help=f"what pip installs as torch, quoted; default: {TORCH}")
    parser.add_argument(
        "--python",
        type=Path,
        metavar="PATH",
        help="the interpreter for the server's environment; default: search for one",
    )
    options = parser.parse_args(arguments)
    try:
        Installer(server_home(options.home), torch=options.torch or None, python=options.python).run()
    except (InstallError, PythonNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - a command's progress
        return 1
    except KeyboardInterrupt:
        print("interrupted; run again to continue", file=sys.stderr)  # noqa: T201 - a command's progress
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
