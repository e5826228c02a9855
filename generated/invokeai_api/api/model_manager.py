"""Requests to the server's `model_manager` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_empty, drop_unset, quote_path
from invokeai_sdk._types import UNSET

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue, Unset

    from ..bodies import (
        BulkDeleteModelsRequest,
        BulkReidentifyModelsRequest,
        DeleteOrphanedModelsRequest,
        DoHfLoginBody,
        ModelRecordChanges,
        UpdateModelImageBody,
    )
    from ..models.bulk_delete_models_response import BulkDeleteModelsResponse
    from ..models.bulk_reidentify_models_response import BulkReidentifyModelsResponse
    from ..models.cache_stats import CacheStats
    from ..models.delete_orphaned_models_response import DeleteOrphanedModelsResponse
    from ..models.found_model import FoundModel
    from ..models.hugging_face_models import HuggingFaceModels
    from ..models.model_install_job import ModelInstallJob
    from ..models.model_record import ModelRecord
    from ..models.models_list import ModelsList
    from ..models.orphaned_model_info import OrphanedModelInfo
    from ..models.starter_model_response import StarterModelResponse


def list_model_records(
    *,
    base_models: list[str] | None | Unset = UNSET,
    model_type: None | str | Unset = UNSET,
    model_name: None | str | Unset = UNSET,
    model_format: None | str | Unset = UNSET,
    order_by: str | Unset = "name",
    direction: str | Unset = "ASC",
) -> Request[ModelsList]:
    """List Model Records.

    Get a list of models.

    Args:
        base_models: Base models to include
        model_type: The type of model to get
        model_name: Exact match on the name of the model
        model_format: Exact match on the format of the model (e.g. 'diffusers')
        order_by: The field to order by
        direction: The direction to order by
    """

    def parse(data: Any) -> ModelsList:
        from ..models.models_list import ModelsList

        response_200 = ModelsList.from_dict(data)

        return response_200

    return Request(
        "model_manager.list_model_records",
        "GET",
        "/api/v2/models/",
        params=drop_empty(
            {
                "base_models": base_models,
                "model_type": model_type,
                "model_name": model_name,
                "model_format": model_format,
                "order_by": order_by,
                "direction": direction,
            }
        ),
        parse=parse,
    )


def convert_model(*, key: str) -> Request[ModelRecord]:
    """Convert Model.

    Permanently convert a model into diffusers format, replacing the safetensors version.
    Note that during the conversion process the key and model hash will change.
    The return value is the model configuration for the converted model.

    Args:
        key: Unique key of the safetensors main model to convert to diffusers format.
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.convert_model",
        "PUT",
        "/api/v2/models/convert/{key}".format(**quote_path("model_manager.convert_model", key=key)),
        parse=parse,
    )


def empty_model_cache() -> Request[JSONValue]:
    """Empty Model Cache.

    Drop all models from the model cache to free RAM/VRAM. 'Locked' models that are in active use will not be dropped.
    """

    return Request(
        "model_manager.empty_model_cache",
        "POST",
        "/api/v2/models/empty_model_cache",
    )


def get_model_records_by_attrs(*, name: str, type_: str, base: str) -> Request[ModelRecord]:
    """Get Model Records By Attrs.

    Gets a model by its attributes. The main use of this route is to provide backwards compatibility with the old
    model manager, which identified models by a combination of name, base and type.

    Args:
        name: The name of the model
        type_: The type of the model
        base: The base model of the model
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_model_records_by_attrs",
        "GET",
        "/api/v2/models/get_by_attrs",
        params=drop_empty({"name": name, "type": type_, "base": base}),
        parse=parse,
    )


def get_model_records_by_hash(*, hash_: str) -> Request[ModelRecord]:
    """Get Model Records By Hash.

    Gets a model by its hash. This is useful for recalling models that were deleted and reinstalled,
    as the hash remains stable across reinstallations while the key (UUID) changes.

    Args:
        hash_: The hash of the model
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_model_records_by_hash",
        "GET",
        "/api/v2/models/get_by_hash",
        params=drop_empty({"hash": hash_}),
        parse=parse,
    )


def get_hf_login_status() -> Request[str]:
    """Get Hf Login Status."""

    def parse(data: Any) -> str:
        return cast("str", data)

    return Request(
        "model_manager.get_hf_login_status",
        "GET",
        "/api/v2/models/hf_login",
        parse=parse,
    )


def do_hf_login(*, body: DoHfLoginBody) -> Request[str]:
    """Do Hf Login."""

    def parse(data: Any) -> str:
        return cast("str", data)

    return Request(
        "model_manager.do_hf_login",
        "POST",
        "/api/v2/models/hf_login",
        json=drop_unset(body),
        parse=parse,
    )


def reset_hf_token() -> Request[str]:
    """Reset Hf Token."""

    def parse(data: Any) -> str:
        return cast("str", data)

    return Request(
        "model_manager.reset_hf_token",
        "DELETE",
        "/api/v2/models/hf_login",
        parse=parse,
    )


def get_hugging_face_models(*, hugging_face_repo: str | Unset = UNSET) -> Request[HuggingFaceModels]:
    """Get Hugging Face Models.

    Args:
        hugging_face_repo: Hugging face repo to search for models
    """

    def parse(data: Any) -> HuggingFaceModels:
        from ..models.hugging_face_models import HuggingFaceModels

        response_200 = HuggingFaceModels.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_hugging_face_models",
        "GET",
        "/api/v2/models/hugging_face",
        params=drop_empty({"hugging_face_repo": hugging_face_repo}),
        parse=parse,
    )


def bulk_delete_models(*, body: BulkDeleteModelsRequest) -> Request[BulkDeleteModelsResponse]:
    """Bulk Delete Models.

    Delete multiple model records from database.

    The configuration records will be removed. The corresponding weights files will be
    deleted as well if they reside within the InvokeAI "models" directory.
    Returns a list of successfully deleted keys and failed deletions with error messages.
    """

    def parse(data: Any) -> BulkDeleteModelsResponse:
        from ..models.bulk_delete_models_response import BulkDeleteModelsResponse

        response_200 = BulkDeleteModelsResponse.from_dict(data)

        return response_200

    return Request(
        "model_manager.bulk_delete_models",
        "POST",
        "/api/v2/models/i/bulk_delete",
        json=drop_unset(body),
        parse=parse,
    )


def bulk_reidentify_models(*, body: BulkReidentifyModelsRequest) -> Request[BulkReidentifyModelsResponse]:
    """Bulk Reidentify Models.

    Reidentify multiple models by re-probing their weights files.

    Returns a list of successfully reidentified keys and failed reidentifications with error messages.
    """

    def parse(data: Any) -> BulkReidentifyModelsResponse:
        from ..models.bulk_reidentify_models_response import BulkReidentifyModelsResponse

        response_200 = BulkReidentifyModelsResponse.from_dict(data)

        return response_200

    return Request(
        "model_manager.bulk_reidentify_models",
        "POST",
        "/api/v2/models/i/bulk_reidentify",
        json=drop_unset(body),
        parse=parse,
    )


def get_model_record(*, key: str) -> Request[ModelRecord]:
    """Get Model Record.

    Get a model record

    Args:
        key: Key of the model record to fetch.
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_model_record",
        "GET",
        "/api/v2/models/i/{key}".format(**quote_path("model_manager.get_model_record", key=key)),
        parse=parse,
    )


def delete_model(*, key: str) -> Request[None]:
    """Delete Model.

    Delete model record from database.

    The configuration record will be removed. The corresponding weights files will be
    deleted as well if they reside within the InvokeAI "models" directory.

    Args:
        key: Unique key of model to remove from model registry.
    """

    return Request(
        "model_manager.delete_model",
        "DELETE",
        "/api/v2/models/i/{key}".format(**quote_path("model_manager.delete_model", key=key)),
        statuses=(204,),
        answer="none",
    )


def update_model_record(*, key: str, body: ModelRecordChanges) -> Request[ModelRecord]:
    """Update Model Record.

    Update a model's config.

    Args:
        key: Unique key of model
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.update_model_record",
        "PATCH",
        "/api/v2/models/i/{key}".format(**quote_path("model_manager.update_model_record", key=key)),
        json=drop_unset(body),
        parse=parse,
    )


def get_model_image(*, key: str) -> Request[bytes]:
    """Get Model Image.

    Gets an image file that previews the model

    Args:
        key: The name of model image file to get
    """

    return Request(
        "model_manager.get_model_image",
        "GET",
        "/api/v2/models/i/{key}/image".format(**quote_path("model_manager.get_model_image", key=key)),
        answer="bytes",
    )


def delete_model_image(*, key: str) -> Request[None]:
    """Delete Model Image.

    Args:
        key: Unique key of model image to remove from model_images directory.
    """

    return Request(
        "model_manager.delete_model_image",
        "DELETE",
        "/api/v2/models/i/{key}/image".format(**quote_path("model_manager.delete_model_image", key=key)),
        statuses=(204,),
        answer="none",
    )


def update_model_image(*, key: str, body: UpdateModelImageBody) -> Request[JSONValue]:
    """Update Model Image.

    Args:
        key: Unique key of model
    """

    return Request(
        "model_manager.update_model_image",
        "PATCH",
        "/api/v2/models/i/{key}/image".format(**quote_path("model_manager.update_model_image", key=key)),
        form=drop_unset(body),
    )


def reidentify_model(*, key: str) -> Request[ModelRecord]:
    """Reidentify Model.

    Attempt to reidentify a model by re-probing its weights file.

    Args:
        key: Key of the model to reidentify.
    """

    def parse(data: Any) -> ModelRecord:
        from ..models.model_record import ModelRecord

        response_200 = ModelRecord.from_dict(data)

        return response_200

    return Request(
        "model_manager.reidentify_model",
        "POST",
        "/api/v2/models/i/{key}/reidentify".format(**quote_path("model_manager.reidentify_model", key=key)),
        parse=parse,
    )


def list_model_installs() -> Request[list[ModelInstallJob]]:
    """List Model Installs.

    Return the list of model install jobs.

    Install jobs have a numeric `id`, a `status`, and other fields that provide information on
    the nature of the job and its progress. The `status` is one of:

    * "waiting" -- Job is waiting in the queue to run
    * "downloading" -- Model file(s) are downloading
    * "running" -- Model has downloaded and the model probing and registration process is running
    * "paused" -- Job is paused and can be resumed
    * "completed" -- Installation completed successfully
    * "error" -- An error occurred. Details will be in the "error_type" and "error" fields.
    * "cancelled" -- Job was cancelled before completion.

    Once completed, information about the model such as its size, base
    model and type can be retrieved from the `config_out` field. For multi-file models such as diffusers,
    information on individual files can be retrieved from `download_parts`.

    See the example and schema below for more information.
    """

    def parse(data: Any) -> list[ModelInstallJob]:
        from ..models.model_install_job import ModelInstallJob

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = ModelInstallJob.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "model_manager.list_model_installs",
        "GET",
        "/api/v2/models/install",
        parse=parse,
    )


def install_model(
    *,
    body: ModelRecordChanges,
    source: str,
    inplace: bool | None | Unset = False,
    access_token: None | str | Unset = UNSET,
) -> Request[ModelInstallJob]:
    """Install Model.

    Install a model using a string identifier.

    `source` can be any of the following.

    1. A path on the local filesystem ('C:\\users\\fred\\model.safetensors')
    2. A Url pointing to a single downloadable model file
    3. A HuggingFace repo_id with any of the following formats:
       - model/name
       - model/name:fp16:vae
       - model/name::vae          -- use default precision
       - model/name:fp16:path/to/model.safetensors
       - model/name::path/to/model.safetensors

    `config` is a ModelRecordChanges object. Fields in this object will override
    the ones that are probed automatically. Pass an empty object to accept
    all the defaults.

    `access_token` is an optional access token for use with Urls that require
    authentication.

    Models will be downloaded, probed, configured and installed in a
    series of background threads. The return object has `status` attribute
    that can be used to monitor progress.

    See the documentation for `import_model_record` for more information on
    interpreting the job information returned by this route.

    Args:
        source: Model source to install, can be a local path, repo_id, or remote URL
        inplace: Whether or not to install a local model in place
        access_token: access token for the remote resource
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_201 = ModelInstallJob.from_dict(data)

        return response_201

    return Request(
        "model_manager.install_model",
        "POST",
        "/api/v2/models/install",
        params=drop_empty({"source": source, "inplace": inplace, "access_token": access_token}),
        json=drop_unset(body),
        statuses=(201,),
        parse=parse,
    )


def prune_model_install_jobs() -> Request[JSONValue]:
    """Prune Model Install Jobs.

    Prune all completed and errored jobs from the install job list.
    """

    return Request(
        "model_manager.prune_model_install_jobs",
        "DELETE",
        "/api/v2/models/install",
        statuses=(
            200,
            204,
        ),
    )


def install_hugging_face_model(*, source: str) -> Request[str]:
    """Install Hugging Face Model.

    Install a Hugging Face model using a string identifier.

    Args:
        source: HuggingFace repo_id to install
    """

    return Request(
        "model_manager.install_hugging_face_model",
        "GET",
        "/api/v2/models/install/huggingface",
        params=drop_empty({"source": source}),
        statuses=(201,),
        answer="text",
    )


def get_model_install_job(*, id: int) -> Request[ModelInstallJob]:
    """Get Model Install Job.

    Return model install job corresponding to the given source. See the documentation for 'List Model Install Jobs'
    for information on the format of the return value.

    Args:
        id: Model install id
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_200 = ModelInstallJob.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_model_install_job",
        "GET",
        "/api/v2/models/install/{id}".format(**quote_path("model_manager.get_model_install_job", id=id)),
        parse=parse,
    )


def cancel_model_install_job(*, id: int) -> Request[JSONValue]:
    """Cancel Model Install Job.

    Cancel the model install job(s) corresponding to the given job ID.

    Args:
        id: Model install job ID
    """

    return Request(
        "model_manager.cancel_model_install_job",
        "DELETE",
        "/api/v2/models/install/{id}".format(**quote_path("model_manager.cancel_model_install_job", id=id)),
        statuses=(201,),
    )


def pause_model_install_job(*, id: int) -> Request[ModelInstallJob]:
    """Pause Model Install Job.

    Pause the model install job corresponding to the given job ID.

    Args:
        id: Model install job ID
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_201 = ModelInstallJob.from_dict(data)

        return response_201

    return Request(
        "model_manager.pause_model_install_job",
        "POST",
        "/api/v2/models/install/{id}/pause".format(**quote_path("model_manager.pause_model_install_job", id=id)),
        statuses=(201,),
        parse=parse,
    )


def restart_failed_model_install_job(*, id: int) -> Request[ModelInstallJob]:
    """Restart Failed Model Install Job.

    Restart failed or non-resumable file downloads for the given job.

    Args:
        id: Model install job ID
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_201 = ModelInstallJob.from_dict(data)

        return response_201

    return Request(
        "model_manager.restart_failed_model_install_job",
        "POST",
        "/api/v2/models/install/{id}/restart_failed".format(
            **quote_path("model_manager.restart_failed_model_install_job", id=id)
        ),
        statuses=(201,),
        parse=parse,
    )


def restart_model_install_file(*, id: int, body: str) -> Request[ModelInstallJob]:
    """Restart Model Install File.

    Restart a specific file download for the given job.

    Args:
        id: Model install job ID
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_201 = ModelInstallJob.from_dict(data)

        return response_201

    return Request(
        "model_manager.restart_model_install_file",
        "POST",
        "/api/v2/models/install/{id}/restart_file".format(
            **quote_path("model_manager.restart_model_install_file", id=id)
        ),
        json=body,
        statuses=(201,),
        parse=parse,
    )


def resume_model_install_job(*, id: int) -> Request[ModelInstallJob]:
    """Resume Model Install Job.

    Resume a paused model install job corresponding to the given job ID.

    Args:
        id: Model install job ID
    """

    def parse(data: Any) -> ModelInstallJob:
        from ..models.model_install_job import ModelInstallJob

        response_201 = ModelInstallJob.from_dict(data)

        return response_201

    return Request(
        "model_manager.resume_model_install_job",
        "POST",
        "/api/v2/models/install/{id}/resume".format(**quote_path("model_manager.resume_model_install_job", id=id)),
        statuses=(201,),
        parse=parse,
    )


def list_missing_models() -> Request[ModelsList]:
    """List Missing Models.

    Get models whose files are missing from disk.

    These are models that have database entries but their corresponding
    weight files have been deleted externally (not via Model Manager).

    Available to any authenticated user, not just admins: the frontend's model hooks subtract this
    set from the model list so unusable models are kept out of the generation dropdowns.
    """

    def parse(data: Any) -> ModelsList:
        from ..models.models_list import ModelsList

        response_200 = ModelsList.from_dict(data)

        return response_200

    return Request(
        "model_manager.list_missing_models",
        "GET",
        "/api/v2/models/missing",
        parse=parse,
    )


def scan_for_models(*, scan_path: str | Unset = UNSET) -> Request[list[FoundModel]]:
    """Scan For Models.

    Args:
        scan_path: Directory path to search for models
    """

    def parse(data: Any) -> list[FoundModel]:
        from ..models.found_model import FoundModel

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = FoundModel.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "model_manager.scan_for_models",
        "GET",
        "/api/v2/models/scan_folder",
        params=drop_empty({"scan_path": scan_path}),
        parse=parse,
    )


def get_starter_models() -> Request[StarterModelResponse]:
    """Get Starter Models."""

    def parse(data: Any) -> StarterModelResponse:
        from ..models.starter_model_response import StarterModelResponse

        response_200 = StarterModelResponse.from_dict(data)

        return response_200

    return Request(
        "model_manager.get_starter_models",
        "GET",
        "/api/v2/models/starter_models",
        parse=parse,
    )


def get_stats() -> Request[CacheStats | None]:
    """Get model manager RAM cache performance statistics..

    Return performance statistics on the model manager's RAM cache. In multi-GPU mode there is
    one cache per generation device; their statistics are aggregated. Will return null if no models
    have been loaded.
    """

    def parse(data: Any) -> CacheStats | None:
        from ..models.cache_stats import CacheStats

        def _parse_response_200(data: object) -> CacheStats | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = CacheStats.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CacheStats | None, data)

        response_200 = _parse_response_200(data)

        return response_200

    return Request(
        "model_manager.get_stats",
        "GET",
        "/api/v2/models/stats",
        parse=parse,
    )


def get_orphaned_models() -> Request[list[OrphanedModelInfo]]:
    """Get Orphaned Models.

    Find orphaned model directories.

    Orphaned models are directories in the models folder that contain model files
    but are not referenced in the database. This can happen when models are deleted
    from the database but the files remain on disk.

    Returns:
        List of orphaned model directory information
    """

    def parse(data: Any) -> list[OrphanedModelInfo]:
        from ..models.orphaned_model_info import OrphanedModelInfo

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = OrphanedModelInfo.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "model_manager.get_orphaned_models",
        "GET",
        "/api/v2/models/sync/orphaned",
        parse=parse,
    )


def delete_orphaned_models(*, body: DeleteOrphanedModelsRequest) -> Request[DeleteOrphanedModelsResponse]:
    """Delete Orphaned Models.

    Delete specified orphaned model directories.

    Args:
        request: Request containing list of relative paths to delete

    Returns:
        Response indicating which paths were deleted and which had errors
    """

    def parse(data: Any) -> DeleteOrphanedModelsResponse:
        from ..models.delete_orphaned_models_response import DeleteOrphanedModelsResponse

        response_200 = DeleteOrphanedModelsResponse.from_dict(data)

        return response_200

    return Request(
        "model_manager.delete_orphaned_models",
        "DELETE",
        "/api/v2/models/sync/orphaned",
        json=drop_unset(body),
        parse=parse,
    )
