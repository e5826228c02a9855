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
    """The style presets that this user may see. `{prompt}` in a preset's prompts stands for the user's own prompt."""

    _async: StylePresetRepository

    def list(self) -> builtins.list[StylePresetRecordWithImage]:
        """Return all style presets, including those that came with the server."""
        return self._call(self._async.list)

    def get(self, preset: str) -> StylePresetRecordWithImage:
        """Return the record of a style preset.

        Args:
            preset: the id or the exact name.

        Raises:
            NotFoundError: no style preset has this id or name; the message suggests similar names.
            AmbiguousNameError: several style presets have this name.
        """
        return self._call(self._async.get, preset)

    def create(
        self,
        name: str,
        *,
        positive_prompt: str,
        negative_prompt: str = "",
        is_public: bool = False,
        image: ImageSource | None = None,
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
        """Change a style preset, and return its record. Arguments that are left out stay as they are.

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
        """Delete a style preset.

        Raises:
            NotFoundError: no style preset has this id.
        """
        self._call(self._async.delete, preset_id)

    def save_image(self, preset_id: str, path: str | Path) -> Path:
        """Download the image of a style preset, and return the path of the file.

        Raises:
            NotFoundError: no style preset has this id, or the style preset has no image.
            DownloadError: the file cannot be written.
        """
        return self._call(self._async.save_image, preset_id, path)

    def export_csv(self) -> str:
        """Return all style presets that users created as CSV with the columns name, prompt and negative_prompt.

        A server with users allows this to admins only.
        """
        return self._call(self._async.export_csv)

    def import_file(self, source: str | Path | bytes, *, filename: str | None = None) -> None:
        """Create style presets from a CSV or JSON file. A server with users allows this to admins only.

        Args:
            source: the path or the content of the file.
            filename: the file name to send for content given as bytes. Its suffix tells the server whether the
                content is CSV or JSON.

        Raises:
            BadRequestError: the file does not contain style presets.
            UnsupportedMediaTypeError: the file is neither CSV nor JSON.
        """
        self._call(self._async.import_file, source, filename=filename)
