"""Finding circles in a graph, and the edge that would close one, without searching the whole graph at every edge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class CircleWatch:
    """The edges of a graph as they are added, watched for circles.

    Args:
        candidates: the (source, target) pairs of all edges that may be added, if they are known. Then the nodes that
            no circle among them can touch are found once; at their edges nothing needs to be searched.
    """

    def __init__(self, candidates: Iterable[tuple[str, str]] | None = None) -> None:
        # Without candidates every node is suspect.
        self._suspects = None if candidates is None else near_circles(candidates)
        self._onward: dict[str, list[str]] = {}
        self._circular = False

    def closed_by(self, source: str, target: str, *, without: Collection[tuple[str, str]] = ()) -> bool:
        """Tell whether the graph would have a circle with one more edge; beside a circle it always would.

        Args:
            source: where the edge starts.
            target: where it ends.
            without: edges that count as not added.
        """
        if without:
            pairs = Counter((start, end) for start, ends in self._onward.items() for end in ends)
            pairs.subtract(without)
            return bool(near_circles([(source, target), *pairs.elements()]))
        if self._suspects is None or (source in self._suspects and target in self._suspects):
            return self._circular or self._leads_back(source, target)
        return self._circular

    def add(self, source: str, target: str) -> None:
        """Add an edge, even one that closes a circle."""
        if self._suspects is None or (source in self._suspects and target in self._suspects):
            self._circular = self._circular or self._leads_back(source, target)
            self._onward.setdefault(source, []).append(target)

    def _leads_back(self, source: str, target: str) -> bool:
        pending, seen = [target], {target}
        while pending:
            node = pending.pop()
            if node == source:
                return True
            onward = [end for end in self._onward.get(node, ()) if end not in seen]
            pending.extend(onward)
            seen.update(onward)
        return False


def near_circles(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the nodes that are in a circle or behind one; none if there is no circle.

    They are what remains when every node without an incoming edge is taken away again and again.

    Args:
        pairs: the edges, as (source, target).
    """
    following: dict[str, list[str]] = {}
    incoming: dict[str, int] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
        incoming[target] = incoming.get(target, 0) + 1
    ready = [node for node in following if node not in incoming]
    while ready:
        for target in following.get(ready.pop(), ()):
            incoming[target] -= 1
            if incoming[target] == 0:
                del incoming[target]
                ready.append(target)
    return frozenset(incoming)
