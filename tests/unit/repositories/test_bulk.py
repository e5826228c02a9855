"""Results of bulk operations, ids, and suggestions for misspelt names."""

from __future__ import annotations

import pytest

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import BulkError
from invokeai_sdk.repositories.bulk import (
    FAILED,
    SKIPPED,
    BulkResult,
    send_in_batches,
    split_into_batches,
    to_bulk_result,
)


def test_close_matches_ignore_case_and_are_few():
    assert find_close_matches("foxes", ["Foxes", "FOXEN", "boxes", "oxen", "zebra"])[0] == "Foxes"
    assert len(find_close_matches("aaaa", [f"aaa{n}" for n in range(9)])) == 3
    assert find_close_matches("x", []) == ()


def test_ids_differ_from_names():
    assert looks_like_id("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111")
    assert not looks_like_id("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d111g")
    assert not looks_like_id("a board")


def test_a_result_has_every_name_once():
    result = to_bulk_result(["a", "b", "c", "a"], ["c", "a"], ["b"])
    assert result == BulkResult(("a", "c"), {"b": FAILED})
    assert to_bulk_result(["a"], []).failed == {"a": SKIPPED}
    assert to_bulk_result(["a"], [], {"a": "locked"}).failed == {"a": "locked"}
    with pytest.raises(BulkError, match="1 of 3 failed: b: "):
        result.raise_for_failures()
    to_bulk_result(["a"], ["a"]).raise_for_failures()


async def test_many_names_are_sent_in_batches_each_once():
    sent = []

    async def send(names):
        sent.append(len(names))
        return to_bulk_result(names, names)

    result = await send_in_batches([f"n{n % 2500}" for n in range(5000)], send)
    assert sent == [1000, 1000, 500]
    assert len(result.done) == 2500
    assert [*split_into_batches([1, 2, 3], 2)] == [[1, 2], [3]]
