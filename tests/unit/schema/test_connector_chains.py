"""The work for a chain of connectors grows with its length, in whatever order its edges are accepted."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.connections import ConnectionValidator
from invokeai_sdk.schema.cycles import CycleDetector
from invokeai_sdk.schema.wiring import Endpoint, NonInvocation
from invokeai_sdk.workflow.connectors import Routes
from invokeai_sdk.workflow.nodes import Edge, WorkflowNode

ADD = Catalogue.load_bundled()["add"]
Connection = tuple[Endpoint, Endpoint]


class Counted(dict[str, Any]):
    """A dictionary that counts how often it is read."""

    reads = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.reads += 1
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.reads += 1
        return super().__getitem__(key)


def make_chain(size: int) -> list[Connection]:
    chain: list[Connection] = [((f"c{i}", "out"), (f"c{i + 1}", "in")) for i in range(size - 1)]
    return [*chain, ((f"c{size - 1}", "out"), ("end", "a"))]


def make_fed_chain(size: int) -> list[Connection]:
    return [(("start", "value"), ("c0", "in")), *make_chain(size)]


def make_comb(size: int) -> list[Connection]:
    return [*make_fed_chain(size), *(((f"c{i}", "out"), (f"t{i}", "a")) for i in range(size))]


def make_star(size: int) -> list[Connection]:
    return [*(((f"c{0}", "out"), (f"t{i}", "a")) for i in range(size)), (("start", "value"), ("c0", "in"))]


def make_ring(size: int) -> list[Connection]:
    return [((f"c{i}", "out"), (f"c{(i + 1) % size}", "in")) for i in range(size)]


def in_order(connections: list[Connection]) -> list[Connection]:
    return connections


def backwards(connections: list[Connection]) -> list[Connection]:
    return connections[::-1]


def shuffled(connections: list[Connection]) -> list[Connection]:
    return random.Random(3).sample(connections, len(connections))


SHAPES = (make_chain, make_fed_chain, make_comb, make_star, make_ring)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", [in_order, backwards, shuffled])
def test_the_work_is_linear(
    shape: Callable[[int], list[Connection]], order: Callable[[list[Connection]], list[Connection]]
) -> None:
    def count(size: int) -> int:
        connections = order(shape(size))
        ends = {end[0] for connection in connections for end in connection}
        nodes = Counted({name: NonInvocation.CONNECTOR if name[0] == "c" else ADD for name in ends})
        validator = ConnectionValidator(nodes, [(source[0], target[0]) for source, target in connections])
        for source, target in connections:
            assert validator.add_if_valid(source, target) is None
        kinds: dict[str, Any] = {"c": "connector", "s": "invocation", "e": "invocation", "t": "invocation"}
        plain = Counted({name: WorkflowNode(name, kinds[name[0]], "add") for name in ends})
        edges = [Edge("", s[0], t[0], s[1], t[1]) for s, t in connections]
        routes = Routes(plain, edges)
        is_fed = shape in (make_fed_chain, make_comb, make_star)
        for edge in edges:
            assert routes.find_source(edge) == (("start", "value") if is_fed else None)
        return nodes.reads + plain.reads

    assert count(800) < 5 * count(200)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14), st.booleans())
def test_cycles_are_found_exactly(pairs: list[tuple[int, int]], known: bool) -> None:
    edges = [(str(a), str(b)) for a, b in pairs]
    detector = CycleDetector(edges if known else None)
    accepted: list[tuple[str, str]] = []
    for source, target in edges:
        reachable = {target}
        while more := {b for a, b in accepted if a in reachable} - reachable:
            reachable |= more
        assert detector.would_have_cycle(source, target) is (source in reachable)
        if source not in reachable:
            accepted.append((source, target))
            detector.add(source, target)


@given(st.data())
def test_origins_are_found_while_connections_are_added(data: st.DataObject) -> None:
    nodes: dict[str, Any] = {f"c{i}": NonInvocation.CONNECTOR for i in range(5)} | {"start": ADD, "end": ADD}
    validator = ConnectionValidator(nodes)
    feeds: dict[str, str] = {}
    for _ in range(data.draw(st.integers(1, 10))):
        source = data.draw(st.sampled_from([f"c{i}" for i in range(5)] + ["start"]))
        target = data.draw(st.sampled_from([f"c{i}" for i in range(5)]))
        ends = ((source, "value" if source == "start" else "out"), (target, "in"))
        if validator.add_if_valid(*ends) is None:
            feeds[target] = source
        for connector in ("c0", "c1", "c2", "c3", "c4"):
            place: str | None = connector
            for _ in range(len(nodes)):
                place = feeds.get(place) if place != "start" else place  # type: ignore[arg-type]
            origin = validator._wiring.trace_origin((connector, "out"))
            assert origin == (("start", "value") if place == "start" else None)
