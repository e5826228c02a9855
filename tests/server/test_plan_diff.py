"""Plans compared with the items in the server's queue."""

import pytest
from invokeai_api import api

from invokeai_sdk import diff

pytestmark = pytest.mark.server


async def test_a_queue_item_is_what_was_planned(client, sd15):
    batch = await sd15.submit()
    (job,) = await batch.jobs()
    item = await client.raw.send(api.queue.get_queue_item(queue_id="default", item_id=job.item_id).as_json())
    assert diff(await sd15.prepare(), item) == ()

    sd15.inputs["Steps"] = 3
    assert [str(difference) for difference in diff(item, await sd15.prepare())] == ["nodes.denoise.steps: 2 -> 3"]
    # A plan sends no request: values that need one are placeholders.
    assert {difference.path for difference in diff(item, sd15.plan())} == {"nodes.denoise.steps", "nodes.model.model"}
    await batch.result(timeout=120)
