"""The server's model cache and its Hugging Face account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import Secret

if TYPE_CHECKING:
    from invokeai_api.models.cache_stats import CacheStats
    from invokeai_api.models.hugging_face_models import HuggingFaceModels

    from invokeai_sdk.core import Core


class ModelCacheRepository:
    """The models in the server's memory: `client.models.cache`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def stats(self) -> CacheStats | None:
        """Return the cache's statistics, sizes in bytes; `None` until the server has loaded its first model."""
        return await self._transport.send(api.model_manager.get_stats())

    async def empty(self) -> None:
        """Remove all models from memory that are not in use."""
        await self._transport.send(api.model_manager.empty_model_cache())


class HuggingFaceRepository:
    """The server's Hugging Face account: `client.models.huggingface`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> str:
        """Return the status of the server's token: `valid`, `invalid` (also without a token) or `unknown`."""
        return await self._transport.send(api.model_manager.get_hf_login_status())

    async def login(self, token: str) -> str:
        """Store a Hugging Face token on the server, and return its status as `status` does."""
        token = Secret(token)  # a traceback with local variables must not show the token
        return await self._transport.send(api.model_manager.do_hf_login(body={"token": token}))

    async def logout(self) -> str:
        """Delete the server's token, and return the status as `status` does."""
        return await self._transport.send(api.model_manager.reset_hf_token())

    async def files(self, repo: str) -> HuggingFaceModels:
        """Return the models of a repository: the URLs of single-file models, and whether it is a diffusers model.

        Args:
            repo: the repository's id, `owner/name`.

        Raises:
            BadRequestError: Hugging Face has no such repository.
        """
        return await self._transport.send(api.model_manager.get_hugging_face_models(hugging_face_repo=repo))

    async def install(self, repo: str) -> None:
        """Start installing the only model of a repository, as a link on the Hugging Face website does.

        `client.models.install` does the same and returns the job; this operation returns a page for browsers.

        Args:
            repo: the repository's id, `owner/name`.

        Raises:
            BadRequestError: Hugging Face has no such repository.
        """
        await self._transport.send(api.model_manager.install_hugging_face_model(source=repo))
