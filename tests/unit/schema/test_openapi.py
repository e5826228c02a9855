"""Tests of the parser of OpenAPI documents."""

import json
from pathlib import Path

import pytest
from attrs import evolve

from invokeai_sdk.errors import SchemaError
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.codec import decode_node
from invokeai_sdk.schema.openapi import parse_openapi
from invokeai_sdk.schema.types import Cardinality, FieldType

FIELD = {"field_kind": "input", "type": "integer", "input": "any"}


def document(inputs=None, outputs=None, *, node_type="probe", **node):
    """Return an OpenAPI document with one node."""
    attribute = {"field_kind": "node_attribute"}
    properties = {
        "id": attribute | {"type": "string"},
        "is_intermediate": attribute | {"type": "boolean", "ui_type": "IsIntermediate"},
        "use_cache": attribute | {"type": "boolean", "default": True},
        **(inputs or {}),
        "type": attribute | {"const": node_type, "default": node_type},
    }
    schema = {
        "class": "invocation",
        "title": "ProbeInvocation",
        "version": "1.2.3",
        "node_pack": "mine",
        "classification": "beta",
        "category": "math",
        "tags": ["a"],
        "properties": properties,
        "output": {"$ref": "#/components/schemas/ProbeOutput"},
        **node,
    }
    output = {"class": "output", "properties": {**(outputs or {}), "type": {"default": "probe_output"}}}
    return {"components": {"schemas": {"ProbeInvocation": schema, "ProbeOutput": output, "Other": {"type": "object"}}}}


def parse_probe(inputs=None, outputs=None, **node):
    (template,) = parse_openapi(document(inputs, outputs, **node)).values()
    return template


def read_editor_templates():
    return json.loads(Path(__file__).with_name("editor_templates.json").read_text("utf-8"))


@pytest.mark.parametrize("node_type", read_editor_templates())
def test_bundled_nodes_equal_those_of_the_editor(node_type):
    """editor_templates.json holds what InvokeAI's editor parsed from half of the 6.14.2 nodes, without descriptions."""
    bundled = Catalogue.load_bundled()[node_type]
    plain = evolve(
        bundled,
        description="",
        inputs={n: evolve(f, description="", options=options_in_editor(f)) for n, f in bundled.inputs.items()},
        outputs={n: evolve(f, description="") for n, f in bundled.outputs.items()},
    )
    assert plain == decode_node(node_type, read_editor_templates()[node_type])


def options_in_editor(field):
    """Return the options that the editor parses: it ignores the schedulers in the schema."""
    return None if field.type.name == "SchedulerField" else field.options


def test_the_attributes_of_a_node():
    template = parse_probe({"a": FIELD}, {"sum": {"field_kind": "output", "type": "integer"}})
    assert (template.type, template.title, template.version) == ("probe", "Probe", "1.2.3")
    assert (template.node_pack, template.classification, template.category) == ("mine", "beta", "math")
    assert (template.tags, template.use_cache, template.output_type) == (("a",), True, "probe_output")
    assert (list(template.inputs), list(template.outputs)) == (["a"], ["sum"])


def test_the_defaults_of_attributes_that_a_custom_node_leaves_out():
    bare = document({"a": FIELD})
    schema = bare["components"]["schemas"]["ProbeInvocation"]
    for name in ("title", "version", "node_pack", "classification", "category", "tags"):
        del schema[name]
    del schema["properties"]["use_cache"]
    template = parse_openapi(bare)["probe"]
    assert (template.title, template.version, template.node_pack) == ("probe", "1.0.0", "invokeai")
    assert (template.classification, template.category, template.tags) == ("stable", "other", ())
    assert template.use_cache is True


def test_inputs_that_are_reserved_or_cannot_be_parsed_are_left_out():
    template = parse_probe(
        {
            "no_kind": {"type": "integer"},
            "unreadable": {"field_kind": "input"},
            "no_options": {"field_kind": "input", "type": "string", "enum": []},
            "kept": FIELD,
        }
    )
    assert list(template.inputs) == ["kept"]


def test_inputs_are_in_the_editors_order():
    fields = {
        "z": FIELD,
        "second": FIELD | {"ui_order": 2},
        "a": FIELD,
        "first": FIELD | {"ui_order": -1},
        "zero": FIELD | {"ui_order": 0},
    }
    assert list(parse_probe(fields).inputs) == ["first", "zero", "second", "z", "a"]


def test_a_ui_hint_overrides_the_type():
    hinted = FIELD | {"type": "string", "ui_type": "SchedulerField"}
    assert parse_probe({"a": hinted}).inputs["a"].type == FieldType("SchedulerField", original=FieldType("StringField"))
    unreadable = {"field_kind": "input", "ui_type": "AnyField"}
    assert parse_probe({"a": unreadable}).inputs["a"].type == FieldType("AnyField")
    collection = {"field_kind": "input", "type": "array", "items": {}, "ui_type": "CollectionField"}
    assert parse_probe({"a": collection}).inputs["a"].type == FieldType("CollectionField", Cardinality.COLLECTION)


def test_a_hint_for_a_type_without_values_has_no_original():
    assert parse_probe({"a": FIELD | {"ui_type": "AnyField"}}).inputs["a"].type == FieldType("AnyField")


MODEL = {"field_kind": "input", "$ref": "#/components/schemas/ModelIdentifierField"}


@pytest.mark.parametrize(
    ("ui_type", "base", "kind", "variant"),
    [
        ("MainModelField", ("sd-1", "sd-2"), ("main",), None),
        ("SDXLMainModelField", ("sdxl",), ("main",), None),
        ("LoRAModelField", None, ("lora",), None),
        ("CLIPGEmbedModelField", None, ("clip_embed",), ("gigantic",)),
        ("BrandNewModelField", None, None, None),
    ],
)
def test_legacy_model_hints_become_constraints(ui_type, base, kind, variant):
    field = parse_probe({"model": MODEL | {"ui_type": ui_type}}).inputs["model"]
    assert field.type == FieldType("ModelIdentifierField")
    assert (field.model_base, field.model_type, field.model_variant) == (base, kind, variant)


def test_a_legacy_model_hint_on_another_type_is_an_ordinary_hint():
    assert parse_probe({"a": FIELD | {"ui_type": "MainModelField"}}).inputs["a"].type == FieldType("MainModelField")


@pytest.mark.parametrize("kind", ["float", "integer", "string", "image"])
def test_batches_and_generators(kind):
    images = {"type": "array", "items": {"$ref": "#/components/schemas/ImageField"}}
    batch = parse_probe({f"{kind}s": FIELD | images}, node_type=f"{kind}_batch")
    assert batch.inputs[f"{kind}s"].type.batch
    generator = parse_probe({}, {f"{kind}s": {"field_kind": "output", **images}}, node_type=f"{kind}_generator")
    assert generator.outputs[f"{kind}s"].type.batch
    assert not parse_probe({f"{kind}s": FIELD | images}).inputs[f"{kind}s"].type.batch


def test_the_index_of_iterate_is_not_an_input():
    assert list(parse_probe({"index": FIELD, "collection": FIELD}, node_type="iterate").inputs) == ["collection"]
    assert "index" in parse_probe({"index": FIELD}).inputs


@pytest.mark.parametrize("node_type", ["graph", "linear_ui_output"])
def test_nodes_that_the_editor_leaves_out(node_type):
    assert parse_openapi(document(node_type=node_type)) == {}


@pytest.mark.parametrize(
    "output", [{}, {"$ref": "#/components/schemas/Nowhere"}, {"$ref": "#/components/schemas/Other"}]
)
def test_a_node_whose_output_has_no_schema_is_left_out(output):
    assert parse_openapi(document(output=output)) == {}


@pytest.mark.parametrize("wrong", [{}, {"components": {}}, {"openapi": "3.1.0", "paths": {}}])
def test_a_document_without_schemas_is_refused(wrong):
    with pytest.raises(SchemaError, match=r"components\.schemas"):
        parse_openapi(wrong)
