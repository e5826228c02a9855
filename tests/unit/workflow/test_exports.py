"""The public names of `invokeai_sdk.workflow`: the declared list, what type checkers see, and what importing loads."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import invokeai_sdk
from invokeai_sdk import fields, workflow

if TYPE_CHECKING:
    from collections.abc import Iterator

DECLARED = [
    "BatchData",
    "BoardImagesRequest",
    "Comparable",
    "CompileContext",
    "CompiledBatch",
    "ContainerElement",
    "Description",
    "Difference",
    "DividerElement",
    "DynamicInput",
    "Edge",
    "Finding",
    "Form",
    "FormElement",
    "GeneratorRequest",
    "GeneratorSource",
    "HeadingElement",
    "InputKey",
    "InputMapReport",
    "IvkWorkflowInput",
    "MappedInput",
    "Needs",
    "NodeFieldElement",
    "NodeInput",
    "NodeKind",
    "NodeTemplate",
    "OutputTemplate",
    "PatchPath",
    "Plan",
    "PromptRequest",
    "Severity",
    "SupportsItems",
    "TextElement",
    "UnknownNodes",
    "Workflow",
    "WorkflowDefinition",
    "WorkflowInputs",
    "WorkflowNode",
    "diff",
    "patch",
]


def test_the_public_names_are_the_declared_ones() -> None:
    assert sorted(workflow.__all__) == DECLARED
    assert dir(workflow) == DECLARED


@pytest.mark.parametrize("name", workflow.__all__)
def test_each_public_name_resolves(name: str) -> None:
    assert getattr(workflow, name) is not None
    assert name in vars(workflow), "a resolved name is stored in the package"


def test_a_name_of_two_packages_is_one_object() -> None:
    for name in {*workflow.__all__} & {*invokeai_sdk.__all__}:
        assert getattr(workflow, name) is getattr(invokeai_sdk, name)


def test_type_checkers_see_the_names_that_resolve_at_run_time() -> None:
    tree = ast.parse(Path(workflow.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.col_offset]
    modules = {alias.name: str(node.module) for node in imports for alias in node.names}
    assert sorted(modules) == DECLARED
    for name, module in modules.items():
        assert getattr(workflow, name) is getattr(importlib.import_module(module), name)


def test_no_public_name_is_hidden_by_a_module_of_the_package() -> None:
    modules = {path.stem for path in Path(workflow.__file__).parent.glob("*.py")}
    assert not modules.intersection(workflow.__all__)


@pytest.mark.parametrize("name", workflow.__all__)
def test_every_class_that_a_public_signature_names_is_public(name: str) -> None:
    value = getattr(workflow, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        public = {*workflow.__all__, *fields.__all__, *invokeai_sdk.__all__, "Unset"}
        assert set(named_in_signatures(value)) <= public


def named_in_signatures(value: type | object) -> Iterator[str]:
    """Yield the SDK's names in the annotations of a function, or of the public members and attributes of a class."""
    module = ast.parse(Path(inspect.getfile(value)).read_text(encoding="utf-8"))  # type: ignore[arg-type]
    ours = {
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("invokeai_sdk.")
        for alias in node.names
    }
    ours |= {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    (definition,) = (node for node in module.body if getattr(node, "name", "") == value.__name__)  # type: ignore[attr-defined]
    members = definition.body if isinstance(definition, ast.ClassDef) else [definition]
    for member in members:
        if isinstance(member, ast.AnnAssign) and not ast.unparse(member.target).startswith("_"):
            annotations = [member.annotation]
        elif isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
            arguments = (*member.args.posonlyargs, *member.args.args, *member.args.kwonlyargs)
            annotations = [each for each in (member.returns, *(a.annotation for a in arguments)) if each is not None]
        else:
            continue
        yield from (
            node.id
            for annotation in annotations
            for node in ast.walk(annotation)
            if isinstance(node, ast.Name) and node.id in ours
        )


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'invokeai_sdk\.workflow' has no attribute 'Workflw'"):
        _ = workflow.Workflw
    with pytest.raises(ImportError, match="Workflw"):
        from invokeai_sdk.workflow import Workflw  # noqa: F401


def test_importing_the_package_imports_none_of_its_modules() -> None:
    program = (
        "import sys, invokeai_sdk.workflow\nprint(*sorted(n for n in sys.modules if n.startswith('invokeai_sdk')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert loaded <= {"invokeai_sdk", "invokeai_sdk._lazy", "invokeai_sdk._version", "invokeai_sdk.workflow"}
