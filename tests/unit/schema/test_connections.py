"""Connections: which types go together, and which edges the editor lets one draw."""

import pytest

from invokeai_sdk.schema.compatibility import connectable, interchangeable, same_type
from invokeai_sdk.schema.connections import Connections
from invokeai_sdk.schema.problems import ConnectionProblem
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate
from invokeai_sdk.schema.wiring import Connection, End, Special

ONE, MANY, EITHER = Cardinality.SINGLE, Cardinality.COLLECTION, Cardinality.SINGLE_OR_COLLECTION


def kind(text: str) -> FieldType:
    """Read `Integer`, `Integer[]`, `Integer|[]`; `!` before it marks a batch."""
    batch, text = text.startswith("!"), text.removeprefix("!")
    for suffix, cardinality in (("|[]", EITHER), ("[]", MANY), ("", ONE)):
        if text.endswith(suffix):
            return FieldType(f"{text.removesuffix(suffix)}Field", cardinality, batch)
    raise AssertionError(text)


ACCEPTED = """
Image Image            Image Image|[]         Image[] Image[]        Image[] Image|[]       Image|[] Image|[]
Integer Float          Integer String         Float String           Integer[] Float[]      Integer Float|[]
Integer[] Float|[]     Integer|[] String|[]   CollectionItem Image   CollectionItem Image|[]
Image CollectionItem   Collection Image[]     Collection Image|[]    Image[] Collection     Integer[] Collection
Image Any              Image[] Any            Any Image              Any[] Image[]          !Integer !Integer
Collection[] Image|[]  Integer Any|[]
"""
REFUSED = """
Image Mask             Image[] Image          Image|[] Image         Float Integer          String Integer
String Float           Boolean Integer        Integer[] Float        Integer Float[]        Image[] CollectionItem
Image|[] CollectionItem Collection Image      CollectionItem Image[] Image|[] Image[]       !Integer Integer
Integer !Integer       Image|[] Collection    Any[] Image            !Integer Any           Image Collection
"""


def pairs(table: str) -> list[tuple[str, str]]:
    words = table.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("source", "target"), pairs(ACCEPTED))
def test_types_that_go_together(source: str, target: str) -> None:
    assert connectable(kind(source), kind(target))


@pytest.mark.parametrize(("source", "target"), pairs(REFUSED))
def test_types_that_do_not(source: str, target: str) -> None:
    assert not connectable(kind(source), kind(target))


def test_a_type_is_also_what_a_hint_overrode() -> None:
    scheduler = FieldType("SchedulerField", original=FieldType("EnumField"))
    assert same_type(scheduler, FieldType("EnumField"))
    assert connectable(FieldType("EnumField"), scheduler)
    assert same_type(scheduler, FieldType("OtherField", original=FieldType("EnumField")))
    assert not same_type(scheduler, FieldType("StringField"))


def test_branches_may_differ_in_number() -> None:
    assert interchangeable(kind("Image"), kind("Image[]"))
    assert interchangeable(kind("Float"), kind("Integer"))
    assert not interchangeable(kind("Image"), kind("Integer"))


def node(type_: str, inputs: dict[str, str], outputs: dict[str, str], direct: tuple[str, ...] = ()) -> NodeTemplate:
    return NodeTemplate(
        type=type_,
        title=type_,
        version="1.0.0",
        inputs={
            name: InputTemplate(name=name, title=name, type=kind(of), input="direct" if name in direct else "any")
            for name, of in inputs.items()
        },
        outputs={name: OutputTemplate(name=name, title=name, type=kind(of)) for name, of in outputs.items()},
    )


ADD = node("add", {"a": "Integer", "b": "Integer", "mode": "Enum"}, {"value": "Integer"}, direct=("mode",))
IMAGE = node("blur", {"image": "Image"}, {"image": "Image"})
COLLECT = node("collect", {"item": "CollectionItem", "collection": "Collection[]"}, {"collection": "Collection[]"})
IF = node("if", {"condition": "Boolean", "true_input": "Any", "false_input": "Any"}, {"value": "Any"})
NODES = {
    "a": ADD,
    "b": ADD,
    "c": ADD,
    "i": IMAGE,
    "j": IMAGE,
    "collect": COLLECT,
    "more": COLLECT,
    "if": IF,
    "k": Special.CONNECTOR,
    "l": Special.CONNECTOR,
    "note": Special.OTHER,
}


def edge(text: str) -> Connection:
    def end(of: str) -> End:
        node_id, field = of.split(".")
        return node_id, field

    source, target = text.split(" > ")
    return end(source), end(target)


def verdicts(*edges: str, announce: bool) -> list[ConnectionProblem | None]:
    drawn = [edge(text) for text in edges]
    candidates = [(source, target) for (source, _), (target, _) in drawn] if announce else None
    connections = Connections(NODES, candidates)
    return [connections.offer(*connection) for connection in drawn]


P = ConnectionProblem


@pytest.mark.parametrize("announce", [False, True], ids=["unannounced", "announced"])
@pytest.mark.parametrize(
    ("edges", "problem"),
    [
        (["a.value > b.a"], None),
        (["a.value > a.b"], P.SELF),
        (["a.value > b.a", "a.value > b.a"], P.DUPLICATE),
        (["a.value > nowhere.a"], P.MISSING_NODE),
        (["nowhere.value > a.a"], P.MISSING_NODE),
        (["a.value > note.text"], P.MISSING_NODE_TEMPLATE),
        (["note.text > a.a"], P.MISSING_NODE_TEMPLATE),
        (["a.valeu > b.a"], P.MISSING_FIELD_TEMPLATE),
        (["a.value > b.z"], P.MISSING_FIELD_TEMPLATE),
        (["a.value > b.mode"], P.DIRECT_INPUT),
        (["a.value > b.a", "c.value > b.a"], P.SECOND_CONNECTION),
        (["i.image > b.a"], P.TYPE_MISMATCH),
        (["a.value > b.a", "b.value > c.a", "c.value > a.a"], P.CYCLE),
        # collect: many items, all of one type; chained ones agree
        (["a.value > collect.item", "b.value > collect.item"], None),
        (["a.value > collect.item", "i.image > collect.item"], P.MIXED_COLLECTION),
        (["a.value > collect.item", "i.image > more.item", "more.collection > collect.collection"], P.MIXED_COLLECTION),
        (["a.value > collect.item", "b.value > more.item", "more.collection > collect.collection"], None),
        # the branches of an if stand for one value
        (["a.value > if.true_input", "b.value > if.false_input"], None),
        (["a.value > if.true_input", "i.image > if.false_input"], P.TYPE_MISMATCH),
        (["i.image > if.true_input", "if.value > j.image"], None),
        (["a.value > if.true_input", "if.value > j.image"], P.TYPE_MISMATCH),
        # connectors
        (["a.value > k.in", "k.out > b.a"], None),
        (["k.out > b.a", "a.value > k.in"], None),
        (["a.value > k.in", "k.out > j.image"], P.TYPE_MISMATCH),
        (["k.out > j.image", "a.value > k.in"], P.TYPE_MISMATCH),
        (["a.value > k.in", "k.out > l.in", "l.out > j.image"], P.TYPE_MISMATCH),
        (["k.out > b.a", "k.out > j.image"], P.TYPE_MISMATCH),
        (["a.value > k.in", "b.value > k.in"], P.SECOND_CONNECTION),
        (["a.value > k.elsewhere"], P.MISSING_FIELD_TEMPLATE),
        (["k.elsewhere > a.a"], P.MISSING_FIELD_TEMPLATE),
        (["k.out > l.in", "l.out > b.a", "l.out > c.a"], None),
        (["a.value > collect.item", "i.image > k.in", "k.out > collect.item"], P.MIXED_COLLECTION),
        (["a.value > k.in", "k.out > if.true_input", "i.image > if.false_input"], P.TYPE_MISMATCH),
    ],
)
def test_the_last_edge_is_judged_by_those_before_it(
    edges: list[str], problem: ConnectionProblem | None, announce: bool
) -> None:
    *before, last = verdicts(*edges, announce=announce)
    assert before == [None] * (len(edges) - 1)
    assert last == problem
    if problem is not None:
        assert problem.text


def test_a_refused_edge_does_not_count() -> None:
    assert verdicts("i.image > b.a", "a.value > b.a", announce=True) == [P.TYPE_MISMATCH, None]


def test_checking_changes_nothing() -> None:
    connections = Connections(NODES)
    drawn = edge("a.value > b.a")
    assert connections.check(*drawn) is None
    assert connections.check(*drawn) is None
    assert connections.offer(*drawn) is None
    assert connections.check(*drawn) is P.DUPLICATE


@pytest.mark.parametrize("announce", [False, True], ids=["unannounced", "announced"])
def test_beside_a_circle_of_folded_nodes_every_edge_closes_one(announce: bool) -> None:
    connections = Connections(NODES, [("i", "j"), ("j", "i"), ("a", "b")] if announce else None)
    connections.link("i", "j")
    connections.link("j", "i")
    assert connections.offer(*edge("a.value > b.a")) is P.CYCLE


@pytest.mark.parametrize("announce", [False, True], ids=["unannounced", "announced"])
def test_what_an_edge_stands_for_closes_no_circle_with_it(announce: bool) -> None:
    connections = Connections(NODES, [("a", "k"), ("k", "a"), ("b", "k")] if announce else None)
    connections.link("a", "k")
    assert connections.offer(*edge("k.out > a.a")) is None
    assert connections.offer(*edge("b.value > k.in")) is None


def test_connectors_in_a_circle_end() -> None:
    assert verdicts("k.out > l.in", "l.out > k.in", "k.out > a.a", announce=False) == [None, None, None]
