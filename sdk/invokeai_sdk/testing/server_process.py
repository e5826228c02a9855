"""The operating system's side of a local server: its port, its process, its log.

The process is a group of its own and holds one end of a pipe, the lifeline, whose other end only we hold. However we
end, crash and `kill -9` included, the pipe closes and the process ends itself (see `payload/launch.py`).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from typing import TYPE_CHECKING

from attrs import define, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LOOPBACK = "127.0.0.1"


def bind_port(port: int = 0) -> socket.socket:
    """Take a loopback port without listening on it: connections are refused, and nobody else can have it.

    Args:
        port: the port, 0 for any free one.

    Returns:
        The bound socket.

    Raises:
        OSError: the port is taken.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((LOOPBACK, port))
    except BaseException:
        bound.close()
        raise
    return bound


def read_tail(log: Path, lines: int, *, since: int = 0) -> str:
    """Read the last lines of a log, of what was written after the byte `since`."""
    try:
        with log.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(since, end - 400 * lines))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
    return "\n".join(text.splitlines()[-lines:])


@define
class ServerProcess:
    """A running server.

    Attributes:
        pid: its process id, which is also the id of its process group.
    """

    _popen: subprocess.Popen[bytes] = field(repr=False)

    @classmethod
    def spawn(
        cls, command: Sequence[str], *, listener: socket.socket, log: Path, env: Mapping[str, str]
    ) -> ServerProcess:
        """Start a server that listens on `listener`, which is closed here, and appends what it says to `log`."""
        with listener, log.open("ab") as output:
            popen = subprocess.Popen(  # noqa: S603 - the server's own Python, running our launcher
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=(listener.fileno(),),
                start_new_session=True,
                env=dict(env),
            )
        return cls(popen)

    @property
    def pid(self) -> int:
        """The process id, which is also the id of the process group."""
        return self._popen.pid

    def ended(self) -> int | None:
        """Return the exit status, negative for a signal; `None` while it runs."""
        return self._popen.poll()

    def terminate(self, timeout: float) -> None:
        """Ask the server to end and wait; after `timeout` seconds, or if interrupted, kill it."""
        try:
            if self.ended() is None:
                self._popen.send_signal(signal.SIGTERM)
                self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.kill()

    def kill(self) -> None:
        """End the server and whatever it started, at once, and wait until it is gone."""
        if self._popen.returncode is None:  # not yet waited for, so the id is certainly still its own
            os.killpg(self.pid, signal.SIGKILL)
            self._popen.wait()
        if self._popen.stdin is not None:
            self._popen.stdin.close()
