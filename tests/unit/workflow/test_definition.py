"""The workflow's JSON survives reading and writing."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invokeai_sdk.errors import InvokeAIError, WorkflowFormatError
from invokeai_sdk.workflow.definition import WorkflowDefinition

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, max_size=6))
def test_load_and_save_change_nothing(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("workflows") / "workflow.json"
    saved = WorkflowDefinition.from_json(json.dumps(raw)).save(path)
    assert WorkflowDefinition.from_file(saved).raw == raw


def test_big_integers_and_unknown_keys_stay(tmp_path):
    raw = {"future": {"seed": 2**70, "x": [1.5, None]}, "name": "n"}
    again = WorkflowDefinition.from_file(WorkflowDefinition(raw).save(tmp_path / "w.json"))
    assert again == WorkflowDefinition(raw)
    assert type(again.raw["future"]["seed"]) is int


def test_lone_surrogates_are_written_as_escapes(tmp_path):
    definition = WorkflowDefinition({"name": "\ud800"})
    assert WorkflowDefinition.from_file(definition.save(tmp_path / "w.json")) == definition


@pytest.mark.parametrize("text", ["", "[1]", "{", "null", '{"a": NaN}', '{"a": ' + "[" * 100_000, b"\xff\xfe\x00"])
def test_text_that_is_not_a_json_object_raises_a_typed_error(text):
    with pytest.raises(WorkflowFormatError):
        WorkflowDefinition.from_json(text)


@given(st.text() | st.binary())
def test_any_text_loads_or_raises_a_typed_error(text):
    with suppress(InvokeAIError):
        WorkflowDefinition.from_json(text)


def test_the_error_names_a_missing_file(tmp_path):
    with pytest.raises(WorkflowFormatError, match=r"nowhere\.json"):
        WorkflowDefinition.from_file(tmp_path / "nowhere.json")


def test_only_regular_files_are_read(tmp_path):
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path, "a\0b"):
        for read in (WorkflowDefinition.from_file, WorkflowDefinition.from_image):
            with pytest.raises(WorkflowFormatError, match=r"not a regular file|null"):
                read(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(2**40)  # a sparse file
    with pytest.raises(WorkflowFormatError, match="64 MiB"):
        WorkflowDefinition.from_file(path)


def test_values_that_json_cannot_represent_are_not_written(tmp_path):
    path = tmp_path / "w.json"
    path.write_text("{}")
    with pytest.raises(WorkflowFormatError):
        WorkflowDefinition({"x": float("nan")}).save(path)
    assert path.read_text() == "{}"


def test_to_dict_is_a_copy():
    definition = WorkflowDefinition({"nodes": [{"a": [1]}]})
    definition.to_dict()["nodes"][0]["a"].append(2)
    assert definition.raw == {"nodes": [{"a": [1]}]}


def test_id_name_and_version():
    definition = WorkflowDefinition({"id": "w", "name": "N", "meta": {"version": "4.0.0"}})
    assert (definition.id, definition.name, definition.version) == ("w", "N", "4.0.0")
    assert (WorkflowDefinition({"id": 3, "name": None, "meta": []}).version) == ""


def test_reading_the_workflow_of_an_image(tmp_path):
    images = pytest.importorskip("PIL.Image")
    info = pytest.importorskip("PIL.PngImagePlugin").PngInfo()
    info.add_text("invokeai_workflow", '{"name": "from a picture"}')
    path = tmp_path / "i.png"
    images.new("RGB", (8, 8)).save(path, pnginfo=info)
    assert WorkflowDefinition.from_image(path).name == "from a picture"
    assert WorkflowDefinition.from_image(path.read_bytes()).name == "from a picture"
    images.new("RGB", (8, 8)).save(path)
    with pytest.raises(WorkflowFormatError, match="neither workflow nor graph"):
        WorkflowDefinition.from_image(path)
    with pytest.raises(WorkflowFormatError):
        WorkflowDefinition.from_image(b"not an image")
    with pytest.raises(WorkflowFormatError):
        WorkflowDefinition.from_image(tmp_path / "nowhere.png")
