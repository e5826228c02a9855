"""Tests of the detection of cycles."""

import pytest

from invokeai_sdk.schema.cycles import CycleDetector, find_cyclic_nodes


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
def test_cyclic_nodes_are_those_on_a_cycle_or_reachable_from_one(edges: list[str], expected: str) -> None:
    assert find_cyclic_nodes((source, target) for source, target in edges) == set(expected)


@pytest.mark.parametrize("candidates_known", [False, True], ids=["without_candidates", "with_candidates"])
def test_an_edge_that_would_close_a_cycle_is_detected(candidates_known: bool) -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    detector = CycleDetector(edges if candidates_known else None)
    for source, target in edges[:2]:
        assert not detector.would_have_cycle(source, target)
        detector.add(source, target)
    assert detector.would_have_cycle("c", "a")
    assert not detector.would_have_cycle("c", "d")
    detector.add("c", "a")
    assert detector.would_have_cycle("c", "d"), "a graph with a cycle has one after any edge"
    assert not detector.would_have_cycle("c", "d", without=[("b", "c")])
    detector.add("b", "c")
    assert detector.would_have_cycle("c", "d", without=[("b", "c")]), (
        "the edge was added twice, and only one of the two is ignored"
    )
