"""The workflow of one image of a varied batch has the values that made the image."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk.errors import InvokeAIError, WorkflowFormatError
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.compiled_batch import CompiledBatch
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.png_texts import read_png_texts
from invokeai_sdk.workflow.workflow import Workflow

MakeWorkflow = Callable[..., Workflow]
MODEL = {"key": "k", "hash": "h", "name": "SD", "base": "sd-1", "type": "main"}
NODES = {
    "p": ("string", {"value": "a fox"}),
    "n": ("noise", {"seed": 7, "width": 512, "height": 512}),
    "m": ("main_model_loader", {"model": MODEL}),
    "s": ("save_image", {"image": {"image_name": "a.png"}, "board": "auto"}),
}
FORM = ["p.value", "n.seed", "m.model", "s.board"]


def as_server(batch: CompiledBatch, choice: int) -> dict[str, Any]:
    """Return the graph of one session as the server embeds it: with a batch item, and all other fields as null."""
    graph = json.loads(json.dumps(batch.graph))
    for entries in batch.data:
        for entry in entries:
            graph["nodes"][entry["node_path"]][entry["field_name"]] = entry["items"][choice % len(entry["items"])]
    for node in graph["nodes"].values():
        for name, slot in Catalogue.load_bundled()[node["type"]].inputs.items():
            node.setdefault(name, slot.default if slot.default and slot.input != "connection" else None)
            if isinstance(node[name], dict) and "key" in node[name]:
                node[name]["submodel_type"] = None
    return graph


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def make_png(**texts: str) -> bytes:
    """Make a PNG of one pixel with texts, in the three kinds of chunks in turn."""
    chunks = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    for index, (key, text) in enumerate(texts.items()):
        keyword = f"invokeai_{key}".encode() + b"\0"
        if index % 3 == 0 and text.isascii():
            chunks += chunk(b"tEXt", keyword + text.encode())
        elif index % 3 == 1 and text.isascii():
            chunks += chunk(b"zTXt", keyword + b"\0" + zlib.compress(text.encode()))
        else:
            chunks += chunk(b"iTXt", keyword + b"\0\0\0\0" + text.encode())
    return b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture
def varied(make_workflow: MakeWorkflow) -> Workflow:
    workflow = make_workflow(NODES, form=FORM, labels={"p.value": "Prompt", "n.seed": "Seed"})
    workflow.batch(zip={"Prompt": ["a fox", "an owl"], "Seed": [7, 12]})
    return workflow


@pytest.mark.parametrize(("choice", "values"), [(0, ("a fox", 7)), (1, ("an owl", 12))])
def test_the_values_that_made_the_image_win(varied: Workflow, choice: int, values: tuple[str, int]) -> None:
    batch = varied.compile()
    png = make_png(workflow=json.dumps(batch.workflow), graph=json.dumps(as_server(batch, choice)))
    definition = WorkflowDefinition.from_image(png)
    again = Workflow(definition)
    assert (again.inputs["Prompt"].value, again.inputs["Seed"].value) == values
    found = {(f.node_id, f.field_name) for f in again.findings if f.code == "embedded_graph_value"}
    assert found == (set() if choice == 0 else {("p", "value"), ("n", "seed")})
    assert [f for f in again.warnings if f.code == "embedded_graph_value"] == list(definition.findings)
    # Everything else is as before.
    assert again.raw_value("s", "board") == "auto"
    expected = json.loads(json.dumps(batch.graph))
    expected["nodes"]["p"]["value"], expected["nodes"]["n"]["seed"] = values
    assert again.compile().graph == expected
    if choice == 0:
        assert definition.raw == batch.workflow


def test_the_message_names_both_values(varied: Workflow) -> None:
    batch = varied.compile()
    definition = WorkflowDefinition.from_embedded(batch.workflow or {}, as_server(batch, 1))
    text = str(next(f for f in definition.findings if f.field_name == "seed"))
    assert "12" in text
    assert "7" in text
    assert "noise" in text


def test_a_field_that_the_workflow_lacks_gets_its_value(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"n": ("add", {"a": 1})})
    workflow.batch(product={("n", "b"): [5, 6]})
    batch = workflow.compile()
    raw = workflow.definition.raw
    again = Workflow(WorkflowDefinition.from_embedded(raw, as_server(batch, 1)))
    assert again.compile().graph["nodes"]["n"] == {**batch.graph["nodes"]["n"], "b": 6}
    assert len(again.findings) == 1


@pytest.mark.parametrize("connector", [False, True])
@pytest.mark.parametrize("generator", [False, True])
def test_a_batch_node_keeps_the_item_that_made_the_image(
    make_workflow: MakeWorkflow, connector: bool, generator: bool
) -> None:
    nodes: dict[str, Any] = {
        "b": ("integer_batch", {"integers": [1, 2, 3], "batch_group_id": "None"}),
        "n": ("add", {"a": 0, "b": 0}),
    }
    edges = ["b.value > n.a"]
    if connector:
        nodes["c"] = ("connector", {})
        edges = ["b.value > c.in", "c.out > n.a"]
    if generator:
        nodes["g"] = ("integer_generator", {"generator": {"type": "integer_generator_parse_string", "input": "7,8,9"}})
        edges.append("g.integers > b.integers")
    batch = make_workflow(nodes, *edges, form=["b.integers"]).compile()
    again = Workflow(WorkflowDefinition.from_embedded(batch.workflow or {}, as_server(batch, 1)))
    items = [8] if generator else [2]
    assert again.inputs[0].value == items
    assert [[e["items"] for e in entries] for entries in again.compile().data] == [[items]]
    assert again.compile().graph["nodes"]["n"]["a"] == items[0]


def test_inputs_that_another_node_feeds_are_not_changed(make_workflow: MakeWorkflow) -> None:
    workflow = make_workflow({"i": ("integer", {"value": 3}), "n": ("add", {"a": 1})}, "i.value > n.a")
    batch = workflow.compile()
    definition = WorkflowDefinition.from_embedded(batch.workflow or {}, as_server(batch, 0))
    assert definition.findings == ()


def test_the_values_of_a_called_workflow(make_workflow: MakeWorkflow) -> None:
    name = "saved_workflow_input::x::a"
    slot = {
        "name": name,
        "title": "A",
        "required": False,
        "description": "",
        "fieldKind": "input",
        "input": "any",
        "ui_hidden": False,
        "type": {"name": "IntegerField", "cardinality": "SINGLE", "batch": False},
    }
    raw = make_workflow({"c": ("call_saved_workflow", {"workflow_id": "", name: 1})}).definition.to_dict()
    raw["nodes"][0]["data"]["dynamicInputTemplates"] = {name: slot}
    graph = Workflow(WorkflowDefinition(raw)).compile().graph
    graph["nodes"]["c"]["workflow_inputs"][name] = 2
    again = Workflow(WorkflowDefinition.from_embedded(raw, graph))
    assert again.raw_value("c", name) == 2


def test_a_graph_of_another_workflow_changes_nothing(varied: Workflow) -> None:
    raw = varied.definition.raw
    graph = {"nodes": {"other": {"id": "other", "type": "add", "a": 1}}, "edges": []}
    definition = WorkflowDefinition.from_embedded(raw, graph)
    assert definition.raw == raw
    assert [f.code for f in definition.findings] == ["embedded_graph_differs"]


def test_a_damaged_graph_beside_a_workflow_is_ignored(varied: Workflow) -> None:
    png = make_png(workflow=json.dumps(varied.definition.raw), graph="{")
    assert WorkflowDefinition.from_image(png).raw == varied.definition.raw


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
WORKFLOW = {
    "name": "",
    "nodes": [
        {"id": "b", "type": "invocation", "data": {"type": "string_batch", "inputs": {"strings": {"value": ["x"]}}}},
        {"id": "n", "type": "invocation", "data": {"type": "add", "inputs": {"a": {"value": 1}}}},
    ],
    "edges": [{"source": "b", "sourceHandle": "value", "target": "n", "targetHandle": "a"}],
    "meta": {"version": "4.0.0"},
}
GRAPH = {"nodes": {"n": {"type": "add", "id": "n", "a": 2, "b": 3}}, "edges": [{"destination": {"node_id": "n"}}]}


def list_places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from list_places(item, (*path, key))


def replace(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = json.loads(json.dumps(document))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(product("wg", range(30)))), ANYTHING)
def test_damaged_documents_never_raise(place: tuple[str, int], value: Any) -> None:
    documents = {"w": WORKFLOW, "g": GRAPH}
    which, index = place
    places = [path for path in list_places(documents[which]) if path]
    documents[which] = replace(documents[which], places[index % len(places)], value)
    WorkflowDefinition.from_embedded(documents["w"], documents["g"])


# --- PNGs ------------------------------------------------------------------------------------------------------------

PNG = make_png(workflow=json.dumps({"name": "fuchs"}), graph=json.dumps(GRAPH), metadata=json.dumps({"a": "ü"}))


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_png_is_read_or_raises_a_typed_error(data: st.DataObject) -> None:
    damaged = bytearray(PNG[: data.draw(st.integers(0, len(PNG)))])
    for index in data.draw(st.lists(st.integers(0, len(PNG)), max_size=4)):
        if index < len(damaged):
            damaged[index] = data.draw(st.integers(0, 255))
    with suppress(InvokeAIError):
        WorkflowDefinition.from_image(bytes(damaged))


@given(st.text() | st.sampled_from(["[1]", "null", "1e999", '{"a": NaN}', "[" * 100_000, '{"a":' * 5000]))
def test_any_embedded_text_is_read_or_raises_a_typed_error(text: str) -> None:
    for texts in ({"workflow": text}, {"graph": text}, {"workflow": '{"nodes": []}', "graph": text}):
        with suppress(InvokeAIError):
            Workflow(WorkflowDefinition.from_image(make_png(**texts)))


def test_a_png_that_ends_after_its_workflow_is_read() -> None:
    end = PNG.index(b"IDAT")
    assert WorkflowDefinition.from_image(PNG[:end]).name == "fuchs"


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (b"\xff\xd8\xff\xe0 a JPEG", "not a PNG"),
        (b"", "not a PNG"),
        (make_png(), "neither workflow nor graph"),
        (PNG.replace(b"fuchs", b"fucks"), "checksum"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"parameters\0Steps: 20") + chunk(b"IEND", b""), "web UI"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"tEXt", b"prompt\0{}") + chunk(b"IEND", b""), "ComfyUI"),
        (
            b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"invokeai_workflow\0\0" + zlib.compress(b" " * (65 * 2**20))),
            "64 MiB",
        ),
    ],
)
def test_a_picture_without_a_workflow_is_refused_with_the_reason(image: bytes, reason: str) -> None:
    with pytest.raises(WorkflowFormatError, match=reason):
        WorkflowDefinition.from_image(image)


def test_texts_are_read_as_pillow_reads_them() -> None:
    images = pytest.importorskip("PIL.Image")
    with images.open(io.BytesIO(PNG)) as opened:
        info = opened.info
    texts = read_png_texts(PNG)
    assert texts.workflow == info["invokeai_workflow"]
    assert texts.graph == info["invokeai_graph"]
    assert texts.metadata == info["invokeai_metadata"]
