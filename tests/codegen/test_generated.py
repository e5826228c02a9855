"""What the hand-written code relies on in the generated package."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from io import BytesIO

import invokeai_api
import pytest
from codegen.uses import uses
from invokeai_api import models
from invokeai_api.types import File

from codegen.facts import operation_name
from codegen.spec import GENERATED, operations, schemas
from codegen.walk import reference
from tests.codegen.synthesise import Synthesiser


def modules():
    package = import_module("invokeai_api.api")
    walked = pkgutil.walk_packages(package.__path__, "invokeai_api.api.")
    return {
        name.removeprefix("invokeai_api.api."): import_module(name) for _, name, is_package in walked if not is_package
    }


def test_every_operation_has_its_two_functions(prepared):
    """The contract of `transport.call`: `_get_kwargs` makes the request, `_parse_response` reads the answer."""
    found = modules()
    assert found.keys() == {operation_name(operation) for operation in operations(prepared).values()}
    assert len(found) == 191
    for module in found.values():
        parameters = inspect.signature(module._parse_response).parameters.values()
        assert [p.name for p in parameters] == ["client", "response"]
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters)


def test_every_operation_builds_the_request_of_the_document(prepared):
    synthesiser = Synthesiser(prepared)
    found = modules()
    for (method, path), operation in operations(prepared).items():
        build = found[operation_name(operation)]._get_kwargs
        taken = inspect.signature(build).parameters.values()
        in_path = [p["name"] for p in operation["parameters"] if p["in"] == "path"]
        assert [p.name for p in taken if p.kind is p.POSITIONAL_OR_KEYWORD] == in_path
        queries = {p["name"]: full(synthesiser, p["schema"]) for p in operation["parameters"] if p["in"] == "query"}
        # A parameter called as a builtin of Python's gets an underscore: boards.list_boards(all_=True).
        names = {p.name.removesuffix("_"): p.name for p in taken}
        args = dict.fromkeys(in_path, "a/b") | {names[name]: value for name, value in queries.items()}
        for content_type, content in operation.get("requestBody", {}).get("content", {}).items():
            args["body"] = body(synthesiser, content_type, content["schema"])
        made = build(**args)
        assert made["method"] == method
        assert made["url"] == re.sub(r"{\w+}", "a%2Fb", path)
        assert made.get("params", {}).keys() == queries.keys()
        assert ("body" in args) == bool(made.keys() & {"json", "files"})


def full(synthesiser, schema):
    return list(synthesiser.payloads(schema))[1]


def body(synthesiser, content_type, schema):
    payload = next(synthesiser.payloads(schema))
    name = (reference(schema) or "").replace("_", "")
    by_name = {known.lower(): known for known in models.__all__}
    if content_type == "multipart/form-data":
        model = getattr(models, by_name.get(name.lower(), "UploadVideoBody"))
        wanted = inspect.signature(model).parameters
        return model(**{key: File(BytesIO(b"x")) if wanted[key].annotation == "File" else "text" for key in payload})
    return getattr(models, by_name[name.lower()]).from_dict(payload) if name else payload


def test_optional_form_fields_that_are_absent_are_not_sent():
    parts = models.BodyUploadImage(file=File(BytesIO(b"x"), "x.png", "image/png")).to_multipart()
    assert [name for name, _ in parts] == ["file"]


def test_binary_answers_are_bytes_and_head_has_none(prepared):
    binary = {
        operation_name(operation)
        for operation in operations(prepared).values()
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
        if content["schema"].get("format") == "binary"
    }
    assert binary == {
        "images.get_image_full",
        "images.get_image_thumbnail",
        "images.get_bulk_download_item",
        "videos.get_video_full",
        "videos.get_video_thumbnail",
        "model_manager.get_model_image",
        "workflows.get_workflow_thumbnail",
        "style_presets.get_style_preset_image",
        "utilities.get_user_font_file",
    }
    assert not any(
        "content" in a for (m, _), o in operations(prepared).items() if m == "head" for a in o["responses"].values()
    )


def test_every_model_is_there_and_loads_on_its_own():
    assert len(models.__all__) > 200
    assert set(models.__all__) <= set(dir(models))
    for name in models.__all__:
        assert getattr(models, name).__name__ == name
    with pytest.raises(AttributeError, match="NoSuchModel"):
        models.NoSuchModel  # noqa: B018


def test_unknown_fields_are_kept():
    item = models.ImageField.from_dict({"image_name": "x.png", "of_tomorrow": [1]})
    assert item["of_tomorrow"] == [1]
    assert item.to_dict() == {"image_name": "x.png", "of_tomorrow": [1]}


def test_no_schema_of_a_node_became_a_class(prepared):
    assert not [name for name in schemas(prepared) if name.endswith(("Invocation", "_Config"))]
    assert not hasattr(models, "DenoiseLatentsInvocation")


def test_reading_the_catalogue_imports_nothing_heavy():
    code = "import sys, invokeai_api, invokeai_sdk.schema.catalogue as c; c.Catalogue.bundled(); print(*sys.modules)"
    loaded = run(code).split()
    assert not {"httpx", "socketio", "glom", "anyio", "invokeai_api.models", "invokeai_api.client"} & set(loaded)


def test_an_endpoint_imports_in_at_most_twice_the_time_of_httpx():
    """In modules, which is the same on every machine; the bench measures seconds."""
    alone = set(run("import sys, httpx; print(*sys.modules)").split())
    endpoint = set(run("import sys, invokeai_api.api.queue.enqueue_batch; print(*sys.modules)").split())
    assert len(endpoint - alone) < 40
    assert best("import invokeai_api.api.queue.enqueue_batch") <= 2 * best("import httpx")


def run(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def best(statement):
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    return min(float(run(code)) for _ in range(3))


def test_the_package_is_typed():
    assert (GENERATED / "py.typed").exists()
    assert invokeai_api.__doc__
    assert json.loads((GENERATED / "nodes.json").read_text("utf-8"))["nodes"]


def test_the_hand_written_code_names_operations_that_exist():
    """The same scan as the drift report's, so that a typing error is found without a new server."""
    certain = [use for use in uses() if use.certain]
    assert len(certain) > 50
    known = modules()
    assert not [f"{use.where}: {use.name}" for use in certain if use.name not in known]
    for use in certain:
        accepted = inspect.signature(known[use.name]._get_kwargs).parameters.keys()
        own = {"timeout", "file", "filename", "content_type", "field", "fields"}
        assert not use.arguments - accepted - own, f"{use.where}: {use.name}"
