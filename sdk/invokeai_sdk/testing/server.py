"""A real InvokeAI on this machine, for as long as a `with` block lasts."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

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
PASSWORD = "Correct-Horse-1"  # noqa: S105 - of a throw-away server on the loopback interface


class LocalServer(Lifecycle):
    """A real InvokeAI server, started on a free loopback port with a root folder of its own.

    Works as a context manager, blocking or asynchronous::

        with LocalServer() as server:
            subprocess.run(["my-program", server.url], check=True)

        async with LocalServer(gc_freeze=False) as server:
            async with InvokeAIClient.from_url(server.url) as client: ...

    Leaving the block kills the server and removes its root. It also ends when the process that started it ends, in
    whatever way: it never outlives its owner. Starting takes about ten seconds. The blocking methods may be called
    from any one thread at a time; each has an asynchronous twin named with a leading `a`.

    Runs on Linux and macOS.

    Args:
        home: where InvokeAI is installed, as for `server_home`.
        root: the server's data folder, kept afterwards; without it a temporary one is made and removed.
        port: the port to listen on; without it a free one.
        gc_freeze: keep garbage collections short, which lets about 60 trivial items a second through the queue
            instead of 2. `False` gives the stock server, which freezes for half a second before every item.
        multiuser: require signing in. An administrator is created, whose token is `token`.
        tiny_models: install the tiny models (`tiny-sd15`, `tiny-sdxl`, `tiny-sd15-lora`).
        settings: entries for `invokeai.yaml`, over the defaults.
        env: environment variables for the server. Those of this process whose names begin with `INVOKEAI_` are not
            passed on.
        start_timeout: seconds to wait for the server to answer.
        stop_timeout: seconds it may take to stop in good order, before it is killed.

    Attributes:
        home: where InvokeAI is installed.
        root: the server's data folder.
        port: the port, the same through every restart.
        log: the file everything it prints is appended to.
        models: the key of each model installed, by its name.
        token: a bearer token of the administrator, `None` in single-user mode.
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
        self._held: socket.socket | None = None
        self._process: ServerProcess | None = None
        self.root = Path(tempfile.mkdtemp(prefix="invokeai-") if root is None else root).absolute()
        self.log = self.root / "server.log"
        self.port = port
        self._discard = weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True) if root is None else None

    def __repr__(self) -> str:
        state = f"{self.url} pid={self.pid}" if self.running else "stopped"
        return f"<LocalServer {state} root={self.root}>"

    @property
    def url(self) -> str:
        """The server's URL, to give to a client.

        Raises:
            LocalServerError: it was never started, so it has no port yet.
        """
        if not self.port:
            raise LocalServerError("this server was not started yet")
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The process id, `None` while it is not running."""
        return self._process.pid if self._process is not None and self.running else None

    @property
    def running(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.ended() is None

    def start(self) -> None:
        """Start the server and wait until it answers. Starting a running server does nothing.

        Raises:
            LocalServerError: it ended, or did not answer in time; the message ends with the log's last lines.
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
        began_at = self.log.stat().st_size if self.log.exists() else 0
        env = server_environment(self.port, self._env)
        self._process = ServerProcess.spawn(command, listener=listener, log=self.log, env=env)
        try:
            self._await_answer(self._process, began_at)
            if self._first_start:
                self._prepare()
        except BaseException:
            self.kill()
            raise
        self._first_start = False

    def stop(self) -> None:
        """Stop the server in good order, as Ctrl-C would. Its port stays ours and refuses connections."""
        self._end(lambda process: process.terminate(self._stop_timeout))

    def kill(self) -> None:
        """Kill the server at once, as `kill -9` would. Its port stays ours and refuses connections."""
        self._end(ServerProcess.kill)

    def restart(self) -> None:
        """Stop the server if it runs, and start it again with the same root and port.

        Raises:
            LocalServerError: as for `start`.
        """
        self.stop()
        self.start()

    def close(self) -> None:
        """Kill the server, give its port back, and remove its root if that was made for it."""
        if self._discard is None:
            self.stop()
        else:
            self.kill()
        if self._held is not None:
            self._held.close()
            self._held = None
        if self._discard is not None:
            self._discard()

    def install_models(self, paths: Iterable[str | os.PathLike[str]]) -> dict[str, str]:
        """Install models from files or folders of this machine, without copying them.

        Whoever deletes such a model through the server deletes these files.

        Args:
            paths: where they are.

        Returns:
            The key of each by its name; `models` gets them too.

        Raises:
            LocalServerError: the server does not take one of them.
        """
        api = ServerAPI(self.port, self.token)
        installed = api.install_models([Path(path).absolute() for path in paths], timeout=self._start_timeout)
        self.models.update(installed)
        return installed

    def create_user(self, email: str, *, admin: bool = False) -> str:
        """Create a user on a multi-user server.

        Args:
            email: their address, which they sign in with. The password is `invokeai_sdk.testing.PASSWORD`.
            admin: give them an administrator's rights.

        Returns:
            A bearer token of theirs, valid for a day.

        Raises:
            LocalServerError: the server refuses, as it does in single-user mode.
        """
        return ServerAPI(self.port, self.token).create_user(email, PASSWORD, admin=admin)

    def log_tail(self, lines: int = 30, *, since: int = 0) -> str:
        """Return the last lines of the log.

        Args:
            lines: how many at most.
            since: leave out what is before this byte of the log.
        """
        return read_tail(self.log, lines, since=since)

    def _take_port(self) -> socket.socket:
        held, self._held = self._held, None
        if held is not None:
            return held
        try:
            bound = bind_port(self.port)
        except OSError as error:
            raise LocalServerError(f"port {self.port} is not free: {error}") from error
        self.port = bound.getsockname()[1]
        return bound

    def _await_answer(self, process: ServerProcess, began_at: int) -> None:
        deadline = time.monotonic() + self._start_timeout
        api = ServerAPI(self.port)
        while True:
            status = process.ended()
            if status is not None:
                raise self._trouble(f"InvokeAI ended with status {status} while starting", began_at)
            if self._interrupted.is_set():
                raise self._trouble("starting InvokeAI was interrupted", began_at)
            if time.monotonic() > deadline:
                raise self._trouble(f"InvokeAI did not answer within {self._start_timeout:g} s", began_at)
            try:
                api.call("GET", "/api/v1/app/version", timeout=5)
            except OSError:
                time.sleep(0.1)
            else:
                return

    def _prepare(self) -> None:
        """Bring a server that answers for the first time to what was asked for; a root may have been used before."""
        if self.multiuser:
            self.token = ServerAPI(self.port).sign_in_admin(ADMIN_EMAIL, PASSWORD)
        self.models = ServerAPI(self.port, self.token).installed_models()
        if self._tiny_models:
            missing = [path for path in self.home.tiny_models if path.stem not in self.models]
            self.install_models(copy_models(missing, self.root / "tiny-models"))

    def _trouble(self, message: str, began_at: int) -> LocalServerError:
        return LocalServerError(f"{message}; the end of {self.log}:", log_tail=self.log_tail(since=began_at))

    def _end(self, how: Callable[[ServerProcess], None]) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        how(process)
        with contextlib.suppress(OSError):  # somebody was quicker: the next start says so
            self._held = bind_port(self.port)
