"""The blocking client: `SyncInvokeAIClient`, and the handles, results and iterators that it returns.

Each asynchronous class whose objects a program receives has a blocking counterpart here: `SyncBatchHandle` for
`BatchHandle`, for example, with the same members. Classes without asynchronous members, such as the events except
`OutputReady`, are the same in both clients. `call_async` calls a blocking method from an event loop.

The modules of this package have the places and names of the asynchronous modules: `invokeai_sdk.sync.jobs.batch` for
`invokeai_sdk.jobs.batch`. They are generated, except `mirror`, `portal`, `base_client` and `jobs.events`.

Importing this package imports none of its modules; each name imports its module when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk.sync.client import SyncInvokeAIClient
    from invokeai_sdk.sync.events.event_socket import SyncEvents
    from invokeai_sdk.sync.events.subscription import SyncSubscription
    from invokeai_sdk.sync.jobs.as_completed import SyncAsCompleted
    from invokeai_sdk.sync.jobs.batch import SyncBatchHandle
    from invokeai_sdk.sync.jobs.events import SyncJobEvent, SyncOutputReady
    from invokeai_sdk.sync.jobs.job import SyncJobHandle
    from invokeai_sdk.sync.jobs.repository import SyncBatchRepository, SyncJobRepository
    from invokeai_sdk.sync.jobs.results import SyncBatchResult, SyncJobResult
    from invokeai_sdk.sync.jobs.streams import SyncJobStream
    from invokeai_sdk.sync.media.image import SyncImageHandle, SyncImageRef
    from invokeai_sdk.sync.media.video import SyncVideoHandle, SyncVideoRef
    from invokeai_sdk.sync.mirror import SyncIterator, call_async
    from invokeai_sdk.sync.repositories.app import (
        SyncAppRepository,
        SyncExternalProviderRepository,
        SyncInvocationCacheRepository,
    )
    from invokeai_sdk.sync.repositories.board_handle import SyncBoardHandle
    from invokeai_sdk.sync.repositories.boards import SyncBoardRepository
    from invokeai_sdk.sync.repositories.client_state import SyncClientStateRepository
    from invokeai_sdk.sync.repositories.custom_nodes import SyncCustomNodeRepository
    from invokeai_sdk.sync.repositories.gallery import SyncGalleryRepository
    from invokeai_sdk.sync.repositories.image_moves import SyncImageMoveRepository
    from invokeai_sdk.sync.repositories.images import SyncImageRepository
    from invokeai_sdk.sync.repositories.model_binding import SyncModelBinding, SyncModelBindings
    from invokeai_sdk.sync.repositories.model_handle import SyncDnnModelHandle, SyncModelRef
    from invokeai_sdk.sync.repositories.model_install import SyncInstallJob, SyncInstallRepository
    from invokeai_sdk.sync.repositories.model_stores import SyncHuggingFaceRepository, SyncModelCacheRepository
    from invokeai_sdk.sync.repositories.models import SyncDnnModelRepository
    from invokeai_sdk.sync.repositories.paging import SyncListing
    from invokeai_sdk.sync.repositories.prompts import SyncPromptRepository
    from invokeai_sdk.sync.repositories.queue import SyncQueue
    from invokeai_sdk.sync.repositories.queue_watch import SyncQueueWatch
    from invokeai_sdk.sync.repositories.recall import SyncRecallRepository
    from invokeai_sdk.sync.repositories.style_presets import SyncStylePresetRepository
    from invokeai_sdk.sync.repositories.system_prompts import SyncSystemPromptRepository
    from invokeai_sdk.sync.repositories.users import SyncUserRepository
    from invokeai_sdk.sync.repositories.videos import SyncVideoRepository
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.sync.repositories.workflows import SyncWorkflowRepository, SyncWorkflowSource
    from invokeai_sdk.sync.transport.download import SyncDownload
    from invokeai_sdk.sync.transport.transport import SyncTransport
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".client": ["SyncInvokeAIClient"],
            ".events.event_socket": ["SyncEvents"],
            ".events.subscription": ["SyncSubscription"],
            ".jobs.as_completed": ["SyncAsCompleted"],
            ".jobs.batch": ["SyncBatchHandle"],
            ".jobs.events": ["SyncJobEvent", "SyncOutputReady"],
            ".jobs.job": ["SyncJobHandle"],
            ".jobs.repository": ["SyncBatchRepository", "SyncJobRepository"],
            ".jobs.results": ["SyncBatchResult", "SyncJobResult"],
            ".jobs.streams": ["SyncJobStream"],
            ".media.image": ["SyncImageHandle", "SyncImageRef"],
            ".media.video": ["SyncVideoHandle", "SyncVideoRef"],
            ".mirror": ["SyncIterator", "call_async"],
            ".repositories.app": [
                "SyncAppRepository",
                "SyncExternalProviderRepository",
                "SyncInvocationCacheRepository",
            ],
            ".repositories.board_handle": ["SyncBoardHandle"],
            ".repositories.boards": ["SyncBoardRepository"],
            ".repositories.client_state": ["SyncClientStateRepository"],
            ".repositories.custom_nodes": ["SyncCustomNodeRepository"],
            ".repositories.gallery": ["SyncGalleryRepository"],
            ".repositories.image_moves": ["SyncImageMoveRepository"],
            ".repositories.images": ["SyncImageRepository"],
            ".repositories.model_binding": ["SyncModelBinding", "SyncModelBindings"],
            ".repositories.model_handle": ["SyncDnnModelHandle", "SyncModelRef"],
            ".repositories.model_install": ["SyncInstallJob", "SyncInstallRepository"],
            ".repositories.model_stores": ["SyncHuggingFaceRepository", "SyncModelCacheRepository"],
            ".repositories.models": ["SyncDnnModelRepository"],
            ".repositories.paging": ["SyncListing"],
            ".repositories.prompts": ["SyncPromptRepository"],
            ".repositories.queue": ["SyncQueue"],
            ".repositories.queue_watch": ["SyncQueueWatch"],
            ".repositories.recall": ["SyncRecallRepository"],
            ".repositories.style_presets": ["SyncStylePresetRepository"],
            ".repositories.system_prompts": ["SyncSystemPromptRepository"],
            ".repositories.users": ["SyncUserRepository"],
            ".repositories.videos": ["SyncVideoRepository"],
            ".repositories.workflow_handle": ["SyncWorkflowHandle"],
            ".repositories.workflows": ["SyncWorkflowRepository", "SyncWorkflowSource"],
            ".transport.download": ["SyncDownload"],
            ".transport.transport": ["SyncTransport"],
        },
    )

__all__ = [
    "SyncAppRepository",
    "SyncAsCompleted",
    "SyncBatchHandle",
    "SyncBatchRepository",
    "SyncBatchResult",
    "SyncBoardHandle",
    "SyncBoardRepository",
    "SyncClientStateRepository",
    "SyncCustomNodeRepository",
    "SyncDnnModelHandle",
    "SyncDnnModelRepository",
    "SyncDownload",
    "SyncEvents",
    "SyncExternalProviderRepository",
    "SyncGalleryRepository",
    "SyncHuggingFaceRepository",
    "SyncImageHandle",
    "SyncImageMoveRepository",
    "SyncImageRef",
    "SyncImageRepository",
    "SyncInstallJob",
    "SyncInstallRepository",
    "SyncInvocationCacheRepository",
    "SyncInvokeAIClient",
    "SyncIterator",
    "SyncJobEvent",
    "SyncJobHandle",
    "SyncJobRepository",
    "SyncJobResult",
    "SyncJobStream",
    "SyncListing",
    "SyncModelBinding",
    "SyncModelBindings",
    "SyncModelCacheRepository",
    "SyncModelRef",
    "SyncOutputReady",
    "SyncPromptRepository",
    "SyncQueue",
    "SyncQueueWatch",
    "SyncRecallRepository",
    "SyncStylePresetRepository",
    "SyncSubscription",
    "SyncSystemPromptRepository",
    "SyncTransport",
    "SyncUserRepository",
    "SyncVideoHandle",
    "SyncVideoRef",
    "SyncVideoRepository",
    "SyncWorkflowHandle",
    "SyncWorkflowRepository",
    "SyncWorkflowSource",
    "call_async",
]
