"""What every test of the SDK shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from invokeai_sdk.testing import LocalServer
    from invokeai_sdk.testing.pytest_plugin import ServerFactory

pytest_plugins = ["invokeai_sdk.testing.pytest_plugin"]


@pytest.fixture(autouse=True)
def _no_leaks(no_leaks: None) -> None:
    """No test leaves a thread, a socket or a task behind."""


@pytest.fixture(scope="session")
def server(invokeai_server: LocalServer) -> LocalServer:
    """The session's server, with the tiny models."""
    return invokeai_server


@pytest.fixture(scope="session")
def server_url(invokeai_server: LocalServer) -> str:
    """Its URL."""
    return invokeai_server.url


@pytest.fixture
def fresh_server(invokeai_server_factory: ServerFactory) -> ServerFactory:
    """Makes servers of the test's own: `async with fresh_server(multiuser=True) as server: …`."""
    return invokeai_server_factory
