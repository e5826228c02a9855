"""Workflows: load their JSON, set inputs, compile them to the graph and batch that the server runs; without I/O.

- `WorkflowDefinition`: the JSON of a workflow. `Workflow`: a loaded workflow; `client.workflows.load` returns a
  subclass that can also be submitted.
- `WorkflowInputs`, `IvkWorkflowInput`: the inputs, and one input. `InputKey`: the keys that select an input.
  `SupportsItems`: the type of a mapping argument.
- `CompiledBatch`: the compiled graph and batch. `Plan`: the effects of submitting. `diff`: the differences between two.
- `patch`: a changed copy of any JSON. `PatchPath`: the paths that it accepts.
- `Finding`: one fact that loading or linting reports.
- `CompileContext`, `Needs`: the server's answers that compiling depends on, and the missing ones among them.
- `WorkflowNode`, `NodeInput`, `Edge`, `Form` and the form elements: the structure of a workflow.

Importing this package imports none of its modules; each name imports its module when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk._types import SupportsItems
    from invokeai_sdk.schema.types import NodeTemplate, OutputTemplate
    from invokeai_sdk.workflow.batch_nodes import BatchData
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.compiler import UnknownNodes
    from invokeai_sdk.workflow.context import CompileContext, Needs
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.describe import Description
    from invokeai_sdk.workflow.findings import Finding, Severity
    from invokeai_sdk.workflow.form import (
        ContainerElement,
        DividerElement,
        Form,
        FormElement,
        HeadingElement,
        NodeFieldElement,
        TextElement,
    )
    from invokeai_sdk.workflow.generator_items import (
        BoardImagesRequest,
        GeneratorRequest,
        GeneratorSource,
        PromptRequest,
    )
    from invokeai_sdk.workflow.input_map import InputMapReport, MappedInput
    from invokeai_sdk.workflow.inputs import InputKey, WorkflowInputs
    from invokeai_sdk.workflow.nodes import DynamicInput, Edge, NodeInput, NodeKind, WorkflowNode
    from invokeai_sdk.workflow.patching import PatchPath, patch
    from invokeai_sdk.workflow.plan import Comparable, Difference, Plan, diff
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".batch_nodes": ["BatchData"],
            ".compiled_batch": ["CompiledBatch"],
            ".compiler": ["UnknownNodes"],
            ".context": ["CompileContext", "Needs"],
            ".definition": ["WorkflowDefinition"],
            ".describe": ["Description"],
            ".findings": ["Finding", "Severity"],
            ".form": [
                "ContainerElement",
                "DividerElement",
                "Form",
                "FormElement",
                "HeadingElement",
                "NodeFieldElement",
                "TextElement",
            ],
            ".generator_items": ["BoardImagesRequest", "GeneratorRequest", "GeneratorSource", "PromptRequest"],
            ".input_map": ["InputMapReport", "MappedInput"],
            ".inputs": ["InputKey", "WorkflowInputs"],
            ".nodes": ["DynamicInput", "Edge", "NodeInput", "NodeKind", "WorkflowNode"],
            ".patching": ["PatchPath", "patch"],
            ".plan": ["Comparable", "Difference", "Plan", "diff"],
            ".workflow": ["Workflow"],
            ".workflow_input": ["IvkWorkflowInput"],
            "invokeai_sdk._types": ["SupportsItems"],
            "invokeai_sdk.schema.types": ["NodeTemplate", "OutputTemplate"],
        },
    )

__all__ = [
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
