"""Edges of a file that the editor would not let a user draw: lists of lists, connectors and branches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from invokeai_sdk import Workflow

NODES: dict[str, Any] = {
    "integer": ("integer", {"value": 1}),
    "text": ("string", {"value": "a"}),
    "other": ("string", {"value": "b"}),
    "range": ("range", {}),
    "first": ("collect", {}),
    "second": ("collect", {}),
    "third": ("collect", {}),
    "if": ("if", {}),
    "k": ("connector", {}),
    "l": ("connector", {}),
}


@pytest.mark.parametrize(
    ("edges", "refused"),
    [
        (
            [
                "integer.value > first.item",
                "first.collection > second.collection",
                "second.collection > third.collection",
                "text.value > third.item",
            ],
            ["text.value -> third.item"],
        ),
        (["range.collection > first.collection", "text.value > first.item"], ["text.value -> first.item"]),
        (
            [
                "first.collection > second.collection",
                "second.collection > third.collection",
                "third.collection > first.collection",
                "text.value > first.item",
            ],
            ["third.collection -> first.collection"],
        ),
        # as in the editor, an item behind a connector does not decide the type of the others
        (["text.value > k.in", "k.out > first.item", "integer.value > first.item"], []),
        (["k.out > other.value", "k.out > other.value", "text.value > k.in"], ["k.out -> other.value"]),
        (["k.out > other.nothing", "k.out > other.value", "text.value > k.in"], ["k.out -> other.nothing"]),
        # as in the editor, a branch behind a connector that nothing feeds fits no other branch
        (
            ["k.out > if.true_input", "integer.value > if.false_input", "text.value > k.in"],
            ["integer.value -> if.false_input"],
        ),
    ],
)
def test_edges_are_judged_in_the_order_of_the_file(
    make_workflow: Callable[..., Workflow], edges: list[str], refused: list[str]
) -> None:
    workflow = make_workflow(NODES, *edges)
    dropped = [finding.message for finding in workflow.warnings if finding.code == "deleted_invalid_edge"]
    assert len(dropped) == len(refused), dropped
    for message, edge in zip(dropped, refused, strict=True):
        assert edge in message
