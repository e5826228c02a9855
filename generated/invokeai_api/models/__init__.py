"""The models, each loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .add_images_to_board_result import AddImagesToBoardResult as AddImagesToBoardResult
    from .add_videos_to_board_result import AddVideosToBoardResult as AddVideosToBoardResult
    from .app_version import AppVersion as AppVersion
    from .batch import Batch as Batch
    from .batch_datum import BatchDatum as BatchDatum
    from .batch_enqueued_event import BatchEnqueuedEvent as BatchEnqueuedEvent
    from .batch_status import BatchStatus as BatchStatus
    from .board_dto import BoardDTO as BoardDTO
    from .bulk_delete_models_response import BulkDeleteModelsResponse as BulkDeleteModelsResponse
    from .bulk_delete_models_response_failed_item import (
        BulkDeleteModelsResponseFailedItem as BulkDeleteModelsResponseFailedItem,
    )
    from .bulk_download_complete_event import BulkDownloadCompleteEvent as BulkDownloadCompleteEvent
    from .bulk_download_error_event import BulkDownloadErrorEvent as BulkDownloadErrorEvent
    from .bulk_download_started_event import BulkDownloadStartedEvent as BulkDownloadStartedEvent
    from .bulk_reidentify_models_response import BulkReidentifyModelsResponse as BulkReidentifyModelsResponse
    from .bulk_reidentify_models_response_failed_item import (
        BulkReidentifyModelsResponseFailedItem as BulkReidentifyModelsResponseFailedItem,
    )
    from .cache_stats import CacheStats as CacheStats
    from .cache_stats_loaded_model_sizes import CacheStatsLoadedModelSizes as CacheStatsLoadedModelSizes
    from .cancel_all_except_current_result import CancelAllExceptCurrentResult as CancelAllExceptCurrentResult
    from .cancel_by_batch_i_ds_result import CancelByBatchIDsResult as CancelByBatchIDsResult
    from .cancel_by_destination_result import CancelByDestinationResult as CancelByDestinationResult
    from .clear_result import ClearResult as ClearResult
    from .counts_by_category_response_200 import CountsByCategoryResponse200 as CountsByCategoryResponse200
    from .delete_all_except_current_result import DeleteAllExceptCurrentResult as DeleteAllExceptCurrentResult
    from .delete_board_result import DeleteBoardResult as DeleteBoardResult
    from .delete_by_destination_result import DeleteByDestinationResult as DeleteByDestinationResult
    from .delete_images_result import DeleteImagesResult as DeleteImagesResult
    from .delete_orphaned_models_response import DeleteOrphanedModelsResponse as DeleteOrphanedModelsResponse
    from .delete_orphaned_models_response_errors import (
        DeleteOrphanedModelsResponseErrors as DeleteOrphanedModelsResponseErrors,
    )
    from .delete_videos_result import DeleteVideosResult as DeleteVideosResult
    from .download_cancelled_event import DownloadCancelledEvent as DownloadCancelledEvent
    from .download_complete_event import DownloadCompleteEvent as DownloadCompleteEvent
    from .download_error_event import DownloadErrorEvent as DownloadErrorEvent
    from .download_job import DownloadJob as DownloadJob
    from .download_paused_event import DownloadPausedEvent as DownloadPausedEvent
    from .download_progress_event import DownloadProgressEvent as DownloadProgressEvent
    from .download_started_event import DownloadStartedEvent as DownloadStartedEvent
    from .dynamic_prompts_response import DynamicPromptsResponse as DynamicPromptsResponse
    from .edge import Edge as Edge
    from .edge_connection import EdgeConnection as EdgeConnection
    from .enqueue_batch_result import EnqueueBatchResult as EnqueueBatchResult
    from .expand_prompt_response import ExpandPromptResponse as ExpandPromptResponse
    from .exposed_field import ExposedField as ExposedField
    from .external_api_model_default_settings import ExternalApiModelDefaultSettings as ExternalApiModelDefaultSettings
    from .external_image_size import ExternalImageSize as ExternalImageSize
    from .external_model_capabilities import ExternalModelCapabilities as ExternalModelCapabilities
    from .external_model_capabilities_aspect_ratio_sizes_type_0 import (
        ExternalModelCapabilitiesAspectRatioSizesType0 as ExternalModelCapabilitiesAspectRatioSizesType0,
    )
    from .external_model_panel_control import ExternalModelPanelControl as ExternalModelPanelControl
    from .external_model_panel_schema import ExternalModelPanelSchema as ExternalModelPanelSchema
    from .external_model_source import ExternalModelSource as ExternalModelSource
    from .external_provider_config_model import ExternalProviderConfigModel as ExternalProviderConfigModel
    from .external_provider_status_model import ExternalProviderStatusModel as ExternalProviderStatusModel
    from .external_resolution_preset import ExternalResolutionPreset as ExternalResolutionPreset
    from .found_model import FoundModel as FoundModel
    from .gallery_item import GalleryItem as GalleryItem
    from .gallery_item_names import GalleryItemNames as GalleryItemNames
    from .gallery_item_names_result import GalleryItemNamesResult as GalleryItemNamesResult
    from .gallery_item_ref import GalleryItemRef as GalleryItemRef
    from .generate_password_response import GeneratePasswordResponse as GeneratePasswordResponse
    from .generation_device_option import GenerationDeviceOption as GenerationDeviceOption
    from .get_app_deps_response_200 import GetAppDepsResponse200 as GetAppDepsResponse200
    from .get_counts_by_tag_response_200 import GetCountsByTagResponse200 as GetCountsByTagResponse200
    from .get_recall_parameters_response_200 import GetRecallParametersResponse200 as GetRecallParametersResponse200
    from .graph import Graph as Graph
    from .graph_execution_state import GraphExecutionState as GraphExecutionState
    from .graph_execution_state_errors import GraphExecutionStateErrors as GraphExecutionStateErrors
    from .graph_execution_state_indegree import GraphExecutionStateIndegree as GraphExecutionStateIndegree
    from .graph_execution_state_prepared_iteration_paths import (
        GraphExecutionStatePreparedIterationPaths as GraphExecutionStatePreparedIterationPaths,
    )
    from .graph_execution_state_prepared_source_mapping import (
        GraphExecutionStatePreparedSourceMapping as GraphExecutionStatePreparedSourceMapping,
    )
    from .graph_execution_state_results import GraphExecutionStateResults as GraphExecutionStateResults
    from .graph_execution_state_source_prepared_mapping import (
        GraphExecutionStateSourcePreparedMapping as GraphExecutionStateSourcePreparedMapping,
    )
    from .graph_nodes import GraphNodes as GraphNodes
    from .hf_model_source import HFModelSource as HFModelSource
    from .hugging_face_models import HuggingFaceModels as HuggingFaceModels
    from .image_dto import ImageDTO as ImageDTO
    from .image_field import ImageField as ImageField
    from .image_move_job_response import ImageMoveJobResponse as ImageMoveJobResponse
    from .image_move_status_response import ImageMoveStatusResponse as ImageMoveStatusResponse
    from .image_names_result import ImageNamesResult as ImageNamesResult
    from .image_to_prompt_response import ImageToPromptResponse as ImageToPromptResponse
    from .image_upload_entry import ImageUploadEntry as ImageUploadEntry
    from .image_urls_dto import ImageUrlsDTO as ImageUrlsDTO
    from .images_downloaded import ImagesDownloaded as ImagesDownloaded
    from .install_node_pack_response import InstallNodePackResponse as InstallNodePackResponse
    from .invocation_cache_status import InvocationCacheStatus as InvocationCacheStatus
    from .invocation_complete_event import InvocationCompleteEvent as InvocationCompleteEvent
    from .invocation_error_event import InvocationErrorEvent as InvocationErrorEvent
    from .invocation_progress_event import InvocationProgressEvent as InvocationProgressEvent
    from .invocation_started_event import InvocationStartedEvent as InvocationStartedEvent
    from .invoke_ai_app_config import InvokeAIAppConfig as InvokeAIAppConfig
    from .invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields as InvokeAIAppConfigWithSetFields
    from .item_ids_result import ItemIdsResult as ItemIdsResult
    from .llm_task_complete_event import LLMTaskCompleteEvent as LLMTaskCompleteEvent
    from .llm_task_error_event import LLMTaskErrorEvent as LLMTaskErrorEvent
    from .llm_task_progress_event import LLMTaskProgressEvent as LLMTaskProgressEvent
    from .local_model_source import LocalModelSource as LocalModelSource
    from .login_response import LoginResponse as LoginResponse
    from .logout_response import LogoutResponse as LogoutResponse
    from .media_cookie_response import MediaCookieResponse as MediaCookieResponse
    from .metadata_field import MetadataField as MetadataField
    from .model_install_cancelled_event import ModelInstallCancelledEvent as ModelInstallCancelledEvent
    from .model_install_complete_event import ModelInstallCompleteEvent as ModelInstallCompleteEvent
    from .model_install_download_progress_event import (
        ModelInstallDownloadProgressEvent as ModelInstallDownloadProgressEvent,
    )
    from .model_install_download_progress_event_parts_item import (
        ModelInstallDownloadProgressEventPartsItem as ModelInstallDownloadProgressEventPartsItem,
    )
    from .model_install_download_started_event import (
        ModelInstallDownloadStartedEvent as ModelInstallDownloadStartedEvent,
    )
    from .model_install_download_started_event_parts_item import (
        ModelInstallDownloadStartedEventPartsItem as ModelInstallDownloadStartedEventPartsItem,
    )
    from .model_install_downloads_complete_event import (
        ModelInstallDownloadsCompleteEvent as ModelInstallDownloadsCompleteEvent,
    )
    from .model_install_error_event import ModelInstallErrorEvent as ModelInstallErrorEvent
    from .model_install_job import ModelInstallJob as ModelInstallJob
    from .model_install_started_event import ModelInstallStartedEvent as ModelInstallStartedEvent
    from .model_load_complete_event import ModelLoadCompleteEvent as ModelLoadCompleteEvent
    from .model_load_started_event import ModelLoadStartedEvent as ModelLoadStartedEvent
    from .model_record import ModelRecord as ModelRecord
    from .model_record_changes import ModelRecordChanges as ModelRecordChanges
    from .model_record_submodels_type_0 import ModelRecordSubmodelsType0 as ModelRecordSubmodelsType0
    from .models_list import ModelsList as ModelsList
    from .node_field_value import NodeFieldValue as NodeFieldValue
    from .node_pack_info import NodePackInfo as NodePackInfo
    from .node_pack_list_response import NodePackListResponse as NodePackListResponse
    from .offset_paginated_results_board_dto import OffsetPaginatedResultsBoardDTO as OffsetPaginatedResultsBoardDTO
    from .offset_paginated_results_gallery_item import (
        OffsetPaginatedResultsGalleryItem as OffsetPaginatedResultsGalleryItem,
    )
    from .offset_paginated_results_image_dto import OffsetPaginatedResultsImageDTO as OffsetPaginatedResultsImageDTO
    from .offset_paginated_results_video_dto import OffsetPaginatedResultsVideoDTO as OffsetPaginatedResultsVideoDTO
    from .orphaned_model_info import OrphanedModelInfo as OrphanedModelInfo
    from .paginated_results_workflow_record_list_item_with_thumbnail_dto import (
        PaginatedResultsWorkflowRecordListItemWithThumbnailDTO as PaginatedResultsWorkflowRecordListItemWithThumbnailDTO,
    )
    from .preset_data import PresetData as PresetData
    from .progress_image import ProgressImage as ProgressImage
    from .prune_result import PruneResult as PruneResult
    from .queue_cleared_event import QueueClearedEvent as QueueClearedEvent
    from .queue_item_status_changed_event import QueueItemStatusChangedEvent as QueueItemStatusChangedEvent
    from .queue_items_canceled_event import QueueItemsCanceledEvent as QueueItemsCanceledEvent
    from .queue_items_canceled_event_canceled_item_ids_by_user import (
        QueueItemsCanceledEventCanceledItemIdsByUser as QueueItemsCanceledEventCanceledItemIdsByUser,
    )
    from .queue_items_retried_event import QueueItemsRetriedEvent as QueueItemsRetriedEvent
    from .queue_items_retried_event_retried_item_ids_by_user import (
        QueueItemsRetriedEventRetriedItemIdsByUser as QueueItemsRetriedEventRetriedItemIdsByUser,
    )
    from .recall_parameters_updated_event import RecallParametersUpdatedEvent as RecallParametersUpdatedEvent
    from .recall_parameters_updated_event_parameters import (
        RecallParametersUpdatedEventParameters as RecallParametersUpdatedEventParameters,
    )
    from .reload_custom_nodes_response_200 import ReloadCustomNodesResponse200 as ReloadCustomNodesResponse200
    from .remove_images_from_board_result import RemoveImagesFromBoardResult as RemoveImagesFromBoardResult
    from .remove_videos_from_board_result import RemoveVideosFromBoardResult as RemoveVideosFromBoardResult
    from .retry_items_result import RetryItemsResult as RetryItemsResult
    from .session_processor_status import SessionProcessorStatus as SessionProcessorStatus
    from .session_queue_and_processor_status import SessionQueueAndProcessorStatus as SessionQueueAndProcessorStatus
    from .session_queue_counts_by_destination import SessionQueueCountsByDestination as SessionQueueCountsByDestination
    from .session_queue_item import SessionQueueItem as SessionQueueItem
    from .session_queue_item_summary import SessionQueueItemSummary as SessionQueueItemSummary
    from .session_queue_status import SessionQueueStatus as SessionQueueStatus
    from .setup_response import SetupResponse as SetupResponse
    from .setup_status_response import SetupStatusResponse as SetupStatusResponse
    from .starred_images_result import StarredImagesResult as StarredImagesResult
    from .starred_videos_result import StarredVideosResult as StarredVideosResult
    from .starter_model import StarterModel as StarterModel
    from .starter_model_bundle import StarterModelBundle as StarterModelBundle
    from .starter_model_response import StarterModelResponse as StarterModelResponse
    from .starter_model_response_starter_bundles import (
        StarterModelResponseStarterBundles as StarterModelResponseStarterBundles,
    )
    from .starter_model_without_dependencies import StarterModelWithoutDependencies as StarterModelWithoutDependencies
    from .style_preset_record_with_image import StylePresetRecordWithImage as StylePresetRecordWithImage
    from .submodel_definition import SubmodelDefinition as SubmodelDefinition
    from .system_prompt_record_dto import SystemPromptRecordDTO as SystemPromptRecordDTO
    from .uninstall_node_pack_response import UninstallNodePackResponse as UninstallNodePackResponse
    from .unstarred_images_result import UnstarredImagesResult as UnstarredImagesResult
    from .unstarred_videos_result import UnstarredVideosResult as UnstarredVideosResult
    from .update_recall_parameters_response_200 import (
        UpdateRecallParametersResponse200 as UpdateRecallParametersResponse200,
    )
    from .url_model_source import URLModelSource as URLModelSource
    from .url_regex_token_pair import URLRegexTokenPair as URLRegexTokenPair
    from .user_dto import UserDTO as UserDTO
    from .user_font import UserFont as UserFont
    from .user_font_face import UserFontFace as UserFontFace
    from .user_fonts_response import UserFontsResponse as UserFontsResponse
    from .video_dto import VideoDTO as VideoDTO
    from .video_field import VideoField as VideoField
    from .video_names_result import VideoNamesResult as VideoNamesResult
    from .video_urls_dto import VideoUrlsDTO as VideoUrlsDTO
    from .virtual_sub_board_dto import VirtualSubBoardDTO as VirtualSubBoardDTO
    from .workflow import Workflow as Workflow
    from .workflow_access_revoked_event import WorkflowAccessRevokedEvent as WorkflowAccessRevokedEvent
    from .workflow_and_graph_response import WorkflowAndGraphResponse as WorkflowAndGraphResponse
    from .workflow_call_compatibility import WorkflowCallCompatibility as WorkflowCallCompatibility
    from .workflow_call_execution import WorkflowCallExecution as WorkflowCallExecution
    from .workflow_call_execution_aggregated_values import (
        WorkflowCallExecutionAggregatedValues as WorkflowCallExecutionAggregatedValues,
    )
    from .workflow_call_execution_child_outputs import (
        WorkflowCallExecutionChildOutputs as WorkflowCallExecutionChildOutputs,
    )
    from .workflow_call_execution_child_outputs_additional_property import (
        WorkflowCallExecutionChildOutputsAdditionalProperty as WorkflowCallExecutionChildOutputsAdditionalProperty,
    )
    from .workflow_call_frame import WorkflowCallFrame as WorkflowCallFrame
    from .workflow_call_parent_ref import WorkflowCallParentRef as WorkflowCallParentRef
    from .workflow_created_event import WorkflowCreatedEvent as WorkflowCreatedEvent
    from .workflow_deleted_event import WorkflowDeletedEvent as WorkflowDeletedEvent
    from .workflow_edges_item import WorkflowEdgesItem as WorkflowEdgesItem
    from .workflow_form_type_0 import WorkflowFormType0 as WorkflowFormType0
    from .workflow_meta import WorkflowMeta as WorkflowMeta
    from .workflow_nodes_item import WorkflowNodesItem as WorkflowNodesItem
    from .workflow_record_dto import WorkflowRecordDTO as WorkflowRecordDTO
    from .workflow_record_list_item_with_thumbnail_dto import (
        WorkflowRecordListItemWithThumbnailDTO as WorkflowRecordListItemWithThumbnailDTO,
    )
    from .workflow_record_with_thumbnail_dto import WorkflowRecordWithThumbnailDTO as WorkflowRecordWithThumbnailDTO
    from .workflow_updated_event import WorkflowUpdatedEvent as WorkflowUpdatedEvent
    from .workflow_without_id import WorkflowWithoutID as WorkflowWithoutID
    from .workflow_without_id_edges_item import WorkflowWithoutIDEdgesItem as WorkflowWithoutIDEdgesItem
    from .workflow_without_id_form_type_0 import WorkflowWithoutIDFormType0 as WorkflowWithoutIDFormType0
    from .workflow_without_id_nodes_item import WorkflowWithoutIDNodesItem as WorkflowWithoutIDNodesItem

_MODULES = {
    "AddImagesToBoardResult": ".add_images_to_board_result",
    "AddVideosToBoardResult": ".add_videos_to_board_result",
    "AppVersion": ".app_version",
    "Batch": ".batch",
    "BatchDatum": ".batch_datum",
    "BatchEnqueuedEvent": ".batch_enqueued_event",
    "BatchStatus": ".batch_status",
    "BoardDTO": ".board_dto",
    "BulkDeleteModelsResponse": ".bulk_delete_models_response",
    "BulkDeleteModelsResponseFailedItem": ".bulk_delete_models_response_failed_item",
    "BulkDownloadCompleteEvent": ".bulk_download_complete_event",
    "BulkDownloadErrorEvent": ".bulk_download_error_event",
    "BulkDownloadStartedEvent": ".bulk_download_started_event",
    "BulkReidentifyModelsResponse": ".bulk_reidentify_models_response",
    "BulkReidentifyModelsResponseFailedItem": ".bulk_reidentify_models_response_failed_item",
    "CacheStats": ".cache_stats",
    "CacheStatsLoadedModelSizes": ".cache_stats_loaded_model_sizes",
    "CancelAllExceptCurrentResult": ".cancel_all_except_current_result",
    "CancelByBatchIDsResult": ".cancel_by_batch_i_ds_result",
    "CancelByDestinationResult": ".cancel_by_destination_result",
    "ClearResult": ".clear_result",
    "CountsByCategoryResponse200": ".counts_by_category_response_200",
    "DeleteAllExceptCurrentResult": ".delete_all_except_current_result",
    "DeleteBoardResult": ".delete_board_result",
    "DeleteByDestinationResult": ".delete_by_destination_result",
    "DeleteImagesResult": ".delete_images_result",
    "DeleteOrphanedModelsResponse": ".delete_orphaned_models_response",
    "DeleteOrphanedModelsResponseErrors": ".delete_orphaned_models_response_errors",
    "DeleteVideosResult": ".delete_videos_result",
    "DownloadCancelledEvent": ".download_cancelled_event",
    "DownloadCompleteEvent": ".download_complete_event",
    "DownloadErrorEvent": ".download_error_event",
    "DownloadJob": ".download_job",
    "DownloadPausedEvent": ".download_paused_event",
    "DownloadProgressEvent": ".download_progress_event",
    "DownloadStartedEvent": ".download_started_event",
    "DynamicPromptsResponse": ".dynamic_prompts_response",
    "Edge": ".edge",
    "EdgeConnection": ".edge_connection",
    "EnqueueBatchResult": ".enqueue_batch_result",
    "ExpandPromptResponse": ".expand_prompt_response",
    "ExposedField": ".exposed_field",
    "ExternalApiModelDefaultSettings": ".external_api_model_default_settings",
    "ExternalImageSize": ".external_image_size",
    "ExternalModelCapabilities": ".external_model_capabilities",
    "ExternalModelCapabilitiesAspectRatioSizesType0": ".external_model_capabilities_aspect_ratio_sizes_type_0",
    "ExternalModelPanelControl": ".external_model_panel_control",
    "ExternalModelPanelSchema": ".external_model_panel_schema",
    "ExternalModelSource": ".external_model_source",
    "ExternalProviderConfigModel": ".external_provider_config_model",
    "ExternalProviderStatusModel": ".external_provider_status_model",
    "ExternalResolutionPreset": ".external_resolution_preset",
    "FoundModel": ".found_model",
    "GalleryItem": ".gallery_item",
    "GalleryItemNames": ".gallery_item_names",
    "GalleryItemNamesResult": ".gallery_item_names_result",
    "GalleryItemRef": ".gallery_item_ref",
    "GeneratePasswordResponse": ".generate_password_response",
    "GenerationDeviceOption": ".generation_device_option",
    "GetAppDepsResponse200": ".get_app_deps_response_200",
    "GetCountsByTagResponse200": ".get_counts_by_tag_response_200",
    "GetRecallParametersResponse200": ".get_recall_parameters_response_200",
    "Graph": ".graph",
    "GraphExecutionState": ".graph_execution_state",
    "GraphExecutionStateErrors": ".graph_execution_state_errors",
    "GraphExecutionStateIndegree": ".graph_execution_state_indegree",
    "GraphExecutionStatePreparedIterationPaths": ".graph_execution_state_prepared_iteration_paths",
    "GraphExecutionStatePreparedSourceMapping": ".graph_execution_state_prepared_source_mapping",
    "GraphExecutionStateResults": ".graph_execution_state_results",
    "GraphExecutionStateSourcePreparedMapping": ".graph_execution_state_source_prepared_mapping",
    "GraphNodes": ".graph_nodes",
    "HFModelSource": ".hf_model_source",
    "HuggingFaceModels": ".hugging_face_models",
    "ImageDTO": ".image_dto",
    "ImageField": ".image_field",
    "ImageMoveJobResponse": ".image_move_job_response",
    "ImageMoveStatusResponse": ".image_move_status_response",
    "ImageNamesResult": ".image_names_result",
    "ImageToPromptResponse": ".image_to_prompt_response",
    "ImageUploadEntry": ".image_upload_entry",
    "ImageUrlsDTO": ".image_urls_dto",
    "ImagesDownloaded": ".images_downloaded",
    "InstallNodePackResponse": ".install_node_pack_response",
    "InvocationCacheStatus": ".invocation_cache_status",
    "InvocationCompleteEvent": ".invocation_complete_event",
    "InvocationErrorEvent": ".invocation_error_event",
    "InvocationProgressEvent": ".invocation_progress_event",
    "InvocationStartedEvent": ".invocation_started_event",
    "InvokeAIAppConfig": ".invoke_ai_app_config",
    "InvokeAIAppConfigWithSetFields": ".invoke_ai_app_config_with_set_fields",
    "ItemIdsResult": ".item_ids_result",
    "LLMTaskCompleteEvent": ".llm_task_complete_event",
    "LLMTaskErrorEvent": ".llm_task_error_event",
    "LLMTaskProgressEvent": ".llm_task_progress_event",
    "LocalModelSource": ".local_model_source",
    "LoginResponse": ".login_response",
    "LogoutResponse": ".logout_response",
    "MediaCookieResponse": ".media_cookie_response",
    "MetadataField": ".metadata_field",
    "ModelInstallCancelledEvent": ".model_install_cancelled_event",
    "ModelInstallCompleteEvent": ".model_install_complete_event",
    "ModelInstallDownloadProgressEvent": ".model_install_download_progress_event",
    "ModelInstallDownloadProgressEventPartsItem": ".model_install_download_progress_event_parts_item",
    "ModelInstallDownloadStartedEvent": ".model_install_download_started_event",
    "ModelInstallDownloadStartedEventPartsItem": ".model_install_download_started_event_parts_item",
    "ModelInstallDownloadsCompleteEvent": ".model_install_downloads_complete_event",
    "ModelInstallErrorEvent": ".model_install_error_event",
    "ModelInstallJob": ".model_install_job",
    "ModelInstallStartedEvent": ".model_install_started_event",
    "ModelLoadCompleteEvent": ".model_load_complete_event",
    "ModelLoadStartedEvent": ".model_load_started_event",
    "ModelRecord": ".model_record",
    "ModelRecordChanges": ".model_record_changes",
    "ModelRecordSubmodelsType0": ".model_record_submodels_type_0",
    "ModelsList": ".models_list",
    "NodeFieldValue": ".node_field_value",
    "NodePackInfo": ".node_pack_info",
    "NodePackListResponse": ".node_pack_list_response",
    "OffsetPaginatedResultsBoardDTO": ".offset_paginated_results_board_dto",
    "OffsetPaginatedResultsGalleryItem": ".offset_paginated_results_gallery_item",
    "OffsetPaginatedResultsImageDTO": ".offset_paginated_results_image_dto",
    "OffsetPaginatedResultsVideoDTO": ".offset_paginated_results_video_dto",
    "OrphanedModelInfo": ".orphaned_model_info",
    "PaginatedResultsWorkflowRecordListItemWithThumbnailDTO": ".paginated_results_workflow_record_list_item_with_thumbnail_dto",
    "PresetData": ".preset_data",
    "ProgressImage": ".progress_image",
    "PruneResult": ".prune_result",
    "QueueClearedEvent": ".queue_cleared_event",
    "QueueItemStatusChangedEvent": ".queue_item_status_changed_event",
    "QueueItemsCanceledEvent": ".queue_items_canceled_event",
    "QueueItemsCanceledEventCanceledItemIdsByUser": ".queue_items_canceled_event_canceled_item_ids_by_user",
    "QueueItemsRetriedEvent": ".queue_items_retried_event",
    "QueueItemsRetriedEventRetriedItemIdsByUser": ".queue_items_retried_event_retried_item_ids_by_user",
    "RecallParametersUpdatedEvent": ".recall_parameters_updated_event",
    "RecallParametersUpdatedEventParameters": ".recall_parameters_updated_event_parameters",
    "ReloadCustomNodesResponse200": ".reload_custom_nodes_response_200",
    "RemoveImagesFromBoardResult": ".remove_images_from_board_result",
    "RemoveVideosFromBoardResult": ".remove_videos_from_board_result",
    "RetryItemsResult": ".retry_items_result",
    "SessionProcessorStatus": ".session_processor_status",
    "SessionQueueAndProcessorStatus": ".session_queue_and_processor_status",
    "SessionQueueCountsByDestination": ".session_queue_counts_by_destination",
    "SessionQueueItem": ".session_queue_item",
    "SessionQueueItemSummary": ".session_queue_item_summary",
    "SessionQueueStatus": ".session_queue_status",
    "SetupResponse": ".setup_response",
    "SetupStatusResponse": ".setup_status_response",
    "StarredImagesResult": ".starred_images_result",
    "StarredVideosResult": ".starred_videos_result",
    "StarterModel": ".starter_model",
    "StarterModelBundle": ".starter_model_bundle",
    "StarterModelResponse": ".starter_model_response",
    "StarterModelResponseStarterBundles": ".starter_model_response_starter_bundles",
    "StarterModelWithoutDependencies": ".starter_model_without_dependencies",
    "StylePresetRecordWithImage": ".style_preset_record_with_image",
    "SubmodelDefinition": ".submodel_definition",
    "SystemPromptRecordDTO": ".system_prompt_record_dto",
    "UninstallNodePackResponse": ".uninstall_node_pack_response",
    "UnstarredImagesResult": ".unstarred_images_result",
    "UnstarredVideosResult": ".unstarred_videos_result",
    "UpdateRecallParametersResponse200": ".update_recall_parameters_response_200",
    "URLModelSource": ".url_model_source",
    "URLRegexTokenPair": ".url_regex_token_pair",
    "UserDTO": ".user_dto",
    "UserFont": ".user_font",
    "UserFontFace": ".user_font_face",
    "UserFontsResponse": ".user_fonts_response",
    "VideoDTO": ".video_dto",
    "VideoField": ".video_field",
    "VideoNamesResult": ".video_names_result",
    "VideoUrlsDTO": ".video_urls_dto",
    "VirtualSubBoardDTO": ".virtual_sub_board_dto",
    "Workflow": ".workflow",
    "WorkflowAccessRevokedEvent": ".workflow_access_revoked_event",
    "WorkflowAndGraphResponse": ".workflow_and_graph_response",
    "WorkflowCallCompatibility": ".workflow_call_compatibility",
    "WorkflowCallExecution": ".workflow_call_execution",
    "WorkflowCallExecutionAggregatedValues": ".workflow_call_execution_aggregated_values",
    "WorkflowCallExecutionChildOutputs": ".workflow_call_execution_child_outputs",
    "WorkflowCallExecutionChildOutputsAdditionalProperty": ".workflow_call_execution_child_outputs_additional_property",
    "WorkflowCallFrame": ".workflow_call_frame",
    "WorkflowCallParentRef": ".workflow_call_parent_ref",
    "WorkflowCreatedEvent": ".workflow_created_event",
    "WorkflowDeletedEvent": ".workflow_deleted_event",
    "WorkflowEdgesItem": ".workflow_edges_item",
    "WorkflowFormType0": ".workflow_form_type_0",
    "WorkflowMeta": ".workflow_meta",
    "WorkflowNodesItem": ".workflow_nodes_item",
    "WorkflowRecordDTO": ".workflow_record_dto",
    "WorkflowRecordListItemWithThumbnailDTO": ".workflow_record_list_item_with_thumbnail_dto",
    "WorkflowRecordWithThumbnailDTO": ".workflow_record_with_thumbnail_dto",
    "WorkflowUpdatedEvent": ".workflow_updated_event",
    "WorkflowWithoutID": ".workflow_without_id",
    "WorkflowWithoutIDEdgesItem": ".workflow_without_id_edges_item",
    "WorkflowWithoutIDFormType0": ".workflow_without_id_form_type_0",
    "WorkflowWithoutIDNodesItem": ".workflow_without_id_nodes_item",
}

__all__ = (
    "AddImagesToBoardResult",
    "AddVideosToBoardResult",
    "AppVersion",
    "Batch",
    "BatchDatum",
    "BatchEnqueuedEvent",
    "BatchStatus",
    "BoardDTO",
    "BulkDeleteModelsResponse",
    "BulkDeleteModelsResponseFailedItem",
    "BulkDownloadCompleteEvent",
    "BulkDownloadErrorEvent",
    "BulkDownloadStartedEvent",
    "BulkReidentifyModelsResponse",
    "BulkReidentifyModelsResponseFailedItem",
    "CacheStats",
    "CacheStatsLoadedModelSizes",
    "CancelAllExceptCurrentResult",
    "CancelByBatchIDsResult",
    "CancelByDestinationResult",
    "ClearResult",
    "CountsByCategoryResponse200",
    "DeleteAllExceptCurrentResult",
    "DeleteBoardResult",
    "DeleteByDestinationResult",
    "DeleteImagesResult",
    "DeleteOrphanedModelsResponse",
    "DeleteOrphanedModelsResponseErrors",
    "DeleteVideosResult",
    "DownloadCancelledEvent",
    "DownloadCompleteEvent",
    "DownloadErrorEvent",
    "DownloadJob",
    "DownloadPausedEvent",
    "DownloadProgressEvent",
    "DownloadStartedEvent",
    "DynamicPromptsResponse",
    "Edge",
    "EdgeConnection",
    "EnqueueBatchResult",
    "ExpandPromptResponse",
    "ExposedField",
    "ExternalApiModelDefaultSettings",
    "ExternalImageSize",
    "ExternalModelCapabilities",
    "ExternalModelCapabilitiesAspectRatioSizesType0",
    "ExternalModelPanelControl",
    "ExternalModelPanelSchema",
    "ExternalModelSource",
    "ExternalProviderConfigModel",
    "ExternalProviderStatusModel",
    "ExternalResolutionPreset",
    "FoundModel",
    "GalleryItem",
    "GalleryItemNames",
    "GalleryItemNamesResult",
    "GalleryItemRef",
    "GeneratePasswordResponse",
    "GenerationDeviceOption",
    "GetAppDepsResponse200",
    "GetCountsByTagResponse200",
    "GetRecallParametersResponse200",
    "Graph",
    "GraphExecutionState",
    "GraphExecutionStateErrors",
    "GraphExecutionStateIndegree",
    "GraphExecutionStatePreparedIterationPaths",
    "GraphExecutionStatePreparedSourceMapping",
    "GraphExecutionStateResults",
    "GraphExecutionStateSourcePreparedMapping",
    "GraphNodes",
    "HFModelSource",
    "HuggingFaceModels",
    "ImageDTO",
    "ImageField",
    "ImageMoveJobResponse",
    "ImageMoveStatusResponse",
    "ImageNamesResult",
    "ImagesDownloaded",
    "ImageToPromptResponse",
    "ImageUploadEntry",
    "ImageUrlsDTO",
    "InstallNodePackResponse",
    "InvocationCacheStatus",
    "InvocationCompleteEvent",
    "InvocationErrorEvent",
    "InvocationProgressEvent",
    "InvocationStartedEvent",
    "InvokeAIAppConfig",
    "InvokeAIAppConfigWithSetFields",
    "ItemIdsResult",
    "LLMTaskCompleteEvent",
    "LLMTaskErrorEvent",
    "LLMTaskProgressEvent",
    "LocalModelSource",
    "LoginResponse",
    "LogoutResponse",
    "MediaCookieResponse",
    "MetadataField",
    "ModelInstallCancelledEvent",
    "ModelInstallCompleteEvent",
    "ModelInstallDownloadProgressEvent",
    "ModelInstallDownloadProgressEventPartsItem",
    "ModelInstallDownloadsCompleteEvent",
    "ModelInstallDownloadStartedEvent",
    "ModelInstallDownloadStartedEventPartsItem",
    "ModelInstallErrorEvent",
    "ModelInstallJob",
    "ModelInstallStartedEvent",
    "ModelLoadCompleteEvent",
    "ModelLoadStartedEvent",
    "ModelRecord",
    "ModelRecordChanges",
    "ModelRecordSubmodelsType0",
    "ModelsList",
    "NodeFieldValue",
    "NodePackInfo",
    "NodePackListResponse",
    "OffsetPaginatedResultsBoardDTO",
    "OffsetPaginatedResultsGalleryItem",
    "OffsetPaginatedResultsImageDTO",
    "OffsetPaginatedResultsVideoDTO",
    "OrphanedModelInfo",
    "PaginatedResultsWorkflowRecordListItemWithThumbnailDTO",
    "PresetData",
    "ProgressImage",
    "PruneResult",
    "QueueClearedEvent",
    "QueueItemsCanceledEvent",
    "QueueItemsCanceledEventCanceledItemIdsByUser",
    "QueueItemsRetriedEvent",
    "QueueItemsRetriedEventRetriedItemIdsByUser",
    "QueueItemStatusChangedEvent",
    "RecallParametersUpdatedEvent",
    "RecallParametersUpdatedEventParameters",
    "ReloadCustomNodesResponse200",
    "RemoveImagesFromBoardResult",
    "RemoveVideosFromBoardResult",
    "RetryItemsResult",
    "SessionProcessorStatus",
    "SessionQueueAndProcessorStatus",
    "SessionQueueCountsByDestination",
    "SessionQueueItem",
    "SessionQueueItemSummary",
    "SessionQueueStatus",
    "SetupResponse",
    "SetupStatusResponse",
    "StarredImagesResult",
    "StarredVideosResult",
    "StarterModel",
    "StarterModelBundle",
    "StarterModelResponse",
    "StarterModelResponseStarterBundles",
    "StarterModelWithoutDependencies",
    "StylePresetRecordWithImage",
    "SubmodelDefinition",
    "SystemPromptRecordDTO",
    "UninstallNodePackResponse",
    "UnstarredImagesResult",
    "UnstarredVideosResult",
    "UpdateRecallParametersResponse200",
    "URLModelSource",
    "URLRegexTokenPair",
    "UserDTO",
    "UserFont",
    "UserFontFace",
    "UserFontsResponse",
    "VideoDTO",
    "VideoField",
    "VideoNamesResult",
    "VideoUrlsDTO",
    "VirtualSubBoardDTO",
    "Workflow",
    "WorkflowAccessRevokedEvent",
    "WorkflowAndGraphResponse",
    "WorkflowCallCompatibility",
    "WorkflowCallExecution",
    "WorkflowCallExecutionAggregatedValues",
    "WorkflowCallExecutionChildOutputs",
    "WorkflowCallExecutionChildOutputsAdditionalProperty",
    "WorkflowCallFrame",
    "WorkflowCallParentRef",
    "WorkflowCreatedEvent",
    "WorkflowDeletedEvent",
    "WorkflowEdgesItem",
    "WorkflowFormType0",
    "WorkflowMeta",
    "WorkflowNodesItem",
    "WorkflowRecordDTO",
    "WorkflowRecordListItemWithThumbnailDTO",
    "WorkflowRecordWithThumbnailDTO",
    "WorkflowUpdatedEvent",
    "WorkflowWithoutID",
    "WorkflowWithoutIDEdgesItem",
    "WorkflowWithoutIDFormType0",
    "WorkflowWithoutIDNodesItem",
)


def __getattr__(name: str) -> object:
    try:
        module = import_module(_MODULES[name], __name__)
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(module, name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
