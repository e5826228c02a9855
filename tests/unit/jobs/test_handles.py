"""Identity of handles: two handles of the same job on the same server are equal."""

import pytest

from invokeai_sdk.core import Core
from invokeai_sdk.jobs.batch import BatchHandle
from invokeai_sdk.jobs.job import JobHandle
from invokeai_sdk.options import ClientOptions


@pytest.fixture
async def cores():
    """Two clients of one server, and one of another."""
    urls = ("http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:10")
    cores = [Core(ClientOptions(url=url)) for url in urls]
    yield cores
    for core in cores:
        await core.aclose()


async def test_jobs(cores):
    same = [JobHandle(core, 7) for core in cores[:2]]
    assert same[0] == same[1]
    assert len(set(same)) == 1
    others = [JobHandle(cores[2], 7), JobHandle(cores[0], 8), JobHandle(cores[0], 7, queue_id="other")]
    assert len({same[0], *others}) == 4
    assert same[0] != 7


async def test_batches(cores):
    same = [BatchHandle(core, "b") for core in cores[:2]]
    assert same[0] == same[1]
    assert len(set(same)) == 1
    assert len({same[0], BatchHandle(cores[2], "b"), BatchHandle(cores[0], "c")}) == 3
    assert same[0] != "b"


async def test_creating_a_handle_sends_no_request(cores):
    for handle in (JobHandle(cores[0], 7), BatchHandle(cores[0], "b")):
        assert handle.progress is None
        assert repr(handle)
        handle.events()
    assert JobHandle(cores[0], 7).batch_id is None
    assert BatchHandle(cores[0], "b").item_ids == ()
    assert cores[0].events.state == "idle"
