"""What older releases do not send is found by comparing documents."""

from __future__ import annotations

import pytest

from codegen import compat
from codegen.spec import CodegenError, schemas


def document(**named):
    answer = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}}}
    operation = {"operationId": "get", "tags": ["t"], "responses": answer}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}}}
    models = {
        "type": "object",
        "required": ["models"],
        "properties": {"models": {"type": "array", "items": {"oneOf": [{"$ref": "#/components/schemas/Model"}]}}},
    }
    return {
        "paths": {"/": {"post": operation | {"requestBody": body}}},
        "components": {"schemas": {"Request": thing("r"), "Model": thing("key"), "ModelsList": models, **named}},
    }


def thing(*required, optional=()):
    properties = {name: {"type": "string"} for name in (*required, *optional)}
    return {"type": "object", "required": list(required), "properties": properties}


def test_a_field_is_optional_once_any_older_release_leaves_it_out():
    newest = document(Item=thing("always", "once", "never"))
    older = {
        "1.0": document(Item=thing("always")),
        "1.5": document(Item=thing("always", "never", optional=["once"])),
    }
    assert compat.derive(newest, older) == {"Item": {"once": "1.5", "never": "1.0"}}


def test_what_is_only_sent_to_the_server_stays_required():
    newest = document(Item=thing("a"), Request=thing("r", "new"))
    assert compat.derive(newest, {"1.0": document(Item=thing("a"))}) == {}


def test_events_count_as_answers():
    newest = document(Item=thing("a"), ToldEvent=thing("a", "b"))
    older = {"1.0": document(Item=thing("a"), ToldEvent=thing("a"))}
    assert compat.derive(newest, older) == {"ToldEvent": {"b": "1.0"}}


def test_derivation_changes_no_document():
    newest = document(Item=thing("a", "b"))
    compat.derive(newest, {"1.0": document(Item=thing("a"))})
    assert newest == document(Item=thing("a", "b"))


def test_releases_are_ordered_by_number_not_by_letter():
    versions = [tuple(map(int, version.split("."))) for version in compat.older_specs()]
    assert versions == sorted(versions)
    assert (6, 8) in versions


def test_a_field_that_is_no_longer_required_is_reported(bundled):
    stale = document(SessionQueueItem=thing())
    with pytest.raises(CodegenError, match=r"does not require"):
        compat.relax(stale)


def test_the_bundled_list_relaxes_the_models(prepared):
    assert "waiting" not in schemas(prepared)["SessionQueueStatus"]["required"]
    assert "pending" in schemas(prepared)["SessionQueueStatus"]["required"]
