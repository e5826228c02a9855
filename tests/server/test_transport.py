"""The transport against a real InvokeAI: forms, binaries, empty answers, and the errors as it says them."""

from __future__ import annotations

import asyncio
import re
from io import BytesIO

import pytest
from invokeai_api import api
from PIL import Image

from invokeai_sdk._request import File, Request
from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    UnexpectedResponseError,
    UnsupportedMediaTypeError,
    ValidationError,
)
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.testing import ADMIN_EMAIL, PASSWORD
from invokeai_sdk.transport import Transport

NOTHING = "no-such-thing"


@pytest.fixture
async def transport(server_url):
    async with Transport(ClientOptions(url=server_url)) as made:
        yield made


def picture(width: int = 24, height: int = 16) -> bytes:
    buffer = BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def upload(transport, content, *, content_type="image/png", image_category="user", board_id=UNSET, **texts):
    body = {"file": File(content, "p.png", content_type), **texts}
    return transport.send(
        api.images.upload_image(image_category=image_category, is_intermediate=False, board_id=board_id, body=body)
    )


async def pieces(data: bytes):
    for start in range(0, len(data), 100):
        await asyncio.sleep(0)
        yield data[start : start + 100]


def enqueue(transport, nodes, *, edges=(), data=None, runs=1):
    graph = {"id": "g", "nodes": {key: {"id": key, **node} for key, node in nodes.items()}, "edges": list(edges)}
    batch = {"graph": graph, "runs": runs, "data": data}
    return transport.send(api.queue.enqueue_batch(queue_id="default", body={"prepend": False, "batch": batch}))


def edge(source, source_field, target, target_field):
    return {
        "source": {"node_id": source, "field": source_field},
        "destination": {"node_id": target, "field": target_field},
    }


ADD = {"type": "add", "a": 1, "b": 2}


async def test_an_image_goes_up_and_comes_down_whole(transport, tmp_path):
    data = picture()
    path = tmp_path / "p.png"
    path.write_bytes(data)
    with path.open("rb") as file:
        for source in (data, path, file, pieces(data)):
            image = await upload(transport, source, metadata='{"made": "here"}', resize_to=UNSET)
            assert (image.width, image.height) == (24, 16)
            full = await transport.send(api.images.get_image_full(image_name=image.image_name))
            assert Image.open(BytesIO(full)).tobytes() == Image.open(BytesIO(data)).tobytes()
            assert await transport.send(api.images.get_image_metadata(image_name=image.image_name).as_json()) == {
                "made": "here"
            }


async def test_an_image_is_resized_when_asked(transport):
    image = await upload(transport, picture(), resize_to='{"width": 64, "height": 48}')
    assert (image.width, image.height) == (64, 48)


async def test_a_download_is_the_file(transport, tmp_path):
    image = await upload(transport, picture(300, 200))
    path = await transport.download(api.images.get_image_full(image_name=image.image_name), tmp_path / "new" / "a.png")
    assert Image.open(BytesIO(path.read_bytes())).size == (300, 200)
    async with transport.stream(api.images.get_image_thumbnail(image_name=image.image_name)) as thumbnail:
        assert thumbnail.content_type == "image/webp"
        assert Image.open(BytesIO(await thumbnail.read())).format == "WEBP"
    assert await transport.send(api.images.get_image_full_head(image_name=image.image_name)) is None


async def test_a_zip_comes_down(transport, tmp_path):
    board = await transport.send(api.boards.create_board(board_name="zipped"))
    await upload(transport, picture(), board_id=board.board_id)
    job = await transport.send(api.images.download_images_from_list(body={"board_id": board.board_id}))
    for _ in range(100):
        try:
            path = await transport.download(
                api.images.get_bulk_download_item(bulk_download_item_name=job.bulk_download_item_name),
                tmp_path / "a.zip",
            )
        except NotFoundError:
            await asyncio.sleep(0.1)
        else:
            assert path.read_bytes().startswith(b"PK")
            break
    else:
        pytest.fail("the zip never came")


async def test_answers_without_a_body_are_none(transport):
    args = {"queue_id": "default"}
    assert await transport.send(api.model_manager.prune_model_install_jobs()) is None
    assert await transport.send(api.model_manager.prune_model_install_jobs().as_json()) is None
    assert await transport.send(api.queue.get_current_queue_item(**args)) is None
    assert await transport.send(api.client_state.set_client_state(key="k", body="v", **args)) is not None
    assert await transport.send(api.client_state.delete_client_state_by_key(key="k", **args)) is None


async def test_the_servers_own_document_and_the_web_interface(transport):
    document = await transport.send(Request("openapi", "GET", "/openapi.json"))
    assert document["openapi"].startswith("3.")
    with pytest.raises(UnexpectedResponseError, match="web page"):
        await transport.send(Request("none", "GET", "/api/v1/no-such-route"))
    async with Transport(ClientOptions(url=f"{transport.base_url}/not/the/root")) as lost:
        with pytest.raises(UnexpectedResponseError, match="is the URL the server's own"):
            await lost.send(api.app.app_version())


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ({"a": {"type": "img_blurr"}}, (), r"node 'a': the server has no type 'img_blurr'; did you mean .*'img_blur'"),
        ({"a": {"type": "add", "a": "xyz"}}, (), r"node 'a' \(type 'add'\): field 'a': .*integer.*\(got 'xyz'\)"),
        ({"a": {}}, (), r"node 'a': .*type"),
        (
            {"m": {"type": "main_model_loader", "model": {"name": "x"}}},
            (),
            r"node 'm' \(type 'main_model_loader'\): field 'model.key': Field required",
        ),
        ({"a": ADD}, [edge("a", "value", "zz", "a")], r"graph: .*zz does not exist"),
        ({"a": ADD, "b": ADD}, [edge("a", "value", "b", "zz")], r"graph: .*zz does not exist in node b"),
        ({"a": ADD, "b": {"type": "img_blur"}}, [edge("a", "value", "b", "image")], r"graph: .*types do not match"),
        ({"a": ADD, "b": ADD}, [edge("a", "value", "b", "a"), edge("b", "value", "a", "a")], r"graph: .*cycles"),
    ],
)
async def test_a_graph_the_server_refuses_becomes_one_line(transport, nodes, edges, said):
    with pytest.raises(ValidationError) as caught:
        await enqueue(transport, nodes, edges=edges)
    line = str(caught.value)
    assert re.search(said, line)
    assert "\n" not in line
    assert len(line) < 400


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"runs": 0}, r"batch\.runs: .*greater than or equal to 1 \(got 0\)"),
        ({"data": [[{"node_path": "zz", "field_name": "a", "items": [1]}]]}, "batch: Node zz not found"),
        ({"data": [[{"node_path": "a", "field_name": "zz", "items": [1]}]]}, "batch: Field zz not found in node a"),
        ({"data": [[{"node_path": "a", "field_name": "a", "items": [1, "x"]}]]}, r"batch\.data: .*same type"),
    ],
)
async def test_a_batch_the_server_refuses_becomes_one_line(transport, change, said):
    with pytest.raises(ValidationError, match=said):
        await enqueue(transport, {"a": ADD}, **change)


@pytest.mark.parametrize(
    ("request_", "kind", "said"),
    [
        (api.boards.get_board(board_id=NOTHING), NotFoundError, "Board not found"),
        (api.boards.list_boards(), BadRequestError, "'all'"),
        (api.images.get_image_dto(image_name=NOTHING), NotFoundError, "Not Found"),
        (api.images.get_image_full(image_name=NOTHING), NotFoundError, "Not Found"),
        (api.images.get_image_full_head(image_name=NOTHING), NotFoundError, "404"),
        (api.images.delete_image(image_name=NOTHING), NotFoundError, "Image not found"),
        (api.images.update_image(image_name=NOTHING, body={}), BadRequestError, "Failed to update"),
        (api.model_manager.get_model_record(key=NOTHING), NotFoundError, "not found"),
        (api.model_manager.install_model(source="/no/such/path", body={}), ConflictError, "/no/such/path"),
        (api.queue.get_queue_item(queue_id="default", item_id=99999999), NotFoundError, "99999999"),
        (
            api.queue.get_queue_item(queue_id="default", item_id="abc"),
            ValidationError,
            "path parameter 'item_id'",
        ),
        (api.workflows.get_workflow(workflow_id=NOTHING), NotFoundError, "Workflow not found"),
        (api.images.list_image_dtos(limit="many"), ValidationError, "query parameter 'limit'"),
    ],
)
async def test_a_refusal_has_its_class_and_the_servers_words(transport, request_, kind, said):
    with pytest.raises(kind, match=re.escape(said)) as caught:
        await transport.send(request_)
    assert isinstance(caught.value, APIStatusError)


async def test_what_is_not_an_image_is_refused(transport, tmp_path):
    with pytest.raises(UnsupportedMediaTypeError, match="Failed to read image"):
        await upload(transport, b"garbage")
    with pytest.raises(UnsupportedMediaTypeError, match="Not an image"):
        await upload(transport, b"text", content_type="text/plain")
    with pytest.raises(ValidationError, match="query parameter 'image_category'"):
        await upload(transport, picture(), image_category="bogus")
    with pytest.raises(NotFoundError, match="Board not found"):
        await upload(transport, picture(), board_id=NOTHING)
    with pytest.raises(NotFoundError):
        await transport.download(api.images.get_image_full(image_name=NOTHING), tmp_path / "x.png")
    assert not list(tmp_path.iterdir())


async def test_names_that_need_quoting_reach_the_server_whole(transport):
    board = await transport.send(api.boards.create_board(board_name="ü/?#%&= 😀"))
    assert (await transport.send(api.boards.get_board(board_id=board.board_id))).board_name == "ü/?#%&= 😀"
    with pytest.raises(NotFoundError):
        await transport.send(api.images.get_image_dto(image_name="ü?#% 😀.png"))


async def test_a_repeatable_post_and_a_list_as_body(transport):
    assert await transport.send(api.images.get_images_by_names(body={"image_names": [NOTHING]})) == []
    assert (
        await transport.send(
            api.queue.get_queue_items_by_item_ids(queue_id="default", body={"item_ids": [1]}).as_json()
        )
        is not None
    )


async def test_two_hundred_calls_at_once(transport):
    answers = await asyncio.gather(*(transport.send(api.app.app_version().as_json()) for _ in range(200)))
    assert {answer["version"] for answer in answers} == {answers[0]["version"]}


async def test_a_multi_user_server_wants_a_token_and_renews_it(fresh_server):
    async with fresh_server(multiuser=True) as server, Transport(ClientOptions(url=server.url)) as transport:

        async def log_in() -> str:
            body = {"email": ADMIN_EMAIL, "password": PASSWORD, "remember_me": False}
            return (await transport.send(api.authentication.login(body=body))).token

        with pytest.raises(AuthenticationError, match="INVOKEAI_TOKEN"):
            await transport.send(api.boards.list_boards(all_=True))
        transport.credentials.reauthenticate = log_in
        assert await transport.send(api.boards.list_boards(all_=True)) == []
        first = transport.token
        assert first

        given: list[str] = []
        transport.credentials.on_token = given.append
        await asyncio.sleep(1.1)  # tokens are dated to the second
        await transport.send(api.boards.create_board(board_name="mine"))
        assert given == [transport.token]
        assert transport.token != first

        transport.credentials.token = "not-a-token"
        assert len(await transport.send(api.boards.list_boards(all_=True))) == 1
        transport.credentials.reauthenticate = None
        transport.credentials.token = "not-a-token"
        with pytest.raises(AuthenticationError):
            await transport.send(api.boards.list_boards(all_=True))
