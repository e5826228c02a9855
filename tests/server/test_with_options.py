"""`client.with_options(...)` on the real server: one socket, one set of jobs, one record of uploads."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk.errors import APITimeoutError

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient


async def test_copies_run_jobs_over_the_clients_own_socket(client: InvokeAIClient, sd15):
    copy = client.with_options(read_timeout=20, retries=0)
    workflow = await copy.workflows.load(sd15.definition)
    workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2})
    batch = await workflow.submit()
    result, own = await asyncio.gather(
        batch.result(timeout=60), client.batches.handle(batch.batch_id).result(timeout=60)
    )
    assert [image.name for image in result.images] == [image.name for image in own.images] != []
    assert client.events.generation == 1
    async with copy:
        pass
    assert client.events.state == "connected"


async def test_a_copy_submits_to_its_own_queue(client: InvokeAIClient, sd15):
    copy = client.with_options(queue_id="of-the-copy")
    workflow = await copy.workflows.load(sd15.definition)
    workflow.inputs.update({"Model": "tiny-sd15", "Width": 64, "Height": 64, "Steps": 2})
    result = await (await workflow.submit()).result(timeout=60)
    assert len(await copy.queue().item_ids()) == 1
    assert await copy.jobs.handle(result.jobs[0].item_id).status() == "completed"
    await copy.queue().clear()


async def test_what_a_client_remembers_its_copies_remember(client: InvokeAIClient, png):
    copies = [client, *(client.with_options(retries=number) for number in range(3))]
    content = png()
    assert len(set(await asyncio.gather(*(copy.images.upload(content) for copy in copies)))) == 1
    boards = await asyncio.gather(*(copy.boards.get_or_create("Of all copies") for copy in copies))
    assert len(set(boards)) == 1
    await boards[0].delete()


async def test_a_copy_can_be_less_patient(client: InvokeAIClient):
    with pytest.raises(APITimeoutError):
        await client.with_options(read_timeout=0.0001, retries=0).app.dependencies()
    assert await client.app.dependencies()
