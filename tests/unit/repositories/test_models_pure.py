"""Which model a text means; the open enums; close names; bulk reports."""

from __future__ import annotations

import copy
import pickle

import pytest
from attrs import frozen

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import AmbiguousModelError, BulkError, ModelNotFoundError
from invokeai_sdk.repositories.bulk import (
    FAILED,
    SKIPPED,
    BulkResult,
    send_in_batches,
    split_into_batches,
    to_bulk_result,
)
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


def test_an_unknown_name_offers_close_ones():
    with pytest.raises(ModelNotFoundError, match="did you mean 'Wolf'"):
        find_model(ALL, "wulf")


def test_a_model_of_another_kind_is_told_as_such():
    with pytest.raises(
        ModelNotFoundError, match=r"'Wolf' is of base sd-1 .* wanted is base sdxl or flux and type main"
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


def test_close_names_ignore_case_and_are_few():
    assert find_close_matches("foxes", ["Foxes", "FOXEN", "boxes", "oxen", "zebra"])[0] == "Foxes"
    assert len(find_close_matches("aaaa", [f"aaa{n}" for n in range(9)])) == 3
    assert find_close_matches("x", []) == ()


def test_ids_are_told_from_names():
    assert looks_like_id("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111")
    assert not looks_like_id("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d111g")
    assert not looks_like_id("a board")


def test_a_report_has_every_name_once():
    result = to_bulk_result(["a", "b", "c", "a"], ["c", "a"], ["b"])
    assert result == BulkResult(("a", "c"), {"b": FAILED})
    assert to_bulk_result(["a"], []).failed == {"a": SKIPPED}
    assert to_bulk_result(["a"], [], {"a": "locked"}).failed == {"a": "locked"}
    with pytest.raises(BulkError, match="1 of 3 failed: b: "):
        result.raise_for_failures()
    to_bulk_result(["a"], ["a"]).raise_for_failures()


async def test_many_names_go_in_pieces_each_once():
    sent = []

    async def send(names):
        sent.append(len(names))
        return to_bulk_result(names, names)

    result = await send_in_batches([f"n{n % 2500}" for n in range(5000)], send)
    assert sent == [1000, 1000, 500]
    assert len(result.done) == 2500
    assert [*split_into_batches([1, 2, 3], 2)] == [[1, 2], [3]]
