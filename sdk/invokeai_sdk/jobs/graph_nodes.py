"""`GraphNodes`: the number and order of a graph's nodes, to compute the progress of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invokeai_sdk.jobs.json_checks import object_or_empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk._types import JSONObject


class GraphNodes:
    """The nodes of one graph; shared by all jobs that execute the graph.

    Attributes:
        total: the number of nodes; 0 if the graph is not known.
    """

    __slots__ = ("_sources", "total")

    def __init__(self, total: int, sources: Mapping[str, Sequence[str]] | None = None) -> None:
        """Create a graph.

        Args:
            total: the number of nodes.
            sources: for each node the nodes whose outputs are its inputs.
        """
        self.total: int = total
        self._sources = sources or {}

    @classmethod
    def from_graph(cls, graph: JSONObject) -> GraphNodes:
        """Return the nodes of a graph; parts that are not as the API declares are ignored."""
        sources: dict[str, list[str]] = {}
        edges = graph.get("edges")
        for edge in edges if isinstance(edges, list) else ():
            ends = object_or_empty(edge)
            source, target = (object_or_empty(ends.get(end)).get("node_id") for end in ("source", "destination"))
            if isinstance(source, str) and isinstance(target, str):
                sources.setdefault(target, []).append(source)
        return cls(len(object_or_empty(graph.get("nodes"))), sources)

    def complete_before(self, node_id: str, completed: set[str]) -> None:
        """Add all nodes to `completed` whose outputs a node needs, directly or not.

        Args:
            node_id: the id of a node that has started.
            completed: the ids of completed nodes; those that these needed are contained already.
        """
        rest = [*self._sources.get(node_id, ())]
        while rest:
            source = rest.pop()
            if source not in completed:
                completed.add(source)
                rest.extend(self._sources.get(source, ()))


UNKNOWN_GRAPH: Final = GraphNodes(0)
"""A graph that is not known."""
