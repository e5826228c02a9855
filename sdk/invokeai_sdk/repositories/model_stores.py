"""What the model manager holds besides models: its memory cache, and its Hugging Face account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import Secret

if TYPE_CHECKING:
    from invokeai_api.models.cache_stats import CacheStats
    from invokeai_api.models.hugging_face_models import HuggingFaceModels

    from invokeai_sdk.core import Core


class ModelCacheRepository:
    """The models that the server holds in memory: `client.models.cache`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def stats(self) -> CacheStats | None:
        """Return the cache's figures, sizes in bytes; `None` as long as no model was loaded."""
        stats: CacheStats | None = await self._transport.send(api.model_manager.get_stats())
        return stats

    async def empty(self) -> None:
        """Drop every model from memory that is not in use."""
        await self._transport.send(api.model_manager.empty_model_cache())


class HuggingFaceRepository:
    """The server's Hugging Face account: `client.models.huggingface`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> str:
        """Return whether the server's token is `valid`, `invalid` (or there is none), or `unknown`."""
        return str(await self._transport.send(api.model_manager.get_hf_login_status()))

    async def login(self, token: str) -> str:
        """Give the server a Hugging Face token to keep, and return its status as `status` does."""
        token = Secret(token)
        return str(await self._transport.send(api.model_manager.do_hf_login(body={"token": token})))

    async def logout(self) -> str:
        """Have the server forget its token, and return the status."""
        return str(await self._transport.send(api.model_manager.reset_hf_token()))

    async def files(self, repo: str) -> HuggingFaceModels:
        """Return what a repository offers: the URLs of single-file models, and whether it is a diffusers model.

        Args:
            repo: its id, `owner/name`.

        Raises:
            BadRequestError: there is no such repository.
        """
        found: HuggingFaceModels = await self._transport.send(
            api.model_manager.get_hugging_face_models(hugging_face_repo=repo)
        )
        return found

    async def install(self, repo: str) -> None:
        """Start installing the one model of a repository, as the link on Hugging Face's pages does.

        `client.models.install` does the same, and returns the job. This is the server's page for browsers.

        Raises:
            BadRequestError: there is no such repository.
        """
        await self._transport.send(api.model_manager.install_hugging_face_model(source=repo))
