"""Operations that a server does not have: detection, and the release that added them."""

from __future__ import annotations

import pytest
from invokeai_api import api

from invokeai_sdk.errors import NotFoundError, NotSupportedError, UnexpectedResponseError
from invokeai_sdk.transport.unsupported import is_older, load_since, parse_release
from tests.operations import operation_names

VERSION_PATH = "/api/v1/app/version"
WEB_UI = b"<!DOCTYPE html>"


@pytest.fixture
def serve(loopback, answer):
    """Return a function that gives the server a version and routes; it answers other requests as InvokeAI does."""

    def set_routes(version: str, **routes: object) -> None:
        def respond(request):
            if request.path == VERSION_PATH:
                return answer.of({"version": version})
            name = request.path.rsplit("/", 1)[-1]
            if name in routes:
                found = routes[name]
                return found if isinstance(found, answer) else answer.of(found)
            if request.method == "GET":
                return answer(body=WEB_UI, content_type="text/html")
            return answer.of({"detail": "Method Not Allowed"}, 405)

        loopback.answer = respond

    return set_routes


def test_the_table_has_operations_that_exist():
    assert set(load_since()) <= set(operation_names())
    assert set(load_since().values()) == {"6.8", "6.10.0", "6.13.8", "6.14.2"}
    assert "boards.list_boards" not in load_since()  # the oldest supported release has it


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("6.13.8", (6, 13, 8)), ("6.14.2.post1", (6, 14, 2)), ("v6.8.0rc1", (6, 8, 0)), ("unknown", ())],
)
def test_a_version_is_parsed(version, numbers):
    assert parse_release(version) == numbers


def test_versions_are_compared():
    assert is_older("6.9.0", "6.10")
    assert is_older("6.13.7", "6.13.8")
    assert not is_older("6.14.2", "6.14.2")
    assert not is_older("7.0", "6.14.2")
    assert not is_older("a fork's own", "6.14.2")


@pytest.mark.parametrize(
    "request_",
    [
        api.videos.list_video_dtos(),
        api.videos.star_videos_in_list(body={"video_names": []}),
        api.custom_nodes.reload_custom_nodes(),
    ],
    ids=lambda request: request.operation,
)
async def test_a_missing_route_is_not_supported(connect, serve, request_):
    serve("6.8.1")
    transport = connect()
    with pytest.raises(NotSupportedError, match=r"InvokeAI 6\.8\.1 does not support") as caught:
        await transport.send(request_)
    assert (caught.value.feature, caught.value.server_version) == (request_.operation, "6.8.1")
    assert caught.value.since == load_since()[request_.operation]


async def test_a_missing_route_is_not_supported_whichever_method_calls(connect, serve, tmp_path):
    serve("6.8.1")
    transport = connect()
    request = api.videos.get_video_full(video_name="v.mp4")
    for call in (transport.send(request.as_json()), transport.download(request, tmp_path / "v.mp4")):
        with pytest.raises(NotSupportedError):
            await call
    with pytest.raises(NotSupportedError):
        async with transport.stream(request):
            pass


async def test_a_missing_route_may_also_be_answered_with_404(connect, serve, answer):
    serve("6.8.1", gallery=answer.of({"detail": "Not Found"}, 404))
    with pytest.raises(NotSupportedError):
        await connect().send(api.gallery.list_gallery_items())


async def test_a_web_page_from_a_recent_server_is_unexpected(connect, serve):
    serve("6.14.2")
    with pytest.raises(UnexpectedResponseError):
        await connect().send(api.videos.list_video_dtos())


async def test_a_missing_record_is_not_a_missing_route(connect, serve, answer):
    serve("6.8.1", missing=answer.of({"detail": "No models"}, 404))
    with pytest.raises(NotFoundError, match="No models"):
        await connect().send(api.model_manager.list_missing_models())


async def test_the_version_is_requested_once(connect, serve, loopback):
    serve("6.8.1")
    transport = connect()
    for _ in range(3):
        with pytest.raises(NotSupportedError):
            await transport.send(api.custom_nodes.list_custom_node_packs())
    assert [request.path for request in loopback.requests].count(VERSION_PATH) == 1
