"""The blocking counterpart of `invokeai_sdk.repositories.model_stores`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_api.models.cache_stats import CacheStats
    from invokeai_api.models.hugging_face_models import HuggingFaceModels

    from invokeai_sdk.repositories.model_stores import HuggingFaceRepository, ModelCacheRepository


class SyncModelCacheRepository(Mirror):
    """The models that the server holds in memory: `client.models.cache`."""

    _async: ModelCacheRepository

    def stats(self) -> CacheStats | None:
        """Return the cache's figures, sizes in bytes; `None` as long as no model was loaded."""
        return self._call(self._async.stats)

    def empty(self) -> None:
        """Drop every model from memory that is not in use."""
        self._call(self._async.empty)


class SyncHuggingFaceRepository(Mirror):
    """The server's Hugging Face account: `client.models.huggingface`."""

    _async: HuggingFaceRepository

    def status(self) -> str:
        """Return whether the server's token is `valid`, `invalid` (or there is none), or `unknown`."""
        return self._call(self._async.status)

    def login(self, token: str) -> str:
        """Give the server a Hugging Face token to keep, and return its status as `status` does."""
        return self._call(self._async.login, token)

    def logout(self) -> str:
        """Have the server forget its token, and return the status."""
        return self._call(self._async.logout)

    def files(self, repo: str) -> HuggingFaceModels:
        """Return what a repository offers: the URLs of single-file models, and whether it is a diffusers model.

        Args:
            repo: its id, `owner/name`.

        Raises:
            BadRequestError: there is no such repository.
        """
        return self._call(self._async.files, repo)

    def install(self, repo: str) -> None:
        """Start installing the one model of a repository, as the link on Hugging Face's pages does.

        `client.models.install` does the same, and returns the job. This is the server's page for browsers.

        Raises:
            BadRequestError: there is no such repository.
        """
        self._call(self._async.install, repo)
