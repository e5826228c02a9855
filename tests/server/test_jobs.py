"""Jobs and their results on the real server."""

import asyncio
import secrets
import uuid

import pytest
from invokeai_api import api

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import JobError, JobFailed, JobLost, NotFoundError
from invokeai_sdk.events.types import QueueItemStatusChangedEvent
from invokeai_sdk.jobs.events import NodeCompleted, OutputReady, Progress
from invokeai_sdk.jobs.submission import submit
from invokeai_sdk.workflow.compiled_batch import CompiledBatch


def graph(nodes, edges=()):
    ends = [[end.split(".") for end in edge.split(" > ")] for edge in edges]
    return {
        "id": str(uuid.uuid4()),
        "nodes": {id_: {"id": id_, "use_cache": False} | node for id_, node in nodes.items()},
        "edges": [
            {"source": {"node_id": s[0], "field": s[1]}, "destination": {"node_id": d[0], "field": d[1]}}
            for s, d in ends
        ],
    }


async def submit_graph(client, nodes, edges=(), runs=1):
    return await submit(client._core, CompiledBatch(graph=graph(nodes, edges), runs=runs))


BLANK = {"type": "blank_image", "width": 32, "height": 32}


async def test_previews_progress_and_outputs_stream_while_it_runs(client, sd15):
    sd15.inputs["Steps"] = 6
    batch = await sd15.submit()
    events = [event async for event in batch.events()]
    progress = [event for event in events if isinstance(event, Progress)]
    frames = [event.image for event in progress if event.image is not None]
    assert frames
    assert frames[-1].pil().size[0] > 0
    shares = [event.overall for event in progress if event.overall is not None]
    assert shares == sorted(shares)
    assert 0 < shares[-1] <= 1
    ready = [event for event in events if isinstance(event, OutputReady)]
    result = await batch.result(60)
    assert [image.name for event in ready for image in event.images] == [image.name for image in result.images]
    assert batch.progress == 1.0


async def test_images_are_mapped_to_nodes_and_saved(client, sd15, tmp_path):
    sd15.inputs["Seed"] = secrets.randbelow(2**32)  # a seed that is not in the server's cache from other tests
    batch = await sd15.submit(runs=2)
    result = await batch.result(60)
    # Both runs have the same seed, so the second image is the first one, from the server's cache.
    assert [image.source.cached for image in result.images] == [False, True]
    assert result.images[0] == result.images[1]
    for job, image in zip(result, result.images, strict=True):
        assert image.source.item_id == job.item_id
        assert job.of_node(image.node_id)[0].image_names == (image.name,)
        assert job.images_of(image.node_id) == (image,)
        assert (await image.pil()).size == (64, 64)
        assert image._repr_png_().startswith(b"\x89PNG")
        assert (await image.workflow())["nodes"]
        assert (await image.graph())["nodes"]
    paths = await result.save(tmp_path / "out")
    assert [path.name for path in paths] == [image.name for image in result.images]
    before = [path.stat().st_mtime_ns for path in paths]
    await result.save(tmp_path / "out")
    assert [path.stat().st_mtime_ns for path in paths] == before
    sheet = await result.contact_sheet(size=32)
    assert sheet.size == (64, 32)
    assert result._repr_html_().count("<img") == 2


async def test_iterations_intermediates_and_passed_through_images(client):
    batch = await submit_graph(
        client,
        {
            "r": {"type": "range", "start": 0, "stop": 3, "step": 1},
            "i": {"type": "iterate"},
            "b": BLANK | {"is_intermediate": True, "height": 32},
            "a": {"type": "add", "b": 10},
            "s": {"type": "save_image"},
            "k": {"type": "collect"},
        },
        ["r.collection > i.collection", "i.item > a.a", "b.image > s.image", "s.image > k.item"],
    )
    (job,) = await batch.result(60)
    assert [output.value for output in job.of_node("a")] == [10, 11, 12]
    assert [output.index for output in job.of_node("a")] == [0, 1, 2]
    assert [image.node_id for image in job.images] == ["s"]
    assert [image.node_id for image in job.intermediates] == ["b"]
    assert job.of_node("k")[0].image_names == job.of_node("s")[0].image_names


async def test_an_image_from_the_cache_is_marked(client):
    width = 8 * (uuid.uuid4().int % 100 + 10)
    nodes = {"b": {"type": "blank_image", "width": width, "height": 24, "use_cache": True}}
    first = (await (await submit_graph(client, nodes)).result(60)).images[0]
    second = (await (await submit_graph(client, nodes)).result(60)).images[0]
    assert first == second
    assert (first.source.cached, second.source.cached) == (False, True)


async def test_callbacks(client):
    nodes = {"b": BLANK}
    seen, progress = [], []

    async def slow_callback(event):
        await asyncio.sleep(0)
        seen.append(event)

    batch = await submit_graph(client, nodes)
    await batch.result(60, on_event=slow_callback, on_progress=progress.append)
    assert [event.node_id for event in seen if isinstance(event, NodeCompleted)] == ["b"]
    assert {type(event) for event in progress} <= {Progress}
    assert seen[-1].lasting


async def test_failures_are_separate_from_results(client):
    good = await submit_graph(client, {"b": BLANK})
    bad = await submit_graph(client, {"x": {"type": "img_blur", "image": {"image_name": "none.png"}}}, runs=2)
    with pytest.raises(JobFailed, match=r"failed at node 'x' \(img_blur\)"):
        await bad.result(60)
    result = await bad.result(60, return_exceptions=True)
    assert result.jobs == ()
    assert [type(error) for error in result.failures] == [JobFailed] * 2
    jobs = [*await bad.jobs(), *await good.jobs()]
    kinds = [type(one).__name__ for one in await client.jobs.gather(jobs, return_exceptions=True)]
    assert kinds == ["JobFailed", "JobFailed", "JobResult"]
    with pytest.raises(JobError):
        await client.jobs.gather(jobs)


async def test_attach_by_id(client, server_url):
    batch = await submit_graph(client, {"b": BLANK}, runs=3)
    await batch.wait(60)
    async with InvokeAIClient.from_url(server_url) as other:
        again = other.batches.handle(batch.batch_id)
        assert again.item_ids == ()
        assert len((await again.result(30)).images) == 3
        assert again.item_ids == batch.item_ids
        job = other.jobs.handle(batch.item_ids[1])
        assert (await job.result(30)).images[0].node_id == "b"
        assert job.batch_id == batch.batch_id
        assert await job.status() == "completed"
        with pytest.raises(JobLost):
            await other.jobs.handle(10_000_000).status()


async def test_a_pruned_batch_is_lost(client, server_url):
    batch = await submit_graph(client, {"b": BLANK})
    await batch.wait(60)
    await client.queue().prune()
    async with InvokeAIClient.from_url(server_url) as other:
        again = other.batches.handle(batch.batch_id)
        for ask in (again.result(20), again.wait(20), anext(aiter(again.events()))):
            with pytest.raises(JobLost, match="no items of batch"):
                await ask


async def test_the_progress_of_an_attached_batch(client, server_url, sd15):
    sd15.inputs["Steps"] = 400
    sd15.inputs["Seed"] = secrets.randbelow(2**32)
    batch = await sd15.submit()
    async with InvokeAIClient.from_url(server_url) as other:
        again = other.batches.handle(batch.batch_id)
        shares = []
        async for event in again.events():
            if isinstance(event, Progress):
                shares.append(event.overall)
                assert again.progress is not None
    assert None not in shares
    assert shares == sorted(shares)
    assert shares[0] > 0
    own = [event.overall async for event in batch.events() if isinstance(event, Progress)]
    assert shares[-1] == own[-1]


async def test_get_raises_an_error_for_unknown_ids(client):
    batch = await submit_graph(client, {"b": BLANK})
    assert await client.batches.get(batch.batch_id) == batch
    (job,) = await batch.jobs()
    assert await client.jobs.get(job.item_id) == job
    for kind in (JobLost, NotFoundError):
        with pytest.raises(kind, match="10000000"):
            await client.jobs.get(10_000_000)
        with pytest.raises(kind, match="no items of batch 'no-such-batch'"):
            await client.batches.get("no-such-batch")
    await batch.wait(60)


async def test_gather_takes_batches_and_jobs(client):
    first = await submit_graph(client, {"b": BLANK}, runs=2)
    second = await submit_graph(client, {"b": BLANK})
    (job,) = await second.jobs()
    results = await client.jobs.gather([job, first, second], timeout=60)
    assert [result.item_id for result in results] == [job.item_id, *first.item_ids, job.item_id]
    assert await client.jobs.gather([]) == []


async def test_position_of_a_pending_job(client):
    await (await submit_graph(client, {"b": BLANK})).wait(60)  # the estimate is made from the completed items
    await client.raw.send(api.queue.pause(queue_id="default"))
    try:
        first = await submit_graph(client, {"b": BLANK})
        second = await submit_graph(client, {"b": BLANK}, runs=2)
        in_front = await submit(client._core, CompiledBatch(graph=graph({"b": BLANK}), runs=2), prepend=True)
        places = [await client.jobs.position(job) for one in (first, second, in_front) for job in await one.jobs()]
        assert [place.ahead for place in places] == [0, 1, 2, 0, 1]
        assert [place.running for place in places] == [0] * 5
        assert places[0].seconds == 0
        assert places[2].seconds == 2 * places[1].seconds > 0
    finally:
        await client.raw.send(api.queue.resume(queue_id="default"))
    await second.wait(60)
    assert await client.jobs.position((await first.jobs())[0]) is None


async def test_events_of_the_server(client):
    stream = client.events.subscribe(QueueItemStatusChangedEvent, "batch_enqueued")
    await client.events.wait_connected(30)
    batch = await submit_graph(client, {"b": BLANK})
    names = []
    async with asyncio.timeout(60):
        async for event in stream:
            names.append((event.wire_name, event.raw.get("status")))
            if names[-1][1] == "completed" and event.item_id in batch.item_ids:
                break
    assert {name for name, _ in names} == {"batch_enqueued", "queue_item_status_changed"}
    stats = client.events.stats()
    assert (stats.state, stats.subscriptions, stats.dropped) == ("connected", 1, 0)
    assert stats.received >= len(names)
