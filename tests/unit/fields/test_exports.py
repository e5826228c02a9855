"""The public names of `invokeai_sdk.fields`: the declared list, what type checkers see, and what importing loads."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path
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
    for cls in list_subclasses(IvkField):
        if cls.__module__.startswith("invokeai_sdk.") and cls.__name__.startswith("Ivk"):
            assert getattr(fields, cls.__name__) is cls


def test_type_checkers_see_the_names_that_resolve_at_run_time() -> None:
    tree = ast.parse(Path(fields.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.col_offset]
    modules = {alias.name: str(node.module) for node in imports for alias in node.names}
    assert sorted(modules) == DECLARED
    for name, module in modules.items():
        assert getattr(fields, name) is getattr(importlib.import_module(module), name)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'invokeai_sdk\.fields' has no attribute 'IvkIntField'"):
        _ = fields.IvkIntField
    with pytest.raises(ImportError, match="IvkIntField"):
        from invokeai_sdk.fields import IvkIntField  # noqa: F401


def test_importing_the_package_imports_none_of_its_modules() -> None:
    program = "import sys, invokeai_sdk.fields\nprint(*sorted(n for n in sys.modules if n.startswith('invokeai_sdk')))"
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert loaded <= {"invokeai_sdk", "invokeai_sdk._lazy", "invokeai_sdk._version", "invokeai_sdk.fields"}
