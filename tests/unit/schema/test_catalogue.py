"""Tests of the catalogue and of the compact JSON form of node templates."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import SchemaError
from invokeai_sdk.schema import catalogue
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.codec import decode_node, decode_type, encode_node, encode_type
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate, OutputTemplate

names = st.text(st.characters(codec="ascii", categories=["L", "N"], include_characters="_"), min_size=1, max_size=9)
texts = st.text(max_size=9)
values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts)
defaults = st.one_of(st.just(UNSET), values, st.lists(values, max_size=2), st.dictionaries(texts, values, max_size=2))
numbers = st.none() | st.integers() | st.floats(allow_nan=False)
counts = st.none() | st.integers(0, 9)
filters = st.none() | st.lists(texts, max_size=2).map(tuple)
types = st.recursive(
    st.builds(FieldType, names, st.sampled_from(Cardinality), st.booleans()),
    lambda inner: st.builds(FieldType, names, st.sampled_from(Cardinality), st.booleans(), inner),
    max_leaves=2,
)
inputs = st.builds(
    InputTemplate,
    name=names,
    title=texts,
    type=types,
    description=texts,
    required=st.booleans(),
    input=st.sampled_from(["any", "direct", "connection"]),
    default=defaults,
    minimum=numbers,
    exclusive_maximum=numbers,
    min_items=counts,
    options=st.none() | st.lists(values, max_size=3).map(tuple),
    option_labels=st.none() | st.dictionaries(texts, texts, max_size=2),
    ui_hidden=st.booleans(),
    ui_component=st.none() | texts,
    ui_order=st.none() | st.integers(),
    model_base=filters,
    model_provider=filters,
)
outputs = st.builds(OutputTemplate, name=names, title=texts, type=types, ui_order=st.none() | st.integers())
nodes = st.builds(
    NodeTemplate,
    type=names,
    title=texts,
    version=texts,
    description=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
    use_cache=st.booleans(),
    output_type=names,
    inputs=st.lists(inputs, max_size=3).map(lambda fields: {field.name: field for field in fields}),
    outputs=st.lists(outputs, max_size=2).map(lambda fields: {field.name: field for field in fields}),
)


@given(nodes)
def test_a_decoded_node_equals_the_encoded_one(node):
    decoded = decode_node(node.type, json.loads(json.dumps(encode_node(node))))
    assert decoded == node
    assert list(decoded.inputs) == list(node.inputs)


@given(types)
def test_a_decoded_type_equals_the_encoded_one(field_type):
    assert decode_type(json.loads(json.dumps(encode_type(field_type)))) == field_type


def test_a_type_without_further_attributes_is_encoded_as_its_name():
    assert encode_type(FieldType("ImageField")) == "ImageField"
    assert encode_type(FieldType("ImageField", Cardinality.COLLECTION)) == {
        "name": "ImageField",
        "cardinality": "COLLECTION",
    }


def test_attributes_with_default_values_are_left_out():
    field = InputTemplate(name="some_name", title="Some Name", type=FieldType("IntegerField"), default=None)
    node = NodeTemplate(type="n", title="N", version="1.0.0", inputs={"some_name": field})
    assert encode_node(node) == {
        "title": "N",
        "version": "1.0.0",
        "inputs": {"some_name": {"type": "IntegerField", "default": None}},
    }


def test_the_bundled_catalogue_is_read_once():
    assert Catalogue.load_bundled() is Catalogue.load_bundled()
    assert Catalogue.load_bundled()["add"] is Catalogue.load_bundled()["add"]


def test_a_catalogue_is_an_immutable_mapping():
    known = Catalogue.load_bundled()
    assert len(known) == len(list(known)) == 309
    assert "add" in known
    assert "no_such_node" not in known
    assert 7 not in known
    assert known.get("no_such_node") is None
    with pytest.raises(KeyError):
        known["no_such_node"]
    with pytest.raises(TypeError):
        known["add"] = known["sub"]


def test_a_catalogue_made_from_json_equals_the_original():
    known = Catalogue.load_bundled()
    copy = Catalogue.from_json(json.loads(json.dumps(known.to_json())))
    assert copy == known
    assert list(copy) == list(known)
    assert copy.server_version == known.server_version
    assert Catalogue(dict(known), server_version=known.server_version).to_json() == known.to_json()


def test_suggestions_are_the_most_similar_node_types():
    assert Catalogue.load_bundled().suggest("denoise_latent")[0] == "denoise_latents"
    assert Catalogue.load_bundled().suggest("zzzzzzzzzz") == ()


def test_repr_has_the_number_of_nodes_and_the_server_version():
    assert repr(Catalogue.load_bundled()) == "<Catalogue: 309 nodes of InvokeAI 6.14.2>"
    assert repr(Catalogue({})) == "<Catalogue: 0 nodes>"


def test_a_catalogue_can_be_made_from_an_openapi_document():
    node = {
        "class": "invocation",
        "title": "Mine",
        "properties": {"type": {"default": "mine"}},
        "output": {"$ref": "#/components/schemas/Out"},
    }
    out = {"class": "output", "properties": {"type": {"default": "out"}}}
    known = Catalogue.from_openapi({"components": {"schemas": {"Mine": node, "Out": out}}}, server_version="9.9")
    assert list(known) == ["mine"]
    assert known.server_version == "9.9"


@pytest.mark.parametrize("wrong", [{}, {"nodes": []}])
def test_json_without_nodes_is_refused(wrong):
    with pytest.raises(SchemaError, match="the key 'nodes' must hold an object"):
        Catalogue.from_json(wrong)


def test_the_bundled_catalogue_needs_the_generated_package(monkeypatch):
    monkeypatch.setattr(catalogue, "find_spec", lambda _: None)
    with pytest.raises(SchemaError, match="invokeai_api is not installed"):
        catalogue._read_bundled.__wrapped__()
