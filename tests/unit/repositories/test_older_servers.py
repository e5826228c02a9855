"""Every repository method against the answers of each supported release, and against missing routes."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from invokeai_api import api

from codegen import compat
from codegen.spec import Lock, load, load_bundled
from codegen.walk import resolve
from invokeai_sdk.errors import BulkError, NotSupportedError, WorkflowFormatError
from invokeai_sdk.transport.unsupported import is_older, load_since
from tests.codegen.synthesise import FULL_TURNS, Synthesiser
from tests.operations import operation_names
from tests.unit.repositories.fake_server import connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from invokeai_sdk import InvokeAIClient


KEY = "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111"
SINCE = load_since()
NEWEST = Lock.read().server_version
OLDER = compat.older_specs()
RELEASES = {"6.3": "6.3.0", "6.8": "6.8.0"}

CALLS: dict[str, Callable[[InvokeAIClient, Path], Awaitable[Any] | AsyncIterator[Any]]] = {
    "boards.list_boards": lambda c, _: c.boards.list(),
    "boards.get_board": lambda c, _: c.boards.handle("b").refresh(),
    "boards.create_board": lambda c, _: c.boards.create("b"),
    "boards.update_board": lambda c, _: c.boards.handle("b").update(name="c"),
    "boards.list_all_board_image_names": lambda c, _: c.boards.handle("b").image_names(),
    "boards.delete_board": lambda c, _: allow_failures(c.boards.handle("b").delete()),
    "boards.add_images_to_board": lambda c, _: c.images.move(["i"], c.boards.handle("b")),
    "boards.remove_images_from_board": lambda c, _: c.images.move(["i"], None),
    "images.list_image_dtos": lambda c, _: c.images.list(),
    "images.get_image_dto": lambda c, _: c.images.get("i"),
    "images.get_image_names": lambda c, _: c.images.names(),
    "images.get_images_by_names": lambda c, _: c.images.get_many(["i"]),
    "images.upload_image": lambda c, _: c.images.upload(b"\x89PNG"),
    "images.star_images_in_list": lambda c, _: c.images.star(["i"]),
    "images.delete_images_from_list": lambda c, _: c.images.delete(["i"]),
    "images.delete_uncategorized_images": lambda c, _: c.images.delete_uncategorized(),
    "images.get_intermediates_count": lambda c, _: c.images.count_intermediates(),
    "videos.list_video_dtos": lambda c, _: c.videos.list(),
    "gallery.list_gallery_items": lambda c, _: c.gallery.list(),
    "virtual_boards.list_virtual_boards_by_date": lambda c, _: c.gallery.dates(),
    "model_manager.list_model_records": lambda c, _: c.models.list(),
    "model_manager.get_model_record": lambda c, _: c.models.get(KEY),
    "model_manager.get_model_records_by_hash": lambda c, _: c.models.get_by_hash("h"),
    "model_manager.get_starter_models": lambda c, _: c.models.starter_models(),
    "model_manager.list_model_installs": lambda c, _: c.models.installs.list(),
    "model_manager.install_model": lambda c, _: c.models.install("p"),
    "model_manager.get_stats": lambda c, _: c.models.cache.stats(),
    "model_manager.list_missing_models": lambda c, _: c.models.list_missing(),
    "queue.get_queue_status": lambda c, _: c.queue().status(),
    "queue.get_batch_status": lambda c, _: c.queue().batch_status("b"),
    "queue.counts_by_destination": lambda c, _: c.queue().counts("d"),
    "queue.list_all_queue_items": lambda c, _: c.queue().all_items(),
    "queue.get_queue_item": lambda c, _: c.queue().get(1),
    "queue.get_current_queue_item": lambda c, _: c.queue().current(),
    "queue.clear": lambda c, _: c.queue().clear(),
    "queue.prune": lambda c, _: c.queue().prune(),
    "workflows.list_workflows": lambda c, _: c.workflows.list(),
    "workflows.get_workflow": lambda c, _: c.workflows.get(KEY),
    "workflows.get_all_tags": lambda c, _: c.workflows.tags(),
    "workflows.counts_by_category": lambda c, _: c.workflows.count_by_category(),
    "app.app_version": lambda c, _: c.app.version(),
    "app.get_app_deps": lambda c, _: c.app.dependencies(),
    "app.get_runtime_config": lambda c, _: c.app.runtime_config(),
    "app.get_invocation_cache_status": lambda c, _: c.app.invocation_cache.status(),
    "app.get_external_provider_statuses": lambda c, _: c.app.providers.statuses(),
    "authentication.get_setup_status": lambda c, _: c.users.status(),
    "authentication.list_users": lambda c, _: c.users.list(),
    "style_presets.list_style_presets": lambda c, _: c.style_presets.list(),
    "system_prompts.list_system_prompts": lambda c, _: c.system_prompts.list(),
    "utilities.parse_dynamicprompts": lambda c, _: c.prompts.expand_dynamic("p"),
    "custom_nodes.list_custom_node_packs": lambda c, _: c.custom_nodes.list(),
    "client_state.get_client_state_by_key": lambda c, _: c.client_state.get("k"),
    "recall.get_recall_parameters": lambda c, _: c.recall.get(),
    "image_moves.get_image_move_status": lambda c, _: c.image_moves.status(),
    "app.clear_invocation_cache": lambda c, _: c.app.invocation_cache.clear(),
    "app.disable_invocation_cache": lambda c, _: c.app.invocation_cache.disable(),
    "app.enable_invocation_cache": lambda c, _: c.app.invocation_cache.enable(),
    "app.get_external_provider_configs": lambda c, _: c.app.providers.configs(),
    "app.get_generation_device_options": lambda c, _: c.app.devices(),
    "app.get_log_level": lambda c, _: c.app.log_level(),
    "app.get_patchmatch_status": lambda c, _: c.app.patchmatch_available(),
    "app.reset_external_provider_config": lambda c, _: c.app.providers.reset("p"),
    "app.set_external_provider_config": lambda c, _: c.app.providers.configure("p", api_key="k"),
    "app.set_log_level": lambda c, _: c.app.set_log_level(20),
    "app.update_runtime_config": lambda c, _: c.app.update_runtime_config({}),
    "authentication.create_user": lambda c, _: c.users.create("a@b.c", "p"),
    "authentication.delete_user": lambda c, _: c.users.delete("u"),
    "authentication.generate_password": lambda c, _: c.users.generate_password(),
    "authentication.get_current_user_info": lambda c, _: c.users.me(),
    "authentication.get_user": lambda c, _: c.users.get("u"),
    "authentication.login": lambda c, _: c.users.login("a@b.c", "p"),
    "authentication.logout": lambda c, _: c.users.logout(),
    "authentication.refresh_media_cookie": lambda c, _: c.users.refresh_media_cookie(),
    "authentication.setup_admin": lambda c, _: c.users.setup("a@b.c", "p"),
    "authentication.update_current_user": lambda c, _: c.users.update_me(display_name="n"),
    "authentication.update_user": lambda c, _: c.users.update("u", display_name="n"),
    "boards.add_image_to_board": lambda c, _: c.images.handle("i").move(KEY),
    "boards.remove_image_from_board": lambda c, _: c.images.handle("i").move(None),
    "client_state.delete_client_state": lambda c, _: c.client_state.clear(),
    "client_state.delete_client_state_by_key": lambda c, _: c.client_state.delete("k"),
    "client_state.get_client_state_keys_by_prefix": lambda c, _: c.client_state.keys("k"),
    "client_state.set_client_state": lambda c, _: c.client_state.set("k", "v"),
    "custom_nodes.install_custom_node_pack": lambda c, _: c.custom_nodes.install("p"),
    "custom_nodes.reload_custom_nodes": lambda c, _: c.custom_nodes.reload(),
    "custom_nodes.uninstall_custom_node_pack": lambda c, _: c.custom_nodes.uninstall("p"),
    "gallery.get_gallery_item_names": lambda c, _: c.gallery.refs(),
    "gallery.list_gallery_item_names": lambda c, _: c.gallery.names(),
    "image_moves.start_image_move": lambda c, _: c.image_moves.start(),
    "image_moves.start_image_move_recovery": lambda c, _: c.image_moves.recover(),
    "images.clear_intermediates": lambda c, _: c.images.clear_intermediates(),
    "images.create_image_upload_entry": lambda c, _: c.raw.send(
        api.images.create_image_upload_entry(body={"width": 1, "height": 1})
    ),
    "images.delete_image": lambda c, _: c.images.handle("i").delete(),
    "images.download_images_from_list": lambda c, _: c.raw.send(api.images.download_images_from_list(body={})),
    "images.get_bulk_download_item": lambda c, _: c.raw.send(
        api.images.get_bulk_download_item(bulk_download_item_name="z")
    ),
    "images.get_image_full": lambda c, folder: c.images.download(["i"], folder),
    "images.get_image_full_head": lambda c, _: c.images.exists("i"),
    "images.get_image_metadata": lambda c, _: c.images.handle("i").metadata(),
    "images.get_image_thumbnail": lambda c, _: c.images.handle("i").thumbnail(),
    "images.get_image_urls": lambda c, _: c.images.urls("i"),
    "images.get_image_workflow": lambda c, _: parse_anything(c.images.handle("i").workflow()),
    "images.unstar_images_in_list": lambda c, _: c.images.unstar(["i"]),
    "images.update_image": lambda c, _: c.images.update("i", starred=True),
    "model_manager.bulk_delete_models": lambda c, _: c.models.delete_many([KEY]),
    "model_manager.bulk_reidentify_models": lambda c, _: c.models.reidentify_many([KEY]),
    "model_manager.cancel_model_install_job": lambda c, _: c.models.installs.handle(1).cancel(),
    "model_manager.convert_model": lambda c, _: c.models.handle(KEY).convert(),
    "model_manager.delete_model": lambda c, _: c.models.handle(KEY).delete(),
    "model_manager.delete_model_image": lambda c, _: c.models.handle(KEY).delete_image(),
    "model_manager.delete_orphaned_models": lambda c, _: c.models.delete_orphaned(["p"]),
    "model_manager.do_hf_login": lambda c, _: c.models.huggingface.login("t"),
    "model_manager.empty_model_cache": lambda c, _: c.models.cache.empty(),
    "model_manager.get_hf_login_status": lambda c, _: c.models.huggingface.status(),
    "model_manager.get_hugging_face_models": lambda c, _: c.models.huggingface.files("a/b"),
    "model_manager.get_model_image": lambda c, folder: c.models.handle(KEY).save_image(folder / "m.webp"),
    "model_manager.get_model_install_job": lambda c, _: c.models.installs.get(1),
    "model_manager.get_model_records_by_attrs": lambda c, _: c.models.get_by_attrs("n", base="sdxl", type="main"),
    "model_manager.get_orphaned_models": lambda c, _: c.models.list_orphaned(),
    "model_manager.install_hugging_face_model": lambda c, _: c.models.huggingface.install("a/b"),
    "model_manager.pause_model_install_job": lambda c, _: c.models.installs.handle(1).pause(),
    "model_manager.prune_model_install_jobs": lambda c, _: c.models.installs.prune(),
    "model_manager.reidentify_model": lambda c, _: c.models.handle(KEY).reidentify(),
    "model_manager.reset_hf_token": lambda c, _: c.models.huggingface.logout(),
    "model_manager.restart_failed_model_install_job": lambda c, _: c.models.installs.handle(1).restart_failed(),
    "model_manager.restart_model_install_file": lambda c, _: c.models.installs.handle(1).restart_file("http://h/f"),
    "model_manager.resume_model_install_job": lambda c, _: c.models.installs.handle(1).resume(),
    "model_manager.scan_for_models": lambda c, _: c.models.scan_folder("/f"),
    "model_manager.update_model_image": lambda c, _: c.models.handle(KEY).set_image(b"\x89PNG"),
    "model_manager.update_model_record": lambda c, _: c.models.handle(KEY).update(name="n"),
    "model_relationships.add_model_relationship": lambda c, _: c.models.handle(KEY).relate(KEY),
    "model_relationships.get_related_models": lambda c, _: c.models.handle(KEY).related_keys(),
    "model_relationships.get_related_models_batch": lambda c, _: c.models.related_keys([KEY]),
    "model_relationships.remove_model_relationship": lambda c, _: c.models.handle(KEY).unrelate(KEY),
    "queue.cancel_all_except_current": lambda c, _: c.queue().cancel_all_except_current(),
    "queue.cancel_by_batch_ids": lambda c, _: c.queue().cancel_batches(["b"]),
    "queue.cancel_by_destination": lambda c, _: c.queue().cancel_destination("d"),
    "queue.cancel_queue_item": lambda c, _: c.queue().cancel(1),
    "queue.delete_all_except_current": lambda c, _: c.queue().delete_all_except_current(),
    "queue.delete_by_destination": lambda c, _: c.queue().delete_destination("d"),
    "queue.delete_queue_item": lambda c, _: c.queue().delete(1),
    "queue.enqueue_batch": lambda c, _: c.raw.send(
        api.queue.enqueue_batch(queue_id="default", body={"batch": {"graph": {}, "runs": 1}})
    ),
    "queue.get_next_queue_item": lambda c, _: c.queue().next(),
    "queue.get_queue_item_ids": lambda c, _: c.queue().item_ids(),
    "queue.get_queue_item_summaries_by_ids": lambda c, _: c.queue().items([1]),
    "queue.get_queue_items_by_item_ids": lambda c, _: c.queue().full_items([1]),
    "queue.pause": lambda c, _: c.queue().pause(),
    "queue.resume": lambda c, _: c.queue().resume(),
    "queue.retry_items_by_id": lambda c, _: c.queue().retry([1]),
    "recall.update_recall_parameters": lambda c, _: c.recall.update({"steps": 1}),
    "style_presets.create_style_preset": lambda c, _: c.style_presets.create("n", positive_prompt="p"),
    "style_presets.delete_style_preset": lambda c, _: c.style_presets.delete("s"),
    "style_presets.export_style_presets": lambda c, _: c.style_presets.export_csv(),
    "style_presets.get_style_preset": lambda c, _: c.style_presets.get(KEY),
    "style_presets.get_style_preset_image": lambda c, folder: c.style_presets.save_image("s", folder / "s.png"),
    "style_presets.import_style_presets": lambda c, _: c.style_presets.import_file(b"name"),
    "style_presets.update_style_preset": lambda c, _: c.style_presets.update("s", name="n", image=None),
    "system_prompts.create_system_prompt": lambda c, _: c.system_prompts.create("n", "c"),
    "system_prompts.delete_system_prompt": lambda c, _: c.system_prompts.delete("s"),
    "system_prompts.get_system_prompt": lambda c, _: c.system_prompts.get(KEY),
    "system_prompts.update_system_prompt": lambda c, _: c.system_prompts.update("s", content="c"),
    "utilities.expand_prompt": lambda c, _: c.prompts.expand("p", KEY),
    "utilities.get_user_font_file": lambda c, folder: c.prompts.save_font("f", folder / "f.ttf"),
    "utilities.image_to_prompt": lambda c, _: c.prompts.describe_image("i", KEY),
    "utilities.list_user_fonts": lambda c, _: c.prompts.fonts(),
    "videos.add_video_to_board": lambda c, _: c.videos.move(["v"], c.boards.handle("b")),
    "videos.delete_uncategorized_videos": lambda c, _: c.videos.delete_uncategorized(),
    "videos.delete_video": lambda c, _: c.videos.handle("v").delete(),
    "videos.delete_videos_from_list": lambda c, _: c.videos.delete(["v"]),
    "videos.get_video_dto": lambda c, _: c.videos.get("v"),
    "videos.get_video_full": lambda c, folder: c.videos.download(["v"], folder),
    "videos.get_video_full_head": lambda c, _: c.videos.handle("v").exists(),
    "videos.get_video_metadata": lambda c, _: c.videos.handle("v").metadata(),
    "videos.get_video_names": lambda c, _: c.videos.names(),
    "videos.get_video_thumbnail": lambda c, _: c.videos.handle("v").thumbnail(),
    "videos.get_video_urls": lambda c, _: c.videos.handle("v").urls(),
    "videos.get_video_workflow": lambda c, _: parse_anything(c.videos.handle("v").workflow()),
    "videos.remove_video_from_board": lambda c, _: c.videos.move(["v"], None),
    "videos.star_videos_in_list": lambda c, _: c.videos.star(["v"]),
    "videos.unstar_videos_in_list": lambda c, _: c.videos.unstar(["v"]),
    "videos.update_video": lambda c, _: c.videos.handle("v").update(starred=True),
    "videos.upload_video": lambda c, _: c.videos.upload(b"mp4"),
    "virtual_boards.list_virtual_board_image_names_by_date": lambda c, _: c.gallery.image_names_of("2026-01-01"),
    "virtual_boards.list_virtual_board_item_names_by_date": lambda c, _: c.gallery.refs_of("2026-01-01"),
    "workflows.create_workflow": lambda c, _: c.workflows.create({}),
    "workflows.delete_workflow": lambda c, _: c.workflows.delete("w"),
    "workflows.delete_workflow_thumbnail": lambda c, _: c.workflows.delete_thumbnail("w"),
    "workflows.get_counts_by_tag": lambda c, _: c.workflows.count_by_tag(["t"]),
    "workflows.get_workflow_thumbnail": lambda c, folder: c.workflows.save_thumbnail("w", folder / "w.webp"),
    "workflows.set_workflow_thumbnail": lambda c, _: c.workflows.set_thumbnail("w", b"\x89PNG"),
    "workflows.update_opened_at": lambda c, _: c.workflows.mark_opened("w"),
    "workflows.update_workflow": lambda c, _: c.workflows.update("w", {}),
    "workflows.update_workflow_is_public": lambda c, _: c.workflows.share("w"),
}

FALLBACKS = {
    "queue.get_queue_item_ids",
    "queue.get_queue_item_summaries_by_ids",
    "queue.get_queue_items_by_item_ids",
}
"""Operations for which the SDK has a fallback on servers that do not have them."""


async def allow_failures(answer: Awaitable[Any]) -> None:
    """Await a method that reports the failures in the answer; the synthesised answer has failures."""
    with suppress(BulkError):
        await answer


async def parse_anything(answer: Awaitable[Any]) -> None:
    """Await a method that parses a text of the answer as JSON; the synthesised text is not JSON."""
    with suppress(WorkflowFormatError):
        await answer


@cache
def document(version: str) -> dict[str, Any]:
    return load_bundled() if version == NEWEST else load(OLDER[version])


@cache
def routes(version: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [
        (re.compile(re.sub(r"\{[^/]+\}", "[^/]+", path)), operations)
        for path, operations in sorted(document(version)["paths"].items(), key=lambda entry: "{" in entry[0])
    ]


def make_responder(version: str, turn: int | None) -> Callable[[httpx.Request], httpx.Response]:
    """Return a server that answers according to the OpenAPI document of a release; `turn` as for the synthesiser."""
    synthesiser = Synthesiser(document(version))

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/app/version"):
            return httpx.Response(200, json={"version": RELEASES.get(version, version)})
        for pattern, operations in routes(version):
            if pattern.fullmatch(request.url.path) and (operation := operations.get(request.method.lower())):
                status, response = next(each for each in operation["responses"].items() if each[0].startswith("2"))
                schema = response.get("content", {}).get("application/json", {}).get("schema")
                if schema is None:
                    return httpx.Response(int(status), content=b"")
                lists = [member for member in schema.get("anyOf", ()) if member.get("type") == "array"]
                if lists:  # a page or, with the query parameter `all`, which the SDK sends, a list
                    schema = lists[0]
                value = synthesiser._value(resolve(document(version), schema), turn, ())
                if found := re.search(
                    r"/b/([^/]+)/status$", request.url.path
                ):  # a server answers for the batch asked for
                    value["batch_id"] = found[1]
                return httpx.Response(int(status), content=json.dumps(value))
        if request.method == "GET":
            return httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html>")
        return httpx.Response(405, json={"detail": "Method Not Allowed"})

    return respond


@pytest.mark.parametrize(
    "turn", [None, *range(FULL_TURNS)], ids=lambda turn: "least" if turn is None else f"full{turn}"
)
@pytest.mark.parametrize("version", [*OLDER, NEWEST])
async def test_every_method_reads_the_answers_of_a_release(version, turn, tmp_path):
    release = RELEASES.get(version, version)
    async with connected(make_responder(version, turn)) as client:
        for operation, call in CALLS.items():
            lacks = operation in SINCE and is_older(release, SINCE[operation]) and operation not in FALLBACKS
            if version == "6.8" and operation.startswith("videos."):
                continue  # 6.8 had some of them, 6.10 had none
            caught = None
            try:
                await read_first(call(client, tmp_path))
            except NotSupportedError as error:
                caught = error
            except Exception as error:
                error.add_note(f"in {operation}")
                raise
            assert (caught is not None) == lacks, operation
            if caught is not None:
                assert caught.since == SINCE[operation]
                assert f"InvokeAI {release} does not support" in str(caught)
                assert f"available since InvokeAI {caught.since}" in str(caught)


async def read_first(found: Awaitable[Any] | AsyncIterator[Any]) -> None:
    """Await a coroutine, or request the first item of an async iterator."""
    if hasattr(found, "__anext__"):
        async for _ in found:
            break
    else:
        await found


def test_every_operation_is_called():
    assert set(operation_names()) == CALLS.keys()


# --- Fallbacks and `supports` ---------------------------------------------------------------------------------------


def respond_like(version: str, **routes: object) -> Callable[[httpx.Request], httpx.Response]:
    """Return a server with a version and a few routes by the last part of their paths; others are missing."""

    def respond(request: httpx.Request) -> httpx.Response:
        name = request.url.path.rsplit("/", 1)[-1]
        if name == "version":
            return httpx.Response(200, json={"version": version})
        if name in routes:
            return httpx.Response(200, json=routes[name])
        if request.method == "GET":
            return httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html>")
        return httpx.Response(405, json={"detail": "Method Not Allowed"})

    return respond


def make_item(item_id: int) -> dict[str, object]:
    """Return a queue item with the fields that every release requires."""
    texts = ("batch_id", "session_id", "created_at", "updated_at", "queue_id", "status")
    graph = {"id": "g", "nodes": {}, "edges": []}
    lists = {"executed": [], "executed_history": []}
    maps = {key: {} for key in ("results", "errors", "prepared_source_mapping", "source_prepared_mapping")}
    session = {"id": "s", "graph": graph, "execution_graph": graph, **lists, **maps}
    return {"item_id": item_id, "priority": 0, **dict.fromkeys(texts, "x"), "session": session}


async def test_support_is_known_from_the_version():
    async with connected(respond_like("6.10.0")) as client:
        assert await client.app.version() == "6.10.0"
        assert await client.app.supports("boards.list_boards")
        assert await client.app.supports("model_manager.reidentify_model")
        assert not await client.app.supports("videos.upload_video")


async def test_queue_items_of_a_6_8_server_are_whole():
    ids = {"item_ids": [2, 1], "total_count": 2}
    respond = respond_like("6.8.0", item_ids=ids, items_by_ids=[make_item(2), make_item(1)])
    async with connected(respond) as client:
        assert [item.item_id async for item in client.queue().items()] == [2, 1]


async def test_queue_items_of_a_6_3_server_come_from_its_only_list():
    items = {str(number): make_item(number) for number in (1, 2)}
    async with connected(respond_like("6.3.0", list_all=[*items.values()], **items)) as client:
        assert await client.queue().item_ids() == [2, 1]
        assert [item.item_id async for item in client.queue("other").items()] == [2, 1]
