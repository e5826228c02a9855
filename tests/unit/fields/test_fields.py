"""Tests of the field classes: conversion of Python values, and conversion from and to JSON."""

import io
from enum import StrEnum
from fractions import Fraction
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invokeai_sdk._types import UNSET
from invokeai_sdk.errors import FieldValueError, InvokeAIError
from invokeai_sdk.fields import compound, generator_fields, models, opaque, references, registry, scalars
from invokeai_sdk.fields.base import IvkCollectionField, IvkField
from invokeai_sdk.fields.generators import FloatLinearDistribution, IntegerParseString
from invokeai_sdk.fields.models import LoRA, ModelIdentifier
from invokeai_sdk.fields.pending import PendingBoard, PendingModel, PendingUpload
from invokeai_sdk.schema.types import Cardinality, FieldType, InputTemplate

MODEL = {"key": "k", "hash": "blake3:1", "name": "M", "base": "sd-1", "type": "main"}
IDENTIFIER = ModelIdentifier(**MODEL)
BOARD_ID = "0b9ad5a2-6e0c-4b9e-8f5f-5b8f4bb0f6cd"


def list_field_classes(of: type[IvkField[Any]] = IvkField) -> list[type[IvkField[Any]]]:
    classes = [
        c for sub in of.__subclasses__() for c in (sub, *list_field_classes(sub)) if c.__name__.startswith("Ivk")
    ]
    return [c for c in dict.fromkeys(classes) if c is not IvkCollectionField]


CLASSES = list_field_classes()


class Sampler(StrEnum):
    EULER = "euler"


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_every_class_can_be_created_without_arguments(cls: type[IvkField[Any]]) -> None:
    empty = cls()
    assert cls.from_api(empty.to_api()) == empty
    assert cls.from_api(UNSET).to_api() is UNSET
    assert cls.expects
    with pytest.raises(AttributeError):
        empty.value = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("cls", "value", "api"),
    [
        (scalars.IvkIntegerField, 3, 3),
        (scalars.IvkIntegerField, 3.0, 3),
        (scalars.IvkIntegerField, 2**70, 2**70),
        (scalars.IvkFloatField, 3, 3),
        (scalars.IvkFloatField, Fraction(1, 2), 0.5),
        (scalars.IvkStringField, "", ""),
        (scalars.IvkBooleanField, True, True),
        (scalars.IvkEnumField, Sampler.EULER, "euler"),
        (scalars.IvkEnumField, 256, 256),
        (scalars.IvkSchedulerField, "euler", "euler"),
        (scalars.IvkSavedWorkflowField, SimpleNamespace(workflow_id="w"), "w"),
        (scalars.IvkIntegerCollectionField, range(3), [0, 1, 2]),
        (scalars.IvkFloatCollectionField, (1, 2.5), [1, 2.5]),
        (scalars.IvkStringCollectionField, ["a", "b"], ["a", "b"]),
        (scalars.IvkBooleanCollectionField, [True], [True]),
        (references.IvkImageField, " a.png ", {"image_name": "a.png"}),
        (references.IvkImageField, {"image_name": "a.png", "width": 1}, {"image_name": "a.png"}),
        (references.IvkImageField, SimpleNamespace(image_name="a.png"), {"image_name": "a.png"}),
        (references.IvkVideoField, "v.mp4", {"video_name": "v.mp4"}),
        (references.IvkImageCollectionField, ["a", "b"], [{"image_name": "a"}, {"image_name": "b"}]),
        (references.IvkBoardField, "none", "none"),
        (references.IvkBoardField, BOARD_ID, {"board_id": BOARD_ID}),
        (references.IvkBoardField, {"board_id": "b"}, {"board_id": "b"}),
        (references.IvkBoardField, SimpleNamespace(board_id="b"), {"board_id": "b"}),
        (references.IvkStylePresetField, "s", {"style_preset_id": "s"}),
        (references.IvkSystemPromptField, {"system_prompt_id": "s"}, {"system_prompt_id": "s"}),
        (models.IvkModelIdentifierField, IDENTIFIER, MODEL),
        (models.IvkModelIdentifierField, {**MODEL, "path": "x"}, MODEL),
        (models.IvkModelIdentifierField, SimpleNamespace(**MODEL, path="x"), MODEL),
        (models.IvkLoRACollectionField, [(IDENTIFIER, 0.5)], [{"lora": MODEL, "weight": 0.5}]),
        (models.IvkLoRACollectionField, [IDENTIFIER], [{"lora": MODEL, "weight": 0.75}]),
        (models.IvkLoRACollectionField, [{"lora": MODEL, "weight": 1}], [{"lora": MODEL, "weight": 1}]),
        (compound.IvkColorField, "#ff8000", {"r": 255, "g": 128, "b": 0, "a": 255}),
        (compound.IvkColorField, "ff800040", {"r": 255, "g": 128, "b": 0, "a": 64}),
        (compound.IvkColorField, (1, 2, 3), {"r": 1, "g": 2, "b": 3, "a": 255}),
        (compound.IvkColorField, [1, 2, 3, 4], {"r": 1, "g": 2, "b": 3, "a": 4}),
        (compound.IvkColorField, compound.Color(1, 2, 3), {"r": 1, "g": 2, "b": 3, "a": 255}),
        (compound.IvkBoundingBoxField, (0, 8, 1, 9), {"x_min": 0, "x_max": 8, "y_min": 1, "y_max": 9}),
        (
            generator_fields.IvkFloatGeneratorField,
            FloatLinearDistribution(count=2),
            {"type": "float_generator_linear_distribution", "start": 0, "end": 1, "count": 2},
        ),
        (
            generator_fields.IvkIntegerGeneratorField,
            {"type": "integer_generator_parse_string", "input": "1"},
            {"type": "integer_generator_parse_string", "input": "1", "splitOn": ","},
        ),
        (opaque.IvkUnknownField, None, None),
        (opaque.IvkUnknownField, {"any": [1]}, {"any": [1]}),
        (opaque.IvkMetadataField, [{"x": 1}], [{"x": 1}]),
        (scalars.IvkIntegerField, None, UNSET),
    ],
)
def test_accepted_python_values(cls: type[IvkField[Any]], value: object, api: object) -> None:
    field = cls.coerce(value)
    assert field.to_api() == api
    assert cls.from_api(api) == field if api is not UNSET else field.value is UNSET


@pytest.mark.parametrize(
    ("cls", "value", "message"),
    [
        (scalars.IvkIntegerField, "5", "expected a whole number, got the text"),
        (scalars.IvkIntegerField, True, "got the boolean true"),
        (scalars.IvkIntegerField, 1.5, "got the number 1.5"),
        (scalars.IvkFloatField, "1", "expected a number"),
        (scalars.IvkFloatField, float("nan"), "expected a number"),
        (scalars.IvkFloatField, False, "expected a number"),
        (scalars.IvkStringField, 5, "expected a text, got the number 5"),
        (scalars.IvkStringField, b"x", "expected a text"),
        (scalars.IvkBooleanField, 1, "expected True or False"),
        (scalars.IvkIntegerCollectionField, 3, "expected a list of whole numbers"),
        (scalars.IvkIntegerCollectionField, [1, "x"], "entry 1: expected a whole number"),
        (scalars.IvkStringCollectionField, "abc", "expected a list of texts"),
        (references.IvkImageField, "photos/a.png", "pathlib.Path"),
        (references.IvkImageField, 5, "expected an image"),
        (references.IvkImageField, {"image_name": ""}, "expected an image"),
        (references.IvkImageField, PendingUpload(b"x", "video"), "expected an image"),
        (references.IvkBoardField, "  ", "expected"),
        (models.IvkModelIdentifierField, {"key": "k"}, "expected a model"),
        (models.IvkModelIdentifierField, 7, "expected a model"),
        (models.IvkLoRACollectionField, [("x", "strong")], "entry 0: expected a LoRA"),
        (scalars.IvkIntegerField, 1e300, "expected a whole number"),
        (compound.IvkColorField, (300, 0, 0), "expected a colour"),
        (compound.IvkColorField, "red", "expected a colour"),
        (generator_fields.IvkFloatGeneratorField, IntegerParseString(), "expected a float generator"),
        (generator_fields.IvkIntegerGeneratorField, [1, 2], "expected an integer generator"),
        (opaque.IvkUnknownField, object(), "expected a JSON value"),
    ],
)
def test_refused_python_values(cls: type[IvkField[Any]], value: object, message: str) -> None:
    with pytest.raises(FieldValueError, match=message):
        cls.coerce(value)


def test_sources_to_upload_are_pending() -> None:
    from PIL import Image

    sources = (Path("a.png"), b"\x89PNG", io.BytesIO(b"\x89PNG"), Image.new("RGB", (1, 1)))
    field = references.IvkImageCollectionField.coerce([*sources, "there.png"])
    assert len(field.pending) == 4
    assert [upload.source for upload in field.pending if isinstance(upload, PendingUpload)] == list(sources)
    with pytest.raises(FieldValueError, match="upload") as caught:
        field.to_api()
    assert caught.value.code == "pending_value"
    replacements = {pending: {"image_name": f"{i}.png"} for i, pending in enumerate(field.pending)}
    names = [entry["image_name"] for entry in field.resolve(replacements).to_api()]
    assert names == ["0.png", "1.png", "2.png", "3.png", "there.png"]
    assert field.resolve({}) == field


def test_any_path_to_upload_becomes_a_path_that_can_be_opened() -> None:
    field = references.IvkImageField.coerce(PurePosixPath("a.png"))
    (upload,) = field.pending
    assert isinstance(upload, PendingUpload)
    assert upload.source == Path("a.png")
    assert isinstance(upload.source, Path)


def test_the_description_of_an_upload_leaves_out_the_bytes() -> None:
    upload = PendingUpload(b"x" * 1000)
    assert str(upload) == "the image <bytes> to upload"
    assert "xxx" not in repr(upload)
    assert str(PendingUpload(Path("v.mp4"), "video")) == "the video v.mp4 to upload"


def test_names_of_models_and_boards_are_pending() -> None:
    template = InputTemplate(
        name="model", title="M", type=FieldType("ModelIdentifierField"), model_base=("sdxl",), model_type=("main",)
    )
    field = models.IvkModelIdentifierField.coerce("Juggernaut XL", template)
    assert field.pending == (PendingModel("Juggernaut XL", ("sdxl",), ("main",)),)
    assert field.resolve({field.pending[0]: MODEL}).value == IDENTIFIER
    with pytest.raises(FieldValueError):
        field.resolve({field.pending[0]: {"key": "only"}})

    loras = models.IvkLoRACollectionField.coerce(["Detail", LoRA(IDENTIFIER, 1)])
    assert loras.pending == (PendingModel("Detail", (), ("lora",)),)
    assert loras.resolve({loras.pending[0]: MODEL}).value == (LoRA(IDENTIFIER), LoRA(IDENTIFIER, 1))

    board = references.IvkBoardField.coerce("Foxes")
    assert board.pending == (PendingBoard("Foxes"),)
    assert board.resolve({board.pending[0]: {"board_id": "b"}}).to_api() == {"board_id": "b"}


def test_a_model_as_stored_by_invokeai_3_is_pending() -> None:
    old = {"model_name": "sd15", "base_model": "sd-1", "model_type": "main"}
    assert models.IvkModelIdentifierField.coerce(old).value == PendingModel("sd15", ("sd-1",), ("main",))
    assert models.parse_legacy_model(MODEL) is None
    assert models.parse_legacy_model("sd15") is None


def test_the_bases_of_a_pending_model_have_precedence_over_those_of_the_input() -> None:
    template = InputTemplate(name="m", title="M", type=FieldType("ModelIdentifierField"), model_base=("sdxl",))
    pending = PendingModel("x", ("flux",))
    assert models.IvkModelIdentifierField.coerce(pending, template).value == pending


@pytest.mark.parametrize(
    ("type_name", "cardinality", "cls"),
    [
        ("IntegerField", Cardinality.SINGLE, scalars.IvkIntegerField),
        ("IntegerField", Cardinality.COLLECTION, scalars.IvkIntegerCollectionField),
        ("FloatField", Cardinality.SINGLE_OR_COLLECTION, scalars.IvkFloatField),
        ("LoRAField", Cardinality.SINGLE_OR_COLLECTION, models.IvkLoRACollectionField),
        ("VideoField", Cardinality.COLLECTION, references.IvkVideoCollectionField),
        ("StringGeneratorField", Cardinality.SINGLE, generator_fields.IvkStringGeneratorField),
        ("MetadataExtraField", Cardinality.SINGLE, opaque.IvkMetadataField),
        ("PointCloudField", Cardinality.SINGLE, opaque.IvkUnknownField),
    ],
)
def test_the_field_class_of_a_type(type_name: str, cardinality: Cardinality, cls: type[IvkField[Any]]) -> None:
    assert registry.get_field_class(FieldType(type_name, cardinality)) is cls


@pytest.mark.parametrize(
    ("raw", "guess"),
    [
        (True, "BooleanField"),
        (1, "IntegerField"),
        (1.0, "FloatField"),
        ("x", "StringField"),
        ({"image_name": "a"}, "ImageField"),
        (MODEL, "ModelIdentifierField"),
        ([{"lora": MODEL, "weight": 1}], "LoRAField[]"),
        ([1, 2], "IntegerField[]"),
        ([1, "a"], None),
        ([], None),
        ([[1]], None),
        ({"image_name": "a", "more": 1}, None),
        (None, None),
        (UNSET, None),
    ],
)
def test_the_guessed_type_of_a_value(raw: object, guess: str | None) -> None:
    type_ = registry.guess_type(raw)
    assert (None if type_ is None else str(type_)) == guess


def test_a_stored_value_that_the_class_refuses_leaves_the_field_without_value() -> None:
    template = InputTemplate(name="x", title="X", type=FieldType("IntegerField"))
    assert registry.read_stored_field(template, "12") == scalars.IvkIntegerField(UNSET)
    assert registry.read_stored_field(None, "12") == scalars.IvkStringField("12")
    assert registry.read_stored_field(None, {"any": 1}) == opaque.IvkUnknownField({"any": 1})


_any_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.sampled_from(("image_name", "key", "name", "r", "lora", "type", "x")), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CLASSES), _any_values)
def test_every_accepted_value_can_be_converted_to_json_and_back(cls: type[IvkField[Any]], value: object) -> None:
    try:
        field = cls.coerce(value)
    except InvokeAIError:
        return
    if not field.pending:
        assert cls.from_api(field.to_api()).to_api() == field.to_api()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CLASSES), _any_values)
def test_every_accepted_json_value_can_be_converted_and_back(cls: type[IvkField[Any]], raw: object) -> None:
    try:
        field = cls.from_api(raw)
    except InvokeAIError:
        return
    assert cls.from_api(field.to_api()) == field
