"""Texts as workflow sources: the path of a file, or the id or name of a saved workflow."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.errors import AmbiguousNameError, WorkflowFormatError
from tests.unit.repositories.fake_server import Library, connected, make_workflow_json

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    "portrait v1.2",
    "Text to Image - SD1.5",
    "Text to Image - SD1.5, LoRA",
    "Lightning w/ Concept LoRAs - 2.2",
    "a/b",
    "a\\b",
    "export.json",
    "cover.PNG",
    ".hidden",
    "v1.",
    "~user",
    "x" * 300,
    "x" * 5000,
    "nul\0byte",
    "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111",
    "default_name",
    ".",
    "..",
    "/",
]


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_in_the_library_is_loaded_whatever_it_looks_like(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with connected(Library(w1=make_workflow_json(name), w2=make_workflow_json("other"))) as client:
        assert (await client.workflows.load(name)).definition.id == "w1"
        assert (await client.workflows.get(name)).workflow_id == "w1"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
async def test_any_name_in_the_library_is_loaded(name):
    async with connected(Library(w1=make_workflow_json(name))) as client:
        assert (await client.workflows.load(name)).definition.id == "w1"


@pytest.mark.parametrize(
    "id_", ["default_wan22_extend_video_lightning", "default_7dde3e36-d78f-4152-9eea-00ef9c8124ed", "any.thing", "7"]
)
async def test_what_the_listing_calls_an_id_is_loaded(id_):
    async with connected(Library(**{id_: make_workflow_json("some name")})) as client:
        assert (await client.workflows.load(id_)).definition.name == "some name"
        assert (await client.workflows.get(id_)).workflow_id == id_


async def test_an_id_of_the_usual_form_needs_one_request():
    for id_ in ("8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111", "default_7dde3e36-d78f-4152-9eea-00ef9c8124ed"):
        library = Library(**{id_: make_workflow_json("n")})
        async with connected(library) as client:
            await client.workflows.get(id_)
            assert library.requests == [f"GET /workflows/i/{id_}"]


async def test_a_file_is_preferred_to_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("v1.2", "plain", "a.json"):
        (tmp_path / name).write_text(json.dumps(make_workflow_json("of the file")))
        library = Library(w1=make_workflow_json(name))
        async with connected(library) as client:
            assert (await client.workflows.load(name)).name == "of the file"
            assert not [request for request in library.requests if "/workflows" in request]


@pytest.mark.parametrize("name", ["none.json", "none.PNG", "folder/none", "none", "SD1.5", "folder"])
async def test_an_error_says_everything_that_was_tried(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    async with connected(Library(w1=make_workflow_json("nine"))) as client:
        with pytest.raises(WorkflowFormatError) as caught:
            await client.workflows.load(name)
        assert "file" in str(caught.value)
        assert f"no saved workflow has the id or name {name!r}" in str(caught.value)


async def test_close_names_are_suggested():
    async with connected(Library(w1=make_workflow_json("Text to Image - SD1.5"))) as client:
        with pytest.raises(WorkflowFormatError, match=r"did you mean 'Text to Image - SD1\.5'"):
            await client.workflows.load("Text to Image - SD15")


async def test_an_ambiguous_name_is_an_error():
    async with connected(Library(w1=make_workflow_json("v1.2"), w2=make_workflow_json("v1.2"))) as client:
        with pytest.raises(AmbiguousNameError):
            await client.workflows.load("v1.2")


@pytest.mark.parametrize("status", [401, 500, 0])
@pytest.mark.parametrize("name", ["none.json", "folder/none"])
async def test_a_missing_file_is_reported_also_if_the_library_cannot_be_searched(name, status):
    def respond(request: httpx.Request) -> httpx.Response:
        if not status:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(status, json={"detail": "no"})

    async with connected(respond) as client:
        with pytest.raises(WorkflowFormatError, match=f"no file {name!r}.*the library cannot be searched"):
            await client.workflows.load(name)


async def test_a_pathlike_object_is_always_a_path(tmp_path):
    class Somewhere:
        def __fspath__(self) -> str:
            return str(tmp_path / "w")

    (tmp_path / "w").write_text(json.dumps(make_workflow_json("of the file")))
    async with connected(Library()) as client:
        for source in (Somewhere(), tmp_path / "w"):
            assert (await client.workflows.load(source)).name == "of the file"
        with pytest.raises(WorkflowFormatError, match="No such file"):
            await client.workflows.load(tmp_path / "none")


def special_files(folder: Path) -> list[str]:
    os.mkfifo(folder / "fifo")
    (folder / "folder").mkdir()
    (folder / "link").symlink_to("/dev/zero")
    return ["/dev/zero", *(str(folder / name) for name in ("fifo", "folder", "link"))]


async def test_a_device_a_pipe_or_a_folder_is_no_workflow_file(tmp_path):
    async with connected(Library()) as client:
        for path in special_files(tmp_path):
            with pytest.raises(WorkflowFormatError, match=r"not a regular file|is a (folder|directory)"):
                await client.workflows.load(path)
            with pytest.raises(WorkflowFormatError, match=r"not a regular file|is a (folder|directory)"):
                await client.workflows.load(type(tmp_path)(path))


async def test_a_png_is_recognized_by_its_content(tmp_path):
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("invokeai_workflow", json.dumps(make_workflow_json("of the picture")))
    for name in ("a.png", "b.PNG", "c", "d.jpg"):
        Image.new("RGB", (1, 1)).save(tmp_path / name, "PNG", pnginfo=info)
        async with connected(Library()) as client:
            assert (await client.workflows.load(str(tmp_path / name))).name == "of the picture"


# --- Images on the server --------------------------------------------------------------------------------------------


def serve_embedded(workflow: object, graph: object):
    """Return a server whose images all have an embedded workflow and graph."""
    library = Library()

    def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/workflow"):
            library.requests.append("embedded")
            return httpx.Response(200, json={"workflow": workflow, "graph": graph})
        return library(request)

    return respond, library


async def test_the_values_that_made_an_image_are_loaded(make_workflow):
    workflow = make_workflow({"n": ("noise", {"seed": 1, "width": 64})}, form=["n.seed", "n.width"])
    changed = workflow.copy()
    changed.inputs["n", "seed"] = 12
    graph = changed.compile().graph
    respond, library = serve_embedded(json.dumps(workflow.definition.raw), json.dumps(graph))
    async with connected(respond) as client:
        loaded = await client.workflows.load(client.images.handle("a.png"))
        assert [inp.value for inp in loaded.inputs] == [12, 64]
        assert "embedded_graph_value" in [finding.code for finding in loaded.findings]
        assert library.requests.count("embedded") == 1


async def test_a_damaged_graph_beside_a_workflow_is_ignored():
    respond, _ = serve_embedded(json.dumps(make_workflow_json("n")), "{")
    async with connected(respond) as client:
        assert (await client.workflows.load(client.images.handle("a.png"))).name == "n"


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "9" * 5000])
async def test_damaged_embedded_json_is_a_typed_error(text):
    for workflow, graph in ((text, None), (None, text)):
        respond, _ = serve_embedded(workflow, graph)
        async with connected(respond) as client:
            image = client.images.handle("a.png")
            for read in (image.embedded, lambda image=image: client.workflows.load(image)):
                with pytest.raises(WorkflowFormatError, match=r"stored with 'a\.png' (is not JSON)?"):
                    await read()
            with pytest.raises(WorkflowFormatError):
                await (image.workflow() if workflow else image.graph())
