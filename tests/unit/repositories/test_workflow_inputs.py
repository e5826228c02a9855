"""What a workflow refers to on the server: picked saved workflows, and models, boards and files that are inputs."""

from __future__ import annotations

import io
import os

import pytest

from invokeai_sdk.errors import (
    AmbiguousModelError,
    BoardNotFoundError,
    FieldValueError,
    ModelNotFoundError,
    UnknownInputError,
    WorkflowFormatError,
)
from tests.unit.repositories.fake_server import Library, connected


@pytest.fixture
def sub(make_workflow):
    """Return a function that makes the JSON of a workflow with two inputs on its form."""

    def make(node_id: str, name: str = "", **values: int):
        values = {"a": 1, "b": 2} | values
        form = [f"{node_id}.{field}" for field in values]
        raw = make_workflow({node_id: ("add", values)}, form=form).definition.to_dict()
        return {**raw, "name": name}

    return make


@pytest.fixture
def parent(make_workflow):
    """Return the JSON of a workflow that calls the saved workflow `A`."""
    return make_workflow({"c": ("call_saved_workflow", {"workflow_id": "A"})}).definition.to_dict()


def saved_names(workflow) -> list[str]:
    return [name.removeprefix("saved_workflow_input::") for name in workflow.node("c").inputs if "::" in name]


async def test_the_inputs_of_another_saved_workflow_replace_those_of_the_first(parent, sub):
    async with connected(Library(A=sub("a1"), B=sub("b1", a=5))) as client:
        workflow = await client.workflows.load(parent)
        assert saved_names(workflow) == ["a1::a", "a1::b"]
        workflow.inputs["c", "workflow_id"] = "B"
        assert saved_names(workflow) == []
        with pytest.raises(UnknownInputError):
            workflow.inputs["c", "saved_workflow_input::b1::a"] = 11
        assert await workflow.refresh() is workflow
        assert saved_names(workflow) == ["b1::a", "b1::b"]
        workflow.inputs["c", "saved_workflow_input::b1::a"] = 11
        sent = (await workflow.prepare()).graph["nodes"]["c"]
        assert sent["workflow_id"] == "B"
        assert sent["workflow_inputs"] == {"saved_workflow_input::b1::a": 11, "saved_workflow_input::b1::b": 2}


async def test_preparing_retrieves_what_was_picked(parent, sub):
    library = Library(A=sub("a1"), B=sub("b1"))
    async with connected(library) as client:
        workflow = await client.workflows.load(parent)
        workflow.inputs["c", "saved_workflow_input::a1::a"] = 9
        workflow.inputs["c", "workflow_id"] = "B"
        sent = (await workflow.prepare()).graph["nodes"]["c"]["workflow_inputs"]
        assert sent == {"saved_workflow_input::b1::a": 1, "saved_workflow_input::b1::b": 2}
        assert saved_names(workflow) == ["b1::a", "b1::b"]
        library.requests.clear()
        await workflow.refresh()
        assert library.requests == []


async def test_equal_inputs_of_a_copy_keep_their_values(parent, sub):
    async with connected(Library(A=sub("n", a=1), B=sub("n", a=7))) as client:
        workflow = await client.workflows.load(parent)
        workflow.inputs["c", "saved_workflow_input::n::a"] = 5
        workflow.inputs["c", "workflow_id"] = "B"
        assert (await workflow.prepare()).graph["nodes"]["c"]["workflow_inputs"]["saved_workflow_input::n::a"] == 5


@pytest.mark.parametrize("unknown", ["gone", "../boards", "..", "a name"])
async def test_an_unknown_saved_workflow_is_refused(parent, sub, unknown):
    async with connected(Library(A=sub("a1"))) as client:
        workflow = await client.workflows.load(parent)
        workflow.inputs["c", "workflow_id"] = unknown
        for attempt in (workflow.prepare, workflow.submit):
            with pytest.raises(FieldValueError, match="no saved workflow") as caught:
                await attempt()
            assert (caught.value.node_id, caught.value.field_name) == ("c", "workflow_id")
            assert caught.value.code == "missing_workflow"


async def test_a_saved_workflow_that_is_deleted_after_loading_is_refused(parent, sub):
    library = Library(A=sub("a1"))
    async with connected(library) as client:
        workflow = await client.workflows.load(parent)
        library.saved.clear()
        with pytest.raises(FieldValueError, match="no saved workflow with the id 'A'"):
            await workflow.prepare()
        assert (await workflow.prepare(check=False)).graph["nodes"]["c"]["workflow_id"] == "A"


async def test_a_varied_saved_workflow_must_exist(parent, sub):
    async with connected(Library(A=sub("n"), B=sub("n"))) as client:
        workflow = await client.workflows.load(parent)
        workflow.batch(product={("c", "workflow_id"): ["A", "B"]})
        assert (await workflow.prepare()).expansion == 2
        workflow.batch(product={("c", "workflow_id"): ["A", "gone"]})
        with pytest.raises(FieldValueError, match="'gone'"):
            await workflow.prepare()


async def test_one_call_picks_a_saved_workflow_and_sets_its_inputs(parent, sub):
    async with connected(Library(A=sub("a1"), B=sub("b1"))) as client:
        workflow = await client.workflows.load(parent)
        values = {("c", "saved_workflow_input::b1::a"): 11, ("c", "workflow_id"): "B"}
        assert await workflow.set_inputs(values) is workflow
        assert workflow.raw_value("c", "saved_workflow_input::b1::a") == 11
        with pytest.raises(UnknownInputError):
            await workflow.set_inputs({"no such input": 1})


# --- Values that are looked up or uploaded ----------------------------------------------------------------------------


@pytest.fixture
def loader(make_workflow):
    """Return the JSON of a workflow with a model, a board and an image as inputs."""
    nodes = {
        "m": ("main_model_loader", {"model": None}),
        "s": ("save_image", {"board": "auto", "image": {"image_name": "b.png"}}),
        "i": ("image", {"image": {"image_name": "a.png"}}),
    }
    labels = {"m.model": "The Model", "s.board": "Where to"}
    return make_workflow(nodes, form=["m.model", "s.board", "s.image"], labels=labels).definition.to_dict()


async def test_an_unknown_model_or_board_names_the_input(loader):
    async with connected(Library(models=("tiny-sd15",), boards=("Foxes",))) as client:
        workflow = await client.workflows.load(loader)
        for label, value, kind in (
            ("The Model", "tiny-sd16", ModelNotFoundError),
            ("Where to", "Foxe", BoardNotFoundError),
        ):
            changed = workflow.copy()
            changed.inputs["The Model"] = "tiny-sd15"
            changed.inputs[label] = value
            with pytest.raises(kind, match=f"'{label}'") as caught:
                await changed.prepare()
            inp = changed.inputs[label]
            assert (caught.value.node_id, caught.value.field_name) == (inp.node_id, inp.field_name)
            assert caught.value.label == label
            assert caught.value.suggestions == (value.replace("16", "15").replace("Foxe", "Foxes"),)
            assert f"did you mean '{caught.value.suggestions[0]}'" in str(caught.value)


async def test_an_ambiguous_model_names_the_input(loader):
    async with connected(Library(models=("twin", "Twin"))) as client:
        workflow = await client.workflows.load(loader)
        workflow.inputs["The Model"] = "TWIN"
        with pytest.raises(AmbiguousModelError, match="'The Model'") as caught:
            await workflow.prepare()
        assert caught.value.label == "The Model"


async def test_a_varied_file_that_cannot_be_uploaded_names_the_input(loader, tmp_path):
    async with connected(Library(models=("one",))) as client:
        workflow = await client.workflows.load(loader)
        workflow.inputs["The Model"] = "one"
        workflow.batch(product={("i", "image"): [tmp_path / "none.png"]})
        with pytest.raises(FieldValueError, match="No such file") as caught:
            await workflow.prepare()
        assert (caught.value.node_id, caught.value.field_name) == ("i", "image")


async def test_a_file_that_cannot_be_uploaded_names_the_input(loader, tmp_path):
    async with connected(Library(models=("one",))) as client:
        workflow = await client.workflows.load(loader)
        workflow.inputs["The Model"] = "one"
        for source in (tmp_path / "none.png", io.StringIO("text")):
            workflow.inputs["s", "image"] = source
            with pytest.raises(FieldValueError, match="cannot be read") as caught:
                await workflow.prepare()
            assert (caught.value.node_id, caught.value.code) == ("s", "unreadable_file")


@pytest.mark.parametrize("kind", ["device", "pipe", "folder"])
async def test_a_device_a_pipe_or_a_folder_cannot_be_an_input(loader, tmp_path, kind):
    path = {"device": tmp_path / "link", "pipe": tmp_path / "pipe", "folder": tmp_path}[kind]
    (tmp_path / "link").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    async with connected(Library()) as client:
        workflow = await client.workflows.load(loader)
        with pytest.raises(FieldValueError, match="not a regular file") as caught:
            workflow.inputs["s", "image"] = path
        assert caught.value.node_id == "s"


# --- Saving -----------------------------------------------------------------------------------------------------------


async def test_saving_looks_up_models_and_boards(loader):
    library = Library(models=("tiny-sd15",), boards=("Foxes",))
    async with connected(library) as client:
        workflow = await client.workflows.load(loader)
        workflow.inputs.update({"The Model": "tiny-sd15", "Where to": "Foxes"})
        for save in (lambda: client.workflows.save(workflow, name="n"), lambda: client.workflows.create(workflow)):
            saved = library.saved[(await save()).workflow_id]
            inputs = {node["id"]: node["data"]["inputs"] for node in saved["nodes"]}
            assert inputs["m"]["model"]["value"]["key"] == "key of tiny-sd15"
            assert inputs["s"]["board"]["value"] == {"board_id": "id of Foxes"}
        workflow.inputs["The Model"] = "other"
        with pytest.raises(ModelNotFoundError, match="'The Model'"):
            await client.workflows.save(workflow)


async def test_an_unfinished_workflow_can_be_saved(make_workflow):
    raw = make_workflow({"b": ("string_batch", {"strings": []})}).definition.to_dict()
    library = Library()
    async with connected(library) as client:
        record = await client.workflows.save(await client.workflows.load(raw))
        assert [node["id"] for node in library.saved[record.workflow_id]["nodes"]] == ["b"]


async def test_what_any_reader_returns_can_be_created_and_loaded(loader, tmp_path):
    library = Library(W=loader)
    async with connected(library) as client:
        loaded = await client.workflows.load("W")
        record = await client.workflows.get("W")
        path = loaded.definition.save(tmp_path / "w.json")
        contents = {
            "definition": loaded.definition,
            "of a file": type(loaded.definition).from_file(path),
            "handle": loaded,
            "record": record,
            "workflow of a record": record.workflow.to_dict(),
            "json": loaded.definition.to_dict(),
            "embedded": loaded.compile(validate=False).workflow,
            "definition with values": loaded.to_definition(),
        }
        for kind, content in contents.items():
            made = await client.workflows.create(content)
            saved = library.saved[made.workflow_id]
            assert "id" not in saved, kind
            assert [node["id"] for node in saved["nodes"]] == ["m", "s", "i"], kind
            await client.workflows.update(made.workflow_id, content)
            assert library.saved[made.workflow_id] == {**saved, "id": made.workflow_id}, kind
            assert list((await client.workflows.load(content)).nodes) == ["m", "s", "i"], kind
        for wrong in (7, None, object(), [1]):
            with pytest.raises(WorkflowFormatError, match="is not a workflow"):
                await client.workflows.create(wrong)
