"""Bounded buffer of a stream with a slow reader."""

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.events.buffer import Buffer
from invokeai_sdk.events.stream_items import Lagged, StreamItem


@frozen(kw_only=True)
class Plain(StreamItem):
    n: int


@frozen(kw_only=True)
class Step(StreamItem):
    coalesces = True
    n: int
    node: str = "a"

    @property
    def coalesce_key(self):
        return self.node


@frozen(kw_only=True)
class End(StreamItem):
    lasting = True
    n: int


def drain(buffer):
    items = []
    while (item := buffer.pop()) is not None:
        items.append(item)
    return items


def test_progress_of_one_node_coalesces():
    buffer = Buffer(10)
    for item in (Step(n=1), Step(n=2), Step(n=3, node="b"), Plain(n=4), Step(n=5)):
        buffer.put(item)
    assert drain(buffer) == [Step(n=2), Step(n=3, node="b"), Plain(n=4), Step(n=5)]
    assert buffer.coalesced == 1
    assert buffer.dropped == 0


def test_dropped_items_are_reported_once_in_their_place():
    buffer = Buffer(2)
    for n in range(5):
        buffer.put(Plain(n=n))
    assert len(buffer) == 3
    assert drain(buffer) == [Lagged(missed=3), Plain(n=3), Plain(n=4)]
    buffer.put(Plain(n=5))
    assert drain(buffer) == [Plain(n=5)]
    assert buffer.dropped == 3


@given(st.lists(st.sampled_from([Plain, Step, End]), max_size=60), st.integers(1, 8))
def test_no_lasting_item_is_dropped_and_the_order_is_kept(kinds, size):
    buffer = Buffer(size)
    sent = [kind(n=n) for n, kind in enumerate(kinds)]
    for item in sent:
        buffer.put(item)
    got = drain(buffer)
    missed = sum(item.missed for item in got if isinstance(item, Lagged))
    rest = [item for item in got if not isinstance(item, Lagged)]
    assert [item for item in rest if isinstance(item, End)] == [item for item in sent if isinstance(item, End)]
    assert [item.n for item in rest] == sorted(item.n for item in rest)
    assert len(rest) + missed + buffer.coalesced == len(sent)
    assert missed == buffer.dropped
    assert sum(not isinstance(item, End) for item in rest) <= size
