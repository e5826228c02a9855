"""`DnnModelHandle`: one model of the server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Unpack

from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk.errors import InvokeAIError, ModelNotFoundError
from invokeai_sdk.media.source import to_file
from invokeai_sdk.repositories.model_search import find_model
from invokeai_sdk.repositories.model_types import BaseDnnModelType, DnnModelFormat, DnnModelType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invokeai_api.bodies import ModelRecordChanges
    from invokeai_api.models.model_record import ModelRecord

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core
    from invokeai_sdk.media.source import MediaSource


class DnnModelHandle:
    """A model on the server. Creating a handle sends nothing.

    Handles from `client.models.get` and `client.models.list` have a record; a handle from `client.models.handle` has
    a record after `refresh`.

    Attributes:
        key: the server's key. A model that is converted or installed again gets a new key; its hash stays the same.
    """

    def __init__(self, core: Core, key: str, *, record: ModelRecord | None = None) -> None:
        self._core = core
        self._transport = core.transport
        self._record = record
        self.key: str = key

    @property
    def record(self) -> ModelRecord:
        """The record that the server last sent, with all of its fields.

        Raises:
            InvokeAIError: the handle has no record yet; `refresh` requests the record.
        """
        if self._record is None:
            raise InvokeAIError(f"the record of model {self.key!r} is not known yet; call refresh() first")
        return self._record

    @property
    def hash(self) -> str:
        """The hash of the model's files."""
        return self.record.hash_

    @property
    def name(self) -> str:
        """The model's name; several models may have the same name."""
        return self.record.name

    @property
    def base(self) -> BaseDnnModelType:
        """The architecture of the model, such as `sdxl`."""
        return BaseDnnModelType(self.record.base)

    @property
    def type(self) -> DnnModelType:
        """The purpose of the model, such as `main` or `lora`."""
        return DnnModelType(self.record.type_)

    @property
    def format(self) -> DnnModelFormat:
        """The file format of the model, such as `diffusers` or `checkpoint`."""
        return DnnModelFormat(self.record.format_)

    @property
    def variant(self) -> str | None:
        """The variant of the architecture, such as `inpaint` or `schnell`; `None` for most models."""
        variant = self.record.variant
        return variant if isinstance(variant, str) else None

    @property
    def identifier(self) -> JSONObject:
        """The value of a workflow's model field for this model: key, hash, name, base and type, as JSON."""
        record = self.record
        return {
            "key": record.key,
            "hash": record.hash_,
            "name": record.name,
            "base": record.base,
            "type": record.type_,
        }

    def __repr__(self) -> str:
        if self._record is None:
            return f"DnnModelHandle({self.key!r})"
        record = self._record
        return f"DnnModelHandle({record.name!r}, base={record.base!r}, type={record.type_!r}, key={self.key!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DnnModelHandle) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def is_compatible_with(self, other: DnnModelHandle) -> bool:
        """Return whether two models can be used together: their base is the same, or one of them has the base `any`."""
        return self.base == other.base or BaseDnnModelType.Any in (self.base, other.base)

    async def refresh(self) -> DnnModelHandle:
        """Request the current record, and return this handle.

        Raises:
            NotFoundError: the server has no model with this key.
        """
        return self._set_record(await self._transport.send(api.model_manager.get_model_record(key=self.key)))

    async def update(self, **changes: Unpack[ModelRecordChanges]) -> DnnModelHandle:
        """Change the model's record, and return this handle with the new record.

        Args:
            **changes: the fields to change, such as `name`, `description`, `trigger_phrases` (of a LoRA or an
                embedding), `default_settings` (steps, scheduler, size) or `prediction_type`. Other fields stay.

        Raises:
            NotFoundError: the server has no model with this key.
            ConflictError: a change contradicts the model's files, or another operation on the model is running.
        """
        request = api.model_manager.update_model_record(key=self.key, body=changes)
        return self._set_record(await self._transport.send(request))

    async def reidentify(self) -> DnnModelHandle:
        """Detect type, base and format from the model's files again, and return this handle with the new record.

        Raises:
            NotFoundError: the server has no model with this key.
            BadRequestError: the server cannot identify the files.
        """
        return self._set_record(await self._transport.send(api.model_manager.reidentify_model(key=self.key)))

    async def convert(self) -> DnnModelHandle:
        """Convert a single-file SD 1, SD 2 or SDXL model to a diffusers folder. This cannot be undone.

        Returns:
            This handle, with the new key and the new record.

        Raises:
            NotFoundError: the server has no model with this key.
            BadRequestError: the model has another type, base or format.
            ConflictError: another conversion is running.
        """
        return self._set_record(await self._transport.send(api.model_manager.convert_model(key=self.key)))

    async def delete(self) -> None:
        """Delete the model's record, and its files if they are in the server's own models folder.

        Raises:
            NotFoundError: the server has no model with this key.
        """
        await self._transport.send(api.model_manager.delete_model(key=self.key))

    async def related_keys(self) -> list[str]:
        """Return the keys of the models related to this model."""
        return await self._transport.send(api.model_relationships.get_related_models(model_key=self.key))

    async def relate(self, other: ModelRef) -> None:
        """Record that this model and another model belong together. The relation is symmetric.

        Args:
            other: a handle, a key, or a name that only one model has.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            ConflictError: the models are related already.
        """
        other_key = await find_key(self._core, other)
        await self._transport.send(
            api.model_relationships.add_model_relationship(body={"model_key_1": self.key, "model_key_2": other_key})
        )

    async def unrelate(self, other: ModelRef) -> None:
        """Remove the relation between this model and another model.

        Args:
            other: a handle, a key, or a name that only one model has.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the models are not related.
        """
        other_key = await find_key(self._core, other)
        await self._transport.send(
            api.model_relationships.remove_model_relationship(body={"model_key_1": self.key, "model_key_2": other_key})
        )

    async def save_image(self, path: str | Path) -> Path:
        """Download the preview image of the model, a WebP file.

        Args:
            path: the file to write.

        Raises:
            ServerError: the model has no preview image; InvokeAI answers with status 500 then.
            DownloadError: the file cannot be written.
        """
        return await self._transport.download(api.model_manager.get_model_image(key=self.key), Path(path))

    async def set_image(self, source: MediaSource) -> None:
        """Set the preview image of the model.

        Args:
            source: a path, bytes, an open binary file, a Pillow image, or an async iterator of bytes.

        Raises:
            UnsupportedMediaTypeError: the server cannot read the file as an image.
        """
        image = await to_file(source)
        await self._transport.send(api.model_manager.update_model_image(key=self.key, body={"image": image}))

    async def delete_image(self) -> None:
        """Delete the preview image of the model.

        Raises:
            NotFoundError: the model has no preview image.
        """
        await self._transport.send(api.model_manager.delete_model_image(key=self.key))

    def _set_record(self, record: ModelRecord) -> DnnModelHandle:
        self._record = record
        self.key = record.key
        return self


ModelRef: TypeAlias = DnnModelHandle | str
"""A model in a call: a handle, a key, or a name that only one model has."""


async def list_models(core: Core) -> list[DnnModelHandle]:
    """Request all installed models."""
    answer = await core.transport.send(api.model_manager.list_model_records())
    return [DnnModelHandle(core, record.key, record=record) for record in answer.models]


async def find_key(core: Core, model: ModelRef) -> str:
    """Return the key of a model. Handles and keys need no request; a name needs one.

    Raises:
        ModelNotFoundError: no model has this name.
        AmbiguousModelError: several models have this name.
    """
    return (await find_keys(core, [model]))[0]


async def find_keys(core: Core, models: Iterable[ModelRef], *, keep_unknown: bool = False) -> list[str]:
    """Return the keys of models, in order, with at most one request.

    Args:
        core: the client's core.
        models: handles, keys, or names that only one model has.
        keep_unknown: return a name that no model has unchanged, instead of raising an error.

    Raises:
        ModelNotFoundError: no model has a name.
        AmbiguousModelError: several models have a name.
    """
    known: list[DnnModelHandle] | None = None
    keys: list[str] = []
    for model in models:
        if isinstance(model, DnnModelHandle):
            keys.append(model.key)
        elif looks_like_id(model):
            keys.append(model)
        else:
            known = await list_models(core) if known is None else known
            try:
                keys.append(find_model(known, model).key)
            except ModelNotFoundError:
                if not keep_unknown:
                    raise
                keys.append(model)
    return keys
