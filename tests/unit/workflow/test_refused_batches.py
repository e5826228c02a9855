"""Batches that a server would choke on, refused when an input is varied or when the workflow is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from invokeai_sdk.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk import Workflow

MODEL = {"key": "k", "hash": "blake3:1", "name": "Model A", "base": "sd-1", "type": "main"}


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    return make_workflow(
        {
            "noise": ("noise", {"width": 64}),
            "denoise": ("denoise_latents", {"cfg_scale": 7}),
            "text": ("string", {"value": "a"}),
            "flag": ("boolean", {"value": True}),
            "texts": ("string_collection", {"collection": ["a"]}),
            "loader": ("main_model_loader", {}),
            "choice": ("if", {}),
            "image": ("image", {"image": {"image_name": "a.png"}}),
            "save": ("save_image", {"image": {"image_name": "a.png"}}),
        }
    )


@pytest.mark.parametrize(
    ("key", "items", "code"),
    [
        (("flag", "value"), [True, False], "bad_batch_item"),
        (("flag", "value"), [], "unbatchable_field"),
        (("choice", "true_input"), [1, "a"], "mixed_batch_items"),
        (("choice", "true_input"), [1, {"width": 64}], "bad_batch_item"),
        (("loader", "model"), [MODEL], "bad_batch_item"),
        (("save", "board"), [{"board_id": "b"}], "bad_batch_item"),
        (("denoise", "cfg_scale"), [1.0, float("nan")], "non_finite_batch_item"),
        (("text", "value"), "abc", "not_a_list"),
        (("noise", "width"), [64, None], "bad_batch_item"),
        (("image", "image"), [{"image_name": "a.png"}, None], "bad_batch_item"),
        (("texts", "collection"), [["a"], ["b", 1]], "field_value"),
    ],
)
def test_an_item_that_its_input_cannot_take(workflow: Workflow, key: Any, items: Any, code: str) -> None:
    with pytest.raises(BatchError) as caught:
        workflow.batch(product={key: items})
    assert (caught.value.code, key[0] in str(caught.value)) == (code, True), str(caught.value)


def test_collections_vary_as_wholes(workflow: Workflow) -> None:
    workflow.batch(product={("texts", "collection"): [["a"], ["b", "c"]]})
    (entries,) = workflow.compile(validate=False).data
    assert entries[0]["items"] == [["a"], ["b", "c"]]


def test_an_input_of_any_type_may_vary(workflow: Workflow) -> None:
    workflow.batch(product={("choice", "true_input"): [1, 2.5]})
    (entries,) = workflow.compile(validate=False).data
    assert entries[0]["items"] == [1, 2.5]


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ({"batch": ("string_batch", {}), "text": ("string", {})}, ["batch.value > text.value"]),
        (
            {
                "source": ("string_generator", {"generator": {"type": "unheard_of"}}),
                "batch": ("string_batch", {"strings": []}),
                "text": ("string", {}),
            },
            ["source.strings > batch.strings", "batch.value > text.value"],
        ),
    ],
    ids=["no list", "no generator"],
)
def test_a_batch_node_without_items(make_workflow: Callable[..., Workflow], nodes: Any, edges: list[str]) -> None:
    with pytest.raises(BatchError):
        make_workflow(nodes, *edges).compile()


def test_a_node_that_only_the_editor_runs_cannot_vary(make_workflow: Callable[..., Workflow]) -> None:
    workflow = make_workflow({"batch": ("string_batch", {"strings": ["a"]}), "text": ("string", {})})
    with pytest.raises(BatchError) as caught:
        workflow.batch(product={("batch", "strings"): [["a"], ["b"]]})
    assert caught.value.code == "unbatchable_field"
