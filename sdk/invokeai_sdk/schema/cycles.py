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
        self._suspects: frozenset[str] | None = None  # any node may be on a cycle
        if candidates is not None:
            pairs = list(candidates)
            # A node that is downstream of a cycle in both directions is on a cycle, or between two.
            self._suspects = find_cyclic_nodes(pairs)
            if self._suspects:
                self._suspects &= find_cyclic_nodes((target, source) for source, target in pairs)
        self._successors: dict[str, list[str]] = {}
        self._predecessors: dict[str, list[str]] = {}
        self._has_cycle = False

    def select_relevant(self, edges: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return those of some edges that may be on a cycle."""
        if self._suspects is not None and not self._suspects:
            return []
        return [(source, target) for source, target in edges if self._may_be_on_cycle(source, target)]

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
            self._predecessors.setdefault(target, []).append(source)

    def _may_be_on_cycle(self, source: str, target: str) -> bool:
        return self._suspects is None or (source in self._suspects and target in self._suspects)

    def _has_path(self, start: str, end: str) -> bool:
        """Search from both ends, level by level: a long chain that grows at one end is not walked again and again."""
        if start == end:
            return True
        ahead, behind = {start}, {end}
        seen_ahead, seen_behind = {start}, {end}
        while ahead and behind:
            if len(seen_ahead) <= len(seen_behind):
                ahead = {node for each in ahead for node in self._successors.get(each, ())} - seen_ahead
                if not ahead.isdisjoint(seen_behind):
                    return True
                seen_ahead |= ahead
            else:
                behind = {node for each in behind for node in self._predecessors.get(each, ())} - seen_behind
                if not behind.isdisjoint(seen_ahead):
                    return True
                seen_behind |= behind
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
