"""The JSON Schema of the inputs and `inputs.update` accept the same values, for every type of field."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import InvokeAIError
from invokeai_sdk.fields.generators import FAMILIES
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate, NodeTemplate
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

BUNDLED = Catalogue.load_bundled()
TEXTS = dict.fromkeys(("name", "author", "description", "version", "contact", "tags", "notes"), "")


def make_workflow(template: InputTemplate | None, stored: object = UNSET) -> Workflow:
    """Make a workflow with one node that has one input; without a template, the type of the node is unknown."""
    entry = {"name": "x", "label": "X", "description": ""} | ({} if stored is UNSET else {"value": stored})
    data = {"id": "n", "type": "t", "version": "1.0.0", "label": "", "notes": "", "inputs": {"x": entry}}
    data |= {"isOpen": True, "isIntermediate": True, "useCache": True}
    raw = TEXTS | {
        "nodes": [{"id": "n", "type": "invocation", "data": data, "position": {"x": 0, "y": 0}}],
        "edges": [],
        "exposedFields": [{"nodeId": "n", "fieldName": "x"}],
        "meta": {"version": "4.0.0", "category": "user"},
    }
    nodes = {}
    if template is not None:
        nodes["t"] = NodeTemplate(type="t", title="T", version="1.0.0", inputs={"x": evolve(template, name="x")})
    return Workflow(WorkflowDefinition(raw), catalogue=Catalogue(nodes))


def make_template(name: str, cardinality: Cardinality = Cardinality.SINGLE, **rules: Any) -> InputTemplate:
    return InputTemplate(name="x", title="X", type=FieldType(name, cardinality), **rules)


def distinct_templates() -> list[InputTemplate]:
    """Return one template for each combination of type and rules in the catalogue."""
    found: dict[str, InputTemplate] = {}
    for node in BUNDLED.values():
        for slot in node.inputs.values():
            plain = evolve(slot, name="x", title="X", description="", ui_order=None, ui_component=None, input="any")
            found.setdefault(repr(evolve(plain, option_labels=None, default=bool(slot.default))), plain)
    return list(found.values())


MANY = Cardinality.COLLECTION
STRICTER = [
    make_template("StringField", min_length=2, max_length=3),
    make_template("StringField", MANY, min_items=1, max_items=2, max_length=2),
    make_template("IntegerField", MANY, min_items=2, minimum=0, required=True),
    make_template("FloatField", MANY, exclusive_minimum=0, exclusive_maximum=1),
    make_template("FloatField", Cardinality.SINGLE_OR_COLLECTION, minimum=1, required=True),
    make_template("BooleanField", MANY, min_items=1),
    make_template("EnumField", MANY, options=("a", "b"), max_items=1),
    make_template("EnumField", options=(256, 512, "auto", True)),
    make_template("EnumField"),
    make_template("SchedulerField", options=("euler", "ddim"), required=True),
    make_template("ModelIdentifierField", model_base=("sd-1", "any+1"), model_type=("main",), required=True),
    make_template("ModelIdentifierField", MANY, model_base=("sd-1",), max_items=1),
    make_template("ModelIdentifierField", model_type=("vae",)),
    make_template("LoRAField", Cardinality.SINGLE_OR_COLLECTION, model_base=("sd-1",), max_items=2),
    make_template("LoRAField", MANY, model_type=("lora",)),
    make_template("ImageField", MANY, min_items=1, max_items=2),
    make_template("VideoField", MANY),
    make_template("BoundingBoxField"),
    make_template("IntegerField", minimum=0, maximum=2**32 - 1, default=0),
    make_template("ColorField", required=True),
    make_template("MetadataExtraField"),
    make_template("UNetField"),
    *(make_template(name) for name in FAMILIES),
]
TEMPLATES = [*distinct_templates(), *STRICTER]

MODEL = {"key": "k", "hash": "h", "name": "SD", "base": "sd-1", "type": "main"}
LEGACY = {"model_name": "SD", "base_model": "sd-1"}
BOX = {"x_min": 0, "x_max": 1, "y_min": 2, "y_max": 3}
COLOR = {"r": 1, "g": 2, "b": 3, "a": 4}
SPACES = ["", " ", "\t", "\x1f", "\x85", "\u00a0", "\ufeff", "\u2003", "\n"]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-3, 600)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0.5, 1.0, 256.0, 2.0**53, 1e300, -0.0])
    | st.text(max_size=6)
    | st.builds("".join, st.lists(st.sampled_from([*SPACES, "a", "/", "\\", "sd-1"]), max_size=4))
    | st.sampled_from(
        ["random", "random\n", "#0a0b0c", "0a0b0c0d", "#0a0b0c\n", "auto", "none", "euler", "main", "any+1"]
    )
    | st.sampled_from(sorted({str(o) for t in TEMPLATES for o in t.options or ()}))
)
MORE_KEYS = (
    "score submodel_type model_type lora weight image_name video_name board_id style_preset_id system_prompt_id type "
    "start step count values input splitOn min max seed category maxPrompts"
)
KEYS = st.sampled_from([*MODEL, *LEGACY, *BOX, *COLOR, *MORE_KEYS.split()])
GOOD = [
    MODEL,
    {**MODEL, "submodel_type": None},
    LEGACY,
    {**LEGACY, "model_type": "main"},
    BOX,
    [1, 2, 3, 4],
    COLOR,
    [1, 2, 3],
    {"lora": MODEL, "weight": 1},
    [MODEL, 0.5],
    ["name", 1],
    {"lora": "name", "weight": 0.5},
    {"lora": {**MODEL, "type": "lora"}, "weight": 1},
    {"image_name": "a.png"},
    {"video_name": "a.mp4"},
    {"board_id": "b"},
    {"style_preset_id": "s"},
    {"system_prompt_id": "s"},
    *({"type": kind.type} for kinds in FAMILIES.values() for kind in kinds),
    {"start": 1, "step": 2, "count": 3},
    {"input": "a", "splitOn": ","},
]


def mutate(value: dict[str, Any] | list[Any], changes: list[tuple[str, Any]], gone: list[str]) -> Any:
    if isinstance(value, list):
        return [change for _, change in changes] + value[: len(value) - len(gone)]
    return {key: item for key, item in {**value, **dict(changes)}.items() if key not in gone}


OBJECTS = st.builds(
    mutate, st.sampled_from(GOOD), st.lists(st.tuples(KEYS, SCALARS), max_size=2), st.lists(KEYS, max_size=1)
)
ENTRIES = SCALARS | st.sampled_from(GOOD) | OBJECTS
VALUES = ENTRIES | st.lists(ENTRIES, max_size=4) | st.dictionaries(KEYS, ENTRIES, max_size=3)


def accepts(workflow: Workflow, value: object) -> str | None:
    """Return the reason for which `update` refuses a value, `None` if it accepts the value."""
    try:
        workflow.copy().inputs.update({"X": value})
    except InvokeAIError as error:
        return str(error)
    return None


WORKFLOWS = [make_workflow(template) for template in TEMPLATES]
WORKFLOWS += [make_workflow(None, stored) for stored in (1, 0.5, "x", True, [1], MODEL, {"a": 1}, {"image_name": "i"})]
VALIDATORS = [Draft202012Validator(workflow.to_json_schema()["properties"]["X"]) for workflow in WORKFLOWS]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(value=VALUES)
@example(value=None)
@example(value="tiny-sd15")
@example(value=[])
@example(value={"lora": MODEL})
@example(value={**MODEL, **LEGACY})
@example(value={**LEGACY, "submodel_type": 5})
def test_the_schema_and_update_accept_the_same_values(value: object) -> None:
    assert json.loads(json.dumps(value)) == value
    for workflow, validator in zip(WORKFLOWS, VALIDATORS, strict=True):
        reason = accepts(workflow, value)
        assert validator.is_valid(value) is (reason is None), (validator.schema, value, reason)


@pytest.mark.parametrize("good", GOOD, ids=repr)
def test_some_input_accepts_each_good_value(good: object) -> None:
    assert any(accepts(workflow, good) is None for workflow in WORKFLOWS if workflow.inputs[0].template is not None)


def test_schemas_are_valid_and_state_a_plain_type() -> None:
    for workflow in WORKFLOWS:
        schema = workflow.to_json_schema()
        Draft202012Validator.check_schema(schema)
        field = schema["properties"]["X"]
        template = workflow.inputs[0].template
        assert "oneOf" not in json.dumps(field)
        if template is not None and template.type.name in ("IntegerField", "FloatField", "StringField", "BooleanField"):
            assert "anyOf" not in field
            names = field["type"] if isinstance(field["type"], list) else [field["type"]]
            if template.type.cardinality is Cardinality.SINGLE_OR_COLLECTION:
                assert "array" not in names, "update takes one value"
            if template.default not in (UNSET, None):
                assert "null" not in names


def test_enums_and_models_have_their_choices() -> None:
    scheduler = make_workflow(BUNDLED["denoise_latents"].inputs["scheduler"]).to_json_schema()["properties"]["X"]
    assert scheduler["type"] == "string"
    assert "euler" in scheduler["enum"]
    loader = make_workflow(BUNDLED["main_model_loader"].inputs["model"])
    models = [MODEL, {**MODEL, "name": "Other", "base": "flux"}, {**MODEL, "name": "A VAE", "type": "vae"}]
    schema = loader.to_json_schema(models=models)["properties"]["X"]
    assert schema["examples"] == ["SD"]
    assert schema["properties"]["base"] == {"enum": ["sd-1", "sd-2"]}
    validator = Draft202012Validator(loader.to_json_schema())
    assert validator.is_valid({"X": "tiny-sd15"})
    assert validator.is_valid({"X": MODEL})
    assert not validator.is_valid({"X": {**MODEL, "base": "flux"}})


def test_the_choices_of_a_drop_down_are_examples() -> None:
    raw = make_workflow(make_template("StringField"), "b").definition.to_dict()
    raw["form"] = {
        "rootElementId": "root",
        "elements": {
            "root": {"id": "root", "type": "container", "data": {"layout": "column", "children": ["e"]}},
            "e": {
                "id": "e",
                "parentId": "root",
                "type": "node-field",
                "data": {
                    "fieldIdentifier": {"nodeId": "n", "fieldName": "x"},
                    "settings": {
                        "type": "string-field-config",
                        "component": "dropdown",
                        "options": [{"label": "B", "value": "b"}, {"label": "C", "value": "c"}],
                    },
                },
            },
        },
    }
    catalogue = make_workflow(make_template("StringField")).catalogue
    schema = Workflow(WorkflowDefinition(raw), catalogue=catalogue).to_json_schema()["properties"]["X"]
    assert schema["examples"] == ["b", "c"]


@pytest.mark.parametrize("settings_", [None, "random"])
def test_the_current_value_is_the_default_and_fits(
    make_workflow: Callable[..., Workflow], settings_: str | None
) -> None:
    workflow = make_workflow(
        {"n": ("noise", {"seed": 5}), "m": ("main_model_loader", {"model": MODEL})}, form=["n.seed", "m.model"]
    )
    if settings_ is not None:
        workflow.inputs.update({"Seed": "random", "Model": "tiny"})
    schema = workflow.to_json_schema()
    defaults = {key: value["default"] for key, value in schema["properties"].items()}
    assert Draft202012Validator(schema).is_valid(defaults)
    workflow.inputs.update(defaults)
    assert workflow.inputs["Seed"].value == defaults["Seed"]
