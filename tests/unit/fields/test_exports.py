"""The public names of `invokeai_sdk.fields`, declared; see also `tests/unit/test_exports.py`."""

from __future__ import annotations

import gc
import importlib
from typing import Any

import pytest

from invokeai_sdk import fields
from invokeai_sdk.fields.base import IvkField

DECLARED = [
    "AnyGenerator",
    "BoundingBox",
    "Cardinality",
    "Color",
    "EnumOption",
    "FieldType",
    "FloatArithmeticSequence",
    "FloatGenerator",
    "FloatLinearDistribution",
    "FloatParseString",
    "FloatRandomUniform",
    "Generator",
    "ImageGenerator",
    "ImageImagesFromBoard",
    "InputKind",
    "InputTemplate",
    "IntegerArithmeticSequence",
    "IntegerGenerator",
    "IntegerLinearDistribution",
    "IntegerParseString",
    "IntegerRandomUniform",
    "IvkBoardField",
    "IvkBooleanCollectionField",
    "IvkBooleanField",
    "IvkBoundingBoxField",
    "IvkCollectionField",
    "IvkColorField",
    "IvkEnumCollectionField",
    "IvkEnumField",
    "IvkField",
    "IvkFloatCollectionField",
    "IvkFloatField",
    "IvkFloatGeneratorField",
    "IvkImageCollectionField",
    "IvkImageField",
    "IvkImageGeneratorField",
    "IvkIntegerCollectionField",
    "IvkIntegerField",
    "IvkIntegerGeneratorField",
    "IvkLoRACollectionField",
    "IvkLoRAField",
    "IvkMetadataField",
    "IvkModelIdentifierCollectionField",
    "IvkModelIdentifierField",
    "IvkSavedWorkflowField",
    "IvkSchedulerField",
    "IvkStringCollectionField",
    "IvkStringField",
    "IvkStringGeneratorField",
    "IvkStylePresetField",
    "IvkSystemPromptField",
    "IvkUnknownField",
    "IvkVideoCollectionField",
    "IvkVideoField",
    "LoRA",
    "MediaReference",
    "ModelIdentifier",
    "ModelReference",
    "Pending",
    "PendingBoard",
    "PendingModel",
    "PendingSource",
    "PendingUpload",
    "StringDynamicPromptsCombinatorial",
    "StringDynamicPromptsRandom",
    "StringGenerator",
    "StringParseString",
    "Violation",
    "get_field_class",
]


def list_subclasses(of: type[IvkField[Any]]) -> set[type[IvkField[Any]]]:
    return {each for sub in of.__subclasses__() for each in (sub, *list_subclasses(sub))}


def test_the_public_names_are_the_declared_ones() -> None:
    assert sorted(fields.__all__) == DECLARED
    assert dir(fields) == DECLARED


@pytest.mark.parametrize("name", fields.__all__)
def test_each_public_name_resolves(name: str) -> None:
    assert getattr(fields, name) is not None
    assert name in vars(fields), "a resolved name is stored in the package"


def test_every_field_class_of_the_sdk_is_public() -> None:
    importlib.import_module("invokeai_sdk.fields.registry")
    gc.collect()  # attrs replaces a class, and the replaced one lives until the next collection
    for cls in list_subclasses(IvkField):
        if cls.__module__.startswith("invokeai_sdk.") and cls.__name__.startswith("Ivk"):
            assert getattr(fields, cls.__name__) is cls
