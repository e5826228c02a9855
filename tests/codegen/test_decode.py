"""Whatever a supported server may answer is decoded, typed as far as it can be, and loses nothing."""

from __future__ import annotations

import inspect

import pytest
from invokeai_api import api, models

from codegen import compat
from codegen.spec import Lock, operation_name, operations, schemas
from codegen.walk import members, reference, resolve
from tests.codegen.synthesise import Synthesiser

VERSIONS = [*compat.older_specs(), Lock.read().server_version]


def json_answers(operation):
    """Yield (status, schema) of the JSON answers of an operation that succeed."""
    for status, answer in operation["responses"].items():
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if status.startswith("2") and schema:
            yield status, schema


def encoded(value):
    if isinstance(value, list):
        return [encoded(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def assert_typed(document, schema, value):
    """Fail where a value fell back to raw JSON although the document gives it a class of its own.

    The generated code tries the members of a union and quietly keeps the JSON if none fits.
    """
    schema = resolve(document, schema)
    if union := members(schema):
        objects = [m for m in union if resolve(document, m).get("properties")]
        if len(objects) == 1 and isinstance(value, dict):
            pytest.fail(f"not decoded: {str(value)[:200]}")
        if len(objects) == 1 and hasattr(value, "to_dict"):
            assert_typed(document, objects[0], value)
    elif schema.get("type") == "array" and isinstance(value, list):
        for item in value:
            assert_typed(document, schema["items"], item)
    elif schema.get("properties"):
        assert hasattr(value, "to_dict"), f"not decoded: {str(value)[:200]}"
        for name, inner in schema["properties"].items():
            if (attribute := getattr(value, name, None)) is not None and attribute.__class__.__name__ != "Unset":
                assert_typed(document, inner, attribute)


@pytest.mark.parametrize("version", VERSIONS)
def test_answers(version, documents, prepared):
    document = documents[version]
    assert decode_all(document, prepared, Synthesiser(document)) > 400


def test_answers_of_tomorrow(bundled, prepared):
    """Unknown enum values, model bases and node types break nothing."""
    assert decode_all(bundled, prepared, Synthesiser(bundled, tomorrow=True)) > 400


def request_of(name):
    tag, _, function = name.partition(".")
    build = getattr(getattr(api, tag), function)
    required = [p.name for p in inspect.signature(build).parameters.values() if p.default is p.empty]
    return build(**{name: {} if name == "body" else "x" for name in required})


def decode_all(document, prepared, synthesiser):
    """Decode all answers a server may give, and return how many."""
    known = operations(prepared)
    decoded = 0
    for key, operation in operations(document).items():
        if key not in known:
            continue
        request = request_of(operation_name(known[key]))
        expected = dict(json_answers(known[key]))
        for status, schema in json_answers(operation):
            if status not in expected:
                continue
            for payload in synthesiser.payloads(schema):
                value = request.parse(payload)
                assert encoded(value) == payload
                assert_typed(prepared, expected[status], value)
                decoded += 1
    return decoded


@pytest.mark.parametrize("version", VERSIONS)
def test_events(version, documents, prepared):
    synthesiser = Synthesiser(documents[version])
    names = [name for name in schemas(documents[version]) if name.endswith("Event")]
    assert len(names) > 20
    for name in names:
        model = getattr(models, name.replace("_", ""))
        for payload in synthesiser.payloads(schemas(documents[version])[name]):
            event = model.from_dict(payload)
            assert event.to_dict() == payload
            assert_typed(prepared, {"$ref": f"#/components/schemas/{name}"}, event)


def test_a_fallback_to_raw_json_would_be_noticed(prepared):
    item = {"anyOf": [{"$ref": "#/components/schemas/SessionQueueItem"}, {"type": "null"}]}
    assert reference(item["anyOf"][0]) in schemas(prepared)
    with pytest.raises(pytest.fail.Exception, match="not decoded"):
        assert_typed(prepared, item, {"item_id": 1})
