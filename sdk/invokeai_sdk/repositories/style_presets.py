"""Style presets, the prompt templates of the web UI: `client.style_presets`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.repositories.uploads import prepare

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.style_preset_record_with_image import StylePresetRecordWithImage

    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.uploads import ImageSource


class StylePresetRepository:
    """The style presets that this user may see. In their prompts, `{prompt}` stands for the user's own."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def list(self) -> builtins.list[StylePresetRecordWithImage]:
        """Return all of them, those that came with the server included."""
        found: builtins.list[StylePresetRecordWithImage] = await self._transport.send(
            api.style_presets.list_style_presets()
        )
        return found

    async def get(self, preset_id: str) -> StylePresetRecordWithImage:
        """Return one.

        Raises:
            NotFoundError: there is none of this id.
        """
        preset: StylePresetRecordWithImage = await self._transport.send(
            api.style_presets.get_style_preset(style_preset_id=preset_id)
        )
        return preset

    async def create(
        self,
        name: str,
        *,
        positive_prompt: str,
        negative_prompt: str = "",
        is_public: bool = False,
        image: ImageSource | None = None,
    ) -> StylePresetRecordWithImage:
        """Create one, and return it.

        Args:
            name: what the web UI calls it.
            positive_prompt: the template of the positive prompt.
            negative_prompt: the template of the negative prompt.
            is_public: whether other users see it.
            image: a picture for it, from wherever `client.images.upload` takes one.

        Raises:
            UnsupportedMediaTypeError: the server cannot read the picture.
        """
        return await self._send(
            "style_presets.create_style_preset", _data(name, positive_prompt, negative_prompt, is_public, "user"), image
        )

    async def update(
        self,
        preset_id: str,
        *,
        name: str | None = None,
        positive_prompt: str | None = None,
        negative_prompt: str | None = None,
        is_public: bool | None = None,
        image: ImageSource | Unset | None = UNSET,
    ) -> StylePresetRecordWithImage:
        """Change one, and return it; what is left out stays.

        Args:
            preset_id: which.
            name: what the web UI calls it.
            positive_prompt: the template of the positive prompt.
            negative_prompt: the template of the negative prompt.
            is_public: whether other users see it.
            image: a new picture, or `None` to remove the one it has.

        Raises:
            NotFoundError: there is none of this id.
            UnsupportedMediaTypeError: the server cannot read the picture.
        """
        old = await self.get(preset_id)
        data = _data(
            old.name if name is None else name,
            old.preset_data.positive_prompt if positive_prompt is None else positive_prompt,
            old.preset_data.negative_prompt if negative_prompt is None else negative_prompt,
            bool(old.is_public) if is_public is None else is_public,
            old.type_,
        )
        if image is UNSET:  # the server takes a change without a picture for the wish to remove it
            image = (
                await self._transport.send(api.style_presets.get_style_preset_image(style_preset_id=preset_id))
                if old.image
                else None
            )
        return await self._send("style_presets.update_style_preset", data, image, style_preset_id=preset_id)

    async def delete(self, preset_id: str) -> None:
        """Delete one.

        Raises:
            NotFoundError: there is none of this id.
        """
        await self._transport.send(api.style_presets.delete_style_preset(style_preset_id=preset_id))

    async def save_image(self, preset_id: str, path: str | Path) -> Path:
        """Download the picture of one.

        Raises:
            NotFoundError: there is none of this id, or it has no picture.
        """
        return await self._transport.download(
            api.style_presets.get_style_preset_image(style_preset_id=preset_id), Path(path)
        )

    async def export_csv(self) -> str:
        """Return all presets that users made as CSV: name, prompt, negative_prompt. With users: admins only."""
        return str(await self._transport.send(api.style_presets.export_style_presets()))

    async def import_file(self, source: str | Path | bytes, *, filename: str | None = None) -> None:
        """Create presets from a CSV or JSON file. On a server with users: admins only.

        Args:
            source: the file's path or content.
            filename: what to call content given as bytes; by its suffix the server knows CSV from JSON.

        Raises:
            BadRequestError: the file does not hold presets.
            UnsupportedMediaTypeError: neither CSV nor JSON.
        """
        file = source if isinstance(source, bytes) else Path(source)
        name = filename or (file.name if isinstance(file, Path) else "presets.csv")
        await self._transport.upload(
            "style_presets.import_style_presets",
            file=file,
            filename=name,
            content_type="application/json" if name.lower().endswith(".json") else "text/csv",
        )

    async def _send(
        self, operation: str, data: str, image: ImageSource | None, **args: str
    ) -> StylePresetRecordWithImage:
        ready = None if image is None else await prepare(image)
        preset: StylePresetRecordWithImage = await self._transport.upload(
            operation,
            file=None if ready is None else ready.file,
            filename="" if ready is None else ready.filename,
            content_type=None if ready is None else ready.content_type,
            field="image",
            fields={"data": data},
            **args,
        )
        return preset


def _data(name: str, positive: str, negative: str, is_public: bool, kind: str) -> str:
    return json.dumps(
        {
            "name": name,
            "positive_prompt": positive,
            "negative_prompt": negative,
            "is_public": is_public,
            "type": kind,
        }
    )
