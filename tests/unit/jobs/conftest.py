"""A queue in memory, and clients of it."""

from contextlib import AsyncExitStack, aclosing

import pytest

from tests.unit.jobs.queue_server import QueueServer


@pytest.fixture
def server():
    """A server whose jobs run only when the test completes them."""
    return QueueServer()


@pytest.fixture
async def connect(server):
    """Connects clients to the server, and closes them."""
    async with AsyncExitStack() as stack:

        async def connect(**options):
            return await stack.enter_async_context(aclosing(server.connect(**options)))

        yield connect


@pytest.fixture
async def core(connect):
    """A client of the server."""
    return await connect()
