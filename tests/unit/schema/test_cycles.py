"""Circles: which nodes are in one or behind one."""

import pytest

from invokeai_sdk.schema.cycles import CircleWatch, near_circles


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([], ""),
        (["ab", "bc", "ac"], ""),
        (["ab", "ab", "bc"], ""),
        (["ab", "ba"], "ab"),
        (["aa"], "a"),
        (["xa", "ab", "ba", "by"], "aby"),
    ],
)
def test_what_is_in_a_circle_or_behind_one(edges: list[str], expected: str) -> None:
    assert near_circles((source, target) for source, target in edges) == set(expected)


@pytest.mark.parametrize("announce", [False, True], ids=["unannounced", "announced"])
def test_the_edge_that_closes_a_circle(announce: bool) -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    watch = CircleWatch(edges if announce else None)
    for source, target in edges[:2]:
        assert not watch.closed_by(source, target)
        watch.add(source, target)
    assert watch.closed_by("c", "a")
    assert not watch.closed_by("c", "d")
    watch.add("c", "a")
    assert watch.closed_by("c", "d"), "beside a circle any edge closes one"
    assert not watch.closed_by("c", "d", without=[("b", "c")])
    watch.add("b", "c")
    assert watch.closed_by("c", "d", without=[("b", "c")]), "there are two of them"
