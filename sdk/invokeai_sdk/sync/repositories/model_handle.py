"""The blocking counterpart of `invokeai_sdk.repositories.model_handle`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_sdk._types import UNSET, JSONObject, Unset
from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.model_record import ModelRecord

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.repositories.model_handle import DnnModelHandle
    from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType
    from invokeai_sdk.repositories.uploads import ImageSource


class SyncDnnModelHandle(Mirror):
    """A model: its key, the client it lives in, and its record.

    Attributes:
        key: the server's key; it changes when the model is installed anew, the hash does not.
        record: what the server said of the model when it was last asked; every field it sent is in it.
    """

    _async: DnnModelHandle

    @property
    def record(self) -> ModelRecord:
        """What the server said of the model when it was last asked; every field it sent is in it."""
        return self._async.record

    @property
    def key(self) -> str:
        """The server's key."""
        return self._async.key

    @property
    def hash(self) -> str:
        """The hash of the model's files."""
        return self._async.hash

    @property
    def name(self) -> str:
        """The model's name; several models may share it."""
        return self._async.name

    @property
    def base(self) -> BaseDnnModelType:
        """The architecture it belongs to."""
        return self._async.base

    @property
    def type(self) -> DnnModelType:
        """What it is for."""
        return self._async.type

    @property
    def format(self) -> DnnModelFormat:
        """How it lies on the server's disk."""
        return self._async.format

    @property
    def variant(self) -> str | None:
        """The variant of its architecture, such as `inpaint` or `schnell`, if it has any."""
        return self._async.variant

    @property
    def identifier(self) -> JSONObject:
        """What a workflow's model field holds: key, hash, name, base and type, as JSON."""
        return self._async.identifier

    def is_compatible_with(self, other: SyncDnnModelHandle) -> bool:
        """Tell whether two models can work in one graph: they share an architecture, or one goes with every one."""
        return self._call(self._async.is_compatible_with, unwrapped(other))

    def refresh(self) -> SyncDnnModelHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the model is gone.
        """
        return self._wrapped(self._call(self._async.refresh))

    def update(
        self,
        *,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        trigger_phrases: Sequence[str] | Unset | None = UNSET,
        default_settings: Mapping[str, JSONValue] | Unset | None = UNSET,
        changes: Mapping[str, JSONValue] | None = None,
    ) -> SyncDnnModelHandle:
        """Change the record, and return this handle with the new one. What is left out stays.

        Args:
            name: its new name.
            description: a text.
            trigger_phrases: words that a LoRA or embedding reacts to.
            default_settings: the steps, scheduler, size and so on to start from.
            changes: any other field of the server's `ModelRecordChanges`, such as `base` or `prediction_type`.

        Raises:
            NotFoundError: the model is gone.
            ConflictError: the change contradicts what the model is, or another operation on it is running.
        """
        return self._wrapped(
            self._call(
                self._async.update,
                name=name,
                description=description,
                trigger_phrases=trigger_phrases,
                default_settings=default_settings,
                changes=changes,
            )
        )

    def reidentify(self) -> SyncDnnModelHandle:
        """Have the server look at the model's files anew, and return this handle with the new record.

        Raises:
            NotFoundError: the model is gone.
            BadRequestError: the server cannot tell what the files are.
        """
        return self._wrapped(self._call(self._async.reidentify))

    def convert(self) -> SyncDnnModelHandle:
        """Convert a single-file SD 1, SD 2 or SDXL model to a diffusers folder, for good; it gets a new key.

        Raises:
            BadRequestError: the model is of another kind.
            ConflictError: another conversion is running.
        """
        return self._wrapped(self._call(self._async.convert))

    def delete(self) -> None:
        """Forget the model, and delete its files if they lie in the server's own models folder.

        Raises:
            NotFoundError: the model is gone already.
        """
        self._call(self._async.delete)

    def related_keys(self) -> list[str]:
        """Return the keys of the models that were marked as going with this one."""
        return self._call(self._async.related_keys)

    def relate(self, other: SyncModelRef) -> None:
        """Mark another model as going with this one, both ways.

        Raises:
            ConflictError: it is so already.
        """
        self._call(self._async.relate, unwrapped(other))

    def unrelate(self, other: SyncModelRef) -> None:
        """Take back that another model goes with this one.

        Raises:
            NotFoundError: it was not so.
        """
        self._call(self._async.unrelate, unwrapped(other))

    def save_image(self, path: str | Path) -> Path:
        """Download the picture that the web UI shows for the model, a WebP.

        Raises:
            ServerError: it has none. (The server stumbles over that.)
        """
        return self._call(self._async.save_image, path)

    def set_image(self, source: ImageSource) -> None:
        """Set the picture that the web UI shows for the model.

        Args:
            source: a path, bytes, an open binary file, a Pillow image, or an iterator of bytes.

        Raises:
            UnsupportedMediaTypeError: the server cannot read it as an image.
        """
        self._call(self._async.set_image, source)

    def delete_image(self) -> None:
        """Remove the picture.

        Raises:
            NotFoundError: it has none.
        """
        self._call(self._async.delete_image)


SyncModelRef: TypeAlias = "SyncDnnModelHandle | str"
"""A model as users name one where only a key will do: a handle, or the key."""
