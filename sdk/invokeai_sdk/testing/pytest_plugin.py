"""Pytest plugin with fixtures for tests against a real InvokeAI server.

In a `conftest.py`::

    pytest_plugins = ["invokeai_sdk.testing.pytest_plugin"]

Fixtures:

- `invokeai_server`: a running `LocalServer` with the tiny models, shared by the whole session.
- `invokeai_server_factory`: creates servers for a single test, for tests that kill, restart or configure a server.
- `no_leaks`: fails a test that leaves threads or sockets open; with pytest-asyncio, also tasks.

Every test that uses one of the server fixtures gets the marker `server`. With `INVOKEAI_TEST_SERVER=0` in the
environment such tests are deselected, and the summary reports their number. If no server is installed, they are errors
that name the command to install one. The report of a failed test contains the server's log of the test.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Unpack

import pytest

from invokeai_sdk.testing.server import LocalServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from invokeai_sdk.testing.server import ServerOptions

SWITCH = "INVOKEAI_TEST_SERVER"
"""The environment variable that deselects every test that needs a server, if it is 0."""

_SERVER_FIXTURES = {"invokeai_server", "invokeai_server_factory"}
_POOLED_THREADS = (
    "asyncio_",
    "AnyIO worker thread",
)  # kept for reuse by their libraries, for as long as the loop lives
_GRACE_SECONDS = 3.0

_deselected = pytest.StashKey[int]()
_outcomes = pytest.StashKey[dict[str, int]]()
_running = pytest.StashKey[list[LocalServer]]()
_log_marks = pytest.StashKey[dict[LocalServer, int]]()


class ServerFactory(Protocol):
    """A function that creates servers for a single test; it takes the arguments of `LocalServer`."""

    def __call__(self, **options: Unpack[ServerOptions]) -> LocalServer:
        """Create a server without starting it: use it as a context manager, or call `start` or `astart`.

        A server that still runs when the test ends is killed.
        """
        ...


@pytest.fixture(scope="session")
def invokeai_server(request: pytest.FixtureRequest) -> Iterator[LocalServer]:
    """A running server with the tiny models, shared by the whole session."""
    with LocalServer() as server:
        running = request.config.stash[_running]
        running.append(server)
        yield server
        running.remove(server)


@pytest.fixture
def invokeai_server_factory(request: pytest.FixtureRequest) -> Iterator[ServerFactory]:
    """Creates servers for a single test, for tests that kill, restart or configure a server."""
    servers: list[LocalServer] = []
    running = request.config.stash[_running]

    def create(**options: Unpack[ServerOptions]) -> LocalServer:
        server = LocalServer(**options)
        servers.append(server)
        running.append(server)
        return server

    yield create
    for server in servers:
        running.remove(server)
        server.close()


@pytest.fixture
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread or a socket open.

    The worker threads that asyncio and anyio keep for reuse do not count. An asynchronous test that requests this
    fixture also gets `no_leaked_tasks`.
    """
    threads = set(threading.enumerate())
    sockets = _open_sockets()
    yield
    left_threads: list[str] = []
    left_sockets: set[str] = set()
    deadline = time.monotonic() + _GRACE_SECONDS
    while True:
        left_threads = [
            thread.name
            for thread in threading.enumerate()
            if thread not in threads and thread.is_alive() and not thread.name.startswith(_POOLED_THREADS)
        ]
        left_sockets = _open_sockets() - sockets
        if not (left_threads or left_sockets) or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    if left_threads:
        pytest.fail(f"{request.node.name} left threads running: {', '.join(sorted(left_threads))}")
    if left_sockets:
        pytest.fail(f"{request.node.name} left {len(left_sockets)} sockets open")


@pytest.fixture
async def no_leaked_tasks(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Fail an asynchronous test that leaves a task running in its event loop."""
    before = asyncio.all_tasks()
    yield
    left: list[str] = []
    for _ in range(10):  # a task that was just cancelled needs some passes of the event loop to end
        left = [repr(task) for task in asyncio.all_tasks() - before if task is not asyncio.current_task()]
        if not left:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"{request.node.name} left tasks running: {'; '.join(left)}")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker `server`."""
    config.addinivalue_line("markers", "server: needs a real InvokeAI server")
    config.stash[_running] = []
    config.stash[_deselected] = 0
    config.stash[_outcomes] = {}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that need a server; add `no_leaked_tasks` to asynchronous tests that use `no_leaks`."""
    names = getattr(item, "fixturenames", [])
    if _SERVER_FIXTURES.intersection(names):
        item.add_marker(pytest.mark.server)
    if "no_leaks" in names and asyncio.iscoroutinefunction(getattr(item, "obj", None)):
        names.insert(names.index("no_leaks") + 1, "no_leaked_tasks")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests that need a server, if the environment variable says so."""
    if os.environ.get(SWITCH) != "0":
        return
    deselected = [item for item in items if item.get_closest_marker("server")]
    config.stash[_deselected] = len(deselected)
    config.hook.pytest_deselected(items=deselected)
    items[:] = [item for item in items if not item.get_closest_marker("server")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Remember the sizes of the servers' logs before the test."""
    running = item.config.stash[_running]
    item.stash[_log_marks] = {server: server.log.stat().st_size for server in running if server.log.exists()}
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count the tests that use a server, and add the server's log to the report of a failed test."""
    report = yield
    if not item.get_closest_marker("server"):
        return report
    if report.when == "call":
        outcomes = item.config.stash[_outcomes]
        outcomes[report.outcome] = outcomes.get(report.outcome, 0) + 1
    if report.failed:
        marks = item.stash.get(_log_marks, {})
        for server in item.config.stash[_running]:
            text = server.log_tail(60, since=marks.get(server, 0))
            if text:
                report.sections.append((f"log of {server}", text))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Report how many tests used the real server, and how many were deselected."""
    deselected = config.stash[_deselected]
    if deselected:
        terminalreporter.section("NO REAL SERVER", sep="!", red=True, bold=True)
        terminalreporter.write_line(
            f"{deselected} tests against the real InvokeAI server were NOT run, because {SWITCH}=0", red=True, bold=True
        )
    outcomes = config.stash[_outcomes]
    if outcomes:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        terminalreporter.write_line(f"tests against the real InvokeAI server: {counts}")


def _open_sockets() -> set[str]:
    """Return the names of all open sockets of this process; empty on systems without /proc."""
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        return set()
    names = set()
    for descriptor in descriptors.iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:  # closed meanwhile, as the descriptor of the listing itself
            continue
        if target.startswith("socket:"):
            names.add(target)
    return names
