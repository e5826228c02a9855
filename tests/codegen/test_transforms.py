"""The rules that open a document."""

from __future__ import annotations

from copy import deepcopy

import pytest

from codegen import transforms
from codegen.model_record import merge_model_configs
from codegen.prune import prune
from codegen.spec import CodegenError, operations, schemas
from codegen.walk import each_schema, known_values, members


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def thing(required=(), **properties):
    return {"type": "object", "properties": properties, "required": list(required)}


def doc(paths=None, **named):
    return {"paths": paths or {}, "components": {"schemas": named}}


def test_generated_operation_ids_lose_their_tail():
    document = doc(
        {
            "/api/v1/auth/users/{user_id}": {
                "get": {"operationId": "get_user_api_v1_auth_users__user_id__get", "tags": ["authentication"]}
            }
        }
    )
    transforms.clean_operation_ids(document)
    assert document["paths"]["/api/v1/auth/users/{user_id}"]["get"]["operationId"] == "get_user"


def test_two_operations_of_one_name_are_refused():
    document = doc(
        {
            "/a": {"get": {"operationId": "list_a_get", "tags": ["t"]}},
            "/b": {"get": {"operationId": "list_b_get", "tags": ["t"]}},
        }
    )
    with pytest.raises(CodegenError, match=r"t\.list"):
        transforms.clean_operation_ids(document)


def test_a_property_called_title_is_kept():
    document = doc(A={"title": "A", **thing(title={"type": "string", "title": "Title"})})
    transforms.strip_titles(document)
    assert document["components"]["schemas"]["A"] == thing(title={"type": "string"})


def test_dates_stay_strings_and_their_unions_fold():
    dated = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string"}], "description": "when"}
    document = doc(A=thing(at=dated))
    transforms.drop_string_formats(document)
    transforms.simplify_unions(document)
    assert document["components"]["schemas"]["A"]["properties"]["at"] == {"description": "when", "type": "string"}


def test_enums_and_constants_open_and_are_remembered():
    document = doc(A=thing(kind={"type": "string", "enum": ["x", "y"]}, of={"type": "string", "const": "z"}))
    transforms.open_enums(document)
    assert document["components"]["schemas"]["A"]["properties"] == {
        "kind": {"type": "string", "x-known-values": ["x", "y"]},
        "of": {"type": "string", "x-known-values": ["z"]},
    }


def test_names_of_enums_are_inlined_with_their_values():
    document = doc(Kind={"type": "string", "x-known-values": ["x"]}, A=thing(kind={**ref("Kind"), "description": "d"}))
    transforms.simplify_unions(document)
    kind = document["components"]["schemas"]["A"]["properties"]["kind"]
    assert kind == {"type": "string", "x-known-values": ["x"], "description": "d"}


def test_folded_enums_keep_all_known_values():
    union = {
        "anyOf": [
            {"type": "string", "x-known-values": ["x"]},
            {"type": "string", "x-known-values": ["y"]},
            {"type": "null"},
        ]
    }
    document = doc(A=thing(kind=union))
    transforms.simplify_unions(document)
    kind = document["components"]["schemas"]["A"]["properties"]["kind"]
    assert members(kind) == [{"type": "string"}, {"type": "null"}]
    assert known_values(kind) == ["x", "y"]


def test_a_union_that_required_fields_tell_apart_is_kept():
    union = {"oneOf": [ref("File"), ref("Link")]}
    source = union | {"discriminator": {"propertyName": "type"}}
    document = doc(File=thing(["path"], path={}), Link=thing(["url"], url={}), A=thing(source=source))
    transforms.open_unions(document)
    assert document["components"]["schemas"]["A"]["properties"]["source"] == union


def test_a_union_that_a_constant_alone_tells_apart_is_free():
    document = doc(
        Plain=thing(["name"], name={}),
        Rich=thing(["name"], name={}, more={}),
        A=thing(metadata={"oneOf": [ref("Plain"), ref("Rich")], "description": "d", "discriminator": {}}),
    )
    transforms.open_unions(document)
    assert document["components"]["schemas"]["A"]["properties"]["metadata"] == {"description": "d"}


def test_a_registry_is_free_even_if_it_can_be_told_apart():
    nodes = {f"N{i}": thing([f"p{i}"], **{f"p{i}": {}}) for i in range(transforms.MANY)}
    document = doc(**nodes, A=thing(node={"oneOf": [ref(name) for name in nodes]}))
    transforms.open_unions(document)
    assert document["components"]["schemas"]["A"]["properties"]["node"] == {}


def test_form_fields_may_be_absent_but_not_null():
    body = {"content": {"multipart/form-data": {"schema": ref("Form")}}}
    optional = {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "d"}
    document = doc({"/": {"post": {"requestBody": body}}}, Form=thing(note=optional))
    transforms.drop_form_nulls(document)
    assert document["components"]["schemas"]["Form"]["properties"]["note"] == {"type": "string", "description": "d"}


def test_only_success_is_decoded():
    document = doc({"/": {"get": {"responses": {"200": {}, "206": {}, "404": {}, "422": {}}}}})
    transforms.keep_success_answers(document)
    assert document["paths"]["/"]["get"]["responses"] == {"200": {}, "206": {}}


def test_model_configs_become_one_record():
    main = thing(["key", "type", "base"], key={"type": "string"}, type={"type": "string"}, base={"type": "string"})
    lora = thing(
        ["key", "type"], key={"type": "string"}, type={"type": "string"}, weight={"type": "number", "default": 1}
    )
    union = {"oneOf": [ref("Main"), ref("LoRA")]}
    document = doc(
        Main=main,
        LoRA=lora,
        AnyModel=deepcopy(union),
        ModelsList=thing(["models"], models={"type": "array", "items": deepcopy(union)}),
        Job=thing(config={"anyOf": [ref("AnyModel"), {"type": "null"}]}),
    )
    merge_model_configs(document)
    named = document["components"]["schemas"]
    assert "AnyModel" not in named
    assert named["ModelRecord"]["required"] == ["key", "type"]
    assert named["ModelRecord"]["properties"]["weight"] == {"type": "number"}
    assert named["ModelsList"]["properties"]["models"]["items"] == ref("ModelRecord")
    assert named["Job"]["properties"]["config"]["anyOf"][0] == ref("ModelRecord")


def test_pruning_keeps_what_endpoints_and_events_reach():
    answer = {"200": {"content": {"application/json": {"schema": ref("A")}}}}
    document = doc(
        {"/": {"get": {"responses": answer}}},
        A=thing(b=ref("B")),
        B=thing(a=ref("A")),
        ToldEvent=thing(c=ref("C")),
        C=thing(),
        Lost=thing(),
    )
    prune(document)
    assert schemas(document).keys() == {"A", "B", "C", "ToldEvent"}


def test_nothing_closed_is_left(prepared):
    for schema in each_schema(prepared):
        assert not schema.keys() & {"title", "enum", "const", "discriminator", "contentMediaType"}
        assert schema.get("additionalProperties") is not False
        assert schema.get("format") in (None, "binary")
        assert len(members(schema)) < transforms.MANY
    for operation in operations(prepared).values():
        assert "security" not in operation
        assert all(status.startswith("2") for status in operation["responses"])
        assert all(parameter["in"] in ("path", "query") for parameter in operation["parameters"])
