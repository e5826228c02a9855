"""Requests to the server's `style_presets` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue

    from ..bodies import CreateStylePresetBody, ImportStylePresetsBody, UpdateStylePresetBody
    from ..models.style_preset_record_with_image import StylePresetRecordWithImage


def list_style_presets() -> Request[list[StylePresetRecordWithImage]]:
    """List Style Presets.

    Gets the style presets visible to the current user.
    """

    def parse(data: Any) -> list[StylePresetRecordWithImage]:
        from ..models.style_preset_record_with_image import StylePresetRecordWithImage

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = StylePresetRecordWithImage.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "style_presets.list_style_presets",
        "GET",
        "/api/v1/style_presets/",
        parse=parse,
    )


def create_style_preset(*, body: CreateStylePresetBody) -> Request[StylePresetRecordWithImage]:
    """Create Style Preset.

    Creates a style preset
    """

    def parse(data: Any) -> StylePresetRecordWithImage:
        from ..models.style_preset_record_with_image import StylePresetRecordWithImage

        response_200 = StylePresetRecordWithImage.from_dict(data)

        return response_200

    return Request(
        "style_presets.create_style_preset",
        "POST",
        "/api/v1/style_presets/",
        form=drop_unset(body),
        parse=parse,
    )


def export_style_presets() -> Request[str]:
    """Export Style Presets."""

    return Request(
        "style_presets.export_style_presets",
        "GET",
        "/api/v1/style_presets/export",
        answer="text",
    )


def get_style_preset(*, style_preset_id: str) -> Request[StylePresetRecordWithImage]:
    """Get Style Preset.

    Gets a style preset

    Args:
        style_preset_id: The style preset to get
    """

    def parse(data: Any) -> StylePresetRecordWithImage:
        from ..models.style_preset_record_with_image import StylePresetRecordWithImage

        response_200 = StylePresetRecordWithImage.from_dict(data)

        return response_200

    return Request(
        "style_presets.get_style_preset",
        "GET",
        "/api/v1/style_presets/i/{style_preset_id}".format(
            **quote_path("style_presets.get_style_preset", style_preset_id=style_preset_id)
        ),
        parse=parse,
    )


def delete_style_preset(*, style_preset_id: str) -> Request[JSONValue]:
    """Delete Style Preset.

    Deletes a style preset

    Args:
        style_preset_id: The style preset to delete
    """

    return Request(
        "style_presets.delete_style_preset",
        "DELETE",
        "/api/v1/style_presets/i/{style_preset_id}".format(
            **quote_path("style_presets.delete_style_preset", style_preset_id=style_preset_id)
        ),
    )


def update_style_preset(*, style_preset_id: str, body: UpdateStylePresetBody) -> Request[StylePresetRecordWithImage]:
    """Update Style Preset.

    Updates a style preset

    Args:
        style_preset_id: The id of the style preset to update
    """

    def parse(data: Any) -> StylePresetRecordWithImage:
        from ..models.style_preset_record_with_image import StylePresetRecordWithImage

        response_200 = StylePresetRecordWithImage.from_dict(data)

        return response_200

    return Request(
        "style_presets.update_style_preset",
        "PATCH",
        "/api/v1/style_presets/i/{style_preset_id}".format(
            **quote_path("style_presets.update_style_preset", style_preset_id=style_preset_id)
        ),
        form=drop_unset(body),
        parse=parse,
    )


def get_style_preset_image(*, style_preset_id: str) -> Request[bytes]:
    """Get Style Preset Image.

    Gets an image file that previews the model

    Args:
        style_preset_id: The id of the style preset image to get
    """

    return Request(
        "style_presets.get_style_preset_image",
        "GET",
        "/api/v1/style_presets/i/{style_preset_id}/image".format(
            **quote_path("style_presets.get_style_preset_image", style_preset_id=style_preset_id)
        ),
        answer="bytes",
    )


def import_style_presets(*, body: ImportStylePresetsBody) -> Request[JSONValue]:
    """Import Style Presets."""

    return Request(
        "style_presets.import_style_presets",
        "POST",
        "/api/v1/style_presets/import",
        form=drop_unset(body),
    )
