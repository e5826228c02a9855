"""Tests of the compatibility of types and of the validation of connections."""

import pytest

from invokeai_sdk.schema.compatibility import can_connect, can_share_value, is_same_type
from invokeai_sdk.schema.connection_problem import ConnectionProblem
from invokeai_sdk.schema.connections import ConnectionValidator
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate
from invokeai_sdk.schema.wiring import Connection, Endpoint, NonInvocation

ONE, MANY, EITHER = Cardinality.SINGLE, Cardinality.COLLECTION, Cardinality.SINGLE_OR_COLLECTION


def field_type(text: str) -> FieldType:
    """Return the type of `Integer`, `Integer[]` or `Integer|[]`; a leading `!` makes a batch."""
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
def test_types_that_can_be_connected(source: str, target: str) -> None:
    assert can_connect(field_type(source), field_type(target))


@pytest.mark.parametrize(("source", "target"), pairs(REFUSED))
def test_types_that_cannot_be_connected(source: str, target: str) -> None:
    assert not can_connect(field_type(source), field_type(target))


def test_a_type_equals_the_original_type_that_a_hint_overrides() -> None:
    scheduler = FieldType("SchedulerField", original=FieldType("EnumField"))
    assert is_same_type(scheduler, FieldType("EnumField"))
    assert can_connect(FieldType("EnumField"), scheduler)
    assert is_same_type(scheduler, FieldType("OtherField", original=FieldType("EnumField")))
    assert not is_same_type(scheduler, FieldType("StringField"))


def test_a_single_value_and_a_collection_of_one_type_can_share_a_value() -> None:
    assert can_share_value(field_type("Image"), field_type("Image[]"))
    assert can_share_value(field_type("Float"), field_type("Integer"))
    assert not can_share_value(field_type("Image"), field_type("Integer"))


def node(type_: str, inputs: dict[str, str], outputs: dict[str, str], direct: tuple[str, ...] = ()) -> NodeTemplate:
    return NodeTemplate(
        type=type_,
        title=type_,
        version="1.0.0",
        inputs={
            name: InputTemplate(name=name, title=name, type=field_type(of), input="direct" if name in direct else "any")
            for name, of in inputs.items()
        },
        outputs={name: OutputTemplate(name=name, title=name, type=field_type(of)) for name, of in outputs.items()},
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
    "k": NonInvocation.CONNECTOR,
    "l": NonInvocation.CONNECTOR,
    "note": NonInvocation.OTHER,
}


def edge(text: str) -> Connection:
    def end(of: str) -> Endpoint:
        node_id, field = of.split(".")
        return node_id, field

    source, target = text.split(" > ")
    return end(source), end(target)


def add_all(*edges: str, candidates_known: bool) -> list[ConnectionProblem | None]:
    drawn = [edge(text) for text in edges]
    candidates = [(source, target) for (source, _), (target, _) in drawn] if candidates_known else None
    connections = ConnectionValidator(NODES, candidates)
    return [connections.add_if_valid(*connection) for connection in drawn]


P = ConnectionProblem


@pytest.mark.parametrize("candidates_known", [False, True], ids=["without_candidates", "with_candidates"])
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
        # collect: items of one type only, also across chained collect nodes
        (["a.value > collect.item", "b.value > collect.item"], None),
        (["a.value > collect.item", "i.image > collect.item"], P.MIXED_COLLECTION),
        (["a.value > collect.item", "i.image > more.item", "more.collection > collect.collection"], P.MIXED_COLLECTION),
        (["a.value > collect.item", "b.value > more.item", "more.collection > collect.collection"], None),
        # the branches of an if node have compatible types
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
def test_an_edge_is_validated_against_the_edges_before_it(
    edges: list[str], problem: ConnectionProblem | None, candidates_known: bool
) -> None:
    *before, last = add_all(*edges, candidates_known=candidates_known)
    assert before == [None] * (len(edges) - 1)
    assert last == problem
    if problem is not None:
        assert problem.text


def test_a_refused_edge_does_not_constrain_later_ones() -> None:
    assert add_all("i.image > b.a", "a.value > b.a", candidates_known=True) == [P.TYPE_MISMATCH, None]


def test_check_does_not_add_the_edge() -> None:
    connections = ConnectionValidator(NODES)
    drawn = edge("a.value > b.a")
    assert connections.check(*drawn) is None
    assert connections.check(*drawn) is None
    assert connections.add_if_valid(*drawn) is None
    assert connections.check(*drawn) is P.DUPLICATE


@pytest.mark.parametrize("candidates_known", [False, True], ids=["without_candidates", "with_candidates"])
def test_collapsed_edges_can_form_a_cycle(candidates_known: bool) -> None:
    connections = ConnectionValidator(NODES, [("i", "j"), ("j", "i"), ("a", "b")] if candidates_known else None)
    connections.add_collapsed("i", "j")
    connections.add_collapsed("j", "i")
    assert connections.add_if_valid(*edge("a.value > b.a")) is P.CYCLE


@pytest.mark.parametrize("candidates_known", [False, True], ids=["without_candidates", "with_candidates"])
def test_edges_that_a_new_edge_replaces_are_ignored_when_looking_for_cycles(candidates_known: bool) -> None:
    connections = ConnectionValidator(NODES, [("a", "k"), ("k", "a"), ("b", "k")] if candidates_known else None)
    connections.add_collapsed("a", "k")
    assert connections.add_if_valid(*edge("k.out > a.a")) is None
    assert connections.add_if_valid(*edge("b.value > k.in")) is None


def test_tracing_through_connectors_on_a_cycle_ends() -> None:
    assert add_all("k.out > l.in", "l.out > k.in", "k.out > a.a", candidates_known=False) == [None, None, None]
