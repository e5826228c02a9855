"""The app repository: `client.app`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import Secret, given
from invokeai_sdk.transport.unsupported import is_older, load_since

if TYPE_CHECKING:
    from invokeai_api.bodies import UpdateAppGenerationSettingsRequest
    from invokeai_api.models.external_provider_config_model import ExternalProviderConfigModel
    from invokeai_api.models.external_provider_status_model import ExternalProviderStatusModel
    from invokeai_api.models.generation_device_option import GenerationDeviceOption
    from invokeai_api.models.invocation_cache_status import InvocationCacheStatus
    from invokeai_api.models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields

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
        """Request the server's version, such as `6.14.2`."""
        return (await self._transport.send(api.app.app_version())).version

    async def supports(self, operation: str) -> bool:
        """Return whether the server's release has an operation, according to the releases that the SDK knows.

        The server's version is requested once per client.

        Args:
            operation: `tag.function` as in `invokeai_api.api`, such as `"videos.upload_video"`. An operation that the
                oldest supported release has, and an unknown operation, counts as supported.
        """
        since = load_since().get(operation)
        return since is None or not is_older(await self._transport.server_version(), since)

    async def dependencies(self) -> dict[str, str]:
        """Return the versions of the packages that are installed with the server, by package name."""
        return (await self._transport.send(api.app.get_app_deps())).to_dict()

    async def runtime_config(self) -> InvokeAIAppConfigWithSetFields:
        """Return the server's configuration, and the names of the fields that were set.

        Raises:
            PermissionDeniedError: the server has several users, and the client is not logged in as an admin.
        """
        return await self._transport.send(api.app.get_runtime_config())

    async def update_runtime_config(
        self, changes: UpdateAppGenerationSettingsRequest
    ) -> InvokeAIAppConfigWithSetFields:
        """Change the server's configuration, also in its configuration file, and return the configuration.

        Args:
            changes: the fields to change: `image_subfolder_strategy`, `max_queue_history` or `generation_devices`.

        Raises:
            ValidationError: a value is not valid.
            PermissionDeniedError: the server has several users, and the client is not logged in as an admin.
        """
        return await self._transport.send(api.app.update_runtime_config(body=changes))

    async def log_level(self) -> int:
        """Return the server's log level, a number of Python's `logging` such as 20 for INFO."""
        return await self._transport.send(api.app.get_log_level())

    async def set_log_level(self, level: int) -> int:
        """Set the server's log level until it restarts, and return the level.

        Args:
            level: 10 (DEBUG), 20 (INFO), 30 (WARNING), 40 (ERROR) or 50 (CRITICAL).

        Raises:
            ValidationError: the number is not a log level.
        """
        return await self._transport.send(api.app.set_log_level(body=level))

    async def patchmatch_available(self) -> bool:
        """Return whether the server has the patchmatch library for infilling."""
        return await self._transport.send(api.app.get_patchmatch_status())

    async def devices(self) -> list[GenerationDeviceOption]:
        """Return the devices on which the server can generate."""
        return await self._transport.send(api.app.get_generation_device_options())


class InvocationCacheRepository:
    """The cache of node outputs, from which the server takes the outputs of unchanged nodes.

    Its place is `client.app.invocation_cache`.
    """

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def status(self) -> InvocationCacheStatus:
        """Return the cache's statistics: size, hits, misses, and whether the cache is enabled."""
        return await self._transport.send(api.app.get_invocation_cache_status())

    async def clear(self) -> None:
        """Remove all outputs from the cache."""
        await self._transport.send(api.app.clear_invocation_cache())

    async def enable(self) -> None:
        """Enable the cache."""
        await self._transport.send(api.app.enable_invocation_cache())

    async def disable(self) -> None:
        """Disable the cache, so that every node runs."""
        await self._transport.send(api.app.disable_invocation_cache())


class ExternalProviderRepository:
    """The hosted providers that can run models for the server: `client.app.providers`."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def statuses(self) -> list[ExternalProviderStatusModel]:
        """Return which providers are ready for use."""
        return await self._transport.send(api.app.get_external_provider_statuses())

    async def configs(self) -> list[ExternalProviderConfigModel]:
        """Return the configuration of each provider, without the API keys."""
        return await self._transport.send(api.app.get_external_provider_configs())

    async def configure(
        self, provider_id: str, *, api_key: str | None = None, base_url: str | None = None
    ) -> ExternalProviderConfigModel:
        """Store a provider's API key or URL on the server, and return the configuration.

        `None` keeps a value, and an empty string removes it.

        Args:
            provider_id: `alibabacloud`, `gemini`, `openai`, `seedream`, or another provider that the server knows.
            api_key: the API key. Removing the API key also removes the provider's models.
            base_url: the URL of the provider.

        Raises:
            NotFoundError: the server does not know the provider.
        """
        api_key = Secret.of(api_key)  # a traceback with local variables must not show the key
        return await self._transport.send(
            api.app.set_external_provider_config(
                provider_id=provider_id, body={"api_key": given(api_key), "base_url": given(base_url)}
            )
        )

    async def reset(self, provider_id: str) -> ExternalProviderConfigModel:
        """Remove a provider's API key, URL and models from the server, and return the configuration.

        Raises:
            NotFoundError: the server does not know the provider.
        """
        return await self._transport.send(api.app.reset_external_provider_config(provider_id=provider_id))
