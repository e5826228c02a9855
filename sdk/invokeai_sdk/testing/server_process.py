"""Port, process and log of a local server.

The server is the leader of its own process group, and its standard input is a pipe, the lifeline. This process holds
the other end. When this process ends, even by a crash or `kill -9`, the pipe closes and the server kills its process
group (see `payload/launch.py`).
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
    """Bind a loopback port without listening: it refuses connections, and other processes cannot bind it.

    Args:
        port: the port; 0 for any free port.

    Returns:
        The bound socket.

    Raises:
        OSError: the port is in use.
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
    """Return the last lines of a log, at most `lines`, ignoring everything before the byte offset `since`."""
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
    """A running server process.

    Attributes:
        pid: the process id, which is also the id of the process group.
    """

    _popen: subprocess.Popen[bytes] = field(repr=False)

    @classmethod
    def spawn(
        cls, command: Sequence[str], *, listener: socket.socket, log: Path, env: Mapping[str, str]
    ) -> ServerProcess:
        """Start a server process.

        Args:
            command: the command line.
            listener: the bound socket on which the server listens; closed in this process.
            log: the file to which the output of the server is appended.
            env: the environment variables of the server.
        """
        with listener, log.open("ab") as output:
            popen = subprocess.Popen(  # noqa: S603 - the server's own Python and the launcher of this package
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

    def poll(self) -> int | None:
        """Return the exit status, negative for a signal; None while the process runs."""
        return self._popen.poll()

    def terminate(self, timeout: float) -> None:
        """Send SIGTERM and wait until the server ends; kill it after `timeout` seconds, or if this is interrupted."""
        try:
            if self.poll() is None:
                self._popen.send_signal(signal.SIGTERM)
                self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.kill()

    def kill(self) -> None:
        """Kill the server's process group and wait until the server has ended."""
        if self._popen.returncode is None:  # not waited for yet, so the process id cannot belong to another process
            os.killpg(self.pid, signal.SIGKILL)
            self._popen.wait()
        if self._popen.stdin is not None:
            self._popen.stdin.close()
