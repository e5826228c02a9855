"""One model of the server, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from invokeai_api import api

from invokeai_sdk._types import UNSET, JSONObject, Unset
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType
from invokeai_sdk.repositories.uploads import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from invokeai_api.models.model_record import ModelRecord

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.core import Core
    from invokeai_sdk.repositories.uploads import ImageSource


class DnnModelHandle:
    """A model: its key, the client it lives in, and its record.

    Attributes:
        key: the server's key; it changes when the model is installed anew, the hash does not.
        record: what the server said of the model when it was last asked; every field it sent is in it.
    """

    def __init__(self, core: Core, record: ModelRecord) -> None:
        self._core = core
        self._transport = core.transport
        self.record = record

    @property
    def key(self) -> str:
        """The server's key."""
        return self.record.key

    @property
    def hash(self) -> str:
        """The hash of the model's files."""
        return self.record.hash_

    @property
    def name(self) -> str:
        """The model's name; several models may share it."""
        return self.record.name

    @property
    def base(self) -> BaseDnnModelType:
        """The architecture it belongs to."""
        return BaseDnnModelType(self.record.base)

    @property
    def type(self) -> DnnModelType:
        """What it is for."""
        return DnnModelType(self.record.type_)

    @property
    def format(self) -> DnnModelFormat:
        """How it lies on the server's disk."""
        return DnnModelFormat(self.record.format_)

    @property
    def variant(self) -> str | None:
        """The variant of its architecture, such as `inpaint` or `schnell`, if it has any."""
        variant = self.record.variant
        return variant if isinstance(variant, str) else None

    @property
    def identifier(self) -> JSONObject:
        """What a workflow's model field holds: key, hash, name, base and type, as JSON."""
        return as_identifier(self.record)

    def __repr__(self) -> str:
        return f"DnnModelHandle({self.name!r}, base={self.record.base!r}, type={self.record.type_!r}, key={self.key!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DnnModelHandle) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def is_compatible_with(self, other: DnnModelHandle) -> bool:
        """Tell whether two models can work in one graph: they share an architecture, or one goes with every one."""
        return self.base == other.base or BaseDnnModelType.Any in (self.base, other.base)

    async def refresh(self) -> DnnModelHandle:
        """Fetch the record anew, and return this handle.

        Raises:
            NotFoundError: the model is gone.
        """
        self.record = await self._transport.send(api.model_manager.get_model_record(key=self.key))
        return self

    async def update(
        self,
        *,
        name: str | Unset = UNSET,
        description: str | Unset | None = UNSET,
        trigger_phrases: Sequence[str] | Unset | None = UNSET,
        default_settings: Mapping[str, JSONValue] | Unset | None = UNSET,
        changes: Mapping[str, JSONValue] | None = None,
    ) -> DnnModelHandle:
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
        body: JSONObject = dict(changes or {})
        if name is not UNSET:
            body["name"] = name
        if description is not UNSET:
            body["description"] = description
        if trigger_phrases is not UNSET:
            body["trigger_phrases"] = None if trigger_phrases is None else [*trigger_phrases]
        if default_settings is not UNSET:
            body["default_settings"] = None if default_settings is None else {**default_settings}
        self.record = await self._transport.send(api.model_manager.update_model_record(key=self.key, body=body))
        return self

    async def reidentify(self) -> DnnModelHandle:
        """Have the server look at the model's files anew, and return this handle with the new record.

        Raises:
            NotFoundError: the model is gone.
            BadRequestError: the server cannot tell what the files are.
        """
        self.record = await self._transport.send(api.model_manager.reidentify_model(key=self.key))
        return self

    async def convert(self) -> DnnModelHandle:
        """Convert a single-file SD 1, SD 2 or SDXL model to a diffusers folder, for good; it gets a new key.

        Raises:
            BadRequestError: the model is of another kind.
            ConflictError: another conversion is running.
        """
        self.record = await self._transport.send(api.model_manager.convert_model(key=self.key))
        return self

    async def delete(self) -> None:
        """Forget the model, and delete its files if they lie in the server's own models folder.

        Raises:
            NotFoundError: the model is gone already.
        """
        await self._transport.send(api.model_manager.delete_model(key=self.key))

    async def related_keys(self) -> list[str]:
        """Return the keys of the models that were marked as going with this one."""
        keys: list[str] = await self._transport.send(api.model_relationships.get_related_models(model_key=self.key))
        return keys

    async def relate(self, other: ModelRef) -> None:
        """Mark another model as going with this one, both ways.

        Raises:
            ConflictError: it is so already.
        """
        body = {"model_key_1": self.key, "model_key_2": model_key(other)}
        await self._transport.send(api.model_relationships.add_model_relationship(body=body))

    async def unrelate(self, other: ModelRef) -> None:
        """Take back that another model goes with this one.

        Raises:
            NotFoundError: it was not so.
        """
        body = {"model_key_1": self.key, "model_key_2": model_key(other)}
        await self._transport.send(api.model_relationships.remove_model_relationship(body=body))

    async def save_image(self, path: str | Path) -> Path:
        """Download the picture that the web UI shows for the model, a WebP.

        Raises:
            ServerError: it has none. (The server stumbles over that.)
        """
        return await self._transport.download(api.model_manager.get_model_image(key=self.key), Path(path))

    async def set_image(self, source: ImageSource) -> None:
        """Set the picture that the web UI shows for the model.

        Args:
            source: a path, bytes, an open binary file, a Pillow image, or an async iterator of bytes.

        Raises:
            UnsupportedMediaTypeError: the server cannot read it as an image.
        """
        ready = await prepare(source)
        await self._transport.upload(
            "model_manager.update_model_image",
            file=ready.file,
            filename=ready.filename,
            content_type=ready.content_type,
            field="image",
            key=self.key,
        )

    async def delete_image(self) -> None:
        """Remove the picture.

        Raises:
            NotFoundError: it has none.
        """
        await self._transport.send(api.model_manager.delete_model_image(key=self.key))


ModelRef: TypeAlias = DnnModelHandle | str
"""A model as users name one where only a key will do: a handle, or the key."""


def model_key(model: ModelRef) -> str:
    """Return the key of a model given by handle or by key."""
    return model if isinstance(model, str) else model.key


def as_identifier(record: ModelRecord) -> JSONObject:
    """Return what a workflow's model field holds for a model: key, hash, name, base and type."""
    return {
        "key": record.key,
        "hash": record.hash_,
        "name": record.name,
        "base": record.base,
        "type": record.type_,
    }
