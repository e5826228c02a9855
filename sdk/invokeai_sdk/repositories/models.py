"""The models repository: `client.models`."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, Unpack

import anyio
from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._types import Secret, given
from invokeai_sdk.errors import (
    ConflictError,
    FailedDependencyError,
    ModelInstallError,
    NotFoundError,
    UnsupportedMediaTypeError,
)
from invokeai_sdk.repositories.bulk import FAILED, BulkResult, to_bulk_result
from invokeai_sdk.repositories.model_binding import apply_bindings, plan_bindings
from invokeai_sdk.repositories.model_handle import DnnModelHandle, find_key, find_keys
from invokeai_sdk.repositories.model_install import InstallJob, InstallRepository
from invokeai_sdk.repositories.model_search import find_model, fits
from invokeai_sdk.repositories.model_stores import HuggingFaceRepository, ModelCacheRepository
from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Mapping

    from invokeai_api.bodies import ModelRecordChanges
    from invokeai_api.models.found_model import FoundModel
    from invokeai_api.models.orphaned_model_info import OrphanedModelInfo
    from invokeai_api.models.starter_model_response import StarterModelResponse

    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.model_binding import BindingStrategy, ModelBindings
    from invokeai_sdk.repositories.model_handle import ModelRef
    from invokeai_sdk.repositories.model_search import OneOrMore
    from invokeai_sdk.workflow.workflow import Workflow

ModelOrder: TypeAlias = Literal["default", "type", "base", "name", "format", "size", "created_at", "updated_at", "path"]
"""The fields by which the server can sort models."""


class DnnModelRepository:
    """The server's models: searching, installing, changing and deleting them.

    Methods that take a model accept a handle, a key, or a name that only one model has.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    @cached_property
    def installs(self) -> InstallRepository:
        """The server's install jobs."""
        return InstallRepository(self._core)

    @cached_property
    def cache(self) -> ModelCacheRepository:
        """The models in the server's memory."""
        return ModelCacheRepository(self._core)

    @cached_property
    def huggingface(self) -> HuggingFaceRepository:
        """The server's Hugging Face account."""
        return HuggingFaceRepository(self._core)

    # --- Finding -----------------------------------------------------------------------------------------------------

    def list(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the server's word
        base: OneOrMore | None = None,
        name: str | None = None,
        format: str | None = None,  # noqa: A002 - the server's word
        order_by: ModelOrder = "name",
        descending: bool = False,
    ) -> Listing[DnnModelHandle]:
        """Return the installed models.

        Args:
            type: only models of this type; see `DnnModelType`.
            base: only models of this architecture, or any of these; see `BaseDnnModelType`.
            name: only models of exactly this name.
            format: only models of this format; see `DnnModelFormat`.
            order_by: the field to sort by.
            descending: sort in descending order.

        Raises:
            ValidationError: the server does not know the type, base or format.
        """

        async def fetch() -> list[DnnModelHandle]:
            answer = await self._transport.send(
                api.model_manager.list_model_records(
                    model_type=type,
                    base_models=[base] if isinstance(base, str) else None if base is None else [*base],
                    model_name=name,
                    model_format=format,
                    order_by=order_by,
                    direction="DESC" if descending else "ASC",
                )
            )
            return [DnnModelHandle(self._core, record.key, record=record) for record in answer.models]

        return Listing.unpaged(fetch)

    def list_missing(self) -> Listing[DnnModelHandle]:
        """Return the installed models whose files are missing on the server's disk."""

        async def fetch() -> list[DnnModelHandle]:
            answer = await self._transport.send(api.model_manager.list_missing_models())
            return [DnnModelHandle(self._core, record.key, record=record) for record in answer.models]

        return Listing.unpaged(fetch)

    def handle(self, key: str) -> DnnModelHandle:
        """Return the handle of a model by its key, without a request."""
        return DnnModelHandle(self._core, key)

    async def get(
        self,
        model: ModelRef,
        *,
        base: OneOrMore | None = None,
        type: OneOrMore | None = None,  # noqa: A002 - the server's word
        variant: OneOrMore | None = None,
        format: OneOrMore | None = None,  # noqa: A002 - the server's word
    ) -> DnnModelHandle:
        """Return a model with its current record.

        Args:
            model: a handle or a text. A text is compared with keys, then hashes, then names, then names ignoring case.
            base: accept only a model of this architecture, or any of these.
            type: accept only a model of this type, or any of these.
            variant: accept only a model of this variant, or any of these.
            format: accept only a model of this format, or any of these.

        Raises:
            ModelNotFoundError: no accepted model matches; the message names similar names, or the base, type and
                format of the model that matches but is not accepted.
            AmbiguousModelError: several accepted models have this name; the candidates are their keys.
        """
        handle = self.handle(model) if isinstance(model, str) else model
        if handle is model or looks_like_id(handle.key):
            with suppress(NotFoundError):
                await handle.refresh()
                if fits(handle, base=base, type=type, variant=variant, format=format):
                    return handle
        return find_model(await self.list(), handle.key, base=base, type=type, variant=variant, format=format)

    async def get_by_hash(self, hash: str) -> DnnModelHandle:  # noqa: A002 - the server's word
        """Return a model by its hash, which stays the same when a model is installed again.

        Raises:
            NotFoundError: no model has this hash.
        """
        record = await self._transport.send(api.model_manager.get_model_records_by_hash(hash_=hash))
        return DnnModelHandle(self._core, record.key, record=record)

    async def get_by_attrs(self, name: str, *, base: str, type: str) -> DnnModelHandle:  # noqa: A002 - the server's word
        """Return the model with exactly this name, base and type, by which old workflows refer to models.

        Raises:
            NotFoundError: no model has this name, base and type.
        """
        record = await self._transport.send(
            api.model_manager.get_model_records_by_attrs(name=name, base=base, type_=type)
        )
        return DnnModelHandle(self._core, record.key, record=record)

    async def related_keys(self, models: Iterable[ModelRef]) -> builtins.list[str]:
        """Return the keys of all models related to any of these models.

        Raises:
            ModelNotFoundError: no model has one of the names.
            AmbiguousModelError: several models have one of the names.
        """
        keys = await find_keys(self._core, models)
        return await self._transport.send(api.model_relationships.get_related_models_batch(body={"model_keys": keys}))

    # --- Installing --------------------------------------------------------------------------------------------------

    async def install(
        self,
        source: str | Path,
        *,
        inplace: bool = True,
        access_token: str | None = None,
        config: ModelRecordChanges | None = None,
        exist_ok: bool = False,
    ) -> InstallJob:
        """Start installing a model, and return the job. `await (await client.models.install(…)).result()` waits.

        Args:
            source: a path on the server's machine, the URL of a file, or a Hugging Face id such as `owner/repo`,
                `owner/repo:fp16` or `owner/repo::file.safetensors`. A relative `Path` is made absolute on this machine;
                a string is sent unchanged.
            inplace: leave a local model in its place. If false, the server moves the model into its own models folder,
                where `delete` deletes the files.
            access_token: a token for the URL.
            config: fields to set instead of detecting them, such as `name` or `description`.
            exist_ok: if the model is installed already, `result` returns that model instead of raising an error. The
                server recognizes installed models by their path, so a URL is downloaded and installed again.

        Raises:
            ModelInstallError: the server cannot install from this source.
        """
        access_token = Secret.of(access_token)  # a traceback with local variables must not show the token
        text = str(await anyio.Path(source).absolute()) if isinstance(source, Path) else source
        request = api.model_manager.install_model(
            source=text, inplace=inplace, access_token=given(access_token), body=config or {}
        )
        try:
            record = await self._transport.send(request)
        except (ConflictError, UnsupportedMediaTypeError, FailedDependencyError) as error:
            raise ModelInstallError(
                f"{text} was not installed: {error.detail or error}", job_id=None, source=text, reason="refused"
            ) from error
        return InstallJob(self._core, record.id, record=record, exist_ok=exist_ok)

    async def scan_folder(self, path: str | Path) -> builtins.list[FoundModel]:
        """Return the models in a folder on the server's machine, and whether each model is installed.

        Raises:
            BadRequestError: the folder does not exist.
        """
        return await self._transport.send(api.model_manager.scan_for_models(scan_path=str(path)))

    async def starter_models(self) -> StarterModelResponse:
        """Return the models and bundles that InvokeAI recommends for a new server, and which of them are installed."""
        return await self._transport.send(api.model_manager.get_starter_models())

    # --- Changing and deleting ---------------------------------------------------------------------------------------

    async def update(self, model: ModelRef, **changes: Unpack[ModelRecordChanges]) -> DnnModelHandle:
        """Change the record of a model, and return its handle with the new record.

        Args:
            model: a handle, a key, or a name that only one model has.
            **changes: the fields to change; see `DnnModelHandle.update`.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the server has no model with this key.
            ConflictError: a change contradicts the model's files, or another operation on the model is running.
        """
        return await (await self._find(model)).update(**changes)

    async def convert(self, model: ModelRef) -> DnnModelHandle:
        """Convert a single-file SD 1, SD 2 or SDXL model to a diffusers folder. This cannot be undone.

        Args:
            model: a handle, a key, or a name that only one model has.

        Returns:
            The handle, with the new key and the new record.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the server has no model with this key.
            BadRequestError: the model has another type, base or format.
            ConflictError: another conversion is running.
        """
        return await (await self._find(model)).convert()

    async def delete(self, model: ModelRef) -> None:
        """Delete the record of a model, and its files if they are in the server's own models folder.

        Args:
            model: a handle, a key, or a name that only one model has.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the server has no model with this key.
        """
        await (await self._find(model)).delete()

    async def delete_many(self, models: Iterable[ModelRef]) -> BulkResult:
        """Delete models.

        Args:
            models: handles, keys, or names that only one model has.

        Returns:
            The keys or names of the deleted models, and of the other models with the reasons.

        Raises:
            AmbiguousModelError: several models have one of the names; no model is deleted.
        """
        keys_by_text = await self._find_all(models)
        answer = await self._transport.send(
            api.model_manager.bulk_delete_models(body={"keys": [*dict.fromkeys(keys_by_text.values())]})
        )
        return _to_result(keys_by_text, answer.deleted, [item.to_dict() for item in answer.failed])

    async def reidentify_many(self, models: Iterable[ModelRef]) -> BulkResult:
        """Detect type, base and format of models from their files again.

        Args:
            models: handles, keys, or names that only one model has.

        Returns:
            The keys or names of the identified models, and of the other models with the reasons.

        Raises:
            AmbiguousModelError: several models have one of the names; no model is changed.
        """
        keys_by_text = await self._find_all(models)
        answer = await self._transport.send(
            api.model_manager.bulk_reidentify_models(body={"keys": [*dict.fromkeys(keys_by_text.values())]})
        )
        return _to_result(keys_by_text, answer.succeeded, [item.to_dict() for item in answer.failed])

    async def bind(
        self, workflow: Workflow, *, strategy: BindingStrategy = "exact", dry_run: bool = False
    ) -> ModelBindings:
        """Replace the models in a workflow that this server does not have by models that it has.

        Args:
            workflow: the workflow; its inputs are changed.
            strategy: the rule for accepting a replacement: `exact`, `similar` or `compatible`.
            dry_run: only return the replacements, without changing the workflow.

        Returns:
            The replacements with their reasons, and the models without a replacement.
        """
        bindings = plan_bindings(workflow, await self.list(), strategy)
        if not dry_run:
            apply_bindings(workflow, bindings)
        return bindings

    def list_orphaned(self) -> Listing[OrphanedModelInfo]:
        """Return the folders in the server's models folder that belong to no installed model."""

        async def fetch() -> list[OrphanedModelInfo]:
            return await self._transport.send(api.model_manager.get_orphaned_models())

        return Listing.unpaged(fetch)

    async def delete_orphaned(self, paths: Iterable[str]) -> BulkResult:
        """Delete folders that belong to no installed model.

        Args:
            paths: the relative paths of the folders, from `list_orphaned`.

        Returns:
            The paths of the deleted folders, and of the other folders with the reasons.
        """
        requested = [*paths]
        answer = await self._transport.send(api.model_manager.delete_orphaned_models(body={"paths": requested}))
        return to_bulk_result(requested, answer.deleted, answer.errors.to_dict())

    async def _find(self, model: ModelRef) -> DnnModelHandle:
        return self.handle(await find_key(self._core, model)) if isinstance(model, str) else model

    async def _find_all(self, models: Iterable[ModelRef]) -> dict[str, str]:
        """Return the key of each model by the text that the caller gave; an unknown name is its own key."""
        texts = [*dict.fromkeys(model if isinstance(model, str) else model.key for model in models)]
        return dict(zip(texts, await find_keys(self._core, texts, keep_unknown=True), strict=True))


def _to_result(
    keys_by_text: Mapping[str, str], done: Iterable[str], failed: Iterable[Mapping[str, object]]
) -> BulkResult:
    """Return the result of a bulk operation under the texts that the caller gave."""
    succeeded = set(done)
    reasons = {str(item.get("key")): str(item.get("error", FAILED)) for item in failed}
    return to_bulk_result(
        keys_by_text,
        [text for text, key in keys_by_text.items() if key in succeeded],
        {text: reasons[key] for text, key in keys_by_text.items() if key in reasons},
    )
