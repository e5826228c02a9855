"""Fixtures that all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from invokeai_sdk.testing import LocalServer
    from invokeai_sdk.testing.pytest_plugin import ServerFactory

pytest_plugins = ["invokeai_sdk.testing.pytest_plugin"]


@pytest.fixture(autouse=True)
def _no_leaks(no_leaks: None) -> None:
    """Fail every test that leaves a thread, a socket or a task open."""


@pytest.fixture(scope="session")
def server(invokeai_server: LocalServer) -> LocalServer:
    """The session's server, with the tiny models."""
    return invokeai_server


@pytest.fixture(scope="session")
def server_url(invokeai_server: LocalServer) -> str:
    """The URL of the session's server."""
    return invokeai_server.url


@pytest.fixture
def fresh_server(invokeai_server_factory: ServerFactory) -> ServerFactory:
    """A function that creates servers for a single test: `async with fresh_server(multiuser=True) as server: …`."""
    return invokeai_server_factory
