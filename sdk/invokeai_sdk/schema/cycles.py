"""Detection of cycles in a directed graph, and of edges that would close a cycle."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class CycleDetector:
    """A directed graph that grows edge by edge and detects which edges would close a cycle.

    Args:
        candidates: the (source, target) pairs of all edges that may be added, if known in advance. The nodes that no
            cycle among the candidates can reach are then determined once, and edges at these nodes need no search.
    """

    def __init__(self, candidates: Iterable[tuple[str, str]] | None = None) -> None:
        # None: any node may be on a cycle.
        self._suspects = None if candidates is None else find_cyclic_nodes(candidates)
        self._successors: dict[str, list[str]] = {}
        self._has_cycle = False

    def would_have_cycle(self, source: str, target: str, *, without: Collection[tuple[str, str]] = ()) -> bool:
        """Return whether the graph would contain a cycle after one more edge.

        If the graph contains a cycle already, the answer is true for every edge.

        Args:
            source: the node where the edge starts.
            target: the node where the edge ends.
            without: added edges to ignore.
        """
        if without:
            pairs = Counter((start, end) for start, ends in self._successors.items() for end in ends)
            pairs.subtract(without)
            return bool(find_cyclic_nodes([(source, target), *pairs.elements()]))
        if self._may_be_on_cycle(source, target):
            return self._has_cycle or self._has_path(target, source)
        return self._has_cycle

    def add(self, source: str, target: str) -> None:
        """Add an edge, even an edge that closes a cycle."""
        if self._may_be_on_cycle(source, target):
            self._has_cycle = self._has_cycle or self._has_path(target, source)
            self._successors.setdefault(source, []).append(target)

    def _may_be_on_cycle(self, source: str, target: str) -> bool:
        return self._suspects is None or (source in self._suspects and target in self._suspects)

    def _has_path(self, start: str, end: str) -> bool:
        pending, seen = [start], {start}
        while pending:
            node = pending.pop()
            if node == end:
                return True
            unseen = [successor for successor in self._successors.get(node, ()) if successor not in seen]
            pending.extend(unseen)
            seen.update(unseen)
        return False


def find_cyclic_nodes(edges: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the nodes that are on a cycle or can be reached from one; an empty set if the graph has no cycle.

    These nodes remain when nodes without incoming edges are removed repeatedly.

    Args:
        edges: the edges as (source, target) pairs.
    """
    successors: dict[str, list[str]] = {}
    incoming: dict[str, int] = {}
    for source, target in edges:
        successors.setdefault(source, []).append(target)
        incoming[target] = incoming.get(target, 0) + 1
    ready = [node for node in successors if node not in incoming]
    while ready:
        for target in successors.get(ready.pop(), ()):
            incoming[target] -= 1
            if incoming[target] == 0:
                del incoming[target]
                ready.append(target)
    return frozenset(incoming)
