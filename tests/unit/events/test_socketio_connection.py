"""One connection of the event socket: its HTTP session is closed, at whatever await it is cancelled."""

import asyncio
import gc
import importlib
from contextlib import asynccontextmanager

import pytest

from invokeai_sdk.errors import EventsConnectionError, EventsRejectedError
from invokeai_sdk.events.socketio_connection import SocketIOConnection
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.testing import FaultProxy, Stall, websocket
from invokeai_sdk.testing.replay import EventReplayer
from tests.cancellation import run_cancelled_at

CONNECTED_CLIENTS = importlib.import_module("engineio.base_client").connected_clients
"""The list in which python-socketio's own dependency keeps every connected client alive."""


@asynccontextmanager
async def connect_through_proxy():
    async with EventReplayer([]) as server, FaultProxy(server.url) as proxy:
        yield SocketIOConnection(ClientOptions(url=proxy.url), None, lambda *_: None), proxy


@pytest.mark.parametrize("state", ["open", "lost", "stalled"])
async def test_the_session_is_closed_if_closing_is_cancelled_at_any_await(monkeypatch, state):
    monkeypatch.setattr("invokeai_sdk.events.socketio_connection._CLOSE_SECONDS", 0.05)
    number, cancelled = 0, True
    while cancelled:
        number += 1
        async with connect_through_proxy() as (connection, proxy):
            await connection.open()
            session = connection._session
            if state == "lost":
                proxy.cut(websocket)
                await connection.closed.wait()
            elif state == "stalled":
                proxy.add(Stall(match=websocket))
            cancelled = await run_cancelled_at(number, connection.close())
            assert session.closed, f"cancelled at await {number}"
            assert connection.closed.is_set()
            assert not CONNECTED_CLIENTS
    assert number > 2


async def test_the_session_is_closed_if_opening_is_cancelled_at_any_await():
    async def open_and_close(connection):
        try:
            await connection.open()
            sessions.append(connection._session)
        finally:
            await connection.close()

    sessions = []
    number, cancelled = 0, True
    while cancelled:
        number += 1
        async with connect_through_proxy() as (connection, _):
            cancelled = await run_cancelled_at(number, open_and_close(connection))
            assert not CONNECTED_CLIENTS
    assert number > 5
    assert sessions
    assert all(session.closed for session in sessions)
    gc.collect()  # collecting an unclosed session causes a warning, which fails the test


async def test_two_cancellations_still_close_the_session():
    async with connect_through_proxy() as (connection, proxy):
        await connection.open()
        session = connection._session
        proxy.add(Stall(match=websocket))
        closing = asyncio.create_task(connection.close())
        for _ in range(3):
            await asyncio.sleep(0)
            closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        assert session.closed


async def test_a_disconnection_during_the_handshake_is_noticed_before_the_timeout():
    async with EventReplayer([]) as server, FaultProxy(server.url) as proxy:

        def cut_before_the_acknowledgement(*_):
            proxy.cut(websocket)

        server._sio.on("connect", cut_before_the_acknowledgement)
        connection = SocketIOConnection(ClientOptions(url=proxy.url, connect_timeout=600), None, lambda *_: None)
        async with asyncio.timeout(30):
            with pytest.raises(EventsConnectionError, match="closed the event socket"):
                await connection.open()
        await connection.close()


async def test_a_rejected_handshake_names_the_token():
    async with EventReplayer([]) as server:
        server._sio.on("connect", lambda *_: False)
        connection = SocketIOConnection(ClientOptions(url=server.url), "token", lambda *_: None)
        with pytest.raises(EventsRejectedError, match="is the token valid"):
            await connection.open()
        await connection.close()
