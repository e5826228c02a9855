"""The server itself: `client.app`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import Secret
from invokeai_sdk.repositories.features import SINCE, older

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping

    from invokeai_api.models.external_provider_config_model import ExternalProviderConfigModel
    from invokeai_api.models.external_provider_status_model import ExternalProviderStatusModel
    from invokeai_api.models.generation_device_option import GenerationDeviceOption
    from invokeai_api.models.invocation_cache_status import InvocationCacheStatus
    from invokeai_api.models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core


class AppRepository:
    """The server's version, configuration and caches."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    @cached_property
    def invocation_cache(self) -> InvocationCacheRepository:
        """The cache of node outputs."""
        return InvocationCacheRepository(self._core)

    @cached_property
    def providers(self) -> ExternalProviderRepository:
        """The hosted providers that can run models for the server."""
        return ExternalProviderRepository(self._core)

    async def version(self) -> str:
        """Return the server's version, such as `6.14.2`, asked anew."""
        return str((await self._transport.send(api.app.app_version())).version)

    async def supports(self, operation: str) -> bool:
        """Tell whether the server's release has an operation, by what is known of the releases.

        Args:
            operation: `tag.name` as in the table of operations, such as `"videos.upload_video"`. What is not known to
                be missing anywhere counts as there.
        """
        since = SINCE.get(operation)
        return since is None or not older(await self._transport.server_version(), since)

    async def dependencies(self) -> dict[str, str]:
        """Return the packages installed with the server, and their versions."""
        answer = await self._transport.send(api.app.get_app_deps())
        versions: dict[str, str] = answer.to_dict()
        return versions

    async def runtime_config(self) -> InvokeAIAppConfigWithSetFields:
        """Return the server's configuration, and which fields of it were set. On a server with users: admins only."""
        config: InvokeAIAppConfigWithSetFields = await self._transport.send(api.app.get_runtime_config())
        return config

    async def update_runtime_config(self, changes: Mapping[str, JSONValue]) -> InvokeAIAppConfigWithSetFields:
        """Change the server's configuration, also on its disk, and return it. On a server with users: admins only.

        Args:
            changes: fields that may be changed from here: `image_subfolder_strategy`, `max_queue_history`,
                `generation_devices`.

        Raises:
            ValidationError: a value cannot be.
        """
        config: InvokeAIAppConfigWithSetFields = await self._transport.send(
            api.app.update_runtime_config(body={**changes})
        )
        return config

    async def log_level(self) -> int:
        """Return how much the server logs: 10 debug, 20 info, 30 warning, 40 error, 50 critical."""
        return int(await self._transport.send(api.app.get_log_level()))

    async def set_log_level(self, level: int) -> int:
        """Set how much the server logs until it restarts, and return it.

        Raises:
            ValidationError: not one of the levels of Python's `logging`.
        """
        return int(await self._transport.send(api.app.set_log_level(body=level)))

    async def patchmatch_available(self) -> bool:
        """Tell whether the server has the patchmatch library for infilling."""
        return bool(await self._transport.send(api.app.get_patchmatch_status()))

    async def devices(self) -> builtins.list[GenerationDeviceOption]:
        """Return the devices that the server could generate on."""
        found: builtins.list[GenerationDeviceOption] = await self._transport.send(
            api.app.get_generation_device_options()
        )
        return found


class InvocationCacheRepository:
    """The cache of node outputs, which makes unchanged nodes free: `client.app.invocation_cache`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> InvocationCacheStatus:
        """Return the cache's figures: size, hits, misses, whether it is enabled."""
        status: InvocationCacheStatus = await self._transport.send(api.app.get_invocation_cache_status())
        return status

    async def clear(self) -> None:
        """Forget every cached output."""
        await self._transport.send(api.app.clear_invocation_cache())

    async def enable(self) -> None:
        """Use the cache from now on."""
        await self._transport.send(api.app.enable_invocation_cache())

    async def disable(self) -> None:
        """Run every node from now on, cached or not."""
        await self._transport.send(api.app.disable_invocation_cache())


class ExternalProviderRepository:
    """The hosted providers that can run models for the server: `client.app.providers`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def statuses(self) -> builtins.list[ExternalProviderStatusModel]:
        """Return which providers are ready for use."""
        found: builtins.list[ExternalProviderStatusModel] = await self._transport.send(
            api.app.get_external_provider_statuses()
        )
        return found

    async def configs(self) -> builtins.list[ExternalProviderConfigModel]:
        """Return what is configured of each provider; the keys themselves are never sent."""
        found: builtins.list[ExternalProviderConfigModel] = await self._transport.send(
            api.app.get_external_provider_configs()
        )
        return found

    async def configure(
        self, provider_id: str, *, api_key: str | None = None, base_url: str | None = None
    ) -> ExternalProviderConfigModel:
        """Give the server a provider's key, or another URL for it; what is left out stays, an empty text removes.

        Args:
            provider_id: `alibabacloud`, `gemini`, `openai`, `seedream`, or what the server knows besides.
            api_key: the key. Removing it also removes the provider's models.
            base_url: where the provider is reached.

        Raises:
            NotFoundError: the server does not know the provider.
        """
        api_key = Secret.of(api_key)
        changes = {"api_key": api_key, "base_url": base_url}
        config: ExternalProviderConfigModel = await self._transport.send(
            api.app.set_external_provider_config(
                provider_id=provider_id, body={key: value for key, value in changes.items() if value is not None}
            )
        )
        return config

    async def reset(self, provider_id: str) -> ExternalProviderConfigModel:
        """Have the server forget a provider's key and URL, and remove its models.

        Raises:
            NotFoundError: the server does not know the provider.
        """
        config: ExternalProviderConfigModel = await self._transport.send(
            api.app.reset_external_provider_config(provider_id=provider_id)
        )
        return config
