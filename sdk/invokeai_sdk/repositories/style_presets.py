"""`client.style_presets`: the prompt templates of the web UI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._request import File
from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.media.source import to_file
from invokeai_sdk.repositories.find_record import find_record
from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    from invokeai_api.models.style_preset_record_with_image import StylePresetRecordWithImage

    from invokeai_sdk.core import Core
    from invokeai_sdk.media.source import MediaSource


class StylePresetRepository:
    """The style presets that this user may see. `{prompt}` in a preset's prompts stands for the user's own prompt."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    def list(self) -> Listing[StylePresetRecordWithImage]:
        """List all style presets, including those that came with the server."""
        return Listing.unpaged(lambda: self._transport.send(api.style_presets.list_style_presets()))

    async def get(self, preset: str) -> StylePresetRecordWithImage:
        """Return the record of a style preset.

        Args:
            preset: the id or the exact name.

        Raises:
            NotFoundError: no style preset has this id or name; the message suggests similar names.
            AmbiguousNameError: several style presets have this name.
        """
        if looks_like_id(preset):
            return await self._transport.send(api.style_presets.get_style_preset(style_preset_id=preset))
        request = api.style_presets.list_style_presets()
        return find_record(
            await self._transport.send(request),
            preset,
            kind="style preset",
            id_of=lambda record: record.id,
            name_of=lambda record: record.name,
            url=f"{self._transport.base_url}{request.path}",
        )

    async def create(
        self,
        name: str,
        *,
        positive_prompt: str,
        negative_prompt: str = "",
        is_public: bool = False,
        image: MediaSource | None = None,
    ) -> StylePresetRecordWithImage:
        """Create a style preset, and return its record.

        Args:
            name: the name that the web UI shows.
            positive_prompt: the template of the positive prompt.
            negative_prompt: the template of the negative prompt.
            is_public: whether other users see the style preset.
            image: the image that the web UI shows: any source that `client.images.upload` takes.

        Raises:
            UnsupportedMediaTypeError: the server cannot read the image.
        """
        data = _encode_preset(name, positive_prompt, negative_prompt, is_public=is_public, type_="user")
        file = UNSET if image is None else await to_file(image)
        return await self._transport.send(api.style_presets.create_style_preset(body={"data": data, "image": file}))

    async def update(
        self,
        preset_id: str,
        *,
        name: str | None = None,
        positive_prompt: str | None = None,
        negative_prompt: str | None = None,
        is_public: bool | None = None,
        image: MediaSource | Unset | None = UNSET,
    ) -> StylePresetRecordWithImage:
        """Change a style preset, and return its record. Values whose argument is left out stay.

        Args:
            preset_id: the style preset.
            name: the name that the web UI shows.
            positive_prompt: the template of the positive prompt.
            negative_prompt: the template of the negative prompt.
            is_public: whether other users see the style preset.
            image: a new image, or `None` to remove the image.

        Raises:
            NotFoundError: no style preset has this id.
            UnsupportedMediaTypeError: the server cannot read the image.
        """
        old = await self._transport.send(api.style_presets.get_style_preset(style_preset_id=preset_id))
        data = _encode_preset(
            old.name if name is None else name,
            old.preset_data.positive_prompt if positive_prompt is None else positive_prompt,
            old.preset_data.negative_prompt if negative_prompt is None else negative_prompt,
            is_public=bool(old.is_public) if is_public is None else is_public,
            type_=old.type_,
        )
        file: File | Unset = UNSET  # without an image in the form, the server removes the image
        if image is UNSET:
            if old.image:
                request = api.style_presets.get_style_preset_image(style_preset_id=preset_id)
                file = await to_file(await self._transport.send(request))
        elif image is not None:
            file = await to_file(image)
        return await self._transport.send(
            api.style_presets.update_style_preset(style_preset_id=preset_id, body={"data": data, "image": file})
        )

    async def delete(self, preset_id: str) -> None:
        """Delete a style preset.

        Raises:
            NotFoundError: no style preset has this id.
        """
        await self._transport.send(api.style_presets.delete_style_preset(style_preset_id=preset_id))

    async def save_image(self, preset_id: str, path: str | Path) -> Path:
        """Download the image of a style preset, and return the path of the file.

        Raises:
            NotFoundError: no style preset has this id, or the style preset has no image.
            DownloadError: the file cannot be written.
        """
        return await self._transport.download(
            api.style_presets.get_style_preset_image(style_preset_id=preset_id), Path(path)
        )

    async def export_csv(self) -> str:
        """Return all style presets that users created as CSV with the columns name, prompt and negative_prompt.

        A server with users allows this to admins only.
        """
        return await self._transport.send(api.style_presets.export_style_presets())

    async def import_file(self, source: str | Path | bytes, *, filename: str | None = None) -> None:
        """Create style presets from a CSV or JSON file. A server with users allows this to admins only.

        Args:
            source: the path or the content of the file.
            filename: the file name to send for content given as bytes. By its suffix, the server decides whether the
                content is CSV or JSON.

        Raises:
            BadRequestError: the file does not contain style presets.
            UnsupportedMediaTypeError: the file is neither CSV nor JSON.
        """
        content = source if isinstance(source, bytes) else Path(source)
        name = filename or (content.name if isinstance(content, Path) else "presets.csv")
        content_type = "application/json" if name.lower().endswith(".json") else "text/csv"
        await self._transport.send(
            api.style_presets.import_style_presets(body={"file": File(content, name, content_type)})
        )


def _encode_preset(name: str, positive_prompt: str, negative_prompt: str, *, is_public: bool, type_: str) -> str:
    return json.dumps(
        {
            "name": name,
            "positive_prompt": positive_prompt,
            "negative_prompt": negative_prompt,
            "is_public": is_public,
            "type": type_,
        }
    )
