"""The blocking counterpart of `invokeai_sdk.repositories.app`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping

    from invokeai_api.models.external_provider_config_model import ExternalProviderConfigModel
    from invokeai_api.models.external_provider_status_model import ExternalProviderStatusModel
    from invokeai_api.models.generation_device_option import GenerationDeviceOption
    from invokeai_api.models.invocation_cache_status import InvocationCacheStatus
    from invokeai_api.models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.repositories.app import AppRepository, ExternalProviderRepository, InvocationCacheRepository


class SyncAppRepository(Mirror):
    """The server's version, configuration and caches."""

    _async: AppRepository

    @cached_property
    def invocation_cache(self) -> SyncInvocationCacheRepository:
        """The cache of node outputs."""
        return self._wrapped(self._call(getattr, self._async, "invocation_cache"))

    @cached_property
    def providers(self) -> SyncExternalProviderRepository:
        """The hosted providers that can run models for the server."""
        return self._wrapped(self._call(getattr, self._async, "providers"))

    def version(self) -> str:
        """Return the server's version, such as `6.14.2`, asked anew."""
        return self._call(self._async.version)

    def supports(self, operation: str) -> bool:
        """Tell whether the server's release has an operation, by what is known of the releases.

        Args:
            operation: `tag.name` as in the table of operations, such as `"videos.upload_video"`. What is not known to
                be missing anywhere counts as there.
        """
        return self._call(self._async.supports, operation)

    def dependencies(self) -> dict[str, str]:
        """Return the packages installed with the server, and their versions."""
        return self._call(self._async.dependencies)

    def runtime_config(self) -> InvokeAIAppConfigWithSetFields:
        """Return the server's configuration, and which fields of it were set. On a server with users: admins only."""
        return self._call(self._async.runtime_config)

    def update_runtime_config(self, changes: Mapping[str, JSONValue]) -> InvokeAIAppConfigWithSetFields:
        """Change the server's configuration, also on its disk, and return it. On a server with users: admins only.

        Args:
            changes: fields that may be changed from here: `image_subfolder_strategy`, `max_queue_history`,
                `generation_devices`.

        Raises:
            ValidationError: a value cannot be.
        """
        return self._call(self._async.update_runtime_config, changes)

    def log_level(self) -> int:
        """Return how much the server logs: 10 debug, 20 info, 30 warning, 40 error, 50 critical."""
        return self._call(self._async.log_level)

    def set_log_level(self, level: int) -> int:
        """Set how much the server logs until it restarts, and return it.

        Raises:
            ValidationError: not one of the levels of Python's `logging`.
        """
        return self._call(self._async.set_log_level, level)

    def patchmatch_available(self) -> bool:
        """Tell whether the server has the patchmatch library for infilling."""
        return self._call(self._async.patchmatch_available)

    def devices(self) -> builtins.list[GenerationDeviceOption]:
        """Return the devices that the server could generate on."""
        return self._call(self._async.devices)


class SyncInvocationCacheRepository(Mirror):
    """The cache of node outputs, which makes unchanged nodes free: `client.app.invocation_cache`."""

    _async: InvocationCacheRepository

    def status(self) -> InvocationCacheStatus:
        """Return the cache's figures: size, hits, misses, whether it is enabled."""
        return self._call(self._async.status)

    def clear(self) -> None:
        """Forget every cached output."""
        self._call(self._async.clear)

    def enable(self) -> None:
        """Use the cache from now on."""
        self._call(self._async.enable)

    def disable(self) -> None:
        """Run every node from now on, cached or not."""
        self._call(self._async.disable)


class SyncExternalProviderRepository(Mirror):
    """The hosted providers that can run models for the server: `client.app.providers`."""

    _async: ExternalProviderRepository

    def statuses(self) -> builtins.list[ExternalProviderStatusModel]:
        """Return which providers are ready for use."""
        return self._call(self._async.statuses)

    def configs(self) -> builtins.list[ExternalProviderConfigModel]:
        """Return what is configured of each provider; the keys themselves are never sent."""
        return self._call(self._async.configs)

    def configure(
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
        return self._call(self._async.configure, provider_id, api_key=api_key, base_url=base_url)

    def reset(self, provider_id: str) -> ExternalProviderConfigModel:
        """Have the server forget a provider's key and URL, and remove its models.

        Raises:
            NotFoundError: the server does not know the provider.
        """
        return self._call(self._async.reset, provider_id)
