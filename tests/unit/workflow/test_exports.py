"""The public names of `invokeai_sdk.workflow`, declared; see also `tests/unit/test_exports.py`."""

from __future__ import annotations

import pytest

from invokeai_sdk import workflow

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
