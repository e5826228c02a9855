"""Drive InvokeAI from Python: typed workflows, exact graphs, live events, no lost jobs.

What most programs need is here, and loads when it is first used, so that importing this package costs next to nothing.
The rest is in the modules: every error in `invokeai_sdk.errors`, every field in `invokeai_sdk.fields`, the test kit in
`invokeai_sdk.testing`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from invokeai_sdk._version import __version__

if TYPE_CHECKING:
    from invokeai_sdk._types import UNSET, JSONObject, JSONValue
    from invokeai_sdk.client import InvokeAIClient
    from invokeai_sdk.errors import (
        APIConnectionError,
        APIError,
        APIStatusError,
        FieldValueError,
        InvokeAIError,
        JobCanceled,
        JobFailed,
        QueueFull,
        UnknownInputError,
        WaitTimeout,
        WorkflowError,
    )
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.events import (
        Canceled,
        ChildChanged,
        Completed,
        Failed,
        Lagged,
        Lost,
        NodeCompleted,
        NodeFailed,
        NodeStarted,
        OutputReady,
        Progress,
        Reconnected,
        StatusChanged,
    )
    from invokeai_sdk.jobs.job import JobHandle
    from invokeai_sdk.jobs.results import BatchResult, JobResult
    from invokeai_sdk.media.image import ImageHandle
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.repositories.board_handle import BoardHandle
    from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelType
    from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.sync.client import SyncInvokeAIClient
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.patching import patch
    from invokeai_sdk.workflow.plan import diff
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput

_HOMES = {
    "APIConnectionError": "errors",
    "APIError": "errors",
    "APIStatusError": "errors",
    "BaseDnnModelType": "repositories.model_types",
    "BatchHandle": "jobs.batch",
    "BatchResult": "jobs.results",
    "BoardHandle": "repositories.board_handle",
    "Canceled": "jobs.events",
    "Catalogue": "schema.catalogue",
    "ChildChanged": "jobs.events",
    "ClientOptions": "options",
    "CompiledBatch": "workflow.compiled_batch",
    "Completed": "jobs.events",
    "DnnModelType": "repositories.model_types",
    "Failed": "jobs.events",
    "FieldValueError": "errors",
    "Finding": "workflow.findings",
    "ImageHandle": "media.image",
    "InvokeAIClient": "client",
    "InvokeAIError": "errors",
    "IvkField": "fields.base",
    "IvkWorkflowInput": "workflow.workflow_input",
    "JSONObject": "_types",
    "JSONValue": "_types",
    "JobCanceled": "errors",
    "JobFailed": "errors",
    "JobHandle": "jobs.job",
    "JobResult": "jobs.results",
    "Lagged": "jobs.events",
    "Lost": "jobs.events",
    "NodeCompleted": "jobs.events",
    "NodeFailed": "jobs.events",
    "NodeStarted": "jobs.events",
    "OutputReady": "jobs.events",
    "Progress": "jobs.events",
    "QueueFull": "errors",
    "Reconnected": "jobs.events",
    "StatusChanged": "jobs.events",
    "SyncInvokeAIClient": "sync.client",
    "UNSET": "_types",
    "UnknownInputError": "errors",
    "WaitTimeout": "errors",
    "Workflow": "workflow.workflow",
    "WorkflowDefinition": "workflow.definition",
    "WorkflowError": "errors",
    "WorkflowHandle": "repositories.workflow_handle",
    "diff": "workflow.plan",
    "patch": "workflow.patching",
}

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "BaseDnnModelType",
    "BatchHandle",
    "BatchResult",
    "BoardHandle",
    "Canceled",
    "Catalogue",
    "ChildChanged",
    "ClientOptions",
    "CompiledBatch",
    "Completed",
    "DnnModelType",
    "Failed",
    "FieldValueError",
    "Finding",
    "ImageHandle",
    "InvokeAIClient",
    "InvokeAIError",
    "IvkField",
    "IvkWorkflowInput",
    "JSONObject",
    "JSONValue",
    "JobCanceled",
    "JobFailed",
    "JobHandle",
    "JobResult",
    "Lagged",
    "Lost",
    "NodeCompleted",
    "NodeFailed",
    "NodeStarted",
    "OutputReady",
    "Progress",
    "QueueFull",
    "Reconnected",
    "StatusChanged",
    "SyncInvokeAIClient",
    "UnknownInputError",
    "WaitTimeout",
    "Workflow",
    "WorkflowDefinition",
    "WorkflowError",
    "WorkflowHandle",
    "__version__",
    "diff",
    "patch",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
