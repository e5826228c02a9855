"""Every operation of the server is called through the SDK's own methods, and its answer is decoded and checked."""

from __future__ import annotations

import contextlib
import io
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from invokeai_api import api
from PIL import Image, ImageFont

from codegen.spec import load_bundled, operation_name, operations
from codegen.transforms import clean_operation_ids
from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import (
    APIError,
    APITimeoutError,
    BadRequestError,
    ModelInstallError,
    NotFoundError,
    ServerError,
)
from invokeai_sdk.transport.http import HTTP
from tests.operations import operation_names
from tests.unsuccessful import UNSUCCESSFUL

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_api.bodies import EnqueueBatchBody
    from invokeai_api.models.enqueue_batch_result import EnqueueBatchResult

UNKNOWN_KEY = "00000000-0000-4000-8000-000000000000"
DATA = Path(__file__).parent / "data"


def png(colour: str, size: tuple[int, int] = (32, 24)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


async def enqueue(client: InvokeAIClient) -> EnqueueBatchResult:
    node = {"id": "a", "type": "add", "a": 1, "b": 2, "use_cache": False}
    graph = {"id": "g", "nodes": {"a": node}, "edges": []}
    body: EnqueueBatchBody = {"prepend": False, "batch": {"graph": graph, "runs": 1}}
    return await client.raw.send(api.queue.enqueue_batch(queue_id=client.queue().queue_id, body=body))


async def boards_and_images(client: InvokeAIClient, tmp_path: Path) -> None:
    board = await client.boards.get_or_create("Tour")
    assert board in await client.boards.list()
    assert (await client.boards.get("Tour")) == board
    await board.update(archived=True)
    assert board not in await client.boards.list()
    assert board in await client.boards.list(include_archived=True)
    image = await board.upload(png("red"), metadata={"seed": 5})
    other = await client.images.upload(png("blue"), resize=(48, 48))
    assert (other.record.width, other.record.height) == (48, 48)
    assert await client.images.exists(image)
    assert (await client.images.get(image.name)).record.board_id == board.board_id
    assert await board.image_names() == [image.name]
    assert [found.name async for found in client.images.list(board=board)] == [image.name]
    assert set(await client.images.names()) >= {image.name, other.name}
    assert await client.images.get_many([other.name, "no.png", image.name]) == [other, image]
    assert (await client.images.urls(image)).image_url.endswith(f"{image.name}/full")
    assert Image.open(io.BytesIO(await image.bytes())).size == (32, 24)
    assert (await image.thumbnail())[8:12] == b"WEBP"
    assert await image.metadata() == {"seed": 5}
    assert await image.workflow() is None
    assert (await image.star()).record.starred
    assert not (await image.unstar()).record.starred
    assert (await client.images.star([image, "no.png"])).done == (image.name,)
    assert (await client.images.unstar([image])).ok
    await other.move(board)
    assert await board.count() == 2
    await other.move(None)
    assert (await client.images.move([other], "Tour")).ok
    assert (await board.remove([other])).done == (other.name,)
    assert await client.images.count_intermediates() == 0
    await client.images.upload(png("green"), intermediate=True)
    assert await client.images.clear_intermediates() == 1
    archive = await client.images.download_zip(tmp_path / "two.zip", [image, other], timeout=60)
    assert archive.read_bytes()[:2] == b"PK"
    assert (await client.images.delete_uncategorized()).done == (other.name,)
    await image.delete()
    again = await board.upload(png("red"))
    assert again != image
    assert (await board.delete_images()).done == (again.name,)
    await board.delete()
    with pytest.raises(ServerError):  # 501: the server's own stub
        await client.raw.send(api.images.create_image_upload_entry(body={"width": 1, "height": 1}))


async def videos(client: InvokeAIClient, tmp_path: Path) -> None:
    tiny_mp4 = (DATA / "two-grey-frames.mp4").read_bytes()  # 16 x 16 H.264, half a second each
    board = await client.boards.create("Films")
    video = await client.videos.upload(tiny_mp4, board=board, metadata={"seed": 7})
    assert (video.record.width, video.record.fps) == (16, 2.0)
    assert [found.name async for found in client.videos.list(board=board)] == [video.name]
    assert await client.videos.names(board=board) == [video.name]
    assert (await client.videos.get(video.name)).record.board_id == board.board_id
    assert await video.bytes() == tiny_mp4
    saved = await video.save(tmp_path / "films")
    assert saved == tmp_path / "films" / video.name
    assert saved.read_bytes() == tiny_mp4
    saved.write_bytes(b"mine")
    assert (await video.save(f"{tmp_path / 'films'}/", overwrite=False)).read_bytes() == b"mine"
    assert (await video.save(saved)).read_bytes() == tiny_mp4
    assert await video.exists()
    assert (await video.thumbnail())[8:12] == b"WEBP"
    assert await video.metadata() == {"seed": 7}
    assert await video.workflow() is None
    assert (await video.urls()).video_url.endswith(f"{video.name}/full")
    assert (await video.update(starred=True)).record.starred
    assert (await client.videos.unstar([video])).ok
    assert (await client.videos.star([video, "no.mp4"])).failed.keys() == {"no.mp4"}
    assert (await client.videos.move([video], None)).ok
    assert (await client.videos.move([video], board)).ok
    assert [item.name async for item in client.gallery.list(board=board)] == [video.name]
    assert await client.gallery.names(board=board) == [video.name]
    assert [ref.name for ref in (await client.gallery.refs(board=board)).items] == [video.name]
    day = (await client.gallery.dates())[0].date
    assert (await client.gallery.image_names_of(day)).total_count == 0
    assert [ref.name for ref in (await client.gallery.refs_of(day)).items] == [video.name]
    second = await client.videos.upload(tiny_mp4)
    assert (await client.videos.delete_uncategorized()).done == (second.name,)
    third = await client.videos.upload(tiny_mp4)
    await third.delete()
    assert (await client.videos.delete([video, "no.mp4"])).done == (video.name,)
    await board.delete()


async def models(client: InvokeAIClient, tmp_path: Path, folder: Path) -> None:
    installed = await client.models.list(type="main")
    first, second = installed[0], installed[1]
    assert (await client.models.get(first.key)) == first
    assert (await client.models.get_by_hash(first.hash)) == first
    assert (await client.models.get_by_attrs(first.name, base=first.base, type=first.type)) == first
    assert (await first.update(description="tiny")).record.description == "tiny"
    assert (await first.reidentify()).name == first.name
    assert (await client.models.reidentify_many([first, "no-key"])).failed.keys() == {"no-key"}
    await first.relate(second)
    assert await first.related_keys() == [second.key]
    assert await client.models.related_keys([first]) == [second.key]
    await first.unrelate(second)
    with pytest.raises(NotFoundError):
        await first.delete_image()
    await first.set_image(png("red"))
    assert (await first.save_image(tmp_path / "cover.webp")).stat().st_size
    await first.delete_image()
    with pytest.raises(BadRequestError):  # a diffusers folder already
        await first.convert()
    assert await client.models.list_missing() == []
    assert {Path(found.path).name for found in await client.models.scan_folder(folder)} >= {"tiny-sd15", "tiny-sdxl"}
    assert (await client.models.starter_models()).starter_models
    assert await client.models.list_orphaned() == []
    assert not (await client.models.delete_orphaned(["no-such-folder"])).ok
    assert await client.models.huggingface.status() in ("invalid", "unknown", "valid")
    assert await client.models.huggingface.logout() == "invalid"
    assert (await client.models.delete_many(["no-key"])).failed.keys() == {"no-key"}
    await client.models.cache.stats()
    await client.models.cache.empty()
    file = tmp_path / "lora.safetensors"
    file.write_bytes((folder / "tiny-sd15-lora.safetensors").read_bytes())
    job = await client.models.install(file, inplace=False, config={"name": "a copy"})
    events = [event async for event in job.events()]
    copy = await job.result(timeout=60)
    assert copy.name == "a copy"
    assert all(event.id == job.job_id for event in events)
    assert not file.exists()  # the server has moved it
    await copy.delete()
    with pytest.raises(ModelInstallError, match="already installed"):
        await (await client.models.install(first.record.path)).result(timeout=60)
    for act in (job.cancel, job.pause, job.resume, job.restart_failed):
        await act()
    await job.restart_file("http://127.0.0.1:1/file")
    assert job.job_id in [each.job_id for each in await client.models.installs.list()]
    assert (await client.models.installs.get(job.job_id)).job_id == job.job_id
    await client.models.installs.prune()


async def queue(client: InvokeAIClient) -> None:
    queue = client.queue()
    await queue.pause()
    answer = await enqueue(client)
    batch_id, item_id = answer.batch.batch_id, answer.item_ids[0]
    assert (await queue.status()).queue.pending == 1
    assert (await queue.next()).item_id == item_id
    assert await queue.current() is None
    assert (await queue.batch_status(batch_id)).pending == 1
    assert [item.item_id async for item in queue.items()] == [item_id]
    assert [item.item_id async for item in queue.full_items()] == [item_id]
    assert [item.item_id for item in await queue.all_items()] == [item_id]
    assert (await queue.get(item_id)).batch_id == batch_id
    assert (await queue.cancel(item_id)).status == "canceled"
    retried = await queue.retry([item_id])
    assert retried.keys() == {item_id}
    assert {item.item_id for item in await queue.full_items()} == {item_id, *retried.values()}
    assert await queue.cancel_batches([batch_id]) == 1
    assert (await queue.counts("nowhere")).total == 0
    assert await queue.cancel_destination("nowhere") == 0
    assert await queue.delete_destination("nowhere") == 0
    assert await queue.cancel_all_except_current() == 0
    assert await queue.delete_all_except_current() == 0
    assert await queue.prune() == 2
    answer = await enqueue(client)
    await queue.delete(answer.item_ids[0])
    await enqueue(client)
    assert await queue.clear() == 1
    await queue.resume()
    await enqueue(client)
    await queue.wait_until_idle(timeout=30)


async def library(client: InvokeAIClient, tmp_path: Path) -> None:
    texts = dict.fromkeys(("author", "description", "version", "contact", "notes"), "")
    empty = {"nodes": [], "edges": [], "exposedFields": [], "meta": {"version": "3.0.0", "category": "user"}}
    workflow = {"name": "A tour", "tags": "tour", **texts, **empty}
    workflow_id = (await client.workflows.create(workflow)).workflow_id
    assert (await client.workflows.get(workflow_id)).workflow.name == "A tour"
    await client.workflows.update(workflow_id, {**workflow, "name": "Another"})
    assert [each.name async for each in client.workflows.list(tags=["tour"], page_size=1)] == ["Another"]
    assert (await client.workflows.share(workflow_id)).is_public
    await client.workflows.mark_opened(workflow_id)
    assert "tour" in await client.workflows.tags()
    assert await client.workflows.count_by_tag(["tour"]) == {"tour": 1}
    assert (await client.workflows.count_by_category())["user"] >= 1
    await client.workflows.set_thumbnail(workflow_id, png("red"))
    assert (await client.workflows.save_thumbnail(workflow_id, tmp_path / "thumb.png")).stat().st_size
    await client.workflows.delete_thumbnail(workflow_id)
    await client.workflows.delete(workflow_id)
    with pytest.raises(NotFoundError):
        await client.workflows.get(workflow_id)


async def app(client: InvokeAIClient) -> None:
    assert (await client.app.version()).startswith("6.")
    assert "torch" in await client.app.dependencies()
    assert (await client.app.runtime_config()).config
    assert (await client.app.update_runtime_config({"max_queue_history": 5})).config.max_queue_history == 5
    level = await client.app.log_level()
    assert await client.app.set_log_level(40) == 40
    await client.app.set_log_level(level)
    assert await client.app.patchmatch_available() in (True, False)
    assert [device.device for device in await client.app.devices()] == ["cpu"]
    await client.app.invocation_cache.clear()
    await client.app.invocation_cache.disable()
    assert not (await client.app.invocation_cache.status()).enabled
    await client.app.invocation_cache.enable()
    assert [each.provider_id for each in await client.app.providers.statuses()]
    assert (await client.app.providers.configure("openai", base_url="http://127.0.0.1:1")).base_url
    assert any(each.base_url for each in await client.app.providers.configs())
    assert not (await client.app.providers.reset("openai")).base_url


async def the_rest(client: InvokeAIClient, tmp_path: Path) -> None:
    assert (await client.prompts.expand_dynamic("a {red|blue} fox")).prompts == ["a red fox", "a blue fox"]
    image = await client.images.upload(png("white"))
    with pytest.raises(NotFoundError):
        await client.prompts.expand("a fox", UNKNOWN_KEY)
    with pytest.raises(NotFoundError):
        await client.prompts.describe_image(image, UNKNOWN_KEY)
    assert await client.prompts.fonts() == []
    with pytest.raises(NotFoundError):
        await client.prompts.save_font("no.ttf", tmp_path / "no.ttf")

    preset = await client.style_presets.create("Wash", positive_prompt="{prompt}, washed", image=png("red"))
    assert (await client.style_presets.update(preset.id, name="Rinse")).image  # the picture stays
    assert (await client.style_presets.save_image(preset.id, tmp_path / "preset.png")).stat().st_size
    assert (await client.style_presets.get(preset.id)).name == "Rinse"
    assert "Rinse" in await client.style_presets.export_csv()
    await client.style_presets.import_file(b'name,prompt,negative_prompt\n"Iron","{prompt}, flat",""\n')
    assert {"Rinse", "Iron"} <= {each.name for each in await client.style_presets.list()}
    assert not (await client.style_presets.update(preset.id, image=None)).image
    await client.style_presets.delete(preset.id)

    prompt = await client.system_prompts.create("Terse", "Be brief.")
    assert (await client.system_prompts.update(prompt.id, content="Be briefer.")).content == "Be briefer."
    assert (await client.system_prompts.get(prompt.id)).name == "Terse"
    assert prompt.id in [each.id for each in await client.system_prompts.list()]
    await client.system_prompts.delete(prompt.id)

    assert (await client.recall.update({"steps": 12}))["parameters"]["steps"] == 12
    assert (await client.recall.get())["status"] == "success"
    await client.client_state.set("tour.a", "1")
    assert await client.client_state.get("tour.a") == "1"
    assert await client.client_state.keys("tour.") == ["tour.a"]
    await client.client_state.delete("tour.a")
    assert await client.client_state.get("tour.a") is None
    await client.client_state.clear()

    assert not (await client.image_moves.status()).is_running
    await client.image_moves.start()
    for _ in range(100):
        if not (await client.image_moves.status()).is_running:
            break
        await anyio.sleep(0.05)
    await client.image_moves.recover()


async def custom_nodes(client: InvokeAIClient, tmp_path: Path) -> None:
    pack = tmp_path / "tour_pack"
    pack.mkdir()
    (pack / "__init__.py").write_text("")
    git = ["git", "-C", str(pack), "-c", "user.name=t", "-c", "user.email=t@t"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "A pack"]):
        await anyio.run_process([*git, *command])
    assert (await client.custom_nodes.install(str(pack))).success
    assert "tour_pack" in [each.name for each in await client.custom_nodes.list()]
    assert await client.custom_nodes.reload()
    assert (await client.custom_nodes.uninstall("tour_pack")).success


def fonts(folder: Path) -> None:
    """Add a font to the server: Pillow's own."""
    folder.mkdir(exist_ok=True)
    (folder / "own.ttf").write_bytes(ImageFont.load_default(size=10).font_bytes)


async def with_fonts(client: InvokeAIClient, tmp_path: Path) -> None:
    font = (await client.prompts.fonts())[0]
    saved = await client.prompts.save_font("own.ttf", tmp_path / "own.ttf")
    assert ImageFont.truetype(saved).getname()[0] == font.family


async def without_the_network(client: InvokeAIClient) -> None:
    """Send the requests that need Hugging Face; they reach the server, and cannot succeed without the network."""
    with pytest.raises(APIError):
        await client.models.huggingface.files("nobody/nothing")
    with pytest.raises(APIError):
        await client.models.huggingface.install("nobody/nothing")
    with contextlib.suppress(APITimeoutError):
        assert await client.models.huggingface.login("hf_none") in ("invalid", "unknown")


def without_users(database: Path) -> None:
    """Delete the admin from the server's database, as if the server had never been set up."""
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute("DELETE FROM users WHERE is_admin")


async def users(client: InvokeAIClient) -> None:
    from invokeai_sdk.testing.server import ADMIN_EMAIL, PASSWORD

    assert (await client.users.status()).multiuser_enabled
    assert (await client.users.status()).setup_required
    assert (await client.users.setup(ADMIN_EMAIL, PASSWORD)).is_admin
    with pytest.raises(BadRequestError):
        await client.users.setup("second@example.com", PASSWORD)
    assert (await client.users.login(ADMIN_EMAIL, PASSWORD)).is_admin
    assert (await client.users.me()).email == ADMIN_EMAIL
    assert (await client.users.update_me(display_name="Ada")).display_name == "Ada"
    password = await client.users.generate_password()
    user = await client.users.create("ben@example.com", password)
    assert user.user_id in [each.user_id for each in await client.users.list()]
    assert (await client.users.get(user.user_id)).email == "ben@example.com"
    assert not (await client.users.update(user.user_id, is_active=False)).is_active
    await client.users.delete(user.user_id)
    assert await client.users.refresh_media_cookie()
    await client.users.logout()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[int]]:
    """The statuses that the server answered with, by operation; recorded from the requests as they are sent."""
    seen: dict[str, set[int]] = {}
    send = HTTP.send

    async def record(self: HTTP, method: str, path: str, **rest: Any) -> Any:
        response = await send(self, method, path, **rest)
        seen.setdefault(operation_of(method, path), set()).add(response.status_code)
        return response

    monkeypatch.setattr(HTTP, "send", record)
    return seen


@cache
def routes() -> list[tuple[str, re.Pattern[str], str]]:
    """Return the routes of the server's own document: method, path and operation; literal paths first."""
    document = load_bundled()
    clean_operation_ids(document)
    return [
        (method.upper(), re.compile(re.sub(r"\{[^/]+\}", "[^/]+", path)), operation_name(operation))
        for (method, path), operation in sorted(operations(document).items(), key=lambda entry: "{" in entry[0][1])
    ]


def operation_of(method: str, path: str) -> str:
    """Return the name of the operation that a request belongs to."""
    for known, pattern, name in routes():
        if method == known and pattern.fullmatch(path):
            return name
    raise AssertionError(f"no operation has the route {method} {path}")


async def test_every_operation_is_called(
    fresh_server: Callable[..., Any], tmp_path: Path, answers: dict[str, set[int]]
) -> None:
    async with fresh_server() as server, InvokeAIClient.from_url(server.url) as client:
        await boards_and_images(client, tmp_path)
        await videos(client, tmp_path)
        await models(client, tmp_path, server.home.models)
        await queue(client)
        await library(client, tmp_path)
        await app(client)
        await custom_nodes(client, tmp_path)
        await the_rest(client, tmp_path)
        fonts(server.root / "fonts")
        await with_fonts(client, tmp_path)
        await without_the_network(client)
    async with (
        fresh_server(multiuser=True, tiny_models=False) as server,
        InvokeAIClient.from_url(server.url) as client,
    ):
        without_users(server.root / "databases" / "invokeai.db")
        await users(client)
    assert set(operation_names()) == answers.keys()
    assert {name for name, statuses in answers.items() if min(statuses) >= 300} == UNSUCCESSFUL.keys()
