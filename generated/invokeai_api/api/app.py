"""Requests to the server's `app` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue

    from ..bodies import ExternalProviderConfigUpdate, UpdateAppGenerationSettingsRequest
    from ..models.app_version import AppVersion
    from ..models.external_provider_config_model import ExternalProviderConfigModel
    from ..models.external_provider_status_model import ExternalProviderStatusModel
    from ..models.generation_device_option import GenerationDeviceOption
    from ..models.get_app_deps_response_200 import GetAppDepsResponse200
    from ..models.invocation_cache_status import InvocationCacheStatus
    from ..models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields


def get_app_deps() -> Request[GetAppDepsResponse200]:
    """Get App Deps."""

    def parse(data: Any) -> GetAppDepsResponse200:
        from ..models.get_app_deps_response_200 import GetAppDepsResponse200

        response_200 = GetAppDepsResponse200.from_dict(data)

        return response_200

    return Request(
        "app.get_app_deps",
        "GET",
        "/api/v1/app/app_deps",
        parse=parse,
    )


def get_external_provider_configs() -> Request[list[ExternalProviderConfigModel]]:
    """Get External Provider Configs."""

    def parse(data: Any) -> list[ExternalProviderConfigModel]:
        from ..models.external_provider_config_model import ExternalProviderConfigModel

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = ExternalProviderConfigModel.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "app.get_external_provider_configs",
        "GET",
        "/api/v1/app/external_providers/config",
        parse=parse,
    )


def set_external_provider_config(
    *, provider_id: str, body: ExternalProviderConfigUpdate
) -> Request[ExternalProviderConfigModel]:
    """Set External Provider Config.

    Args:
        provider_id: The external provider identifier
    """

    def parse(data: Any) -> ExternalProviderConfigModel:
        from ..models.external_provider_config_model import ExternalProviderConfigModel

        response_200 = ExternalProviderConfigModel.from_dict(data)

        return response_200

    return Request(
        "app.set_external_provider_config",
        "POST",
        "/api/v1/app/external_providers/config/{provider_id}".format(
            **quote_path("app.set_external_provider_config", provider_id=provider_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )


def reset_external_provider_config(*, provider_id: str) -> Request[ExternalProviderConfigModel]:
    """Reset External Provider Config.

    Args:
        provider_id: The external provider identifier
    """

    def parse(data: Any) -> ExternalProviderConfigModel:
        from ..models.external_provider_config_model import ExternalProviderConfigModel

        response_200 = ExternalProviderConfigModel.from_dict(data)

        return response_200

    return Request(
        "app.reset_external_provider_config",
        "DELETE",
        "/api/v1/app/external_providers/config/{provider_id}".format(
            **quote_path("app.reset_external_provider_config", provider_id=provider_id)
        ),
        parse=parse,
    )


def get_external_provider_statuses() -> Request[list[ExternalProviderStatusModel]]:
    """Get External Provider Statuses."""

    def parse(data: Any) -> list[ExternalProviderStatusModel]:
        from ..models.external_provider_status_model import ExternalProviderStatusModel

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = ExternalProviderStatusModel.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "app.get_external_provider_statuses",
        "GET",
        "/api/v1/app/external_providers/status",
        parse=parse,
    )


def get_generation_device_options() -> Request[list[GenerationDeviceOption]]:
    """Get Generation Device Options.

    List the devices available for generation, for use with the `generation_devices` setting.
    """

    def parse(data: Any) -> list[GenerationDeviceOption]:
        from ..models.generation_device_option import GenerationDeviceOption

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = GenerationDeviceOption.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "app.get_generation_device_options",
        "GET",
        "/api/v1/app/generation_device_options",
        parse=parse,
    )


def clear_invocation_cache() -> Request[JSONValue]:
    """Clear Invocation Cache.

    Clears the invocation cache
    """

    return Request(
        "app.clear_invocation_cache",
        "DELETE",
        "/api/v1/app/invocation_cache",
    )


def disable_invocation_cache() -> Request[JSONValue]:
    """Disable Invocation Cache.

    Clears the invocation cache
    """

    return Request(
        "app.disable_invocation_cache",
        "PUT",
        "/api/v1/app/invocation_cache/disable",
    )


def enable_invocation_cache() -> Request[JSONValue]:
    """Enable Invocation Cache.

    Clears the invocation cache
    """

    return Request(
        "app.enable_invocation_cache",
        "PUT",
        "/api/v1/app/invocation_cache/enable",
    )


def get_invocation_cache_status() -> Request[InvocationCacheStatus]:
    """Get Invocation Cache Status.

    Clears the invocation cache
    """

    def parse(data: Any) -> InvocationCacheStatus:
        from ..models.invocation_cache_status import InvocationCacheStatus

        response_200 = InvocationCacheStatus.from_dict(data)

        return response_200

    return Request(
        "app.get_invocation_cache_status",
        "GET",
        "/api/v1/app/invocation_cache/status",
        parse=parse,
    )


def get_log_level() -> Request[int]:
    """Get Log Level.

    Returns the log level
    """

    def parse(data: Any) -> int:
        return cast("int", data)

    return Request(
        "app.get_log_level",
        "GET",
        "/api/v1/app/logging",
        parse=parse,
    )


def set_log_level(*, body: int) -> Request[int]:
    """Set Log Level.

    Sets the log verbosity level
    """

    def parse(data: Any) -> int:
        return cast("int", data)

    return Request(
        "app.set_log_level",
        "POST",
        "/api/v1/app/logging",
        json=body,
        parse=parse,
    )


def get_patchmatch_status() -> Request[bool]:
    """Get Patchmatch Status."""

    def parse(data: Any) -> bool:
        return cast("bool", data)

    return Request(
        "app.get_patchmatch_status",
        "GET",
        "/api/v1/app/patchmatch_status",
        parse=parse,
    )


def get_runtime_config() -> Request[InvokeAIAppConfigWithSetFields]:
    """Get Runtime Config."""

    def parse(data: Any) -> InvokeAIAppConfigWithSetFields:
        from ..models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields

        response_200 = InvokeAIAppConfigWithSetFields.from_dict(data)

        return response_200

    return Request(
        "app.get_runtime_config",
        "GET",
        "/api/v1/app/runtime_config",
        parse=parse,
    )


def update_runtime_config(*, body: UpdateAppGenerationSettingsRequest) -> Request[InvokeAIAppConfigWithSetFields]:
    """Update Runtime Config."""

    def parse(data: Any) -> InvokeAIAppConfigWithSetFields:
        from ..models.invoke_ai_app_config_with_set_fields import InvokeAIAppConfigWithSetFields

        response_200 = InvokeAIAppConfigWithSetFields.from_dict(data)

        return response_200

    return Request(
        "app.update_runtime_config",
        "PATCH",
        "/api/v1/app/runtime_config",
        json=drop_unset(body),
        parse=parse,
    )


def app_version() -> Request[AppVersion]:
    """Get Version."""

    def parse(data: Any) -> AppVersion:
        from ..models.app_version import AppVersion

        response_200 = AppVersion.from_dict(data)

        return response_200

    return Request(
        "app.app_version",
        "GET",
        "/api/v1/app/version",
        parse=parse,
    )
