"""Models: `client.models`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from invokeai_api import api

from invokeai_sdk._types import Secret
from invokeai_sdk.repositories.bulk import FAILED, BulkResult, to_bulk_result
from invokeai_sdk.repositories.model_binding import apply_bindings, plan_bindings
from invokeai_sdk.repositories.model_handle import DnnModelHandle, model_key
from invokeai_sdk.repositories.model_install import InstallRepository, start_install
from invokeai_sdk.repositories.model_search import find_model
from invokeai_sdk.repositories.model_stores import HuggingFaceRepository, ModelCacheRepository

if TYPE_CHECKING:
    import builtins
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from invokeai_api.models.delete_orphaned_models_response import DeleteOrphanedModelsResponse
    from invokeai_api.models.found_model import FoundModel
    from invokeai_api.models.orphaned_model_info import OrphanedModelInfo
    from invokeai_api.models.starter_model_response import StarterModelResponse

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.model_binding import ModelBindings, Strategy
    from invokeai_sdk.repositories.model_handle import ModelRef
    from invokeai_sdk.repositories.model_install import InstallJob
    from invokeai_sdk.workflow.workflow import Workflow

OneOrMore: TypeAlias = "str | Collection[str]"
"""One value, or several of which any will do."""

ModelOrder: TypeAlias = Literal["default", "type", "base", "name", "format", "size", "created_at", "updated_at", "path"]
"""What the server can sort models by."""


class DnnModelRepository:
    """The models of the server: finding, installing and looking after them."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    @cached_property
    def installs(self) -> InstallRepository:
        """The server's install jobs."""
        return InstallRepository(self._core)

    @cached_property
    def cache(self) -> ModelCacheRepository:
        """The models that the server holds in memory."""
        return ModelCacheRepository(self._core)

    @cached_property
    def huggingface(self) -> HuggingFaceRepository:
        """The server's Hugging Face account, and what it sees there."""
        return HuggingFaceRepository(self._core)

    async def list(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the server's word
        base: OneOrMore | None = None,
        name: str | None = None,
        format: str | None = None,  # noqa: A002 - the server's word
        order_by: ModelOrder = "name",
        descending: bool = False,
    ) -> builtins.list[DnnModelHandle]:
        """Return the installed models.

        Args:
            type: only of this type; see `DnnModelType`.
            base: only of this architecture, or any of these; see `BaseDnnModelType`.
            name: only of exactly this name.
            format: only of this format; see `DnnModelFormat`.
            order_by: what to sort by.
            descending: the last first.

        Raises:
            ValidationError: the server does not know such a type, base or format.
        """
        where: dict[str, object] = {
            "model_type": type,
            "base_models": None if base is None else [base] if isinstance(base, str) else [*base],
            "model_name": name,
            "model_format": format,
        }
        found = await self._transport.send(
            api.model_manager.list_model_records(
                order_by=order_by,
                direction="DESC" if descending else "ASC",
                **{key: value for key, value in where.items() if value is not None},
            )
        )
        return [DnnModelHandle(self._core, record) for record in found.models]

    async def get(self, key: str) -> DnnModelHandle:
        """Return the model of this key.

        Raises:
            NotFoundError: the server has no such model.
        """
        return DnnModelHandle(self._core, await self._transport.send(api.model_manager.get_model_record(key=key)))

    async def get_by_hash(self, hash: str) -> DnnModelHandle:  # noqa: A002 - the server's word
        """Return a model of this hash, which stays the same when a model is installed anew.

        Raises:
            NotFoundError: the server has no such model.
        """
        record = await self._transport.send(api.model_manager.get_model_records_by_hash(hash_=hash))
        return DnnModelHandle(self._core, record)

    async def get_by_attrs(self, name: str, *, base: str, type: str) -> DnnModelHandle:  # noqa: A002 - the server's word
        """Return the model of exactly this name, base and type, the way old workflows name models.

        Raises:
            NotFoundError: the server has no such model.
        """
        record = await self._transport.send(
            api.model_manager.get_model_records_by_attrs(name=name, base=base, type_=type)
        )
        return DnnModelHandle(self._core, record)

    async def resolve(
        self,
        name_or_key_or_hash: str,
        *,
        base: OneOrMore | None = None,
        type: OneOrMore | None = None,  # noqa: A002 - the server's word
        variant: OneOrMore | None = None,
        format: OneOrMore | None = None,  # noqa: A002 - the server's word
    ) -> DnnModelHandle:
        """Return the one model that a text names: by its key, else its hash, else its name, else its name in any case.

        Args:
            name_or_key_or_hash: the text.
            base: only models of this architecture, or any of these.
            type: only models of this type, or any of these.
            variant: only models of this variant, or any of these.
            format: only models of this format, or any of these.

        Raises:
            ModelNotFoundError: none fits. The message tells if one of this name is of another kind, and offers close
                names.
            AmbiguousModelError: several of this name fit; the candidates tell them apart.
        """
        return find_model(await self.list(), name_or_key_or_hash, base=base, type=type, variant=variant, format=format)

    async def bind(self, workflow: Workflow, *, strategy: Strategy = "exact", dry_run: bool = False) -> ModelBindings:
        """Replace the models that a workflow names, and this server does not have, by those it has.

        Args:
            workflow: the workflow; its inputs are changed.
            strategy: how far to go for a replacement: `exact`, `similar` or `compatible`.
            dry_run: only report what would be replaced.

        Returns:
            Every replacement with its reason, and every model for which there is none.
        """
        bindings = plan_bindings(workflow, await self.list(), strategy)
        if not dry_run:
            apply_bindings(workflow, bindings)
        return bindings

    async def install(
        self,
        source: str | Path,
        *,
        inplace: bool = True,
        access_token: str | None = None,
        config: Mapping[str, JSONValue] | None = None,
        exist_ok: bool = False,
    ) -> InstallJob:
        """Start installing a model, and return the job. `await (await client.models.install(...)).result()` waits.

        Args:
            source: a path on the server's machine (a relative `Path` is made absolute here; a text is sent as it
                is), the URL of a file, or a Hugging Face id such as `owner/repo`, `owner/repo:fp16` or
                `owner/repo::file.safetensors`.
            inplace: leave a local model where it is. Otherwise the server moves it into its own models folder, from
                which `delete` deletes it.
            access_token: a token for the URL.
            config: fields to set instead of what the server finds out, such as `name` or `description`.
            exist_ok: a model that is installed already is the result, instead of an error. The server knows it by
                its path; what it downloads, it installs as often as it is asked to.

        Raises:
            ModelInstallError: the source is nothing that the server can install from.
        """
        access_token = Secret.of(access_token)
        return await start_install(
            self._core, source, inplace=inplace, access_token=access_token, config=config, exist_ok=exist_ok
        )

    async def delete_many(self, models: Iterable[ModelRef]) -> BulkResult:
        """Delete models, and report by key which were, and why the others were not."""
        return await self._bulk("model_manager.bulk_delete_models", models, "deleted")

    async def reidentify_many(self, models: Iterable[ModelRef]) -> BulkResult:
        """Have the server look at models' files anew, and report by key which it could identify."""
        return await self._bulk("model_manager.bulk_reidentify_models", models, "succeeded")

    async def _bulk(self, operation: str, models: Iterable[ModelRef], done: str) -> BulkResult:
        keys = [*dict.fromkeys(model_key(model) for model in models)]
        answer = await self._transport.call(operation, body={"keys": keys})
        refused = [each.to_dict() for each in answer.failed]
        reasons = {str(each.get("key")): str(each.get("error", FAILED)) for each in refused}
        return to_bulk_result(keys, getattr(answer, done), reasons)

    async def missing(self) -> builtins.list[DnnModelHandle]:
        """Return the installed models whose files are gone from the server's disk."""
        found = await self._transport.send(api.model_manager.list_missing_models())
        return [DnnModelHandle(self._core, record) for record in found.models]

    async def related_keys(self, models: Iterable[ModelRef]) -> builtins.list[str]:
        """Return the keys of all models that were marked as going with any of these."""
        body = {"model_keys": [model_key(model) for model in models]}
        keys: builtins.list[str] = await self._transport.send(
            api.model_relationships.get_related_models_batch(body=body)
        )
        return keys

    async def scan_folder(self, path: str | Path) -> builtins.list[FoundModel]:
        """Return the models in a folder of the server's machine, and whether each is installed.

        Raises:
            BadRequestError: no such folder.
        """
        found: builtins.list[FoundModel] = await self._transport.send(
            api.model_manager.scan_for_models(scan_path=str(path))
        )
        return found

    async def starter_models(self) -> StarterModelResponse:
        """Return the models and bundles that InvokeAI suggests to begin with, and which of them are installed."""
        answer: StarterModelResponse = await self._transport.send(api.model_manager.get_starter_models())
        return answer

    async def orphaned(self) -> builtins.list[OrphanedModelInfo]:
        """Return the folders of the server's models folder that no model owns."""
        found: builtins.list[OrphanedModelInfo] = await self._transport.send(api.model_manager.get_orphaned_models())
        return found

    async def delete_orphaned(self, paths: Iterable[str]) -> BulkResult:
        """Delete ownerless folders for good, and report which were.

        Args:
            paths: their relative paths, as `orphaned` gives them.
        """
        asked = [*paths]
        answer: DeleteOrphanedModelsResponse = await self._transport.send(
            api.model_manager.delete_orphaned_models(body={"paths": asked})
        )
        return to_bulk_result(asked, answer.deleted, answer.errors.to_dict())
