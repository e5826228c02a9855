"""Finding the edge that would close a circle, without searching the whole graph at every edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class CircleWatch:
    """The edges of a graph as they are added, watched for circles.

    Args:
        candidates: the (source, target) pairs of all edges that may be added, as far as they are known. The nodes that
            no circle among them can touch are found once; at their edges nothing needs to be searched.
    """

    def __init__(self, candidates: Iterable[tuple[str, str]] = ()) -> None:
        self._announced = frozenset(candidates)
        self._all_announced = True
        self._suspects = _left_by_peeling(self._announced)
        self._onward: dict[str, list[str]] = {}
        self._circular = False

    def closed_by(self, source: str, target: str) -> bool:
        """Tell whether the graph would have a circle with one more edge; beside a circle it always would."""
        return self._circular or (not self._harmless(source, target) and self._leads_back(source, target))

    def add(self, source: str, target: str) -> None:
        """Add an edge, even one that closes a circle."""
        if not self._harmless(source, target):
            self._circular = self._circular or self._leads_back(source, target)
            self._all_announced = self._all_announced and (source, target) in self._announced
        self._onward.setdefault(source, []).append(target)

    def _harmless(self, source: str, target: str) -> bool:
        return (
            self._all_announced
            and (source not in self._suspects or target not in self._suspects)
            and (source, target) in self._announced
        )

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


def _left_by_peeling(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the nodes that remain when every node without an incoming edge is taken away again and again."""
    following: dict[str, list[str]] = {}
    incoming: dict[str, int] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
        incoming[target] = incoming.get(target, 0) + 1
        incoming.setdefault(source, 0)
    ready = [node for node, count in incoming.items() if count == 0]
    while ready:
        node = ready.pop()
        del incoming[node]
        for target in following.get(node, ()):
            incoming[target] -= 1
            if incoming[target] == 0:
                ready.append(target)
    return frozenset(incoming)
