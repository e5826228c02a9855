"""Ctrl-C, sent as a signal to a program: the program ends soon and cleanly, and the queue is as documented."""

import asyncio
import signal
import sys
from contextlib import aclosing

import pytest

from invokeai_sdk.jobs.batch import BatchHandle

PROGRAM = """
import asyncio, logging, signal, sys, uuid

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.workflow.compiled_batch import CompiledBatch

signal.signal(signal.SIGINT, signal.default_int_handler)  # background processes of a shell ignore Ctrl-C
url, batch_id, where = sys.argv[1:]
logging.getLogger("asyncio").setLevel(logging.ERROR)  # do not warn of a slow machine

nodes = {
    "r": {"id": "r", "type": "range", "start": 0, "stop": 1500, "step": 1},
    "i": {"id": "i", "type": "iterate"},
    "a": {"id": "a", "type": "add", "b": 1, "use_cache": False},
}
edges = [
    {"source": {"node_id": "r", "field": "collection"}, "destination": {"node_id": "i", "field": "collection"}},
    {"source": {"node_id": "i", "field": "item"}, "destination": {"node_id": "a", "field": "a"}},
]
batch = CompiledBatch(graph={"id": str(uuid.uuid4()), "nodes": nodes, "edges": edges})


def ready():
    print("ready", flush=True)


async def main():
    if where == "connecting":
        ready()
    async with InvokeAIClient.from_url(url) as client:
        if where == "connecting":
            await client.events.wait_connected()
            await asyncio.sleep(60)
        sent = await submit(client._core, batch, batch_id=batch_id)
        if where == "result":
            ready()
            await sent.result()
        elif where == "result, asked to cancel":
            ready()
            await sent.result(cancel_on_exit=True)
        elif where == "stream":
            async with sent.events() as stream:
                async for _ in stream:
                    ready()
        elif where == "stream, asked to cancel":
            async with sent.events(cancel_on_exit=True) as stream:
                async for _ in stream:
                    ready()
        elif where == "closing":
            await client.events.wait_connected()
    if where == "closing":
        ready()
        await asyncio.sleep(60)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""

PLACES = ["connecting", "result", "result, asked to cancel", "stream", "stream, asked to cancel", "closing"]


@pytest.mark.parametrize("where", PLACES)
async def test_ctrl_c(server, connect, where):
    batch_id = f"interrupted-{server.port}-{where}"
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", PROGRAM, server.url, batch_id, where]
    pipe = asyncio.subprocess.PIPE
    program = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(60):
            assert await program.stdout.readline() == b"ready\n"
            program.send_signal(signal.SIGINT)
            out, errors = await program.communicate()
    except BaseException:
        program.kill()
        await program.wait()
        raise
    assert out.splitlines()[-1] == b"interrupted", errors.decode()
    assert program.returncode == 0
    # The interpreter reports no pending task, no open socket and no unretrieved exception.
    assert errors.decode() == ""
    async with aclosing(connect(server.url)) as core:
        counts = await BatchHandle(core, batch_id).status()
        if where == "connecting":
            assert counts.total == 0
        elif where.endswith("asked to cancel"):
            assert counts.canceled == 1
        else:
            assert counts.canceled == 0
            assert counts.total == 1
            await BatchHandle(core, batch_id).cancel()
