"""The local server of the test kit."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from invokeai_sdk.testing import LocalServer, LocalServerError


def get(port: int, path: str) -> object:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def has_ended(pid: int, within: float = 10.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_the_session_server_has_the_tiny_models(server):
    assert get(server.port, "/api/v1/app/version")["version"] == server.home.version == "6.14.2"
    assert {"tiny-sd15", "tiny-sdxl", "tiny-sd15-lora"} <= server.models.keys()
    listed = {model["key"]: model["base"] for model in get(server.port, "/api/v2/models/")["models"]}
    assert listed[server.models["tiny-sd15"]] == "sd-1"
    assert listed[server.models["tiny-sdxl"]] == "sdxl"


async def test_a_restarted_server_keeps_port_root_and_data(fresh_server):
    async with fresh_server() as server:
        port, root, models = server.port, server.root, dict(server.models)
        first = server.pid
        await server.akill()
        assert server.pid is None
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        await server.astart()
        assert (server.port, server.root, server.models) == (port, root, models)
        assert server.pid != first
        assert {m["key"] for m in get(port, "/api/v2/models/")["models"]} == set(models.values())
        last = server.pid
    assert has_ended(last)
    assert not root.exists()


def test_a_port_in_use_is_refused_at_once(fresh_server):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        server = fresh_server(port=busy.getsockname()[1])
        with pytest.raises(LocalServerError, match="is not free"):
            server.start()
        assert not server.running


def test_a_failed_start_reports_the_log(fresh_server):
    server = fresh_server(settings={"max_queue_size": "many"})
    with pytest.raises(LocalServerError, match="ended with status") as caught:
        server.start()
    assert "max_queue_size" in caught.value.log_tail
    assert not server.running


async def test_cancelling_the_start_kills_the_server(fresh_server):
    server = fresh_server()
    starting = asyncio.create_task(server.astart())
    while server.pid is None:  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0.01)
    pid = server.pid
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert has_ended(pid)


OWNER = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # background processes of a shell ignore Ctrl-C
from invokeai_sdk.testing import LocalServer
server = LocalServer(tiny_models=False)
import threading
threading.Thread(target=server.start, daemon=True).start()
while server.pid is None:
    time.sleep(0.01)
print(server.pid, server.root, flush=True)
time.sleep(600)
"""


@pytest.mark.server
@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_with_its_owner(death):
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as owner:
        try:
            pid, root = owner.stdout.readline().split()
            owner.send_signal(death)
            owner.wait(20)
        finally:
            owner.kill()
    assert has_ended(int(pid))
    deadline = time.monotonic() + 5
    while Path(root).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(root).exists()


async def test_multiuser_mode_has_an_administrator(fresh_server):
    async with fresh_server(multiuser=True, tiny_models=False) as server:
        assert server.token
        assert await asyncio.to_thread(server.create_user, "ann@example.com")
        assert get(server.port, "/api/v1/auth/status")["multiuser_enabled"] is True


@pytest.mark.server
def test_the_error_for_an_empty_home_names_the_command(tmp_path):
    with pytest.raises(LocalServerError, match="make server"):
        LocalServer(home=tmp_path)
