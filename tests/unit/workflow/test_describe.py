"""Descriptions: a table for people, a JSON Schema for programs."""

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import InvokeAIError
from invokeai_sdk.fields.normalise import ITEM_READERS
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate
from invokeai_sdk.workflow.describe import describe, make_value_schema, to_json_schema
from invokeai_sdk.workflow.workflow import Workflow

MODEL = {"key": "k", "hash": "h", "name": "SD", "base": "sd-1", "type": "main"}


@pytest.fixture
def workflow(make_workflow: Callable[..., Workflow]) -> Workflow:
    return make_workflow(
        {
            "n": ("noise", {"seed": 1, "width": 512, "height": 512}),
            "p": ("string", {"value": "a [red] fox\nin the snow"}),
            "q": ("string", {"value": ""}),
            "m": ("main_model_loader", {"model": MODEL}),
            "image": ("image", {"image": None}),
            "add": ("add", {"a": 1, "b": 2}),
            "r": ("img_resize", {"resample_mode": "bicubic"}),
        },
        "add.value > n.height",
        form=["p.value", "q.value", "n.width", "n.height", "n.seed", "m.model", "image.image", "r.resample_mode"],
        labels={"n.width": "Width of [it]"},
    )


def test_a_table_for_people(workflow: Workflow) -> None:
    table = describe(workflow)
    assert [row[:4] for row in table.rows][:3] == [
        ("0", "Value", "String Primitive", "value"),
        ("1", "Value", "String Primitive", "value"),
        ("2", "Width of [it]", "Create Latent Noise", "width"),
    ]
    by_label = {row[1]: row for row in table.rows}
    assert by_label["Width of [it]"][4:] == ("IntegerField", "512", "> 0, multiple of 8")
    assert by_label["Seed"][6] == "≥ 0, ≤ 4294967295"
    assert by_label["Model"][5:] == ("SD (sd-1)", "required, sd-1 | sd-2, main")
    assert by_label["Height"][6].startswith("connected")
    assert by_label["Image"][5:] == ("-", "required")
    assert "nearest" in by_label["Resample Mode"][6]
    assert str(table).splitlines()[0] == "A test"
    console = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    with console.file:
        console.print(table)
    drawn = console.export_text()
    assert "Width of [it]" in drawn
    assert "a [red] fox" in drawn


def test_a_schema_for_programs(workflow: Workflow) -> None:
    schema = to_json_schema(workflow)
    properties: dict[str, Any] = schema["properties"]
    assert list(properties) == [
        "p.value",
        "q.value",
        "Width of [it]",
        "Height",
        "Seed",
        "Model",
        "Image",
        "Resample Mode",
    ]
    width = properties["Width of [it]"]
    assert (width["type"], width["exclusiveMinimum"], width["multipleOf"], width["default"]) == ("integer", 0, 8, 512)
    assert width["x-invokeai"]["index"] == 2
    assert properties["Height"]["readOnly"] is True
    assert properties["Model"]["properties"]["base"] == {"enum": ["sd-1", "sd-2"]}
    assert "bicubic" in properties["Resample Mode"]["enum"]
    assert schema["required"] == ["Image"]
    # The inputs accept the properties of the schema.
    defaults = {key: value["default"] for key, value in properties.items() if "default" in value}
    workflow.inputs.update({**defaults, "Image": {"image_name": "a.png"}})
    assert to_json_schema(workflow)["required"] == []


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"Width of [it]": 640, "p.value": "an owl"}, True),
        ({"Width of [it]": 12}, False),
        ({"Width of [it]": 0}, False),
        ({"Width of [it]": "wide"}, False),
        ({"Resample Mode": "cubist"}, False),
        ({"Image": {}}, False),
        ({"Model": {**MODEL, "base": "sdxl"}}, False),
        ({"No such": 1}, False),
    ],
)
def test_the_schema_and_the_inputs_agree(workflow: Workflow, changes: dict[str, Any], fits: bool) -> None:
    schema = to_json_schema(workflow)
    Draft202012Validator.check_schema(schema)
    values = {"Image": {"image_name": "a.png"}, **changes}
    assert Draft202012Validator(schema).is_valid(values) is fits
    if fits:
        workflow.inputs.update(values)
    else:
        with pytest.raises(InvokeAIError):
            workflow.inputs.update(values)


def test_the_defaults_of_all_nodes_fit_their_schemas() -> None:
    slots = [slot for node in Catalogue.load_bundled().values() for slot in node.inputs.values()]
    for slot in slots:
        # The editor starts a list of booleans with one boolean, which no server accepts.
        if slot.default is not UNSET and slot.type != FieldType("BooleanField", Cardinality.COLLECTION):
            Draft202012Validator(make_value_schema(slot)).validate(slot.default)


@pytest.mark.parametrize("name", ITEM_READERS)
@pytest.mark.parametrize("cardinality", Cardinality)
def test_every_type_has_a_schema(name: str, cardinality: Cardinality) -> None:
    schema = make_value_schema(InputTemplate(name="x", title="X", type=FieldType(name, cardinality)))
    assert schema
    assert (schema.get("type") == "array") == (cardinality is Cardinality.COLLECTION)
    assert ("anyOf" in schema) == (
        cardinality is Cardinality.SINGLE_OR_COLLECTION or (name == "BoardField" and cardinality is Cardinality.SINGLE)
    )
