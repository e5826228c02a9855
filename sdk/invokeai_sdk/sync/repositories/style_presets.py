"""The blocking counterpart of `invokeai_sdk.repositories.style_presets`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk._types import UNSET, Unset
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    from pathlib import Path

    from invokeai_api.models.style_preset_record_with_image import StylePresetRecordWithImage

    from invokeai_sdk.repositories.style_presets import StylePresetRepository
    from invokeai_sdk.repositories.uploads import ImageSource


class SyncStylePresetRepository(Mirror):
    """The style presets that this user may see. In their prompts, `{prompt}` stands for the user's own."""

    _async: StylePresetRepository

    def list(self) -> builtins.list[StylePresetRecordWithImage]:
        """Return all of them, those that came with the server included."""
        return self._call(self._async.list)

    def get(self, preset_id: str) -> StylePresetRecordWithImage:
        """Return one.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.get, preset_id)

    def create(
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
        return self._call(
            self._async.create,
            name,
            positive_prompt=positive_prompt,
            negative_prompt=negative_prompt,
            is_public=is_public,
            image=image,
        )

    def update(
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
        return self._call(
            self._async.update,
            preset_id,
            name=name,
            positive_prompt=positive_prompt,
            negative_prompt=negative_prompt,
            is_public=is_public,
            image=image,
        )

    def delete(self, preset_id: str) -> None:
        """Delete one.

        Raises:
            NotFoundError: there is none of this id.
        """
        self._call(self._async.delete, preset_id)

    def save_image(self, preset_id: str, path: str | Path) -> Path:
        """Download the picture of one.

        Raises:
            NotFoundError: there is none of this id, or it has no picture.
        """
        return self._call(self._async.save_image, preset_id, path)

    def export_csv(self) -> str:
        """Return all presets that users made as CSV: name, prompt, negative_prompt. With users: admins only."""
        return self._call(self._async.export_csv)

    def import_file(self, source: str | Path | bytes, *, filename: str | None = None) -> None:
        """Create presets from a CSV or JSON file. On a server with users: admins only.

        Args:
            source: the file's path or content.
            filename: what to call content given as bytes; by its suffix the server knows CSV from JSON.

        Raises:
            BadRequestError: the file does not hold presets.
            UnsupportedMediaTypeError: neither CSV nor JSON.
        """
        self._call(self._async.import_file, source, filename=filename)
