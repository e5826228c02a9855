"""What an older server lacks is said, and since when others have it."""

from __future__ import annotations

from contextlib import asynccontextmanager

import httpx
import pytest
from invokeai_sdk.repositories.calls import Calls
from invokeai_sdk.repositories.features import SINCE, older, release_tuple

from invokeai_sdk.core import Core
from invokeai_sdk.errors import APIStatusError, NotSupportedError, UnexpectedResponseError
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.repositories.app import AppRepository
from invokeai_sdk.repositories.queue import Queue
from invokeai_sdk.transport import operation_names

WEB_UI = httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html>")


@asynccontextmanager
async def server(version: str, **answers: object):
    """A core whose server has `app/version` and these paths; to others it answers as InvokeAI does."""

    def answer(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rsplit("/", 1)[-1]
        if name == "version":
            return httpx.Response(200, json={"version": version})
        if name in answers:
            found = answers[name]
            return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)
        if request.method == "GET":
            return httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html>")
        return httpx.Response(405, json={"detail": "Method Not Allowed"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        core = Core(ClientOptions(url="http://old", retries=0), http=http)
        yield core
        await core.aclose()


def item(item_id: int) -> dict[str, object]:
    texts = ("batch_id", "session_id", "created_at", "updated_at", "queue_id", "status")
    graph = {"id": "g", "nodes": {}, "edges": []}
    lists = {"executed": [], "executed_history": []}
    maps = {key: {} for key in ("results", "errors", "prepared_source_mapping", "source_prepared_mapping")}
    session = {"id": "s", "graph": graph, "execution_graph": graph, **lists, **maps}
    return {"item_id": item_id, "priority": 0, **dict.fromkeys(texts, "x"), "session": session}


def test_the_table_names_operations_that_exist():
    assert set(SINCE) <= set(operation_names())
    assert set(SINCE.values()) == {"6.8", "6.10", "6.13.8", "6.14.2"}


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("6.13.8", (6, 13, 8)), ("6.14.2.post1", (6, 14, 2)), ("v6.8.0rc1", (6, 8, 0)), ("unknown", ())],
)
def test_versions_are_read(version, numbers):
    assert release_tuple(version) == numbers


def test_versions_are_compared():
    assert older("6.9.0", "6.10")
    assert older("6.13.7", "6.13.8")
    assert not older("6.14.2", "6.14.2")
    assert not older("7.0", "6.14.2")
    assert not older("a fork's own", "6.14.2")


@pytest.mark.parametrize(
    "operation", ["videos.list_video_dtos", "videos.star_videos_in_list", "custom_nodes.reload_custom_nodes"]
)
async def test_a_missing_route_is_not_supported(operation):
    body = {"body": {"video_names": []}} if operation == "videos.star_videos_in_list" else {}
    async with server("6.8.1") as core:
        with pytest.raises(NotSupportedError) as caught:
            await core.shared(Calls).call(operation, **body)
    assert (caught.value.feature, caught.value.server_version) == (operation, "6.8.1")
    assert caught.value.since == SINCE[operation]
    assert "6.8.1" in str(caught.value)


async def test_a_web_page_from_a_recent_server_stays_what_it_is():
    async with server("6.14.2") as core:
        with pytest.raises(UnexpectedResponseError):
            await core.shared(Calls).call("videos.list_video_dtos")


async def test_a_missing_thing_is_no_missing_route():
    async with server("6.8.1", missing=httpx.Response(404, json={"detail": "No models"})) as core:
        with pytest.raises(APIStatusError) as caught:
            await core.shared(Calls).call("model_manager.list_missing_models")
    assert caught.value.status_code == 404


async def test_support_is_told_without_trying():
    async with server("6.10.0") as core:
        app = core.shared(AppRepository)
        assert await app.version() == "6.10.0"
        assert await app.supports("model_manager.reidentify_model")
        assert not await app.supports("videos.upload_video")
        assert await app.supports("boards.list_boards")


async def test_queue_items_of_a_6_8_server_come_whole():
    ids = {"item_ids": [2, 1], "total_count": 2}
    async with server("6.8.0", item_ids=ids, items_by_ids=[item(2), item(1)]) as core:
        assert [each.item_id async for each in Queue(core).items()] == [2, 1]


async def test_queue_items_of_a_6_3_server_come_from_its_one_list():
    async with server("6.3.0", list_all=[item(1), item(2)], **{"1": item(1), "2": item(2)}) as core:
        assert await Queue(core).item_ids() == [2, 1]
        assert [each.item_id async for each in Queue(core, "other").items()] == [2, 1]
