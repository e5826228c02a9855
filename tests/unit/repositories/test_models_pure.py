"""Search for models, references to models in calls, and the open enums."""

from __future__ import annotations

import copy
import json
import pickle
from contextlib import asynccontextmanager

import httpx
import pytest
from attrs import frozen

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import AmbiguousModelError, InvokeAIError, ModelNotFoundError
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.repositories.model_search import find_model
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType, InstallStatus


@frozen
class Model:
    name: str
    base: str = "sdxl"
    type: str = "main"
    key: str = "k"
    hash: str = "h"
    format: str = "diffusers"
    variant: str | None = None


FOX = Model("Fox", key="k1", hash="h1")
FOX_LORA = Model("Fox", key="k2", hash="h2", type="lora", format="lycoris")
WOLF = Model("Wolf", base="sd-1", key="k3", hash="h3", variant="inpaint")
ALL = [FOX, FOX_LORA, WOLF]


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        ("k2", {}, FOX_LORA),
        ("h1", {}, FOX),
        ("Wolf", {}, WOLF),
        ("wOLF", {}, WOLF),
        ("Fox", {"type": "lora"}, FOX_LORA),
        ("fox", {"type": ("main", "vae")}, FOX),
        ("Wolf", {"base": ["sd-1", "sd-2"], "variant": "inpaint", "format": "diffusers"}, WOLF),
    ],
)
def test_a_text_names_one_model(text, where, expected):
    assert find_model(ALL, text, **where) is expected


def test_one_name_of_several_models_is_ambiguous():
    with pytest.raises(AmbiguousModelError) as caught:
        find_model(ALL, "Fox")
    assert caught.value.candidates == ("k1 (sdxl main diffusers)", "k2 (sdxl lora lycoris)")


def test_an_unknown_name_suggests_similar_names():
    with pytest.raises(ModelNotFoundError, match="did you mean 'Wolf'"):
        find_model(ALL, "wulf")


def test_the_message_names_a_model_that_is_not_accepted():
    with pytest.raises(
        ModelNotFoundError, match=r"'Wolf' has base sd-1, type main and format diffusers, not base sdxl or flux and"
    ):
        find_model(ALL, "Wolf", base=("sdxl", "flux"), type="main")


@pytest.mark.parametrize("enum", [DnnModelType, BaseDnnModelType, DnnModelFormat, InstallStatus])
def test_unknown_values_pass_through(enum):
    value = enum("brand_new")
    assert value == "brand_new"
    assert str(value) == "brand_new"
    assert {value: 1}["brand_new"] == 1
    assert value not in list(enum)
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    with pytest.raises(ValueError, match="5"):
        enum(5)


def test_known_values_are_members():
    assert DnnModelType("main") is DnnModelType.Main
    assert BaseDnnModelType("sdxl") is BaseDnnModelType.StableDiffusionXL
    assert InstallStatus.Completed.is_final
    assert not InstallStatus("brand_new").is_final


KEY = "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111"
TWIN_KEY = "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d2222"
GONE_KEY = "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d3333"
RECORDS = {
    key: {
        **dict.fromkeys(("path", "source", "source_type"), "x"),
        "key": key,
        "name": name,
        "hash": f"hash of {name}",
        "base": base,
        "type": "main",
        "format": "diffusers",
        "file_size": 1,
    }
    for key, name, base in ((KEY, "Fox", "sdxl"), (TWIN_KEY, "Twin", "sdxl"), ("own-key", "Twin", "sd-1"))
}


@asynccontextmanager
async def connected():
    """Yield a client of a server with three models, and the list of requests that the server has received."""
    requests: list[tuple[str, str, object]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api")
        requests.append((request.method, path, json.loads(request.content or b"null")))
        key = path.rpartition("/")[2]
        if path == "/v2/models/":
            return httpx.Response(200, json={"models": [*RECORDS.values()]})
        if request.method == "GET" and key in RECORDS:
            return httpx.Response(200, json=RECORDS[key])
        if path.endswith("/i/bulk_delete"):
            return httpx.Response(200, json={"deleted": [KEY], "failed": [{"key": GONE_KEY, "error": "gone"}]})
        if request.method in ("DELETE", "POST"):
            return httpx.Response(204)
        return httpx.Response(404, json={"detail": "no such model"})

    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http,
        InvokeAIClient(ClientOptions(url="http://server", retries=0), http=http) as client,
    ):
        yield client, requests


async def test_a_handle_sends_nothing_and_has_no_record_yet():
    async with connected() as (client, requests):
        model = client.models.handle(KEY)
        assert repr(model) == f"DnnModelHandle('{KEY}')"
        with pytest.raises(InvokeAIError, match=r"the record of model .* call refresh\(\) first"):
            _ = model.name
        assert requests == []
        assert (await model.refresh()).name == "Fox"


@pytest.mark.parametrize("text", [KEY, "hash of Fox", "Fox", "fox"])
async def test_a_model_is_retrieved_by_key_hash_or_name(text):
    async with connected() as (client, _):
        assert (await client.models.get(text)).key == KEY


async def test_a_model_is_retrieved_by_handle_and_constraints():
    async with connected() as (client, _):
        handle = client.models.handle(KEY)
        assert await client.models.get(handle) is handle
        assert (await client.models.get("Twin", base="sd-1")).key == "own-key"
        with pytest.raises(ModelNotFoundError, match="has base sdxl"):
            await client.models.get(handle, base="sd-1")
        with pytest.raises(ModelNotFoundError, match="no model has the key, hash or name"):
            await client.models.get(GONE_KEY)
        with pytest.raises(ModelNotFoundError, match="did you mean 'Fox'"):
            await client.models.get("Foxx")
        with pytest.raises(AmbiguousModelError):
            await client.models.get("Twin")


async def test_a_name_is_accepted_wherever_a_model_is():
    async with connected() as (client, requests):
        fox = await client.models.get("Fox")
        await client.models.delete("Fox")
        await fox.relate("own-key")
        related = {"model_key_1": KEY, "model_key_2": "own-key"}
        assert ("DELETE", f"/v2/models/i/{KEY}", None) in requests
        assert requests[-1] == ("POST", "/v1/model_relationships/", related)
        with pytest.raises(ModelNotFoundError):
            await fox.relate("no such model")
        with pytest.raises(AmbiguousModelError):
            await client.models.convert("Twin")


async def test_a_bulk_result_has_the_texts_of_the_caller():
    async with connected() as (client, requests):
        result = await client.models.delete_many(["Fox", client.models.handle(GONE_KEY), "no such model", KEY])
        assert requests[-1][2] == {"keys": [KEY, GONE_KEY, "no such model"]}
        assert result.done == ("Fox", KEY)
        assert result.failed[GONE_KEY] == "gone"
        assert result.failed.keys() == {GONE_KEY, "no such model"}


async def test_a_listing_of_models_is_awaited_or_iterated():
    async with connected() as (client, _):
        assert [model.name for model in await client.models.list()] == ["Fox", "Twin", "Twin"]
        assert [model.name async for model in client.models.list()] == ["Fox", "Twin", "Twin"]
