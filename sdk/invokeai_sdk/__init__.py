"""Drive InvokeAI from Python: typed workflows, exact graphs, live events, no lost jobs.

This package has the names that most programs need. The other public names are in these packages:

- `invokeai_sdk.errors`: every error.
- `invokeai_sdk.events`: the events of jobs and of the server.
- `invokeai_sdk.fields`: the classes of input fields.
- `invokeai_sdk.workflow`: workflows, without a server.
- `invokeai_sdk.repositories`: the parts of a client, such as `client.boards`.
- `invokeai_sdk.sync`: the blocking client and its handles, results and iterators.
- `invokeai_sdk.testing`: a test kit for programs that use this SDK; `invokeai_sdk.testing.pytest_plugin`: its fixtures.
- `invokeai_sdk.contrib.progress`: a progress bar.
- `invokeai_sdk.compat`: the names of the older synchronous client.
- `invokeai_api.api`, `invokeai_api.bodies`, `invokeai_api.models`: requests for `client.raw.send`, their bodies, and
  the classes of answers.

A name is public if it is in the `__all__` of one of these; in `invokeai_api`, every name without an underscore is. All
other modules are private: they and their contents can change in any release.

Importing this package imports none of its modules; each name imports its module when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach
from invokeai_sdk._version import __version__

if TYPE_CHECKING:
    from invokeai_sdk._request import File, FileContent, FormValue, Request
    from invokeai_sdk._types import UNSET, JSONObject, JSONValue, Unset
    from invokeai_sdk.client import InvokeAIClient
    from invokeai_sdk.errors import (
        APIConnectionError,
        APIError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BulkError,
        FieldValueError,
        InvokeAIError,
        JobCanceled,
        JobError,
        JobFailed,
        JobLost,
        NotFoundError,
        NotSupportedError,
        QueueFull,
        UnknownInputError,
        WaitTimeout,
        WorkflowError,
    )
    from invokeai_sdk.events.stream_items import Lagged, Reconnected
    from invokeai_sdk.events.types import ProgressImage
    from invokeai_sdk.fields.base import IvkField
    from invokeai_sdk.jobs.as_completed import AsCompleted
    from invokeai_sdk.jobs.batch import BatchHandle
    from invokeai_sdk.jobs.batch_status import BatchCounts
    from invokeai_sdk.jobs.events import (
        Canceled,
        ChildChanged,
        Completed,
        Failed,
        JobEvent,
        Lost,
        NodeCompleted,
        NodeFailed,
        NodeStarted,
        OutputReady,
        Progress,
        StatusChanged,
        Terminal,
    )
    from invokeai_sdk.jobs.item_reader import ItemSummary
    from invokeai_sdk.jobs.job import JobHandle
    from invokeai_sdk.jobs.outputs import NodeOutput
    from invokeai_sdk.jobs.position import QueuePosition
    from invokeai_sdk.jobs.results import BatchResult, JobResult
    from invokeai_sdk.jobs.streams import JobStream
    from invokeai_sdk.media.board_names import BoardRef, HasBoardId
    from invokeai_sdk.media.downloads import Downloads
    from invokeai_sdk.media.handle import Embedded, OutputSource
    from invokeai_sdk.media.image import ImageHandle, ImageRef
    from invokeai_sdk.media.source import MediaSource
    from invokeai_sdk.media.video import VideoHandle, VideoRef
    from invokeai_sdk.options import ClientOptions, OptionChanges, OptionOverrides
    from invokeai_sdk.repositories.board_handle import BoardHandle
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.model_binding import BindingStrategy, ModelBinding, ModelBindings
    from invokeai_sdk.repositories.model_handle import DnnModelHandle, ModelRef
    from invokeai_sdk.repositories.model_install import InstallJob
    from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType, InstallStatus
    from invokeai_sdk.repositories.paging import Listing
    from invokeai_sdk.repositories.workflow_content import ConvertibleToDict, SavedWorkflow, WorkflowContent
    from invokeai_sdk.repositories.workflow_handle import WorkflowHandle
    from invokeai_sdk.repositories.workflows import WorkflowSource
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.sync.client import SyncInvokeAIClient
    from invokeai_sdk.transport.download import Download
    from invokeai_sdk.transport.transport import Transport
    from invokeai_sdk.workflow.compiled_batch import CompiledBatch
    from invokeai_sdk.workflow.definition import WorkflowDefinition
    from invokeai_sdk.workflow.findings import Finding
    from invokeai_sdk.workflow.inputs import InputKey, WorkflowInputs
    from invokeai_sdk.workflow.patching import patch
    from invokeai_sdk.workflow.plan import diff
    from invokeai_sdk.workflow.workflow import Workflow
    from invokeai_sdk.workflow.workflow_input import IvkWorkflowInput
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "._request": ["File", "FileContent", "FormValue", "Request"],
            "._types": ["JSONObject", "JSONValue", "UNSET", "Unset"],
            ".client": ["InvokeAIClient"],
            ".errors": [
                "APIConnectionError",
                "APIError",
                "APIStatusError",
                "APITimeoutError",
                "AuthenticationError",
                "BulkError",
                "FieldValueError",
                "InvokeAIError",
                "JobCanceled",
                "JobError",
                "JobFailed",
                "JobLost",
                "NotFoundError",
                "NotSupportedError",
                "QueueFull",
                "UnknownInputError",
                "WaitTimeout",
                "WorkflowError",
            ],
            ".events.stream_items": ["Lagged", "Reconnected"],
            ".events.types": ["ProgressImage"],
            ".fields.base": ["IvkField"],
            ".jobs.as_completed": ["AsCompleted"],
            ".jobs.batch": ["BatchHandle"],
            ".jobs.batch_status": ["BatchCounts"],
            ".jobs.events": [
                "Canceled",
                "ChildChanged",
                "Completed",
                "Failed",
                "JobEvent",
                "Lost",
                "NodeCompleted",
                "NodeFailed",
                "NodeStarted",
                "OutputReady",
                "Progress",
                "StatusChanged",
                "Terminal",
            ],
            ".jobs.item_reader": ["ItemSummary"],
            ".jobs.job": ["JobHandle"],
            ".jobs.outputs": ["NodeOutput"],
            ".jobs.position": ["QueuePosition"],
            ".jobs.results": ["BatchResult", "JobResult"],
            ".jobs.streams": ["JobStream"],
            ".media.board_names": ["BoardRef", "HasBoardId"],
            ".media.downloads": ["Downloads"],
            ".media.handle": ["Embedded", "OutputSource"],
            ".media.image": ["ImageHandle", "ImageRef"],
            ".media.source": ["MediaSource"],
            ".media.video": ["VideoHandle", "VideoRef"],
            ".options": ["ClientOptions", "OptionChanges", "OptionOverrides"],
            ".repositories.board_handle": ["BoardHandle"],
            ".repositories.bulk": ["BulkResult"],
            ".repositories.model_binding": ["BindingStrategy", "ModelBinding", "ModelBindings"],
            ".repositories.model_handle": ["DnnModelHandle", "ModelRef"],
            ".repositories.model_install": ["InstallJob"],
            ".repositories.model_types": ["BaseDnnModelType", "DnnModelFormat", "DnnModelType", "InstallStatus"],
            ".repositories.paging": ["Listing"],
            ".repositories.workflow_content": ["ConvertibleToDict", "SavedWorkflow", "WorkflowContent"],
            ".repositories.workflow_handle": ["WorkflowHandle"],
            ".repositories.workflows": ["WorkflowSource"],
            ".schema.catalogue": ["Catalogue"],
            ".sync.client": ["SyncInvokeAIClient"],
            ".transport.download": ["Download"],
            ".transport.transport": ["Transport"],
            ".workflow.compiled_batch": ["CompiledBatch"],
            ".workflow.definition": ["WorkflowDefinition"],
            ".workflow.findings": ["Finding"],
            ".workflow.inputs": ["InputKey", "WorkflowInputs"],
            ".workflow.patching": ["patch"],
            ".workflow.plan": ["diff"],
            ".workflow.workflow": ["Workflow"],
            ".workflow.workflow_input": ["IvkWorkflowInput"],
        },
    )

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AsCompleted",
    "AuthenticationError",
    "BaseDnnModelType",
    "BatchCounts",
    "BatchHandle",
    "BatchResult",
    "BindingStrategy",
    "BoardHandle",
    "BoardRef",
    "BulkError",
    "BulkResult",
    "Canceled",
    "Catalogue",
    "ChildChanged",
    "ClientOptions",
    "CompiledBatch",
    "Completed",
    "ConvertibleToDict",
    "DnnModelFormat",
    "DnnModelHandle",
    "DnnModelType",
    "Download",
    "Downloads",
    "Embedded",
    "Failed",
    "FieldValueError",
    "File",
    "FileContent",
    "Finding",
    "FormValue",
    "HasBoardId",
    "ImageHandle",
    "ImageRef",
    "InputKey",
    "InstallJob",
    "InstallStatus",
    "InvokeAIClient",
    "InvokeAIError",
    "ItemSummary",
    "IvkField",
    "IvkWorkflowInput",
    "JSONObject",
    "JSONValue",
    "JobCanceled",
    "JobError",
    "JobEvent",
    "JobFailed",
    "JobHandle",
    "JobLost",
    "JobResult",
    "JobStream",
    "Lagged",
    "Listing",
    "Lost",
    "MediaSource",
    "ModelBinding",
    "ModelBindings",
    "ModelRef",
    "NodeCompleted",
    "NodeFailed",
    "NodeOutput",
    "NodeStarted",
    "NotFoundError",
    "NotSupportedError",
    "OptionChanges",
    "OptionOverrides",
    "OutputReady",
    "OutputSource",
    "Progress",
    "ProgressImage",
    "QueueFull",
    "QueuePosition",
    "Reconnected",
    "Request",
    "SavedWorkflow",
    "StatusChanged",
    "SyncInvokeAIClient",
    "Terminal",
    "Transport",
    "UnknownInputError",
    "Unset",
    "VideoHandle",
    "VideoRef",
    "WaitTimeout",
    "Workflow",
    "WorkflowContent",
    "WorkflowDefinition",
    "WorkflowError",
    "WorkflowHandle",
    "WorkflowInputs",
    "WorkflowSource",
    "__version__",
    "diff",
    "patch",
]
