"""`LocalServer`: a real InvokeAI server on this machine, for tests."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from invokeai_sdk.testing.home_folder import LocalServerError, ServerHome, server_home
from invokeai_sdk.testing.lifecycle import Lifecycle
from invokeai_sdk.testing.server_api import ServerAPI
from invokeai_sdk.testing.server_process import LOOPBACK, ServerProcess, bind_port, read_tail
from invokeai_sdk.testing.server_root import PAYLOAD, copy_models, server_environment, write_root

if TYPE_CHECKING:
    import os
    import socket
    from collections.abc import Callable, Iterable, Mapping

    from invokeai_sdk._types import JSONValue

ADMIN_EMAIL = "admin@example.com"
"""The e-mail address of the administrator of a multi-user `LocalServer`."""

PASSWORD = "Correct-Horse-1"  # noqa: S105 - of a temporary server on the loopback interface
"""The password of the administrator and of every user that `LocalServer.create_user` creates."""


class ServerOptions(TypedDict, total=False):
    """The keyword arguments of `LocalServer`."""

    home: str | os.PathLike[str] | None
    root: str | os.PathLike[str] | None
    port: int
    gc_freeze: bool
    multiuser: bool
    tiny_models: bool
    settings: Mapping[str, JSONValue] | None
    env: Mapping[str, str] | None
    start_timeout: float
    stop_timeout: float


class LocalServer(Lifecycle):
    """A real InvokeAI server with its own root folder, on a free loopback port.

    Use it as a context manager, blocking or asynchronous::

        with LocalServer() as server:
            subprocess.run(["my-program", server.url], check=True)

        async with LocalServer(gc_freeze=False) as server:
            async with InvokeAIClient.from_url(server.url) as client: ...

    Leaving the block kills the server and removes its root folder. The server also ends when the process that started
    it ends, even by a crash or `kill -9`. Starting takes about ten seconds. Only one thread at a time may call the
    blocking methods; each of them has an asynchronous variant, named with a leading `a`.

    Runs on Linux and macOS.

    Args:
        home: the home folder, in which InvokeAI is installed; the default is that of `server_home`.
        root: the root folder of the server, which is kept afterwards; the default is a temporary folder.
        port: the port to listen on; 0 for any free port.
        gc_freeze: keep garbage collections short: the queue then processes about 60 trivial items per second instead of
            2. Without it the server behaves as installed, and pauses for half a second before every item.
        multiuser: require users to sign in. An administrator is created; `token` is the administrator's token.
        tiny_models: install the tiny models (`tiny-sd15`, `tiny-sdxl`, `tiny-sd15-lora`).
        settings: entries for `invokeai.yaml` that override the defaults.
        env: additional environment variables for the server. Variables of this process whose names begin with
            `INVOKEAI_` or `PYTHON` are not passed on.
        start_timeout: the largest number of seconds to wait until the server responds.
        stop_timeout: the largest number of seconds to wait for a graceful stop, before the server is killed.

    Attributes:
        home: the home folder, in which InvokeAI is installed.
        root: the root folder of the server.
        port: the port, which stays the same through every restart; 0 before the first start if any free port is used.
        log: the file to which the output of the server is appended.
        models: the key of each installed model, by the model's name.
        token: a bearer token of the administrator; None in single-user mode.
    """

    def __init__(
        self,
        *,
        home: str | os.PathLike[str] | None = None,
        root: str | os.PathLike[str] | None = None,
        port: int = 0,
        gc_freeze: bool = True,
        multiuser: bool = False,
        tiny_models: bool = True,
        settings: Mapping[str, JSONValue] | None = None,
        env: Mapping[str, str] | None = None,
        start_timeout: float = 180.0,
        stop_timeout: float = 20.0,
    ) -> None:
        super().__init__()
        self.home: ServerHome = server_home(home)
        self.home.require()
        self.gc_freeze = gc_freeze
        self.multiuser = multiuser
        self.models: dict[str, str] = {}
        self.token: str | None = None
        self._tiny_models = tiny_models
        self._settings = {"multiuser": multiuser, **(settings or {})}
        self._env = dict(env or {})
        self._start_timeout = start_timeout
        self._stop_timeout = stop_timeout
        self._first_start = True
        self._reserved_port: socket.socket | None = None
        self._process: ServerProcess | None = None
        self.root: Path = Path(tempfile.mkdtemp(prefix="invokeai-") if root is None else root).absolute()
        self.log: Path = self.root / "server.log"
        self.port: int = port
        self._discard = weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True) if root is None else None

    def __repr__(self) -> str:
        state = f"{self.url} pid={self.pid}" if self.running else "stopped"
        return f"<LocalServer {state} root={self.root}>"

    @property
    def url(self) -> str:
        """The URL of the server, for clients.

        Raises:
            LocalServerError: the server was not started yet, so it has no port.
        """
        if not self.port:
            raise LocalServerError("this server has no URL before it is started")
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process id; None while the server is not running."""
        return self._process.pid if self._process is not None and self.running else None

    @property
    def running(self) -> bool:
        """Whether the server's process is running."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the server and wait until it responds. Starting a running server does nothing.

        Raises:
            LocalServerError: the server ended, or did not respond in time; the message ends with the last lines of its
                log.
        """
        if self.running:
            return
        if self._first_start:
            write_root(self.root, self._settings, gc_freeze=self.gc_freeze)
        listener = self._take_port()
        command = [str(self.home.python), "-P", str(PAYLOAD / "launch.py"), "--socket", str(listener.fileno())]
        if self._discard is not None:
            command += ["--discard", str(self.root)]
        command += ["--", "--root", str(self.root)]
        log_start = self.log.stat().st_size if self.log.exists() else 0
        env = server_environment(self.port, self._env)
        self._process = ServerProcess.spawn(command, listener=listener, log=self.log, env=env)
        try:
            self._wait_until_ready(self._process, log_start)
            if self._first_start:
                self._prepare()
        except BaseException:
            self.kill()
            raise
        self._first_start = False

    def stop(self) -> None:
        """Stop the server gracefully. Its port stays reserved and refuses connections."""
        self._end(lambda process: process.terminate(self._stop_timeout))

    def kill(self) -> None:
        """Kill the server, as `kill -9` does. Its port stays reserved and refuses connections."""
        self._end(ServerProcess.kill)

    def restart(self) -> None:
        """Stop the server if it is running, and start it again with the same root folder and port.

        Raises:
            LocalServerError: the server ended, or did not respond in time.
        """
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop the server and release its port. With a temporary root folder, kill the server and remove the folder."""
        if self._discard is None:
            self.stop()
        else:
            self.kill()
        if self._reserved_port is not None:
            self._reserved_port.close()
            self._reserved_port = None
        if self._discard is not None:
            self._discard()

    def install_models(self, paths: Iterable[str | os.PathLike[str]]) -> dict[str, str]:
        """Install models from files or folders of this machine, without copying them.

        Deleting such a model through the server deletes these files.

        Args:
            paths: the model files or folders.

        Returns:
            The key of each model, by the model's name. They are added to `models` as well.

        Raises:
            LocalServerError: the server failed to install a model.
        """
        api = ServerAPI(self.port, self.token)
        installed = api.install_models([Path(path).absolute() for path in paths], timeout=self._start_timeout)
        self.models.update(installed)
        return installed

    def create_user(self, email: str, *, admin: bool = False) -> str:
        """Create a user on a multi-user server.

        Args:
            email: the e-mail address with which the user signs in. The password is `invokeai_sdk.testing.PASSWORD`.
            admin: make the user an administrator.

        Returns:
            A bearer token of the user, valid for a day.

        Raises:
            LocalServerError: the server did not create the user; it cannot in single-user mode.
        """
        return ServerAPI(self.port, self.token).create_user(email, PASSWORD, admin=admin)

    def log_tail(self, lines: int = 30, *, since: int = 0) -> str:
        """Return the last lines of the log.

        Args:
            lines: the largest number of lines.
            since: ignore everything before this byte offset of the log.
        """
        return read_tail(self.log, lines, since=since)

    def _take_port(self) -> socket.socket:
        """Return the bound socket on which the server is to listen."""
        reserved, self._reserved_port = self._reserved_port, None
        if reserved is not None:
            return reserved
        try:
            bound = bind_port(self.port)
        except OSError as error:
            raise LocalServerError(f"port {self.port} is not free: {error}") from error
        self.port = bound.getsockname()[1]
        return bound

    def _wait_until_ready(self, process: ServerProcess, log_start: int) -> None:
        deadline = time.monotonic() + self._start_timeout
        api = ServerAPI(self.port)
        while True:
            status = process.poll()
            if status is not None:
                raise self._error_with_log(f"InvokeAI ended with status {status} while starting", log_start)
            if self._interrupted.is_set():
                raise self._error_with_log("starting InvokeAI was interrupted", log_start)
            if time.monotonic() > deadline:
                raise self._error_with_log(f"InvokeAI did not respond within {self._start_timeout:g} s", log_start)
            try:
                api.call("GET", "/api/v1/app/version", timeout=5)
            except OSError:
                time.sleep(0.1)
            else:
                return

    def _prepare(self) -> None:
        """Create the administrator and install the tiny models, unless an earlier use of the root folder did so."""
        if self.multiuser:
            self.token = ServerAPI(self.port).sign_in_admin(ADMIN_EMAIL, PASSWORD)
        self.models = ServerAPI(self.port, self.token).installed_models()
        if self._tiny_models:
            missing = [path for path in self.home.tiny_models if path.stem not in self.models]
            self.install_models(copy_models(missing, self.root / "tiny-models"))

    def _error_with_log(self, message: str, log_start: int) -> LocalServerError:
        return LocalServerError(f"{message}; the end of {self.log}:", log_tail=self.log_tail(since=log_start))

    def _end(self, end_process: Callable[[ServerProcess], None]) -> None:
        """End the process, if it is running, and reserve its port."""
        process, self._process = self._process, None
        if process is None:
            return
        end_process(process)
        with contextlib.suppress(OSError):  # another process bound the port first: the next start reports that
            self._reserved_port = bind_port(self.port)
