"""The blocking counterpart of `invokeai_sdk.repositories.models`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror, listed, unwrapped

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from invokeai_api.models.found_model import FoundModel
    from invokeai_api.models.orphaned_model_info import OrphanedModelInfo
    from invokeai_api.models.starter_model_response import StarterModelResponse

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.repositories.bulk import BulkResult
    from invokeai_sdk.repositories.model_binding import Strategy
    from invokeai_sdk.repositories.models import DnnModelRepository, ModelOrder, OneOrMore
    from invokeai_sdk.sync.repositories.model_binding import SyncModelBindings
    from invokeai_sdk.sync.repositories.model_handle import SyncDnnModelHandle, SyncModelRef
    from invokeai_sdk.sync.repositories.model_install import SyncInstallJob, SyncInstallRepository
    from invokeai_sdk.sync.repositories.model_stores import SyncHuggingFaceRepository, SyncModelCacheRepository
    from invokeai_sdk.sync.repositories.workflow_handle import SyncWorkflowHandle
    from invokeai_sdk.workflow.workflow import Workflow


class SyncDnnModelRepository(Mirror):
    """The models of the server: finding, installing and looking after them."""

    _async: DnnModelRepository

    @cached_property
    def installs(self) -> SyncInstallRepository:
        """The server's install jobs."""
        return self._wrapped(self._call(getattr, self._async, "installs"))

    @cached_property
    def cache(self) -> SyncModelCacheRepository:
        """The models that the server holds in memory."""
        return self._wrapped(self._call(getattr, self._async, "cache"))

    @cached_property
    def huggingface(self) -> SyncHuggingFaceRepository:
        """The server's Hugging Face account, and what it sees there."""
        return self._wrapped(self._call(getattr, self._async, "huggingface"))

    def list(
        self,
        *,
        type: str | None = None,
        base: OneOrMore | None = None,
        name: str | None = None,
        format: str | None = None,
        order_by: ModelOrder = "name",
        descending: bool = False,
    ) -> builtins.list[SyncDnnModelHandle]:
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
        return self._wrapped(
            self._call(
                self._async.list,
                type=type,
                base=base,
                name=name,
                format=format,
                order_by=order_by,
                descending=descending,
            )
        )

    def get(self, key: str) -> SyncDnnModelHandle:
        """Return the model of this key.

        Raises:
            NotFoundError: the server has no such model.
        """
        return self._wrapped(self._call(self._async.get, key))

    def get_by_hash(self, hash: str) -> SyncDnnModelHandle:
        """Return a model of this hash, which stays the same when a model is installed anew.

        Raises:
            NotFoundError: the server has no such model.
        """
        return self._wrapped(self._call(self._async.get_by_hash, hash))

    def get_by_attrs(self, name: str, *, base: str, type: str) -> SyncDnnModelHandle:
        """Return the model of exactly this name, base and type, the way old workflows name models.

        Raises:
            NotFoundError: the server has no such model.
        """
        return self._wrapped(self._call(self._async.get_by_attrs, name, base=base, type=type))

    def resolve(
        self,
        name_or_key_or_hash: str,
        *,
        base: OneOrMore | None = None,
        type: OneOrMore | None = None,
        variant: OneOrMore | None = None,
        format: OneOrMore | None = None,
    ) -> SyncDnnModelHandle:
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
        return self._wrapped(
            self._call(self._async.resolve, name_or_key_or_hash, base=base, type=type, variant=variant, format=format)
        )

    def bind(
        self, workflow: Workflow | SyncWorkflowHandle, *, strategy: Strategy = "exact", dry_run: bool = False
    ) -> SyncModelBindings:
        """Replace the models that a workflow names, and this server does not have, by those it has.

        Args:
            workflow: the workflow; its inputs are changed.
            strategy: how far to go for a replacement: `exact`, `similar` or `compatible`.
            dry_run: only report what would be replaced.

        Returns:
            Every replacement with its reason, and every model for which there is none.
        """
        return self._wrapped(self._call(self._async.bind, unwrapped(workflow), strategy=strategy, dry_run=dry_run))

    def install(
        self,
        source: str | Path,
        *,
        inplace: bool = True,
        access_token: str | None = None,
        config: Mapping[str, JSONValue] | None = None,
        exist_ok: bool = False,
    ) -> SyncInstallJob:
        """Start installing a model, and return the job. `(client.models.install(...)).result()` waits.

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
        return self._wrapped(
            self._call(
                self._async.install,
                source,
                inplace=inplace,
                access_token=access_token,
                config=config,
                exist_ok=exist_ok,
            )
        )

    def delete_many(self, models: Iterable[SyncModelRef]) -> BulkResult:
        """Delete models, and report by key which were, and why the others were not."""
        return self._call(self._async.delete_many, listed(models))

    def reidentify_many(self, models: Iterable[SyncModelRef]) -> BulkResult:
        """Have the server look at models' files anew, and report by key which it could identify."""
        return self._call(self._async.reidentify_many, listed(models))

    def missing(self) -> builtins.list[SyncDnnModelHandle]:
        """Return the installed models whose files are gone from the server's disk."""
        return self._wrapped(self._call(self._async.missing))

    def related_keys(self, models: Iterable[SyncModelRef]) -> builtins.list[str]:
        """Return the keys of all models that were marked as going with any of these."""
        return self._call(self._async.related_keys, listed(models))

    def scan_folder(self, path: str | Path) -> builtins.list[FoundModel]:
        """Return the models in a folder of the server's machine, and whether each is installed.

        Raises:
            BadRequestError: no such folder.
        """
        return self._call(self._async.scan_folder, path)

    def starter_models(self) -> StarterModelResponse:
        """Return the models and bundles that InvokeAI suggests to begin with, and which of them are installed."""
        return self._call(self._async.starter_models)

    def orphaned(self) -> builtins.list[OrphanedModelInfo]:
        """Return the folders of the server's models folder that no model owns."""
        return self._call(self._async.orphaned)

    def delete_orphaned(self, paths: Iterable[str]) -> BulkResult:
        """Delete ownerless folders for good, and report which were.

        Args:
            paths: their relative paths, as `orphaned` gives them.
        """
        return self._call(self._async.delete_orphaned, listed(paths))
