"""Fixtures around a real InvokeAI server.

In a `conftest.py`::

    pytest_plugins = ["invokeai_sdk.testing.pytest_plugin"]

Fixtures:

- `invokeai_server`: a running `LocalServer` with the tiny models, shared by the whole session.
- `invokeai_server_factory`: makes servers of a test's own, for tests that kill, restart or configure one.
- `no_leaks`: fails a test that leaves threads or sockets behind; with pytest-asyncio, tasks too.

A test that uses a server gets the marker `server`. With `INVOKEAI_TEST_SERVER=0` in the environment such tests are
deselected, and the summary says so; without a server installed they are errors that say how to install one. A failed
test shows what the server logged meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from invokeai_sdk.testing.server import LocalServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

SWITCH = "INVOKEAI_TEST_SERVER"
"""The environment variable that, set to 0, leaves out every test that needs a server."""

_SERVER_FIXTURES = {"invokeai_server", "invokeai_server_factory"}
_POOLED_THREADS = (
    "asyncio_",
    "AnyIO worker thread",
)  # kept for reuse by their libraries, for as long as the loop lives
_GRACE = 3.0

_deselected = pytest.StashKey[int]()
_outcomes = pytest.StashKey[dict[str, int]]()
_running = pytest.StashKey[list[LocalServer]]()
_log_marks = pytest.StashKey[dict[LocalServer, int]]()


class ServerFactory(Protocol):
    """Makes servers that a test has to itself; takes the arguments of `LocalServer`."""

    def __call__(self, **options: Any) -> LocalServer:
        """Make a server, not yet started: use it as a context manager, or call `start` or `astart`.

        Whatever still runs when the test ends is killed.
        """
        ...


@pytest.fixture(scope="session")
def invokeai_server(request: pytest.FixtureRequest) -> Iterator[LocalServer]:
    """A running server with the tiny models, fast at trivial items, shared by the whole session."""
    with LocalServer() as server:
        running = request.config.stash[_running]
        running.append(server)
        yield server
        running.remove(server)


@pytest.fixture
def invokeai_server_factory(request: pytest.FixtureRequest) -> Iterator[ServerFactory]:
    """Makes servers of the test's own, for tests that kill, restart or configure one."""
    made: list[LocalServer] = []
    running = request.config.stash[_running]

    def make(**options: Any) -> LocalServer:
        server = LocalServer(**options)
        made.append(server)
        running.append(server)
        return server

    yield make
    for server in made:
        running.remove(server)
        server.close()


@pytest.fixture
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread or a socket behind.

    Pools that asyncio and anyio keep for reuse do not count. Requested by an asynchronous test, this also asks for
    `no_leaked_tasks`.
    """
    threads = set(threading.enumerate())
    sockets = _open_sockets()
    yield
    left_threads: list[str] = []
    left_sockets: set[str] = set()
    deadline = time.monotonic() + _GRACE
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
        pytest.fail(f"{request.node.name} left threads behind: {', '.join(sorted(left_threads))}")
    if left_sockets:
        pytest.fail(f"{request.node.name} left {len(left_sockets)} open sockets behind")


@pytest.fixture
async def no_leaked_tasks(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """Fail an asynchronous test that leaves a task running in its event loop."""
    before = asyncio.all_tasks()
    yield
    left: list[str] = []
    for _ in range(10):  # a task that was just cancelled needs a few rounds to end
        left = [repr(task) for task in asyncio.all_tasks() - before if task is not asyncio.current_task()]
        if not left:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"{request.node.name} left tasks behind: {'; '.join(left)}")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", "server: needs a real InvokeAI server")
    config.stash[_running] = []
    config.stash[_deselected] = 0
    config.stash[_outcomes] = {}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that need a server; have asynchronous tests that must not leak watched for tasks too."""
    names = getattr(item, "fixturenames", [])
    if _SERVER_FIXTURES.intersection(names):
        item.add_marker(pytest.mark.server)
    if "no_leaks" in names and asyncio.iscoroutinefunction(getattr(item, "obj", None)):
        names.insert(names.index("no_leaks") + 1, "no_leaked_tasks")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need a server, if asked to."""
    if os.environ.get(SWITCH) != "0":
        return
    left_out = [item for item in items if item.get_closest_marker("server")]
    config.stash[_deselected] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("server")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Remember where the servers' logs stood before the test."""
    running = item.config.stash[_running]
    item.stash[_log_marks] = {server: server.log.stat().st_size for server in running if server.log.exists()}
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count the tests that used a server, and show what it logged during one that failed."""
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
    """Say how many tests met the real server, loudly if none was let."""
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
    """Name every socket this process has open; nothing where the system does not tell."""
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        return set()
    names = set()
    for descriptor in descriptors.iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:  # closed meanwhile, as the listing's own is
            continue
        if target.startswith("socket:"):
            names.add(target)
    return names
