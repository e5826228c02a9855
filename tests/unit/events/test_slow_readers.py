"""Slow readers of a subscription, and previews as pictures."""

from __future__ import annotations

import base64
import io

from PIL import Image

from invokeai_sdk.events.decode import decode
from invokeai_sdk.events.stream_items import Lagged, UnknownEvent
from invokeai_sdk.events.subscription import Subscription


def progress(item_id: int, percentage: float, node: str = "p"):
    return decode("invocation_progress", {"item_id": item_id, "percentage": percentage, "invocation": {"id": node}})


async def test_a_subscription_counts_what_its_reader_missed():
    stream = Subscription(maxsize=4)
    stream.put(progress(1, 0.1))
    stream.put(progress(1, 0.2))
    assert (stream.pending, stream.coalesced, stream.dropped) == (1, 1, 0)
    assert (await stream.next(1)).percentage == 0.2
    for number in range(10):
        stream.put(UnknownEvent({}, str(number)))
    assert stream.dropped > 0
    assert f"{stream.dropped} dropped" in repr(stream)
    assert "open" in repr(stream)
    stream.end()
    read = [event async for event in stream]
    assert [event.missed for event in read if isinstance(event, Lagged)] == [stream.dropped]
    assert read[-1] == UnknownEvent({}, "9")
    assert "ended" in repr(stream)


async def test_reports_of_different_nodes_do_not_replace_each_other():
    stream = Subscription()
    stream.put(progress(1, 0.1, "p"))
    stream.put(progress(1, 0.2, "q"))
    stream.put(progress(2, 0.3, "p"))
    assert (stream.pending, stream.coalesced) == (3, 0)
    await stream.aclose()


def test_a_preview_becomes_a_picture():
    file = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(file, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    event = decode("invocation_progress", {"image": {"width": 8, "height": 4, "dataURL": url}})
    assert event.image.pil().size == (8, 4)
