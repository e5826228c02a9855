"""Loading, setting and compiling workflows."""

import copy
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import (
    BatchError,
    FieldValueError,
    GraphError,
    InvokeAIError,
    MissingInputError,
    UnknownInputError,
    UnknownNodeError,
)
from invokeai_sdk.fields.pending import PendingModel
from invokeai_sdk.fields.validate import find_violations
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.context import CompileContext
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.plan import diff
from invokeai_sdk.workflow.submission_checks import _PLAIN, _is_surely_valid
from invokeai_sdk.workflow.workflow import Workflow


def node(node_id, node_type, **values):
    inputs = {
        name: {"name": name, "label": "", "description": ""} | ({} if value is UNSET else {"value": value})
        for name, value in values.items()
    }
    data = {
        "id": node_id,
        "type": node_type,
        "version": Catalogue.load_bundled()[node_type].version if node_type in Catalogue.load_bundled() else "1.0.0",
        "nodePack": "invokeai",
        "label": "",
        "notes": "",
        "isOpen": True,
        "isIntermediate": True,
        "useCache": True,
        "inputs": inputs,
    }
    return {"id": node_id, "type": "invocation", "data": data, "position": {"x": 0, "y": 0}}


def edge(source, source_handle, target, target_handle):
    ends = {"source": source, "sourceHandle": source_handle, "target": target, "targetHandle": target_handle}
    return {"id": f"{source}-{target}-{target_handle}", "type": "default"} | ends


def raw(nodes, edges=(), exposed=()):
    texts = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")
    return texts | {
        "nodes": list(nodes),
        "edges": list(edges),
        "exposedFields": [{"nodeId": n, "fieldName": f} for n, f in exposed],
        "meta": {"version": "4.0.0", "category": "user"},
    }


def load(nodes, edges=(), exposed=(), **options):
    return Workflow(WorkflowDefinition(raw(nodes, edges, exposed)), **options)


@pytest.fixture
def sums():
    return load(
        [node("i", "integer", value=3), node("n", "add", a=1, b=2), node("s", "string", value="x")],
        [edge("i", "value", "n", "a")],
        [("n", "b"), ("n", "a"), ("s", "value")],
    )


# --- Values ----------------------------------------------------------------------------------------------------------


def test_setting_an_input_changes_one_place_in_the_graph_or_none_if_connected(sums):
    before = sums.compile()
    for inp in sums.inputs:
        other = sums.copy()
        other.inputs[inp.index] = 9 if inp.field_name != "value" else "y"
        changed = [d.path for d in diff(before, other.compile())]
        assert changed == ([] if inp.connected else [f"nodes.{inp.node_id}.{inp.field_name}"])
    assert diff(before, sums.compile()) == ()


def test_neither_loading_nor_setting_nor_compiling_changes_the_definition(sums):
    kept = copy.deepcopy(sums.definition.raw)
    sums.inputs["n", "b"] = 5
    batch = sums.compile()
    batch.graph["nodes"]["n"]["b"] = 6
    batch.workflow["nodes"].clear()
    assert sums.definition.raw == kept
    assert sums.compile().graph["nodes"]["n"]["b"] == 5


def test_nested_values_are_not_shared():
    workflow = load([node("m", "core_metadata", mine={"list": [1]})])
    workflow.compile().graph["nodes"]["m"]["mine"]["list"].append(2)
    assert workflow.compile().graph["nodes"]["m"]["mine"] == {"list": [1]}


def test_compiling_twice_gives_the_same_result(sums):
    first, second = sums.compile(runs=2), sums.compile(runs=2)
    assert first.body("b") == second.body("b")
    assert first.expansion == 2


def test_a_field_that_the_file_lacks_can_be_set():
    workflow = load([node("n", "add", a=1)])
    workflow.inputs["n", "b"] = 4
    batch = workflow.compile()
    assert batch.graph["nodes"]["n"]["b"] == 4
    assert batch.workflow["nodes"][0]["data"]["inputs"]["b"]["value"] == 4


def test_errors_for_unknown_nodes_and_fields_suggest_close_matches(sums):
    with pytest.raises(UnknownNodeError, match="nn"):
        sums.node("nn")
    with pytest.raises(UnknownInputError, match="did you mean"):
        sums.value("s", "valu")


def test_copies_are_independent(sums):
    other = sums.copy()
    other.inputs["n", "b"] = 7
    assert (sums.raw_value("n", "b"), other.raw_value("n", "b")) == (2, 7)


# --- Batches without batch nodes -------------------------------------------------------------------------------------


def test_a_product_and_a_zip(sums):
    sums.batch(product={("n", "b"): range(3)}, zip={("s", "value"): ["p", "q"], ("i", "value"): [7, 8]})
    batch = sums.compile(runs=2)
    assert batch.expansion == 2 * 3 * 2
    assert [[(e["node_path"], e["items"]) for e in entries] for entries in batch.data] == [
        [("n", [0, 1, 2])],
        [("s", ["p", "q"]), ("i", [7, 8])],
    ]
    sums.batch()
    assert sums.compile().data == []


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([1, True], None),
        ([1, None], "bad_batch_item"),
        ([1, "2"], None),
        ([float("nan")], None),
        ([{"a": 1}], None),
        ([], "empty_batch"),
        ("12", "not_a_list"),
    ],
)
def test_unsendable_items_are_refused_when_they_are_set(sums, items, code):
    with pytest.raises(BatchError) as caught:
        sums.batch(product={("n", "b"): items})
    assert code is None or caught.value.code == code
    assert sums.compile().data == []


def test_uneven_zips_are_refused(sums):
    with pytest.raises(BatchError) as caught:
        sums.batch(zip={("n", "b"): [1], ("s", "value"): ["p", "q"]})
    assert caught.value.code == "uneven_batch"


def test_connected_inputs_cannot_vary(sums):
    with pytest.raises(BatchError) as caught:
        sums.batch(product={("n", "a"): [1, 2]})
    assert caught.value.code == "connected_batch_field"


def test_bounds_and_options_are_checked_for_every_item():
    workflow = load([node("n", "noise", seed=1, width=512), node("m", "integer_math", operation="ADD")])
    with pytest.raises(BatchError) as caught:
        workflow.batch(product={("n", "width"): [64, 65, 128]})
    assert caught.value.code == "not_a_multiple"
    with pytest.raises(BatchError):
        workflow.batch(product={("m", "operation"): ["ADD", "ADDD"]})


def test_a_varied_input_needs_no_other_value():
    workflow = load([node("i", "image", image=UNSET)])
    with pytest.raises(MissingInputError):
        workflow.compile()
    workflow.batch(product={("i", "image"): [{"image_name": "a.png"}, {"image_name": "b.png"}]})
    assert workflow.compile().expansion == 2


# --- The server's answers --------------------------------------------------------------------------------------------


def test_files_and_names_are_listed_and_replaced():
    model = {"key": "k", "hash": "h", "name": "M", "base": "sd-1", "type": "main"}
    workflow = load([node("m", "main_model_loader", model=UNSET), node("i", "image", image=UNSET)])
    workflow.inputs["m", "model"] = "M"
    workflow.inputs["i", "image"] = Path("a.png")
    needs = workflow.needs()
    assert len(needs.pending) == 2
    with pytest.raises(FieldValueError):
        workflow.compile()
    answers = {p: model if isinstance(p, PendingModel) else {"image_name": "a.png"} for p in needs.pending}
    context = CompileContext(answers=answers)
    assert not workflow.needs(context)
    nodes = workflow.compile(context=context).graph["nodes"]
    assert (nodes["m"]["model"], nodes["i"]["image"]) == (model, {"image_name": "a.png"})


def test_legacy_models_can_be_looked_up():
    model = {"key": "k", "hash": "h", "name": "sd15", "base": "sd-1", "type": "main"}
    old = {"model_name": "sd15", "base_model": "sd-1", "model_type": "main"}
    workflow = load([node("m", "main_model_loader", model=old)])
    (pending,) = workflow.needs().pending
    assert workflow.raw_value("m", "model") is UNSET
    batch = workflow.compile(context=CompileContext(answers={pending: model}))
    assert batch.graph["nodes"]["m"]["model"] == model


def test_random_generators_draw_once_per_context():
    generator = {"type": "integer_generator_random_distribution_uniform", "min": 0, "max": 10**6, "count": 5}
    workflow = load(
        [
            node("g", "integer_generator", generator=generator),
            node("x", "integer_batch", integers=[]),
            node("n", "add", a=1),
        ],
        [edge("g", "integers", "x", "integers"), edge("x", "value", "n", "a")],
    )
    context = CompileContext()
    first = workflow.compile(context=context).data
    assert workflow.compile(context=context).data == first
    assert workflow.compile(context=context.redraw()).data != first
    seeded = CompileContext(seed=1)
    assert seeded.redraw() is seeded
    assert workflow.compile(context=seeded).data == workflow.compile(context=CompileContext(seed=1)).data


def test_unseeded_prompts_are_requested_and_compiled_with_one_seed():
    generator = {"type": "string_generator_dynamic_prompts_random", "input": "{a|b}", "count": 2}
    workflow = load(
        [
            node("g", "string_generator", generator=generator),
            node("x", "string_batch", strings=[]),
            node("s", "string_join", string_left=""),
        ],
        [edge("g", "strings", "x", "strings"), edge("x", "value", "s", "string_left")],
    )
    context = CompileContext()
    (request,) = workflow.needs(context).prompts
    answered = CompileContext(seed=None, entropy=context._entropy, prompts={request: ["a", "b"]})
    assert workflow.compile(context=answered).data[0][0]["items"] == ["a", "b"]
    assert 0 <= request.seed < 2**32


# --- Refusals --------------------------------------------------------------------------------------------------------


def test_an_empty_workflow_is_refused():
    with pytest.raises(GraphError):
        load([]).compile()


def test_iterate_and_collect_need_a_connection():
    with pytest.raises(GraphError, match="iterate"):
        load([node("i", "iterate", collection=UNSET)]).compile()
    with pytest.raises(GraphError, match="collect"):
        load([node("c", "collect", item=UNSET)]).compile()


def test_required_inputs_that_are_not_in_the_file_are_reported():
    with pytest.raises(MissingInputError) as caught:
        load([node("i", "image")]).compile()
    assert (caught.value.node_id, caught.value.field_name) == ("i", "image")


def test_values_out_of_bounds_are_refused_unless_validation_is_off():
    workflow = load([node("n", "noise", seed=1, width=-5)])
    with pytest.raises(FieldValueError):
        workflow.compile()
    assert workflow.compile(validate=False).graph["nodes"]["n"]["width"] == -5


def test_a_kept_unknown_node_cannot_close_a_cycle_or_feed_twice():
    nodes = [node("u", "my_node", x=1), node("n", "add", a=1), node("i", "integer", value=1)]
    cycle = load(nodes, [edge("u", "v", "n", "a"), edge("n", "value", "u", "x")])
    with pytest.raises(GraphError, match="cycle"):
        cycle.compile(unknown_nodes="keep")
    twice = load(nodes, [edge("u", "v", "n", "a"), edge("i", "value", "n", "a")])
    with pytest.raises(GraphError, match="2 edges"):
        twice.compile(unknown_nodes="keep")


def test_the_error_for_an_unknown_type_suggests_close_matches():
    with pytest.raises(UnknownNodeError, match=r"'nois'.*'noise'") as caught:
        load([node("n", "nois")]).compile()
    assert caught.value.node_id == "n"


@pytest.mark.parametrize("runs", [0, -1, True, 1.5])
def test_runs_must_be_an_integer_of_at_least_one(sums, runs):
    with pytest.raises(BatchError):
        sums.compile(runs=runs)


# --- Plans -----------------------------------------------------------------------------------------------------------


def test_a_plan_sends_nothing_and_refuses_nothing():
    workflow = load([node("i", "image", image=UNSET), node("n", "noise", width=-5)])
    plan = workflow.plan(runs=3)
    assert not plan.ok
    assert [f.code for f in plan.findings if f.severity == "error"] == ["missing_input"]
    assert plan.expansion == 3
    workflow.inputs["n", "width"] = 64
    workflow.inputs["i", "image"] = Path("a.png")
    plan = workflow.plan()
    assert plan.ok
    assert "a.png" in str(plan)
    assert plan.body("b")["batch"]["batch_id"] == "b"


def test_a_plan_includes_unknown_nodes():
    plan = load([node("u", "my_node", x=1)]).plan()
    assert [f.code for f in plan.findings] == ["missing_template", "unknown_node_type"]
    assert "u" in plan.batch.graph["nodes"]


def test_the_difference_between_a_batch_and_a_queue_item(sums):
    batch = sums.compile()
    graph = json.loads(json.dumps(batch.graph))
    graph["nodes"]["n"] |= {"b": 9, "board": None}
    assert [str(d) for d in diff(batch, {"session": {"graph": graph}})] == ["nodes.n.b: 2 -> 9"]


def test_a_workflow_built_from_a_graph_compiles_to_it(sums):
    graph = sums.compile().graph
    server_side = json.loads(json.dumps(graph))
    server_side["nodes"]["n"]["a"] = None  # the server writes inputs without a value as null
    again = Workflow(WorkflowDefinition.from_graph(server_side))
    assert diff(graph, again.compile()) == ()
    assert again.warnings == ()


@pytest.mark.parametrize("graph", [{}, {"nodes": {"a": 1}, "edges": []}, {"nodes": {}, "edges": [{"source": {}}]}])
def test_json_that_is_not_a_graph_raises_a_typed_error(graph):
    with pytest.raises(InvokeAIError):
        WorkflowDefinition.from_graph(graph)


def test_an_image_with_only_a_graph(tmp_path, sums):
    images = pytest.importorskip("PIL.Image")
    info = pytest.importorskip("PIL.PngImagePlugin").PngInfo()
    info.add_text("invokeai_graph", json.dumps(sums.compile().graph))
    images.new("RGB", (8, 8)).save(tmp_path / "i.png", pnginfo=info)
    workflow = Workflow(WorkflowDefinition.from_image(tmp_path / "i.png"))
    assert diff(sums.compile(), workflow.compile()) == ()


# --- Older servers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("version", "schema"), [("6.8.0", "3.0.0"), ("6.13.0", "4.0.0"), (None, "4.0.0")])
def test_the_schema_of_the_embedded_workflow(version, schema):
    catalogue = Catalogue(dict(Catalogue.load_bundled()), server_version=version)
    workflow = load([node("n", "add", a=1)], catalogue=catalogue)
    assert workflow.compile().workflow["meta"]["version"] == schema


# --- Arbitrary JSON --------------------------------------------------------------------------------------------------

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def _places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


FULL = raw(
    [
        node("i", "integer", value=3),
        node("n", "add", a=1, b=2),
        node("c", "call_saved_workflow", workflow_id="W"),
        node("g", "float_generator", generator={"type": "float_generator_linear_distribution", "count": 3}),
        node("x", "float_batch", floats=[1.5], batch_group_id="Group 1"),
        node("f", "float_math", a=1.0),
        node("k", "image_collection", images=[{"image_name": "i.png"}]),
        {"id": "o", "type": "connector", "data": {"id": "o", "type": "connector", "label": "", "isOpen": True}},
    ],
    [
        edge("i", "value", "o", "in"),
        edge("o", "out", "n", "a"),
        edge("g", "floats", "x", "floats"),
        edge("x", "value", "f", "a"),
    ],
    [("n", "b")],
) | {
    "form": {
        "rootElementId": "r",
        "elements": {
            "r": {"id": "r", "type": "container", "data": {"layout": "row", "children": ["e"]}},
            "e": {
                "id": "e",
                "parentId": "r",
                "type": "node-field",
                "data": {"fieldIdentifier": {"nodeId": "n", "fieldName": "b"}, "settings": {"min": 1}},
            },
        },
    }
}
PLACES = [path for path in _places(FULL) if path]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=3))
def test_a_damaged_workflow_compiles_or_raises_a_typed_error(changes):
    damaged = copy.deepcopy(FULL)
    for path, value in changes:
        holder = damaged
        try:
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = value
        except (TypeError, KeyError, IndexError):  # an earlier change removed this place
            continue
    context = CompileContext.from_json({"missing_images": ["i.png"], "saved_workflows": {"W": {"workflow": damaged}}})
    with suppress(InvokeAIError):
        workflow = Workflow(WorkflowDefinition(damaged), context=context)
        assert all(inp.value is not None or inp.field_type is None for inp in workflow.inputs)
        workflow.needs()
        json.dumps(workflow.compile(validate=False, unknown_nodes="keep").body("b"), allow_nan=False)
        workflow.compile()


@given(ANYTHING)
def test_any_other_json_raises_a_typed_error(value):
    with pytest.raises(InvokeAIError):
        Workflow(WorkflowDefinition(value))


def test_deep_nesting_raises_a_typed_error():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    for workflow in (raw([node("m", "core_metadata", x=deep)]), raw([]) | {"nodes": deep}, raw([]) | {"form": deep}):
        try:
            Workflow(WorkflowDefinition(workflow)).compile()
        except InvokeAIError:
            continue
        pytest.fail("nothing was refused")


# --- The fast check of plain values ----------------------------------------------------------------------------------

BOUNDED = [slot for t in Catalogue.load_bundled().values() for slot in t.inputs.values() if slot.type.name in _PLAIN]


@given(st.sampled_from(BOUNDED), SCALARS | st.integers(-3, 3) | st.floats(-3, 3) | st.sampled_from([64, 512, "ADD"]))
def test_a_value_that_is_surely_valid_breaks_no_rule(slot, value):
    if _is_surely_valid(slot, value):
        assert find_violations(slot, value, connected=False) == ()
