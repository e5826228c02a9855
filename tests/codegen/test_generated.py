"""Properties of the generated package that the hand-written code relies on."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from importlib import import_module
from io import BytesIO
from typing import is_typeddict

import invokeai_api
import pytest
from invokeai_api import api, models

from codegen.generate import run_generator
from codegen.prepare import prepare
from codegen.spec import GENERATED, operation_name, operations, schemas
from codegen.walk import reference
from invokeai_sdk._request import File, Request
from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import OptionsError
from invokeai_sdk.transport.forms import open_form
from tests.codegen.synthesise import Synthesiser


def functions():
    """Return the function of every operation, by the operation's name."""
    return {
        f"{tag}.{name}": function
        for tag in api.__all__
        for name, function in vars(getattr(api, tag)).items()
        if inspect.isfunction(function) and function.__module__ == f"invokeai_api.api.{tag}"
    }


@pytest.fixture(scope="module")
def stock(bundled, tmp_path_factory):
    """The package that the generator writes with its own templates."""
    folder = tmp_path_factory.mktemp("stock")
    run_generator(prepare(bundled), folder / "stock_api")
    sys.path.insert(0, str(folder))
    yield "stock_api"
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "stock_api"]:
        del sys.modules[name]


def test_every_operation_has_a_function_with_keyword_arguments(prepared):
    found = functions()
    assert found.keys() == {operation_name(operation) for operation in operations(prepared).values()}
    assert len(found) == 191
    for function in found.values():
        assert all(p.kind is p.KEYWORD_ONLY for p in inspect.signature(function).parameters.values())


async def test_every_operation_builds_the_request_that_the_stock_generator_builds(prepared, stock):
    synthesiser = Synthesiser(prepared)
    stock_types = import_module(f"{stock}.types")
    for operation in operations(prepared).values():
        name = operation_name(operation)
        build = import_module(f"{stock}.api.{name}")._get_kwargs
        taken = inspect.signature(build).parameters
        names = {each.removesuffix("_"): each for each in taken}
        args = {names[p["name"]]: full(synthesiser, p["schema"]) for p in operation["parameters"] if p["in"] == "query"}
        args |= {names[p["name"]]: "a/b" for p in operation["parameters"] if p["in"] == "path"}
        ours, theirs = dict(args), dict(args)
        ((content_type, content),) = operation.get("requestBody", {}).get("content", {"": {}}).items() or (("", {}),)
        if content_type:
            ours["body"], theirs["body"] = bodies(synthesiser, content_type, content["schema"], stock, stock_types)
        made, expected = functions()[name](**ours), build(**theirs)
        assert made.operation == name
        assert made.method == expected["method"].upper()
        assert made.path == expected["url"]
        assert made.statuses == tuple(int(status) for status in operation["responses"])
        assert made.params == expected.get("params", {})
        assert made.json == expected.get("json")
        async with open_form(made.form or {}) as parts:
            assert form_texts(parts) == form_texts(expected.get("files", []))


def full(synthesiser, schema):
    return list(synthesiser.payloads(schema))[1]


def bodies(synthesiser, content_type, schema, stock, stock_types):
    """Return a body as our function takes it, and as the stock function takes it."""
    payload = next(synthesiser.payloads(schema))
    name = (reference(schema) or "").replace("_", "") or ("UploadVideoBody" if "properties" in schema else "")
    if not name:
        return payload, payload
    stock_models = import_module(f"{stock}.models")
    model = getattr(stock_models, {known.lower(): known for known in stock_models.__all__}[name.lower()])
    if content_type != "multipart/form-data":
        return payload, model.from_dict(payload)
    wanted = inspect.signature(model).parameters
    files = {key for key in payload if wanted[key].annotation == "File"}
    ours = {key: File(b"x", "x.png", "image/png") if key in files else "text" for key in payload}
    theirs = {key: stock_types.File(BytesIO(b"x"), "x.png", "image/png") if key in files else "text" for key in payload}
    return ours, model(**theirs)


def form_texts(parts):
    return [
        (name, filename, content if isinstance(content, bytes) else content.read(), content_type)
        for name, (filename, content, content_type) in parts
    ]


def test_unset_values_are_not_sent():
    assert api.boards.update_board(board_id="b", body={"board_name": UNSET, "archived": True}).json == {
        "archived": True
    }
    assert api.images.upload_image(
        image_category="user", is_intermediate=False, body={"file": File(b"x"), "metadata": UNSET}
    ).form == {"file": File(b"x")}
    assert api.boards.list_boards(all_=None, limit=UNSET).params.keys() == {"order_by", "direction", "include_archived"}


@pytest.mark.parametrize("name", ["", ".", ".."])
def test_a_path_parameter_that_would_change_the_route_is_refused(name):
    with pytest.raises(OptionsError, match=r"boards\.delete_board: board_id cannot be"):
        api.boards.delete_board(board_id=name)


def test_a_request_can_give_its_json():
    request = api.app.app_version()
    assert request.parse({"version": "1"}).version == "1"
    assert isinstance(request.as_json(), Request)
    assert request.as_json().parse({"version": "1"}) == {"version": "1"}


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
    typed_bodies = [value for value in vars(import_module("invokeai_api.bodies")).values() if is_typeddict(value)]
    assert len(models.__all__) + len(typed_bodies) > 200
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
    code = (
        "import sys, invokeai_api, invokeai_sdk.schema.catalogue as c; c.Catalogue.load_bundled(); print(*sys.modules)"
    )
    loaded = run(code).split()
    assert not {"httpx", "socketio", "glom", "anyio", "invokeai_api.models"} & set(loaded)


def test_the_bindings_import_no_http_library():
    code = "import sys; from invokeai_api import api; [getattr(api, t) for t in api.__all__]; print(*sys.modules)"
    assert not {"httpx", "aiohttp", "socketio", "invokeai_api.models"} & set(run(code).split())


def test_importing_all_requests_takes_no_longer_than_importing_httpx():
    assert best("from invokeai_api import api; [getattr(api, tag) for tag in api.__all__]") <= best("import httpx")


def run(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def best(statement):
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    return min(float(run(code)) for _ in range(3))


def test_the_package_is_typed():
    assert (GENERATED / "py.typed").exists()
    assert invokeai_api.__doc__
    assert json.loads((GENERATED / "nodes.json").read_text("utf-8"))["nodes"]
