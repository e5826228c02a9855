"""Repositories: the parts of a client that manage one kind of resource each, such as `client.boards`.

A client creates its repositories; programs need these classes only in annotations. Handles, such as `BoardHandle`, are
in `invokeai_sdk`, and the repositories of the blocking client in `invokeai_sdk.sync`.

Importing this package imports none of its modules; each name imports its module when the name is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._lazy import attach

if TYPE_CHECKING:
    from invokeai_sdk.jobs.repository import BatchRepository, JobRepository
    from invokeai_sdk.repositories.app import AppRepository, ExternalProviderRepository, InvocationCacheRepository
    from invokeai_sdk.repositories.boards import BoardOrder, BoardRepository
    from invokeai_sdk.repositories.client_state import ClientStateRepository
    from invokeai_sdk.repositories.custom_nodes import CustomNodeRepository
    from invokeai_sdk.repositories.gallery import GalleryRepository
    from invokeai_sdk.repositories.image_moves import ImageMoveRepository
    from invokeai_sdk.repositories.images import ImageRepository
    from invokeai_sdk.repositories.model_install import InstallRepository
    from invokeai_sdk.repositories.model_search import OneOrMore
    from invokeai_sdk.repositories.model_stores import HuggingFaceRepository, ModelCacheRepository
    from invokeai_sdk.repositories.models import DnnModelRepository, ModelOrder
    from invokeai_sdk.repositories.prompts import PromptRepository
    from invokeai_sdk.repositories.queue import Queue
    from invokeai_sdk.repositories.queue_watch import QueueStreamItem, QueueWatch
    from invokeai_sdk.repositories.recall import RecallRepository
    from invokeai_sdk.repositories.style_presets import StylePresetRepository
    from invokeai_sdk.repositories.system_prompts import SystemPromptRepository
    from invokeai_sdk.repositories.users import UserRepository
    from invokeai_sdk.repositories.videos import VideoRepository
    from invokeai_sdk.repositories.workflows import WorkflowOrder, WorkflowRepository
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            ".app": ["AppRepository", "ExternalProviderRepository", "InvocationCacheRepository"],
            ".boards": ["BoardOrder", "BoardRepository"],
            ".client_state": ["ClientStateRepository"],
            ".custom_nodes": ["CustomNodeRepository"],
            ".gallery": ["GalleryRepository"],
            ".image_moves": ["ImageMoveRepository"],
            ".images": ["ImageRepository"],
            ".model_install": ["InstallRepository"],
            ".model_search": ["OneOrMore"],
            ".model_stores": ["HuggingFaceRepository", "ModelCacheRepository"],
            ".models": ["DnnModelRepository", "ModelOrder"],
            ".prompts": ["PromptRepository"],
            ".queue": ["Queue"],
            ".queue_watch": ["QueueStreamItem", "QueueWatch"],
            ".recall": ["RecallRepository"],
            ".style_presets": ["StylePresetRepository"],
            ".system_prompts": ["SystemPromptRepository"],
            ".users": ["UserRepository"],
            ".videos": ["VideoRepository"],
            ".workflows": ["WorkflowOrder", "WorkflowRepository"],
            "invokeai_sdk.jobs.repository": ["BatchRepository", "JobRepository"],
        },
    )

__all__ = [
    "AppRepository",
    "BatchRepository",
    "BoardOrder",
    "BoardRepository",
    "ClientStateRepository",
    "CustomNodeRepository",
    "DnnModelRepository",
    "ExternalProviderRepository",
    "GalleryRepository",
    "HuggingFaceRepository",
    "ImageMoveRepository",
    "ImageRepository",
    "InstallRepository",
    "InvocationCacheRepository",
    "JobRepository",
    "ModelCacheRepository",
    "ModelOrder",
    "OneOrMore",
    "PromptRepository",
    "Queue",
    "QueueStreamItem",
    "QueueWatch",
    "RecallRepository",
    "StylePresetRepository",
    "SystemPromptRepository",
    "UserRepository",
    "VideoRepository",
    "WorkflowOrder",
    "WorkflowRepository",
]
