"""Every repository reads what each supported release may answer, and says what an older one lacks."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from codegen import compat
from codegen.spec import Lock, load, load_bundled
from codegen.walk import resolve
from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import AmbiguousBoardError, BoardNotFoundError, NotSupportedError
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.repositories.features import SINCE, older
from tests.codegen.synthesise import FULL_TURNS, Synthesiser

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

NEWEST = Lock.read().server_version
OLDER = compat.older_specs()
RELEASES = {"6.3": "6.3.0", "6.8": "6.8.0"}

READS: dict[str, Callable[[InvokeAIClient], Awaitable[Any] | AsyncIterator[Any]]] = {
    "boards.list_boards": lambda c: c.boards.list(),
    "boards.get_board": lambda c: c.boards.handle("b").refresh(),
    "boards.create_board": lambda c: c.boards.create("b"),
    "boards.update_board": lambda c: c.boards.handle("b").update(name="c"),
    "boards.list_all_board_image_names": lambda c: c.boards.handle("b").image_names(),
    "boards.delete_board": lambda c: c.boards.handle("b").delete(),
    "boards.add_images_to_board": lambda c: c.images.move(["i"], c.boards.handle("b")),
    "boards.remove_images_from_board": lambda c: c.images.move(["i"], None),
    "images.list_image_dtos": lambda c: c.images.list(),
    "images.get_image_dto": lambda c: c.images.get("i"),
    "images.get_image_names": lambda c: c.images.names(),
    "images.get_images_by_names": lambda c: c.images.get_many(["i"]),
    "images.upload_image": lambda c: c.images.upload(b"\x89PNG"),
    "images.star_images_in_list": lambda c: c.images.star(["i"]),
    "images.delete_images_from_list": lambda c: c.images.delete(["i"]),
    "images.delete_uncategorized_images": lambda c: c.images.delete_uncategorized(),
    "images.get_intermediates_count": lambda c: c.images.count_intermediates(),
    "videos.list_video_dtos": lambda c: c.videos.list(),
    "gallery.list_gallery_items": lambda c: c.gallery.list(),
    "virtual_boards.list_virtual_boards_by_date": lambda c: c.gallery.dates(),
    "model_manager.list_model_records": lambda c: c.models.list(),
    "model_manager.get_model_record": lambda c: c.models.get("k"),
    "model_manager.get_model_records_by_hash": lambda c: c.models.get_by_hash("h"),
    "model_manager.get_starter_models": lambda c: c.models.starter_models(),
    "model_manager.list_model_installs": lambda c: c.models.installs.list(),
    "model_manager.install_model": lambda c: c.models.install("p"),
    "model_manager.get_stats": lambda c: c.models.cache.stats(),
    "model_manager.list_missing_models": lambda c: c.models.missing(),
    "queue.get_queue_status": lambda c: c.queue().status(),
    "queue.get_batch_status": lambda c: c.queue().batch_status("b"),
    "queue.counts_by_destination": lambda c: c.queue().counts("d"),
    "queue.list_all_queue_items": lambda c: c.queue().all_items(),
    "queue.get_queue_item": lambda c: c.queue().get(1),
    "queue.get_current_queue_item": lambda c: c.queue().current(),
    "queue.clear": lambda c: c.queue().clear(),
    "queue.prune": lambda c: c.queue().prune(),
    "workflows.list_workflows": lambda c: c.workflows.list(),
    "workflows.get_workflow": lambda c: c.workflows.get("w"),
    "workflows.get_all_tags": lambda c: c.workflows.tags(),
    "workflows.counts_by_category": lambda c: c.workflows.count_by_category(),
    "app.app_version": lambda c: c.app.version(),
    "app.get_app_deps": lambda c: c.app.dependencies(),
    "app.get_runtime_config": lambda c: c.app.runtime_config(),
    "app.get_invocation_cache_status": lambda c: c.app.invocation_cache.status(),
    "app.get_external_provider_statuses": lambda c: c.app.providers.statuses(),
    "authentication.get_setup_status": lambda c: c.users.status(),
    "authentication.list_users": lambda c: c.users.list(),
    "style_presets.list_style_presets": lambda c: c.style_presets.list(),
    "system_prompts.list_system_prompts": lambda c: c.system_prompts.list(),
    "utilities.parse_dynamicprompts": lambda c: c.prompts.expand_dynamic("p"),
    "custom_nodes.list_custom_node_packs": lambda c: c.custom_nodes.list(),
    "client_state.get_client_state_by_key": lambda c: c.client_state.get("k"),
    "recall.get_recall_parameters": lambda c: c.recall.get(),
    "image_moves.get_image_move_status": lambda c: c.image_moves.status(),
}


@cache
def document(version: str) -> dict[str, Any]:
    return load_bundled() if version == NEWEST else load(OLDER[version])


@cache
def routes(version: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    return [
        (re.compile(re.sub(r"\{[^/]+\}", "[^/]+", path)), operations)
        for path, operations in sorted(document(version)["paths"].items(), key=lambda entry: "{" in entry[0])
    ]


def answering(version: str, turn: int | None) -> Callable[[httpx.Request], httpx.Response]:
    """Make a server that answers as a release's document says; `turn` as for the synthesiser."""
    made = Synthesiser(document(version))

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/app/version"):
            return httpx.Response(200, json={"version": RELEASES.get(version, version)})
        for pattern, operations in routes(version):
            if pattern.fullmatch(request.url.path) and (operation := operations.get(request.method.lower())):
                status, described = next(each for each in operation["responses"].items() if each[0].startswith("2"))
                schema = described.get("content", {}).get("application/json", {}).get("schema")
                if schema is None:
                    return httpx.Response(int(status), content=b"")
                lists = [member for member in schema.get("anyOf", ()) if member.get("type") == "array"]
                if lists:  # a page or, with `all`, which is what is asked for, a list
                    schema = lists[0]
                value = made._value(resolve(document(version), schema), turn, ())
                return httpx.Response(int(status), content=json.dumps(value))
        if request.method == "GET":
            return httpx.Response(200, headers={"content-type": "text/html"}, text="<!DOCTYPE html>")
        return httpx.Response(405, json={"detail": "Method Not Allowed"})

    return answer


@pytest.mark.parametrize(
    "turn", [None, *range(FULL_TURNS)], ids=lambda turn: "least" if turn is None else f"full{turn}"
)
@pytest.mark.parametrize("version", [*OLDER, NEWEST])
async def test_what_a_release_answers_is_read(version, turn):
    release = RELEASES.get(version, version)
    transport = httpx.MockTransport(answering(version, turn))
    async with (
        httpx.AsyncClient(transport=transport) as http,
        InvokeAIClient(ClientOptions(url="http://server", retries=0), http=http) as client,
    ):
        for operation, read in READS.items():
            lacks = operation in SINCE and older(release, SINCE[operation])
            if version == "6.8" and operation.startswith("videos."):
                continue  # 6.8 had some of them, 6.10 had none
            try:
                found = read(client)
                if hasattr(found, "__anext__"):
                    async for _ in found:
                        break
                else:
                    await found
            except NotSupportedError:
                assert lacks, operation
            except (AmbiguousBoardError, BoardNotFoundError):
                raise AssertionError(operation) from None
            else:
                assert not lacks, operation
